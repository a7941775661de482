"""Read files and folders of texts: every file ends as a document or set aside with a reason."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.documents.formats import SUFFIXES
from geo.documents.origin import FILE, Origin, read_origins
from geo.documents.reader import read
from geo.errors import DocumentError
from geo.model import Document

_KNOWN: Final = ", ".join(sorted(SUFFIXES))


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """Something that was given and could not be used.

    Attributes:
        path: File or document, free of machine paths.
        stage: "read", "extract" or "link".
        reason: Why, and what to do.
    """

    path: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents of one run.

    Attributes:
        documents: They, by doc_id.
        set_aside: What could not be used.
        notes: "file: sentence" on texts that were read with a reservation, then on those
            without a date.
    """

    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    shown: str
    origin: Origin | None


def collect(
    paths: Sequence[Path], progress: Callable[[int, int], None] | None = None
) -> Collection:
    """Read every text among files and folders.

    Args:
        paths: Files and folders; folders are searched through, links that lead out of them
            are not followed, hidden files are left alone.
        progress: Called with (files done, files in all) after each file.

    Returns:
        Documents in order of doc_id. The same text given twice goes in once, under the
        name that comes first.

    Raises:
        DataError: An origin.toml breaks its contract.
    """
    aside: list[SetAside] = []
    entries: dict[Path, _Entry] = {}
    for path in paths:
        for entry in _entries(path, aside):
            entries.setdefault(entry.path.resolve(), entry)
    ordered = sorted(entries.values(), key=lambda entry: entry.shown)
    documents: list[Document] = []
    notes: list[str] = []
    undated: list[str] = []
    first_with: dict[str, str] = {}
    names = _names(ordered)
    for done, entry in enumerate(ordered, 1):
        try:
            got = read(entry.path, doc_id=names[entry.path], shown=entry.shown, origin=entry.origin)
        except DocumentError as error:
            aside.append(SetAside(entry.shown, "read", error.reason))
        else:
            key = hashlib.sha256(got.document.text.encode("utf-8", "surrogatepass")).hexdigest()
            if key in first_with:
                reason = f"holds the same text as {first_with[key]}; counted once, remove one"
                aside.append(SetAside(entry.shown, "read", reason))
            else:
                first_with[key] = entry.shown
                documents.append(got.document)
                if got.note:
                    notes.append(f"{entry.shown}: {got.note}")
                if got.undated:
                    undated.append(f"{entry.shown}: {got.undated}")
        if progress is not None:
            progress(done, len(ordered))
    documents.sort(key=lambda document: document.doc_id)
    return Collection(tuple(documents), tuple(sorted(set(aside))), (*notes, *undated))


def _entries(path: Path, aside: list[SetAside]) -> Iterator[_Entry]:
    """The files to read below a path; what cannot be read at all is set aside."""
    if not path.is_dir():
        origin = read_origins(path.parent / FILE).get(path.name)
        yield _Entry(path, _printable(path.name), origin)
        return
    root = path.resolve()

    def locked(error: OSError) -> None:
        reason = f"cannot be opened ({error.strerror}); change its permissions"
        aside.append(SetAside(_shown(Path(str(error.filename)), root), "read", reason))

    found = False
    for folder, below, files in os.walk(root, onerror=locked):
        here = Path(folder)
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in below:
            if (here / name).is_symlink():
                reason = "is a link to a folder; name that folder itself"
                aside.append(SetAside(_shown(here / name, root), "read", reason))
        for entry in _folder(here, files, root, aside):
            found = True
            yield entry
    if not found:
        reason = f"holds no text ({_KNOWN}); put texts in"
        aside.append(SetAside(f"{_shown(root, root)}/", "read", reason))


def _folder(
    here: Path, names: Iterable[str], root: Path, aside: list[SetAside]
) -> Iterator[_Entry]:
    """The texts of one folder, with their origins."""
    origins = dict(read_origins(here / FILE))
    for name in sorted(names):
        file = here / name
        if name.startswith(".") or name == FILE:
            continue
        origin = origins.pop(name, None)
        if not file.resolve().is_relative_to(root):
            reason = "is a link out of its folder; copy the text in"
            aside.append(SetAside(_shown(file, root), "read", reason))
        elif file.suffix.lower() in SUFFIXES:
            yield _Entry(file, _shown(file, root), origin)
        else:
            reason = f"is no text that is read here ({_KNOWN})"
            aside.append(SetAside(_shown(file, root), "read", reason))
    for name in sorted(origins):
        reason = f"is described in {FILE} but is not there; add it or take the entry out"
        aside.append(SetAside(_shown(here / name, root), "read", reason))


def _shown(file: Path, root: Path) -> str:
    return _printable((Path(root.name) / file.relative_to(root)).as_posix())


def _printable(name: str) -> str:
    """A file name as text; bytes of it that are no UTF-8 are spelled out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _names(entries: Iterable[_Entry]) -> dict[Path, str]:
    """Name documents by the stems of their files; where stems clash, by more of the path."""
    listed = list(entries)
    by_path = {entry.path: _printable(entry.path.stem) for entry in listed}
    shown = {entry.path: entry.shown for entry in listed}
    clashing = {stem for stem, n in Counter(by_path.values()).items() if n > 1}
    for path, stem in by_path.items():
        if stem in clashing:
            mark = hashlib.sha256(shown[path].encode()).hexdigest()[:6]
            by_path[path] = f"{stem}-{mark}"
    return by_path
