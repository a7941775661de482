"""Which parts of a sentence with semicolons are read as entries of a list."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import context_of

from geo.extract.events_entries import entries, in_lead, of_part, told_apart

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "entries.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["text"][:50])
def test_parts(case: dict[str, Any]) -> None:
    context = context_of(case["text"])
    parts = entries(context, 0)
    assert len(parts) == len(case["parts"])
    for (start, end), words in zip(parts, case["parts"], strict=True):
        assert context.text[start:end].lstrip().startswith(words)


def test_what_stands_in_one_part_is_not_told_of_another() -> None:
    context = context_of(CASES["case"][0]["text"])
    first, *_, last = context.mentions
    assert told_apart(context, first, last)
    assert not told_apart(context, first, first)
    assert [p.adm1 for p in of_part(context, [first], context.places[0])] == ["AF-KHO"]
    assert [p.adm1 for p in of_part(context, [last], context.places[0])] == ["AF-KNR"]
    assert of_part(context, [last], context.dates[0]) == []


def test_the_words_before_a_list_belong_to_no_part() -> None:
    context = context_of(CASES["case"][1]["text"])
    assert [in_lead(context, m) for m in context.mentions] == [True, False, False]


PIECES = st.sampled_from(
    [
        "in Herat",
        "in Kunar",
        "on 1 May 2024",
        "a judge was shot",
        "two men were killed",
        ";",
        "; ",
        ":",
        "it",
        "and",
        "the attack",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=24).map(" ".join))
def test_parts_follow_each_other(text: str) -> None:
    context = context_of(text)
    for sentence in context.sentences:
        parts = entries(context, sentence.index)
        assert len(parts) != 1
        assert all(a[1] == b[0] for a, b in pairwise(parts))
        assert all(sentence.start <= a < b <= sentence.end for a, b in parts)
