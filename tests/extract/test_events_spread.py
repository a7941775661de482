import tomllib
from datetime import date
from pathlib import Path

import pytest

from geo.extract.events import find_events
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "spread.toml").read_text())["case"]


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(ROOT / "data")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_sentence_of_several_incidents(knowledge, case):
    text = "KABUL – The report was published this week.\n" + case["text"]
    document = Document(
        doc_id="d", title="Report", publisher="", published=date(2024, 6, 1), text=text
    )
    claims = [c for c in find_events(read_dated(document, knowledge)) if not c.review]
    where = sorted(str(c.places[0].adm1 or c.places[0].country) for c in claims)
    assert where == case["places"]
    if "deaths" in case:
        assert sorted(c.deaths.best for c in claims) == case["deaths"]
    assert all(e.quote == text[e.start : e.end] for c in claims for e in c.evidence)
