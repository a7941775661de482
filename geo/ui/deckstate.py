"""The deck that a reader is building, in the tab's own state, and every step that changes it."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.views.filters import Filters

_DECK: Final = "deck"
PAST: Final = "deck_past"
_REVISION: Final = "deck_revision"
_SINCE: Final = "deck_since"
_GROUP: Final = "f_group"
"""The group that the groups page shows in full."""
_STEPS: Final = 50
_KIND_OF_PAGE: Final = {
    "map": SlideKind.CHOROPLETH_DOTS,
    "timeline": SlideKind.TIMELINE,
    "groups": SlideKind.GROUP_PROFILE,
    "presence": SlideKind.PRESENCE_MAP,
    "contested": SlideKind.CONTESTED,
    "provinces": SlideKind.TILE_GRID,
    "evidence": SlideKind.QUOTES,
    "sources": SlideKind.QUOTES,
    "method": SlideKind.METHOD,
    "changes": SlideKind.CHANGES,
}


def remember_since(snapshot_id: str) -> None:
    """Which snapshot a slide of changes that is added next compares with."""
    st.session_state[_SINCE] = snapshot_id


def current() -> Deck:
    """The deck that the reader is building."""
    deck = st.session_state.get(_DECK)
    return deck if isinstance(deck, Deck) else Deck()


def keep(deck: Deck) -> None:
    """Make this the deck; the one before can be had back."""
    past = [*st.session_state.get(PAST, []), current()]
    st.session_state[PAST] = past[-_STEPS:]
    st.session_state[_DECK] = deck


def _with(slides: list[SlideSpec]) -> Deck:
    return current().model_copy(update={"slides": tuple(slides)})


def added(page: str, filters: Filters) -> None:
    """Add a page's view as the last slide."""
    if page == "groups" and (group := st.session_state.get(_GROUP)):
        filters = replace(filters, groups=(str(group),))
    shown = filters.to_query()
    shown.pop("lang", None)
    query = urlencode(shown)
    kind = _KIND_OF_PAGE.get(page, SlideKind.CHOROPLETH_DOTS)
    since = str(st.session_state.get(_SINCE, "")) if kind is SlideKind.CHANGES else ""
    keep(_with([*current().slides, SlideSpec(kind=kind, query=query, since_snapshot=since)]))
    forget()
    show(len(current().slides) - 1)
    st.toast(f"Added to the briefing: slide {len(current().slides)}")


def started(kinds: tuple[str, ...]) -> None:
    """Begin a deck with these kinds of slide."""
    keep(_with([SlideSpec(kind=SlideKind(kind)) for kind in kinds]))


def titled() -> None:
    """Take the title of the deck from its widget."""
    keep(current().model_copy(update={"title": st.session_state[key("deck-title")]}))


def edited(number: int, field: str) -> None:
    """Take one field of a slide from its widget."""
    slides = list(current().slides)
    slides[number] = slides[number].model_copy(update={field: st.session_state[key(field, number)]})
    keep(_with(slides))
    show(number)


def moved(number: int, by: int) -> None:
    """Move a slide up or down."""
    slides = list(current().slides)
    slides[number], slides[number + by] = slides[number + by], slides[number]
    keep(_with(slides))
    forget()
    show(number + by)


def removed(number: int) -> None:
    """Take a slide out."""
    slides = list(current().slides)
    del slides[number]
    keep(_with(slides))
    forget()


def show(number: int) -> None:
    """Show a slide in the preview."""
    st.session_state["deck_shown"] = number


def published() -> None:
    """Take publish mode from its widgets."""
    hidden = st.session_state[key("publish-hidden")].split(";")
    publish = Publish(
        on=st.session_state[key("publish-on")],
        delay_hours=st.session_state[key("publish-hours")],
        undisclosed=tuple(sorted({name.strip() for name in hidden if name.strip()})),
    )
    keep(current().model_copy(update={"publish": publish}))


def repinned() -> None:
    """Take the snapshot of the deck from its widget."""
    hold_to(st.session_state[key("deck-snapshot")])


def hold_to(snapshot_id: str) -> None:
    """Hold the deck to a snapshot, or to the current one with ""."""
    keep(current().model_copy(update={"snapshot": snapshot_id}))
    forget()


def undone() -> None:
    """Have the deck back as it was before the last step."""
    past = list(st.session_state.get(PAST, []))
    if past:
        st.session_state[_DECK] = past.pop()
        st.session_state[PAST] = past
        forget()


def key(field: str, number: int | None = None) -> str:
    """Key of a widget; another one after each change of order, so that no old value returns."""
    revision = st.session_state.get(_REVISION, 0)
    return f"{field}-{revision}" if number is None else f"{field}-{revision}-{number}"


def forget() -> None:
    """Let all widgets take their values anew, since slides changed places."""
    st.session_state[_REVISION] = st.session_state.get(_REVISION, 0) + 1


def shown_number(deck: Deck) -> int:
    """Which slide the preview shows, from 0."""
    return max(0, min(int(st.session_state.get("deck_shown", 0)), len(deck.slides) - 1))
