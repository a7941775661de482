"""Read the gazetteer and look places up by any spelling of any of their names."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self

from geo.codes import PlaceKind, WherePrec
from geo.errors import DataError
from geo.model import Place
from geo.places.names import keys

COLUMNS: Final = (
    "id",
    "name",
    "kind",
    "country",
    "adm1",
    "adm2",
    "lat",
    "lon",
    "where_prec",
    "aliases",
    "name_fa",
    "name_ps",
    "members",
    "valid_from",
    "valid_to",
    "population",
    "source",
    "capital_of",
)
SEPARATOR: Final = "|"


class Gazetteer:
    """The places we can name, immutable once built; iterates in file order.

    Args:
        places: Rows with unique place_ids.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.place_id: place for place in places}
        by_key: defaultdict[str, dict[str, Place]] = defaultdict(dict)
        for place in self._places.values():
            for name in surface_names(place):
                for key in keys(name):
                    by_key[key][place.place_id] = place
        self._by_key = {key: tuple(found.values()) for key, found in by_key.items()}

    @classmethod
    def read(cls, path: Path, extra: Path | None = None) -> Self:
        """Load a gazetteer, and a curator's own additions where that file exists.

        Args:
            path: The gazetteer that comes with the project.
            extra: Rows of the curator's own, in the same columns; may be missing.

        Raises:
            DataError: Naming file, line and mend, for the first row that breaks the contract.
        """
        places = read_rows(path)
        if extra is not None and extra.exists():
            places += read_rows(extra, taken={place.place_id for place in places})
        return cls(places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._places

    def get(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        return self._places.get(place_id)

    def candidates(self, toponym: str) -> tuple[Place, ...]:
        """Every place that the bare name may mean, in file order; empty if none."""
        for key in keys(toponym):
            if found := self._by_key.get(key):
                return found
        return ()

    def folded(self) -> Mapping[str, tuple[Place, ...]]:
        """All lookup keys with the places filed under each; for suggestions and checks."""
        return self._by_key

    def aliases(self) -> Iterator[tuple[str, Place]]:
        """Every surface name (Latin, Dari, Pashto) with its place, for a text matcher."""
        for place in self:
            for name in surface_names(place):
                yield name, place


def surface_names(place: Place) -> tuple[str, ...]:
    """All spellings of a place as a text may print them, without repeats."""
    names = (place.name, *place.names, place.name_fa, place.name_ps)
    return tuple(dict.fromkeys(name for name in names if name))


def read_rows(path: Path, taken: Iterable[str] = ()) -> list[Place]:
    """Read the rows of one gazetteer file.

    Args:
        path: CSV in UTF-8 with the columns `COLUMNS`.
        taken: Ids that must not occur again.

    Raises:
        DataError: Naming file, line and mend.
    """
    seen = set(taken)
    places = []
    for line, row in records(path):
        place = parse_row(row, path, line)
        if place.place_id in seen:
            raise DataError(path, line, f"id {place.place_id} is used twice; give a new one")
        seen.add(place.place_id)
        places.append(place)
    return places


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Raw rows of a gazetteer file with their lines, or `DataError` for the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
            if missing:
                raise DataError(path, 1, f"lacks the columns {', '.join(missing)}; add them")
            for row in rows:
                if None in row or None in row.values():
                    raise DataError(
                        path,
                        rows.line_num,
                        "has another number of cells than the header; quote "
                        "cells that hold a comma",
                    )
                yield rows.line_num, row
    except FileNotFoundError as error:
        raise DataError(path, 0, "is missing; restore it from the project") from error
    except UnicodeDecodeError as error:
        raise DataError(path, 0, "is not UTF-8; save it again as UTF-8") from error
    except csv.Error as error:
        raise DataError(path, 0, f"is not a CSV file ({error})") from error


def parse_row(row: Mapping[str, str], path: Path | str, line: int) -> Place:
    """Turn one record into a place, or raise `DataError` with the mend."""
    cell = {column: row[column].strip() for column in COLUMNS}
    for column in ("id", "name", "kind", "where_prec", "source"):
        if not cell[column]:
            raise DataError(path, line, f"{column} is empty; fill it in")
    try:
        kind = PlaceKind(cell["kind"])
    except ValueError as error:
        known = ", ".join(PlaceKind)
        raise DataError(path, line, f"kind {cell['kind']!r} is none of {known}") from error
    try:
        return Place(
            place_id=cell["id"],
            name=cell["name"],
            kind=kind,
            country=cell["country"],
            adm1=cell["adm1"] or None,
            adm2=cell["adm2"] or None,
            lat=float(cell["lat"]) if cell["lat"] else None,
            lon=float(cell["lon"]) if cell["lon"] else None,
            where_prec=WherePrec(int(cell["where_prec"])),
            names=_split(cell["aliases"]),
            name_fa=cell["name_fa"],
            name_ps=cell["name_ps"],
            members=_split(cell["members"]),
            valid_from=int(cell["valid_from"]) if cell["valid_from"] else None,
            valid_to=int(cell["valid_to"]) if cell["valid_to"] else None,
            source=cell["source"],
            capital_of=cell["capital_of"],
            population=int(cell["population"]) if cell["population"] else None,
        )
    except ValueError as error:
        raise DataError(path, line, f"{error}; mend the row of {cell['name']}") from error


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())
