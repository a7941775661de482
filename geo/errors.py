"""Errors raised by the geo package; each message names what is wrong and the mend.

* AtlasError
  - DocumentError    one document cannot be read; the others go on
  - EvidenceError    a quote is not where its offsets say it is
  - DataError        a file under data/ breaks its contract (file, row, mend)
  - LayerError       two map layers cannot be joined as they are
  - SnapshotError    the store holds no usable snapshot
  - DeckError        a deck file cannot be used
  - FilterError      an address or option asks for something that does not exist

An unknown or ambiguous place name is not an error but a result; see `geo.places.geocoder`.
"""

from pathlib import Path


class AtlasError(Exception):
    """Root of every error that this package raises on purpose; `str()` is a sentence."""


class DocumentError(AtlasError):
    """One document cannot be used; it is set aside with this reason.

    Attributes:
        path: The file, as the reader named it.
        reason: What is wrong and what to do, without the file's name.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class EvidenceError(AtlasError):
    """A quote is not where its offsets say it is, so the claim may not be shown.

    Attributes:
        doc_id: Document that was searched.
        start: Offset where the quote should begin [code points].
        quoted: The words that were expected there.
        found: The words that are there.
    """

    def __init__(self, doc_id: str, start: int, *, quoted: str, found: str) -> None:
        super().__init__(f"{doc_id}@{start}: expected {quoted!r}, found {found!r}")
        self.doc_id = doc_id
        self.start = start
        self.quoted = quoted
        self.found = found


class DataError(AtlasError, ValueError):
    """A file under data/ breaks its contract.

    Attributes:
        path: File that was read.
        line: Line of the offending row, counted from 1 with the header; 0 for the whole file.
    """

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}")
        self.path = str(path)
        self.line = line


class LayerError(AtlasError, ValueError):
    """Two map layers cannot be joined: another CRS, or polygons that overlap."""


class SnapshotError(AtlasError):
    """The store holds no usable snapshot, or one that another version wrote."""


class DeckError(AtlasError, ValueError):
    """A deck file cannot be used; the message names the field and the mend."""


class FilterError(AtlasError, ValueError):
    """An address or option asks for something that does not exist."""
