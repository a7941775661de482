"""`afatlas geocode`, `gazetteer` and `check` as a shell sees them."""

import csv
import shutil

import pytest
from click.testing import CliRunner
from geopy.exc import GeocoderUnavailable
from geopy.location import Location

from geo.cli import main
from geo.cli.online import OnlineError, suggestions
from geo.places.additions import LOCAL
from geo.places.batch import RESULT_COLUMNS
from geo.places.worklist import OpenName, worklist


@pytest.fixture
def folder(tmp_path, data, monkeypatch):
    """A copy of the data that a command may write to."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("sources", "models", "*.jpg"))
    monkeypatch.setenv("AFATLAS_DATA", str(copy))
    return copy


def afatlas(*arguments, status=0):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def geocoded(tmp_path, rows, columns=("query", "within")):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    afatlas("geocode", "--in", source, "--out", target)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_of_names_comes_back_in_order_with_all_columns(tmp_path):
    rows = geocoded(
        tmp_path,
        [
            ("Darayim district", "Badakhshan province"),
            ("Faizabad", ""),
            ("Yamchian village", "Darayim district, Badakhshan province"),
            ("", ""),
            ("=cmd|'/c calc'!A0", "<script>"),
            ("قندوز", ""),
        ],
    )
    assert [row["query"] for row in rows][:2] == ["Darayim district", "Faizabad"]
    assert [row["status"] for row in rows] == [
        "resolved", "ambiguous", "unresolved", "unresolved", "unresolved", "resolved",
    ]  # fmt: skip
    assert list(rows[0]) == ["query", "within", *RESULT_COLUMNS]
    first = rows[0]
    assert first["place_id"] == first["adm2"] == "AF-D-BDS-darayim"
    assert (first["adm1"], first["adm1_name"], first["kind"]) == (
        "AF-BDS",
        "Badakhshan",
        "district",
    )
    assert set(rows[1]["candidates"].split(";")) >= {"AF-D-BDS-fayzabad", "AF-D-JOW-fayzabad"}
    assert rows[1]["place_id"] == rows[1]["lat"] == ""


def test_an_unresolved_name_keeps_the_larger_place_that_is_known(tmp_path):
    (row,) = geocoded(tmp_path, [("Yamchian village", "Darayim district, Badakhshan province")])
    assert (row["status"], row["adm1"], row["adm2"]) == ("unresolved", "AF-BDS", "AF-D-BDS-darayim")
    assert row["place_id"] == row["lat"] == row["lon"] == ""


@pytest.mark.parametrize(
    ("query", "within"),
    [
        ("Yamchian village", "Nowhere district, Badakhshan province"),
        ("Yamchian village, Nowhere district, Badakhshan province", ""),
        ("Yamchian village", "Badakhshan province, Afghanistan"),
        ("Yamchian village", "AF-BDS"),
    ],
)
def test_the_nearest_larger_place_that_is_known_is_kept(tmp_path, query, within):
    (row,) = geocoded(tmp_path, [(query, within)])
    assert (row["status"], row["adm1"], row["adm2"]) == ("unresolved", "AF-BDS", "")


def test_a_district_younger_than_the_boundaries_is_left_open(tmp_path):
    (row,) = geocoded(tmp_path, [("Dilaram district", "Nimroz province")])
    assert (row["status"], row["adm1"], row["adm2"]) == ("unresolved", "AF-NIM", "")
    assert row["candidates"] == "x-nim-new-dilaram"


def test_the_larger_place_is_optional(tmp_path):
    (row,) = geocoded(tmp_path, [("Kunduz city",)], columns=("query",))
    assert row["place_id"] == "gn-1135689"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name\nKabul\n", "lacks the column query"),
        (b"query\n\xff\xfe\n", "is not UTF-8"),
        (b"", "lacks the column query"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, content, told):
    source = tmp_path / "in.csv"
    source.write_bytes(content)
    output = afatlas("geocode", "--in", source, "--out", tmp_path / "out.csv", status=2)
    assert told in output
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_is_one_sentence(tmp_path):
    output = afatlas("geocode", "--in", tmp_path / "no.csv", "--out", tmp_path / "o.csv", status=2)
    assert "no.csv: No such file" in output


def test_the_data_pass_their_check():
    assert "No fault in" in afatlas("check")


def test_the_check_tells_each_fault_and_fails(folder):
    path = folder / "gazetteer.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("34.52813,69.17233", "69.17233,34.52813"), encoding="utf-8")
    output = afatlas("check", status=1)
    assert "Kabul lies outside its province AF-KAB; lat and lon look swapped" in output
    assert "1 fault in" in output


def test_a_lexicon_that_cannot_be_read_fails_the_check(folder):
    (folder / "actors.csv").unlink()
    assert "actors.csv" in afatlas("check", status=1)


def test_an_added_place_is_known_at_once_and_survives_an_update(folder, data):
    afatlas(
        "gazetteer", "add", "Tepa-e Naw", "--adm1", "AF-KDZ", "--adm2", "AF-D-KDZ-kunduz",
        "--alias", "Tepai Now", "--name-fa", "تپه نو", "--source", "own map",
    )  # fmt: skip
    shutil.copy(data / "gazetteer.csv", folder / "gazetteer.csv")
    output = afatlas("gazetteer", "show", "تپه نو")
    assert "x-own-af-kdz-tepa-e-naw" in output
    assert "where_prec 3" in output
    assert "No fault in" in afatlas("check")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--adm1", "AF-ZZZ"], "no province of ISO 3166-2"),
        (["--adm1", "AF-KDZ", "--lat", "34.5", "--lon", "69.2"], "outside its province"),
        (["--adm1", "AF-KDZ", "--lat", "34.5"], "must be given together"),
        (["--adm1", "AF-KDZ", "--adm2", "AF-D-KDZ-x"], "no district of the gazetteer"),
        (["--country", "XX"], "no ISO 3166-1 code"),
        (["--adm1", "AF-KDZ", "--name-fa", "Latin"], "not in Arabic script"),
        (["--adm1", "AF-KDZ", "--kind", "district", "--alias", "Imam Saheb"], "share a name"),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_nothing_written(folder, options, told):
    output = afatlas("gazetteer", "add", "Newplace", "--source", "x", *options, status=2)
    assert told in output
    assert not (folder / LOCAL).exists()
    assert sorted(p.name for p in folder.glob("gazetteer*")) == ["gazetteer.csv"]


def test_the_same_place_twice_is_refused(folder):
    command = ["gazetteer", "add", "Once", "--adm1", "AF-KDZ", "--source", "x"]
    afatlas(*command)
    before = (folder / LOCAL).read_bytes()
    assert "is used twice" in afatlas(*command, status=2)
    assert (folder / LOCAL).read_bytes() == before


def test_show_tells_why_and_what_else():
    output = afatlas("gazetteer", "show", "Kunduz")
    assert "largest of nested places" in output
    assert "not        gn-1135689" in output
    assert "is ambiguous; it may be" in afatlas("gazetteer", "show", "Faizabad")
    assert "similar    AF-NAN" in afatlas("gazetteer", "show", "Nangarhr")
    assert "AF-BGL" in afatlas("gazetteer", "show", "Khost", "--within", "Baghlan")
    assert "Kabul, city" in afatlas("gazetteer", "show", "gn-1138958")


def test_open_names_are_grouped_by_what_their_spellings_share():
    names = [
        OpenName(toponym="Qala-e Nur", status="ambiguous", doc_id="b", quote="in Qala-e Nur"),
        OpenName(
            toponym="Qalai Noor", status="unresolved", doc_id="a", quote="at Qalai Noor",
            candidates=("x-1",),
        ),
        OpenName(toponym="Qala-e Nur", status="ambiguous", doc_id="b", quote="again"),
        OpenName(toponym="Other", status="unresolved", doc_id="a", quote="Other"),
    ]  # fmt: skip
    first, second = worklist(names)
    assert (first.toponym, first.mentions, first.documents) == ("Qala-e Nur", 3, ("a", "b"))
    assert first.spellings == ("Qala-e Nur", "Qalai Noor")
    assert first.status == "unresolved"
    assert first.quotes == ("at Qalai Noor", "in Qala-e Nur")
    assert first.suggestions == ("x-1",)
    assert second.toponym == "Other"


class Service:
    """Stands for Nominatim; what it answers is decided by the name."""

    def __init__(self, *, user_agent, domain):
        assert "afghan-incident-atlas" in user_agent
        self.domain = domain

    def geocode(self, name, *, exactly_one, limit, country_codes):
        assert not exactly_one
        if name == "down":
            raise GeocoderUnavailable("no route")
        return [Location("Somewhere, Kunduz", (36.7, 68.9), {})] if name == "known" else None


def test_online_answers_are_lines_to_judge_and_never_places():
    assert suggestions("known", service=Service) == ("Somewhere, Kunduz (36.7000, 68.9000)",)
    assert suggestions("nowhere", service=Service) == ()
    with pytest.raises(OnlineError, match="did not answer"):
        suggestions("down", service=Service)
