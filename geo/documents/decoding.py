"""From bytes to text without losing a character: encoding, binary files, empty files.

Newlines are left as they are, and so is a byte order mark of UTF-8 (U+FEFF): offsets count
the code points of exactly this text.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from geo.errors import DocumentError

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 200_000
_CONTROL_SHARE: Final = 0.01
_REPLACEMENT_SHARE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how its bytes were read.

    Attributes:
        text: All of it.
        encoding: Name of the encoding.
        note: "" or a sentence for the run report where the encoding had to be guessed.
    """

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, path: Path | str) -> Decoded:
    """Read the bytes of a text file.

    Args:
        data: All bytes of the file.
        path: The file, for messages.

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
        raise DocumentError(path, "is binary, not a text; save it as UTF-8 text, HTML or PDF")
    try:
        decoded = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        decoded = _guess(data, path)
    return _sound(decoded, path)


def _strict(data: bytes, encoding: str, path: Path | str) -> Decoded:
    try:
        return _sound(Decoded(data.decode(encoding), encoding), path)
    except UnicodeDecodeError as error:
        reason = f"begins like {encoding.upper()} but is not; save it again as UTF-8"
        raise DocumentError(path, reason) from error


def _guess(data: bytes, path: Path | str) -> Decoded:
    """Tell the encoding by statistics; the whole file must decode in it."""
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            text = data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            note = f"is not UTF-8; read as {best.encoding}, save it as UTF-8 to be sure"
            return Decoded(text, best.encoding, note)
    reason = "is in an encoding that cannot be told, or is binary; save it as UTF-8"
    raise DocumentError(path, reason)


def _sound(decoded: Decoded, path: Path | str) -> Decoded:
    text = decoded.text
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise DocumentError(path, "is empty; put the text in, or remove the file")
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if controls > _CONTROL_SHARE * len(text):
        raise DocumentError(path, "is binary, not a text; save it as UTF-8 text, HTML or PDF")
    broken = text.count("\ufffd")
    if broken > _REPLACEMENT_SHARE * len(text):
        note = f"holds {broken} characters that were lost before; fetch the text again"
        return Decoded(text, decoded.encoding, note)
    return decoded
