"""From bytes to text without losing a character: encodings, also mixed ones; binary, empty files.

Newlines are left as they are, and so is a byte order mark of UTF-8 (U+FEFF): offsets count
the code points of exactly this text.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import category

from charset_normalizer import from_bytes

from geo.errors import DataError, DocumentError

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE: Final = 200_000
_CONTROL_SHARE: Final = 0.01
_REPLACEMENT_SHARE: Final = 0.001
_ORDINARY: Final = re.compile("[\t\n\r\f\\x20-\\x7e\u00a0-\u077f\u200b-\u206f\ufeff]")
"""What texts are written in: Latin, Greek, Cyrillic, Arabic, with their punctuation."""
_ORDINARY_SHARE: Final = 0.97
_STRAY: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as "surrogateescape" stands them in the text."""
_STRAY_RUN: Final = re.compile("[\udc80-\udcff]{3,}")
_STRAY_SHARE: Final = 0.25
"""Among more strays, or where most stand in runs, they are letters of another script."""
_LETTER_BEYOND: Final = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_WESTERN: Final = "cp1252"
_TWICE: Final = re.compile(
    "\u00e2(?:\u20ac|\u0080)|\u00c3[\u00a0-\u00bf]|[\u00d8\u00d9][\u00a0-\u00bf\u2020\u2026]"
)
"""UTF-8 that was read as Windows-1252 and written again: a curly quote, an accent, Dari."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how its bytes were read.

    Attributes:
        text: All of it.
        encoding: Name of the encoding.
        note: "" or a sentence for the run report where the encoding had to be guessed, or
            characters were lost before; it names the first line where that shows.
    """

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, path: Path | str, *, declared: str = "") -> Decoded:
    """Read the bytes of a text file.

    A file that is UTF-8 but for some bytes is read as UTF-8, those bytes as Windows-1252.

    Args:
        data: All bytes of the file.
        path: The file, for messages.
        declared: Encoding that the file names itself, "" where it names none.

    Returns:
        The text with the encoding it was read in.

    Raises:
        DocumentError: The file is empty or binary, or its encoding cannot be told.
    """
    if not data.strip():
        raise DocumentError(path, "is empty; put the text in, or remove the file")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if b"\x00" in data:
        return _sound(_unmarked(data, path), path)
    try:
        decoded = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = _place(data, error.start)
        decoded = _declared(data, declared) or _mixed(data, first) or _guess(data, first, path)
    return _sound(decoded, path)


def utf8(path: Path) -> str:
    """The text of a file that has to be UTF-8, with or without a mark.

    Raises:
        DataError: It is not; the message names the first line where that shows.
        OSError: It cannot be opened.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(path, line, f"byte {error.start} is not UTF-8; save it as UTF-8") from error


def _strict(data: bytes, encoding: str, path: Path | str) -> Decoded:
    try:
        return _sound(Decoded(data.decode(encoding), encoding), path)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} of {len(data)}"
        reason = f"begins like {encoding.upper()} but is not (see {where}); save it again as UTF-8"
        raise DocumentError(path, reason) from error


def _unmarked(data: bytes, path: Path | str) -> Decoded:
    """Read UTF-16 and UTF-32 without a byte order mark; anything else with a zero is binary."""
    for encoding in _UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if len(_ORDINARY.findall(sample)) >= _ORDINARY_SHARE * len(sample):
            note = f"has no byte order mark; read as {encoding}, save it as UTF-8 to be sure"
            return Decoded(text, encoding, note)
    zero = _place(data, data.index(0))
    reason = f"is binary, not a text (see {zero}); save it as UTF-8 text, HTML or PDF"
    raise DocumentError(path, reason)


def _declared(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _mixed(data: bytes, first: str) -> Decoded | None:
    """Read UTF-8 with stray bytes in it; None where they may be letters of another script."""
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    whole = len(_LETTER_BEYOND.findall(text))
    in_runs = sum(len(run) for run in _STRAY_RUN.findall(text))
    if strays > whole and (strays > _STRAY_SHARE * len(text) or 2 * in_runs > strays):
        return None
    bytes_are = "1 byte that is" if strays == 1 else f"{strays} bytes that are"
    note = (
        f"holds {bytes_are} not UTF-8, the first in {first}; read as Windows-1252, "
        "save it as UTF-8 to be sure"
    )
    return Decoded(_STRAY.sub(_western, text), "utf-8" if whole else _WESTERN, note)


def _western(stray: re.Match[str]) -> str:
    return bytes([ord(stray.group()) - 0xDC00]).decode(_WESTERN, "replace")


def _guess(data: bytes, first: str, path: Path | str) -> Decoded:
    """Tell the encoding by statistics; the whole file must decode in it."""
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            text = data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            note = (
                f"is not UTF-8 (see {first}); read as {best.encoding}, save it as UTF-8 to be sure"
            )
            return Decoded(text, best.encoding, note)
    reason = f"is in an encoding that cannot be told (see {first}), or is binary; save it as UTF-8"
    raise DocumentError(path, reason)


def _place(data: bytes, offset: int) -> str:
    """Where a byte stands, for a person who looks for it."""
    line = data.count(b"\n", 0, offset) + 1
    return f"line {line}, byte {offset}"


def _sound(decoded: Decoded, path: Path | str) -> Decoded:
    text = decoded.text
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if controls > _CONTROL_SHARE * len(text):
        raise DocumentError(path, "is binary, not a text; save it as UTF-8 text, HTML or PDF")
    if all(c.isspace() or category(c) == "Cf" for c in text):
        raise DocumentError(path, "is empty; put the text in, or remove the file")
    notes = [decoded.note] if decoded.note else []
    broken = text.count("\ufffd")
    if broken > _REPLACEMENT_SHARE * len(text):
        notes.append(f"holds {broken} characters that were lost before; fetch the text again")
    twice = _TWICE.search(text)
    if twice and not decoded.note:
        line = text.count("\n", 0, twice.start()) + 1
        notes.append(
            f"holds UTF-8 that was once read as Windows-1252 ({twice.group()!r} in line {line}); "
            "fetch the text again"
        )
    return Decoded(text, decoded.encoding, "; ".join(notes))
