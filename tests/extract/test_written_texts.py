"""The texts written for training keep to the codebook: exact quotes, known ids, whole dates."""

import json
from pathlib import Path
from typing import Any

import pytest

from geo.codes import Activity, Attribution, EventType, Metric, PlaceKind, Stance
from geo.extract.lexicon import ActorLexicon

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ROOT / "training" / "written"
ROWS = [
    json.loads(line)
    for line in (WRITTEN / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
]
CODES = {
    "event_type": EventType, "attribution": Attribution, "activity": Activity, "metric": Metric,
    "stance": Stance,
}  # fmt: skip


@pytest.fixture(scope="module")
def known_actors() -> set[str]:
    return {*ActorLexicon.load(ROOT / "data" / "actors.csv").actors, "UNKNOWN", "ANY"}


def _claims(doc_id: str) -> list[dict[str, Any]]:
    body = (WRITTEN / "gold" / f"{doc_id}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in body.split("\n") if line]


def test_every_text_has_its_gold_and_says_that_it_is_invented() -> None:
    ids = {row["id"] for row in ROWS}
    assert len(ids) == len(ROWS)
    assert {path.stem for path in (WRITTEN / "texts").iterdir()} == ids
    assert {path.stem for path in (WRITTEN / "gold").iterdir()} == ids
    assert all(row["publisher"].startswith("invented") for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_gold_keeps_to_the_codebook(row: dict[str, str], known_actors: set[str]) -> None:
    text = (WRITTEN / row["path"]).read_text(encoding="utf-8")
    for claim in _claims(row["id"]):
        assert claim["evidence"]
        for part in claim["evidence"]:
            assert text[part["start"] : part["end"]] == part["quote"]
        assert all(a in known_actors or a.startswith("OTHER:") for a in claim["actors"])
        for field, codes in CODES.items():
            assert claim.get(field) is None or claim[field] in set(codes)
        assert all(place["kind"] in set(PlaceKind) for place in claim["places"])
        assert (claim["date_start"] or "") <= (claim["date_end"] or "")
        assert (claim["date_prec"] is None) == (claim["date_start"] is None)
