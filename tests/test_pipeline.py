"""The whole way, with a toy extractor: texts in, snapshot and report out."""

import shutil
from pathlib import Path

import pytest
from toy_extractor import toy_claims

from geo import pipeline
from geo.config import SEEDS, data_dir
from geo.errors import AtlasError, DataError, SnapshotError
from geo.fingerprints import data_versions, input_digests, is_fresh
from geo.store.snapshot import current_id, list_ids, open_current

TEXTS = {
    "a.txt": "12 died in Kunduz on 2024-05-01. 3 died in Herat on 2024-05-03.",
    "b.txt": "Officials: 15 died in Kunduz on 2024-05-01.",
    "c.txt": "The group said nobody died in Kabul on 2024-07-01.",
    "d.txt": "4 died in Elsewhere on 2024-05-09.",
    "e.txt": "boom",
    "f.txt": "misquote: 4 died in Kabul on 2024-05-09.",
    "g.txt": "uncertain: 5 died in Kabul on 2024-06-09.",
    "h.txt": "Quiet.",
    "empty.txt": "",
}


@pytest.fixture(autouse=True)
def _toy(monkeypatch):
    monkeypatch.setattr(pipeline, "from_reading", toy_claims)


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


def run(tmp_path, *paths, **changed):
    return pipeline.build(
        paths, store_dir=tmp_path / "store", **({"data_dir": data_dir()} | changed)
    )


def test_texts_become_events_and_nothing_is_lost(tmp_path, texts):
    report = run(tmp_path, texts)
    snapshot = open_current(tmp_path / "store")
    assert snapshot.snapshot_id == report.snapshot_id
    assert report.documents == len(snapshot.tables["documents"]) == 8
    assert report.claims == {"event": 5, "presence": 0, "statistic": 0}
    assert report.review == 1
    events = snapshot.tables["events"]
    assert (report.events, report.on_map) == (len(events), int(events["on_map"].sum())) == (3, 2)
    kunduz = events[events["adm1"] == "AF-KDZ"].iloc[0]
    assert kunduz["n_sources"] == 2
    assert (kunduz["deaths_low"], kunduz["deaths_high"]) == (12, 15)
    assert kunduz["place_name"] == "Kunduz"
    reasons = {(s.path, s.stage): s.reason for s in report.set_aside}
    assert set(reasons) == {
        ("texts/empty.txt", "read"),
        ("e", "extract"),
        ("f", "extract"),
        ("c", "link"),
    }
    assert reasons["e", "extract"].startswith(
        "the extractor failed on this text (ValueError: boom)"
    )
    assert "a quote is not in the text" in reasons["f", "extract"]
    assert "denies something that no document tells" in reasons["c", "link"]
    assert len(snapshot.tables["set_aside"]) == len(report.set_aside)
    claims = snapshot.tables["claims"].set_index("doc_id")
    assert claims.loc["g", "review"]
    assert claims.loc[["c", "g"], "event_id"].isna().all()
    assert claims.loc[["a", "b", "d"], "event_id"].notna().all()
    text = snapshot.document_text("a")
    for row in snapshot.tables["evidence"].to_dict("records"):
        assert (
            snapshot.document_text(
                snapshot.tables["claims"].set_index("claim_id").loc[row["claim_id"], "doc_id"]
            )[row["start"] : row["end"]]
            == row["quote"]
        )
    assert text == TEXTS["a.txt"]


def test_the_links_are_explained_in_the_trace(tmp_path, texts):
    run(tmp_path, texts)
    trace = open_current(tmp_path / "store").tables["trace"]
    joined = trace[trace["field"] == "event_id"]
    assert len(joined) == 2
    assert set(joined["rule"]) == {"link.date_same_day+place_same+toll_close+same_actor"}
    assert not trace.duplicated(["claim_id", "n"]).any()


def test_the_same_texts_give_the_same_bytes_wherever_they_lie(tmp_path, texts):
    one = run(tmp_path, texts).snapshot_id
    moved = tmp_path / "deep" / "er" / "texts"
    shutil.copytree(texts, moved)
    assert run(tmp_path, moved).snapshot_id == one
    assert list_ids(tmp_path / "store") == [one]
    (moved / "a.txt").write_text("13 died in Kunduz on 2024-05-01.")
    assert run(tmp_path, moved).snapshot_id != one


def test_progress_tells_the_stages_in_order(tmp_path, texts):
    told = []
    run(tmp_path, texts, progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["read", "extract", "link", "write"]
    assert all(done <= total for _, done, total in told)


def test_a_store_that_cannot_be_written_is_said_before_the_work(tmp_path, texts):
    (tmp_path / "store").write_text("a file")
    told = []
    with pytest.raises(SnapshotError, match="cannot be written"):
        run(tmp_path, texts, progress=lambda *stage: told.append(stage))
    assert told == []


def test_nothing_to_read_is_said_and_changes_nothing(tmp_path, texts):
    before = run(tmp_path, texts).snapshot_id
    (tmp_path / "none").mkdir()
    with pytest.raises(AtlasError, match=r"nothing to build in .*none: none/ holds no text"):
        run(tmp_path, tmp_path / "none")
    with pytest.raises(AtlasError, match="does not exist; check the name"):
        run(tmp_path, tmp_path / "gone.txt")
    assert current_id(tmp_path / "store") == before


def copied_data(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_dir(), folder, ignore=shutil.ignore_patterns("relief.jpg"))
    return folder


@pytest.mark.parametrize(
    "name", ["gazetteer.csv", "actors.csv", "speakers.csv", "districts.geojson"]
)
@pytest.mark.parametrize("how", ["missing", "cut", "bytes"])
def test_a_missing_or_broken_data_file_stops_the_run_with_its_name(tmp_path, texts, name, how):
    before = run(tmp_path, texts).snapshot_id
    data = copied_data(tmp_path)
    path = data / name
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:25] if how == "cut" else b"\xff\xfe\x00\x01")
    with pytest.raises(DataError, match=name.replace(".", r"\.")):
        run(tmp_path, texts, data_dir=data)
    assert current_id(tmp_path / "store") == before


def test_a_snapshot_is_stale_when_texts_or_data_change(tmp_path, texts):
    data = copied_data(tmp_path)
    run(tmp_path, texts, data_dir=data)
    manifest = open_current(tmp_path / "store").manifest

    def fresh():
        return is_fresh(manifest.inputs, manifest.versions, [texts], data)

    assert fresh()
    (texts / "z.txt").write_text("1 died in Herat.")
    assert not fresh()
    (texts / "z.txt").unlink()
    assert fresh()
    (texts / "a.txt").write_text("1 died in Herat.")
    assert not fresh()
    (texts / "a.txt").write_text(TEXTS["a.txt"])
    (data / "actors.csv").write_text((data / "actors.csv").read_text() + "\n")
    assert not fresh()


def test_versions_name_code_and_data_but_no_machine_path():
    versions = data_versions(data_dir())
    assert "code" in versions
    assert "gazetteer.csv" in versions
    digests = input_digests([SEEDS])
    assert "seeds/origin.toml" in digests
    assert not any(Path(name).is_absolute() for name in [*versions, *digests])
