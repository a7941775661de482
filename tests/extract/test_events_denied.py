"""Who denies what: the doer its own part, or somebody that there was a deed at all."""

from datetime import date
from pathlib import Path

import pytest

from geo.codes import Attribution, EventType, Kind, PlaceKind, Stance, TargetType
from geo.extract.events_denied import deny
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import UNKNOWN_ACTOR, Claim, ClaimPlace, Document, Evidence

DATA = Path(__file__).parents[2] / "data"
DEED = "Four men were shot near Nahrin on Monday."


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(DATA)


def denied(knowledge, after, actor):
    text = f"{DEED} {after}"
    document = Document(doc_id="d", title="", publisher="", published=date(2024, 5, 9), text=text)
    claim = Claim(
        doc_id="d",
        kind=Kind.EVENT,
        actors=(actor,),
        places=(ClaimPlace(name="Nahrin", country="AF", adm1="AF-BGL", kind=PlaceKind.DISTRICT),),
        evidence=(Evidence.cut(document, 0, len(DEED)),),
        event_type=EventType.ATTACK,
        attribution=Attribution.UNKNOWN if actor == UNKNOWN_ACTOR else Attribution.ATTRIBUTED,
        target_type=TargetType.UNKNOWN,
        score=0.9,
    )
    claims = deny(read_dated(document, knowledge), [claim])
    return [c for c in claims if c.stance is Stance.DENIED], claims


@pytest.mark.parametrize(
    ("after", "actor", "doer"),
    [
        ("The Taliban denied any involvement.", "TALIBAN", "TALIBAN"),
        ("The Taliban denied that any of their men had been involved.", UNKNOWN_ACTOR, "TALIBAN"),
        ("The NRF said that neither of its units had any part in it.", "NRF", "NRF"),
        ("The Taliban called the story a fabrication.", "TALIBAN", "TALIBAN"),
        ('"A lie," said the district governor.', "TALIBAN", "TALIBAN"),
        ("The Taliban said that it never happened.", "NRF", "NRF"),
        ("Police spokesman Karim Sample said no such attack was known.", "ISKP", "ISKP"),
    ],
)
def test_a_denial(knowledge, after, actor, doer):
    (found,), _ = denied(knowledge, after, actor)
    assert found.actors == (doer,)
    assert found.attribution is Attribution.DISPUTED
    assert found.deaths is None
    assert found.speakers
    assert found.evidence[0].quote == after


@pytest.mark.parametrize(
    ("after", "actor"),
    [
        ("The Taliban called the story a fabrication.", "ISKP"),
        ("The Taliban called the killers criminals.", "TALIBAN"),
        ('"A lie," said the district governor.', UNKNOWN_ACTOR),
        ("The Taliban denied having sheltered the killers.", "TALIBAN"),
        ("The Taliban neither confirmed nor denied it.", "TALIBAN"),
        ("Trade through the valley never took off, the Taliban said.", "TALIBAN"),
    ],
)
def test_no_denial(knowledge, after, actor):
    found, claims = denied(knowledge, after, actor)
    assert found == []
    assert len(claims) == 1


def test_the_asserted_claim_is_disputed_by_its_own_doer_only(knowledge):
    _, claims = denied(knowledge, "The Taliban said that it never happened.", "NRF")
    assert claims[0].attribution is Attribution.ATTRIBUTED
    _, claims = denied(knowledge, "The Taliban called the story a lie.", "TALIBAN")
    assert claims[0].attribution is Attribution.DISPUTED
    _, claims = denied(knowledge, "The Taliban denied any involvement.", "TALIBAN")
    assert claims[0].attribution is Attribution.DISPUTED
