"""Records as short cards, each one click from its sentence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from geo.ui import address, elements
from geo.ui.session import Atlas
from geo.views import cards as made
from geo.views import reader, words
from geo.views.filters import Filters
from geo.views.frames import records
from geo.views.presence import AsOf
from geo.views.words import Names


def events(rows: pd.DataFrame, filters: Filters, names: Names, key: str, *, most: int = 40) -> None:
    """One card an event: when and what (a link to its evidence), where, who, toll, how sure."""
    _draw([made.event(row, names) for row in made.first(rows, most)], filters, key, len(rows))


def presence(
    rows: pd.DataFrame, filters: Filters, names: Names, key: str, as_of: AsOf, *, most: int = 40
) -> None:
    """One card a presence claim: who, what, since when, who says so or denies it."""
    found = [made.presence(row, names, as_of.day) for row in made.first(rows, most)]
    _draw(found, filters, key, len(rows))


def quotes(found: list[dict[str, Any]], filters: Filters, key: str, whole: int) -> None:
    """Cards that are made already, such as the claims of a document."""
    _draw(found, filters, key, whole)


def claims(found: Atlas, rows: pd.DataFrame, filters: Filters, key: str, *, most: int = 25) -> None:
    """One card a claim of any kind, with its words: who says it, when, what."""
    shown = rows.head(most)
    said = reader.quotes(found.frames.tables["evidence"], shown["claim_id"])
    publishers = found.frames.documents.set_index("doc_id")["publisher"]
    content = []
    for row in records(shown):
        who = reader.said_by(row.speakers, str(publishers.get(row.doc_id) or ""))
        words_ = said.get(str(row.claim_id), "")
        content.append(made.quote(row, _first(row.actors), who, words_))
    _draw(content, filters, key, len(rows))


def _first(actors: object) -> str:
    """One group of a claim; rows of one group carry its id alone."""
    if isinstance(actors, str):
        return actors
    return str(next(iter(actors), "UNKNOWN")) if isinstance(actors, tuple) else "UNKNOWN"


def _draw(found: list[dict[str, Any]], filters: Filters, key: str, whole: int) -> None:
    def clicked() -> None:
        value = getattr(st.session_state.get(key), "clicked", None)
        if value:
            address.goes("evidence", **_asked(str(value)))

    content = [
        card
        | {
            "title": words.undirected(card["title"]),
            "lines": [words.undirected(line) for line in card["lines"]],
            "href": address.page_url("evidence", filters, **_asked(card["key"])),
        }
        for card in found
    ]
    more = f"and {whole - len(found):,} more" if whole > len(found) else ""
    elements.cards({"cards": content, "more": more}, key, clicked)


def _asked(key: str) -> Mapping[str, str]:
    """What the evidence page is asked for: "event:e-1" is the event e-1."""
    kind, _, record = key.partition(":")
    return {kind: record}
