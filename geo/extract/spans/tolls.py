"""How many people a text says were killed, hurt, captured or abducted."""

from collections.abc import Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan
from geo.extract.spans.people import ATTACKERS, MILITANTS
from geo.extract.spans.tolls_groups import (
    Group,
    Marked,
    group_from,
    groups_before,
    groups_from,
    mark,
)
from geo.extract.spans.tolls_words import BE, WHAT

_FORECAST: Final = frozenset("could may might feared fear fears expected likely would".split())


def find_tolls(
    text: str, sentences: Sequence[Sentence], numbers: Sequence[NumberSpan]
) -> tuple[TollSpan, ...]:
    """Find the words that tell how many were killed, hurt, captured or abducted.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; may be empty.
        numbers: Its quantities, from `find_numbers`.

    Returns:
        Spans in order of start; the dead and the hurt of one clause are two spans.
    """
    del sentences
    marked = mark(text, numbers)
    classes = marked.tokens.classes
    spans = []
    for at, letter in enumerate(classes):
        if letter in "KICBD":
            span = _participle(text, marked, at)
        elif letter in "Jicbkj":
            span = _active(text, marked, at)
        elif letter in "FYV":
            span = _noun(text, marked, at)
        elif letter == "L":
            span = _lives(text, marked, at)
        elif letter == "l":
            span = _toll(text, marked, at)
        else:
            continue
        if span is not None:
            spans.append(span)
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def _participle(text: str, marked: Marked, at: int) -> TollSpan | None:
    """Killed: of somebody before it (passive) or after it (active)."""
    classes, words = marked.tokens.classes, marked.tokens.words
    left = at
    passive = False
    while left > 0 and classes[left - 1] in "wu":
        left -= 1
        passive |= words[left] in BE
    if not passive and classes[at] != "D":
        after = groups_from(marked, at + 1)
        if after:
            return _span(text, marked, at, after, "toll.active", at, after[-1].end)
    left = _skip_insertion(marked, left)
    before = groups_before(marked, left)
    rule = "toll.passive" if passive else "toll.participle"
    return _span(text, marked, at, before, rule, None, at + 1) if before else None


def _skip_insertion(marked: Marked, left: int) -> int:
    """Where the subject ends when ", including three children," stands before the verb."""
    classes = marked.tokens.classes
    if left == 0 or classes[left - 1] != ",":
        return left
    start = classes.rfind(",", max(0, left - 20), left - 1)
    return start if start > 0 and "\n" not in classes[start:left] else left


def _active(text: str, marked: Marked, at: int) -> TollSpan | None:
    words = marked.tokens.words
    if words[at] == "kill" and at and words[at - 1] in ("to", "will", "would", "not"):
        return None
    after = groups_from(marked, at + 1)
    return _span(text, marked, at, after, "toll.active", at, after[-1].end) if after else None


def _noun(text: str, marked: Marked, at: int) -> TollSpan | None:
    classes = marked.tokens.classes
    if classes[at] != "V" and classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        if after:
            return _span(text, marked, at, after, "toll.deaths_of", at, after[-1].end)
    left = at
    while left > 0 and classes[left - 1] in "wu":
        left -= 1
    before = groups_before(marked, _skip_insertion(marked, left))
    return _span(text, marked, at, before, "toll.noun", None, at + 1) if before else None


def _lives(text: str, marked: Marked, at: int) -> TollSpan | None:
    classes, words = marked.tokens.classes, marked.tokens.words
    if classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        return _span(text, marked, at, after, "toll.lives_of", at, after[-1].end) if after else None
    if classes[at - 1 : at] == "N":
        group = group_from(marked, at - 1)
        return _span(text, marked, at, [group], "toll.lives", None, at + 1) if group else None
    if at > 2 and words[at - 1] == "their" and words[at - 2] in ("lost", "lose"):
        before = groups_before(marked, at - 2)
        return _span(text, marked, at, before, "toll.lost_lives", None, at + 1) if before else None
    return None


def _toll(text: str, marked: Marked, at: int) -> TollSpan | None:
    """The death toll rose to 31."""
    classes = marked.tokens.classes
    for place in range(at + 1, min(at + 9, len(classes))):
        if classes[place] in ".;\n":
            return None
        if classes[place] == "N":
            group = group_from(marked, place)
            if group is None:
                return None
            return _span(text, marked, at, [group], "toll.death_toll", at, place + 1)
    return None


def _span(
    text: str,
    marked: Marked,
    at: int,
    groups: Sequence[Group],
    rule: str,
    start: int | None,
    end: int,
) -> TollSpan | None:
    counted = [g for g in groups if g.counted]
    if not counted:
        return None
    low, best, high = (
        _sum([getattr(g, name) for g in counted]) for name in ("low", "best", "high")
    )
    first = min([g.start for g in groups] + ([start] if start is not None else []))
    who = groups[0].who
    begin = marked.tokens.starts[first]
    finish = marked.tokens.ends[max(end, groups[-1].end) - 1]
    words = set(marked.tokens.words[max(first - 3, 0) : at + 6])
    return TollSpan(
        start=begin,
        end=finish,
        text=text[begin:finish],
        rule=rule,
        what=WHAT.get(marked.tokens.classes[at], "deaths"),
        low=low,
        best=best,
        high=high,
        who=who,
        attackers=who in ATTACKERS,
        militants=who in MILITANTS,
        forecast=bool(words & _FORECAST) and rule == "toll.death_toll",
    )


def _sum(values: Sequence[float | None]) -> int | None:
    known = [v for v in values if v is not None]
    return int(sum(known)) if len(known) == len(values) else None
