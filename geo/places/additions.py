"""A curator's own places: a file beside the gazetteer that updates never touch."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geo.codes import PlaceKind
from geo.errors import DataError
from geo.model import Place
from geo.places.check import Fault, check_rows
from geo.places.gazetteer import COLUMNS, SEPARATOR, records
from geo.places.provinces import load_districts, load_provinces

LOCAL: Final = "gazetteer.local.csv"


def add_place(place: Place, data: Path) -> Path:
    """Append a place to the curator's file, or leave it as it was.

    Args:
        place: The new row; its id may not be in use.
        data: Folder of the gazetteer.

    Returns:
        The file that was written.

    Raises:
        DataError: With one sentence, where the row would break the gazetteer.
    """
    path = data / LOCAL
    kept = [row for _, row in records(path)] if path.exists() else []
    draft = path.with_suffix(".draft.csv")
    try:
        _write(draft, [*kept, _cells(place)])
        for fault in _new_faults(data, draft):
            raise DataError(path, 0, f"not written: {fault.sentence}")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _new_faults(data: Path, draft: Path) -> Iterator[Fault]:
    """Faults that the draft has and the files as they are do not have."""
    provinces = load_provinces(data / "provinces.geojson")
    districts = load_districts(data / "districts.geojson")
    known = {f.sentence for f in check_rows(data, provinces, districts)}
    for fault in check_rows(data, provinces, districts, local=draft):
        if fault.sentence not in known:
            yield fault


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _cells(place: Place) -> dict[str, str]:
    def text(value: object) -> str:
        return "" if value is None else str(value)

    return {
        "id": place.place_id,
        "name": place.name,
        "kind": str(PlaceKind(place.kind)),
        "country": place.country,
        "adm1": text(place.adm1),
        "adm2": text(place.adm2),
        "lat": text(place.lat),
        "lon": text(place.lon),
        "where_prec": str(int(place.where_prec)),
        "aliases": SEPARATOR.join(place.names),
        "name_fa": place.name_fa,
        "name_ps": place.name_ps,
        "members": SEPARATOR.join(place.members),
        "valid_from": text(place.valid_from),
        "valid_to": text(place.valid_to),
        "population": text(place.population),
        "source": place.source,
        "capital_of": place.capital_of,
    }
