"""Provinces and districts as layers, and the join of points to them.

Layers are read as WGS 84 and checked; nothing is reprojected silently.
"""

from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import DataError, LayerError

WGS84: Final = "EPSG:4326"
_PROVINCE_COLUMNS: Final = ("adm1", "name")
_DISTRICT_COLUMNS: Final = ("adm2", "name", "adm1", "shape_id")


def load_provinces(path: Path) -> gpd.GeoDataFrame:
    """34 provinces: `adm1` (ISO 3166-2), `name`, `pcode`, geometry [degrees, WGS 84]."""
    return _load(path, _PROVINCE_COLUMNS)


def load_districts(path: Path) -> gpd.GeoDataFrame:
    """398 districts: `adm2`, `name`, `adm1`, `shape_id`, geometry [degrees, WGS 84]."""
    return _load(path, _DISTRICT_COLUMNS)


def assign_adm1(
    points: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, *, column: str = "adm2"
) -> gpd.GeoDataFrame:
    """Add the district and the province that each point lies in.

    A point outside every district stays without one: it is never moved to the nearest.
    On a shared border the district that stands first in the layer is taken.

    Args:
        points: n points [degrees, WGS 84]; missing geometry allowed.
        districts: Polygons that do not overlap [degrees, WGS 84], as from `load_districts`.
        column: Name of the district column to add.

    Returns:
        A copy of `points`, n rows in the same order, with `adm1` and `column` (missing
        where no district contains the point).

    Raises:
        LayerError: If a layer is not in WGS 84.
    """
    for name, layer in (("points", points), ("districts", districts)):
        if layer.crs != WGS84:
            raise LayerError(f"{name} are in {layer.crs}, need {WGS84}; use to_crs({WGS84!r})")
    spots = points.geometry.to_numpy()
    areas = districts.geometry.to_numpy()
    shapely.prepare(areas)  # a prepared polygon answers for many points
    point, area = districts.sindex.query(spots)  # by bounding box
    hit = shapely.intersects_xy(
        areas[area], shapely.get_x(spots)[point], shapely.get_y(spots)[point]
    )
    first = np.full(len(points), len(areas))
    np.minimum.at(first, point[hit], area[hit])
    known = first < len(areas)
    out = points.copy()
    for source, target in (("adm1", "adm1"), ("adm2", column)):
        values = np.full(len(points), None, dtype=object)
        values[known] = districts[source].to_numpy(dtype=object)[first[known]]
        out[target] = values
    return out


def _load(path: Path, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    if not path.exists():
        raise DataError(path, 0, "is missing; restore it from the project")
    layer = gpd.read_file(path)
    missing = [column for column in columns if column not in layer.columns]
    if missing:
        raise DataError(path, 0, f"lacks {', '.join(missing)}; restore it from the project")
    if layer.crs != WGS84:
        raise LayerError(f"{path} is in {layer.crs}, need {WGS84}")
    if not shapely.is_valid(layer.geometry.to_numpy()).all():
        raise LayerError(f"{path} holds invalid polygons; restore it from the project")
    return layer
