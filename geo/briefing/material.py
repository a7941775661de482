"""Bring together what slides are made from: a snapshot, our names, the polygons."""

from pathlib import Path

from geo.briefing.view import Material
from geo.places.provinces import load_districts, load_provinces
from geo.store.diff import compare
from geo.store.snapshot import open_current, open_snapshot
from geo.views.changes import Compared
from geo.views.frames import Frames, prepare
from geo.views.names import load_names, load_population


def gather(store_dir: Path, data_dir: Path, snapshot_id: str = "") -> Material:
    """Open a snapshot and the data that slides need.

    Args:
        store_dir: Folder of snapshots.
        data_dir: Folder of gazetteer, actors and boundaries.
        snapshot_id: Which snapshot; empty for the current one.

    Raises:
        SnapshotError: There is no such snapshot, or it is damaged.
        DataError: A data file is missing or broken.
    """
    snapshot = open_snapshot(store_dir, snapshot_id) if snapshot_id else open_current(store_dir)

    frames = prepare(snapshot.snapshot_id, snapshot.tables)

    return Material(
        frames=frames,
        manifest=snapshot.manifest,
        names=load_names(data_dir),
        provinces=load_provinces(data_dir / "provinces.geojson"),
        districts=load_districts(data_dir / "districts.geojson"),
        population=load_population(data_dir),
        before=lambda earlier: compare_with(store_dir, frames, earlier),
    )


def compare_with(store_dir: Path, frames: Frames, earlier: str) -> Compared:
    """How a snapshot, made ready, differs from an earlier one of the store.

    Raises:
        SnapshotError: There is no such snapshot, or it is damaged.
    """
    old, new = (open_snapshot(store_dir, name) for name in (earlier, frames.snapshot_id))
    found = tuple(compare(old, new))
    return Compared(old=prepare(earlier, old.tables), new=frames, differences=found)
