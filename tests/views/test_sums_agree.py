"""The same records counted for different pages give the same sums; ranges stay ordered."""

from collections import Counter, defaultdict
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import synthetic
from geo.views import aggregate, charts, groups, timeline
from geo.views import map as atlas_map
from geo.views.filters import Filters, Level, Measure
from geo.views.frames import Frames, prepare
from geo.views.map import View
from geo.views.timeline import Step
from geo.views.words import Names
from tests.views.test_filters import filters, near_days

NAMES = Names()
SIZES = [
    pytest.param(300, 15, id="300"),
    pytest.param(10_000, 12, id="10,000", marks=pytest.mark.slow),
    pytest.param(100_000, 3, id="100,000", marks=pytest.mark.slow),
]
asked = filters(when=near_days, groups=st.sampled_from(synthetic.ACTORS))


@cache
def made(size: int) -> Frames:
    return prepare(f"s-{size}", synthetic.tables(size, seed=size))


@pytest.mark.parametrize(("size", "examples"), SIZES)
def test_every_page_counts_the_same_events(size, examples):
    frames = made(size)

    @settings(max_examples=examples)
    @given(asked, st.sampled_from(Step))
    def agree(choice: Filters, step: Step) -> None:
        chosen = choice.apply(frames)
        total, mapped = len(chosen.events), int(chosen.events["on_map"].sum())
        areas = aggregate.by_area(chosen)
        split = aggregate.balance(chosen, Measure.DEATHS)
        assert (split.total, split.mapped) == (total, mapped)
        assert areas["events"].sum() == mapped
        assert (aggregate.off_map(chosen)["kind"] == "event").sum() == total - mapped
        grid = charts.tile_grid(chosen, NAMES)
        tiles = grid["tiles"]
        assert sum(sum(t["bars"]) for t in tiles) + grid["barless"] == mapped
        assert sum(int(t["sum"].replace(",", "")) for t in tiles if t["sum"] != "–") == mapped
        months = aggregate.by_month(chosen.events)["events"].sum()
        assert months + aggregate.month_of(chosen.events).isna().sum() == total
        played = timeline.player(chosen, Measure.ATTACKS, step, NAMES)
        assert sum(f["n"] for f in played["frames"]) + played["longer"] == mapped
        stacked = timeline.stacked(chosen.events, step, NAMES)
        assert sum(b["n"] for b in stacked["bars"]) + stacked["longer"] == total
        attacks = aggregate.balance(chosen, Measure.ATTACKS)
        assert areas["attacks"].sum() == attacks.mapped
        assert len(charts.event_rows(chosen.events.head(50), NAMES)) == min(total, 50)
        several = chosen.events["actors"].map(len).sum()
        assert groups.compare(chosen)["events"].sum() == several

    agree()


@pytest.mark.parametrize(("size", "examples"), SIZES)
def test_low_is_never_above_best_nor_best_above_high(size, examples):
    frames = made(size)

    @settings(max_examples=examples)
    @given(asked)
    def ordered(choice: Filters) -> None:
        chosen = choice.apply(frames)
        areas = aggregate.by_area(chosen, atlas_map.column(choice.level))
        for what in ("deaths", "injured"):
            whole = aggregate.toll(chosen.events, what)
            assert whole.low <= whole.best <= whole.high
            assert whole.reported + whole.silent == len(chosen.events)
            low, best, high = (areas[f"{what}_{b}"].dropna() for b in ("low", "best", "high"))
            assert (low <= best).all()
            assert (best <= high).all()
            for row in areas.to_dict("records"):
                one = atlas_map.area_toll(row, what)
                assert one.low <= one.best <= one.high

    ordered()


@pytest.mark.parametrize(("size", "examples"), SIZES)
def test_the_map_paints_what_was_counted(size, examples):
    frames = made(size)

    @settings(max_examples=examples)
    @given(asked)
    def painted(choice: Filters) -> None:
        chosen = choice.apply(frames)
        people = dict.fromkeys(synthetic.ADM1, 1_000_000)
        numbers = atlas_map.values(chosen, choice, people)
        bounds = aggregate.breaks(numbers, whole=not choice.per_head)
        view = View(frames=frames, filters=choice, chosen=chosen, bounds=bounds, names=NAMES,
                    population=people)  # fmt: skip
        content = atlas_map.payload(view)
        classes = {area: entry["c"] for area, entry in content["areas"].items()}
        assert classes == aggregate.classify(numbers, bounds).to_dict()
        exact = chosen.events["on_map"] & chosen.events["where_prec"].le(2)
        exact &= chosen.events["lat"].notna()
        if choice.measure is not Measure.PRESENCE:
            assert sum(spot["n"] for spot in content["spots"]) == exact.sum()
        top = charts.ranking(numbers, choice, NAMES)["rows"]
        assert [row["n"] for row in top] == sorted(numbers[numbers > 0], reverse=True)[:14]

    painted()


@settings(max_examples=40)
@given(asked)
def test_areas_are_counted_as_a_slow_reader_would(choice: Filters):
    frames = made(300)
    chosen = choice.apply(frames)
    level = "adm1" if choice.level is Level.PROVINCE else "adm2"
    table = aggregate.by_area(chosen, level)
    counts: dict[str, Counter] = defaultdict(Counter)
    for event in chosen.events.to_dict("records"):
        if event["on_map"] and event[level]:
            own = counts[event[level]]
            own["events"] += 1
            own["attacks"] += event["is_attack"]
            own["contested"] += event["denied"] or event["attribution"] == "disputed"
            toll = [event[f"deaths_{b}"] for b in ("low", "best", "high")]
            own["deaths_silent"] += all(pd.isna(t) for t in toll)
    said = set()
    denied = dict(zip(frames.presence["claim_id"], frames.presence["denied"], strict=True))
    for spot in chosen.spots.to_dict("records"):
        key = (spot["claim_id"], spot[level])
        if spot["on_map"] and spot[level] and key not in said:
            said.add(key)
            kind = "denied" if denied[spot["claim_id"]] else "presence"
            counts[spot[level]][kind] += 1
            counts[spot[level]]["contested"] += kind == "denied"
    columns = ["events", "attacks", "contested", "deaths_silent", "presence", "denied"]
    assert {a: {c: row[c] for c in columns} for a, row in table.iterrows()} == {
        a: {c: int(own[c]) for c in columns} for a, own in counts.items()
    }
