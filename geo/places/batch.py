"""One flat row per toponym: what `afatlas geocode` writes."""

from typing import Final

from geo.model import Place
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolved

RESULT_COLUMNS: Final = (
    "status",
    "place_id",
    "name",
    "kind",
    "country",
    "adm1",
    "adm1_name",
    "adm2",
    "adm2_name",
    "lat",
    "lon",
    "candidates",
)


def answer(resolver: PlaceResolver, query: str, within: str = "") -> dict[str, str]:
    """Resolve one toponym into the cells of `RESULT_COLUMNS`.

    An unresolved name keeps the province and district of the larger place that the row
    names: that much is known. A district that is younger than the boundaries of 2014 counts
    as unresolved too, since none of their polygons is its own.
    """
    found = resolver.resolve(query, within=within or None)
    if isinstance(found, Resolved) and _in_frame(found.place):
        return _cells(resolver, "resolved", found.place, (found.place,))
    if isinstance(found, Ambiguous):
        return _cells(resolver, "ambiguous", None, found.candidates)
    around = resolver.around(query, within)
    known = (found.place,) if isinstance(found, Resolved) else ()
    cells = _cells(resolver, "unresolved", None, known)
    return cells | _units(resolver, around)


def _in_frame(place: Place) -> bool:
    return place.country != "AF" or place.kind != "district" or place.adm2 is not None


def _cells(
    resolver: PlaceResolver, status: str, place: Place | None, candidates: tuple[Place, ...]
) -> dict[str, str]:
    cells = dict.fromkeys(RESULT_COLUMNS, "") | {
        "status": status,
        "candidates": ";".join(p.place_id for p in candidates),
    }
    if place is None:
        return cells
    cells |= {"place_id": place.place_id, "name": place.name, "kind": str(place.kind)}
    cells |= _units(resolver, place)
    if place.lat is not None and place.lon is not None:
        cells |= {"lat": f"{place.lat:.5f}", "lon": f"{place.lon:.5f}"}
    return cells


def _units(resolver: PlaceResolver, place: Place | None) -> dict[str, str]:
    if place is None:
        return {}
    names = {unit: resolver.gazetteer.get(unit) for unit in (place.adm1, place.adm2) if unit}
    adm1, adm2 = names.get(place.adm1 or ""), names.get(place.adm2 or "")
    return {
        "country": place.country,
        "adm1": place.adm1 or "",
        "adm1_name": adm1.name if adm1 else "",
        "adm2": place.adm2 or "",
        "adm2_name": adm2.name if adm2 else "",
    }
