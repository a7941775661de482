"""The marked text is the text."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.views.reader import quotes, said_by, segments

texts = st.text(max_size=60)
marks = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-3, 70), st.integers(-3, 70)))


@given(texts, marks)
def test_segments_joined_are_the_text_and_marks_lie_where_they_should(text, pieces):
    evidence = pd.DataFrame(pieces, columns=["claim_id", "start", "end"])
    parts = segments(text, evidence)
    assert "".join(part.text for part in parts) == text
    at = 0
    for part in parts:
        inside = {c for c, a, b in pieces if a < b and a <= at and at + len(part.text) <= b}
        assert set(part.claims) == {c for c in inside if part.text}
        at += len(part.text)


def test_quotes_join_their_pieces_in_order():
    evidence = pd.DataFrame(
        {"claim_id": ["a", "a", "b"], "n": [1, 0, 0], "quote": ["two", "one", "x"]}
    )
    assert quotes(evidence, ["a"]) == {"a": "one […] two"}


def test_who_says_it():
    assert said_by(("SIGAR", "UN"), "Wire") == "SIGAR citing UN"
    assert said_by((), "Wire") == "Wire, in its own voice"
    assert said_by((), "") == "the document, in its own voice"
