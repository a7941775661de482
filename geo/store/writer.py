"""Write a snapshot: all of it or nothing, same content same bytes, then move `current`.

A build writes into a folder that no reader looks at, syncs it to disk, renames it to its
id and only then replaces the file `current`. A build that dies leaves the old snapshot.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.errors import SnapshotError
from geo.store.frames import frame, to_arrow
from geo.store.schema import TABLES
from geo.store.snapshot import CURRENT, FORMAT, MANIFEST, Manifest, digest

_PARTIAL: Final = ".building-"
# GeoParquet 1.1: no "crs" means OGC:CRS84, which is WGS 84 with longitude first.
_GEO: Final = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_snapshot(
    store_dir: Path,
    tables: Mapping[str, pd.DataFrame],
    *,
    inputs: Mapping[str, str] | None = None,
    versions: Mapping[str, str] | None = None,
    counts: Mapping[str, int] | None = None,
    make_current: bool = True,
) -> str:
    """Write one snapshot and, unless told otherwise, point `current` at it.

    Args:
        store_dir: Folder of the store, made where there is none.
        tables: Frames as `geo.store.frames.frame` makes them, in the row order to keep; a
            table left out is written empty.
        inputs: Sha256 of each text, by doc_id.
        versions: Versions of code and data, by name.
        counts: Counts to keep beside the number of rows of each table.
        make_current: Whether readers shall see it from now on.

    Returns:
        The snapshot's id: the same content gives the same id and is stored once.

    Raises:
        SnapshotError: A table does not fit the schema, or the folder cannot be written.
    """
    if strange := sorted(tables.keys() - TABLES.keys()):
        raise SnapshotError(f"a snapshot has no table {', '.join(strange)}")
    arrow = {name: to_arrow(name, tables.get(name, frame(name))) for name in TABLES}
    check_writable(store_dir)
    try:
        with _locked(store_dir), _partial(store_dir) as partial:
            for name, table in arrow.items():
                _write_table(partial / f"{name}.parquet", table)
            manifest = _manifest(partial, arrow, inputs or {}, versions or {}, counts or {})
            _write_synced(partial / MANIFEST, manifest.as_json())
            _publish(partial, store_dir / manifest.snapshot_id)
            if make_current:
                move_current(store_dir, manifest.snapshot_id)
    except OSError as error:
        raise SnapshotError(_unwritable(store_dir, error)) from error
    return manifest.snapshot_id


def check_writable(store_dir: Path) -> None:
    """Make the folder of a store where there is none, and see that something can be put there.

    Raises:
        SnapshotError: It cannot; better known before long work than after it.
    """
    try:
        store_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=store_dir):
            pass
    except OSError as error:
        raise SnapshotError(_unwritable(store_dir, error)) from error


def _unwritable(store_dir: Path, error: OSError) -> str:
    mend = "free space or mend its permissions, or name another folder in AFATLAS_STORE"
    return f"the store {store_dir} cannot be written ({error.strerror or error}); {mend}"


@contextmanager
def _partial(store_dir: Path) -> Iterator[Path]:
    """A folder that no reader looks at; whatever ends the work, nothing of it is left."""
    _clear(store_dir)
    try:
        yield Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=store_dir))
    finally:
        _clear(store_dir)


def move_current(store_dir: Path, snapshot_id: str) -> None:
    """Point `current` at a snapshot, in one step that readers never see half done."""
    waiting = store_dir / f"{_PARTIAL}{CURRENT}"
    _write_synced(waiting, snapshot_id + "\n")
    waiting.replace(store_dir / CURRENT)
    _sync_folder(store_dir)


def _manifest(
    folder: Path,
    arrow: Mapping[str, pa.Table],
    inputs: Mapping[str, str],
    versions: Mapping[str, str],
    counts: Mapping[str, int],
) -> Manifest:
    published = [day for day in arrow["documents"].column("published").to_pylist() if day]
    rows = {name: table.num_rows for name, table in arrow.items()}
    cut_off: date | None = max(published, default=None)
    digests = {name: digest(folder / f"{name}.parquet") for name in arrow}

    def make(snapshot_id: str) -> Manifest:
        return Manifest(
            snapshot_id=snapshot_id,
            inputs=inputs,
            versions=versions,
            counts={**counts, **rows},
            digests=digests,
            cut_off=cut_off,
            format=FORMAT,
        )

    return make("s-" + hashlib.sha256(make("").as_json().encode()).hexdigest()[:12])


def _write_table(path: Path, table: pa.Table) -> None:
    if {"lat", "lon"} <= set(table.column_names):
        lon, lat = (table.column(key).to_pylist() for key in ("lon", "lat"))
        wkb = [
            None if x is None or y is None else shapely.to_wkb(shapely.Point(x, y))
            for x, y in zip(lon, lat, strict=True)
        ]
        table = table.append_column("geometry", pa.array(wkb, type=pa.binary()))
        table = table.replace_schema_metadata({"geo": json.dumps(_GEO, sort_keys=True)})
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _publish(partial: Path, final: Path) -> None:
    """Rename a finished folder to its id; a damaged one of that id gives way to it."""
    _sync_folder(partial)
    partial.chmod(0o755)
    if final.exists():
        shutil.rmtree(partial if _same(partial, final) else final)
    if partial.exists():
        partial.rename(final)
        _sync_folder(final.parent)


def _same(made: Path, there: Path) -> bool:
    """Whether a stored folder holds exactly what was just made."""
    names = (MANIFEST, *(f"{name}.parquet" for name in TABLES))
    return all(digest(made / name) == digest(there / name) for name in names)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(store_dir: Path) -> None:
    """Remove what builds left that died; nobody else builds while we hold the lock."""
    for left in store_dir.glob(f"{_PARTIAL}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextmanager
def _locked(store_dir: Path) -> Iterator[None]:
    """Let one build at a time write; the lock dies with its process."""
    with (store_dir / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
