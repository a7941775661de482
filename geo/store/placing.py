"""The spatial join: each point of a claim to the district that it lies in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import geopandas as gpd
import shapely

from geo.codes import WherePrec
from geo.model import Claim, ClaimPlace
from geo.places.provinces import WGS84, assign_adm1

_HOME: Final = "AF"
_Point = tuple[float, float]


def settle(
    claims: Iterable[Claim], districts: gpd.GeoDataFrame
) -> tuple[list[Claim], list[ClaimPlace]]:
    """Give every point in Afghanistan its district.

    Where the polygon says another province than the text, the text is believed and the
    point is dropped: the place is then known to its province only.

    Args:
        claims: Claims in any order.
        districts: Layer of districts, EPSG:4326.

    Returns:
        The claims in their order, with `adm2` filled in, and the places whose point lay
        outside their stated province.

    Raises:
        LayerError: The layer is not in EPSG:4326.
    """
    listed = list(claims)
    points = sorted({p for claim in listed for p in _points(claim.places)})
    found = dict(zip(points, _districts(points, districts), strict=True))
    outside: list[ClaimPlace] = []

    def settled(place: ClaimPlace) -> ClaimPlace:
        if not _points([place]) or place.lat is None or place.lon is None:
            return place
        adm1, adm2 = found[place.lon, place.lat]
        if place.adm1 is not None and adm1 != place.adm1:
            outside.append(place)
            prec = max(place.where_prec, WherePrec.ADM1)
            return replace(place, lat=None, lon=None, where_prec=prec)
        return replace(place, adm1=place.adm1 or adm1, adm2=place.adm2 or adm2)

    out = [
        replace(c, places=tuple(settled(p) for p in c.places)) if _points(c.places) else c
        for c in listed
    ]
    return out, outside


def _points(places: Sequence[ClaimPlace]) -> list[_Point]:
    return [
        (p.lon, p.lat)
        for p in places
        if p.country == _HOME and p.lat is not None and p.lon is not None
    ]


def _districts(
    points: Sequence[_Point], districts: gpd.GeoDataFrame
) -> list[tuple[str | None, str | None]]:
    geometry = shapely.points(points) if points else []
    joined = assign_adm1(gpd.GeoDataFrame(geometry=geometry, crs=WGS84), districts)
    return [
        (adm1, adm2) if isinstance(adm1, str) and isinstance(adm2, str) else (None, None)
        for adm1, adm2 in zip(joined["adm1"], joined["adm2"], strict=True)
    ]
