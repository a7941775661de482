"""Groups of people beside a verb of killing: "two policemen and a civilian"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.extract.spans.lexing import words as word_set
from geo.extract.spans.people import GROUP_WORDS, PLURAL, is_agent
from geo.extract.spans.tolls_marked import Marked

REACH: Final = 10
"""How many tokens a single group may run over."""
LONGEST_LIST: Final = 8
"""How many groups a list may hold."""
TRIGGERS: Final = frozenset("KJkDFVIijYCcBbLlShO")
_THEM: Final = frozenset(("them", "whom", "these", "those", "which"))


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody, counted.

    Attributes:
        start: Place of the first token.
        end: Place just past the last token.
        low: As in `NumberSpan`, like best and high; all None where it is not counted.
        who: Head noun, lower case, or "".
        named: Whether a name stands for the person.
        part: Whether it is a part of others just told ("two of them").
    """

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    who: str
    named: bool = False
    part: bool = False

    @property
    def counted(self) -> bool:
        """Whether anything is known of the number."""
        return self.low is not None or self.high is not None

    @property
    def single(self) -> bool:
        """Whether it is one person."""
        return self.low == 1 and self.high == 1


def group_from(marked: Marked, start: int) -> Group | None:
    """The group that begins at a token: a number, "a soldier", "the governor", a name."""
    classes, words = marked.tokens.classes, marked.tokens.words
    size = len(classes)
    if start >= size:
        return None
    lead = start
    if classes[lead] in "atd" or words[lead] in ("all", "both"):
        for ahead in (lead + 1, lead + 2):
            if classes[ahead : ahead + 1] == "N" and (
                ahead == lead + 1 or words[lead + 1] in ("other", "remaining", "further")
            ):
                lead = ahead
                break
    letter = classes[lead]
    if letter in "ez" or words[lead] == "both":
        return _without_noun(marked, start, lead)
    if letter not in "NatdzXPpqx":
        return None
    return _scan(marked, start, lead)


def _without_noun(marked: Marked, start: int, lead: int) -> Group | None:
    """Those told by "both", "them", "him", "nobody" or "no soldier"."""
    classes, words = marked.tokens.classes, marked.tokens.words
    if words[lead] == "both":
        if classes[lead + 1 : lead + 2] in ("", *",.;"):
            return Group(start, lead + 1, 2, 2, 2, "")
        found = _scan(marked, start, lead + 1) if classes[lead + 1] in "Pq" else None
        return replace(found, low=2, best=2, high=2) if found and found.who in PLURAL else None
    if classes[lead] == "z":
        return (
            _scan(marked, start, lead)
            if words[lead] == "no"
            else Group(start, lead + 1, 0, 0, 0, "")
        )
    if words[lead] in ("them", "they"):
        return _meant(marked, lead)
    return Group(start, lead + 1, 1, 1, 1, words[lead])


def _meant(marked: Marked, at: int) -> Group | None:
    """Whom "them" behind a verb means: the last who were counted in its sentence as an object."""
    classes = marked.tokens.classes
    if classes[at - 1] not in "KkJs":
        return None
    floor = max(classes.rfind(mark, 0, at) for mark in ".;\n:")
    for place in range(at - 2, max(floor, at - _SUBJECT), -1):
        if classes[place] == "N" and classes[place - 1 : place] in ("x", "E"):
            found = _scan(marked, place, place)
            if found is not None and found.who in PLURAL:
                return replace(found, start=at, end=at + 1)
    return None


_SUBJECT: Final = 24
"""How far before "them" those whom it means may be told [tokens]."""


def _scan(marked: Marked, start: int, lead: int) -> Group | None:
    """Walk over the words of a group up to its head noun."""
    classes, words = marked.tokens.classes, marked.tokens.words
    at = lead if classes[lead] in "XPpqx" else lead + 1
    head, names, part = -1, 0, False
    for place in range(at, min(lead + REACH, len(classes))):
        letter = classes[place]
        if letter in "Ppq":
            head = place
        elif not _belongs(marked, lead, place, head):
            break
        names += letter == "X"
        part |= letter == "o" and bool(_THEM.intersection(words[place + 1 : place + 2]))
        at = place + 1
    while at > start + 1 and classes[at - 1] in "'’-.":
        at -= 1
    return _counted(marked, (start, lead, at), head, names, part=part)


