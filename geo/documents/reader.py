"""Read one file as a document: its text untouched, its origin beside it."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.codes import SourceKind
from geo.documents.formats import PDF, content
from geo.documents.origin import Origin
from geo.errors import DocumentError
from geo.model import Document

MAX_TEXT: Final = 20_000_000
MAX_PDF: Final = 200_000_000
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A document, and what a reader of its claims has to know.

    Attributes:
        document: Its text and origin.
        note: "" or a sentence on an encoding that was guessed, or on what was lost before.
    """

    document: Document
    note: str = ""

    @property
    def undated(self) -> str:
        """A sentence where it has no date, "" where it has one."""
        if self.document.published:
            return ""
        return "has no date of publication, so relative dates stay unknown"


def read(path: Path, *, doc_id: str, shown: str, origin: Origin | None = None) -> Read:
    """Read one file.

    Args:
        path: The file.
        doc_id: Name of the document.
        shown: How messages name the file, free of machine paths.
        origin: What is known of it; what the file itself states fills the gaps.

    Returns:
        The document, with a note where its encoding was guessed.

    Raises:
        DocumentError: It cannot be used; the message says why and what to do.
    """
    data = _bytes(path, shown)
    digest = hashlib.sha256(data).hexdigest()
    origin = origin or Origin(file=path.name)
    if origin.sha256 and origin.sha256 != digest:
        reason = (
            "is not the text that origin.toml describes (another sha256); restore or correct it"
        )
        raise DocumentError(shown, reason)
    try:
        found = content(data, path)
    except DocumentError as error:
        raise DocumentError(shown, error.reason) from error
    if len(found.text) > MAX_TEXT:
        raise DocumentError(shown, _too_long(len(found.text), "characters"))
    published = origin.published or found.published
    stated = found.stated
    document = Document(
        doc_id=doc_id,
        title=origin.title or stated.get("title", ""),
        publisher=origin.publisher or stated.get("publisher", ""),
        published=published,
        text=found.text,
        published_basis=(origin.basis or "given in origin.toml")
        if origin.published
        else found.basis,
        source_kind=origin.source_kind or SourceKind.UNKNOWN,
        url=origin.url or stated.get("url", ""),
        licence=origin.licence or stated.get("licence", "") or "unknown",
        sha256=digest,
    )
    return Read(document, found.note)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise DocumentError(shown, "is no file; name a text, or a folder of texts")
        limit = MAX_PDF if path.suffix.lower() in PDF else MAX_TEXT
        if facts.st_size > limit:
            raise DocumentError(shown, _too_long(facts.st_size, "bytes", limit))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(shown, "does not exist; check the name") from error
    except PermissionError as error:
        raise DocumentError(shown, "may not be read; change its permissions") from error
    except OSError as error:
        raise DocumentError(shown, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise DocumentError(shown, "is no valid file name; check the name") from error


def _too_long(size: int, unit: str, limit: int = MAX_TEXT) -> str:
    return (
        f"is too large ({size / _MB:.0f} million {unit}, the limit is {limit // _MB} million); "
        "split it into its articles"
    )
