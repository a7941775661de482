"""geopy's interface on top of the resolver: offline, and honest where it does not know."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point
from shapely import Point as Spot
from shapely import STRtree

from geo.model import Place
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolution, Resolved


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy is untyped
    """An adapter that never asks anybody; geopy's default would be ready to."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        raise GeocoderServiceError(f"the gazetteer asks no service, not even {url}")

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy is untyped
    """A geopy geocoder that knows the gazetteer and nothing else.

    `geocode` answers None unless the name means one place that has a point; what else the
    name could mean is in `resolve`. Works with geopy's `RateLimiter` and pandas' `apply`.

    Args:
        gazetteer: Places to choose from.
        districts: Layer of `load_districts`, needed by `reverse` alone.
    """

    def __init__(self, gazetteer: Gazetteer, districts: gpd.GeoDataFrame | None = None) -> None:
        super().__init__(adapter_factory=_adapter, user_agent="afghan-incident-atlas")
        self.resolver: Final = PlaceResolver(gazetteer)
        self._ids = () if districts is None else tuple(districts["adm2"])
        self._tree = None if districts is None else STRtree(districts.geometry.to_numpy())

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        within: str | Place | None = None,
        near: Sequence[Place] = (),
    ) -> Location | list[Location] | None:
        """Place a name, or None.

        Args:
            query: A place name, with or without kind word and larger place.
            exactly_one: False for a list of all places that the name may mean.
            within: A larger place that the text names.
            near: Other places that the document names.

        Returns:
            A `Location` whose `raw` holds `place`, `rejected`, `reason`, `where_prec`;
            with `exactly_one=False` a list of them, None where there is none.
        """
        found = self.resolver.resolve(query, within=within, near=near)
        if exactly_one:
            return _location(found.place, found) if isinstance(found, Resolved) else None
        places: tuple[Place, ...] = ()
        if isinstance(found, Resolved):
            places = (found.place,)
        elif isinstance(found, Ambiguous):
            places = found.candidates
        located = [hit for place in places if (hit := _location(place, found)) is not None]
        return located or None

    def reverse(
        self, query: Point | str | tuple[float, float], *, exactly_one: bool = True
    ) -> Location | list[Location] | None:
        """The district around a point (lat, lon), or None outside every district.

        The location keeps the point that was asked for; `raw["place"]` is the district and
        `raw["within"]` its province.
        """
        if self._tree is None:
            raise GeocoderServiceError("reverse needs districts; pass load_districts(...)")
        point = Point(query)
        spot = Spot(point.longitude, point.latitude)
        hits = sorted(self._tree.query(spot, predicate="intersects"))
        places = [self.resolver.gazetteer.get(self._ids[hit]) for hit in hits]
        located = [self._around(place, point) for place in places if place is not None]
        if not located:
            return None
        return located[0] if exactly_one else located

    def _around(self, place: Place, point: Point) -> Location:
        province = self.resolver.gazetteer.get(place.adm1 or "")
        names = [p.name for p in (place, province) if p is not None]
        raw = {"place": place, "within": province, "rejected": (), "reason": "point in polygon"}
        return Location(", ".join([*names, place.country]), point, raw)


def _adapter(*, proxies: object, ssl_context: object) -> _NoNetwork:
    del proxies, ssl_context
    return _NoNetwork(proxies=None, ssl_context=None)


def _location(place: Place, found: Resolution) -> Location | None:
    if place.lat is None or place.lon is None:
        return None
    rejected: tuple[Place, ...] = ()
    reason = "one of several"
    if isinstance(found, Resolved):
        rejected, reason = found.rejected, found.reason
    raw = {
        "place": place,
        "rejected": rejected,
        "reason": reason,
        "where_prec": int(place.where_prec),
    }
    return Location(f"{place.name}, {place.country}", Point(place.lat, place.lon), raw)
