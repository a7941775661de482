"""Whose dead a toll counts: those hit, militants, or the attackers themselves."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.extract.reading import TollSpan
from geo.extract.spans.people import ATTACKERS, GROUP_WORDS, MEMBERS, MILITANTS
from geo.extract.spans.tolls_groups import Group
from geo.extract.spans.tolls_marked import Marked
from geo.extract.spans.tolls_words import WHAT

Told = tuple[str, Sequence[Group], int, int]
"""Rule id, groups, place of the first and just past the last token of a toll."""


def spans_of(text: str, marked: Marked, at: int, told: Told) -> list[TollSpan]:
    """The toll of a verb: one span a side, those hit, and attackers where it mixes them.

    Args:
        text: The text.
        marked: It as tokens.
        at: Place of the verb or noun that tells of the toll.
        told: What was read beside it.
    """
    rule, groups, start, end = told
    letter = marked.tokens.classes[at]
    counted = [g for g in groups if g.counted]
    nobody = letter in "Ii" and rule != "toll.labelled" and all(g.high == 0 for g in counted)
    whats = ("deaths", "injured") if letter == "h" or nobody else (WHAT.get(letter, "deaths"),)
    if whats == ("deaths",):
        counted = _apart(marked, end, counted)
    sides: dict[tuple[bool, bool], list[Group]] = {}
    side = (False, False)
    for group in counted:
        follows = not group.who or group.who in _FOLLOWERS
        side = side if side[1] and follows else _side(marked, group, rule)
        sides.setdefault(side, []).append(group)
    if len(sides) > 1 and all(g.who in TALIBS for s, gs in sides.items() if any(s) for g in gs):
        sides = {(False, False): counted}
    begin, finish = marked.tokens.starts[start], marked.tokens.ends[end - 1]
    return [
        TollSpan(
            start=begin,
            end=finish,
            text=text[begin:finish],
            rule=rule,
            what=what,
            low=_sum([g.low for g in members]),
            best=_sum([g.best for g in members]),
            high=_sum([g.high for g in members]),
            who=next((g.who for g in members if g.who), ""),
            attackers=side[0],
            militants=side[1],
            forecast=_is_forecast(marked, start, end),
        )
        for what in whats
        for side, members in sides.items()
    ]


_FOLLOWERS: Final = frozenset({
    "associate", "associates", "companion", "companions", "comrades", "guard", "guards",
    "bodyguard", "bodyguards", "others", "men", "aides",
})  # fmt: skip
"""Words for the men of somebody just told, who are on his side."""
TALIBS: Final = frozenset(("taliban", "talib"))
"""Words for men who are of a state or of a group, by the day."""


def _side(marked: Marked, group: Group, rule: str) -> tuple[bool, bool]:
    """Whether a group are attackers, and whether they are militants."""
    words = set(marked.tokens.words[group.start : group.end])
    attackers = rule == "toll.himself" or group.who in ATTACKERS
    militants = group.who in MILITANTS or (group.who in MEMBERS and bool(words & GROUP_WORDS))
    return attackers, militants and not attackers


def _is_forecast(marked: Marked, start: int, end: int) -> bool:
    window = marked.tokens.classes[max(0, start - 1) : end]
    return "m" in window


def _sum(values: Sequence[float | None]) -> int | None:
    known = [v for v in values if v is not None]
    return int(sum(known)) if len(known) == len(values) else None


def _apart(marked: Marked, end: int, groups: list[Group]) -> list[Group]:
    """Groups, the attackers apart whom a sum includes: "30 dead (two bombers included)"."""
    if len(groups) != 1 or groups[0].who in ATTACKERS:
        return groups
    whole = groups[0]
    classes, words = marked.tokens.classes, marked.tokens.words
    for place in range(whole.end, min(end + _INCLUDED, len(words))):
        if words[place] not in ATTACKERS:
            if classes[place] in ".;\n" or (place >= end and classes[place] in "&yvw"):
                break
            continue
        start = max(whole.end, place - _INCLUDED)
        told = classes[start:place].rfind("g")
        if told < 0 and words[place + 1 : place + 2] != ["included"]:
            break
        number = next((marked.numbers[i] for i in range(start, place) if i in marked.numbers), None)
        count = number.best if number else None if words[place].endswith("s") else 1
        if count is None or whole.low is None or count >= whole.low:
            break
        rest = replace(
            whole,
            low=whole.low - count,
            best=None if whole.best is None else whole.best - count,
            high=None if whole.high is None else whole.high - count,
        )
        return [rest, Group(start, place + 1, count, count, count, words[place])]
    return groups


_INCLUDED: Final = 5
"""How far behind a toll the attackers that it includes may be told [tokens]."""
