"""Read the list of documents that `afatlas extract` is given: JSON Lines, one document a line.

A line is `{"id", "path", "title", "published", "publisher"}`; paths are relative to the
list, `published` is an ISO date or null. A line that cannot be used costs that line only.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from geo.documents.decoding import utf8
from geo.documents.origin import Origin, iso_day
from geo.documents.reader import Read, read
from geo.errors import DataError, DocumentError

_ID: Final = re.compile(r"[^/\\\x00-\x1f\x7f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Neither a path, nor what makes a name read otherwise than it is written."""
_ID_BYTES: Final = 200
"""Longest id as UTF-8; a file system takes names of 255 bytes, and endings are added to it."""
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
"""Halves of a character (an escape cut in two), which no file or table can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list, checked.

    Attributes:
        doc_id: Name of the document and of the file with its claims.
        path: Its text.
        origin: Title, publisher and day of publication as listed.
    """

    doc_id: str
    path: Path
    origin: Origin

    def read(self) -> Read:
        """Read the document, or raise `DocumentError`."""
        return read(self.path, doc_id=self.doc_id, shown=str(self.path), origin=self.origin)


def read_manifest(path: Path) -> Iterator[Entry | DocumentError]:
    """Yield an entry a line in order, or the error that makes the line unusable.

    Raises:
        DataError: The list itself cannot be read.
    """
    try:
        lines = utf8(path).split("\n")
    except OSError as error:
        raise DataError(
            path, 0, f"cannot be read as a list of documents ({error.strerror})"
        ) from error
    seen: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line, path, f"{path}:{number}")
        except DocumentError as error:
            yield error
            continue
        first, line_of_first = seen.setdefault(_as_file(entry.doc_id), (entry.doc_id, number))
        if line_of_first == number:
            yield entry
            continue
        alike = "id is" if first == entry.doc_id else f"id {entry.doc_id!r} names the same file as"
        reason = f"{alike} {first!r} in line {line_of_first} of {path}; give each its own id"
        yield DocumentError(f"{path}:{number}", reason)


def _entry(line: str, path: Path, where: str) -> Entry:
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, "is no JSON object; write one document a line") from error
    if not isinstance(fields, dict):
        raise DocumentError(where, "is no JSON object; write one document a line")
    doc_id, file = fields.get("id"), fields.get("path")
    if doc_id is None:
        raise DocumentError(where, 'has no id; give it an "id" that no other line has')
    if not isinstance(doc_id, str) or not _ID.fullmatch(doc_id) or doc_id.strip(". ") == "":
        raise DocumentError(where, f"id {doc_id!r} cannot name a file; use letters and digits")
    if len(doc_id.encode()) > _ID_BYTES:
        reason = f"id {doc_id[:20]!r}... is longer than {_ID_BYTES} bytes; shorten it"
        raise DocumentError(where, reason)
    if not isinstance(file, str) or not file:
        raise DocumentError(doc_id, f"has no path in {where}; name its text")
    origin = Origin(
        file=file,
        title=_text(fields, "title", where),
        publisher=_text(fields, "publisher", where),
        published=_day(fields.get("published"), doc_id),
        published_basis="given in the list",
    )
    return Entry(doc_id=doc_id, path=path.parent / file, origin=origin)


def _as_file(doc_id: str) -> str:
    """What file systems that heed neither case nor form of letters take an id for."""
    folded = unicodedata.normalize("NFD", doc_id).casefold()
    return unicodedata.normalize("NFD", folded)


def _text(fields: dict[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        return ""
    if half := _HALVES.search(value):
        reason = f"{key} holds {half.group()!r}, half a character; write the text itself"
        raise DocumentError(where, reason)
    return value


def _day(value: object, doc_id: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return iso_day(str(value))
    except ValueError as error:
        reason = f"published is {value!r}; write it as YYYY-MM-DD or null"
        raise DocumentError(doc_id, reason) from error
