import tomllib
from pathlib import Path

import pytest

from geo.codes import PlaceKind, WherePrec
from geo.model import Place
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolved, Unresolved

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "geocode.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['query']}|{c.get('within', '')}")
def test_a_toponym_means_one_place_or_stays_open(resolver, case):
    answer = resolver.resolve(case["query"], within=case.get("within"))
    if "id" in case:
        assert isinstance(answer, Resolved), (case.get("why", ""), answer)
        assert answer.place.place_id == case["id"], case.get("why", "")
    else:
        wanted = {"ambiguous": Ambiguous, "unresolved": Unresolved}[case["open"]]
        assert isinstance(answer, wanted), (case.get("why", ""), answer)


def place(place_id, name="Ab", kind=PlaceKind.CITY, country="AF", adm1="AF-KAB", **more):
    return Place(
        place_id=place_id, name=name, kind=kind, country=country, adm1=adm1, adm2=None,
        lat=None, lon=None, where_prec=WherePrec.ADM1, source="test", **more,
    )  # fmt: skip


def test_typing_errors_are_suggested_and_not_answered(resolver):
    answer = resolver.resolve("Nangarhr")
    assert isinstance(answer, Unresolved)
    assert "AF-NAN" in {p.place_id for p in answer.suggestions}


def test_a_name_outside_its_larger_place_suggests_where_it_is(resolver):
    answer = resolver.resolve("Kunduz", within="Helmand")
    assert "AF-KDZ" in {p.place_id for p in answer.suggestions}


def test_rejected_homonyms_and_reason_are_told(resolver):
    answer = resolver.resolve("Kunduz")
    assert {p.place_id for p in answer.rejected} == {"AF-D-KDZ-kunduz", "gn-1135689"}
    assert answer.reason == "largest of nested places"


def test_other_places_of_the_document_decide_between_homonyms(resolver, gazetteer):
    near = [gazetteer.get("AF-BDS")]
    assert isinstance(resolver.resolve("Faizabad"), Ambiguous)
    answer = resolver.resolve("Faizabad", near=near)
    assert answer.place.place_id == "gn-1142170"
    assert answer.reason == "near other places of the document"


def test_near_never_overrules_what_the_name_says(resolver, gazetteer):
    answer = resolver.resolve("Kunduz", near=[gazetteer.get("AF-HEL")])
    assert answer.place.place_id == "AF-KDZ"


def test_the_caller_may_say_kind_and_country(resolver):
    assert resolver.resolve("Kunduz", kind=PlaceKind.CITY).place.place_id == "gn-1135689"
    assert resolver.resolve("Badakhshan", country="TJ").place.place_id == "TJ-GB"
    assert isinstance(resolver.resolve("Kunduz", country="PK"), Unresolved)


def test_within_may_be_a_place(resolver, gazetteer):
    answer = resolver.resolve("Khost", within=gazetteer.get("AF-BGL"))
    assert answer.place.place_id == "AF-D-BGL-khost-wa-firing"


def test_a_large_foreign_city_is_not_drawn_into_the_home_country():
    rows = [
        place("here", "Abad", adm1="AF-KAB"),
        place("there", "Abad", country="PK", adm1="PK-PB", population=900_000),
    ]
    assert isinstance(PlaceResolver(Gazetteer(rows)).resolve("Abad"), Ambiguous)
    small = [rows[0], place("there", "Abad", country="PK", adm1="PK-PB")]
    assert PlaceResolver(Gazetteer(small)).resolve("Abad").place.place_id == "here"


def test_two_homonyms_in_one_country_stay_open():
    rows = [place("one"), place("two", adm1="AF-HER")]
    answer = PlaceResolver(Gazetteer(rows)).resolve("Ab")
    assert isinstance(answer, Ambiguous)
    assert {p.place_id for p in answer.candidates} == {"one", "two"}
