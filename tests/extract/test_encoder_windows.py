"""Windows cover every token of a document exactly once and hide every name."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.codes import PlaceKind
from geo.extract.encoder_windows import (
    CLS,
    GROUP,
    PLACE,
    SEP,
    STATE,
    Tokens,
    tokenize,
    windows,
)
from geo.extract.reading import ActorSpan, PlaceSpan, Reading, Sentence
from geo.model import Document


@dataclass
class Pieces:
    """Word pieces of a text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class WordTokenizer:
    """One token per word: its id is 1000 plus its length."""

    def encode_batch(self, texts, /, *, add_special_tokens=True):
        assert not add_special_tokens
        out = []
        for text in texts:
            at, pieces = 0, Pieces([], [])
            for word in text.split():
                at = text.index(word, at)
                pieces.ids.append(1000 + len(word))
                pieces.offsets.append((at, at + len(word)))
                at += len(word)
            out.append(pieces)
        return out


def reading(sentences, actors=(), places=()):
    """A reading of sentences joined by a blank, with (words, ids) to mark."""
    text = " ".join(sentences)
    spans, at = [], 0
    for index, words in enumerate(sentences):
        at = text.index(words, at)
        spans.append(Sentence(start=at, end=at + len(words), text=words, index=index, paragraph=0))
        at += len(words)
    marked = []
    for words, ids, basis in actors:
        start = text.index(words)
        marked.append(
            ActorSpan(start=start, end=start + len(words), text=words, actors=ids, basis=basis)
        )
    named = []
    for words, kind in places:
        start = text.index(words)
        named.append(
            PlaceSpan(
                start=start, end=start + len(words), text=words, status="resolved", place=None,
                kind=kind, country="AF", adm1=None,
            )
        )  # fmt: skip
    document = Document(
        doc_id="d", title="A title", publisher="", published=date(2024, 1, 2), text=text
    )
    return Reading(
        document=document, sentences=tuple(spans), actors=tuple(marked), places=tuple(named),
        dates=(), numbers=(), tolls=(), speakers=(),
    )  # fmt: skip


_SENTENCES = st.lists(
    st.lists(st.sampled_from(["bomb", "Kunduz", "a", "forces"]), min_size=1, max_size=40).map(
        " ".join
    ),
    min_size=1,
    max_size=12,
)


@given(_SENTENCES, st.integers(8, 60), st.integers(0, 12), st.integers(3, 30))
def test_every_token_is_scored_once_and_no_window_is_too_long(sentences, size, context, longest):
    document = tokenize(reading(sentences), WordTokenizer(), longest)
    title = [7, 8]
    cut = list(windows(document, title, size=size, context=context))
    scored = [token for window in cut for token in window.tokens if token >= 0]
    assert scored == list(range(len(document.tokens)))
    for window in cut:
        assert len(window.ids) == len(window.units) == len(window.tokens)
        assert window.ids[:4] == [CLS, 7, 8, SEP]
        assert len(window.ids) <= max(size, len(title) + 3 + context + longest + 1)
        for row, unit, token in zip(window.ids, window.units, window.tokens, strict=True):
            assert (unit < 0) == (token < 0)
            if token >= 0:
                assert row == document.tokens[token].id
                low, high = document.units[unit][1:]
                assert low <= token < high


@given(_SENTENCES, st.integers(3, 30))
def test_units_follow_the_sentences(sentences, longest):
    source = reading(sentences)
    document = tokenize(source, WordTokenizer(), longest)
    assert sorted({unit[0] for unit in document.units}) == list(range(len(sentences)))
    for index, low, high in document.units:
        assert 0 < high - low <= longest
        sentence = source.sentences[index]
        assert sentence.start <= document.tokens[low].start
        assert document.tokens[high - 1].end <= sentence.end


def test_names_become_markers_with_their_offsets():
    source = reading(
        ["ISKP bombed Kunduz as NATO forces and gunmen watched in Afghanistan"],
        actors=[
            ("ISKP", ("ISKP",), "lexicon"),
            ("NATO forces", ("US_NATO",), "lexicon"),
            ("gunmen", ("UNKNOWN",), "generic"),
        ],
        places=[("Kunduz", PlaceKind.CITY), ("Afghanistan", PlaceKind.COUNTRY)],
    )
    tokens = tokenize(source, WordTokenizer()).tokens
    text = source.document.text
    assert [(t.id, text[t.start : t.end]) for t in tokens if t.id < 100] == [
        (GROUP, "ISKP"),
        (PLACE, "Kunduz"),
        (STATE, "NATO forces"),
    ]
    assert [text[t.start : t.end] for t in tokens if t.id > 100] == [
        "bombed", "as", "and", "gunmen", "watched", "in", "Afghanistan",
    ]  # fmt: skip


def test_swapping_one_group_for_another_changes_no_token_id():
    def ids(name, actor):
        source = reading([f"On Monday {name} struck"], actors=[(name, (actor,), "lexicon")])
        return [token.id for token in tokenize(source, WordTokenizer()).tokens]

    assert ids("ISKP", "ISKP") == ids("the National Resistance Front", "NRF")


def test_within_finds_the_tokens_that_touch_a_stretch():
    document = tokenize(reading(["alpha beta gamma"]), WordTokenizer())
    assert document.within(6, 10) == (1, 2)
    assert document.within(0, 16) == (0, 3)
    assert document.within(4, 7) == (0, 2)
    assert document.within(5, 6) == (1, 1)
    assert Tokens([], []).within(0, 5) == (0, 0)
