from datetime import date
from itertools import pairwise
from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.extract.lexicon import ActorLexicon, is_acronym
from geo.extract.reader import read
from geo.extract.spans.actors import find_actors
from geo.extract.spans.sentences import find_sentences
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "actors.toml").read_text(encoding="utf-8"))["case"]
LEXICON = ActorLexicon.load(ROOT / "data" / "actors.csv")
CODEBOOK = frozenset(
    [
        "ISKP",
        "IS",
        "TALIBAN",
        "HQN",
        "TTP",
        "AQ",
        "AQIS",
        "NRF",
        "AFF",
        "IMU",
        "ETIM",
        "JA",
        "IJU",
        "LET",
        "LEJ",
        "JEM",
        "JUA",
        "HIG",
        "BLA",
        "AFG_GOV",
        "US_NATO",
        "PAK_GOV",
        "TJK_GOV",
        "IRN_GOV",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_mentions(case, knowledge):
    document = Document(
        doc_id="d", title="", publisher="", published=case.get("published"), text=case["text"]
    )
    found = [(s.text, "+".join(s.actors)) for s in read(document, knowledge).actors]
    wanted = case.get("spans", ())
    assert found == [(s["text"], s["ids"]) for s in wanted]
    for span, want in zip(read(document, knowledge).actors, wanted, strict=True):
        assert span.basis == want.get("basis", span.basis)
        assert span.role_only == want.get("role", span.role_only)
        assert span.position == want.get("position", span.position)


def test_lexicon_knows_exactly_the_actors_of_the_codebook():
    listed = {actor for actor in LEXICON.actors if not actor.startswith("OTHER:")}
    assert listed == CODEBOOK


def test_no_spelling_means_two_actors_on_one_day():
    day_before, day_after = date(2021, 8, 14), date(2021, 8, 15)
    seen: dict[tuple[str, date], str] = {}
    for key in LEXICON.terms.names():
        for day in (day_before, day_after):
            meant = {
                alias.actor.actor_id
                for alias in LEXICON.terms.meanings(key)
                if alias.sort != "office" or alias.actor.valid_on(day)
            }
            assert len(meant) <= 1, (key, meant)
            seen[key, day] = "".join(meant)
    assert seen


@pytest.mark.parametrize(("name", "wanted"), [("IS", True), ("LeT", True), ("Daesh", False)])
def test_acronyms_are_told_by_their_capitals(name, wanted):
    assert is_acronym(name) is wanted


HEADER = "id,name,role,valid_from,valid_to,aliases,office_aliases,state_names\n"


@pytest.mark.parametrize(
    ("rows", "line", "word"),
    [
        ("A,Group A,armed_group,,,A,,\nA,Again,armed_group,,,B,,\n", 3, "twice"),
        ("A,Group A,band,,,A,,\n", 2, "role"),
        ("A,Group A,armed_group,soon,,A,,\n", 2, "no day"),
        (",Group A,armed_group,,,A,,\n", 2, "id"),
        ("A,Group A,armed_group\n", 2, "cells"),
    ],
)
def test_a_broken_lexicon_names_its_line(tmp_path, rows, line, word):
    path = tmp_path / "actors.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(DataError, match=word) as caught:
        ActorLexicon.load(path)
    assert caught.value.line == line


def test_a_missing_lexicon_is_said_in_a_sentence(tmp_path):
    with pytest.raises(DataError, match="missing"):
        ActorLexicon.load(tmp_path / "actors.csv")


@given(
    st.lists(
        st.sampled_from(["ISKP", "IS", "is", "the group", "TTP", " ", ". ", "x", "Both groups"])
    )
)
def test_mentions_never_overlap_and_quote_the_text(pieces):
    text = " ".join(pieces)
    spans = find_actors(text, find_sentences(text), LEXICON, None)
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
