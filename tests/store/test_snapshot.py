"""Snapshots: what is written comes back, the same bytes each time, whole or not at all."""

import errno
import json
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_makers import DOCUMENT, EVENT, tables, write

from geo.errors import SnapshotError
from geo.store import writer
from geo.store.frames import frame, to_arrow
from geo.store.schema import TABLES
from geo.store.snapshot import (
    current_id,
    list_ids,
    open_current,
    open_snapshot,
    read_manifest,
)
from geo.store.writer import write_snapshot


def test_what_is_written_comes_back(tmp_path):
    snapshot_id = write(tmp_path, events=[EVENT, {"event_id": "e-2"}])
    snapshot = open_current(tmp_path)
    assert snapshot.snapshot_id == snapshot_id == current_id(tmp_path)
    assert snapshot.manifest.cut_off == date(2026, 1, 21)
    assert snapshot.manifest.counts["events"] == 2
    assert snapshot.manifest.inputs == {"a": "0"}
    assert snapshot.document_text("a") == "A bombing\r\nin Kunduz."
    assert set(snapshot.tables) == set(TABLES)
    events = snapshot.tables["events"]
    assert isinstance(events, gpd.GeoDataFrame)
    assert events.crs == "EPSG:4326"
    assert events.geometry.iloc[0].coords[0] == (68.86, 36.73)
    assert events.geometry.iloc[1] is None
    assert events["actors"].tolist() == [("ISKP",), ()]
    assert events["date_start"].iloc[0] == pd.Timestamp(2021, 10, 1)


def test_unknown_is_missing_and_never_zero(tmp_path):
    write(tmp_path, events=[{"event_id": "e-2", "deaths_best": 0}])
    row = open_current(tmp_path).tables["events"].iloc[0]
    assert row["deaths_best"] == 0
    for name in ("deaths_low", "date_start", "adm1", "lat", "where_prec", "best_claim_id"):
        assert pd.isna(row[name])


def test_the_same_content_is_stored_once_with_the_same_bytes(tmp_path):
    one, two = write(tmp_path / "1"), write(tmp_path / "2")
    assert one == two == write(tmp_path / "1")
    files = [{p.name: p.read_bytes() for p in (tmp_path / n / one).iterdir()} for n in ("1", "2")]
    assert files[0] == files[1]
    assert list_ids(tmp_path / "1") == [one]
    assert write(tmp_path / "1", events=[]) != one


def test_a_written_and_reread_snapshot_is_the_same(tmp_path):
    one = write(tmp_path / "1")
    again = dict(open_current(tmp_path / "1").tables)
    assert write_snapshot(tmp_path / "2", again, inputs={"a": "0"}, versions={"code": "1"}) == one


def test_old_snapshots_stay_and_can_be_opened(tmp_path):
    old, new = write(tmp_path), write(tmp_path, events=[])
    assert current_id(tmp_path) == new
    assert len(open_snapshot(tmp_path, old).tables["events"]) == 1
    kept = write_snapshot(tmp_path, {}, make_current=False)
    assert current_id(tmp_path) == new
    assert set(list_ids(tmp_path)) == {old, new, kept}


def test_geoparquet_can_be_read_by_others(tmp_path):
    snapshot_id = write(tmp_path)
    layer = gpd.read_parquet(tmp_path / snapshot_id / "events.parquet")
    assert layer.crs.equals("OGC:CRS84")
    assert layer.geometry.iloc[0].x == 68.86


def damage_cut(folder, snapshot_id):
    path = folder / snapshot_id / "claims.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def damage_gone(folder, snapshot_id):
    (folder / snapshot_id / "events.parquet").unlink()


def damage_manifest(folder, snapshot_id):
    (folder / snapshot_id / "manifest.json").write_text('{"format": 1')


def damage_format(folder, snapshot_id):
    path = folder / snapshot_id / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))


def damage_pointer(folder, _snapshot_id):
    (folder / "current").write_text("s-000000000000")


def damage_pointer_upwards(folder, _snapshot_id):
    (folder / "current").write_text("../../secret")


def damage_pointer_bytes(folder, _snapshot_id):
    (folder / "current").write_bytes(b"\xff\xfe\xff")


def damage_nothing_there(folder, _snapshot_id):
    (folder / "current").unlink()


