"""Named anchors of time: the takeover, the Doha deal, Ramadan of a year."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from geo.extract.spans.lexing import lex


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time that texts name instead of dating it.

    Attributes:
        name: The words, lower case.
        first: First day.
        last: Last day, inclusive.
    """

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Anchors:
    """Anchors by their names.

    Attributes:
        by_name: The rows of a name, given as its tokens, in order of date.
        by_word: The names that begin with a word, longest first.
    """

    by_name: dict[tuple[str, ...], tuple[Anchor, ...]]
    by_word: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, rows: Iterable[Anchor]) -> Self:
        """Index anchors by name and first word."""
        names: dict[tuple[str, ...], list[Anchor]] = {}
        for row in rows:
            names.setdefault(tuple(lex(row.name).words), []).append(row)
        words: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            words.setdefault(name[0], []).append(name)
        return cls(
            {name: tuple(sorted(found, key=lambda a: a.first)) for name, found in names.items()},
            {word: tuple(sorted(found, key=len, reverse=True)) for word, found in words.items()},
        )


NO_ANCHORS = Anchors({}, {})
"""No anchors at all."""


def load_anchors(path: Path) -> Anchors:
    """Read data/anchors.csv.

    Args:
        path: A CSV file with the columns names (alternatives split by "|"), first, last.

    Returns:
        The anchors, by name.

    Raises:
        ValueError: If a date is not ISO or a row ends before it starts.
    """
    rows: list[Anchor] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            if first > last:
                raise ValueError(f"anchor {row['names']}: {first} is after {last}")
            rows += [Anchor(name.strip().lower(), first, last) for name in row["names"].split("|")]
    return Anchors.of(rows)
