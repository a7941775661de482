"""Who stands before a verb of killing, past the words between."""

from collections.abc import Sequence
from typing import Final

from geo.extract.spans.tolls_groups import Group, group_from, groups_before
from geo.extract.spans.tolls_marked import Marked

_SUBJECT_REACH: Final = 18
"""How far before its verb a subject may begin [tokens]."""


def subject(marked: Marked, left: int, *, lists: bool, passive: bool) -> list[Group]:
    """Who stands before a verb, past ", including three children,"."""
    classes, words = marked.tokens.classes, marked.tokens.words
    plural = words[left : left + 1] == ["were"]
    including = classes.rfind("g", max(0, left - 12), left)
    inside = classes[including:left] if including > 0 else "."
    if not set(inside) & set(".;\nyKIBCDVJicb") and not (",&" in inside and inside[-1] != ","):
        stop = including
        if words[including] == "among them" and classes[including - 1] != ",":
            stop = max(classes.rfind(",", max(0, including - 6), including), 0) or including
        stop -= classes[stop - 1] in ",("
        found = groups_before(marked, stop, lists=lists)
        if found:
            return found
    if left > 0 and classes[left - 1] in ",)-–—":
        return _past_insertion(marked, left, lists=lists, plural=plural)
    found = groups_before(marked, left, lists=lists)
    known = any(g.counted for g in found)
    if (known and not (plural and _is_one(found))) or not passive:
        return found
    return _far_subject(marked, left) or found


def _is_one(groups: Sequence[Group]) -> bool:
    return len(groups) == 1 and groups[0].single


def _past_insertion(marked: Marked, left: int, *, lists: bool, plural: bool) -> list[Group]:
    """Who stands before a verb and the words between commas or brackets before it."""
    classes = marked.tokens.classes
    if classes[left - 1] == ")":
        found = groups_before(marked, left, lists=lists)
        if found:
            return found
    opening = {")": "("}.get(classes[left - 1], classes[left - 1])
    floor = max(0, left - _SUBJECT_REACH)
    start = classes.rfind(opening, floor, left - 1)
    inside = groups_before(marked, left - 1, lists=False)
    if inside and inside[0].named and inside[0].start == start + 1 and not plural:
        return inside
    titled = inside and inside[0].start == start + 1 and classes[start - 1 : start] == "X"
    while start > 0 and not set(classes[start:left]) & set(";\n"):
        found = groups_before(marked, start, lists=lists)
        if found and not (plural and _is_one(found)):
            return found
        start = classes.rfind(opening, floor, start)
    if titled and inside[0].single and not plural:
        return inside
    return [] if plural else _far_subject(marked, left, stops='.;\n:v"“KJkIiCcBb')


def _far_subject(marked: Marked, left: int, stops: str = '.;\n:,&v()"“KJkIiCcBb') -> list[Group]:
    """The first group of the clause: "six members of a family travelling home were killed"."""
    classes, words = marked.tokens.classes, marked.tokens.words
    start = left
    floor = max(0, left - _SUBJECT_REACH)
    while start > floor and classes[start - 1] not in stops:
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


def earlier_be(classes: str, at: int) -> int:
    """Where "was" or "were" stands in "was dragged from home and murdered", or 0."""
    for place in range(at - 1, max(0, at - 14), -1):
        if classes[place] in ".;\n:v":
            return 0
        if classes[place] == "w":
            while place > 0 and classes[place - 1] in "wum":
                place -= 1  # noqa: PLW2901 - the start of the verb
            return place
    return 0
