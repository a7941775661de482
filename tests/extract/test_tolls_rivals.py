"""Counts without a noun that rival a toll."""

from pathlib import Path
from tomllib import loads

import pytest

from geo.extract.spans.numbers import find_numbers
from geo.extract.spans.sentences import find_sentences
from geo.extract.spans.tolls import find_tolls

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "rivals.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_rival(case):
    text = case["text"]
    spans = find_tolls(text, find_sentences(text), find_numbers(text))
    rivals = [span for span in spans if span.rule == "toll.rival"]
    assert [[s.what, s.low or 0, s.best or 0, s.high or 0] for s in rivals] == case["counts"]
    assert all(text[s.start : s.end] == s.text for s in rivals)
    assert list(spans) == sorted(spans, key=lambda s: (s.start, s.end))
