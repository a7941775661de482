"""The five seed texts from end to end with the real extractor."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.config import ROOT, SEEDS, data_dir
from geo.pipeline import FEW, build
from geo.store.snapshot import open_current


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    store = tmp_path_factory.mktemp("store")
    build([SEEDS], store_dir=store, data_dir=data_dir())
    return open_current(store)


def test_every_quote_stands_where_it_says(snapshot):
    claims = snapshot.tables["claims"].set_index("claim_id")
    evidence = snapshot.tables["evidence"]
    assert len(evidence) >= len(claims) > 0
    for row in evidence.to_dict("records"):
        text = snapshot.document_text(claims.loc[row["claim_id"], "doc_id"])
        assert text[row["start"] : row["end"]] == row["quote"]


def test_the_killing_of_khalil_haqqani_told_by_two_texts_is_one_event(snapshot):
    evidence = snapshot.tables["evidence"]
    told = evidence[evidence["quote"].str.contains("Khalil (?:Ahmad )?Haqqani")]["claim_id"]
    claims = snapshot.tables["claims"].set_index("claim_id").loc[told]
    assert set(claims["doc_id"].str[:3]) == {"000", "004"}
    (event_id,) = set(claims[claims["deaths_best"] == 1]["event_id"])
    event = snapshot.tables["events"].set_index("event_id").loc[event_id]
    assert event["n_sources"] == 2
    assert (event["deaths_low"], event["deaths_best"], event["deaths_high"]) == (1, 1, 1)
    assert event["actors"] == ("ISKP",)


def test_kunduz_in_october_2021_is_on_the_map_with_its_toll(snapshot):
    events = snapshot.tables["events"]
    (row,) = events[(events["adm1"] == "AF-KDZ") & (events["date_start"] == "2021-10-01")].to_dict(
        "records"
    )
    assert row["on_map"]
    assert row["deaths_best"] == 50
    assert row["injured_best"] == 140


def test_points_are_given_only_where_they_are_known(snapshot):
    for name in ("events", "claim_places"):
        rows = snapshot.tables[name]
        coarse = rows[~(rows["where_prec"] <= 2).fillna(False)]
        assert coarse["lat"].isna().all()
        assert coarse.geometry.isna().all()


def test_manifest_and_records_of_the_seeds_agree_with_the_build(snapshot, tmp_path):
    lines = []
    for row in snapshot.tables["documents"].to_dict("records"):
        path = str(SEEDS / f"{row['doc_id']}.txt")
        day = f"{row['published']:%Y-%m-%d}"
        lines.append({"id": row["doc_id"], "path": path, "title": row["title"], "published": day})
    listing = tmp_path / "list.jsonl"
    listing.write_text("\n".join(json.dumps(line) for line in lines))
    arguments = ["extract", "--manifest", str(listing), "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    ids = {
        json.loads(line)["id"]
        for path in (tmp_path / "out").iterdir()
        for line in path.read_text().splitlines()
    }
    claims = snapshot.tables["claims"]
    assert ids == set(claims.loc[~claims["review"], "claim_id"])


@pytest.mark.slow
def test_the_number_of_processes_makes_no_difference(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    whole = [path.read_text()[:1500] for path in sorted(SEEDS.glob("*.txt"))]
    for n in range(FEW + 4):
        (texts / f"{n:02}.txt").write_text(f"{whole[n % 5]}\n\nNumber {n}.\n")
    digests = []
    for n in (1, 2):
        store = tmp_path / f"store{n}"
        # A command of its own: page tests put their script in the place of __main__, which a
        # process that is started afresh would run.
        command = [sys.executable, "-m", "geo", "build", str(texts), "--out", str(store)]
        subprocess.run([*command, "--workers", str(n)], cwd=ROOT, check=True, capture_output=True)
        digests.append(open_current(store).manifest.digests)
    assert digests[0] == digests[1]
