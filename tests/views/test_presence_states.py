"""Presence ages, and denial stands beside it."""

from datetime import date

import pytest

from geo.views import aggregate, presence
from geo.views.filters import Filters, Measure
from geo.views.frames import prepare
from tests import world


@pytest.fixture(scope="module")
def small():
    return prepare("s-world", world.tables())


@pytest.mark.parametrize(
    ("until", "state"),
    [(date(2025, 12, 31), "solid"), (date(2026, 2, 1), "solid"), (date(2026, 3, 1), "faded")],
)
def test_a_presence_fades_twelve_months_after_it_was_last_confirmed(small, until, state):
    chosen = Filters().apply(small)
    table = presence.cells(small, chosen, until).set_index(["actor", "adm1"])
    assert table.loc[("TTP", "AF-NUR"), "state"] == state


def test_denial_is_counted_where_it_was_said_and_not_next_door(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 3, 1))
    denied = table.set_index(["actor", "adm1"])["denied"]
    assert denied[("TTP", "AF-KNR")]
    assert not denied[("TTP", "AF-NUR")]
    assert not denied[("AQ", "AF-ZAB")]


def test_a_denial_of_tomorrow_is_not_known_today(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 2, 10))
    assert not table["denied"].any()


def test_a_region_is_in_no_province(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 3, 1))
    assert "strength" not in set(table["activity"])


def test_ages_are_counted_from_the_end_of_the_period_or_the_latest_document(small):
    assert presence.as_of(small, Filters()).day == date(2025, 2, 20)
    assert presence.as_of(small, Filters(until=date(2023, 1, 1))).day == date(2023, 1, 1)


def test_what_is_held_for_review_is_counted_off_the_map():
    made = world.tables()
    made["claims"]["review"] = made["claims"]["claim_id"].isin(["c-camps", "c-denied"])
    frames = prepare("s-review", made)
    chosen = Filters().apply(frames)
    reasons = chosen.presence.set_index("claim_id")["reason"]
    assert reasons["c-camps"] == "held for review"
    balance = aggregate.balance(chosen, Measure.PRESENCE)
    assert (balance.total, balance.mapped, balance.off_map) == (4, 1, 3)
    table = presence.cells(frames, chosen, date(2025, 3, 1))
    assert table["adm1"].tolist() == ["AF-ZAB"]
    assert not table["denied"].any()
