"""A count of the dead belongs to the incident that it counts, and a toll told right after it."""

from pathlib import Path

import pytest
from shipped import context_of

from geo.codes import EventType
from geo.extract.events_clusters import Incident
from geo.extract.events_drafts import Draft
from geo.extract.events_retold import join_retold
from geo.extract.events_tolls import later_tolls

DATA = Path(__file__).parents[2] / "data"
BLAST = "A bomb went off at a market in Khost on Friday."


def draft_of(context, mentions):
    sentence = context.sentences[mentions[0].sentence]
    places = [p for m in mentions for p in context.places[m.sentence] if p.adm1]
    days = [d for m in mentions for d in context.dates[m.sentence] if d.first]
    return Draft(
        incident=Incident(mentions, [1.0] * len(mentions)),
        spans=((sentence.start, sentence.end),),
        kind=EventType.REMOTE_EXPLOSIVE,
        trigger=mentions[0],
        features={},
        place=places[0] if places else None,
        place_score=1.0,
        day=days[0] if days else None,
        day_score=1.0,
        actors=(),
        tolls=tuple(context.tolls[mentions[0].sentence]),
    )


@pytest.mark.parametrize(
    ("after", "incidents"),
    [
        (" Six people were killed and nine hurt, according to the police.", 1),
        (" As of yesterday the ministry has six killed and nine wounded.", 1),
        (" Six people were killed, the police said; revenge for Bagram, Parwan.", 1),
        (" Six people were killed in Logar, the police said.", 2),
        (" Six people were killed on Sunday, according to the police.", 2),
        (" Six people were killed in a second incident, the police said.", 2),
        (" The police said that troops killed six men.", 2),
        (" Six people were killed in an ambush, the police said.", 2),
        ("\n\nSix people were killed, the police said.", 2),
    ],
)
def test_a_count_is_no_incident_of_its_own(after, incidents):
    context = context_of(BLAST + after)
    told = [i for i, s in enumerate(context.sentences) if context.mentions_of[i]]
    drafts = [draft_of(context, context.mentions_of[i]) for i in told]
    assert len(drafts) == 2
    assert len(join_retold(context, drafts)) == incidents


@pytest.mark.parametrize(
    ("after", "dead"),
    [
        (" Six dead and nine hurt.", [6]),
        (" The street was closed. Six dead and nine hurt.", [6]),
        (" The street was closed. Shops shut. Six dead and nine hurt.", []),
        (" In Logar, six dead and nine hurt.", []),
        (" On Sunday, six dead and nine hurt.", []),
        ("\n\nSix dead and nine hurt.", []),
    ],
)
def test_a_toll_right_after_the_deed(after, dead):
    context = context_of(BLAST + after)
    found = later_tolls(context, context.mentions_of[0], ())
    assert [t.best for t in found if t.what == "deaths"] == dead


def test_a_toll_of_another_incident_is_left_to_it():
    context = context_of(BLAST + " Six dead and nine hurt.")
    assert context.mentions_of[1]
    assert later_tolls(context, context.mentions_of[0], context.mentions_of[1]) == []
