"""Boundaries as the browser gets them: simplified, rounded, ids only.

The files lie under static/map and are made from data/ by `python -m tools.assets`; a test
holds them to it. Simplified as a coverage, so that neighbours keep touching.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import shapely

from geo.places.provinces import load_districts, load_provinces

_TOLERANCE: Final = {"provinces": 0.008, "districts": 0.008, "around": 0.03, "water": 0.02}
"""How far a border may move [degrees]."""
_FRAME: Final = shapely.box(55.0, 26.0, 80.0, 42.0)
"""What of the world around can ever be seen [degrees]."""


def layers(data: Path) -> Mapping[str, str]:
    """The text of each file under static/map, by file name.

    Args:
        data: Folder with the boundary layers.

    Returns:
        GeoJSON whose features carry `id` and, for provinces, `at`, a point for the label.
    """
    around = gpd.read_file(data / "countries.geojson").query("country != 'AF'")
    rivers, lakes = (gpd.read_file(data / f"{name}.geojson") for name in ("rivers", "lakes"))
    return {
        "provinces.json": _text(load_provinces(data / "provinces.geojson"), "adm1", "provinces"),
        "districts.json": _text(load_districts(data / "districts.geojson"), "adm2", "districts"),
        "around.json": _text(around, "country", "around"),
        "water.json": _text(rivers.assign(id=""), "id", "water", lakes.assign(id="")),
    }


def _text(layer: gpd.GeoDataFrame, key: str, kind: str, *more: gpd.GeoDataFrame) -> str:
    features: list[dict[str, Any]] = []
    for part in (layer, *more):
        shapes = part.geometry.to_numpy()
        if kind in {"provinces", "districts"}:
            shapes = shapely.coverage_simplify(shapes, _TOLERANCE[kind])
        else:
            shapes = shapely.simplify(shapely.intersection(shapes, _FRAME), _TOLERANCE[kind])
        for name, shape in zip(part[key], shapes, strict=True):
            if shape.is_empty:
                continue
            props: dict[str, Any] = {"id": name}
            if kind == "provinces":
                label = shapely.maximum_inscribed_circle(shape, tolerance=0.01).coords[0]
                props["at"] = [round(label[1], 2), round(label[0], 2)]
            geometry = json.loads(shapely.to_geojson(shapely.set_precision(shape, 0.001)))
            features.append({"type": "Feature", "properties": props, "geometry": geometry})
    content = {"type": "FeatureCollection", "features": features}
    return json.dumps(content, separators=(",", ":"), ensure_ascii=True) + "\n"
