"""The day of an incident against that of its dateline, and what a text names alone."""

from datetime import date
from pathlib import Path

import pytest

from geo.codes import EventType
from geo.extract.events import load_event_knowledge
from geo.extract.events_context import Context
from geo.extract.events_fields import event_type
from geo.extract.events_resolve import candidates, choose_dates, choose_places
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Document

DATA = Path(__file__).parents[2] / "data"


class ByWords:
    """A forest that scores the dates of a text in the order in which it asks for them."""

    def __init__(self, *scores):
        self.scores = scores

    def predict(self, _name, rows):
        assert len(rows) == len(self.scores)
        return _Scores(self.scores)


class _Scores(tuple):
    def tolist(self):
        return list(self)


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(DATA)


def chosen(knowledge, text, *scores):
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    reading = read_dated(document, knowledge)
    context = Context(reading, load_event_knowledge(DATA).patterns)
    own = [m for m in context.mentions if m.hit.pattern.id == "killed"]
    ((day, _),) = choose_dates(context, [(own, ())], ByWords(*scores))
    return day.first if day else None


@pytest.mark.parametrize(
    ("text", "scores", "first"),
    [
        ("KABUL (March 6, 2011) - Troops killed two men in Logar yesterday.", (0.9, 0.3), 5),
        ("KABUL (March 6, 2011) - Troops killed two men in Logar yesterday.", (0.9, 0.2), 6),
        ("KABUL (March 6, 2011) - Troops killed two men in Logar today.", (0.9, 0.2), 6),
        ("KABUL (March 6, 2011) - Troops killed two men in Logar.", (0.9,), 6),
        ("KABUL (March 6, 2011) - Troops killed two men in Logar yesterday.", (0.1, 0.15), None),
        ("KABUL (March 6, 2011) - Troops killed two men in Logar.", (0.1,), 6),
        (
            "KABUL (March 6, 2011) - Troops today confirmed that two men were killed Friday.",
            (0.4, 0.9, 0.3),
            4,
        ),
        (
            "KABUL (March 6, 2011) - The man behind the March 2 attack was killed yesterday.",
            (0.2, 0.9, 0.3),
            5,
        ),
        (
            "KABUL (March 6, 2011) - Two men were killed in the attack of March 2.",
            (0.2, 0.9),
            2,
        ),
        (
            "KABUL (March 6, 2011) - Troops held a meeting yesterday. Two men were killed there.",
            (0.9, 0.2),
            6,
        ),
        ("In March 2011 two men were killed in Logar, on March 4.", (0.9, 0.1), 4),
        ("In March 2011 two men were killed in Logar, as on April 4.", (0.9, 0.1), 1),
        ("In March 2011 two men were killed. On March 4 it rained.", (0.9, 0.1), 1),
        ("In March 2011 two men were killed in Logar, on March 4.", (0.9, 0.01), 1),
        ("On March 4, 2011 two men were killed. It was calm on March 9, 2011.", (0.1, 0.9), 4),
        (
            "On March 4, 2011 police said two men were killed. It rained on March 9, 2011.",
            (0, 0.9),
            9,
        ),
        (
            "On March 4, 2011 or March 5, 2011 two men were killed. On March 9, 2011 it rained.",
            (0, 0, 0.9),
            9,
        ),
    ],
)
def test_the_day_that_is_told_beside_the_deed(knowledge, text, scores, first):
    assert chosen(knowledge, text, *scores) == (first and date(2011, 3, first))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops killed two men. The clinic in Logar province shut.", "Logar province"),
        ("Troops killed two men in Khost or in Logar.", None),
        ("Troops killed two men. Envoys of Iran went to Logar province.", None),
        ("Troops killed two men. The governor of Logar spoke.", None),
    ],
)
def test_the_only_place_of_a_text(knowledge, text, name):
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(DATA).patterns)
    own = [m for m in context.mentions if m.hit.pattern.id == "killed"]
    forest = ByWords(*[0.01] * len(candidates(context, own, context.places)))
    ((place, _),) = choose_places(context, [(own, ())], forest)
    assert (place and place.text) == name


def placed(knowledge, text, likely):
    """Where a deed was, if the model takes some places for likely and the others for unlikely."""
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(DATA).patterns)
    own = [m for m in context.mentions if m.hit.pattern.role in ("noun", "verb")]
    places = candidates(context, own, context.places)
    forest = ByWords(*[0.9 if likely(p) else 0.1 for p in places])
    ((place, _),) = choose_places(context, [(own, ())], forest)
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A student from Kerala was killed in an attack in Somalia.", "SO"),
        ("A student from Kerala was killed in an attack on people of Somalia.", "IN"),
        ("A student from Kerala was killed in an attack in the country.", "IN"),
    ],
)
def test_the_place_right_behind_a_deed_outweighs_another_country(knowledge, text, country):
    assert placed(knowledge, text, lambda p: p.country == "IN").country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A judge from Logar died in an attack on a queue in Ghor.", "Ghor"),
        ("In Logar a man said that fighters stormed a school in northern Ghor.", "Ghor"),
        ("A judge from Logar died in an attack on a queue near Ghor.", "Logar"),
        ("A judge from Logar died in an attack on a queue, and in Ghor it rained.", "Logar"),
        ("A judge from Logar died in an attack on men who lived in Ghor.", "Logar"),
        ("A judge from Logar died in an attack near a house in Kabul Khel.", "Logar"),
        ("Men stormed Bagram Airfield on the edge of Logar.", "Bagram Airfield"),
        ("Men who stormed Bagram Airfield fled to Logar.", "Logar"),
    ],
)
def test_the_place_behind_whom_a_deed_hit_outweighs_one_told_before(knowledge, text, name):
    assert placed(knowledge, text, lambda p: p.text == "Logar").text == name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The U.S. killed two men in Kunar.", ["Kunar"]),
        ("A man who fled Kunar was killed in the U.S. on Monday.", ["Kunar", "U.S"]),
    ],
)
def test_a_state_that_acts_is_no_scene(knowledge, text, named):
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(DATA).patterns)
    own = [m for m in context.mentions if m.hit.pattern.id == "killed"]
    assert [p.text for p in candidates(context, own, context.places)] == named


@pytest.mark.parametrize("dead", [True, False])
def test_a_hideout_destroyed_with_those_in_it_is_a_clash(knowledge, dead):
    text = "Special forces destroyed a hideout in Kabul on Monday" + (
        ", killing four militants." if dead else "."
    )
    document = Document(doc_id="d", title="", publisher="", published=None, text=text)
    context = Context(read_dated(document, knowledge), load_event_knowledge(DATA).patterns)
    kind, _ = event_type(context, context.mentions)
    assert (kind is EventType.ARMED_CLASH) is dead
