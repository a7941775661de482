import pytest

from geo.config import ROOT
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver
from geo.views import gazetteer
from geo.views.frames import prepare
from tests import world

PROVINCES = {"AF-KDZ": "Kunduz", "AF-KAB": "Kabul", "AF-NAN": "Nangarhar"}


@pytest.fixture(scope="module")
def resolver():
    return PlaceResolver(Gazetteer.read(ROOT / "data" / "gazetteer.csv"))


def place(resolver, place_id):
    found = resolver.gazetteer.get(place_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("place_id", "level", "shaded", "spots"),
    [
        ("AF-KDZ", "province", {"AF-KDZ"}, 0),
        ("AF-D-KDZ-kunduz", "district", {"AF-D-KDZ-kunduz"}, 0),
        ("gn-1135689", "district", {"AF-D-KDZ-kunduz"}, 1),
        ("x-kab-dasht-e-barchi", "district", {"AF-D-KAB-kabul"}, 0),
        ("x-region-loya-paktia", "province", {"AF-PIA", "AF-PKA", "AF-KHO"}, 0),
        ("gn-524901", "province", set(), 1),
        ("PK", "province", set(), 0),
    ],
)
def test_the_picture_never_shows_more_than_is_known(resolver, place_id, level, shaded, spots):
    content = gazetteer.picture(place(resolver, place_id), PROVINCES)
    assert content["level"] == level
    assert {code for code, area in content["areas"].items() if area["c"] == 1} == shaded
    assert len(content["spots"]) == spots
    if not shaded and not spots:
        assert content["legend"]["notes"] == ["Nothing of it can be drawn honestly."]


def test_names_come_in_three_scripts(resolver):
    rows = gazetteer.scripts(place(resolver, "AF-NAN"))
    assert [row[:2] for row in rows] == [["English", "en"], ["Dari", "fa"], ["Pashto", "ps"]]
    assert rows[1][2] == "ننگرهار"
    assert rows[2][2] == "ننګرهار"


def test_what_begins_so_is_offered(resolver):
    hits = gazetteer.search(resolver, "Dasht-e Bar")
    assert hits.answer is None
    assert "x-kab-dasht-e-barchi" in {p.place_id for p in hits.places}


def test_usage_counts_what_lies_inside(resolver):
    frames = prepare("s", world.tables())
    used = gazetteer.usage(frames, place(resolver, "AF-KDZ"))
    assert used.events["event_id"].tolist() == ["e-kunduz"]
    everything = gazetteer.usage(frames, place(resolver, "AF"))
    assert len(everything.events) == frames.events["country"].eq("AF").sum()
    assert len(gazetteer.usage(frames, place(resolver, "AF-KNR")).presence) > 0
