"""How many people a text says were killed, hurt, captured or abducted."""

from collections.abc import Callable, Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan
from geo.extract.spans.people import ATTACKERS, GROUP_WORDS, MEMBERS, MILITANTS
from geo.extract.spans.tolls_groups import (
    Group,
    Marked,
    group_from,
    groups_before,
    groups_from,
    mark,
)
from geo.extract.spans.tolls_words import BE, WHAT

Told = tuple[str, Sequence[Group], int, int]
"""Rule id, groups, place of the first and just past the last token of a toll."""

_SUBJECT_REACH: Final = 18
"""How far before its verb a subject may begin [tokens]."""


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
    spans: list[TollSpan] = []
    for at, letter in enumerate(marked.tokens.classes):
        read = _READERS.get(letter)
        told = read(marked, at) if read else None
        if told is not None:
            spans += _spans(text, marked, at, told)
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def _participle(marked: Marked, at: int) -> Told | None:
    """Killed: of somebody before it (passive) or after it (active)."""
    classes, words = marked.tokens.classes, marked.tokens.words
    if _combined(classes, at):
        return None
    if classes[at + 1 : at + 3] == ":N":
        group = group_from(marked, at + 2)
        return ("toll.labelled", [group], at, at + 3) if group else None
    left, passive = at, False
    while left > 0 and (classes[left - 1] in "wum" or words[left - 1].endswith("ly")):
        left -= 1
        passive |= words[left] in BE
    if left > 0 and classes[left - 1] == "n":
        return None
    if not passive and classes[at] != "D":
        after = groups_from(marked, at + 1)
        if after and any(g.counted for g in after) and _takes_object(marked, at, after[0]):
            return "toll.active", after, at, after[-1].end
    lists = passive or classes[at] != "D" or "H" in classes[max(0, at - 12) : at]
    before = _subject(marked, left, lists=lists, passive=passive)
    if not before:
        return None
    return ("toll.passive" if passive else "toll.participle"), before, before[0].start, at + 1


def _combined(classes: str, at: int) -> bool:
    """Whether one number is shared: "killed or wounded", "killed and captured"."""
    return (classes[at + 1 : at + 2] in ("r", "&", "/") and classes[at + 2 : at + 3] in (
        tuple("KICB"))) or (at > 1 and classes[at - 1] in "r&/" and classes[at - 2] in "KICB")


def _takes_object(marked: Marked, at: int, group: Group) -> bool:
    """Whether what follows a verb is its object: not a town that was captured."""
    if group.who or not group.named:
        return True
    return marked.tokens.words[at] not in ("captured", "hurt") and group.end - group.start <= 5


def _subject(marked: Marked, left: int, *, lists: bool, passive: bool) -> list[Group]:
    """Who stands before a verb, past ", including three children,"."""
    classes = marked.tokens.classes
    including = max(classes.rfind("g", max(0, left - 12), left), -1)
    if including > 0 and not set(classes[including:left]) & set(".;\n"):
        stop = including - 1 if classes[including - 1] in ",(" else including
        found = groups_before(marked, stop, lists=lists)
        if found:
            return found
    if left > 0 and classes[left - 1] in ",)-–—":
        opening = {")": "("}.get(classes[left - 1], classes[left - 1])
        start = classes.rfind(opening, max(0, left - _SUBJECT_REACH), left - 1)
        inside = groups_before(marked, left - 1, lists=False)
        if inside and inside[0].named and inside[0].start == start + 1:
            return inside
        if start > 0 and "\n" not in classes[start:left]:
            return groups_before(marked, start, lists=lists)
        return []
    found = groups_before(marked, left, lists=lists)
    if found or not passive:
        return found
    return _far_subject(marked, left)


def _far_subject(marked: Marked, left: int) -> list[Group]:
    """The first group of the clause: "six members of a family travelling home were killed"."""
    classes, words = marked.tokens.classes, marked.tokens.words
    start = left
    floor = max(0, left - _SUBJECT_REACH)
    while start > floor and classes[start - 1] not in ".;\n:,&v()\"“KJkIiCcBb":
        start -= 1
    if start == floor and floor > 0:
        return []
    for place in range(start, left):
        if words[place] in ("that", "when", "where", "which", "who") and place > start:
            return []
        if classes[place] in "Natdz":
            group = group_from(marked, place)
            if group is None or not (group.who or classes[place] == "N"):
                return []
            return [group]
    return []


def _active(marked: Marked, at: int) -> Told | None:
    classes, words = marked.tokens.classes, marked.tokens.words
    before = words[at - 1] if at else ""
    if words[at] in ("kill", "injure") and (before == "to" or classes[at - 1 : at] in ("m", "n")):
        return None
    if words[at] in ("wound", "wounds") and classes[at + 1 : at + 2] != "N":
        return None
    if _combined(classes.translate(_ACTIVE_AS_PASSIVE), at):
        return None
    after = groups_from(marked, at + 1)
    return ("toll.active", after, at, after[-1].end) if after else None


