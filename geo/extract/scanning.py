"""Regular expressions that are only tried where their first letters stand.

An expression of many alternatives ("may|might|could ...") costs a step for every alternative at
every character. Here the letters that a match must begin with, or hold, are read off the
expression once; one pass of an automaton finds them, and the expression itself decides there.
What is found is what the expression finds: `tests/extract/test_scanning.py` holds them together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick

_LONGEST: Final = 8
_STEM: Final = 4
_SEVERAL: Final = 40
_FEW: Final = 6
"""So few strings are looked for one by one."""
_MOST: Final = 400
_ODD: Final = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))
"""Letters that an expression without regard to case takes for an ASCII one."""

# The parser of `re` itself: no other names the parts of an expression.
_PARSER: Final = import_module("re._parser")
_OP: Final = import_module("re._constants")
_LIMITS: Final = frozenset({_OP.AT, _OP.ASSERT, _OP.ASSERT_NOT})
_REPEATS: Final = frozenset({_OP.MAX_REPEAT, _OP.MIN_REPEAT, _OP.POSSESSIVE_REPEAT})

_Match = re.Match[str]
_Begun = tuple[set[str], set[str]]


def fold(text: str) -> str:
    """Lower case, character for character; all that is no ASCII letter in the end is "?"."""
    if not text.isascii():
        for odd, plain in _ODD:
            if odd in text:
                text = text.replace(odd, plain)
        text = text.encode("ascii", "replace").decode("ascii")
    return text.lower()


def leads(pattern: re.Pattern[str]) -> frozenset[str]:
    """Folded beginnings, one of which every match has; empty where none can be told."""
    return _told(_begin(_parsed(pattern)))


def needs(pattern: re.Pattern[str]) -> frozenset[str]:
    """Folded strings, one of which every match holds; empty where none can be told."""
    return _held(_parsed(pattern))


class Scan:
    """One expression, tried where a match can begin."""

    def __init__(self, expression: str, flags: int = 0, begins: Iterable[str] = ()) -> None:
        """Prepare an expression; how its matches begin is read off when it is first tried.

        Args:
            expression: As for `re.compile`.
            flags: Likewise.
            begins: Where given, only matches that begin with one of these folded strings count.
        """
        self.pattern = re.compile(expression, flags)
        self._begins = frozenset(begins)

    @cached_property
    def _automaton(self) -> AhoCorasick | None:
        found = self._begins or leads(self.pattern)
        return AhoCorasick(sorted(found)) if found else None

    @property
    def quick(self) -> bool:
        """Whether it is known how a match begins."""
        return self._automaton is not None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        stop = len(text) if end is None else end
        if self._automaton is None:
            yield from self.pattern.finditer(text, start, stop)
            return
        hits = self._automaton.find_matches_as_indexes(fold(text[start:stop]), overlapping=True)
        if not hits:
            return
        match, free = self.pattern.match, 0
        for at in sorted({hit[1] for hit in hits}):
            if at >= free and (found := match(text, start + at, stop)):
                yield found
                free = found.end() - start

    def search(self, text: str, start: int = 0, end: int | None = None) -> _Match | None:
        """As `re.Pattern.search`."""
        stop = len(text) if end is None else end
        if self._automaton is None:
            return self.pattern.search(text, start, stop)
        hits = self._automaton.find_matches_as_indexes(fold(text[start:stop]), overlapping=True)
        if hits:
            match = self.pattern.match
            for at in sorted({hit[1] for hit in hits}):
                if found := match(text, start + at, stop):
                    return found
        return None

    def count(self, text: str, start: int = 0, end: int | None = None) -> int:
        """Number of matches."""
        return sum(1 for _ in self.finditer(text, start, end))


class _Index(NamedTuple):
    """What several expressions are looked for by.

    Attributes:
        automaton: Finds all strings.
        owners: For each string the patterns that it speaks for, and which part of each: 0 for
            how a match begins, else one bit.
        blind: The patterns of which it is not known how a match begins.
        wanted: The bits of the parts that every match of a pattern holds.
    """

    automaton: AhoCorasick
    owners: tuple[tuple[tuple[str, int], ...], ...]
    blind: tuple[str, ...]
    wanted: dict[str, int]


class Scans:
    """Several named expressions, looked for in one pass."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        """Prepare expressions; how their matches begin is read off when they are first tried."""
        self.patterns = dict(patterns)

    @cached_property
    def _index(self) -> _Index:
        owners: dict[str, list[tuple[str, int]]] = {}
        blind: list[str] = []
        wanted: dict[str, int] = {}
        for name, pattern in self.patterns.items():
            first, *rest = _parts(pattern)
            if not first:
                blind.append(name)
            for lead in first:
                owners.setdefault(lead, []).append((name, 0))
            for number, strings in enumerate(rest):
                wanted[name] = wanted.get(name, 0) | 1 << number
                for string in strings:
                    owners.setdefault(string, []).append((name, 1 << number))
        lists = tuple(map(tuple, owners.values()))
        return _Index(AhoCorasick(list(owners)), lists, tuple(blind), wanted)

    @property
    def blind(self) -> tuple[str, ...]:
        """The patterns of which it is not known how a match begins."""
        return self._index.blind

    def spots(self, text: str) -> dict[str, set[int]]:
        """Where a match of each pattern can begin; of those in `blind` nothing is known."""
        begun: dict[str, set[int]] = {}
        held: dict[str, int] = {}
        index, low = self._index, fold(text)
        owners, wanted = index.owners, index.wanted
        for string, at, _ in index.automaton.find_matches_as_indexes(low, overlapping=True):
            for name, part in owners[string]:
                if part:
                    held[name] = held.get(name, 0) | part
                elif name in begun:
                    begun[name].add(at)
                else:
                    begun[name] = {at}
        return {name: at for name, at in begun.items() if held.get(name, 0) == wanted.get(name, 0)}

    def matches(self, name: str, text: str, spots: Mapping[str, set[int]]) -> Iterator[_Match]:
        """The matches of one pattern in a text, given its `spots`."""
        if name in self._index.blind:
            yield from self.patterns[name].finditer(text)
            return
        match, free = self.patterns[name].match, 0
        for at in sorted(spots.get(name, ())):
            if at >= free and (found := match(text, at)):
                yield found
                free = found.end()

    def starts(self, text: str) -> dict[str, list[int]]:
        """Where matches of each pattern begin, in order; patterns without one are left out."""
        spots = self.spots(text)
        out: dict[str, list[int]] = {}
        for name in [*spots, *self.blind]:
            begun = [found.start() for found in self.matches(name, text, spots)]
            if begun:
                out[name] = begun
        return out

    def found(self, text: str) -> set[str]:
        """The patterns that match somewhere."""
        spots = self.spots(text)
        names = [*spots, *self.blind]
        return {name for name in names if next(self.matches(name, text, spots), None)}


class Held:
    """One expression, tried only on text that holds what every match must hold."""

    def __init__(self, expression: str, flags: int = 0) -> None:
        """Prepare an expression; what its matches hold is read off when it is first tried."""
        self.pattern = re.compile(expression, flags)

    @cached_property
    def _held(self) -> tuple[AhoCorasick | None, tuple[str, ...]]:
        """Finds what a match must hold; or the few strings that are looked for one by one."""
        found = needs(self.pattern)
        stems = {word[:_STEM] for word in found}
        if len(stems) <= _FEW:
            return None, tuple(sorted(stems))
        return AhoCorasick(sorted(found)), ()

    def may(self, text: str) -> bool:
        """Whether a text holds what a match must hold."""
        folded = fold(text)
        automaton, stems = self._held
        if automaton is not None:
            return bool(automaton.find_matches_as_indexes(folded))
        for stem in stems:
            if stem in folded:
                return True
        return not stems

    def search(self, text: str, start: int = 0, end: int | None = None) -> _Match | None:
        """As `re.Pattern.search`."""
        stop = len(text) if end is None else end
        return self.pattern.search(text, start, stop) if self.may(text[start:stop]) else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> _Match | None:
        """As `re.Pattern.match`."""
        stop = len(text) if end is None else end
        return self.pattern.match(text, start, stop) if self.may(text[start:stop]) else None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        stop = len(text) if end is None else end
        return self.pattern.finditer(text, start, stop) if self.may(text[start:stop]) else iter(())


def _parsed(pattern: re.Pattern[str]) -> Any:
    return _PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG).data


def _parts(pattern: re.Pattern[str]) -> list[frozenset[str]]:
    """How a match begins, then sets of strings of which every match holds one each."""
    parts = _parsed(pattern)
    sets = [_told(_begin(parts[at:])) for at in _heads(parts)]
    rest = {s for s in sets[1:] if s and len(s) <= _SEVERAL and min(map(len, s)) >= _STEM}
    return [sets[0] if sets else frozenset(), *sorted(rest - {sets[0]}, key=sorted)]


def _heads(parts: list[Any]) -> list[int]:
    """Where a sequence of parts is worth looking at: not inside a run of letters."""
    return [at for at in range(len(parts)) if at == 0 or parts[at - 1][0] is not _OP.LITERAL]


def _told(begun: _Begun) -> frozenset[str]:
    """The beginnings without those that another one begins; empty where one is empty."""
    words = begun[0] | begun[1]
    if "" in words or len(words) > _MOST:
        return frozenset()
    sizes = sorted({len(word) for word in words})
    return frozenset(w for w in words if not any(w[:n] in words for n in sizes if n < len(w)))


def _held(parts: list[Any]) -> frozenset[str]:
    """The best of the sets of strings of which every match of a sequence holds one."""
    options = [_told(_begin(parts[at:])) for at in _heads(parts)]
    for op, value in parts:
        if op is _OP.BRANCH:
            inner = [_held(branch.data) for branch in value[1]]
            options.append(frozenset().union(*inner) if all(inner) else frozenset())
    return max(options, key=lambda o: min(map(len, o), default=0), default=frozenset())


def _begin(parts: Any) -> _Begun:
    """How a sequence of parts can begin: what the next part adds to, and what is cut off."""
    going, ended = {""}, set[str]()
    for op, value in parts:
        if op in _LIMITS:
            continue
        if op is _OP.LITERAL and value < 128:
            letter = chr(value).lower()
            going = {word + letter for word in going}
        else:
            more, last = _one(op, value)
            ended |= {word + w for word in going for w in last}
            going = {word + w for word in going for w in more}
        if any(len(word) >= _LONGEST for word in going):
            ended |= {word for word in going if len(word) >= _LONGEST}
            going = {word for word in going if len(word) < _LONGEST}
        if not going or len(going) > _MOST:
            break
    return going, {word[:_LONGEST] for word in ended}


def _one(op: Any, value: Any) -> _Begun:
    if op is _OP.IN and len(value) <= 4 and all(k is _OP.LITERAL and v < 128 for k, v in value):
        return {chr(v).lower() for _, v in value}, set()
    if op is _OP.BRANCH:
        begun = [_begin(branch.data) for branch in value[1]]
        return set().union(*(b[0] for b in begun)), set().union(*(b[1] for b in begun))
    if op is _OP.SUBPATTERN:
        return _begin(value[-1].data)
    if op in _REPEATS:
        least, most, body = value
        going, ended = _begin(body.data)
        if most != 1:
            going, ended = set(), going | ended
        return (going | {""} if least == 0 else going), ended
    return set(), {""}
