"""The choice of records: the address bar, the choosing, the words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from geo.codes import Attribution, EventType, Kind, SourceKind
from geo.views import aggregate, words
from geo.views.filters import Filters, Known, Lang, Level, Measure, Precision
from geo.views.frames import prepare
from geo.views.words import Names
from tests import world

days = st.none() | st.dates(date(2000, 1, 1), date(2035, 12, 31))
ids = st.text(min_size=1, max_size=8)
near_days = st.none() | st.dates(date(2019, 6, 1), date(2025, 6, 30))


def some(values):
    return st.lists(st.sampled_from(list(values)), max_size=3).map(tuple)


def filters(when=days, groups=ids):
    return st.builds(
        lambda period, **rest: Filters(since=period[0], until=period[1], **rest),
        st.tuples(when, when).filter(lambda p: p[0] is None or p[1] is None or p[0] <= p[1]),
        groups=st.lists(groups, max_size=3).map(tuple),
        kinds=some(Kind),
        types=some(EventType),
        provinces=some(synthetic.ADM1),
        attribution=some(Attribution),
        sources=some(SourceKind),
        precision=st.sampled_from(Precision),
        measure=st.sampled_from(Measure),
        level=st.sampled_from(Level),
        per_head=st.booleans(),
        lang=st.sampled_from(Lang),
        at=st.none() | st.sampled_from(synthetic.ADM1),
    )


@pytest.fixture(scope="module")
def made():
    return prepare("s-test", synthetic.tables(150, seed=3))


@pytest.fixture(scope="module")
def small():
    return prepare("s-world", world.tables())


@given(filters())
def test_filters_survive_the_address_bar(asked):
    assert Filters.from_query(asked.to_query()) == (asked, ())


@given(st.dictionaries(st.sampled_from([*Filters.__dataclass_fields__, "x"]), st.text()))
def test_no_address_breaks_the_page(query):
    known = Known(groups={"ISKP"}, provinces={"AF-KAB"})
    asked, _ = Filters.from_query(query, known)
    assert Filters.from_query(asked.to_query(), known) == (asked, ())
    assert set(asked.groups) <= {"ISKP"}


def test_a_year_alone_is_a_whole_year():
    asked, notes = Filters.from_query({"since": "2022", "until": "2025"})
    assert (asked.since, asked.until, notes) == (date(2022, 1, 1), date(2025, 12, 31), ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "soon"}, "since='soon'"),
        ({"since": "2022-01", "until": "2021-01"}, "ends before it begins"),
        ({"types": "attack,feast"}, "types='feast'"),
        ({"groups": "XYZ"}, "groups='XYZ'"),
        ({"measure": "fear"}, "measure='fear'"),
        ({"at": "AF-XX"}, "at='AF-XX'"),
    ],
)
def test_what_makes_no_sense_is_dropped_with_a_sentence(query, said):
    asked, notes = Filters.from_query(query, Known(groups={"ISKP"}, provinces={"AF-KAB"}))
    assert said in notes[0]
    assert len(notes) == 1
    assert asked.active() in {(), ("types",)}


@given(filters(near_days, st.sampled_from(synthetic.ACTORS)))
def test_mapped_and_off_map_are_the_total_for_every_filter(made, asked):
    chosen = asked.apply(made)
    balance = aggregate.balance(chosen, asked.measure)
    assert balance.mapped + balance.off_map == balance.total
    events = aggregate.balance(chosen, Measure.DEATHS)
    table = aggregate.by_area(chosen)
    assert table["events"].sum() == events.mapped
    off = aggregate.off_map(chosen)["kind"].value_counts()
    assert off.get("event", 0) == events.off_map
    assert off.get("presence", 0) == aggregate.balance(chosen, Measure.PRESENCE).off_map
    months = aggregate.by_month(chosen.events)["events"].sum()
    assert months + aggregate.month_of(chosen.events).isna().sum() == len(chosen.events)


@given(filters(near_days, st.sampled_from(synthetic.ACTORS)))
def test_tolls_keep_their_order_and_add_up_over_provinces(made, asked):
    chosen = asked.apply(made)
    table = aggregate.by_area(chosen)
    for what in ("deaths", "injured"):
        total = aggregate.toll(chosen.events[chosen.events["on_map"]], what)
        assert 0 <= total.low <= total.best <= total.high
        assert table[f"{what}_best"].sum() == total.best
        assert table[f"{what}_silent"].sum() == total.silent
        known = table.dropna(subset=[f"{what}_low"])
        assert (known[f"{what}_low"] <= known[f"{what}_best"]).all()
        assert (known[f"{what}_best"] <= known[f"{what}_high"]).all()


@given(filters(near_days, st.sampled_from(synthetic.ACTORS)))
def test_clearing_a_filter_never_hides_a_record(made, asked):
    found = set(asked.apply(made).events["event_id"])
    for name in asked.active():
        assert found <= set(asked.without(name).apply(made).events["event_id"])
    assert len(asked.cleared().apply(made)) == len(Filters().apply(made))
    assert len(words.in_words(asked, Names())) == len(asked.active())


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (Filters(since=date(2021, 12, 1)), {"badakhshan", "minister", "kerman", "herat", "arrests",
                                             "hostile"}),
        (Filters(until=date(2021, 10, 31)), {"kunduz", "minister"}),
        (Filters(groups=("NRF",)), {"badakhshan"}),
        (Filters(provinces=("AF-KAB",)), {"arrests", "hostile"}),
        (Filters(precision=Precision.RESEARCH), {"jalalabad", "herat", "arrests", "kerman",
                                                 "hostile"}),
        (Filters(attribution=("disputed",)), {"herat"}),
        (Filters(types=("suicide_bomb",)), {"kunduz"}),
        (Filters(sources=("un",)), set()),
        (Filters(kinds=("presence",)), set()),
    ],
    ids=lambda value: "+".join(value.active()) if isinstance(value, Filters) else "",
)  # fmt: skip
def test_apply(small, asked, left):
    assert set(asked.apply(small).events["event_id"]) == {f"e-{name}" for name in left}


def test_a_period_counts_the_undated_and_dates_presence_by_its_document(small):
    chosen = Filters(since=date(2025, 1, 1)).apply(small)
    assert set(chosen.presence["claim_id"]) == {"c-camps", "c-strength", "c-denied"}
    assert chosen.undated == 1


def test_who_speaks_decides_the_lens_not_who_prints_it(small):
    assert set(Filters(sources=("un",)).apply(small).presence["claim_id"]) == {
        "c-camps", "c-strength", "c-aged",
    }  # fmt: skip
