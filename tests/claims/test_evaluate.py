"""The measurement: definitions by hand-made pairs, and laws."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.evaluate import evaluate, pair
from geo.codes import Kind


def event(start=0, end=100, **changed):
    return {
        "kind": "event",
        "stance": "asserted",
        "actors": ["ISKP"],
        "places": [{"name": "Kabul", "country": "AF", "adm1": "AF-KAB", "kind": "city"}],
        "date_start": "2024-05-01",
        "date_end": "2024-05-01",
        "evidence": [{"start": start, "end": end, "quote": "x"}],
        "deaths": {"low": 5, "best": 5, "high": 5},
    } | changed


def score(gold, given, kind=Kind.EVENT):
    result = evaluate({"a": gold}, {"a": given}, rounds=40)
    return next(k for k in result.kinds if k.kind is kind)


@pytest.mark.parametrize(
    ("changed", "found", "right"),
    [
        ({}, 1, 1),
        ({"stance": "denied"}, 0, 0),
        ({"evidence": [{"start": 70, "end": 300, "quote": "x"}]}, 1, 1),
        ({"evidence": [{"start": 71, "end": 300, "quote": "x"}]}, 0, 0),
        ({"evidence": [{"start": 0, "end": 701, "quote": "x"}]}, 0, 0),
        ({"actors": ["TTP"]}, 1, 0),
        ({"date_start": "2024-04-30", "date_end": "2024-05-02"}, 1, 1),
        ({"date_end": "2024-05-03"}, 1, 0),
        ({"date_start": None, "date_end": None}, 1, 0),
        ({"places": []}, 1, 0),
        ({"deaths": None}, 1, 1),
    ],
)
def test_what_counts_as_found_and_as_right(changed, found, right):
    got = score([event()], [event(**changed)])
    assert (got.found.f1, got.map_right.f1) == (found, right)


def test_half_of_the_provinces_is_enough_for_presence():
    def presence(*adm1):
        places = [{"name": a, "country": "AF", "adm1": a, "kind": "province"} for a in adm1]
        return event(kind="presence", places=places, activity="camp", strength=None)

    assert score([presence("A", "B")], [presence("A")], Kind.PRESENCE).map_right.f1 == 1
    assert score([presence("A", "B", "C")], [presence("A")], Kind.PRESENCE).map_right.f1 == 0


def test_a_statistic_needs_metric_number_and_period():
    def statistic(**changed):
        return event(kind="statistic", metric="attacks", low=60, high=60, change_pct=40) | changed

    def right(**changed):
        return score([statistic()], [statistic(**changed)], Kind.STATISTIC).map_right.f1

    assert right() == right(high=None) == right(change_pct=None) == 1
    assert right(low=61) == right(metric="deaths") == right(date_start=None, date_end=None) == 0


def test_each_claim_is_used_once_and_the_likest_pair_first():
    near, far = event(0, 100), event(0, 100, actors=["TTP"])
    assert pair([near], [far, near]) == [(0, 1)]
    got = score([near], [far, near])
    assert (got.found.precision, got.found.recall) == (0.5, 1)


def test_errors_are_listed_worst_first_with_their_quotes():
    gold = [event(0, 50), event(200, 250), event(400, 450)]
    given_ = [event(0, 50, deaths=None), event(200, 250, actors=["TTP"]), event(900, 950)]
    problems = [fault.problem for fault in evaluate({"a": gold}, {"a": given_}).faults]
    assert problems == ["missed", "spurious", "wrong actors", "wrong deaths"]


def test_documents_without_a_claim_are_counted_apart():
    result = evaluate({"a": [], "b": [event()]}, {"a": [event()], "c": [event()]})
    assert (result.documents, result.silent, result.false_in_silent) == (2, 1, 1)


records = st.lists(
    st.builds(
        lambda start, length, kind, actor: event(start, start + length, kind=kind, actors=[actor]),
        st.integers(0, 300),
        st.integers(1, 80),
        st.sampled_from([str(k) for k in Kind]),
        st.sampled_from(["ISKP", "TTP"]),
    ),
    max_size=8,
)


@given(records, records)
def test_rates_stay_between_zero_and_one_and_a_copy_is_perfect(gold, given_):
    for result in (
        evaluate({"a": gold}, {"a": given_}, rounds=40),
        evaluate({}, {"a": given_}, rounds=40),
    ):
        for kind in result.kinds:
            assert 0 <= kind.map_right.f1 <= kind.found.f1 <= 1
            assert 0 <= kind.found.interval[0] <= kind.found.interval[1] <= 1
    assert evaluate({"a": gold}, {"a": copy.deepcopy(gold)}, rounds=40).faults == ()
