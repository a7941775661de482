"""The marked text is the text."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing.fit import legible
from geo.views.reader import quotes, said_by, segments
from geo.views.words import MARK, Names, undirected, undirected_in_place

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


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@given(st.text(alphabet=st.sampled_from(TURNING + "a2 کـ\u200c,"), max_size=40))
def test_no_mark_turns_what_is_shown_and_offsets_hold(text):
    bare = "".join(c for c in text if c not in TURNING)
    assert undirected(text) == bare == legible(text)
    shown = undirected_in_place(text)
    assert len(shown) == len(text)
    assert all(b == (MARK if a in TURNING else a) for a, b in zip(text, shown, strict=True))


def test_quotes_speakers_and_names_are_shown_in_written_order():
    evidence = pd.DataFrame({"claim_id": ["a"], "n": [0], "quote": ["2,000 \u202efighters\u202c"]})
    assert quotes(evidence, ["a"]) == {"a": "2,000 fighters"}
    assert said_by(("\u2067UN\u2069",), "") == "UN"
    assert said_by((), "\u202eWire") == "Wire, in its own voice"
    assert Names().actor("OTHER:The \u202eArmy") == "The Army"
