"""Find what is wrong in the gazetteer and the layers: every fault is one sentence.

A fault names the file and the row, what is wrong and what to do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from geo.codes import PlaceKind, WherePrec
from geo.errors import DataError, LayerError
from geo.model import Place
from geo.places.gazetteer import parse_row, records, surface_names
from geo.places.iso import COUNTRIES
from geo.places.names import keys
from geo.places.provinces import load_districts, load_provinces

PROVINCES: Final = 34
DISTRICTS: Final = 398
_ARABIC: Final = range(0x0600, 0x0780)
_SWAPPED_LAT: Final = 45.0  # Afghanistan lies south of 39° N and east of 60° E


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend.

    Attributes:
        path: File that holds it.
        line: Its row, counted from 1 with the header; 0 for the whole file.
        sentence: What is wrong and what to do.
    """

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}: {self.sentence}"
            if self.line
            else (f"{self.path}: {self.sentence}")
        )


def check_places(data: Path) -> list[Fault]:
    """All faults of the gazetteer, the curator's additions and the layers in a data folder."""
    try:
        provinces = load_provinces(data / "provinces.geojson")
        districts = load_districts(data / "districts.geojson")
    except (DataError, LayerError) as error:
        return [Fault(str(data), 0, str(error))]
    return sorted(
        [*_layer_faults(data, provinces, districts), *check_rows(data, provinces, districts)]
    )


def check_rows(
    data: Path,
    provinces: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    local: Path | None = None,
) -> list[Fault]:
    """All faults of gazetteer.csv and the curator's file, against layers read before.

    Args:
        data: Folder of both files.
        provinces: Layer of `load_provinces`.
        districts: Layer of `load_districts`.
        local: Another file in place of the curator's.
    """
    rows: list[_Row] = []
    faults: list[Fault] = []
    own = local or data / "gazetteer.local.csv"
    for path in (data / "gazetteer.csv", own):
        if path is not own or path.exists():
            faults += _read(path, rows)
    if not rows:
        return faults
    world = _World(rows, provinces, districts)
    for row in rows:
        faults += [Fault(str(row.path), row.line, s) for s in world.sentences(row.place)]
    faults += world.shared_names()
    faults += [Fault(str(data / "gazetteer.csv"), 0, s) for s in world.whole()]
    return sorted(faults)


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    place: Place


def _read(path: Path, rows: list[_Row]) -> list[Fault]:
    """Add the rows of a file that can be read; faults for the others."""
    faults = []
    seen = {row.place.place_id for row in rows}
    try:
        for line, record in records(path):
            try:
                place = parse_row(record, path, line)
            except DataError as error:
                faults.append(_fault(error))
                continue
            if place.place_id in seen:
                problem = f"id {place.place_id} is used twice; give a new one"
                faults.append(Fault(str(path), line, problem))
                continue
            seen.add(place.place_id)
            rows.append(_Row(path, line, place))
    except DataError as error:
        faults.append(_fault(error))
    return faults


def _fault(error: DataError) -> Fault:
    prefix = f"{error.path}:{error.line}: " if error.line else f"{error.path}: "
    return Fault(error.path, error.line, str(error).removeprefix(prefix))


