"""Expressions of time and the days that they mean.

A text is cut into tokens with one class letter each; rules are regular expressions over the
letters. The longest match wins; what is found is then read from left to right against the
publication day and the story so far.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from geo.extract.reading import DateSpan, Sentence
from geo.extract.spans.dates_absolute import ABSOLUTE
from geo.extract.spans.dates_anchors import NO_ANCHORS, Anchor, Anchors
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule
from geo.extract.spans.dates_relative import RELATIVE
from geo.extract.spans.dates_words import classify
from geo.extract.spans.lexing import Lexed, Tokens, letter, lex

RULES: Final[tuple[Rule, ...]] = (*ABSOLUTE, *RELATIVE)
_EARLIEST: Final = 1900
_DATELINE_REACH: Final = 400
"""How far into a text a dateline may stand [code points]."""


def find_dates(
    text: str,
    sentences: Sequence[Sentence],
    published: date | None,
    anchors: Anchors = NO_ANCHORS,
    *,
    title: str = "",
    lexed: Lexed | None = None,
) -> tuple[DateSpan, ...]:
    """Find the expressions of time of a text.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; without them every line is a paragraph.
        published: Day of publication, or None where it is not known. Then words that count
            from it resolve only against a dateline or a date told before.
        anchors: Named anchors of time, see `load_anchors`.
        lexed: The text as `lex` cuts it, where the caller has it already.
        title: Headline; a single year in it dates the yearless days of the text.

    Returns:
        Spans in order of start that do not overlap. Days are None where nothing tells.
    """
    tokens = _near_times(_name_anchors(letter(lexed or lex(text), classify), anchors))
    hits = _choose(_matches(tokens) + _anchored(tokens, anchors))
    context = Context(published=published, base=published)
    if published is None:
        year = _release_year(text)
        context.headed_year = year or _only_year(title)
        context.base = _dateline(tokens, hits, year)
    paragraphs = _paragraphs(text, tokens, sentences)
    spans = []
    at, before = 0, (0, "")
    while at < len(hits):
        hit = hits[at]
        context.paragraph = paragraphs(hit.start)
        partner = (
            hits[at + 1] if at + 1 < len(hits) and _ranged(tokens, hit, hits[at + 1]) else None
        )
        found = _range(context, tokens, hit, partner) if partner else None
        if found is None:
            partner, found = None, hit.resolve(context)
        at += 2 if partner else 1
        if found is None:
            continue
        start, found = _modified(tokens, hit, found, context, before)
        before = (partner or hit).end, found.modifier if hit.anchors else ""
        _tell(context, text, tokens, hit, found)
        if partner and start == hit.start and tokens.classes[start - 1 : start] in ("r", "b"):
            start -= 1
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
    return (link in ("k", "u") and opened) or (link in ("k", "-", "u") and _named(tokens, one, two))


def _named(tokens: Tokens, one: "_Candidate", two: "_Candidate") -> bool:
    """Whether both ends name a month or a year."""
    letters = tokens.classes
    return bool(set("MYI") & set(letters[one.start : one.end])) and bool(
        set("MYI") & set(letters[two.start : two.end])
    )


def _range(context: Context, tokens: Tokens, one: "_Candidate", two: "_Candidate") -> Found | None:
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

    __slots__ = ("anchors", "end", "hit", "of_year", "order", "rule", "start")

    def __init__(
        self,
        start: int,
        end: int,
        order: int,
        rule: Rule | None,
        hit: Hit | None,
        anchors: tuple[Anchor, ...] = (),
        of_year: str = "",
    ) -> None:
        self.start, self.end, self.order = start, end, order
        self.rule, self.hit, self.anchors, self.of_year = rule, hit, anchors, of_year

    @property
    def rule_id(self) -> str:
        return self.rule.rule_id if self.rule else "date.anchor"

    def resolve(self, context: Context) -> Found | None:
        if self.rule is not None and self.hit is not None:
            return self.rule.resolve(context, self.hit)
        return _recall(self.anchors, self.of_year, context)


def _near_times(tokens: Tokens) -> Tokens:
    """The tokens that stand near a word of time; what lies between is one blank token."""
    near = Tokens([], [], [], [], "")
    classes = []
    for match in _NEAR.finditer(tokens.classes):
        start, end = match.span()
        near.words.extend((*tokens.words[start:end], ""))
        near.raw.extend((*tokens.raw[start:end], ""))
        near.starts.extend((*tokens.starts[start:end], tokens.ends[end - 1]))
        near.ends.extend((*tokens.ends[start:end], tokens.ends[end - 1]))
        classes += [match.group(), "_"]
    return replace(near, classes="".join(classes))


_NEAR: Final = re.compile(r"(?:.{0,9}[MWwYGIJUvgpQqSjzR]){1,400}.{0,5}", re.DOTALL)


def _matches(tokens: Tokens) -> list[_Candidate]:
    found = []
    for order, rule in enumerate(RULES):
        for match in rule.regex.finditer(tokens.classes):
            hit = Hit(tokens, match)
            if rule.accept is None or rule.accept(hit):
                found.append(_Candidate(match.start(), match.end(), order, rule, hit))
    return found


def _name_anchors(tokens: Tokens, anchors: Anchors) -> Tokens:
    """The tokens with class R for the words of a named anchor."""
    by_word, words = anchors.by_word, tokens.words
    classes = tokens.classes
    for at, word in enumerate(words):
        if word in by_word:
            for name in by_word[word]:
                if tuple(words[at : at + len(name)]) == name:
                    end = at + len(name)
                    classes = f"{classes[:at]}{'R' * (end - at)}{classes[end:]}"
                    break
    return tokens if classes is tokens.classes else replace(tokens, classes=classes)


def _anchored(tokens: Tokens, anchors: Anchors) -> list[_Candidate]:
    found = []
    for match in _ANCHOR.finditer(tokens.classes):
        start, end = match.span("name")
        name = tuple(tokens.words[start:end])
        while name and name not in anchors.by_name:
            name = name[:-1]
        if not name:
            continue
        whole = len(name) == end - start
        of_year = tokens.words[match.start("year")] if whole and match["year"] else ""
        end = match.end() if whole else start + len(name)
        found.append(_Candidate(start, end, -1, None, None, anchors.by_name[name], of_year))
    return found


_ANCHOR: Final = re.compile(r"(?P<name>R{1,12})(?:,?f?(?P<year>Y|[LT](?=v))v?)?")


def _recall(anchors: tuple[Anchor, ...], of_year: str, context: Context) -> Found:
    """The days of a named anchor; of one that comes back, the one meant here."""
    base = context.base
    rows = anchors
    if len(anchors) > 1:
        year = context.told_year if base is None else None
        if of_year.isdigit():
            year = int(of_year)
        elif of_year and base is not None:
            year = base.year - (of_year == "last")
        if year is not None:
            rows = tuple(row for row in anchors if row.first.year == year)
        else:
            rows = tuple(row for row in anchors if base is not None and row.first <= base)
    return Found(Days(rows[-1].first, rows[-1].last), "anchor") if rows else Found(None, "vague")


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


def _modified(
    tokens: Tokens, hit: _Candidate, found: Found, context: Context, before: tuple[int, str]
) -> tuple[int, Found]:
    """Widen an expression by "since", "until" or "as of" before it.

    `before` is the end of the last expression, and its modifier where it named an anchor:
    "since the takeover in August 2021".
    """
    days = found.days
    if days is None or found.modifier:
        return hit.start, found
    at, modifier = _modifier(tokens, hit, before[0])
    if not modifier and not tokens.classes[before[0] : hit.start].strip("it"):
        modifier = before[1]
    if modifier == "since":
        last = context.base
        open_end = Days(days.first, last) if last and last >= days.first else days
        return at, Found(open_end, found.basis, "since")
    return at, Found(days, found.basis, modifier)


def _modifier(tokens: Tokens, hit: _Candidate, floor: int) -> tuple[int, str]:
    """Where the words that open or close an interval begin, and what they do to it."""
    classes, words = tokens.classes, tokens.words
    at = hit.start
    reach = _CLAUSE if hit.anchors or set("MY") & set(classes[hit.start : hit.end]) else 2
    for back in range(at - 1, max(floor - 1, at - 1 - reach), -1):
        letter_, word = classes[back], words[back]
        near = at - back <= 2 and (at - back == 1 or classes[back + 1] in "tP")
        if letter_ == "s" and word == "since":
            return back, "since"
        if letter_ == "u" and near:
            return back, "until"
        if word == "of" and back and words[back - 1] == "as" and near:
            return back - 1, "as_of"
        if hit.anchors and len(hit.anchors) == 1 and at - back <= 4:
            if word in ("after", "following"):
                return back, "since"
            if word == "before" or (word == "to" and words[back - 1 : back] == ["prior"]):
                return back, "until"
        if letter_ in ",.;:\n()&" or not word:
            break
    return hit.start, ""


_CLAUSE: Final = 9
"""How far before a date "since" may open its clause [tokens]."""


def _tell(context: Context, text: str, tokens: Tokens, hit: _Candidate, found: Found) -> None:
    """Let the story move on to what was just told."""
    days = found.days
    if days is None or found.modifier in ("until", "as_of"):
        return
    if hit.rule_id in _ASIDE or _compares(tokens, hit.start):
        return
    if found.modifier == "since":
        context.told = days
        return
    context.told = days
    if (days.last - days.first).days < 8:
        context.told_day, context.told_in = days, context.paragraph
    elif (days.last - days.first).days < 32:
        context.told_day = None
    if days.first.year == days.last.year and _names_year(text, tokens, hit, found):
        context.told_year = days.first.year
        context.told_at = context.paragraph if _opens(text, tokens, hit) else -1
        if _heads(text, tokens, hit):
            context.headed_year = days.first.year
    if (
        context.published is None
        and days.first == days.last
        and tokens.classes[hit.start - 1 : hit.start] == "("
    ):
        context.base = days.first


_ASIDE: Final = frozenset(("date.last_units", "date.anchor", "date.ago"))
_COMPARING: Final = frozenset(["than", "with", "against", "versus", "compared"])


def _compares(tokens: Tokens, start: int) -> bool:
    return bool(_COMPARING.intersection(tokens.words[max(0, start - 3) : start]))


def _names_year(text: str, tokens: Tokens, hit: _Candidate, found: Found) -> bool:
    letters = tokens.classes[hit.start : hit.end]
    if letters == "Y":
        before = tokens.classes[hit.start - 1 : hit.start]
        return before in ("", "\n", *"isurkb&f") or _heads(text, tokens, hit)
    return (
        "Y" in letters
        or "I" in letters
        or (found.basis == "narrative" and "M" in letters)
        or (letters.endswith("v") and "M" in letters)
        or (hit.rule_id == "date.last_unit" and letters.endswith("v"))
    )


def _opens(text: str, tokens: Tokens, hit: _Candidate) -> bool:
    """Whether an expression opens its sentence and so sets its time ("In 2023, ...")."""
    before = text[max(0, tokens.starts[hit.start] - 24) : tokens.starts[hit.start]]
    return _OPENING.search(before) is not None


_OPENING: Final = re.compile(r"(?:^|[.!?\n:;]\W{0,4})(?:(?:[A-Z]\w{1,9}) (?:the )?)?$")


def _heads(text: str, tokens: Tokens, hit: _Candidate) -> bool:
    """Whether an expression stands in a short line without a full stop: a heading."""
    at = tokens.starts[hit.start]
    start = text.rfind("\n", max(0, at - _HEADING), at) + 1
    end = text.find("\n", at, at + _HEADING)
    if end < 0 or (start == 0 and at > _HEADING):
        return False
    line = text[start:end].strip()
    return not line.endswith(".") and ". " not in line and len(line) <= _HEADING


_HEADING: Final = 90
"""How many characters a heading may have [code points]."""


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


def _paragraphs(text: str, tokens: Tokens, sentences: Sequence[Sentence]) -> Callable[[int], int]:
    """A function from the place of a token to the paragraph that it stands in."""
    if sentences:
        starts = [s.start for s in sentences]
        return lambda at: sentences[max(bisect_right(starts, tokens.starts[at]) - 1, 0)].paragraph
    breaks = [match.start() for match in re.finditer("\n", text)]
    return lambda at: bisect_right(breaks, tokens.starts[at])
