"""Whom "the group" can mean, and whom it means."""

from datetime import date

import pytest
from shipped import knowledge

from geo.extract.reader import read
from geo.extract.spans.actors import find_actors
from geo.extract.spans.antecedents import Stage
from geo.extract.spans.sentences import find_sentences
from geo.model import Document

DAY = date(2024, 5, 2)


def meant(text: str, words: str) -> tuple[str, ...]:
    document = Document(doc_id="d", title="", publisher="", published=DAY, text=text)
    (span,) = [s for s in read(document, knowledge()).actors if s.text == words]
    return span.actors


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("ISKP has cells in Kabul. The Taliban say that the group is gone.", "the group", "ISKP"),
        ("The NRF shot at a jeep. Three Taliban died, the front said.", "the front", "NRF"),
        ("The TTP left. The Taliban army said its men had won.", "its men", "TALIBAN"),
        ("The Taliban took Sangin. Troops fled. The militants looted.", "The militants", "TALIBAN"),
    ],
)
def test_whom_an_anaphor_means(text: str, words: str, actor: str) -> None:
    assert meant(text, words) == (actor,)


@pytest.mark.parametrize(
    "text",
    [
        "ISKP was blamed. Two teachers were taken from their vehicle by men in uniform.",
        "ISKP was blamed. The embassy has suspended the movement of its staff by road.",
    ],
)
def test_words_that_mean_no_group(text: str) -> None:
    document = Document(doc_id="d", title="", publisher="", published=DAY, text=text)
    assert [s.text for s in read(document, knowledge()).actors if s.basis == "anaphor"] == []


def test_few_are_in_mind_however_many_a_text_names() -> None:
    text = " ".join(f"The Front of Q{n}x claimed responsibility." for n in range(400))
    text += " The group fled."
    sentences = find_sentences(text)
    actors = find_actors(text, sentences, knowledge().actors, DAY)
    assert len({a.actors for a in actors}) == 400
    start = text.rindex("The group")
    rows = Stage(text, sentences, actors, DAY).candidates(start, start + 9, "group")
    assert 0 < len(rows) < 100
    assert "OTHER:Front of Q399x" in rows
