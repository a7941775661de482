"""Tolls joined by the codebook, and events of texts that nobody would print."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.codes import EventType
from geo.extract.events import find_events, load_event_knowledge
from geo.extract.events_context import Context
from geo.extract.events_fields import named_victim
from geo.extract.events_tolls import by_side, merge_tolls, told_by
from geo.extract.extractor import as_written, read_dated
from geo.extract.knowledge import Knowledge
from geo.extract.reading import TollSpan
from geo.extract.spans.numbers import find_numbers
from geo.extract.spans.tolls import find_tolls
from geo.model import Document, Toll

ROOT = Path(__file__).resolve().parents[2]
PIECES = (
    "A bomb killed 5 people in Kunduz on Monday",
    "the Taliban attacked a post in Ghazni, killing three",
    "ISIS claimed responsibility",
    "no group claimed it",
    "; ",
    ". ",
    "\n\n",
    " while ",
    "3 March 2020 — ",
    "“",
    "”",
    "\u200b",
    "\u202e",
    "((((",
    "IED" * 3,
    "kіlled",  # with a Cyrillic letter
    "killed " * 40,
    "آیساف ",
)


def toll(
    low: int | None, best: int | None, high: int | None, text: str = "x", **more: Any
) -> TollSpan:
    return TollSpan(start=0, end=1, text=text, what="deaths", low=low, best=best, high=high, **more)


UNHARMED = toll(0, 0, 0, "no civilians were harmed")


@pytest.mark.parametrize(
    ("tolls", "merged"),
    [
        ([], None),
        ([toll(5, 5, 5)], Toll.exactly(5)),
        ([toll(9, 9, None)], Toll.at_least(9)),
        ([toll(5, 5, 5), toll(5, 5, 5)], Toll.exactly(5)),
        ([toll(12, 12, 12), toll(10, 10, 10)], Toll(10, 12, 12)),
        ([toll(12, 12, None), toll(20, 20, 20)], Toll(12, 12, 20)),
        ([toll(12, 12, 12), toll(None, 40, 40, forecast=True)], Toll.exactly(12)),
        ([toll(None, 40, 40, forecast=True)], Toll(None, None, 40)),
        ([toll(3, 3, 3, attackers=True)], None),
        ([toll(2, 2, 2, "killing two insurgents"), UNHARMED], Toll.exactly(2)),
        ([toll(3, 3, None, "killed several insurgents"), UNHARMED], Toll.at_least(3)),
        ([toll(3, 3, None, "killing multiple"), toll(12, 12, 12)], Toll.exactly(12)),
        ([toll(3, 3, 3), toll(0, 0, 0, "no casualties")], Toll(0, 3, 3)),
        ([UNHARMED], Toll.exactly(0)),
        ([toll(5, 5, 5), toll(2, 2, 2, "two of the dead")], Toll.exactly(5)),
        ([toll(46, 46, 46, "46 people, most of them"), toll(5, 5, 5)], Toll(5, 46, 46)),
        ([toll(9, 9, 9, militants=True), toll(2, 2, 2, militants=True)], Toll.exactly(9)),
        ([toll(2, 2, 2, militants=True), toll(9, 9, 9, militants=True)], Toll(2, 2, 9)),
        ([toll(1, 1, 1), toll(9, 9, None)], Toll.at_least(9)),
        ([toll(1, 1, 1), toll(9, 9, 9, boast=True)], Toll(1, 1, 9)),
        ([toll(1, 1, 1), toll(9, 9, 9, militants=True)], Toll(1, 1, 9)),
        ([toll(30, 30, 30, boast=True), toll(4, 4, 4)], Toll(4, 4, 30)),
        ([toll(1, 1, 1), toll(2, 2, 2, "two guards also died", who="guards")], Toll.exactly(3)),
        ([toll(4, 4, 4), toll(2, 2, 2, "two boys also died", who="boys")], Toll(2, 4, 4)),
    ],
)
def test_tolls_of_one_incident(tolls: list[TollSpan], merged: Toll | None) -> None:
    assert merge_tolls(tolls, "deaths", attackers=False) == merged


@pytest.mark.parametrize(
    ("text", "state", "group", "dead", "own"),
    [
        ("Four policemen and six insurgents died.", False, True, 4, 6),
        ("Three soldiers fell. The army counted nine militants killed.", False, True, 3, 9),
        ("The raid killed a mullah and seven fighters.", True, False, 8, None),
        ("Four militants were killed. Two commandos died.", True, False, 4, 2),
        ("Nine insurgents were killed.", False, True, 9, None),
        ("Four policemen and six insurgents died.", True, True, 10, None),
        ("The raid killed four militants; two civilians died too.", True, False, 6, None),
        ("The army killed four militants; locals said two civilians died.", True, False, 4, None),
        ("Commandos killed three gunmen.", True, False, 3, None),
        ("Commandos killed three attackers.", True, False, None, 3),
        ("15 policemen died in the clash; 24 insurgents were killed.", True, True, 39, None),
    ],
)
def test_whose_dead_are_counted(
    text: str, state: bool, group: bool, dead: int | None, own: int | None
) -> None:
    found = find_tolls(text, (), find_numbers(text))
    tolls = by_side(found, state=state, group=group, text=text)
    hit = merge_tolls(tolls, "deaths", attackers=False)
    fallen = merge_tolls(tolls, "deaths", attackers=True)
    assert (hit.best if hit else None) == dead
    assert (fallen.best if fallen else None) == own


@pytest.mark.parametrize(
    "text",
    [
        "Four insurgents were killed when their own explosives went off.",
        "Four insurgents died while they were planting a mine.",
        "Four insurgents were killed when the device exploded prematurely.",
    ],
)
def test_who_fell_by_his_own_device_was_an_attacker(text: str) -> None:
    tolls = by_side(find_tolls(text, (), find_numbers(text)), state=False, group=True, text=text)
    assert merge_tolls(tolls, "deaths", attackers=False) is None
    assert merge_tolls(tolls, "deaths", attackers=True) == Toll.exactly(4)


def test_who_was_shot_yields_to_a_count_of_the_dead() -> None:
    text = "Two men were shot. The hospital said one died."
    tolls = find_tolls(text, (), find_numbers(text))
    assert merge_tolls(tolls, "deaths", attackers=False) == Toll.exactly(1)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("12 dead, the police said. The hospital said 15 dead.", 12),
        ("At first 12 dead were counted; the hospital said 15 dead.", 15),
        ("12 dead, the police said, and had to correct itself: 15 dead.", 15),
        ("12 dead, the police said; somebody later spoke of 15 dead.", 12),
        ("At first 12 dead; then the ministry said 15 dead; it is now sure of 14 dead.", 14),
    ],
)
def test_a_count_that_is_corrected(text: str, best: int) -> None:
    tolls = find_tolls(text, (), find_numbers(text))
    merged = merge_tolls(tolls, "deaths", attackers=False, text=text)
    assert merged is not None
    assert merged.best == best


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(ROOT / "data")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_hostile_text_keeps_its_offsets(pieces: list[str], knowledge: Knowledge) -> None:
    text = "".join(pieces)
    document = Document(doc_id="d", title="", publisher="", published=date(2020, 3, 9), text=text)
    reading = read_dated(document, knowledge)
    for claim in as_written(reading, find_events(reading)):
        for evidence in claim.evidence:
            evidence.verify(document)
        for trace in claim.trace:
            if trace.start is not None and trace.end is not None:
                assert 0 <= trace.start < trace.end <= len(text)


@pytest.mark.parametrize(
    ("text", "kind", "deaths"),
    [
        ("Forces caught the head of an assassination cell in Kunar.", "arrests", None),
        ("Forces held the judge, who was later assassinated in Kunar.", "arrests", 1),
        ("The assassination of a judge in Kunar was condemned.", "attack", 1),
    ],
)
def test_what_an_arrested_man_is_accused_of_is_no_death(
    knowledge: Knowledge, text: str, kind: str, deaths: int | None
) -> None:
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(ROOT / "data").patterns)
    victim = named_victim(context, context.mentions, (), EventType(kind))
    assert victim == (Toll.exactly(deaths) if deaths else None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The NRF said it had killed nine Taliban in Andarab.", True),
        ("The NRF struck in Andarab, but a doctor counted nine dead.", False),
        ("The NRF said it had struck; a doctor counted nine dead.", False),
        ("The Taliban said nine of their men died in an NRF raid.", False),
    ],
)
def test_what_the_doers_say_of_the_dead_of_the_other_side(
    knowledge: Knowledge, text: str, told: bool
) -> None:
    document = Document(doc_id="d", title="", publisher="", published=date(2023, 6, 1), text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(ROOT / "data").patterns)
    (toll,) = [t for t in context.reading.tolls if t.what == "deaths"]
    assert told_by(context, toll, {"NRF"}) is told
