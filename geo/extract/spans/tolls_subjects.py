"""Who stands before a verb of killing: one group or a list, past the words between."""

from collections.abc import Sequence
from typing import Final

from geo.extract.spans.lexing import words as word_set
from geo.extract.spans.tolls_groups import (
    LONGEST_LIST,
    REACH,
    TRIGGERS,
    Group,
    group_from,
    past_of,
)
from geo.extract.spans.tolls_marked import Marked

_BOUNDARY: Final = frozenset('.;:\n,()"“”‘–—&yvgu0')
"""Classes after which a subject may begin."""
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
    titled = inside and inside[0].start == start + 1 and "X" in classes[start - 1 : inside[0].end]
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
            return [*_listed(marked, place), group]
    return []


def _listed(marked: Marked, at: int) -> list[Group]:
    """Those counted before "and four Afghans queuing for visas"."""
    classes = marked.tokens.classes
    if classes[at - 1 : at] != "&" or classes[at] != "N":
        return []
    found = groups_before(marked, at - 1)
    return found if found and all(classes[g.start] == "N" and g.who for g in found) else []


def groups_before(marked: Marked, end: int, *, lists: bool = True) -> list[Group]:
    """The list of groups that ends at a token, as the subject of a verb; [] if there is none.

    Args:
        marked: The text.
        end: Place just past the subject.
        lists: Whether "a soldier and two boys" is taken whole, or only its last group.
    """
    classes = marked.tokens.classes
    last = _group_until(marked, end)
    if last is None:
        return []
    found, oxford = [last], False
    at = last.start
    if not lists or last.part:
        return found
    while len(found) < LONGEST_LIST and at > 0:
        link = classes[at - 1]
        aside = _before_aside(classes, at)
        if aside:
            link, oxford, stop = "&", False, aside
        elif link == "&":
            oxford = classes[at - 2 : at - 1] == ","
            stop = at - 2 if oxford else at - 1
        elif link == "," and len(found) > 1:
            stop = at - 1
        else:
            break
        group = _group_until(marked, stop)
        if group is None or group.part or not (group.counted or link == "&"):
            break
        before = classes[group.start - 1] if group.start else "\n"
        counted_by = classes[group.start] == "N" or classes[group.start : group.start + 2] == "tN"
        if before not in _BOUNDARY and not (counted_by and before not in TRIGGERS):
            break
        if link == "," and _titles(classes, group, found[0]):
            found[0], oxford = group, False
        else:
            found.insert(0, group)
        at = group.start
    return found[-1:] if oxford and len(found) < 3 else found


def _before_aside(classes: str, at: int) -> int:
    """Where "and, by the army's count," before a group begins, or 0."""
    if classes[at - 1] != ",":
        return 0
    link = classes.rfind("&,", max(0, at - REACH), at - 1)
    return link if link > 0 and not set(classes[link + 2 : at - 1]) & set(",.;\n&yw") else 0


def _titles(classes: str, group: Group, name: Group) -> bool:
    """Whether a name and an office are one person: "a guard, Ali Sample, and two others"."""
    both = group.single and name.single and group.named != name.named
    office = name if group.named else group
    return both and classes[office.start] in "atd"


def _group_until(marked: Marked, end: int) -> Group | None:
    """The longest group that ends at a token, "of the army" behind its noun included."""
    classes = marked.tokens.classes
    best: Group | None = None
    last = end - 3 if classes[end - 3 : end] == "(X)" else end
    for start in range(last - 1, max(-1, end - 2 * REACH), -1):
        letter = classes[start]
        if letter in ".;\n:,()" and not (letter == "." and classes[start - 1] in "Xp"):
            break
        describes = letter in "CIB" and classes[start - 1] == "N" and classes[start + 1] in "Pp"
        if letter in "&yE" or (letter in TRIGGERS and not describes):
            break
        if letter in "NatdXPpqze" or marked.tokens.words[start] == "both":
            group = group_from(marked, start)
            if group is None or group.end > end:
                continue
            if group.end < end and past_of(classes, group.end) != end:
                continue
            if best is None or letter in "Natdzeu" or group.end == best.end:
                best = group
            if letter in "Nz" and not group.part and classes[start - 1 : start] != "o":
                if start and (
                    classes[start - 1] in "atd" or marked.tokens.words[start - 1] in ("all", "both")
                ):
                    wider = group_from(marked, start - 1)
                    best = wider or best
                break
    return best


def antecedent(marked: Marked, left: int) -> list[Group]:
    """The one person of whom "who was" or "who died" tells."""
    words = marked.tokens.words
    if not left or words[left - 1] != "who":
        return []
    stop = left - 2 if marked.tokens.classes[left - 2 : left - 1] == "," else left - 1
    found = groups_before(marked, stop, lists=False)
    if found and found[0].single:
        return found
    one = words[left : left + 1] in (["was"], ["is"])
    return [Group(left - 1, left, 1, 1, 1, "")] if one else []


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


def one_name(marked: Marked, left: int, at: int) -> list[Group]:
    """A person known by one name: "Mansour was killed"."""
    tokens = marked.tokens
    if left > 1 and tokens.words[left - 1] in ("himself", "herself"):
        left -= 1
    if tokens.classes[left - 1 : left] != "X" or tokens.words[at] not in _DONE_TO_ONE:
        return []
    if tokens.raw[left - 1].isupper() or tokens.words[left] not in _SINGULAR:
        return []
    return [Group(left - 1, left, 1, 1, 1, "", named=True)]


_SINGULAR: Final = word_set("was is had has himself herself")
_DONE_TO_ONE: Final = word_set(
    "killed dead murdered assassinated executed wounded injured kidnapped abducted martyred slain"
) | {"shot dead", "gunned down"}
