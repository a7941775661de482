"""Every value of every claim tells its rule and its words, in the seeds and all our cases."""

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import shipped

from geo.codes import Activity, Counted, Stance
from geo.config import ROOT, SEEDS
from geo.extract.events import find_events
from geo.extract.events_spread import spread
from geo.extract.extractor import extract, read_dated
from geo.extract.presence_arguments import Who
from geo.extract.presence_merge import Draft, merged
from geo.extract.reading import DateSpan
from geo.extract.tracing import period_traces, told_by, with_defaults
from geo.model import Document, Strength, Trace

CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))
DAY = date(2024, 5, 9)
WORDLESS = {"actors", "places"}
"""Fields whose default rests on what the text leaves out."""


def texts(path: Path):
    """Texts of a file, each with its day of publication."""
    if path.suffix == ".txt":
        yield path.read_text(encoding="utf-8"), DAY
        return
    for rows in tomllib.loads(path.read_text(encoding="utf-8")).values():
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row.get("text"), str):
                day = row.get("published") or row.get("day")
                yield row["text"], day if isinstance(day, date) else DAY


@cache
def claims_of(path):
    """Claims of all texts of a file, each with its text."""
    found = []
    for text, day in texts(path):
        document = Document(doc_id="d", title="", publisher="", published=day, text=text)
        found += [(claim, text) for claim in extract(document, shipped.knowledge())]
    return found


def untold(claim):
    """Fields with a value and no trace; the evidence is words itself."""
    told = {trace.field for trace in claim.trace}
    return {f for f, v in claim.record().items() if v is not None and v != []} - told - {"evidence"}


@pytest.mark.parametrize("path", [*sorted(SEEDS.glob("*.txt")), *CASES], ids=lambda p: p.stem)
def test_every_value_of_every_claim_has_a_rule_and_words(path):
    for claim, text in claims_of(path):
        assert untold(claim) == set(), claim.record()
        assert claim.speakers or "speakers" in {trace.field for trace in claim.trace}
        for trace in claim.trace:
            assert trace.rule
            assert trace.value
            assert (trace.start is None) == (trace.end is None)
            if trace.start is None:
                assert trace.field in WORDLESS, trace
            else:
                assert 0 <= trace.start < trace.end <= len(text)


@pytest.mark.parametrize("path", [*sorted(SEEDS.glob("*.txt")), *CASES], ids=lambda p: p.stem)
def test_the_trace_tells_the_values_that_the_claim_has(path):
    for claim, _ in claims_of(path):
        told = {}
        for trace in claim.trace:
            told.setdefault(trace.field, set()).add(trace.value)
        record = claim.record()
        plain = ("stance", "date_start", "date_end", "date_prec", "event_type", "attribution")
        for field in (*plain, "target_type", "activity", "metric"):
            value = record.get(field)
            assert told.get(field, set()) == ({str(value)} if value is not None else set()), field
        if claim.speakers:
            assert told["speakers"] == {", ".join(claim.speakers)}
        assert ("strength" in told) is (claim.strength is not None)


def test_kinds_of_claims_that_the_cases_hold():
    """The laws above are about something."""
    found = {(str(c.kind), str(c.stance)) for path in CASES for c, _ in claims_of(path)}
    assert {("event", "asserted"), ("event", "denied"), ("statistic", "asserted")} <= found
    assert {("presence", "asserted"), ("presence", "denied")} <= found


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (
            "A bomb killed nine people in Kunduz on Monday. ISKP claimed responsibility.",
            "event.attribution+said_it",
            "claimed responsibility",
        ),
        (
            "Gunmen killed four guards in Herat on Monday. Nobody said who they were.",
            "event.attribution+no_doer_named",
            "Gunmen killed four guards in Herat on Monday.",
        ),
    ],
)
def test_an_attribution_is_traced_to_its_cue(text, rule, words, knowledge):
    document = Document(doc_id="d", title="", publisher="", published=DAY, text=text)
    (claim,) = [c for c in extract(document, knowledge) if c.kind == "event"]
    (trace,) = [t for t in claim.trace if t.field == "attribution"]
    assert trace.rule == rule
    assert text[trace.start : trace.end] == words


def test_defaults_change_nothing_but_the_trace():
    path = ROOT / "tests" / "cases" / "events.toml"
    for claim, _ in claims_of(path):
        bare = told_by(claim, "llm:stub")
        assert bare == claim
        assert bare.claim_id == claim.claim_id
        assert with_defaults(bare).trace == bare.trace


def test_days_that_are_dropped_leave_no_account_behind(knowledge):
    text = "KABUL – The report was published this week.\n"
    text += "ISKP carried out the deadly bombings in Moscow and Kerman that killed 230 people."
    document = Document(doc_id="d", title="", publisher="", published=DAY, text=text)
    reading = read_dated(document, knowledge)
    days = DateSpan(
        start=0, end=4, text="ISKP", rule="date.day", first=DAY, last=DAY, prec=1, basis="explicit"
    )
    claim = find_events(reading)[0]
    dated = replace(
        claim,
        date_start=DAY,
        date_end=DAY,
        date_prec=1,
        trace=(*claim.trace, *period_traces(days)),
    )
    told = spread(reading, [dated])
    assert len(told) == 2
    for one in told:
        assert one.date_start is None
        assert not [t for t in one.trace if t.field.startswith("date_")]


def test_a_strength_that_a_repetition_tells_brings_its_account():
    number = Trace("strength", "300/300 fighters", "strength.beside", 40, 43)
    plain = Draft(
        activity=Activity.PRESENCE,
        stance=Stance.ASSERTED,
        who=Who(actors=("TTP",), spans=(), rule="actor.nearest"),
        places=(),
        evidence=((0, 20),),
        sentence=0,
        speaker=None,
        period=None,
        strength=None,
        score=0.9,
        traces=(Trace("kind", "presence", "presence.active", 0, 5),),
    )
    counted = replace(
        plain,
        evidence=((21, 50),),
        sentence=1,
        strength=Strength(300, 300, Counted.FIGHTERS),
        traces=(*plain.traces, number),
    )
    (one,) = merged([plain, counted])
    assert one.strength == counted.strength
    assert one.traces == (*plain.traces, number)
    (other,) = merged([replace(counted, evidence=((0, 20),)), plain])
    assert other.traces == counted.traces
