from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans.lexing import lex
from geo.extract.spans.numbers import find_numbers

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "numbers.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_quantity(case):
    spans = find_numbers(case["text"])
    if "span" not in case:
        assert [span.text for span in spans] == []
        return
    span = spans[0]
    said = (span.text, span.low, span.best, span.high, span.unit, span.noun)
    meant = tuple(case.get(key) for key in ("span", "low", "best", "high"))
    assert said == (*meant, case.get("unit", ""), case.get("noun", ""))


def test_tokens_may_be_shared():
    text = "At least 12 people came."
    assert find_numbers(text, lexed=lex(text)) == find_numbers(text)


TEXT = (
    "at least more than up to 12 2,000 1.5 million twenty - three and a hundred dozens of $ % "
    "percent between to people half dozen . , ( ) \u200b \u202e \u0663 ₂ ² ١٢ 9999999999999999999 "
    "US$ thousand or several \u2013 one no"
)
WORDS = st.sampled_from(TEXT.split())


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_spans_hold_their_words(text):
    end = 0
    for span in find_numbers(text):
        assert text[span.start : span.end] == span.text
        assert span.start >= end
        end = span.end
        known = [n for n in (span.low, span.best, span.high) if n is not None]
        assert known
        assert known == sorted(known)
