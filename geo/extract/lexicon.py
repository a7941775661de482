"""The actors of data/actors.csv as names to look for, with the days in which they mean them.

A row holds three lists of names: `aliases` always mean the actor; `office_aliases` ("Afghan
forces", "GDI") mean it only between `valid_from` and `valid_to`; `state_names` ("Pakistan")
are names of the state itself, which is a doer only where it is said to do something.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from geo.errors import DataError
from geo.extract.spans.matching import Terms

COLUMNS: Final = (
    "id", "name", "role", "valid_from", "valid_to", "aliases", "office_aliases", "state_names",
)  # fmt: skip
ROLES: Final = frozenset({"armed_group", "state"})
_ACRONYM_LENGTH: Final = 7


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the codebook.

    Attributes:
        actor_id: Id of the codebook ("ISKP"), or "OTHER:<name>" for a group outside its list.
        name: Full name for people to read.
        role: "armed_group" or "state".
        valid_from: First day on which it exists, or holds its offices; None where it has none.
        valid_to: Last such day, or None.
    """

    actor_id: str
    name: str
    role: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the actor exists, or holds its offices, on that day."""
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor.

    Attributes:
        actor: Whom it means.
        text: The spelling.
        sort: "name", "office" or "state"; see the module.
        cased: Whether capitals matter ("IS", "AFF").
    """

    actor: Actor
    text: str
    sort: str
    cased: bool


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """All actors and their names, ready for matching."""

    actors: dict[str, Actor]
    terms: Terms[Alias]

    @classmethod
    def load(cls, path: Path) -> "ActorLexicon":
        """Read the actors of a data folder's actors.csv.

        Raises:
            DataError: the file is missing, lacks a column, repeats an id or holds a bad date.
        """
        actors: dict[str, Actor] = {}
        names: list[tuple[str, Alias]] = []
        for line, row in read_rows(path, COLUMNS):
            actor = _actor(path, line, row)
            if actor.actor_id in actors:
                raise DataError(path, line, f"the id {actor.actor_id} stands there twice")
            actors[actor.actor_id] = actor
            for column, sort in (
                ("aliases", "name"), ("office_aliases", "office"), ("state_names", "state"),
            ):  # fmt: skip
                names += [
                    (name, Alias(actor, name, sort, is_acronym(name)))
                    for name in split_names(row[column])
                ]
        return cls(actors, Terms(names))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals that must be matched ("IS", "IS-KP", "LeT")."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 1 < len(letters) <= _ACRONYM_LENGTH and 2 * capitals > len(letters)


def split_names(cell: str) -> list[str]:
    """The names in a cell, parted by "|"."""
    return [name.strip() for name in cell.split("|") if name.strip()]


def read_rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Read a lexicon with its line numbers.

    Raises:
        DataError: the file is missing, no UTF-8, or its columns are others.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, row) for row in reader]
            header = tuple(reader.fieldnames or ())
    except FileNotFoundError:
        raise DataError(path, 0, "the file is missing; restore it from the repository") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, 0, f"cannot be read as UTF-8 CSV: {error}") from error
    if header != columns:
        raise DataError(path, 1, f"needs the columns {', '.join(columns)}")
    for line, row in rows:
        if None in row or None in row.values():
            raise DataError(path, line, f"needs {len(columns)} cells")
    return rows


def _actor(path: Path, line: int, row: dict[str, str]) -> Actor:
    if row["role"] not in ROLES:
        raise DataError(path, line, f"role {row['role']!r} is none of {', '.join(sorted(ROLES))}")
    if not row["id"] or not row["name"]:
        raise DataError(path, line, "needs an id and a name")
    days: list[date | None] = []
    for column in ("valid_from", "valid_to"):
        try:
            days.append(date.fromisoformat(row[column]) if row[column] else None)
        except ValueError as error:
            raise DataError(path, line, f"{column} {row[column]!r} is no day") from error
    return Actor(row["id"], row["name"], row["role"], days[0], days[1])
