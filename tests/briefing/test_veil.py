"""Publish mode on what the briefer types: names, exact places and points are taken out."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from geo.briefing import export, veil
from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.views.frames import prepare

PERSON = "Zarmina Exampleyar"
SITE = "Lane Seven of Sampletown"


@pytest.fixture(scope="module")
def told(material):
    """The material with a person who speaks, a person as target and a town that is exact."""
    planted = {name: table.copy() for name, table in material.frames.tables.items()}
    claims = planted["claims"]
    claims["speakers"] = [(PERSON, "UN Monitoring Team")] * len(claims)
    claims["target"] = "the commander Qari Mustermann of the guard"
    exact = planted["claim_places"]["where_prec"].eq(1)
    planted["claim_places"].loc[exact, "name"] = SITE
    return replace(material, frames=prepare("s-0123456789ab", planted))


def typed(told, text, **publish):
    """What is left of a text that a briefer types, and the sentences about it."""
    deck = Deck(
        title="Monday",
        publish=Publish(**({"on": True} | publish)),
        slides=(SlideSpec(kind=SlideKind.KEY_FIGURES, notes=text),),
    )
    clear, sentences = veil.cleared(deck, told.frames, told.names)
    return clear.slides[0].notes, sentences


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"As {PERSON} said", "As [withheld] said"),
        ("as zarmina exampleyar said", "as [withheld] said"),
        ("Exampleyar's house", "[withheld]'s house"),
        ("Qari Mustermann was hurt", "[withheld] was hurt"),
        (f"A blast in {SITE}.", "A blast in [withheld]."),
        ("at 34.5281, 69.1723", "at [withheld]"),
        ("at 34.5281N 69.1723E!", "at [withheld]!"),
        ("at 34°31′41″N", "at [withheld]"),
        ("grid 42S WC 12345 67890", "grid [withheld]"),
        ("told by Synthetic wire 1, said", "told by undisclosed, said"),
        ("told by Synthetic wire 12", "told by Synthetic wire 12"),
        ("Taliban attacks in Kabul in October 2021: 12.5, 3", None),
        ("Islamic State Khorasan Province and the UN Monitoring Team in Badakhshan", None),
    ],
)
def test_what_is_withheld_is_replaced_and_said(told, text, left):
    clear, sentences = typed(told, text, undisclosed=("Synthetic wire 1",))
    assert clear == (text if left is None else left)
    assert bool(sentences) == (left is not None and left != text)
    assert all("the notes of slide 1" in sentence for sentence in sentences)


def test_a_name_that_nobody_knows_is_asked_about(told):
    clear, sentences = typed(told, "A source, Shirin Beispielzada, called.")
    assert "Shirin Beispielzada" in clear
    assert [s for s in sentences if "“Shirin Beispielzada”" in s and "check" in s]


def test_switched_off_it_leaves_every_word(told):
    assert typed(told, f"{PERSON} in {SITE}", on=False) == (f"{PERSON} in {SITE}", [])


def test_no_file_of_a_published_deck_holds_what_was_typed(told):
    deck = Deck(
        title=f"What {PERSON} told us",
        publish=Publish(on=True),
        slides=(SlideSpec(kind=SlideKind.KEY_FIGURES, title=f"{PERSON} hurt", notes=PERSON),),
    )
    scenes = export.scenes(deck, told)
    opened = Presentation(io.BytesIO(export.write(deck, scenes, ".pptx")))
    core = opened.core_properties
    words = " ".join(s.text_frame.text for s in opened.slides[0].shapes if s.has_text_frame)
    notes = opened.slides[0].notes_slide.notes_text_frame.text
    for text in (words, notes, core.title, core.author, core.last_modified_by, core.comments):
        assert "Exampleyar" not in text
    assert "[withheld] hurt" in words
    assert export.warnings(deck, told)
