"""Data for pages, loaded once per server; the only place that caches.

Cached functions take everything as arguments; what they give is shared and never changed.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import streamlit as st

from geo.briefing.material import compare_with, gather
from geo.briefing.view import Material
from geo.config import data_dir, store_dir
from geo.errors import AtlasError, SnapshotError
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver
from geo.store.snapshot import (
    MANIFEST,
    Manifest,
    Snapshot,
    current_id,
    list_ids,
    open_snapshot,
    read_manifest,
)
from geo.views import aggregate, charts
from geo.views import facets as panel
from geo.views import map as atlas_map
from geo.views.changes import Compared
from geo.views.filters import Chosen, Filters, Known, Lang
from geo.views.frames import Frames, prepare
from geo.views.map import View
from geo.views.names import load_names, load_points, load_population
from geo.views.words import Names


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """What every page works on.

    Attributes:
        snapshot: The snapshot that is current.
        frames: Its tables, made ready.
        known: Groups and provinces that filters may ask for.
    """

    snapshot: Snapshot
    frames: Frames
    known: Known


def atlas() -> Atlas:
    """The current snapshot, or a sentence on the page and the end of the run."""
    try:
        folder = store_dir()
        snapshot_id = current_id(folder)
        if snapshot_id is None:
            raise SnapshotError(f"There is no data in {folder} yet; run `afatlas build`.")
        return _atlas(str(folder), snapshot_id, str(data_dir()))
    except AtlasError as error:
        st.error(str(error), icon="⚠️")
        st.stop()


def names(lang: Lang) -> Names:
    """Our names of groups, provinces and districts in one language."""
    return _names(str(data_dir()), str(lang))


def chosen(found: Atlas, filters: Filters) -> Chosen:
    """The records that filters let through; shared by all who ask for the same."""
    return _chosen(found.frames.snapshot_id, _records(filters), found)


def months(found: Atlas) -> tuple[date, ...]:
    """First days of the months that a period may be chosen from."""
    return _months(found.frames.snapshot_id, found)


def by_month(found: Atlas, filters: Filters) -> pd.DataFrame:
    """`aggregate.by_month` of what filters let through, whatever the period."""
    return _by_month(found.frames.snapshot_id, _records(filters.without("period")), found)


def facets(found: Atlas, lang: Lang) -> list[dict[str, Any]]:
    """The filters with their choices and how many records each has."""
    return _facets(found.frames.snapshot_id, str(data_dir()), str(lang), found)


def numbers(found: Atlas, filters: Filters) -> pd.Series:
    """The number behind each area's colour; NaN where there is no data."""
    return atlas_map.values(chosen(found, filters), filters, population())


def picture(found: Atlas, filters: Filters, *, dark: bool) -> str:
    """The map's content in the form that travels; see `geo.views.map`."""
    key = tuple(sorted(filters.to_query().items()))
    return _picture(found.frames.snapshot_id, str(data_dir()), key, dark, found)


def population() -> Mapping[str, int]:
    """People per province, 2021; empty where the file is missing."""
    return _population(str(data_dir()))


def resolver() -> PlaceResolver:
    """The gazetteer with the curator's additions, as they are on disk now."""
    folder = data_dir()
    files = [folder / "gazetteer.csv", folder / "gazetteer.local.csv"]
    stamps = tuple(f.stat().st_mtime_ns if f.exists() else 0 for f in files)
    return _resolver(str(folder), stamps)


def points() -> Mapping[str, tuple[float, float]]:
    """Where the places of the gazetteer lie [degrees, WGS 84]."""
    return _points(str(data_dir()))


def bounds(found: Atlas, filters: Filters) -> tuple[float, ...]:
    """Bounds of the map's classes: the same for every period of the same choice."""
    whole = replace(filters.without("period"), at=None, lang=Lang.EN)
    return _bounds(found.frames.snapshot_id, tuple(sorted(whole.to_query().items())), found)


def material(found: Atlas, snapshot_id: str = "") -> Material:
    """What slides are made from, of the snapshot that a deck is held to, else the current one.

    Raises:
        SnapshotError: There is no such snapshot, or it is damaged.
    """
    wanted = snapshot_id or found.snapshot.snapshot_id
    return _material(str(store_dir()), wanted, str(data_dir()))


def snapshots() -> list[Manifest]:
    """The snapshots of the store that can be read, latest build first."""
    folder = store_dir()
    found = []
    for snapshot_id in list_ids(folder):
        with contextlib.suppress(SnapshotError):
            built = (folder / snapshot_id / MANIFEST).stat().st_mtime_ns
            found.append((built, snapshot_id, read_manifest(folder, snapshot_id)))
    return [manifest for _, _, manifest in sorted(found, key=lambda row: row[:2], reverse=True)]


