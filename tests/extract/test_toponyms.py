from datetime import date
from itertools import pairwise
from pathlib import Path
from tomllib import loads

import pytest
import shipped
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.reader import read
from geo.extract.spans.sentences import find_sentences
from geo.extract.spans.toponyms import find_places
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "toponyms.toml").read_text(encoding="utf-8"))["case"]


def places(text, knowledge):
    document = Document(doc_id="d", title="", publisher="", published=date(2024, 5, 2), text=text)
    return read(document, knowledge).places


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_toponyms(case, knowledge):
    found = places(case["text"], knowledge)
    assert [(s.text, s.country or "", s.adm1 or "") for s in found] == [
        (s["text"], s["country"], s["adm1"]) for s in case["spans"]
    ]
    for span, want in zip(found, case["spans"], strict=True):
        assert span.kind == want.get("kind", span.kind)
        assert span.role == want.get("role", span.role)
        assert span.status == want.get("status", span.status)


def test_a_group_s_name_is_no_place(knowledge):
    found = places("The Islamic State Khorasan Province met in Ghor.", knowledge)
    assert [s.text for s in found] == ["Ghor"]
    found = places("Tehrik-i-Taliban Pakistan met in Ghor.", knowledge)
    assert [(s.text, s.role) for s in found] == [("Pakistan", "group"), ("Ghor", "")]


@pytest.mark.parametrize("province", ["Badakhshan", "Nangarhar", "Zabul", "Faryab", "Daykundi"])
@pytest.mark.parametrize("frame", ["in {}", "in {} province", "the province of {}", "{}'s roads"])
def test_a_province_is_itself_in_every_frame(province, frame, knowledge):
    (span,) = places(f"Snow was seen {frame.format(province)}.", knowledge)
    assert span.place is not None
    assert span.place.name == province
    assert span.adm1 == span.place.place_id


@given(
    st.lists(
        st.sampled_from(
            [
                "Kabul",
                "Kunduz",
                "district",
                "province",
                "of",
                ",",
                "the",
                "and",
                "Faizabad",
                "(",
                "’s",
            ]
        ),
        max_size=30,
    )
)
def test_spans_quote_the_text_and_do_not_overlap(words):
    text = " ".join(words)
    spans = find_places(text, find_sentences(text), shipped.knowledge().atlas)
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.place is None or s.adm1 == s.place.adm1 for s in spans)


@given(st.sampled_from([" ", "\u200b", "\u202e", "\xa0", "\n", "\t"]))
def test_ambiguous_is_a_result_and_keeps_its_candidates(gap):
    (span,) = places(
        f"Shots were heard in{gap if gap.isspace() else ' '}Qarabagh.", shipped.knowledge()
    )
    assert span.status == "ambiguous"
    assert len({place.adm1 for place in span.candidates}) > 1
    assert span.place is None