def _belongs(marked: Marked, lead: int, at: int, head: int) -> bool:
    """Whether a word that is no person belongs to the group that began at `lead`."""
    classes, word = marked.tokens.classes, marked.tokens.words[at]
    letter = classes[at]
    if letter == "x":
        weak = head >= 0 and (classes[head] == "q" or marked.tokens.words[head] == "people")
        leads_on = head < 0 or (weak and _describes(marked.tokens.words, classes, at))
        doing = (
            word.endswith("ing")
            and classes[at - 1] != "-"
            and word not in ("acting", "leading", "serving", "visiting")
        )
        return leads_on and not doing and word not in _VERBS
    if letter in "CIB":
        return at == lead + 1 and classes[at + 1 : at + 2] in ("P", "p")
    if letter == "o":
        return head < 0 and classes[lead] == "N"
    if letter in "tde":
        return classes[at - 1] == "o"
    if letter == ".":
        return len(marked.tokens.words[at - 1]) <= 4 and classes[at - 1] in "Xpq"
    return letter in "X'’-" or (letter == "0" and classes[lead] in "atd")


_VERBS: Final = word_set(
    "took happened came fled opened attacked stormed fired launched blew hit struck targeted "
    "shot began went arrived gathered remain remained become became followed planted set"
)


_VERBAL: Final = tuple("KICBDVFYwum")


def _describes(words: Sequence[str], classes: str, at: int) -> bool:
    """Whether a word after "Afghan" or "police" leads on to a stronger noun."""
    word = words[at]
    if word.endswith(("ed", "ly")) or word in _VERBS:
        return False
    noun = words[at + 1] if at + 1 < len(words) else ""
    return any(c in "Pp" for c in classes[at + 1 : at + 3]) or noun in PLURAL


def _counted(
    marked: Marked, place: tuple[int, int, int], head: int, names: int, *, part: bool
) -> Group | None:
    """The group with its number; (start, lead, stop) is its place."""
    start, lead, stop = place
    classes, words = marked.tokens.classes, marked.tokens.words
    letter = classes[lead]
    if letter == "N":
        return _numbered(marked, place, head, part=part)
    if head < 0:
        return _unknown(marked, place, names)
    if words[head] in _HOUSEHOLD and classes[head + 1 : head + 3] == "oN":
        eight = _numbered(marked, (start, head + 2, head + 3), -1, part=False)
        return replace(eight, who=words[head])
    end = head + 1
    while end < stop and classes[end] == "X":
        end += 1
    who = words[head]
    if letter == "z":
        return Group(start, end, 0, 0, 0, who)
    one = classes[head] == "p" or (classes[head] == "q" and who not in PLURAL)
    if one or end - head > 2:
        named = letter == "X" and names >= 2 if one else True
        return Group(start, end, 1, 1, 1, who, named=named)
    return Group(start, end, None, None, None, who)


def _numbered(marked: Marked, place: tuple[int, int, int], head: int, *, part: bool) -> Group:
    """A group that begins with a number, with or without a noun that we know."""
    start, lead, stop = place
    classes = marked.tokens.classes
    number = marked.numbers[lead]
    if head >= 0:
        stop, who = head + 1, marked.tokens.words[head]
    elif stop - lead <= 4 and classes[stop : stop + 1] in _VERBAL:
        who = number.noun
    elif _INITIALS.fullmatch(marked.tokens.raw[min(lead + 1, stop - 1)]):
        stop, who = lead + 2, marked.tokens.words[lead + 1]
    else:
        stop, who = lead + 1, number.noun if number.noun in PLURAL else ""
    return Group(start, stop, number.low, number.best, number.high, who, part=part)


_INITIALS: Final = re.compile(r"[A-Z]{2,5}s?")
"""Forces by their initials: "27 AOG and eight ANSF"."""
_HOUSEHOLD: Final = frozenset(("family", "crew"))
_RANKS: Final = word_set("general major boss minor king")
"""Words for a person that are more often an adjective or a name."""
_NTH: Final = word_set("third fourth fifth sixth seventh eighth ninth tenth")


