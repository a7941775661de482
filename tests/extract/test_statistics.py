"""Statistics: whole sentences and laws."""

from datetime import date
from pathlib import Path
from tomllib import loads

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.config import data_dir
from geo.extract.knowledge import Knowledge
from geo.extract.linear import LinearModel
from geo.extract.presence_features import scenes
from geo.extract.presence_rules import default_rules
from geo.extract.reader import read
from geo.extract.statistics import find_statistics, inherited
from geo.extract.statistics_features import fitting, in_order
from geo.extract.statistics_numbers import Judged, judge
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "statistics.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(data_dir())


def document(text, published=None):
    return Document(doc_id="x", title="", publisher="", published=published, text=text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_sentence(case, knowledge):
    reading = read(document(case["text"], case["published"]), knowledge)
    claims = [c for c in find_statistics(reading) if not c.review]
    if "claim" not in case:
        assert claims == []
        return
    meant = case["claim"]
    found = [c for c in claims if (c.metric, c.low) == (meant["metric"], meant.get("low"))]
    assert len(found) == 1, [(c.metric, c.low, c.high) for c in claims]
    claim = found[0]
    assert (claim.date_start, claim.date_end) == (meant.get("start"), meant.get("end"))
    if "actors" in meant:
        assert list(claim.actors) == meant["actors"]


PIECES = st.sampled_from(
    [
        "ISKP claimed 60 attacks in 2024, ", "a 40% increase from the previous year. ",
        "killing 12 ", "people were killed ", "since January ", "the fifth bombing in Kabul ",
        "compared with 41 in May ", "$43,000 ", "((((", "\n\n", "\u200b", "dozens of ",
        "1,095 civilians ", "down by 90 per cent ", "between June and August ", "arrested ", "; ",
        ". ", "hundreds ", "[897] ", "TTP ", "Herat ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_claim_quotes_the_text_and_is_traced(knowledge, text):
    reading = read(document(text), knowledge)
    for claim in find_statistics(reading):
        for evidence in claim.evidence:
            evidence.verify(reading.document)
        told = {t.field for t in claim.trace}
        assert {"kind", "metric", "actors"} <= told
        for field in ("low", "high", "change_pct"):
            assert (field in told) is (getattr(claim, field) is not None)
        assert claim.low is not None or claim.high is not None or claim.change_pct is not None


def judged(all_scenes, at, rank, label):
    offered = list(in_order(all_scenes))
    return Judged(candidate=offered[rank][0], at=at, label=label, score=0.9, reasons=())


@pytest.mark.parametrize(
    ("text", "rank", "allowed"),
    [
        ("Nine policemen were killed and 14 wounded in June.", 0, {"deaths"}),
        ("Nine policemen were killed and 14 wounded in June.", 1, {"injured"}),
        ("Troops captured 31 fighters in June.", 0, {"arrests"}),
        ("The group earned $2 million in June.", 0, {"money_usd"}),
        ("The two sides fought 18 clashes in June.", 0, {"other"}),
        ("It was the fourth bombing in June.", 0, {"attacks"}),
        ("He was the fourth officer killed in June.", 0, {"deaths"}),
        ("The tally for June stood at 31.", 0, None),
        ("More than 60 fighters were killed or captured in June.", 0, {"other"}),
        ("The army says it killed or wounded 60 rebels in June.", 0, {"other"}),
    ],
)
def test_the_words_of_a_number_bound_what_it_counts(text, rank, allowed, knowledge):
    found = scenes(read(document(text), knowledge), default_rules().cues)
    offered = [candidate for candidate, _, _ in in_order(found)]
    assert fitting(offered[rank]) == allowed


def test_a_bare_number_counts_what_the_one_before_it_counts(knowledge):
    text = "The front claimed 38 attacks in May, the other front 21, and 12 policemen were killed."
    found = scenes(read(document(text), knowledge), default_rules().cues)
    numbers = [judged(found, 0, 0, "attacks"), judged(found, 0, 1, "other")]
    numbers.append(judged(found, 0, 2, "deaths"))
    assert [j.label for j in inherited(found, numbers)] == ["attacks", "attacks", "deaths"]


def test_a_number_without_a_date_runs_over_the_period_that_the_text_opens_with(knowledge):
    text = (
        "Security in Afghanistan, May to July 2023\n\n"
        "A shop was closed in Herat. A school was opened there. The bridge was mended. "
        "People went home. The mission recorded 31 attacks by the group."
    )
    reading = read(document(text, date(2023, 8, 20)), knowledge)
    found = [c for c in find_statistics(reading) if c.low == 31]
    assert [(c.date_start, c.date_end) for c in found] == [(date(2023, 5, 1), date(2023, 7, 31))]


@pytest.mark.parametrize(
    "text",
    [
        "The worst raids of June included:75",
        "[Security in the north, p. 61]",
        "Bulletin (Week 37)",
        "More incidents than in 2016.74",
    ],
)
def test_a_mark_that_points_to_a_note_or_a_page_counts_nothing(text, knowledge):
    found = scenes(read(document(text), knowledge), default_rules().cues)
    assert [candidate.low for candidate, _, _ in in_order(found)] == []


def test_a_percentage_by_which_a_number_rose_is_no_claim_of_its_own(knowledge):
    text = "The mission recorded 214 attacks between January and March 2023, up 12 percent."
    found = find_statistics(read(document(text, date(2023, 5, 2)), knowledge))
    assert [(c.low, c.change_pct) for c in found if not c.review] == [(214, 12)]


def test_the_words_of_a_toll_name_its_metric_where_the_model_is_sure_of_a_claim(knowledge):
    model = LinearModel(
        classes=("none", "deaths", "injured", "attacks"),
        bias=np.array([-1.0, -4.0, -4.0, -3.0]),
        rows={},
        weights=np.zeros((0, 4)),
        thresholds={"none": 0.6, "deaths": 0.5, "injured": 0.5, "attacks": 0.5},
    )
    text = "Nine policemen were killed and 14 wounded in June on 6 roads."
    found = scenes(read(document(text), knowledge), default_rules().cues)
    assert [(j.candidate.low, j.label) for j in judge(model, found, None)] == [
        (9, "deaths"),
        (14, "injured"),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Since 2021 analysts have asked whether ISKP can hold a single town.", []),
        ("By 2016 fighters of the group had carried out 14 attacks in Kabul.", ["14"]),
        ("From 2009 to 2014 troops of the coalition fought in Helmand.", []),
        ("In May 2018 gunmen killed nine people in Jalalabad.", ["nine"]),
        ("ntp:x:123:987 fighters clock:/run/ntp", []),
        ("The mission counted 2,021 attacks on schools in 2023.", ["2,021"]),
        ("Killed:17 people in all.", ["17"]),
        ("3 | Mine | 6 (+1) | 20 | Herat | A mine killed 6 people. | Unknown", ["6"]),
        ("The toll fell from 40 to 12, the lowest since 2022.56 It rose.", ["40", "12"]),
    ],
)
def test_years_and_fields_between_colons_count_nothing(text, left, knowledge):
    all_scenes = scenes(read(document(text, date(2024, 5, 2)), knowledge), default_rules().cues)
    found = [text[c.start : c.end].split()[0] for c, _, _ in in_order(all_scenes)]
    assert found == left


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Afghan forces killed 214 TTP fighters in 2020, the centre said.", "actor.agent"),
        ("ISKP claimed 45 attacks in 2022.", "actor.nearest"),
    ],
)
def test_trace_says_whether_the_actor_acts_or_stands_nearest(text, rule, knowledge):
    reading = read(document(text, date(2023, 2, 2)), knowledge)
    (claim,) = find_statistics(reading)
    assert [t.rule for t in claim.trace if t.field == "actors"] == [rule]
