"""Expressions of time and the days that they mean.

A text is cut into tokens with one class letter each; rules are regular expressions over the
letters. The longest match wins; what is found is then read from left to right against the
publication day and the story so far.
"""

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
) -> tuple[DateSpan, ...]:
    """Find the expressions of time of a text.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; without them every line is a paragraph.
        published: Day of publication, or None where it is not known. Then words that count
            from it resolve only against a dateline or a date told before.
        anchors: Named anchors of time, see `load_anchors`.

    Returns:
        Spans in order of start that do not overlap. Days are None where nothing tells.
    """
    tokens = tokenize(text, classify)
    hits = _choose(_matches(tokens) + _anchored(tokens, anchors))
    context = Context(published=published, base=published or _dateline(tokens, hits))
    paragraphs = _paragraphs(tokens, sentences)
    spans = []
    for hit in hits:
        context.paragraph = paragraphs(hit.start)
        found = hit.resolve(context)
        if found is None:
            continue
        start, found = _modified(tokens, hit, found, context)
        _tell(context, tokens, hit, found)
        days = found.days
        first, last = tokens.starts[start], tokens.ends[hit.end - 1]
        open_start = found.modifier == "until"
        spans.append(
            DateSpan(
                start=first,
                end=last,
                text=text[first:last],
                rule=hit.rule_id,
                first=None if days is None or open_start else days.first,
                last=days.last if days else None,
                prec=None if days is None else days.precision,
                basis=found.basis,
                modifier=found.modifier,
            )
        )
    return tuple(spans)


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
            if match.end() > match.start():
                found.append(
                    _Candidate(match.start(), match.end(), order, rule, Hit(tokens, match))
                )
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
    if days is None or found.modifier in ("since", "until", "as_of"):
        return
    if hit.rule_id in ("date.last_units", "date.anchor"):
        return
    context.told = days
    letters = tokens.classes[hit.start : hit.end]
    if days.first.year == days.last.year and (
        "Y" in letters or "I" in letters or found.basis == "narrative"
    ):
        context.told_year = days.first.year
        context.told_at = context.paragraph
    if context.published is None and "(" == tokens.classes[hit.start - 1 : hit.start]:
        if days.first == days.last:
            context.base = days.first


def _dateline(tokens: Tokens, hits: list[_Candidate]) -> date | None:
    """The day of a dateline such as "KABUL (Nov. 20, 2011)", or None."""
    blank = Context(published=None, base=None)
    for hit in hits:
        if tokens.starts[hit.start] > _DATELINE_REACH:
            return None
        if hit.rule_id in ("date.month_day_year", "date.day_month_year", "date.iso"):
            found = hit.resolve(blank)
            if found and found.days:
                return found.days.first
    return None


def _paragraphs(tokens: Tokens, sentences: Sequence[Sentence]):  # type: ignore[no-untyped-def]
    if sentences:
        starts = [s.start for s in sentences]

        def by_sentence(at: int) -> int:
            return sentences[max(bisect_right(starts, tokens.starts[at]) - 1, 0)].paragraph

        return by_sentence
    breaks = [i for i, letter in enumerate(tokens.classes) if letter == "\n"]
    return lambda at: bisect_right(breaks, at)
