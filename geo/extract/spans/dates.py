"""Expressions of time and the days that they mean.

A text is cut into tokens with one class letter each; rules are regular expressions over the
letters. The longest match wins; what is found is then read from left to right against the
publication day and the story so far.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Final

from geo.extract.reading import DateSpan, Sentence
from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_absolute import ABSOLUTE
from geo.extract.spans.dates_anchors import Anchor, index_anchors
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule
from geo.extract.spans.dates_relative import RELATIVE
from geo.extract.spans.dates_words import classify
from geo.extract.spans.lexing import Tokens, tokenize

RULES: Final[tuple[Rule, ...]] = (*ABSOLUTE, *RELATIVE)
_EARLIEST: Final = 1900
_DATELINE_REACH: Final = 400
"""How far into a text a dateline may stand [code points]."""


def find_dates(
    text: str,
    sentences: Sequence[Sentence],
    published: date | None,
    anchors: Sequence[Anchor] = (),
    *,
    title: str = "",
) -> tuple[DateSpan, ...]:
    """Find the expressions of time of a text.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; without them every line is a paragraph.
        published: Day of publication, or None where it is not known. Then words that count
            from it resolve only against a dateline or a date told before.
        anchors: Named anchors of time, see `load_anchors`.
        title: Headline; a single year in it dates the yearless days of the text.

    Returns:
        Spans in order of start that do not overlap. Days are None where nothing tells.
    """
    tokens = tokenize(text, classify)
    hits = _choose(_matches(tokens) + _anchored(tokens, anchors))
    context = Context(published=published, base=published)
    if published is None:
        year = _release_year(text)
        context.headed_year = year or _only_year(title)
        context.base = _dateline(tokens, hits, year)
    paragraphs = _paragraphs(tokens, sentences)
    spans = []
    at = 0
    while at < len(hits):
        hit = hits[at]
        context.paragraph = paragraphs(hit.start)
        partner = hits[at + 1] if at + 1 < len(hits) and _ranged(tokens, hit, hits[at + 1]) else None
        found = _range(context, tokens, hit, partner) if partner else None
        if found is None:
            partner, found = None, hit.resolve(context)
        at += 2 if partner else 1
        if found is None:
            continue
        start, found = _modified(tokens, hit, found, context)
        _tell(context, tokens, hit, found)
        days = found.days
        first, last = tokens.starts[start], tokens.ends[(partner or hit).end - 1]
        open_start = found.modifier == "until"
        spans.append(
            DateSpan(
                start=first,
                end=last,
                text=text[first:last],
                rule="date.range" if partner else hit.rule_id,
                first=None if days is None or open_start else days.first,
                last=days.last if days else None,
                prec=None if days is None else days.precision,
                basis=found.basis,
                modifier=found.modifier,
            )
        )
    return tuple(spans)


def _ranged(tokens: Tokens, one: "_Candidate", two: "_Candidate") -> bool:
    """Whether two expressions are the ends of one range."""
    classes = tokens.classes
    link = classes[one.end : two.start].strip(",")
    opened = classes[one.start] in "rb" or (one.start > 0 and classes[one.start - 1] in "rb")
    if link == "&":
        return classes[one.start] == "b" or classes[one.start - 1 : one.start] == "b"
    return link in ("k", "u") and opened or (link in ("k", "-", "u") and _named(tokens, one, two))


def _named(tokens: Tokens, one: "_Candidate", two: "_Candidate") -> bool:
    """Whether both ends name a month or a year."""
    letters = tokens.classes
    return bool(set("MYI") & set(letters[one.start : one.end])) and bool(
        set("MYI") & set(letters[two.start : two.end])
    )


def _range(
    context: Context, tokens: Tokens, one: "_Candidate", two: "_Candidate"
) -> Found | None:
    """From the first day of one expression to the last of another, or None."""
    last = two.resolve(context)
    if last is None or last.days is None:
        return None
    kept = context.told_year, context.told_at
    if not set("YI") & set(tokens.classes[one.start : one.end]):
        context.told_year, context.told_at = last.days.last.year, context.paragraph
    first = one.resolve(context)
    context.told_year, context.told_at = kept
    if first is None or first.days is None or first.days.first > last.days.last:
        return None
    return Found(Days(first.days.first, last.days.last), last.basis)


class _Candidate:
    """A match of one rule, not read yet."""

    __slots__ = ("anchors", "end", "hit", "order", "rule", "start")

    def __init__(
        self,
        start: int,
        end: int,
        order: int,
        rule: Rule | None,
        hit: Hit | None,
        anchors: tuple[Anchor, ...] = (),
    ) -> None:
        self.start, self.end, self.order = start, end, order
        self.rule, self.hit, self.anchors = rule, hit, anchors

    @property
    def rule_id(self) -> str:
        return self.rule.rule_id if self.rule else "date.anchor"

    def resolve(self, context: Context) -> Found | None:
        if self.rule is not None and self.hit is not None:
            return self.rule.resolve(context, self.hit)
        return _recall(self.anchors, context)


def _matches(tokens: Tokens) -> list[_Candidate]:
    found = []
    for order, rule in enumerate(RULES):
        for match in rule.regex.finditer(tokens.classes):
            hit = Hit(tokens, match)
            if rule.accept is None or rule.accept(hit):
                found.append(_Candidate(match.start(), match.end(), order, rule, hit))
    return found


def _anchored(tokens: Tokens, anchors: Sequence[Anchor]) -> list[_Candidate]:
    if not anchors:
        return []
    table = index_anchors(anchors)
    words = tokens.words
    found = []
    for at, word in enumerate(words):
        for name, _ in table.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                end = at + len(name)
                rows = tuple(a for a in anchors if a.name == anchors[_].name)
                year = words[end] if end < len(words) and tokens.classes[end] == "Y" else ""
                if year and len(rows) > 1:
                    rows = tuple(a for a in rows if str(a.first.year) == year) or rows
                    end += 1
                found.append(_Candidate(at, end, -1, None, None, rows))
                break
    return found


def _recall(anchors: tuple[Anchor, ...], context: Context) -> Found | None:
    if len(anchors) == 1:
        return Found(Days(anchors[0].first, anchors[0].last), "anchor")
    year = context.told_year
    base = context.base
    rows = [a for a in anchors if base is None or a.first <= base]
    if base is None:
        rows = [a for a in rows if year is not None and a.first.year == year]
    if not rows:
        return Found(None, "vague")
    row = max(rows, key=lambda a: a.first)
    return Found(Days(row.first, row.last), "anchor")


def _choose(candidates: list[_Candidate]) -> list[_Candidate]:
    """The longest of overlapping candidates, the earlier rule among equals, in text order."""
    candidates.sort(key=lambda c: (c.start, c.start - c.end, c.order))
    chosen: list[_Candidate] = []
    for candidate in candidates:
        while chosen and candidate.start < chosen[-1].end:
            if candidate.end - candidate.start > chosen[-1].end - chosen[-1].start:
                chosen.pop()
                continue
            break
        else:
            chosen.append(candidate)
    return chosen


def _modified(tokens: Tokens, hit: _Candidate, found: Found, context: Context) -> tuple[int, Found]:
    """Widen an expression by "since", "until" or "as of" before it."""
    at = hit.start - 1
    if at >= 0 and tokens.classes[at] in "tsuf":
        if tokens.classes[at] == "t" and at > 0:
            at -= 1
        letter, days = tokens.classes[at], found.days
        if letter == "s" and days is not None:
            last = context.base
            open_end = Days(days.first, last) if last and last >= days.first else days
            return at, Found(open_end, found.basis, "since")
        if letter == "u" and days is not None:
            return at, Found(days, found.basis, "until")
        if letter == "f" and at > 0 and tokens.words[at - 1] == "as":
            return at - 1, Found(days, found.basis, "as_of")
    return hit.start, found


def _tell(context: Context, tokens: Tokens, hit: _Candidate, found: Found) -> None:
    """Let the story move on to what was just told."""
    days = found.days
    if days is None or found.modifier in ("until", "as_of"):
        return
    if hit.rule_id in _ASIDE or _compares(tokens, hit.start):
        return
    if found.modifier == "since":
        days = Days(days.first, days.first)
    context.told = days
    if (days.last - days.first).days < 8:
        context.told_day, context.told_in = days, context.paragraph
    else:
        context.told_day = None
    if days.first.year == days.last.year and _names_year(tokens, hit, found):
        context.told_year = days.first.year
        context.told_at = context.paragraph
        if _heads(tokens, hit):
            context.headed_year = days.first.year
    if (
        context.published is None
        and days.first == days.last
        and tokens.classes[hit.start - 1 : hit.start] == "("
    ):
        context.base = days.first


_ASIDE: Final = frozenset(("date.last_units", "date.anchor", "date.ago"))
_COMPARING: Final = frozenset("than with against versus compared".split())


def _compares(tokens: Tokens, start: int) -> bool:
    return bool(_COMPARING.intersection(tokens.words[max(0, start - 3) : start]))


def _names_year(tokens: Tokens, hit: _Candidate, found: Found) -> bool:
    letters = tokens.classes[hit.start : hit.end]
    if letters == "Y":
        before = tokens.classes[hit.start - 1 : hit.start]
        return before in ("", "\n", *"isurkb&f") or _heads(tokens, hit)
    return (
        "Y" in letters
        or "I" in letters
        or (found.basis == "narrative" and "M" in letters)
        or (letters.endswith("v") and "M" in letters)
        or (hit.rule_id == "date.last_unit" and letters.endswith("v"))
    )


def _heads(tokens: Tokens, hit: _Candidate) -> bool:
    """Whether an expression stands in a short line without a full stop: a heading."""
    classes = tokens.classes
    start = classes.rfind("\n", max(0, hit.start - _HEADING), hit.start) + 1
    if start == 0 and hit.start > _HEADING:
        return False
    end = classes.find("\n", hit.end, hit.end + _HEADING)
    if end < 0 and len(classes) > hit.end + _HEADING:
        return False
    line = classes[start : end if end >= 0 else len(classes)]
    return "." not in line.rstrip(".") and len(line) <= _HEADING and end >= 0 and (
        tokens.words[end - 1] != "."
    )


_HEADING: Final = 14
"""How many tokens a heading may have."""


def _only_year(title: str) -> int | None:
    """The year that a headline names, where it names one."""
    years = set(_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")


def _dateline(tokens: Tokens, hits: list[_Candidate], year: int | None) -> date | None:
    """The day of a dateline such as "KABUL (Nov. 20, 2011)" or of a line of its own, or None.

    A dateline without a year takes the one given, where one is.
    """
    blank = Context(published=None, base=None, headed_year=year)
    yearless: date | None = None
    for hit in hits:
        if tokens.starts[hit.start] > _DATELINE_REACH:
            break
        if hit.rule_id not in _DATELINES:
            continue
        before = tokens.classes[hit.start - 1 : hit.start]
        after = tokens.classes[hit.end : hit.end + 1]
        if after in (")", "-", ":") or (before in ("", "\n", ",") and after in ("", "\n")):
            found = hit.resolve(blank)
            if found is None or found.days is None:
                continue
            if found.basis == "explicit":
                return found.days.first
            yearless = yearless or found.days.first
    return yearless


_DATELINES: Final = frozenset(
    (
        "date.month_day_year",
        "date.day_month_year",
        "date.iso",
        "date.figures",
        "date.month_day",
        "date.day_month",
    )
)
_RELEASE: Final = re.compile(r"\b(20\d\d)-[01]\d-[A-Z]{1,3}[-–]\d")
"""Number of a military press release, "2011-11-S-034": year, month, office, count."""


def _release_year(text: str) -> int | None:
    """The year in the number of a press release near the start, or None."""
    match = _RELEASE.search(text, 0, 2 * _DATELINE_REACH)
    return int(match[1]) if match else None


def _paragraphs(tokens: Tokens, sentences: Sequence[Sentence]):  # type: ignore[no-untyped-def]
    if sentences:
        starts = [s.start for s in sentences]

        def by_sentence(at: int) -> int:
            return sentences[max(bisect_right(starts, tokens.starts[at]) - 1, 0)].paragraph

        return by_sentence
    breaks = [i for i, letter in enumerate(tokens.classes) if letter == "\n"]
    return lambda at: bisect_right(breaks, at)
