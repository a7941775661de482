"""Whose word makes an incident "claimed": the doer's own, his office's, his paper's."""

from datetime import date
from pathlib import Path

import pytest

from geo.codes import Attribution
from geo.extract.events import find_events
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Claim, Document

ROOT = Path(__file__).resolve().parents[2]
RAID = (
    "In Zharay district, Kandahar province, a coalition force detained two insurgents during a "
    "raid on Monday. The patrol found four rifles."
)
BLAST = "Two suicide bombers attacked a mosque in Herat city on Friday, killing nine people."


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(ROOT / "data")


def claims_of(knowledge: Knowledge, text: str, publisher: str = "") -> list[Claim]:
    document = Document(
        doc_id="d", title="", publisher=publisher, published=date(2012, 6, 20), text=text
    )
    return [c for c in find_events(read_dated(document, knowledge)) if not c.review]


def test_the_paper_of_a_force_tells_its_own_deeds(knowledge: Knowledge) -> None:
    (claim, *_) = claims_of(knowledge, RAID, "ISAF Joint Command")
    assert "US_NATO" in claim.actors
    assert claim.attribution is Attribution.CLAIMED
    (trace,) = [t for t in claim.trace if t.field == "attribution"]
    assert trace.value == "claimed"


def test_forces_of_whom_nobody_speaks_claim_nothing(knowledge: Knowledge) -> None:
    (claim, *_) = claims_of(knowledge, RAID, "A weekly list")
    assert claim.attribution is not Attribution.CLAIMED


@pytest.mark.parametrize(
    ("after", "attribution"),
    [
        (" Islamic State said it was behind that attack.", Attribution.CLAIMED),
        (" Islamic State, in a statement, said its men had done it.", Attribution.CLAIMED),
        (" Islamic State named the bombers.", Attribution.CLAIMED),
        (" Islamic State put its name to the attack.", Attribution.CLAIMED),
        (" The police were told that Islamic State is to blame.", None),
    ],
)
def test_what_a_group_says_of_itself(
    knowledge: Knowledge, after: str, attribution: Attribution | None
) -> None:
    (claim, *_) = claims_of(knowledge, BLAST + after)
    assert (claim.attribution is Attribution.CLAIMED) is (attribution is Attribution.CLAIMED)


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("ISKP claimed the attack.", Attribution.CLAIMED),
        ("Police suspect ISKP.", Attribution.SUSPECTED),
        ("The attack bears the hallmarks of ISKP.", Attribution.SUSPECTED),
        ("ISKP is believed to be behind it.", Attribution.SUSPECTED),
        ("ISKP may have been behind it.", Attribution.SUSPECTED),
        ("The bombers are believed to be members of ISKP.", Attribution.SUSPECTED),
        ("It was in all probability the work of ISKP.", Attribution.SUSPECTED),
        ("The police have a list, ISKP being the main suspect.", Attribution.SUSPECTED),
        ("The governor thinks of ISKP.", Attribution.SUSPECTED),
        ("Police blamed ISKP, which denied involvement.", Attribution.DISPUTED),
        ("Police blamed ISKP, but ISKP said it had not done it.",
         Attribution.DISPUTED),
        ("ISKP claimed the attack and denied that a tenth person died.",
         Attribution.CLAIMED),
    ],
)  # fmt: skip
def test_suspicion_and_denial_beside_the_name(
    knowledge: Knowledge, text: str, attribution: Attribution
) -> None:
    (claim, *_) = claims_of(knowledge, f"{BLAST} {text}")
    assert claim.actors == ("ISKP",)
    assert claim.attribution is attribution
    assert [t.value for t in claim.trace if t.field == "attribution"] == [str(attribution)]
