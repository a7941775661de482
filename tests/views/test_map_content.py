"""What the map is given: numbers, codes and our own words, and the same classes in every frame."""

import base64
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.config import ROOT, data_dir
from geo.views import aggregate, shapes
from geo.views import map as atlas_map
from geo.views.filters import Filters, Measure
from geo.views.frames import prepare
from geo.views.map import View
from geo.views.words import Names
from tests import world

NAMES = Names(actors={"ISKP": "Islamic State Khorasan Province"}, provinces={"AF-KDZ": "Kunduz"})


@pytest.fixture(scope="module")
def small():
    return prepare("s-world", world.tables())


def view(frames, **asked):
    filters = Filters(**asked)
    return View(frames=frames, filters=filters, chosen=filters.apply(frames), bounds=(1.0, 3.0),
                names=NAMES)  # fmt: skip


def test_no_source_text_reaches_the_map(small):
    for measure in Measure:
        text = json.dumps(atlas_map.payload(view(small, measure=measure)), ensure_ascii=False)
        for piece in ("<script", "onerror", "{{", "{%", "${", "`", "انفجار", "made-up"):
            assert piece not in text


def test_what_travels_is_inert_to_every_template_engine(small):
    layer = atlas_map.layer(atlas_map.encode(atlas_map.payload(view(small))))
    paint = next(iter(layer._children.values()))
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", paint.encoded)
    assert json.loads(base64.b64decode(paint.encoded))["level"] == "province"


def test_the_map_asks_only_our_own_server():
    made = atlas_map.base()
    links = [url for _, url in [*made.default_js, *made.default_css]]
    assert all(url.startswith("../../app/static/") for url in links)
    for url in links:
        assert (ROOT / "static" / url.removeprefix("../../app/static/")).is_file()


def test_shapes_served_are_those_of_the_data():
    for name, text in shapes.layers(data_dir()).items():
        assert (ROOT / "static" / "map" / name).read_text(encoding="utf-8") == text, (
            "run python -m tools.assets"
        )


def test_every_province_has_a_shape_of_its_own():
    content = json.loads((ROOT / "static" / "map" / "provinces.json").read_text(encoding="utf-8"))
    assert len({f["properties"]["id"] for f in content["features"]}) == 34


@given(st.lists(st.integers(0, 5000), max_size=40))
def test_classes_rise_and_the_largest_value_is_in_the_last(values):
    bounds = aggregate.breaks(map(float, values))
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= aggregate.CLASSES
    if any(values):
        assert bounds[-1] == max(values)
        assert len(atlas_map.class_labels(bounds, whole=True)) == len(bounds) + 1


@pytest.mark.parametrize(
    ("bounds", "labels"),
    [
        ((1.0, 3.0, 6.0), ["0", "1", "2 to 3", "4 to 6"]),
        ((), ["0"]),
        ((2.0,), ["0", "1 to 2"]),
    ],
)
def test_class_labels_neither_overlap_nor_leave_gaps(bounds, labels):
    assert atlas_map.class_labels(bounds, whole=True) == labels


def test_no_data_is_not_the_lightest_nor_the_strongest_class(small):
    numbers = atlas_map.values(Filters().apply(small), Filters(), {})
    classes = aggregate.classify(numbers, (1.0, 3.0))
    assert "AF-GHO" not in classes
    assert classes["AF-KDZ"] == 1
    only_arrests = Filters(types=("arrests",))
    assert atlas_map.values(only_arrests.apply(small), only_arrests, {})["AF-KAB"] == 0


def test_dots_stand_only_where_a_point_is_known(small):
    content = atlas_map.payload(view(small))
    assert {spot["at"] for spot in content["spots"]} == {"AF-KDZ", "AF-NAN", "AF-HER", "AF-KAB"}
    assert "AF-BDS" in content["areas"]
    assert all("Kerman" not in spot["t"][0] for spot in content["spots"])
