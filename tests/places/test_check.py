"""Every fault that the check must find, seeded one at a time into a copy of the data."""

import csv
import json
import shutil

import pytest

from geo.places.check import check_places, check_rows
from geo.places.gazetteer import COLUMNS


@pytest.fixture
def folder(tmp_path, data):
    shutil.copy(data / "gazetteer.csv", tmp_path)
    return tmp_path


@pytest.fixture
def sentences(provinces, districts):
    return lambda folder: [str(fault) for fault in check_rows(folder, provinces, districts)]


def change(folder, place_id, **cells):
    path = folder / "gazetteer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == place_id:
            row.update(cells)
    write(path, rows)


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def test_the_data_of_the_project_is_clean(data):
    assert check_places(data) == []


KABUL, HERAT = "gn-1138958", "gn-1140026"
SEEDED = {
    "lat and lon swapped": (KABUL, {"lat": "69.17", "lon": "34.52"}, "look swapped"),
    "outside its province": (KABUL, {"adm1": "AF-HER", "adm2": ""}, "outside its province AF-HER"),
    "outside its district": (
        HERAT, {"lat": "34.65", "lon": "61.2"}, "outside its district AF-D-HER-hirat",
    ),
    "off the globe": (KABUL, {"lat": "134.5"}, "not on the globe"),
    "half a point": (KABUL, {"lon": ""}, "lat and lon must be given together"),
    "no number": (KABUL, {"lat": "34°31"}, "could not convert string to float"),
    "shared alias": ("AF-D-KAB-paghman", {"aliases": "Istalif"}, "share a name"),
    "no such country": ("gn-1168197", {"country": "XX", "adm1": "", "adm2": ""}, "no ISO 3166-1"),
    "no such province": (KABUL, {"adm1": "AF-ZZZ", "adm2": ""}, "no province of ISO 3166-2"),
    "province of another country": (KABUL, {"adm1": "PK-KP", "adm2": ""}, "does not belong"),
    "no such district": (KABUL, {"adm2": "AF-D-KAB-nowhere"}, "no district of the gazetteer"),
    "district of another province": (
        "x-kab-abbey-gate", {"adm2": "AF-D-HER-hirat"}, "lies in AF-HER, not in AF-KAB",
    ),
    "no source": (KABUL, {"source": ""}, "source is empty"),
    "no name": (KABUL, {"name": ""}, "name is empty"),
    "no such kind": (KABUL, {"kind": "town"}, "kind 'town' is none of"),
    "no such precision": (KABUL, {"where_prec": "9"}, "9 is not a valid WherePrec"),
    "a point that is none": (KABUL, {"lat": "", "lon": ""}, "where_prec 1 but no point"),
    "a province as a dot": ("AF-KDZ", {"where_prec": "1"}, "must be 4 or 5"),
    "member of a region": ("x-region-east", {"members": "AF-NAN|AF-XYZ"}, "member AF-XYZ"),
    "years the wrong way": (
        "x-hel-new-marja", {"valid_from": "2012", "valid_to": "2010"}, "valid from 2012 to 2010",
    ),
    "a seat of nothing": (HERAT, {"capital_of": "AF-HRT"}, "capital_of AF-HRT"),
    "a province without a seat": (HERAT, {"capital_of": ""}, "AF-HER has 0 capitals"),
    "no population": ("AF-KDZ", {"population": ""}, "Kunduz has no population"),
    "Latin in the Dari column": ("AF-KDZ", {"name_fa": "Kunduz"}, "not in Arabic script"),
    "a name without letters": ("AF-KDZ", {"aliases": "’"}, "has no letter"),
    "an id used twice": (HERAT, {"id": KABUL}, "is used twice"),
}  # fmt: skip


@pytest.mark.parametrize(("place_id", "cells", "told"), SEEDED.values(), ids=SEEDED.keys())
def test_a_seeded_fault_is_told_with_file_and_line(folder, sentences, place_id, cells, told):
    change(folder, place_id, **cells)
    found = [s for s in sentences(folder) if told in s]
    assert found, sentences(folder)
    assert all("gazetteer.csv" in s for s in found)
    assert len(found[0].splitlines()) == 1


def test_a_lost_row_is_told(folder, sentences):
    path = folder / "gazetteer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["id"] not in ("AF-KDZ", "AF-D-KDZ-kunduz")]
    write(path, rows)
    text = "\n".join(sentences(folder))
    assert "lacks provinces (AF-KDZ)" in text
    assert "lacks 1 districts, the first is AF-D-KDZ-kunduz" in text


def test_a_file_that_is_no_gazetteer_is_told(folder, sentences):
    (folder / "gazetteer.csv").write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8" in sentences(folder)[0]
    (folder / "gazetteer.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "lacks the columns id, name" in sentences(folder)[0]
    (folder / "gazetteer.csv").unlink()
    assert "is missing; restore it" in sentences(folder)[0]


def test_a_row_with_a_cell_too_many_is_told(folder, sentences):
    path = folder / "gazetteer.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[5] += ",one,more"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert any("gazetteer.csv:6: has another number of cells" in s for s in sentences(folder))


def test_a_lost_polygon_is_told(folder, data):
    for name in ("provinces.geojson", "districts.geojson"):
        shutil.copy(data / name, folder)
    path = folder / "provinces.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"].pop()
    path.write_text(json.dumps(layer), encoding="utf-8")
    assert any("holds 33 polygons" in str(fault) for fault in check_places(folder))
    path.unlink()
    assert [f"{folder}: {path}: is missing" in str(f) for f in check_places(folder)] == [True]


def test_the_additions_of_a_curator_are_checked_too(folder, sentences):
    row = dict.fromkeys(COLUMNS, "") | {
        "id": "x-mine", "name": "Mine", "kind": "city", "country": "AF", "adm1": "AF-KAB",
        "lat": "31.6", "lon": "65.7", "where_prec": "1", "source": "own visit",
    }  # fmt: skip
    write(folder / "gazetteer.local.csv", [row])
    assert any("gazetteer.local.csv:2: Mine lies outside" in s for s in sentences(folder))
    write(folder / "gazetteer.local.csv", [row | {"id": "AF-KAB"}])
    assert any("AF-KAB is used twice" in s for s in sentences(folder))
