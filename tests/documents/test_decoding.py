"""Bytes to text: nothing is lost, nothing is guessed in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents.decoding import decode
from geo.errors import DocumentError

DARI = "حمله انتحاری در کندز پنج کشته بر جا گذاشت. " * 6


@given(
    st.text(
        st.one_of(st.sampled_from("aé—”“\u202eکابل😀\r\n\u2028"), st.characters(codec="utf-8")),
        min_size=1,
    ).filter(lambda t: t.strip("\ufeff \t\r\n\f\v"))
)
def test_utf8_comes_back_byte_for_byte(text):
    if "\x00" in text or sum(ord(c) < 32 and c not in "\t\n\r\f\v\x1b" for c in text):
        return
    assert decode(text.encode(), "a.txt").text.encode() == text.encode()


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t ", b"\xef\xbb\xbf \n", "\ufeff \n".encode("utf-16")],
    ids=["none", "blank", "only a mark", "only a UTF-16 mark"],
)
def test_an_empty_file_is_refused(data):
    with pytest.raises(DocumentError, match=r"a\.txt: is empty; put the text in"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [b"\x7fELF\x02\x01\x01\x00\x00", bytes(range(1, 32)) * 9, b"PK\x03\x04" + bytes(40)],
    ids=["program", "controls", "archive"],
)
def test_a_binary_file_is_refused(data):
    with pytest.raises(DocumentError, match="binary"):
        decode(data, "a.txt")


def test_newlines_and_the_mark_are_left_untouched():
    data = "\ufeffKabul\r\nKunduz\rHerat\n".encode()
    assert decode(data, "a.txt").text == "\ufeffKabul\r\nKunduz\rHerat\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le"])
def test_marked_encodings_are_read(encoding):
    mark = "\ufeff" if encoding.endswith("le") else ""
    assert decode((mark + DARI).encode(encoding), "a.txt").text.strip("\ufeff") == DARI


def test_a_guessed_encoding_is_said():
    western = (
        "Ein Anschlag in Kunduz tötete fünf Menschen, berichtete die Behörde für Äußeres. " * 9
    )
    found = decode(western.encode("cp1252"), "a.txt")
    assert found.text == western
    assert "is not UTF-8; read as" in found.note


def test_a_wrong_mark_is_refused():
    with pytest.raises(DocumentError, match="begins like UTF-16 but is not"):
        decode(b"\xff\xfe" + b"\x00\xd8" * 3, "a.txt")


def test_characters_lost_before_are_said():
    assert "lost before" in decode(("Kabul \ufffd" * 9).encode(), "a.txt").note
