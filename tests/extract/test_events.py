"""Events of invented news: found, told apart, and given the right place, date and doers."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from geo.extract.events import CLAIM, find_events
from geo.extract.extractor import read_dated, titled_day
from geo.extract.knowledge import Knowledge
from geo.model import Claim, Document

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "events.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(ROOT / "data")


def events_of(knowledge: Knowledge, text: str, published: date | None) -> list[Claim]:
    document = Document(doc_id="d", title="", publisher="", published=published, text=text)
    claims = find_events(read_dated(document, knowledge))
    for claim in claims:
        for evidence in claim.evidence:
            evidence.verify(document)
    return [c for c in claims if not c.review]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_events_of_invented_news(case, knowledge: Knowledge) -> None:
    found = events_of(knowledge, case["text"], case["published"])
    wanted = case.get("event", [])
    assert len(found) == len(wanted), [c.evidence for c in found]
    for event in wanted:
        stance = event.get("stance", "asserted")
        on = [c for c in found if any(event["on"] in e.quote for e in c.evidence)]
        (claim,) = [c for c in on if c.stance == stance]
        told = {
            "type": str(claim.event_type),
            "stance": str(claim.stance),
            "adm1": claim.places[0].adm1 if claim.places else None,
            "actors": list(claim.actors),
            "first": claim.date_start,
            "deaths": claim.deaths.low if claim.deaths else None,
            "attribution": str(claim.attribution),
        }
        assert {"kind", "event_type", "actors", "attribution"} <= {t.field for t in claim.trace}
        assert {k: told[k] for k in event if k in told} == {
            k: v for k, v in event.items() if k in told
        }


def test_every_value_has_a_trace(knowledge: Knowledge) -> None:
    case = CASES[0]
    (claim,) = events_of(knowledge, case["text"], case["published"])
    fields = {t.field for t in claim.trace}
    assert {
        "kind",
        "event_type",
        "places",
        "date_start",
        "actors",
        "deaths",
        "attribution",
    } <= fields
    for trace in claim.trace:
        assert trace.rule.startswith("event.")
        assert (trace.start is None) == (trace.end is None)


def test_swapping_groups_changes_the_group_only(knowledge: Knowledge) -> None:
    text = (
        "Fighters of the National Resistance Front attacked a post in Panjshir province on Monday, "
        "killing three guards, a spokesman said."
    )
    day = date(2023, 6, 7)
    (front,) = events_of(knowledge, text, day)
    swapped = text.replace("the National Resistance Front", "Islamic State Khorasan")
    (other,) = events_of(knowledge, swapped, day)
    assert (front.actors, other.actors) == (("NRF",), ("ISKP",))
    assert front.places[0].adm1 == other.places[0].adm1 == "AF-PAN"
    assert (front.date_start, front.deaths) == (other.date_start, other.deaths)


def test_only_sure_incidents_are_claims(knowledge: Knowledge) -> None:
    text = CASES[0]["text"]
    document = Document(
        doc_id="d", title="", publisher="", published=CASES[0]["published"], text=text
    )
    for claim in find_events(read_dated(document, knowledge)):
        assert claim.review is (claim.score < CLAIM)


def test_text_without_triggers_has_no_events(knowledge: Knowledge) -> None:
    assert events_of(knowledge, "", None) == []
    assert events_of(knowledge, "The apricots of Kandahar are ripe.", None) == []


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("List of incidents in November 2016 (rows)", date(2016, 11, 30)),
        ("Battle of Kunduz (2016)", date(2016, 12, 31)),
        ("What happened on 3 March 2020", date(2020, 3, 3)),
        ("A day in Kabul", None),
        ("", None),
    ],
)
def test_day_of_a_title(title: str, day: date | None) -> None:
    assert titled_day(title) == day


def test_a_claim_of_responsibility_is_traced_to_the_voice(knowledge: Knowledge) -> None:
    (case,) = [c for c in CASES if c["id"] == "who_tells_a_deed_as_his_own_claims_it"]
    (claim,) = events_of(knowledge, case["text"], case["published"])
    (trace,) = [t for t in claim.trace if t.field == "attribution"]
    assert trace.rule == "event.own_word"
    assert case["text"][trace.start : trace.end] == "the front"
