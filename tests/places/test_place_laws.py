"""What must hold for every row of the gazetteer and for any row that is added."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.codes import PlaceKind, WherePrec
from geo.model import Place
from geo.places.gazetteer import Gazetteer, surface_names
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolved, Unresolved
from geo.places.geopying import GazetteerGeocoder
from geo.places.toponym import parse


def outcome(answer):
    if isinstance(answer, Resolved):
        return answer.place.place_id
    return type(answer).__name__


@pytest.fixture(scope="module")
def geocoder(gazetteer, districts):
    return GazetteerGeocoder(gazetteer, districts)


def test_every_name_leads_to_its_row_or_is_open_with_the_row_in_sight(gazetteer, resolver):
    """All names of all rows: resolved to the row or to what contains or is shared with it."""
    astray = []
    for name, place in gazetteer.aliases():
        answer = resolver.resolve(name)
        if isinstance(answer, Resolved):
            seen = {answer.place.place_id}
            if answer.reason:  # the rule that chose another must be told
                seen |= {p.place_id for p in answer.rejected}
        elif isinstance(answer, Ambiguous):
            seen = {p.place_id for p in answer.candidates}
        else:
            seen = set()
        if place.place_id not in seen:
            astray.append((name, place.place_id, answer))
    assert not astray


def test_within_its_province_no_name_leads_to_another_province(gazetteer, resolver):
    wrong = []
    for name, place in gazetteer.aliases():
        province = gazetteer.get(place.adm1 or "")
        if place.country != "AF" or province is None:
            continue
        answer = resolver.resolve(name, within=province)
        if isinstance(answer, Resolved) and answer.place.adm1 != place.adm1:
            wrong.append((name, place.place_id, answer.place.place_id))
        if isinstance(answer, Unresolved):
            wrong.append((name, place.place_id, "unresolved"))
    assert not wrong


def test_every_district_is_found_by_every_spelling_within_its_province(gazetteer, resolver):
    lost = []
    for place in gazetteer:
        if place.kind is not PlaceKind.DISTRICT or place.adm2 != place.place_id:
            continue
        for name in surface_names(place):
            answer = resolver.resolve(f"{name} district", within=gazetteer.get(place.adm1))
            if not isinstance(answer, Resolved) or answer.place is not place:
                lost.append((name, place.place_id, outcome(answer)))
    assert not [row for row in lost if row[1].startswith("AF-")]


def test_the_way_back_stays_in_the_province(gazetteer, geocoder):
    strayed = []
    for place in gazetteer:
        if place.country != "AF" or place.lat is None or not place.adm1:
            continue
        found = geocoder.geocode(place.name, within=gazetteer.get(place.adm1))
        if found is None:
            continue
        back = geocoder.reverse((found.latitude, found.longitude))
        if back is None or back.raw["place"].adm1 != found.raw["place"].adm1:
            strayed.append(place.place_id)
    assert not strayed


SYLLABLES = st.sampled_from(["ka", "zar", "sha", "mir", "go", "lan", "dar", "bek", "tu", "rud"])

NEW_NAMES = st.lists(SYLLABLES, min_size=2, max_size=4).map(lambda s: "".join(s).title())
KINDS = st.sampled_from([PlaceKind.CITY, PlaceKind.SITE, PlaceKind.DISTRICT])
UNITS = st.sampled_from(["AF-KAB", "AF-HEL", "AF-BDS"])


@st.composite
def added_rows(draw, known):
    name = draw(NEW_NAMES | st.sampled_from(known))
    return Place(
        place_id="x-added", name=name, kind=draw(KINDS), country="AF", adm1=draw(UNITS),
        adm2=None, lat=None, lon=None, where_prec=WherePrec.ADM1, source="test",
    )  # fmt: skip


@pytest.fixture(scope="module")
def sample(gazetteer):
    rows = [p for p in gazetteer if p.adm1 in ("AF-KAB", "AF-HEL", "AF-BDS", "AF-KHO", "AF-BGL")]
    rows = [p for p in rows if "pd-" not in p.place_id]
    names = sorted({p.name for p in rows})
    small = Gazetteer(rows)
    resolver = PlaceResolver(small)
    return rows, names, {name: resolver.resolve(name) for name in names}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_new_row_changes_no_unrelated_answer_but_to_ambiguous(sample, data):
    rows, names, before = sample
    added = data.draw(added_rows(names))
    resolver = PlaceResolver(Gazetteer([*rows, added]))
    for name in names:
        new, old = resolver.resolve(name), before[name]
        if outcome(new) == outcome(old):
            continue
        shares = added in resolver.gazetteer.candidates(name)
        assert shares, (name, added)
        assert isinstance(new, Ambiguous) or (isinstance(new, Resolved) and new.place == added)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_resolver_nor_finds_what_it_does_not_name(resolver, text):
    answer = resolver.resolve(text)
    assert answer.toponym == text
    if isinstance(answer, Resolved):
        forms = parse(text).forms
        assert any(answer.place in resolver.gazetteer.candidates(form) for form in forms)


def test_places_compare_by_value(gazetteer):
    place = gazetteer.get("AF-KAB")
    assert dataclasses.replace(place) == place
