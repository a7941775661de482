"""One fixture of each sort that must look different: each says in words what it is."""

from datetime import date

import pytest

from geo.config import data_dir
from geo.views import cards, charts, facets, presence
from geo.views import map as atlas_map
from geo.views.filters import Filters, Known, Measure
from geo.views.frames import prepare, records
from geo.views.map import View
from geo.views.names import load_names
from tests import world

NAMES = load_names(data_dir())


@pytest.fixture(scope="module")
def small():
    return prepare("s-world", world.tables())


def event(frames, name):
    rows = frames.events[frames.events["event_id"].eq(f"e-{name}")]
    return cards.event(next(records(rows)), NAMES)


def claim(frames, name, day=date(2025, 3, 1)):
    rows = frames.presence[frames.presence["claim_id"].eq(f"c-{name}")]
    return cards.presence(next(records(rows)), NAMES, day)


def test_a_denied_presence_says_so(small):
    card = claim(small, "denied")
    assert card["kind"] == "presence denied"
    assert card["title"].startswith("Denied: ")


def test_a_presence_of_2022_seen_from_2025_says_that_it_is_old(small):
    card = claim(small, "aged")
    assert card["kind"] == "presence aged"
    assert card["lines"][-1] == "Not confirmed for over 12 months"
    assert claim(small, "camps")["kind"] == "presence"


def test_an_event_known_to_the_province_only_says_so(small):
    assert "(known to the province only)" in event(small, "badakhshan")["lines"][0]
    assert "(known to the district)" in event(small, "qarghayi")["lines"][0]
    assert "(near it)" in event(small, "jalalabad")["lines"][0]


def test_an_event_known_to_the_country_only_says_why_it_is_off_the_map(small):
    assert "(off the map: country only)" in event(small, "minister")["lines"][0]
    assert "(off the map: abroad)" in event(small, "kerman")["lines"][0]


def test_a_disputed_attack_says_so(small):
    card = event(small, "herat")
    assert card["kind"] == "event denied"
    assert "(disputed, denied or disputed)" in card["lines"][0]


def test_the_tooltip_of_an_area_says_aged_and_denied(small):
    asked = Filters(measure=Measure.PRESENCE)
    view = View(frames=small, filters=asked, chosen=asked.apply(small), bounds=(1.0,), names=NAMES)
    tips = {a: entry["t"] for a, entry in atlas_map.payload(view)["areas"].items()}
    assert "Not confirmed for over 12 months" in tips["AF-ZAB"]
    assert "Somebody denies that a group is here" in tips["AF-KNR"]
    assert not {"Not confirmed for over 12 months"} & set(tips["AF-NUR"])


def test_a_share_is_of_events_and_presence_and_never_rounded_to_none(small):
    asked = Filters(measure=Measure.SHARE, per_head=True)
    numbers = atlas_map.values(asked.apply(small), asked, {"AF-HER": 5})
    assert (numbers["AF-HER"], numbers["AF-KNR"], numbers["AF-KDZ"]) == (100, 50, 0)
    assert not asked.per_head, "a share is no rate"


def test_activities_are_counted_by_group(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 3, 1))
    wide = presence.matrix(table)
    assert wide.loc["TTP", "camp"] == 2
    assert wide.to_numpy().sum() == table["claims"].sum()


MONTHS = [date(2021, 10, 1), date(2021, 11, 1), date(2021, 12, 1), date(2022, 1, 1)]


@pytest.mark.parametrize(
    ("told", "since", "until"),
    [
        ("all", None, None),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-10/2022-01", None, None),
        ("2021-11/2021-12", date(2021, 11, 1), date(2021, 12, 31)),
        ("2021-11/2022-01", date(2021, 11, 1), None),
        ("2021-10/2021-10", None, date(2021, 10, 31)),
    ],
)
def test_what_the_period_element_tells(told, since, until):
    assert charts.chosen_period(told, MONTHS) == {"since": since, "until": until}


def test_facets_offer_every_choice_with_its_number(small):
    known = Known(groups={"ISKP", "NRF", "XYZ"}, provinces=set(NAMES.provinces))
    lists = facets.groups(Filters().apply(small), known, NAMES)[0]["facets"]
    by_field = {f["field"]: f["options"] for f in lists}
    assert ["ISKP", NAMES.actor("ISKP"), 4] in by_field["groups"]
    assert ["XYZ", "XYZ", 0] in by_field["groups"]
    assert len(by_field["provinces"]) == 34
    assert ["event", "event", 10] in by_field["kinds"]
    assert facets.chosen(Filters(groups=("NRF",)))["groups"] == ["NRF"]
