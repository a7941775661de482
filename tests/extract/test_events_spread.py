import tomllib
from datetime import date
from pathlib import Path

import pytest

from geo.codes import Attribution, EventType, Kind, PlaceKind, TargetType
from geo.extract.events import find_events
from geo.extract.events_spread import SURE_FLOOR, spread
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Claim, ClaimPlace, Document, Evidence

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
    for claim in claims:
        told = {t.field for t in claim.trace}
        assert {"kind", "event_type", "actors", "attribution", "places"} <= told
        assert ("deaths" in told) is (claim.deaths is not None)


DEEDS = [
    ("The force engaged the position, killing two insurgents.", "armed_clash", {}, "sure.killed"),
    ("The force detained three suspects.", "arrests", {}, "sure.caught"),
    ("The force detained three suspects.", "arrests", {"date_prec": None}, "sure.caught"),
    ("The force detained three suspects.", "arrests", {"adm1": None}, "sure.caught"),
    ("The force detained three suspects.", "arrests", {"adm1": None, "date_prec": None}, ""),
    ("The force killed two insurgents.", "armed_clash", {"adm1": None}, ""),
    ("The force detained three suspects.", "arrests", {"actors": ("ISKP",)}, ""),
    ("The force detained three suspects.", "arrests", {"score": SURE_FLOOR - 0.01}, ""),
    ("Week after week the force arrests some.", "arrests", {}, ""),
    ("A bomb killed two civilians.", "remote_explosive", {}, ""),
    ("A raid could kill two insurgents.", "armed_clash", {}, ""),
    ("The force killed two insurgents.", "armed_clash", {"date_prec": 4}, ""),
]


@pytest.mark.parametrize(("text", "sort", "more", "rule"), DEEDS)
def test_counted_deeds_of_forces_are_sure(knowledge, text, sort, more, rule):
    text += " Nobody was hurt in the city." * 4
    document = Document(doc_id="d", title="", publisher="", published=date(2012, 6, 1), text=text)
    fields = {"adm1": "AF-KUN", "actors": ("US_NATO",), "date_prec": 1, "score": 0.35} | more
    claim = Claim(
        doc_id="d",
        kind=Kind.EVENT,
        actors=fields["actors"],
        places=(ClaimPlace(name="X", country="AF", adm1=fields["adm1"], kind=PlaceKind.PROVINCE),),
        date_start=date(2012, 5, 31) if fields["date_prec"] else None,
        date_end=date(2012, 5, 31) if fields["date_prec"] else None,
        date_prec=fields["date_prec"],
        evidence=(Evidence.cut(document, 0, len(text)),),
        event_type=EventType(sort),
        attribution=Attribution.ATTRIBUTED,
        target_type=TargetType.UNKNOWN,
        score=fields["score"],
        review=True,
    )
    (told,) = spread(read_dated(document, knowledge), [claim])
    assert told.review is not bool(rule)
    assert [t.rule for t in told.trace] == ([rule] if rule else [])


LONGER = " The council met in the afternoon." * 4


@pytest.mark.parametrize(
    ("text", "score", "rule"),
    [
        ("May 2023: A doctor was beaten at a clinic in Kunar.", 0.2, "sure.short"),
        ("May 2023: A doctor was beaten at a clinic in Kunar.", 0.05, ""),
        ("May 2023: A doctor was beaten at a clinic in Kunar." + LONGER, 0.3, ""),
        ("A doctor was beaten at a clinic in Kunar.", 0.3, ""),
        ("May 2023: Two farmers of Kunar shot each other over a well.", 0.2, ""),
        ("May 2023: A gas cylinder exploded in Kunar.", 0.2, ""),
    ],
)
def test_a_short_text_tells_of_its_one_incident(knowledge, text, score, rule):
    document = Document(doc_id="d", title="", publisher="", published=date(2023, 6, 1), text=text)
    claim = Claim(
        doc_id="d",
        kind=Kind.EVENT,
        places=(ClaimPlace(name="Kunar", country="AF", adm1="AF-KNR", kind=PlaceKind.PROVINCE),),
        evidence=(Evidence.cut(document, 0, text.index(".")),),
        event_type=EventType.ATTACK,
        attribution=Attribution.UNKNOWN,
        target_type=TargetType.UNKNOWN,
        score=score,
        review=True,
    )
    (told,) = spread(read_dated(document, knowledge), [claim])
    assert told.review is not bool(rule)
    assert [t.rule for t in told.trace] == ([rule] if rule else [])
