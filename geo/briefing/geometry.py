"""Bring province polygons to the paper: projected, simplified as a coverage, in inches."""

import math
from dataclasses import dataclass, field, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

_MIDDLE_LAT: Final = 34.0
"""Parallel along which the picture is true to scale [degrees north]."""
_TOLERANCE_DEG: Final = 0.02
_KM_PER_DEGREE: Final = 110.92
"""Length of a degree of latitude at 34 degrees north on WGS 84 [km]."""

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the country lies on the paper.

    Attributes:
        rings: For each area id its outer rings [in].
        labels: For each area id the middle of the largest circle inside it [in].
        room: For each area id the radius of that circle [in].
        outline: The border of the whole country [in]; empty where none was asked for.
        inches_per_degree: Scale along the meridian.
        west: Western edge [degrees east].
        north: Northern edge [degrees north].
        x: Left edge [in].
        y: Top edge [in].
    """

    rings: dict[str, tuple[Ring, ...]]
    labels: dict[str, tuple[float, float]]
    inches_per_degree: float
    west: float
    north: float
    x: float
    y: float
    room: dict[str, float] = field(default_factory=dict)
    outline: tuple[Ring, ...] = ()

    def point(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Where a position, or an array of them, lies on the paper [in]."""
        scale = self.inches_per_degree
        across = (lon - self.west) * math.cos(math.radians(_MIDDLE_LAT)) * scale
        return self.x + across, self.y + (self.north - lat) * scale

    def bar(self, most_inches: float) -> tuple[int, float]:
        """Length of a round scale bar [km] and on the paper [in]."""
        for km in (500, 200, 100, 50, 20, 10):
            inches = km / _KM_PER_DEGREE * self.inches_per_degree
            if inches <= most_inches:
                return km, inches
        return 10, 10 / _KM_PER_DEGREE * self.inches_per_degree


def plan(areas: gpd.GeoDataFrame, key: str, box: tuple[float, float, float, float]) -> Plan:
    """Fit areas into a box.

    Args:
        areas: Polygons that do not overlap [degrees, WGS 84], as from `geo.places.provinces`.
        key: Column with the id of each area.
        box: Left, top, width, height [in].
    """
    west, south, east, north = areas.total_bounds
    squeeze = math.cos(math.radians(_MIDDLE_LAT))
    x, y, w, h = box
    scale = min(w / ((east - west) * squeeze), h / (north - south))
    x += (w - (east - west) * squeeze * scale) / 2
    y += (h - (north - south) * scale) / 2
    empty = Plan({}, {}, scale, float(west), float(north), x, y)
    shapes = shapely.coverage_simplify(areas.geometry.to_numpy(), _TOLERANCE_DEG)
    for area, shape in zip(areas[key], shapes, strict=True):
        parts = sorted(shapely.get_parts(shape), key=lambda p: -p.area)
        kept = [p for p in parts if p.area >= parts[0].area * 0.01]
        empty.rings[area] = tuple(_ring(empty, part.exterior.coords) for part in kept)
        radius = shapely.maximum_inscribed_circle(parts[0], tolerance=0.02)
        empty.labels[area] = empty.point(*radius.coords[0])
        empty.room[area] = radius.length * scale
    whole = max(shapely.get_parts(shapely.coverage_union_all(shapes)), key=lambda p: p.area)
    return replace(empty, outline=(_ring(empty, whole.exterior.coords),))


def _ring(on: Plan, coordinates: Any) -> Ring:
    """The corners of a ring on the paper, to the ten-thousandth of an inch."""
    corners = np.asarray(coordinates)[:-1]
    across, down = on.point(corners[:, 0], corners[:, 1])
    points = np.round(np.column_stack([across, down]), 4)
    return tuple((x, y) for x, y in points.tolist())