def compared(old: str, new: str) -> Compared:
    """How snapshot `new` differs from `old`, by their ids.

    Raises:
        SnapshotError: One of them does not exist or is damaged.
    """
    return _compared(str(store_dir()), old, new, str(data_dir()))


def base_map() -> folium.Map:
    """A fresh map to draw on; folium objects are never shared or cached."""
    return atlas_map.base()


@st.cache_resource(max_entries=2, show_spinner="Opening the snapshot …")
def _atlas(folder: str, snapshot_id: str, data: str) -> Atlas:
    snapshot = open_snapshot(Path(folder), snapshot_id)
    frames = prepare(snapshot_id, snapshot.tables)
    groups = set(frames.claims["actors"].explode().dropna())
    groups |= set(frames.events["actors"].explode().dropna())
    provinces = _names(data, str(Lang.EN)).provinces
    return Atlas(snapshot, frames, Known(groups=frozenset(groups), provinces=frozenset(provinces)))


@st.cache_resource(max_entries=2, show_spinner="Opening the snapshot for slides …")
def _material(folder: str, snapshot_id: str, data: str) -> Material:
    return gather(Path(folder), Path(data), snapshot_id)


@st.cache_resource(max_entries=2, show_spinner="Comparing two snapshots …")
def _compared(folder: str, old: str, new: str, data: str) -> Compared:
    return compare_with(Path(folder), _material(folder, new, data).frames, old)


@st.cache_resource(max_entries=1, show_spinner=False)
def _resolver(data: str, stamps: tuple[int, ...]) -> PlaceResolver:
    del stamps
    folder = Path(data)
    return PlaceResolver(Gazetteer.read(folder / "gazetteer.csv", folder / "gazetteer.local.csv"))


@st.cache_resource(max_entries=6, show_spinner=False)
def _names(data: str, lang: str) -> Names:
    return load_names(Path(data), Lang(lang))


@st.cache_resource(max_entries=2, show_spinner=False)
def _points(data: str) -> Mapping[str, tuple[float, float]]:
    return load_points(Path(data))


@st.cache_resource(max_entries=2, show_spinner=False)
def _population(data: str) -> Mapping[str, int]:
    return load_population(Path(data))


@st.cache_resource(max_entries=6, show_spinner=False)
def _facets(snapshot_id: str, data: str, lang: str, _found: Atlas) -> list[dict[str, Any]]:
    del snapshot_id
    return panel.groups(chosen(_found, Filters()), _found.known, _names(data, lang))


def _records(filters: Filters) -> tuple[tuple[str, str], ...]:
    """What of the filters chooses records, as a key."""
    plain = Filters()
    shown = replace(filters, measure=plain.measure, level=plain.level, per_head=plain.per_head,
                    lang=plain.lang, at=None)  # fmt: skip
    return tuple(sorted(shown.to_query().items()))


@st.cache_resource(max_entries=8, show_spinner=False)
def _chosen(snapshot_id: str, key: tuple[tuple[str, str], ...], _found: Atlas) -> Chosen:
    del snapshot_id
    filters, _ = Filters.from_query(dict(key))
    return filters.apply(_found.frames)


@st.cache_resource(max_entries=2, show_spinner=False)
def _months(snapshot_id: str, _found: Atlas) -> tuple[date, ...]:
    del snapshot_id
    return tuple(charts.month_range(_found.frames))


@st.cache_resource(max_entries=64, show_spinner=False)
def _by_month(snapshot_id: str, key: tuple[tuple[str, str], ...], _found: Atlas) -> pd.DataFrame:
    filters, _ = Filters.from_query(dict(key))
    return aggregate.by_month(chosen(_found, filters).events)


@st.cache_resource(max_entries=128, show_spinner=False)
def _picture(
    snapshot_id: str, data: str, key: tuple[tuple[str, str], ...], dark: bool, _found: Atlas
) -> str:
    filters, _ = Filters.from_query(dict(key))
    view = View(
        frames=_found.frames, filters=filters, chosen=chosen(_found, filters),
        names=names(filters.lang), bounds=bounds(_found, filters), population=population(),
        points=points(), dark=dark,
    )  # fmt: skip
    return atlas_map.encode(atlas_map.payload(view))


@st.cache_resource(max_entries=256, show_spinner=False)
def _bounds(
    snapshot_id: str, query: tuple[tuple[str, str], ...], _found: Atlas
) -> tuple[float, ...]:
    del snapshot_id
    filters, _ = Filters.from_query(dict(query))
    numbers = atlas_map.values(chosen(_found, filters), filters, population())
    return aggregate.breaks(numbers, whole=not filters.per_head)
