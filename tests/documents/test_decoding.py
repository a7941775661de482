"""Bytes to text: nothing is lost, nothing is guessed in silence."""

from unicodedata import category

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
    ).filter(lambda t: any(not c.isspace() and category(c) != "Cf" for c in t))
)
def test_utf8_comes_back_byte_for_byte(text):
    if "\x00" in text or sum(ord(c) < 32 and c not in "\t\n\r\f\v\x1b" for c in text):
        return
    assert decode(text.encode(), "a.txt").text.encode() == text.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"\xef\xbb\xbf \n",
        "\ufeff \n".encode("utf-16"),
        "\u200b\xa0 \u202e".encode(),
    ],
    ids=["none", "blank", "only a mark", "only a UTF-16 mark", "only what nobody sees"],
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


ENGLISH = "KABUL, 5 May 2010 — A bomb killed five. The Taliban’s men denied it.\n"


@pytest.mark.parametrize("text", [DARI, ENGLISH], ids=["Dari", "English"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf16_and_utf32_without_a_mark_are_read_and_said(text, encoding):
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding) == (text, encoding)
    assert found.note == (
        f"has no byte order mark; read as {encoding}, save it as UTF-8 to be sure"
    )


@pytest.mark.parametrize(
    ("before", "odd", "after", "line", "count"),
    [
        (ENGLISH * 2, "The governor’s men died.", ENGLISH, 3, "1 byte that is"),
        ("", "The police chief’s “guards” died in the café.\n", "", 1, "4 bytes that are"),
        (ENGLISH, "“no” " * 5, "", 2, "10 bytes that are"),
        (DARI + "\n", "’" * 5, DARI, 2, "5 bytes that are"),
        ("Kabul was calm.\n" * 20_000, "Two of the Taliban’s men died.", "", 20_001, "1 byte"),
    ],
    ids=["in UTF-8", "all of it", "more than the rest", "in Dari", "far down"],
)
def test_stray_western_bytes_do_not_spoil_the_rest(before, odd, after, line, count):
    data = before.encode() + odd.encode("cp1252") + after.encode()
    found = decode(data, "a.txt")
    assert found.text == before + odd + after
    assert f"{count}" in found.note
    assert f"not UTF-8, the first in line {line}, byte " in found.note
    assert found.note.endswith("; read as Windows-1252, save it as UTF-8 to be sure")


@given(
    st.lists(
        st.one_of(
            st.sampled_from([b"\x92", b"\xe2\x80", b"\xf0\x9f", b"\x81", b"\xed\xa0\x80"]),
            st.text("ab é’کابل😀\n", min_size=1).map(str.encode),
        ),
        min_size=1,
    )
)
def test_mixed_bytes_are_read_whole_or_refused_and_never_in_silence(parts):
    data = b"Five men of the Taliban died in Kunduz on Tuesday, police said. " + b"".join(parts)
    try:
        found = decode(data, "a.txt")
    except DocumentError as error:
        said = error.reason
    else:
        said = found.note
        found.text.encode()
        assert found.text.startswith("Five men of the Taliban died in Kunduz on Tuesday, police")
    sound = data.decode("utf-8", "surrogateescape")
    odd = next((at for at, letter in enumerate(sound) if "\udc80" <= letter <= "\udcff"), None)
    if odd is None:
        assert found.text == sound
    else:
        byte = len(sound[:odd].encode())
        assert f"line {sound.count(chr(10), 0, odd) + 1}, byte {byte}" in said
        assert "save it as" in said


def test_a_text_in_another_script_is_not_read_as_western():
    found = decode((DARI * 9).encode("cp1256", "replace"), "a.txt")
    assert "not UTF-8 (see line 1, byte 0); read as" in found.note
    assert "Windows-1252" not in found.note


def test_a_declared_encoding_is_believed_where_the_bytes_fit():
    russian = "Пять погибших в Кундузе. " * 3
    found = decode(russian.encode("koi8_r"), "a.html", declared="koi8-r")
    assert (found.text, found.note) == (russian, "")
    assert decode(ENGLISH.encode(), "a.html", declared="koi8-r").text == ENGLISH
    for unfit in ("no-such-code", "ascii"):
        found = decode("The Taliban’s men.".encode("cp1252"), "a.html", declared=unfit)
        assert found.text == "The Taliban’s men."
        assert "Windows-1252" in found.note


@pytest.mark.parametrize("text", ["The Taliban’s café", "— said —"], ids=["curly", "dash"])
def test_utf8_that_was_read_as_western_before_is_said(text):
    spoilt = "Calm.\n" + "".join(
        bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b)
        for b in text.encode()
    )
    found = decode(spoilt.encode(), "a.txt")
    assert found.text == spoilt
    assert "was once read as Windows-1252" in found.note
    assert "in line 2); fetch the text again" in found.note
    assert not decode(text.encode(), "a.txt").note


def test_a_byte_of_zero_is_found_for_the_reader():
    with pytest.raises(DocumentError, match=r"is binary, not a text \(see line 2, byte 12\)"):
        decode(b"Five died.\nI\x00n Kunduz.\n", "a.txt")


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
    assert "holds 54 bytes that are not UTF-8" in found.note


def test_a_wrong_mark_is_refused():
    with pytest.raises(DocumentError, match="begins like UTF-16 but is not"):
        decode(b"\xff\xfe" + b"\x00\xd8" * 3, "a.txt")


def test_characters_lost_before_are_said():
    assert "lost before" in decode(("Kabul \ufffd" * 9).encode(), "a.txt").note
