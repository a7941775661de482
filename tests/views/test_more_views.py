"""Timeline, contested, groups, coverage, routes, tiles: sums that agree, nothing averaged."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from geo.model import ANY_ACTOR
from geo.views import aggregate, charts, contested, coverage, groups, timeline
from geo.views.filters import Filters, Measure
from geo.views.frames import prepare
from geo.views.routes import routes
from geo.views.timeline import Change, Step
from geo.views.words import Names
from tests import world

NAMES = Names(places={"p-1": "Kunar", "p-2": "Balkh"})


@pytest.fixture(scope="module")
def small():
    return prepare("s-world", world.tables())


@pytest.fixture(scope="module")
def many():
    return prepare("s-many", synthetic.tables(400, seed=11))


@pytest.mark.parametrize("step", Step)
def test_frames_and_bars_leave_no_period_out_and_count_what_fits_none(many, step):
    chosen = Filters().apply(many)
    played = timeline.player(chosen, Measure.ATTACKS, step, NAMES)
    mapped = int(chosen.events["on_map"].sum())
    assert sum(f["n"] for f in played["frames"]) + played["longer"] == mapped
    assert len(played["labels"]) == len(played["bounds"]) + 1 == len(played["ramp"]) + 1
    stacked = timeline.stacked(chosen.events, step, NAMES)
    assert sum(bar["n"] for bar in stacked["bars"]) + stacked["longer"] == len(chosen.events)
    assert all(bar["n"] == sum(n for n, _ in bar["parts"]) for bar in stacked["bars"])


def test_classes_are_the_same_in_every_frame(many):
    chosen = Filters().apply(many)
    played = timeline.player(chosen, Measure.ATTACKS, Step.MONTH, NAMES)
    top = max(v for f in played["frames"] for v in f["values"].values())
    assert played["bounds"][-1] == top


@pytest.mark.parametrize(
    ("attacks", "before", "said"),
    [
        (3, None, "first period"),
        (9, 40, "-31 (too few for a percentage)"),
        (40, 9, "+31 (too few for a percentage)"),
        (15, 10, "+5 (+50%)"),
        (10, 10, "no change"),
    ],
)
def test_change_is_guarded_where_numbers_are_small(attacks, before, said):
    assert Change("2021", attacks, before).in_words() == said


def test_denial_stands_beside_the_claims_of_its_group(small):
    filters = Filters(kinds=("presence",))
    (dispute,) = contested.disputes(small, filters, filters.apply(small))
    assert dispute.actor == "TTP"
    assert set(dispute.asserted["claim_id"]) == {"c-camps", "c-strength"}
    assert list(dispute.denied["claim_id"]) == ["c-denied"]
    assert dispute.of_all == 0
    axis = charts.sides(contested.axis([dispute]), NAMES)
    marks = axis["rows"][0]["marks"]
    assert [m["kind"] for m in marks] == ["said", "denied"]
    assert marks[0]["label"] == "said (2 claims), published 1 February 2025"
    assert all(0 <= m["a"] <= 1 for m in axis["rows"][0]["marks"])
    years = [int(tick["label"]) for tick in axis["ticks"]]
    assert years == list(range(years[0], years[-1] + 1))
    assert axis["ticks"][0]["x"] == 0


def test_a_chosen_group_keeps_the_denials_of_all_groups_and_brings_no_other_group():
    made = world.tables()
    claims = made["claims"]
    for claim, actors in (("c-denied", [ANY_ACTOR]), ("c-camps", ["AQ", "TTP"])):
        row = claims["claim_id"].eq(claim)
        claims.loc[row, "actors"] = claims.loc[row, "actors"].map(lambda _, told=actors: told)
    frames = prepare("s-all", made)
    sides = {}
    for groups_ in ((), ("TTP",)):
        filters = Filters(groups=groups_, kinds=("presence",))
        found = contested.disputes(frames, filters, filters.apply(frames))
        assert all(d.of_all == 1 for d in found)
        sides[groups_] = {d.actor: (len(d.asserted), len(d.denied)) for d in found}
    assert sides[()] == {"TTP": (2, 1), "AQ": (2, 1)}
    assert sides["TTP",] == {"TTP": (2, 1)}


@pytest.mark.parametrize("kind", ["event", "presence", "statistic"])
def test_a_group_with_records_of_one_kind_only_is_shown_with_these(small, kind):
    chosen = Filters(kinds=(kind,)).apply(small)
    mine = groups.of(chosen, "ISKP")
    assert len(mine) == len(Filters(kinds=(kind,), groups=("ISKP",)).apply(small))
    assert list(mine.presence.columns) == list(chosen.presence.columns)
    assert list(mine.events.columns) == list(chosen.events.columns)


def test_no_claims_have_no_spellings():
    assert groups.spellings(prepare("s-none", world.only("none")), "ISKP") == []


@pytest.mark.parametrize(
    ("quote", "listed"),
    [
        ("the group", []),
        ("The group", []),
        ("Its leaders", []),
        ("they", []),
        ("the Khorasan branch", [("the Khorasan branch", 1)]),
        ("IS-K", [("IS-K", 1)]),
        ("د داعش ډله", [("د داعش ډله", 1)]),
    ],
)
def test_only_names_are_listed_as_spellings(quote, listed):
    made = world.tables()
    doc = made["claims"].set_index("claim_id")["doc_id"]["c-sixty"]
    documents = made["documents"]
    documents.loc[documents["doc_id"].eq(doc), "text"] = quote
    trace = made["trace"][made["trace"]["claim_id"].eq("c-sixty")]
    made["trace"] = trace.assign(field="actors", start=0, end=len(quote))
    assert groups.spellings(prepare("s-names", made), "ISKP") == listed


def test_numbers_rival_only_where_they_differ():
    made = world.tables()
    claims = made["claims"]
    twin = claims[claims["claim_id"].eq("c-sixty")].assign(claim_id="c-forty", low=40.0, high=40.0)
    same = claims[claims["claim_id"].eq("c-sixty")].assign(claim_id="c-again")
    table = type(claims)
    for extra, found in ((twin, 1), (same, 0)):
        rows = __import__("pandas").concat([table(claims), extra], ignore_index=True)
        frames = prepare("x", made | {"claims": rows})
        assert len(contested.rivals(Filters().apply(frames))) == found


def test_groups_agree_with_the_totals(many):
    chosen = Filters().apply(many)
    table = groups.compare(chosen).set_index("actor")
    for actor in table.index:
        mine = groups.of(chosen, actor)
        assert len(mine.events) == table.loc[actor, "events"]
        assert aggregate.toll(mine.events).best == table.loc[actor, "deaths"]
        assert aggregate.toll(mine.events).silent == table.loc[actor, "silent"]
        assert (~mine.presence["denied"]).sum() == table.loc[actor, "presence"]
    said = table[["claimed", "attributed", "suspected", "disputed", "unknown"]].sum(axis=1)
    assert (said == table["events"]).all()


def test_strength_keeps_its_interval_and_whom_it_counts(small):
    (row,) = groups.strengths(Filters(groups=("TTP",)).apply(small)).itertuples()
    assert (row.low, row.high, row.counted, row.open) == (4000, 6000, "fighters", False)
    (line,) = charts.intervals(groups.strengths(Filters().apply(small)))["rows"]
    assert line["marks"][0]["label"].startswith("4,000 to 6,000 fighters")


def test_groups_are_not_drawn_on_the_axis_of_people(small):
    table = groups.strengths(Filters().apply(small))
    mixed = pd.concat([table, table.assign(counted="groups", low=20, high=20)])
    assert groups.people(mixed).equals(table)
    assert len(charts.intervals(groups.people(mixed))["rows"]) == len(table)


def test_tiles_are_34_and_agree_with_the_map(many):
    chosen = Filters().apply(many)
    tiles = charts.tile_grid(chosen, NAMES)["tiles"]
    table = aggregate.by_area(chosen)["events"]
    assert len(tiles) == 34
    assert {t["id"]: t["sum"] for t in tiles if t["sum"] != "–"} == {
        area: f"{n:,}" for area, n in table.items() if n
    }


def test_coverage_counts_every_document_and_claim(many, small):
    for frames in (many, small):
        table = coverage.by_publisher(frames)
        assert table["documents"].sum() == len(frames.documents)
        assert table["claims"].sum() == len(frames.claims)
    assert coverage.retellings(small)["source"].tolist() == [world.HOSTILE]


@pytest.mark.parametrize(
    ("quote", "drawn"),
    [
        ("fighters moved from Kunar to Balkh", [("Kunar → Balkh")]),
        ("fighters moved from Balkh province into Kunar", [("Balkh → Kunar")]),
        ("fighters moved between Kunar and Balkh", []),
        ("routes in Kunar and Balkh", []),
        ("moved from Kunar. They went to Balkh", []),
    ],
)
def test_an_arrow_needs_both_ends_in_the_words(quote, drawn):
    made = world.tables()
    claims, places, evidence = made["claims"], made["claim_places"], made["evidence"]
    mine = claims["claim_id"].eq("c-camps")
    claims.loc[mine, "activity"] = "transit"
    evidence.loc[evidence["claim_id"].eq("c-camps"), "quote"] = quote
    ours = places["claim_id"].eq("c-camps")
    places.loc[ours, "place_id"] = ["p-1", "p-2"]
    places.loc[ours, "name"] = ["Kunar", "Balkh"]
    frames = prepare("x", made)
    found = routes(frames, Filters().apply(frames), {"p-1": (35, 71), "p-2": (36, 67)}, NAMES)
    assert [arrow["t"][0] for arrow in found] == drawn


@given(st.sampled_from(synthetic.ACTORS), st.sampled_from(Step))
def test_a_group_of_its_own_plays_like_the_filter_by_group(many, actor, step):
    chosen = Filters(groups=(actor,)).apply(many)
    whole = groups.of(Filters().apply(many), actor)
    one, two = (timeline.player(c, Measure.DEATHS, step, NAMES) for c in (chosen, whole))
    assert one == two
