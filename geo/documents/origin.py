"""Where texts come from: the file `origin.toml` beside them.

One `[[document]]` table a text. `file` names it; everything else may be left out, and what
is left out stays unknown.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from geo.codes import SourceKind
from geo.documents.decoding import utf8
from geo.errors import DataError

FILE: Final = "origin.toml"
_TEXTS: Final = (
    "title",
    "publisher",
    "published_basis",
    "published_certainty",
    "url",
    "licence",
    "sha256",
)
SURE: Final = "sure to: "
"""What stands before the certainty in `Origin.basis`."""
_TIME: Final = re.compile(r"[T ]\d\d(:\d\d.*)?\Z")
_KEYS: Final = frozenset({"file", "published", "source_kind", *_TEXTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known of a text beside its words; "" or None where it is not.

    Attributes:
        file: Name of the text's file, relative to the folder of origin.toml.
        title: Headline.
        publisher: Who published it.
        published: Day of publication.
        published_basis: How that day is known.
        published_certainty: How sure it is ("day", "within days", "month").
        source_kind: What sort of publisher it is, or None.
        url: Where it was published; never fetched.
        licence: Licence of the text.
        sha256: Digest of the file that this describes.
    """

    file: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    published_basis: str = ""
    published_certainty: str = ""
    source_kind: SourceKind | None = None
    url: str = ""
    licence: str = ""
    sha256: str = ""

    @property
    def basis(self) -> str:
        """How the day is known and how sure, in one line."""
        sure = f"{SURE}{self.published_certainty}" if self.published_certainty else ""
        return "; ".join(part for part in (self.published_basis, sure) if part)


def certainty(basis: object) -> str:
    """How sure a day of publication is, from `Origin.basis`: "month"; "" where not said."""
    _, said, sure = str(basis or "").rpartition(SURE)
    return sure.strip() if said else ""


def iso_day(text: str) -> date:
    """The day of an ISO date, or of an ISO time of day on it.

    Raises:
        ValueError: It is anything else; a date with words after it is not as sure as a date.
    """
    return date.fromisoformat(_TIME.sub("", text.strip()))


def read_origins(path: Path) -> dict[str, Origin]:
    """Read an origin file, by the name of the text it describes.

    Returns:
        Origins by `file`; empty where there is no such file.

    Raises:
        DataError: The file breaks the contract; the message names entry and mend.
    """
    try:
        content = tomllib.loads(utf8(path))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise DataError(path, 0, f"is no valid TOML: {error}") from error
    if strange := sorted(content.keys() - {"document"}):
        raise DataError(path, 0, f"has the unknown entry {strange[0]!r}; use [[document]] tables")
    tables = content.get("document", [])
    if not isinstance(tables, list):
        raise DataError(path, 0, "needs [[document]] tables, with two brackets")
    origins: dict[str, Origin] = {}
    for number, table in enumerate(tables, 1):
        origin = _origin(table, f"document {number}", path)
        if origin.file in origins:
            raise DataError(path, 0, f"describes {origin.file!r} twice; keep one")
        origins[origin.file] = origin
    return origins


def _origin(table: Mapping[str, Any], where: str, path: Path) -> Origin:
    if strange := sorted(table.keys() - _KEYS):
        known = ", ".join(sorted(_KEYS))
        raise DataError(path, 0, f"{where} has the unknown key {strange[0]!r} (known: {known})")
    file = table.get("file")
    if not isinstance(file, str) or not file:
        raise DataError(path, 0, f'{where} needs file = "NAME OF THE TEXT"')
    for key in _TEXTS:
        if not isinstance(table.get(key, ""), str):
            raise DataError(path, 0, f"{where} ({file}): {key} must be text in quotes")
    kind = table.get("source_kind")
    if kind is not None and kind not in set(SourceKind):
        known = ", ".join(SourceKind)
        raise DataError(path, 0, f"{where} ({file}): source_kind {kind!r} is none of {known}")
    return Origin(
        file=file,
        published=_day(table.get("published"), f"{where} ({file})", path),
        source_kind=None if kind is None else SourceKind(kind),
        **{key: table.get(key, "") for key in _TEXTS},
    )


def _day(value: object, where: str, path: Path) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return iso_day(str(value))
    except ValueError as error:
        reason = f"{where}: published is {value!r}; write it as YYYY-MM-DD, or leave it out"
        raise DataError(path, 0, reason) from error
