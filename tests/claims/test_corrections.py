"""Corrections: a reason, an expectation, and never a lingering one."""

from dataclasses import replace
from datetime import date

import pytest

from geo.claims.corrections import apply, read_corrections
from geo.codes import EventType
from geo.errors import DataError
from geo.model import Toll

BASE = {
    "doc_id": '"a"',
    "quote": '"attack told"',
    "kind": '"event"',
    "field": '"event_type"',
    "expect": '"suicide_bomb"',
    "value": '"shelling"',
    "reason": '"the text says rockets"',
    "by": '"AB"',
}


def corrections(tmp_path, **changed):
    path = tmp_path / "corrections.toml"
    lines = [f"{key} = {value}" for key, value in (BASE | changed).items() if value]
    path.write_text("[[correction]]\n" + "\n".join(lines))
    return read_corrections(path)


def test_a_correction_is_applied_and_leaves_its_reason(tmp_path, claim):
    other = claim("b")
    (corrected, untouched), stale = apply(corrections(tmp_path), [claim("a"), other])
    assert corrected.event_type is EventType.SHELLING
    assert corrected.trace[-1].rule == "correction by AB: the text says rockets"
    assert untouched is other
    assert stale == []


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        (
            {
                "field": '"dates"',
                "expect": '["2024-05-01", "2024-05-01", 1]',
                "value": '["2024-05-01", "2024-05-31", 4]',
            },
            "date_end",
            date(2024, 5, 31),
        ),
        (
            {
                "field": '"dates"',
                "expect": '["2024-05-01", "2024-05-01", 1]',
                "value": '""',
            },
            "date_start",
            None,
        ),
        (
            {
                "field": '"deaths"',
                "expect": "{low = 5, best = 5, high = 5}",
                "value": "{low = 4, best = 5}",
            },
            "deaths",
            Toll(4, 5, None),
        ),
        ({"field": '"actors"', "expect": '["ISKP"]', "value": '["NRF"]'}, "actors", ("NRF",)),
        ({"field": '"review"', "expect": "false", "value": "true"}, "review", True),
    ],
)
def test_each_kind_of_field_can_be_corrected(tmp_path, claim, changed, field, value):
    (corrected,), stale = apply(corrections(tmp_path, **changed), [claim("a", deaths=5)])
    assert getattr(corrected, field) == value
    assert stale == []


def test_a_claim_can_be_withdrawn(tmp_path, claim):
    wanted = corrections(tmp_path, field='"withdrawn"', expect="false", value="true")
    assert apply(wanted, [claim("a"), claim("b")]) == ([claim("b")], [])


@pytest.mark.parametrize(
    "changed",
    [
        {"expect": '"attack"'},
        {"quote": '"other words"'},
        {"doc_id": '"z"'},
        {"kind": '"presence"'},
        {
            "field": '"dates"',
            "expect": '["2024-05-01", "2024-05-01", 1]',
            "value": '["2024-06-01", "2024-05-01", 1]',
        },
    ],
)
def test_what_no_longer_fits_is_stale_and_changes_nothing(tmp_path, claim, changed):
    wanted = corrections(tmp_path, **changed)
    claims, stale = apply(wanted, [claim("a")])
    assert claims == [claim("a")]
    assert stale == list(wanted)


def test_a_correction_that_fits_two_claims_is_stale(tmp_path, claim):
    wanted = corrections(tmp_path)
    assert apply(wanted, [claim("a"), claim("a", start=90)])[1] == list(wanted)


def test_no_file_is_no_correction(tmp_path):
    assert read_corrections(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    ("field", "expect", "value", "told"),
    [
        ("actors", '["ISKP"]', '["TTP", "AQ"]', "TTP, AQ"),
        ("deaths", '""', "{low = 3, best = 3}", "3/3/?"),
        ("target", '""', '"a mosque"', "a mosque"),
    ],
)
def test_the_trace_tells_the_value_in_plain_words(tmp_path, claim, field, expect, value, told):
    old = replace(claim("a"), actors=("ISKP",), deaths=None, target=None)
    quoted = {"field": f'"{field}"', "expect": expect, "value": value}
    (corrected,), stale = apply(corrections(tmp_path, **quoted), [old])
    assert not stale
    assert corrected.trace[-1].value == told


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"reason": None}, "correction 1 lacks reason"),
        ({"why": '"x"'}, "unknown key 'why'"),
        ({"field": '"colour"'}, "none of stance"),
        ({"value": '"boom"'}, r"correction 1 \(event_type\)"),
        ({"kind": '"party"'}, "party"),
        ({"by": "3"}, "text in quotes"),
        ({"field": '"dates"', "value": '["may", "june", 1]'}, "dates"),
        ({"field": '"dates"', "value": '"2024-05-01"'}, "first day, last day and date_prec"),
        ({"field": '"deaths"', "expect": '""', "value": "3"}, "a toll is {low = 3"),
        ({"field": '"deaths"', "expect": '""', "value": '"=1+1"'}, "a toll is {low = 3"),
        ({"field": '"deaths"', "expect": '""', "value": "{lowest = 3}"}, "a toll is {low = 3"),
        ({"field": '"actors"', "expect": '["TTP"]', "value": '"ISKP"'}, "a list in brackets"),
    ],
)
def test_a_broken_entry_is_named(tmp_path, changed, match):
    with pytest.raises(DataError, match=match):
        corrections(tmp_path, **changed)


@pytest.mark.parametrize("content", ["[[x", "[correction]\n", "[[mend]]\n"])
def test_a_broken_file_is_named(tmp_path, content):
    path = tmp_path / "corrections.toml"
    path.write_text(content)
    with pytest.raises(DataError, match=r"corrections\.toml"):
        read_corrections(path)
