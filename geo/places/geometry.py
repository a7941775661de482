"""Distances, buffers, areas, and the shape that a place may be shown as.

Distances follow the ellipsoid; buffers and areas are taken in an equal-area projection,
never in degrees.
"""

from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from geopy.distance import geodesic
from shapely.geometry.base import BaseGeometry

from geo.codes import WherePrec
from geo.errors import LayerError
from geo.model import Place
from geo.places.provinces import WGS84

EQUAL_AREA: Final = "EPSG:6933"
_LOCAL: Final = "+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
_METRES: Final = 1000.0


def distance_km(one: Place, other: Place) -> float | None:
    """Geodesic distance between the points of two places [km], None where one has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).km)


def areas_km2(layer: gpd.GeoDataFrame) -> "pd.Series[float]":
    """Area of each polygon of a layer [km²], in the layer's order.

    Raises:
        LayerError: If the layer does not say in which CRS it is.
    """
    if layer.crs is None:
        raise LayerError(f"the layer has no CRS; give it one, such as set_crs({WGS84!r})")
    areas: pd.Series[float] = layer.to_crs(EQUAL_AREA).area / _METRES**2
    return areas


def buffer_km(place: Place, radius: float) -> BaseGeometry | None:
    """The circle around a place's point [degrees, WGS 84], None where it has no point.

    Args:
        place: Centre.
        radius: Radius on the ground [km].
    """
    if place.lat is None or place.lon is None:
        return None
    local = _LOCAL.format(lat=place.lat, lon=place.lon)
    circle = gpd.GeoSeries([shapely.Point(0, 0).buffer(radius * _METRES)], crs=local)
    return circle.to_crs(WGS84).iloc[0]


def shown_as(
    place: Place, provinces: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> BaseGeometry | None:
    """What a map may draw for a place: its where_prec decides, never its point alone.

    Returns:
        A point where it is known to the point, the district or the province where it is
        known to that, all member provinces of a region, else None.
    """
    if place.where_prec.as_point and place.lat is not None and place.lon is not None:
        return shapely.Point(place.lon, place.lat)
    if place.where_prec is WherePrec.ADM2 and place.adm2:
        return _union(districts[districts["adm2"] == place.adm2])
    if place.members:
        return _union(provinces[provinces["adm1"].isin(place.members)])
    if place.where_prec <= WherePrec.FUZZY and place.adm1:
        return _union(provinces[provinces["adm1"] == place.adm1])
    return None


def _union(layer: gpd.GeoDataFrame) -> BaseGeometry | None:
    return None if layer.empty else layer.geometry.union_all()
