"""Groups of people named beside a verb of killing: "two policemen and a civilian"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.extract.reading import NumberSpan
from geo.extract.spans.lexing import Tokens, tokenize
from geo.extract.spans.tolls_words import classify

_REACH: Final = 9
"""How many words a single group may run over."""

_LIST: Final = 6
"""How many groups a list may hold."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as tokens of toll classes, with every number one token N.

    Attributes:
        tokens: The tokens.
        numbers: The number of a token, by its place.
    """

    tokens: Tokens
    numbers: dict[int, NumberSpan]


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody, counted.

    Attributes:
        start: Place of the first token.
        end: Place just past the last token.
        low: As in `NumberSpan`; all None where it is not counted.
        best: Idem.
        high: Idem.
        who: Head noun, lower case, or "".
    """

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    who: str

    @property
    def counted(self) -> bool:
        """Whether anything is known of the number."""
        return self.low is not None or self.high is not None


def mark(text: str, numbers: Sequence[NumberSpan]) -> Marked:
    """Cut a text into toll tokens and fold every number into one."""
    plain = tokenize(text, classify)
    words: list[str] = []
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    placed: dict[int, NumberSpan] = {}
    following = iter(n for n in numbers if n.unit == "")
    number = next(following, None)
    open_until = -1
    for at, start in enumerate(plain.starts):
        while number is not None and number.end <= start:
            number = next(following, None)
        if start < open_until:
            continue
        if number is not None and number.start <= start < number.end:
            placed[len(words)] = number
            open_until = number.end
            words.append(number.text.lower())
            raw.append(number.text)
            starts.append(number.start)
            ends.append(number.end)
            classes.append("N")
            continue
        words.append(plain.words[at])
        raw.append(plain.raw[at])
        starts.append(start)
        ends.append(plain.ends[at])
        classes.append(plain.classes[at])
    return Marked(Tokens(words, raw, starts, ends, "".join(classes)), placed)


def group_from(marked: Marked, start: int) -> Group | None:
    """The group that begins at a token: a number, "a soldier", "the governor", a name."""
    classes, words = marked.tokens.classes, marked.tokens.words
    if start >= len(classes):
        return None
    at, head, named = start, -1, 0
    lead = classes[start]
    if lead in "Natdz":
        at += 1
    elif lead not in "XPpx":
        return None
    stop = min(start + _REACH, len(classes))
    while at < stop:
        letter = classes[at]
        if letter in "Pp":
            head = at
        elif letter == "X":
            named += head < 0
        elif (
            letter in "x'’.-"
            or (letter == "o" and head < 0)
            or (letter in "td" and classes[at - 1] == "o")
        ):
            if head >= 0:
                break
            if letter == "x" and _looks_verbal(words[at]):
                break
        else:
            break
        at += 1
    return _counted(marked, start, at, head, named)


def _looks_verbal(word: str) -> bool:
    return word in ("told", "said", "saying", "took", "happened", "came", "took", "including")


def _counted(marked: Marked, start: int, stop: int, head: int, named: int) -> Group | None:
    classes, words = marked.tokens.classes, marked.tokens.words
    lead = classes[start]
    end = head + 1 if head >= 0 else stop
    who = words[head] if head >= 0 else ""
    if lead == "N":
        number = marked.numbers[start]
        if head < 0:
            end, who = start + 1, number.noun
        return Group(start, end, number.low, number.best, number.high, who)
    if lead == "z":
        return Group(start, end, 0, 0, 0, who) if head >= 0 or words[start] == "nobody" else None
    if head >= 0 and classes[head] == "p":
        return Group(start, end, 1, 1, 1, who)
    if head >= 0:
        return Group(start, end, None, None, None, who)
    if lead == "X" and named >= 2:
        return Group(start, stop, 1, 1, 1, "")
    return None


def groups_from(marked: Marked, start: int) -> list[Group]:
    """The list of groups that begins at a token, in order."""
    classes = marked.tokens.classes
    found: list[Group] = []
    at = start
    while len(found) < _LIST:
        group = group_from(marked, at)
        if group is None:
            break
        found.append(group)
        at = group.end
        following = classes[at : at + 2]
        if following == ",&":
            at += 2
        elif following[:1] in ("&", ","):
            at += 1
        else:
            break
        if at < len(classes) and classes[at] not in "NatdX" and following[:1] == ",":
            break
    return found


def groups_before(marked: Marked, end: int) -> list[Group]:
    """The list of groups that ends at a token, as the subject of a verb; [] if there is none."""
    classes = marked.tokens.classes
    floor = max(0, end - 3 * _REACH)
    best: list[Group] = []
    for start in range(end - 1, floor - 1, -1):
        letter = classes[start]
        if letter in ".;\n:":
            break
        if letter in "NatdXPpz":
            groups = groups_from(marked, start)
            if groups and groups[-1].end >= end - _tail(marked, groups[-1].end, end):
                if not best or classes[start] in "Natdz" or best[0].start == start + 1:
                    best = groups
    return best


def _tail(marked: Marked, start: int, end: int) -> int:
    """How many tokens between a group and its verb belong to the group ("of the army")."""
    classes = marked.tokens.classes[start:end]
    return len(classes) if classes[:1] == "o" and len(classes) <= 7 else 0
