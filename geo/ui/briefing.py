"""The Briefing page: build a deck from views, look at it, save it as a file.

The deck that is being built lives in the reader's own tab; its lasting form is the deck file.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl

import streamlit as st

from geo.briefing import deck as decks
from geo.briefing import export, figure
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.briefing.scene import Scene
from geo.briefing.view import Material
from geo.errors import AtlasError, DeckError
from geo.ui import deckstate as state
from geo.ui import session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views.filters import Filters
from geo.views.words import sentence

_OPENED: Final = "deck_opened"
_MIME: Final = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_KINDS: Final = {
    SlideKind.CHOROPLETH: "Map in classes",
    SlideKind.CHOROPLETH_DOTS: "Map with dots",
    SlideKind.TIMELINE: "Timeline",
    SlideKind.GROUP_PROFILE: "Group profile",
    SlideKind.PRESENCE_MAP: "Presence map",
    SlideKind.CONTESTED: "Claim beside denial",
    SlideKind.TILE_GRID: "Province tiles",
    SlideKind.EVENT_TABLE: "Table of events",
    SlideKind.KEY_FIGURES: "Key figures",
    SlideKind.QUOTES: "What the sources say",
    SlideKind.METHOD: "Method",
    SlideKind.CHANGES: "What changed",
}
_PREVIEW_DPI: Final = 96
_PNG: Final = "deck_png"
_CLEAR: Final = "deck_clear"
_SCREEN: Final = "1920 × 1080, for screens"
_DPI: Final = {_SCREEN: figure.SCREEN_DPI, "300 dpi, for print": figure.PRINT_DPI}


def add_button(page: str, filters: Filters) -> None:
    """The button "Add to briefing" of a page, with the view that it shows."""
    st.button(
        f"Add to briefing ({len(state.current().slides)})",
        key=f"brief-{page}",
        help="Adds this view, with its filters, as a slide",
        on_click=state.added,
        args=(page, filters),
    )


def draw(found: Atlas) -> None:
    """Draw the whole page."""
    deck = state.current()
    try:
        material = session.material(found, deck.snapshot)
    except AtlasError as error:
        st.error(f"The deck is held to a snapshot that is not there: {plain(error)}", icon="⚠️")
        st.button("Use the current snapshot", on_click=state.hold_to, args=("",), key="unpin")
        return
    _bar(deck, material)
    if not deck.slides:
        st.info(
            "The deck is empty. Press “Add to briefing” on any page: the view goes in with its "
            "filters. Or start from one of these:"
        )
        _starters()
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _preview(deck, material)
    with right:
        for number, slide in enumerate(deck.slides):
            _slide(deck, number, slide, material)


def _bar(deck: Deck, material: Material) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input("Title of the deck", deck.title, key=state.key("deck-title"), max_chars=300,
                      on_change=state.titled)  # fmt: skip
        number = state.shown_number(deck)
        one = deck.model_copy(update={"slides": deck.slides[number : number + 1]})
        for suffix in (".pptx", ".pdf", ".zip", ".png", ".svg"):
            picture = suffix in {".png", ".svg"}
            st.download_button(
                f"Save {suffix[1:].upper()}",
                data=_writer(one if picture else deck, material, suffix),
                file_name=f"briefing-{number + 1}{suffix}" if picture else f"briefing{suffix}",
                mime=_MIME[suffix],
                disabled=not deck.slides,
                on_click="ignore",
                key=f"save{suffix}",
                type="primary" if suffix == ".pptx" else "secondary",
                help="The slide that is shown" if picture else None,
            )
        st.download_button(
            "Save deck file", deck.dumps(), "briefing.json", "application/json",
            on_click="ignore", key="save-json",
        )  # fmt: skip
        st.button(
            "Undo",
            on_click=state.undone,
            disabled=not st.session_state.get(state.PAST),
            key="undo",
        )
    for told in export.warnings(deck, material):
        st.warning(plain(told), icon="🕶️")
    with st.expander("Open or compare a deck file · pictures · snapshot · publish mode"):
        opened = st.file_uploader("Deck file (.json)", type="json", key="deck-file")
        if opened is not None and st.session_state.get(_OPENED) != opened.file_id:
            st.session_state[_OPENED] = opened.file_id
            _open(opened.getvalue(), opened.name)
        other = st.file_uploader("Compare with a deck file (.json)", type="json", key="deck-other")
        if other is not None:
            _compare(deck, other.getvalue(), other.name)
        _pictures()
        _snapshot(deck)
        _publish(deck)


def _pictures() -> None:
    """How PNG and SVG are saved; they are choices of this tab, not of the deck."""
    st.radio(
        "PNG", list(_DPI), key=_PNG, horizontal=True,
        help="300 dots an inch are 4,000 by 2,250 pixels",
    )  # fmt: skip
    st.toggle("PNG and SVG without the white paper", key=_CLEAR)


def _snapshot(deck: Deck) -> None:
    """Let the deck follow the current snapshot, or hold it to one."""
    ids = ["", *(m.snapshot_id for m in session.snapshots())]
    ids += [deck.snapshot] if deck.snapshot not in ids else []
    st.selectbox(
        "Snapshot of the deck", ids, ids.index(deck.snapshot), key=state.key("deck-snapshot"),
        format_func=lambda i: i or "The current one, whichever it is", on_change=state.repinned,
    )  # fmt: skip


def _compare(deck: Deck, content: bytes, name: str) -> None:
    """Say how the deck on this page differs from one in a file."""
    other = _read(content, name)
    if other is None:
        return
    told = decks.compare(other, deck)
    st.markdown(f"**From {plain(name)} to this deck**" if told else "The decks are the same.")
    for line in told:
        st.text(f"• {line}")


def _publish(deck: Deck) -> None:
    st.toggle(
        "Publish mode", deck.publish.on, key=state.key("publish-on"), on_change=state.published,
        help="Districts at the most exact, no names of persons, no quotes, nothing fresh",
    )  # fmt: skip
    st.number_input(
        "Hold back the last hours before the cut-off", 0, 24 * 366, deck.publish.delay_hours,
        key=state.key("publish-hours"), on_change=state.published,
    )  # fmt: skip
    st.text_input(
        "Publishers shown as undisclosed (separate with ;)", "; ".join(deck.publish.undisclosed),
        key=state.key("publish-hidden"), on_change=state.published,
    )  # fmt: skip


def _slide(deck: Deck, number: int, slide: SlideSpec, material: Material) -> None:
    """One slide of the list; the one that is shown can be edited."""
    here, last = number == state.shown_number(deck), len(deck.slides) - 1
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.button(
                f"{number + 1} · {plain(slide.title or _KINDS[slide.kind])}", key=f"show-{number}",
                type="primary" if here else "tertiary", on_click=state.show, args=(number,),
                help="Show this slide", width="stretch",
            )  # fmt: skip
            st.button("Up", key=f"up-{number}", disabled=number == 0, type="tertiary",
                      on_click=state.moved, args=(number, -1))  # fmt: skip
            st.button("Down", key=f"down-{number}", disabled=number == last, type="tertiary",
                      on_click=state.moved, args=(number, 1))  # fmt: skip
            st.button("Remove", key=f"remove-{number}", type="tertiary", on_click=state.removed,
                      args=(number,))  # fmt: skip
        filters, _ = Filters.from_query(dict(parse_qsl(slide.query)))
        st.caption(plain(sentence(filters, material.names)))
        if here:
            _editor(slide, number)


def _editor(slide: SlideSpec, number: int) -> None:
    kinds = list(SlideKind)
    st.selectbox(
        "Kind of slide", kinds, kinds.index(slide.kind), key=state.key("kind", number),
        format_func=_KINDS.__getitem__, on_change=state.edited, args=(number, "kind"),
    )  # fmt: skip
    if slide.kind is SlideKind.CHANGES:
        _since(slide, number)
    st.text_input(
        "Title", slide.title, key=state.key("title", number), placeholder="as proposed",
        max_chars=300, on_change=state.edited, args=(number, "title"),
    )  # fmt: skip
    st.text_area(
        "Notes", slide.notes, key=state.key("notes", number), height=90, max_chars=20_000,
        placeholder="Your words; the sources follow by themselves",
        on_change=state.edited, args=(number, "notes"),
    )  # fmt: skip


def _since(slide: SlideSpec, number: int) -> None:
    """Which snapshot was shown at the last briefing."""
    ids = [m.snapshot_id for m in session.snapshots()]
    ids += [slide.since_snapshot] if slide.since_snapshot not in ids else []
    st.selectbox(
        "Since snapshot", ids, ids.index(slide.since_snapshot),
        key=state.key("since_snapshot", number), format_func=lambda i: i or "choose one",
        on_change=state.edited, args=(number, "since_snapshot"),
    )  # fmt: skip


def _preview(deck: Deck, material: Material) -> None:
    number = state.shown_number(deck)
    try:
        with st.spinner("Drawing the slide …"):
            picture, scene = _picture(deck, number, material)
    except AtlasError as error:
        st.error(plain(error), icon="⚠️")
        return
    with st.container(border=True):
        st.image(picture, caption=f"Slide {number + 1} of {len(deck.slides)}, as it is exported")
    with st.expander("Speaker notes and alternative text"):
        st.text(scene.notes)
        st.caption("Alternative text")
        st.text(scene.alt)


def _picture(deck: Deck, number: int, material: Material) -> tuple[bytes, Scene]:
    one = deck.model_copy(update={"slides": (deck.slides[number],)})
    key = (material.frames.snapshot_id, one.dumps())
    held = st.session_state.get("deck_preview")
    if isinstance(held, tuple) and held[0] == key:
        return held[1], held[2]
    scene = export.scenes(one, material)[0]
    picture = figure.png(scene, dpi=_PREVIEW_DPI)
    st.session_state["deck_preview"] = (key, picture, scene)
    return picture, scene


def _writer(deck: Deck, material: Material, suffix: str) -> Callable[[], bytes]:
    """Write the file when the reader asks for it; a fault becomes a text file that says it."""
    dpi = _DPI[st.session_state.get(_PNG, _SCREEN)]
    look = export.Look(dpi=dpi, transparent=bool(st.session_state.get(_CLEAR)))

    def write() -> bytes:
        try:
            return export.write(deck, export.scenes(deck, material), suffix, look)
        except AtlasError as error:
            return f"{error}\n".encode()

    return write


def _starters() -> None:
    with st.container(horizontal=True):
        for label, kinds in (
            ("Monday briefing", ("key_figures", "choropleth_dots", "timeline", "event_table",
                                 "presence_map", "contested", "quotes", "method")),
            ("One map", ("choropleth_dots",)),
        ):  # fmt: skip
            st.button(label, on_click=state.started, args=(kinds,), key=f"start-{label}")


def _read(content: bytes, name: str) -> Deck | None:
    """The deck of a file, or None after a sentence that says what is wrong with it."""
    try:
        return decks.loads(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        st.error(f"{plain(name)}: cannot be read as UTF-8 text; is it the right file?")
    except DeckError as error:
        st.error(plain(error), icon="⚠️")
    return None


def _open(content: bytes, name: str) -> None:
    deck = _read(content, name)
    if deck is None:
        return
    state.keep(deck)
    state.forget()
    st.rerun()
