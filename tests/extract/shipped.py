"""What ships with the project, loaded once for all tests of extraction."""

from datetime import date
from functools import cache
from pathlib import Path

from geo.extract.events import load_event_knowledge
from geo.extract.events_context import Context
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Document

DATA = Path(__file__).parents[2] / "data"


@cache
def knowledge():
    """The lexicons and places of the data folder."""
    return Knowledge.load(DATA)


def context_of(text: str, day: date = date(2024, 5, 5)) -> Context:
    """A text of that day, read, with its triggers and without an encoder."""
    document = Document(doc_id="d", title="", publisher="", published=day, text=text)
    return Context(read_dated(document, knowledge()), load_event_knowledge(DATA).patterns)
