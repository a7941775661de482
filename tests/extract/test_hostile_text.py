"""Text made to break a reader: it must neither hang nor shift a single offset."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import knowledge

from geo.extract.reader import read
from geo.model import Document

PLAIN = Document(doc_id="d", title="", publisher="", published=date(2024, 5, 2), text="")
SENTENCE = (
    "KABUL, May 2 (X) - The ISKP group killed at least 12 people in Khogyani district, Nangarhar, "
    "on Tuesday, police said; “nobody was hurt,” the Taliban's spokesman, citing the UN, said. "
)
BOMBS = {
    "brackets": "(" * 10_000,
    "dots": "." * 10_000,
    "quotes": "“" * 10_000,
    "blanks": " " * 10_000,
    "lines": "\n" * 10_000,
    "letters": "A" * 10_000,
    "digits": "1" * 10_000,
    "hyphens": "a-" * 5_000,
    "capitals": "Ab " * 4_000,
    "no": "no " * 4_000,
    "said": "said " * 3_000,
    "according": "according to " * 1_500,
    "the group": "the group " * 2_000,
    "possessives": "Kabul's " * 2_000,
    "and": "Kabul and " * 2_000,
    "commas": "Kabul, " * 2_000,
    "of": "district of " * 2_000,
    "abbreviations": "U.S. " * 3_000,
    "semicolons": "; " * 5_000,
    "zero width": "K\u200ba\u200bb\u200bul " * 1_500,
    "bidi": "\u202eKabul\u202c " * 1_500,
    "homoglyphs": "Каbul Tаliban " * 1_500,
    "combining": "e\u0301" * 5_000,
    "astral": "𝕂𝕒𝕓𝕦𝕝 " * 1_500,
    "dotted capital": "İ" * 5_000,
}


def spans_of(reading):
    for name in ("sentences", "actors", "places", "dates", "numbers", "tolls", "speakers"):
        yield from getattr(reading, name)


def holds(text):
    for span in spans_of(read(replace(PLAIN, text=text), knowledge())):
        assert text[span.start : span.end] == span.text
        assert span.start < span.end


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_no_bomb_hangs_or_shifts(bomb):
    holds(SENTENCE + bomb + SENTENCE)


@pytest.mark.slow
def test_two_megabytes_of_one_sentence():
    holds(SENTENCE.replace(".", ",").replace("\n", " ") * 12_000)


INSERTS = st.sampled_from(
    [
        "\u200b",
        "\u202e",
        "\u2066",
        "\u00ad",
        "\ufeff",
        "İ",
        "ß",
        "ﬁ",
        "-\n",
        "“",
        "’",
        '"',
        "(",
        "\0",
        "\x85",
    ]
)


@given(st.lists(st.tuples(st.integers(0, len(SENTENCE)), INSERTS), max_size=12))
def test_signs_dropped_anywhere_shift_nothing(inserts):
    text = SENTENCE
    for at, sign in inserts:
        text = text[:at] + sign + text[at:]
    holds(text * 2)


@given(st.text(max_size=300))
def test_any_text_at_all(text):
    holds(text)