@pytest.mark.parametrize(
    ("damage", "match"),
    [
        (damage_cut, "damaged or missing"),
        (damage_gone, "damaged or missing"),
        (damage_manifest, r"manifest\.json is damaged"),
        (damage_format, "is of format 99, not 1"),
        (damage_pointer, "no snapshot 's-000000000000'"),
        (damage_pointer_upwards, "no snapshot '../../secret'"),
        (damage_pointer_bytes, "cannot be read"),
        (damage_nothing_there, "no snapshot in .* yet; build a new one with `afatlas build`"),
    ],
)
def test_a_damaged_store_is_never_shown_and_a_new_build_mends_it(tmp_path, damage, match):
    snapshot_id = write(tmp_path)
    damage(tmp_path, snapshot_id)
    with pytest.raises(SnapshotError, match=match):
        open_current(tmp_path)
    assert write(tmp_path) == snapshot_id
    assert len(open_current(tmp_path).tables["events"]) == 1


def test_what_a_dead_build_left_is_cleared_and_never_seen(tmp_path):
    snapshot_id = write(tmp_path)
    left = tmp_path / ".building-dead"
    left.mkdir()
    (left / "manifest.json").write_text("{}")
    (tmp_path / ".building-current").write_text("s-half")
    assert list_ids(tmp_path) == [snapshot_id]
    assert open_current(tmp_path).snapshot_id == snapshot_id
    write(tmp_path, events=[])
    assert not list(tmp_path.glob(".building-*"))


@pytest.mark.parametrize(
    ("made", "match"),
    [
        (lambda: {"nonsense": frame("events")}, "no table nonsense"),
        (lambda: {"events": frame("events").drop(columns="adm1")}, "lacks the column adm1"),
        (lambda: {"events": frame("events").assign(x=1)}, "has no column x"),
        (
            lambda: {"events": frame("events", [EVENT]).assign(deaths_low="many")},
            "table events, column deaths_low",
        ),
    ],
)
def test_tables_that_do_not_fit_the_schema_are_refused(tmp_path, made, match):
    write(tmp_path)
    with pytest.raises(SnapshotError, match=match):
        write_snapshot(tmp_path, made())
    assert len(open_current(tmp_path).tables["events"]) == 1
    assert not list(tmp_path.glob(".building-*"))


def test_rows_of_strange_columns_or_types_are_refused():
    with pytest.raises(SnapshotError, match="has no column colour"):
        frame("events", [{"colour": "red"}])
    with pytest.raises(SnapshotError, match="column date_prec"):
        frame("events", [{"date_prec": "month"}])


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SnapshotError, match="cannot be written"):
        write(tmp_path / "file")


def test_a_disk_that_fills_up_leaves_the_old_snapshot_and_nothing_half_done(tmp_path, monkeypatch):
    write(tmp_path)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer, "_write_synced", full)
    with pytest.raises(SnapshotError, match=r"No space left on device\); free space or .* another"):
        write_snapshot(tmp_path, tables(), versions={"code": "2"})
    assert not list(tmp_path.glob(".building-*"))
    assert open_current(tmp_path).manifest.versions == {"code": "1"}


def test_a_document_that_is_not_there_is_said(tmp_path):
    write(tmp_path)
    with pytest.raises(SnapshotError, match="no document 'b'"):
        open_current(tmp_path).document_text("b")


def test_manifest_lists_what_went_in(tmp_path):
    manifest = read_manifest(tmp_path, write(tmp_path))
    assert manifest.versions == {"code": "1"}
    assert set(manifest.digests) == set(TABLES)


text = st.text(st.sampled_from("a\"'\\<>&{}=\n\r\t\u202eک😀\u2028")) | st.none()
rows = st.lists(
    st.fixed_dictionaries(
        {"claim_id": text.filter(bool), "doc_id": text},
        optional={
            "speakers": st.lists(text.filter(lambda t: t is not None)).map(tuple),
            "date_start": st.dates(date(1, 1, 1)),
            "deaths_low": st.integers(0, 2**31 - 1) | st.none(),
            "low": st.floats(allow_nan=False) | st.none(),
            "review": st.booleans(),
        },
    ),
    max_size=6,
)


@given(rows)
def test_any_claim_comes_back_as_it_was(made):
    claims = frame("claims", made)
    assert to_arrow("claims", claims).equals(to_arrow("claims", frame("claims", made)))
    for row, (_, got) in zip(made, claims.iterrows(), strict=True):
        for name, value in row.items():
            if value is None:
                assert pd.isna(got[name])
            elif name == "date_start":
                assert got[name] == pd.Timestamp(value)
            else:
                assert got[name] == value


def test_tables_are_described_by_the_schema():
    for name in TABLES:
        empty = frame(name)
        assert [c for c in empty.columns if c != "geometry"] == [c.name for c in TABLES[name]]
    assert len(tables()["documents"]) == 1
    assert DOCUMENT["doc_id"] == "a"
