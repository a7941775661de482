"""Declared trigger patterns: what words can tell of an incident, read from data/patterns.

A pattern is data with examples of its own; the tests run every example. Matching tries an
expression only at words that begin as the pattern says, so the cost stays linear and small.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ahocorasick_rs import AhoCorasick

from geo.errors import DataError

ROLES: Final = ("noun", "verb", "toll", "means", "claim")
_WORD: Final = re.compile(r"[A-Za-z]+")
_LETTER: Final = re.compile(r"[A-Za-z]")
_LEAD: Final = 3
_LONGEST: Final = 20
_NEEDED: Final = ("id", "role", "starts", "expression", "positive", "negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One declared pattern.

    Attributes:
        id: Name of the rule, unique in its file.
        type: Event type that the words suggest, or "".
        role: One of `ROLES`.
        plural: Whether the words tell of several incidents at once.
        starts: Lower-case beginnings of the first word.
        expression: Compiled expression, tried from the start of that word.
        positive: Phrases in which it must fire.
        negative: Phrases in which it must not.
    """

    id: str
    type: str
    role: str
    plural: bool
    starts: tuple[str, ...]
    expression: re.Pattern[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that fired, and where [code points]."""

    start: int
    end: int
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class PatternSet:
    """Patterns in order of their file, indexed by how their first word begins.

    Attributes:
        patterns: All of them.
        index: First letters of a word to the numbers of the patterns that may fire there.
        automaton: Finds where any of their first words begins.
    """

    patterns: tuple[Pattern, ...]
    index: dict[str, tuple[int, ...]]
    automaton: AhoCorasick

    def hits(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Yield the longest pattern at each word of a stretch, left to right, no overlaps.

        Args:
            text: The whole text.
            start: First character to look at.
            end: Just past the last one; the whole text where None.
        """
        stop = len(text) if end is None else end
        free_from = start
        for word in self._words(text, start, stop):
            if word.start() < free_from:
                continue
            numbers = self.index.get(word.group()[:_LEAD].lower())
            if not numbers:
                continue
            best: Hit | None = None
            lower = text[word.start() : word.start() + _LONGEST].lower()
            for number in numbers:
                pattern = self.patterns[number]
                if not lower.startswith(pattern.starts):
                    continue
                found = pattern.expression.match(text, word.start(), stop)
                if found and (best is None or found.end() > best.end):
                    best = Hit(word.start(), found.end(), pattern)
            if best is not None:
                free_from = best.end
                yield best

    def _words(self, text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
        """The words at which a pattern may fire."""
        near = text[start : stop + _LONGEST].lower()
        if len(near) != len(text[start : stop + _LONGEST]):
            yield from _WORD.finditer(text, start, stop)
            return
        hits = self.automaton.find_matches_as_indexes(near, overlapping=True)
        for at in sorted({hit[1] for hit in hits}):
            if at == 0 or not _LETTER.match(text, start + at - 1):
                word = _WORD.match(text, start + at, stop)
                if word is not None:
                    yield word


def load_patterns(path: Path) -> PatternSet:
    """Read a pattern file.

    Raises:
        DataError: The file is missing or no TOML, or a pattern lacks a field, repeats an id,
            has a role that is none of `ROLES` or an expression that does not compile.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path, 0, f"cannot be read ({error}); restore the file") from error
    patterns = tuple(_pattern(path, row) for row in rows)
    index: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        if sum(p.id == pattern.id for p in patterns) > 1:
            raise DataError(path, 0, f"pattern id {pattern.id!r} is used twice; rename one")
        for lead in {s[:_LEAD] for s in pattern.starts}:
            index.setdefault(lead, []).append(number)
    automaton = AhoCorasick(sorted({s for pattern in patterns for s in pattern.starts}))
    return PatternSet(
        patterns, {lead: tuple(numbers) for lead, numbers in index.items()}, automaton
    )


def _pattern(path: Path, row: dict[str, Any]) -> Pattern:
    missing = [
        k for k in ("id", "role", "starts", "expression", "positive", "negative") if not row.get(k)
    ]
    if missing:
        raise DataError(path, 0, f"pattern {row.get('id', '?')!r} lacks {missing[0]!r}; add it")
    if row["role"] not in ROLES:
        raise DataError(path, 0, f"pattern {row['id']!r}: role must be one of {', '.join(ROLES)}")
    try:
        expression = re.compile(row["expression"], re.IGNORECASE)
    except re.error as error:
        raise DataError(path, 0, f"pattern {row['id']!r}: {error}; mend the expression") from error
    return Pattern(
        id=row["id"],
        type=row.get("type", ""),
        role=row["role"],
        plural=bool(row.get("plural", False)),
        starts=tuple(row["starts"]),
        expression=expression,
        positive=tuple(row["positive"]),
        negative=tuple(row["negative"]),
    )
