"""Read files and folders of texts: every file ends as a document or set aside with a reason."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.documents.formats import SUFFIXES
from geo.documents.origin import FILE, Origin, read_origins
from geo.documents.reader import read
from geo.errors import DocumentError
from geo.model import Document


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
    """The documents of one run, by doc_id, what was set aside, and notes (file: sentence)."""

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
        if progress is not None:
            progress(done, len(ordered))
    documents.sort(key=lambda document: document.doc_id)
    return Collection(tuple(documents), tuple(sorted(set(aside))), tuple(notes))


def _entries(path: Path, aside: list[SetAside]) -> Iterator[_Entry]:
    """The files to read below a path; what cannot be read at all is set aside."""
    if not path.is_dir():
        origin = read_origins(path.parent / FILE).get(path.name)
        yield _Entry(path, path.name, origin)
        return
    root = path.resolve()
    found = False
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        here = Path(folder)
        origins = dict(read_origins(here / FILE))
        for name in sorted(files):
            file = here / name
            shown = (Path(root.name) / file.relative_to(root)).as_posix()
            if name.startswith(".") or name == FILE:
                continue
            origin = origins.pop(name, None)
            if not file.resolve().is_relative_to(root):
                aside.append(
                    SetAside(shown, "read", "is a link out of its folder; copy the text in")
                )
            elif file.suffix.lower() in SUFFIXES:
                found = True
                yield _Entry(file, shown, origin)
            else:
                known = ", ".join(sorted(SUFFIXES))
                aside.append(SetAside(shown, "read", f"is no text that is read here ({known})"))
        for name in sorted(origins):
            shown = (Path(root.name) / here.relative_to(root) / name).as_posix()
            reason = f"is described in {FILE} but is not there; add it or take the entry out"
            aside.append(SetAside(shown, "read", reason))
    if not found:
        known = ", ".join(sorted(SUFFIXES))
        aside.append(SetAside(f"{root.name}/", "read", f"holds no text ({known}); put texts in"))


def _names(entries: Iterable[_Entry]) -> dict[Path, str]:
    """Name documents by the stems of their files; where stems clash, by more of the path."""
    listed = list(entries)
    by_path = {entry.path: entry.path.stem for entry in listed}
    shown = {entry.path: entry.shown for entry in listed}
    clashing = {stem for stem, n in Counter(by_path.values()).items() if n > 1}
    for path, stem in by_path.items():
        if stem in clashing:
            mark = hashlib.sha256(shown[path].encode("utf-8", "surrogatepass")).hexdigest()[:6]
            by_path[path] = f"{stem}-{mark}"
    return by_path