def _layer_faults(
    data: Path, provinces: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> Iterator[Fault]:
    for name, layer, column, count in (
        ("provinces.geojson", provinces, "adm1", PROVINCES),
        ("districts.geojson", districts, "adm2", DISTRICTS),
    ):
        unique = layer[column].nunique()
        if len(layer) != count or unique != count:
            yield Fault(
                str(data / name), 0,
                f"holds {len(layer)} polygons with {unique} codes where {count} belong; restore it",
            )  # fmt: skip
    stray = set(districts["adm1"]) - set(provinces["adm1"])
    if stray:
        yield Fault(
            str(data / "districts.geojson"), 0,
            f"names provinces that are no polygon: {', '.join(sorted(stray))}; restore it",
        )  # fmt: skip


class _World:
    """The rows together with the polygons, for questions about one row."""

    def __init__(
        self, rows: list[_Row], provinces: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
    ) -> None:
        self.rows = rows
        self.places = {row.place.place_id: row.place for row in rows}
        self.areas: Mapping[str, shapely.Geometry] = {
            **dict(zip(provinces["adm1"], provinces.geometry, strict=True)),
            **dict(zip(districts["adm2"], districts.geometry, strict=True)),
        }
        self.district_of = dict(zip(districts["adm2"], districts["adm1"], strict=True))

    def sentences(self, place: Place) -> Iterator[str]:
        """What is wrong with one row."""
        yield from self._codes(place)
        yield from self._position(place)
        yield from _names(place)
        if place.valid_from and place.valid_to and place.valid_from > place.valid_to:
            yield f"{place.name} is valid from {place.valid_from} to {place.valid_to}; swap them"

    def _codes(self, place: Place) -> Iterator[str]:
        if place.country and place.country not in COUNTRIES:
            yield f"country {place.country!r} is no ISO 3166-1 code; use two letters such as AF"
        if not place.country and place.kind is not PlaceKind.REGION:
            yield f"country of {place.name} is empty; only a region may span countries"
        if place.adm1:
            if not place.adm1.startswith(f"{place.country}-"):
                yield f"adm1 {place.adm1} does not belong to country {place.country}; mend either"
            elif place.country == "AF" and place.adm1 not in self.areas:
                yield f"adm1 {place.adm1} is no province of ISO 3166-2; look at provinces.geojson"
        if place.adm2:
            home = self.places.get(place.adm2)
            if home is None or home.kind is not PlaceKind.DISTRICT:
                yield f"adm2 {place.adm2} is no district of the gazetteer; add it or leave empty"
            elif home.adm1 != place.adm1:
                yield f"adm2 {place.adm2} lies in {home.adm1}, not in {place.adm1}; mend either"
        for member in place.members:
            found = self.places.get(member)
            if found is None or found.kind is not PlaceKind.PROVINCE:
                yield f"member {member} is no province of the gazetteer; mend the list"
        if place.capital_of and place.capital_of not in self.places:
            yield f"capital_of {place.capital_of} is no place of the gazetteer; mend the id"

    def _position(self, place: Place) -> Iterator[str]:
        if place.lat is None or place.lon is None:
            if place.where_prec.as_point:
                yield (
                    f"{place.name} has where_prec {int(place.where_prec)} but no point; give "
                    "lat and lon, or 3 for its district, 4 for its province"
                )
            return
        if place.where_prec.as_point and place.kind in (PlaceKind.PROVINCE, PlaceKind.REGION):
            yield f"{place.name} is a {place.kind}: where_prec must be 4 or 5, not a point"
        if place.country != "AF":
            return
        spot = shapely.Point(place.lon, place.lat)
        for code, what in ((place.adm1, "province"), (place.adm2, "district")):
            area = self.areas.get(code or "")
            if area is not None and not area.intersects(spot):
                swapped = place.lat > _SWAPPED_LAT
                mend = "lat and lon look swapped" if swapped else "mend the point or the code"
                yield f"{place.name} lies outside its {what} {code}; {mend}"
                return

    def shared_names(self) -> list[Fault]:
        """Names that fold to one key for two places of one kind in one province."""
        bearers: defaultdict[tuple[str, PlaceKind, str], dict[str, _Row]] = defaultdict(dict)
        for row in self.rows:
            place = row.place
            if place.country == "AF" and place.adm1:
                for name in surface_names(place):
                    for key in keys(name)[:1]:
                        scope = (place.adm1, place.kind, key)
                        bearers[scope].setdefault(place.place_id, row)
        faults = []
        for (adm1, kind, _), found in bearers.items():
            if len(found) > 1:
                ids = sorted(found)
                last = found[ids[-1]]
                sentence = (
                    f"{' and '.join(ids)} share a name, two places of kind {kind} in {adm1}; "
                    "take the alias from one of them"
                )
                faults.append(Fault(str(last.path), last.line, sentence))
        return faults

    def whole(self) -> Iterator[str]:
        """What is wrong with the gazetteer as a whole."""
        afghan = [p for p in self.places.values() if p.country == "AF"]
        provinces = {p.place_id for p in afghan if p.kind is PlaceKind.PROVINCE}
        missing = sorted(c for c in self.areas if c.count("-") == 1 and c not in provinces)
        if missing or len(provinces) != PROVINCES:
            here = f"{len(provinces)} of {PROVINCES} are here"
            yield f"lacks provinces ({', '.join(missing)}); {here}, restore the rows"
        lost = sorted(c for c in self.district_of if c not in self.places)
        if lost:
            yield f"lacks {len(lost)} districts, the first is {lost[0]}; restore the rows"
        for place in afghan:
            if place.kind is PlaceKind.PROVINCE and not place.population:
                yield f"{place.name} has no population; take it from population.csv"
        seats = Counter(
            p.adm1 for p in afghan if p.capital_of and p.capital_of in (p.adm1, p.country)
        )
        for code in sorted(provinces):
            if seats[code] != 1:
                yield f"{code} has {seats[code]} capitals; exactly one city must name it"


def _names(place: Place) -> Iterator[str]:
    for name in surface_names(place):
        if not keys(name):
            yield f"{name!r} of {place.place_id} has no letter; remove it"
    for name, column in ((place.name_fa, "name_fa"), (place.name_ps, "name_ps")):
        if name and not all(ord(c) in _ARABIC or c in " \u200c-" for c in name):
            yield f"{column} of {place.name} is not in Arabic script; move it to aliases"
    if place.where_prec is WherePrec.ADM1 and place.kind is PlaceKind.DISTRICT and place.adm2:
        yield f"{place.name} is a district with a polygon; where_prec must be 3"
