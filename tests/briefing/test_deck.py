import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing import deck as decks
from geo.briefing import export
from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.errors import DeckError

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "decks.toml").read_text())["case"]
WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_wrong_deck_gets_a_sentence_that_says_what_and_where(case):
    with pytest.raises(DeckError) as error:
        decks.loads(case["text"], "monday.json")
    assert str(error.value).startswith("monday.json: ")
    for words in case["says"]:
        assert words in str(error.value)


@given(
    st.builds(
        Deck,
        title=WORDS,
        publish=st.builds(Publish, on=st.booleans(), delay_hours=st.integers(0, 999)),
        slides=st.lists(
            st.builds(SlideSpec, kind=st.sampled_from(SlideKind), title=WORDS, notes=WORDS),
            max_size=5,
        ).map(tuple),
    )
)
def test_a_saved_deck_reopens_as_it_was(deck):
    assert decks.loads(deck.dumps()) == deck


def test_a_missing_file_and_a_wrong_encoding_are_sentences(tmp_path):
    with pytest.raises(DeckError, match="no such file"):
        decks.load(tmp_path / "none.json")
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DeckError, match="UTF-8"):
        decks.load(tmp_path / "bad.json")


def test_a_query_that_asks_for_what_is_not_there_names_the_slide(material):
    deck = Deck(
        slides=(
            SlideSpec(kind=SlideKind.METHOD),
            SlideSpec(kind="timeline", query="since=yesterday"),
        )
    )
    with pytest.raises(DeckError, match=r"slide 2: .*since='yesterday'"):
        export.scenes(deck, material)


def test_a_slide_of_changes_needs_the_snapshot_of_the_last_briefing(material):
    with pytest.raises(DeckError, match="since_snapshot"):
        export.scenes(Deck(slides=(SlideSpec(kind=SlideKind.CHANGES),)), material)


def test_an_empty_deck_says_how_to_fill_it(material):
    with pytest.raises(DeckError, match="no slides"):
        export.scenes(Deck(), material)


def test_two_decks_are_compared_slide_by_slide():
    old = Deck(
        title="A", slides=(SlideSpec(kind=SlideKind.METHOD), SlideSpec(kind=SlideKind.QUOTES))
    )
    new = Deck(title="B", slides=(SlideSpec(kind=SlideKind.METHOD, title="How"),))
    assert decks.compare(old, new) == [
        "title: 'A' became 'B'",
        "slide 1: changed title: none became How",
        "slide 2: removed (quotes)",
    ]
    assert decks.compare(new, new) == []