_ACTIVE_AS_PASSIVE: Final = str.maketrans("Jicb", "KICB")


def _noun(marked: Marked, at: int) -> Told | None:
    """Nineteen deaths; the deaths of two boys; 38 injuries."""
    classes = marked.tokens.classes
    if classes[at + 1 : at + 3] == ":N":
        group = group_from(marked, at + 2)
        return ("toll.labelled", [group], at, at + 3) if group else None
    if at and classes[at - 1] in "Nz":
        number = marked.numbers.get(at - 1)
        if number is None:
            return "toll.none", [Group(at - 1, at, 0, 0, 0, "")], at - 1, at + 1
        group = Group(at - 1, at, number.low, number.best, number.high, "")
        return "toll.noun", [group], at - 1, at + 1
    if classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        return ("toll.deaths_of", after, at, after[-1].end) if after else None
    if at > 1 and classes[at - 2] == "N" and classes[at - 1] in "xXq":
        number = marked.numbers[at - 2]
        group = Group(at - 2, at, number.low, number.best, number.high, "")
        return "toll.noun", [group], at - 2, at + 1
    return None


def _died(marked: Marked, at: int) -> Told | None:
    classes, words = marked.tokens.classes, marked.tokens.words
    left = at
    while left > 0 and (classes[left - 1] in "wum" or words[left - 1].endswith("ly")):
        left -= 1
    before = _subject(marked, left, lists=True, passive=True)
    return ("toll.died", before, before[0].start, at + 1) if before else None


def _lives(marked: Marked, at: int) -> Told | None:
    classes = marked.tokens.classes
    if classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        return ("toll.lives_of", after, at, after[-1].end) if after else None
    if at and classes[at - 1] == "N":
        group = group_from(marked, at - 1)
        return ("toll.lives", [group], at - 1, at + 1) if group else None
    return None


def _toll(marked: Marked, at: int) -> Told | None:
    """The death toll rose to 31; the toll stands at 12."""
    classes, words = marked.tokens.classes, marked.tokens.words
    for place in range(at + 1, min(at + 10, len(classes))):
        if classes[place] in ".;\n":
            return None
        if classes[place] == "N" and words[place - 1] != "from":
            group = group_from(marked, place)
            return ("toll.death_toll", [group], at, place + 1) if group else None
    return None


def _none(marked: Marked, at: int) -> Told | None:
    """No casualties, without casualties."""
    words = marked.tokens.words
    for back in (1, 2):
        if at >= back and words[at - back] in ("no", "without", "any", "zero"):
            if words[at - back] == "any" and "not" not in words[max(0, at - 6) : at]:
                return None
            return "toll.none", [Group(at - back, at, 0, 0, 0, "")], at - back, at + 1
    return None


def _himself(marked: Marked, at: int) -> Told | None:
    before = _subject(marked, at, lists=False, passive=True)
    if before and before[0].counted:
        return "toll.himself", before, before[0].start, at + 1
    count = None if "themselves" in marked.tokens.words[at] else 1
    return ("toll.himself", [Group(at, at + 1, count, count, count, "bomber")], at, at + 1)


_READERS: Final[dict[str, Callable[[Marked, int], Told | None]]] = (
    dict.fromkeys("KICBD", _participle)
    | dict.fromkeys("Jicbkj", _active)
    | dict.fromkeys("FY", _noun)
    | {"V": _died, "L": _lives, "l": _toll, "h": _none, "S": _himself}
)


def _spans(text: str, marked: Marked, at: int, told: Told) -> list[TollSpan]:
    """One span a side: those hit, and attackers where the list mixes them."""
    rule, groups, start, end = told
    letter = marked.tokens.classes[at]
    counted = [g for g in groups if g.counted]
    whats = ("deaths", "injured") if letter == "h" else (WHAT[letter],)
    sides: dict[tuple[bool, bool], list[Group]] = {}
    for group in counted:
        sides.setdefault(_side(marked, group, rule), []).append(group)
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


def _side(marked: Marked, group: Group, rule: str) -> tuple[bool, bool]:
    """Whether a group are attackers, and whether they are militants."""
    words = set(marked.tokens.words[group.start : group.end])
    attackers = rule == "toll.himself" or group.who in ATTACKERS
    militants = group.who in MILITANTS or (
        group.who in MEMBERS and bool(words & GROUP_WORDS)
    )
    return attackers, militants


def _is_forecast(marked: Marked, start: int, end: int) -> bool:
    window = marked.tokens.classes[max(0, start - 1) : end]
    return "m" in window


def _sum(values: Sequence[float | None]) -> int | None:
    known = [v for v in values if v is not None]
    return int(sum(known)) if len(known) == len(values) else None
