"""Open a snapshot: tables and manifest of one build, read-only, checked before use.

A store is a folder with one folder a snapshot and the file `current`, which holds the id
of the snapshot to show. Writing lives in `geo.store.writer`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import SnapshotError
from geo.store.frames import from_arrow
from geo.store.schema import TABLES

FORMAT: Final = 1
CURRENT: Final = "current"
MANIFEST: Final = "manifest.json"
_REBUILD: Final = "build a new one with `afatlas build`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot was made from, and what it holds.

    Attributes:
        snapshot_id: Hash of everything below: same content, same id.
        inputs: Sha256 of each text that was read, by doc_id.
        versions: Version of code, gazetteer, boundaries ... by name.
        counts: Rows per table, and further counts that the build reports.
        digests: Sha256 of each table's file, by table.
        cut_off: Latest day of publication of a document, or None where none is dated.
        format: Version of the layout of snapshots.
    """

    snapshot_id: str
    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    digests: Mapping[str, str]
    cut_off: date | None
    format: int = FORMAT

    def as_json(self) -> str:
        """The text of manifest.json; the same manifest gives the same bytes."""
        content = {
            "format": self.format,
            "snapshot_id": self.snapshot_id,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "counts": dict(self.counts),
            "versions": dict(self.versions),
            "digests": dict(self.digests),
            "inputs": dict(self.inputs),
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read manifest.json, or raise `ValueError`, `KeyError` or `TypeError`."""
        content: dict[str, Any] = json.loads(text)
        return cls(
            snapshot_id=content["snapshot_id"],
            inputs=content["inputs"],
            versions=content["versions"],
            counts=content["counts"],
            digests=content["digests"],
            cut_off=date.fromisoformat(content["cut_off"]) if content["cut_off"] else None,
            format=content["format"],
        )


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of a snapshot, each read when first asked for and then kept.

    Frames are shared by all readers: derive from them, never write into them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            if name not in TABLES:
                raise KeyError(name)
            self._read[name] = _load(self._folder, name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One build, whole and immutable.

    Attributes:
        snapshot_id: Its id, also the name of its folder.
        manifest: What it was made from.
        tables: Frame of each table of `geo.store.schema.TABLES`; types as in
            `geo.store.frames`. Derive from them, never write into them.
    """

    snapshot_id: str
    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]
    _texts: dict[str, str] = field(default_factory=dict, repr=False)

    def document_text(self, doc_id: str) -> str:
        """The untouched text of a document, or raise `SnapshotError` where it has none."""
        if not self._texts:
            documents = self.tables["documents"]
            self._texts.update(zip(documents["doc_id"], documents["text"], strict=True))
        if doc_id not in self._texts:
            raise SnapshotError(f"snapshot {self.snapshot_id} has no document {doc_id!r}")
        return self._texts[doc_id]


def current_id(store_dir: Path) -> str | None:
    """Id of the snapshot to show, or None where nothing was built yet."""
    try:
        return (store_dir / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{store_dir / CURRENT} cannot be read; {_REBUILD}") from error


def list_ids(store_dir: Path) -> list[str]:
    """Ids of all whole snapshots of a store, sorted; empty where there is no store."""
    return sorted(path.parent.name for path in store_dir.glob(f"s-*/{MANIFEST}"))


def open_current(store_dir: Path) -> Snapshot:
    """Open the snapshot that `current` names.

    Raises:
        SnapshotError: Nothing was built yet, or the snapshot is damaged.
    """
    snapshot_id = current_id(store_dir)
    if snapshot_id is None:
        raise SnapshotError(f"no snapshot in {store_dir} yet; {_REBUILD}")
    return open_snapshot(store_dir, snapshot_id)


def open_snapshot(store_dir: Path, snapshot_id: str) -> Snapshot:
    """Open one snapshot of a store and check that its files are those that were written.

    Raises:
        SnapshotError: There is none of this id, another version wrote it, or it is damaged.
    """
    manifest = read_manifest(store_dir, snapshot_id)
    folder = store_dir / snapshot_id
    for name in TABLES:
        if digest(folder / f"{name}.parquet") != manifest.digests.get(name):
            raise SnapshotError(f"{folder / name}.parquet is damaged or missing; {_REBUILD}")
    return Snapshot(snapshot_id, manifest, Tables(folder))


def read_manifest(store_dir: Path, snapshot_id: str) -> Manifest:
    """Read the manifest of one snapshot, or raise `SnapshotError` with the mend."""
    path = store_dir / snapshot_id / MANIFEST
    if not snapshot_id.startswith("s-") or not snapshot_id[2:].isalnum() or not path.is_file():
        known = ", ".join(list_ids(store_dir)) or "none"
        raise SnapshotError(f"no snapshot {snapshot_id!r} in {store_dir} (there are: {known})")
    try:
        manifest = Manifest.from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path} is damaged; {_REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotError(f"{path} is of format {manifest.format}, not {FORMAT}; {_REBUILD}")
    return manifest


def digest(path: Path) -> str:
    """Sha256 of a file, or "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _load(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        return from_arrow(name, pq.read_table(path, columns=[c.name for c in TABLES[name]]))
    except (OSError, pa.ArrowException, KeyError) as error:
        raise SnapshotError(f"{path} cannot be read; {_REBUILD}") from error
