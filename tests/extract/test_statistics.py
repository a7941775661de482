"""Statistics: whole sentences and laws."""

from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.config import data_dir
from geo.extract.knowledge import Knowledge
from geo.extract.reader import read
from geo.extract.statistics import find_statistics
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "statistics.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(data_dir())


def document(text, published=None):
    return Document(doc_id="x", title="", publisher="", published=published, text=text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_sentence(case, knowledge):
    reading = read(document(case["text"], case["published"]), knowledge)
    claims = [c for c in find_statistics(reading) if not c.review]
    if "claim" not in case:
        assert claims == []
        return
    meant = case["claim"]
    found = [c for c in claims if (c.metric, c.low) == (meant["metric"], meant.get("low"))]
    assert len(found) == 1, [(c.metric, c.low, c.high) for c in claims]
    claim = found[0]
    assert (claim.date_start, claim.date_end) == (meant.get("start"), meant.get("end"))
    if "actors" in meant:
        assert list(claim.actors) == meant["actors"]


PIECES = st.sampled_from(
    [
        "ISKP claimed 60 attacks in 2024, ", "a 40% increase from the previous year. ",
        "killing 12 ", "people were killed ", "since January ", "the fifth bombing in Kabul ",
        "compared with 41 in May ", "$43,000 ", "((((", "\n\n", "\u200b", "dozens of ",
        "1,095 civilians ", "down by 90 per cent ", "between June and August ", "arrested ", "; ",
        ". ", "hundreds ", "[897] ", "TTP ", "Herat ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_claim_quotes_the_text_and_is_traced(knowledge, text):
    reading = read(document(text), knowledge)
    for claim in find_statistics(reading):
        for evidence in claim.evidence:
            evidence.verify(reading.document)
        assert {"kind", "metric", "low", "high", "actors"} <= {t.field for t in claim.trace}
        assert claim.low is not None or claim.high is not None or claim.change_pct is not None
