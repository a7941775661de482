"""Named anchors of time: the takeover, the Doha deal, Ramadan of a year."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


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


def load_anchors(path: Path) -> tuple[Anchor, ...]:
    """Read data/anchors.csv.

    Args:
        path: A CSV file with the columns names (alternatives split by "|"), first, last.

    Returns:
        One anchor a name and row.

    Raises:
        ValueError: If a date is not ISO or a row ends before it starts.
    """
    out: list[Anchor] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            if first > last:
                raise ValueError(f"anchor {row['names']}: {first} is after {last}")
            out += [Anchor(name.strip().lower(), first, last) for name in row["names"].split("|")]
    return tuple(out)


def index_anchors(anchors: Sequence[Anchor]) -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """The names by their first word, longest first, with the place of their first row."""
    seen: dict[str, int] = {}
    for at, anchor in enumerate(anchors):
        seen.setdefault(anchor.name, at)
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name, at in seen.items():
        words = tuple(name.replace("-", " - ").replace("'", " ' ").split())
        table.setdefault(words[0], []).append((words, at))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}
