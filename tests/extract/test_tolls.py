from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans.numbers import find_numbers
from geo.extract.spans.sentences import find_sentences
from geo.extract.spans.tolls import find_tolls

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "tolls.toml").read_text(encoding="utf-8"))["case"]
FIELDS = ("what", "low", "best", "high", "who", "attackers", "militants", "forecast")
EMPTY = {"who": "", "attackers": False, "militants": False, "forecast": False}


def tolls_of(text):
    return find_tolls(text, find_sentences(text), find_numbers(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_toll(case):
    said = [tuple(getattr(span, field) for field in FIELDS) for span in tolls_of(case["text"])]
    meant = [tuple(toll.get(field, EMPTY.get(field)) for field in FIELDS) for toll in case["tolls"]]
    assert said == meant


def test_there_are_enough_cases():
    numbers = loads((ROOT / "tests" / "cases" / "numbers.toml").read_text(encoding="utf-8"))
    assert len(CASES) + len(numbers["case"]) >= 120


TEXT = (
    "12 people were killed and injured killing dead the a soldier , . of ( ) including two "
    "policemen left wounded blew himself up no casualties lives toll rose to \n Haji Rahman "
    "\u200b \u202e “ ” could who was not been one in shot"
)
PIECES = st.sampled_from(TEXT.split(" "))


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
def test_spans_hold_their_words(text):
    for span in tolls_of(text):
        assert text[span.start : span.end] == span.text
        assert span.text
        assert span.rule.startswith("toll.")
        known = [n for n in (span.low, span.best, span.high) if n is not None]
        assert known == sorted(known)
        assert all(n >= 0 for n in known)