def _unknown(marked: Marked, place: tuple[int, int, int], names: int) -> Group | None:
    """A name, or somebody by a trade that we do not know."""
    start, lead, stop = place
    classes, last = marked.tokens.classes, marked.tokens.words[stop - 1]
    if classes[lead] == "X" and names >= 2:
        return Group(start, stop, 1, 1, 1, "", named=True)
    if stop == lead + 1 and marked.tokens.words[lead] == "another":
        return Group(start, stop, 1, 1, 1, "")
    if classes[lead] == "a" and _INITIALS.fullmatch(marked.tokens.raw[lead + 1]):
        return Group(start, lead + 2, 1, 1, 1, "") if stop == lead + 2 else None
    trade = is_agent(last) or last in _NTH or last in _RANKS
    if classes[lead] == "a" and classes[stop - 1] == "x" and trade:
        return Group(start, stop, 1, 1, 1, last)
    return None


def groups_from(marked: Marked, start: int) -> list[Group]:
    """The list of groups that begins at a token, as the object of a verb, in order."""
    classes = marked.tokens.classes
    first = group_from(marked, start)
    if first is None:
        return []
    found, joined, at = [first], False, past_of(classes, _past_name(marked, first.end))
    while len(found) < LONGEST_LIST:
        link = classes[at : at + 2]
        step = 2 if link == ",&" else 1 if link[:1] in ("&", ",") else 0
        if not step:
            break
        group = group_from(marked, at + step)
        if group is None or group.part or _is_subject(marked, group):
            break
        if "&" in link[:step] and _same_person(classes, found, at + step):
            at, joined = past_of(classes, group.end), True
            break
        apposed = (
            link[:1] == ","
            and step == 1
            and found[-1].single
            and group.single
            and (found[-1].named != group.named)
        )
        joined |= "&" in link[:step]
        if not apposed:
            if classes[at + step] not in "NatdzX" and step == 1 and link[:1] == ",":
                break
            found.append(group)
        at = past_of(classes, group.end)
        if joined:
            break
    if joined:
        return found
    return _past_apposition(marked, first)


def named_object(marked: Marked, at: int) -> list[Group]:
    """Somebody by one name after a verb: "killed Omar, a commander", "Omar and two others"."""
    classes, raw = marked.tokens.classes, marked.tokens.raw
    if classes[at : at + 1] != "X" or not raw[at].istitle() or raw[at].lower() in GROUP_WORDS:
        return []
    one = Group(at, at + 1, 1, 1, 1, "", named=True)
    if classes[at + 1 : at + 3] in (",a", ",t"):
        return [one]
    more = group_from(marked, at + 2) if classes[at + 1 : at + 2] == "&" else None
    fits = more is not None and more.who and classes[more.start] == "N"
    return [one, more] if more is not None and fits and not _is_subject(marked, more) else []


def _same_person(classes: str, found: Sequence[Group], at: int) -> bool:
    """Whether one article stands for both offices: "a tribal elder and council member"."""
    one = found[-1].single and classes[found[-1].start] == "a"
    return len(found) == 1 and one and classes[at] in "xpq"


def _past_apposition(marked: Marked, first: Group) -> list[Group]:
    """The minister, a veteran of the war, and two others."""
    classes = marked.tokens.classes
    at = past_of(classes, first.end)
    if not first.single or classes[at : at + 1] != ",":
        return [first]
    link = classes.find(",&", at + 1, at + 16)
    if link < 0 or any(c in TRIGGERS or c in ".;\n" for c in classes[at:link]):
        return [first]
    group = group_from(marked, link + 2)
    if group is None or group.part or not group.counted or _is_subject(marked, group):
        return [first]
    return [first, group]


def _past_name(marked: Marked, at: int) -> int:
    """Past "named Ali Sample" after a group."""
    classes = marked.tokens.classes
    if marked.tokens.words[at : at + 1] not in (["named"], ["called"]):
        return at
    end = at + 1
    while classes[end : end + 1] in ("X", "'", "’", "-"):
        end += 1
    return end if end > at + 1 else at


def past_of(classes: str, at: int) -> int:
    """Past "of the army" after a group."""
    if classes[at : at + 1] != "o":
        return at
    end = at + 1
    while end < min(at + 9, len(classes)) and classes[end] in "tdaxXPpqN'’-":
        end += 1
    if classes[end : end + 3] == "(X)":
        end += 3
    return end if classes[end : end + 1] in _AFTER_OF else at


_AFTER_OF: Final = ("", *",&.ywuKICBDVOEm")


def _is_subject(marked: Marked, group: Group) -> bool:
    """Whether a verb of a new clause follows a group ("and two were wounded")."""
    classes = marked.tokens.classes
    after = classes[past_of(classes, group.end) :][:1]
    return after != "" and after in "wuKICBDVFYHvm"
