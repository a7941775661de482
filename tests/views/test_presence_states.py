"""Presence ages, and denial stands beside it."""

from datetime import date

import pytest

from geo.codes import Kind
from geo.model import ANY_ACTOR
from geo.views import aggregate, groups, presence
from geo.views.filters import Filters, Measure, Precision
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


def test_a_denial_of_a_group_and_of_all_groups_in_one_breath_counts_once():
    made = world.tables()
    claims = made["claims"]
    both = claims["claim_id"].eq("c-denied")
    claims.loc[both, "actors"] = claims.loc[both, "actors"].map(lambda _: ["TTP", ANY_ACTOR])
    frames = prepare("s-both", made)
    table = presence.cells(frames, Filters().apply(frames), date(2025, 3, 1))
    assert table.set_index(["actor", "adm1"])["denials"]["TTP", "AF-KNR"] == 1


def test_a_denial_of_the_whole_country_is_told_beside_a_province():
    made = world.tables()
    claims, places = made["claims"], made["claim_places"]
    all_groups = claims["claim_id"].eq("c-denied")
    claims.loc[all_groups, "actors"] = claims.loc[all_groups, "actors"].map(lambda _: [ANY_ACTOR])
    made["claim_places"] = places[places["claim_id"].ne("c-denied")]
    frames = prepare("s-whole", made)
    said = frames.presence[~frames.presence["denied"]]
    assert presence.denied_everywhere(frames, said, date(2025, 3, 1)) == 1
    assert presence.denied_everywhere(frames, said, date(2025, 2, 10)) == 0
    assert presence.denied_everywhere(frames, said.iloc[:0], date(2025, 3, 1)) == 0


def test_a_denial_of_tomorrow_is_not_known_today(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 2, 10))
    assert not table["denied"].any()


def test_a_region_is_in_no_province(small):
    table = presence.cells(small, Filters().apply(small), date(2025, 3, 1))
    assert "strength" not in set(table["activity"])


def test_ages_are_counted_from_the_end_of_the_period_or_the_latest_document(small):
    assert presence.as_of(small, Filters()).day == date(2025, 2, 20)
    assert presence.as_of(small, Filters(until=date(2023, 1, 1))).day == date(2023, 1, 1)


def test_what_is_held_for_review_is_on_no_map_and_in_no_count():
    frames = prepare("s-review", world.with_held("c-camps", "c-denied", "c-sixty", "c-kunduz"))
    chosen = Filters().apply(frames)
    assert set(chosen.held["claim_id"]) == {"c-camps", "c-denied", "c-sixty", "c-kunduz"}
    assert len(chosen) == 9 + 2
    balance = aggregate.balance(chosen, Measure.PRESENCE)
    assert (balance.total, balance.mapped, balance.off_map) == (2, 1, 1)
    assert aggregate.by_area(chosen)[["presence", "denied"]].sum().tolist() == [1, 0]
    assert not len(chosen.statistics)
    assert groups.compare(chosen).set_index("actor").loc["TTP", "presence"] == 1
    table = presence.cells(frames, chosen, date(2025, 3, 1))
    assert table["adm1"].tolist() == ["AF-ZAB"]
    assert not table["denied"].any()


@pytest.mark.parametrize(
    ("choice", "held"),
    [
        (Filters(), {"camps", "denied", "sixty", "kunduz"}),
        (Filters(kinds=(Kind.EVENT,)), {"kunduz"}),
        (Filters(kinds=(Kind.PRESENCE,)), {"camps", "denied"}),
        (Filters(groups=("ISKP",)), {"sixty", "kunduz"}),
        (Filters(types=("attack",)), {"camps", "denied", "sixty"}),
        (Filters(provinces=("AF-KDZ", "AF-NUR")), {"camps", "kunduz"}),
        (Filters(precision=Precision.POINT), {"kunduz"}),
        (Filters(since=date(2025, 1, 1)), {"camps", "denied"}),
        (Filters(until=date(2021, 12, 31)), {"kunduz"}),
        (Filters(sources=("party",)), {"denied", "sixty"}),
    ],
    ids=lambda value: str(value.to_query()) if isinstance(value, Filters) else "",
)
def test_filters_choose_what_is_held_as_they_would_choose_it_otherwise(choice, held):
    names = [f"c-{name}" for name in ("camps", "denied", "sixty", "kunduz")]
    chosen = choice.apply(prepare("s-review", world.with_held(*names)))
    whole = choice.apply(prepare("s-world", world.tables()))
    assert set(chosen.held["claim_id"]) == {f"c-{name}" for name in held}
    assert len(chosen) + len(held) == len(whole)
