from itertools import pairwise
from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.codes import SourceKind
from geo.errors import DataError
from geo.extract.reading import SpeakerSpan
from geo.extract.spans.sentences import find_sentences
from geo.extract.spans.speakers import find_speakers
from geo.extract.speaker_lexicon import load_speakers

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "speakers.toml").read_text(encoding="utf-8"))["case"]
LEXICON = load_speakers(ROOT / "data" / "speakers.csv")


def speakers(text):
    return find_speakers(text, find_sentences(text), LEXICON)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_speakers(case):
    text = case["text"]
    found = speakers(text)
    wanted = case.get("spans", ())
    assert [s.name for s in found] == [s["name"] for s in wanted]
    for span, want in zip(found, wanted, strict=True):
        scope = text[span.scope_start : span.scope_end]
        assert want.get("says", "") in scope
        assert "not" not in want or want["not"] not in scope
        assert span.kind == want.get("kind", span.kind)
        assert span.rule == want.get("rule", span.rule)
        assert span.denies == want.get("denies", False)
        assert span.chain == tuple(want.get("chain", ()))


@pytest.mark.parametrize(
    ("row", "word"),
    [("SIGAR,state,\n", "kind"), (",un,\n", "empty"), ("UN,un,\nUN,un,\n", "twice")],
)
def test_a_broken_list_names_its_line(tmp_path, row, word):
    path = tmp_path / "speakers.csv"
    path.write_text("name,kind,aliases\n" + row, encoding="utf-8")
    with pytest.raises(DataError, match=word):
        load_speakers(path)


WORDS = [
    "police",
    "said",
    "SIGAR",
    "that",
    ",",
    ".",
    "“",
    "”",
    '"',
    ";",
    "he",
    "according to",
    "by",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_scopes_lie_in_the_text_and_spans_quote_it(words):
    text = " ".join(words)
    found = speakers(text)
    for span in found:
        assert text[span.start : span.end] == span.text
        assert 0 <= span.scope_start <= span.scope_end <= len(text)
        assert span.kind in set(SourceKind)
        assert span.name
    assert all(a.start <= b.start for a, b in pairwise(found))


def test_nobody_stands_twice_in_a_chain():
    span = SpeakerSpan(
        start=0, end=1, text="x", name="UN", kind="un", scope_start=0, scope_end=1,
        chain=("SIGAR", "UN"),
    )  # fmt: skip
    assert span.voices == ("UN", "SIGAR")
