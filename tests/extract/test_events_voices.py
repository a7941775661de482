"""Who is heard of an incident: one who leaves it open, both sides, an official, a list's head."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geo.extract.events import find_events
from geo.extract.events_voices import unowned
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Claim, Document

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests/cases/voices.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(ROOT / "data")


def first_of(knowledge: Knowledge, case: dict[str, Any]) -> Claim:
    document = Document(
        doc_id="d",
        title=case.get("title", ""),
        publisher="",
        published=case["published"],
        text=case["text"],
    )
    return next(c for c in find_events(read_dated(document, knowledge)) if not c.review)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_the_voice_makes_the_attribution(knowledge: Knowledge, case: dict[str, Any]) -> None:
    claim = first_of(knowledge, case)
    (trace,) = [t for t in claim.trace if t.field == "attribution"]
    assert (str(claim.attribution), trace.value) == (case["attribution"],) * 2
    assert case.get("rule", trace.rule) == trace.rule
    assert trace.start is not None


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_no_group_is_treated_unlike_another(knowledge: Knowledge, case: dict[str, Any]) -> None:
    other = {"ISKP": "NRF", "NRF": "ISKP"}
    text = case["text"].replace("ISKP", "@").replace("NRF", "ISKP").replace("@", "NRF")
    claim, swapped = first_of(knowledge, case), first_of(knowledge, case | {"text": text})
    assert swapped.attribution is claim.attribution
    assert swapped.actors == tuple(other.get(a, a) for a in claim.actors)


@pytest.mark.parametrize(
    ("after", "open_"),
    [
        (" has not confirmed the raid", True),
        ("'s spokesman declined to comment", True),
        (" said it was aware of the reports", True),
        (" announced an inquiry", True),
        (" said nothing about it", True),
        (" said it had killed nine", False),
        (" did not name him but said that he was dead", False),
    ],
)
def test_leaving_it_open(after: str, open_: bool) -> None:
    assert unowned(after, 0, len(after)) is open_
