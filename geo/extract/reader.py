"""Reading one document: all span functions in their order, joined into a `Reading`."""

from geo.extract.knowledge import Knowledge
from geo.extract.reading import Reading
from geo.extract.spans.actors import find_actors
from geo.extract.spans.anaphora import find_anaphors
from geo.extract.spans.dates import find_dates
from geo.extract.spans.lexing import lex
from geo.extract.spans.numbers import find_numbers
from geo.extract.spans.sentences import find_sentences
from geo.extract.spans.speakers import find_speakers
from geo.extract.spans.tolls import find_tolls
from geo.extract.spans.toponyms import find_places
from geo.model import Document


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Find the typed spans of a document; a pure function of its arguments."""
    text = document.text
    sentences = find_sentences(text)
    lexed = lex(text)
    numbers = find_numbers(text, lexed=lexed)
    dates = find_dates(
        text,
        sentences,
        document.published,
        knowledge.anchors,
        title=document.title,
        lexed=lexed,
    )
    actors = find_actors(text, sentences, knowledge.actors, document.published, dates)
    return Reading(
        document=document,
        sentences=sentences,
        actors=find_anaphors(
            text,
            sentences,
            actors,
            document.published,
            knowledge.antecedents,
            title=document.title,
        ),
        places=find_places(text, sentences, knowledge.atlas, actors),
        dates=dates,
        numbers=numbers,
        tolls=find_tolls(text, sentences, numbers, lexed=lexed),
        speakers=find_speakers(text, sentences, knowledge.speakers),
    )
