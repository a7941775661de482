"""The gazetteer is what its sources make it, byte for byte."""

import csv
import io

from geo.places.gazetteer import Gazetteer
from tools import build_gazetteer


def test_the_gazetteer_is_built_from_its_sources(data):
    made = build_gazetteer.text()
    assert made == (data / "gazetteer.csv").read_text(encoding="utf-8")


def test_every_row_tells_its_source_and_its_counts_are_as_promised(gazetteer: Gazetteer):
    afghan = [p for p in gazetteer if p.country == "AF"]
    kinds = [str(p.kind) for p in afghan]
    assert all(p.source for p in gazetteer)
    assert kinds.count("province") == 34
    assert sum(p.kind == "district" and p.adm2 == p.place_id for p in afghan) == 398
    assert kinds.count("city") >= 400
    assert sum(p.place_id.startswith("x-kab-pd-") for p in afghan) == 22


def test_only_a_source_with_coordinates_gives_a_point(gazetteer: Gazetteer):
    for place in gazetteer:
        if place.where_prec.as_point:
            assert "GeoNames" in place.source or "airportsdata" in place.source, place


def test_latin_alternates_of_other_names_are_left_out():
    latin, fa, ps = build_gazetteer.sorted_names(
        ["Kunduz", "Kundus", "UND", "kunduzi", "Кундуз", "قندوز", "کندوز ښار", "Konduz"]
    )
    assert latin == ["Kunduz", "Kundus", "Konduz"]
    assert fa == "قندوز"
    assert ps == "کندوز ښار"
    assert build_gazetteer.akin(["Kundus", "Drapsaka"], "Kunduz") == ["Kundus"]


def test_sources_are_plain_csv(data):
    for path in sorted((data / "sources").glob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
