"""Whose dead are counted where an attack was beaten off."""

from datetime import date
from pathlib import Path

import pytest

from geo.codes import EventType
from geo.extract.events import find_events
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Claim, Document

ROOT = Path(__file__).resolve().parents[2]
WHERE = " in Andar district of Ghazni province on Monday"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(ROOT / "data")


def claims_of(knowledge: Knowledge, text: str) -> list[Claim]:
    document = Document(
        doc_id="d", title="", publisher="", published=date(2019, 7, 9), text=text.format(WHERE)
    )
    return [c for c in find_events(read_dated(document, knowledge)) if not c.review]


@pytest.mark.parametrize(
    ("text", "dead", "fallen"),
    [
        ("Soldiers repelled an attack by the Taliban on a post{}, killing 21 of them.", None, 21),
        ("Taliban stormed a post{}. Nine Taliban were killed when they attacked it.", None, 9),
        ("Taliban hit a post{}. Seven Taliban were killed as guards beat off the raid.", None, 7),
        ("The Taliban attacked a post{}, killing 21 soldiers.", 21, None),
    ],
)
def test_who_fell_in_a_beaten_attack(
    knowledge: Knowledge, text: str, dead: int | None, fallen: int | None
) -> None:
    (claim,) = claims_of(knowledge, text)
    assert claim.actors == ("TALIBAN",)
    assert (claim.deaths and claim.deaths.best) == dead
    assert (claim.deaths_attackers and claim.deaths_attackers.best) == fallen


def test_an_attack_beaten_off_was_a_fight(knowledge: Knowledge) -> None:
    text = "Taliban stormed a post{}. Nine Taliban were killed when they attacked it."
    (claim,) = claims_of(knowledge, text)
    assert claim.event_type is EventType.ARMED_CLASH


@pytest.mark.parametrize(
    "words",
    ["We didn't suffer any casualties", "We didn’t suffer any human losses", "There was no loss"],
)
def test_no_losses(knowledge: Knowledge, words: str) -> None:
    text = f"A rocket hit a base in Ghazni city on Monday. {words}, a commander said."
    document = Document(doc_id="d", title="", publisher="", published=date(2019, 7, 9), text=text)
    tolls = read_dated(document, knowledge).tolls
    assert [(t.what, t.best) for t in tolls if t.what == "deaths"] == [("deaths", 0)]
