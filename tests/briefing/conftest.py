"""Made-up material for slides; every text in it says that it is synthetic."""

import csv
from datetime import date
from pathlib import Path

import pytest

from benchmarks import synthetic
from geo.briefing.view import Material
from geo.places.provinces import load_districts, load_provinces
from geo.store.diff import Difference, Moved
from geo.store.snapshot import Manifest
from geo.views.changes import Compared
from geo.views.frames import prepare
from geo.views.words import Names

DATA = Path(__file__).parents[2] / "data"


def manifest() -> Manifest:
    return Manifest(
        snapshot_id="s-0123456789ab",
        inputs={},
        versions={"code": "0.1.0"},
        counts={},
        digests={},
        cut_off=date(2025, 1, 5),
    )


@pytest.fixture(scope="session")
def tables():
    return synthetic.tables(300, seed=1)


@pytest.fixture(scope="session")
def material(tables) -> Material:
    provinces = load_provinces(DATA / "provinces.geojson")
    districts = load_districts(DATA / "districts.geojson")
    with (DATA / "actors.csv").open(encoding="utf-8", newline="") as file:
        actors = {row["id"]: row["name"] for row in csv.DictReader(file)}
    frames = prepare("s-0123456789ab", tables)
    return Material(
        frames=frames,
        manifest=manifest(),
        names=Names(
            actors=actors, provinces=dict(zip(provinces.adm1, provinces.name, strict=True))
        ),
        provinces=provinces,
        districts=districts,
        before=lambda _id: Compared(old=frames, new=frames, differences=tuple(differences(tables))),
    )


def differences(tables) -> list[Difference]:
    """One change of each sort, of the first events."""
    first, second, *_ = tables["events"]["event_id"]
    moved = (Moved("deaths_high", "4", "9"), Moved("place_name", "", "Sampletown"))
    made = [
        ("new", None, first, ()),
        ("corrected", second, second, moved),
        ("withdrawn", "e-gone", None, ()),
    ]
    return [
        Difference(what="event", change=c, old_id=o, new_id=n, moved=m, reason="another document")
        for c, o, n, m in made
    ]
