"""The Briefing page: build a deck from views, look at it, save it as a file.

The deck that is being built lives in the reader's own tab; its lasting form is the deck file.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from geo.briefing import deck as decks
from geo.briefing import export, figure
from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.briefing.scene import Scene
from geo.briefing.view import Material
from geo.errors import AtlasError, DeckError
from geo.ui import session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views.filters import Filters
from geo.views.words import code

_DECK: Final = "deck"
_PAST: Final = "deck_past"
_OPENED: Final = "deck_opened"
_REVISION: Final = "deck_revision"
_SINCE: Final = "deck_since"
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
_MIME: Final = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_PREVIEW_DPI: Final = 96
_PNG: Final = "deck_png"
_CLEAR: Final = "deck_clear"
_SCREEN: Final = "1920 × 1080, for screens"
_DPI: Final = {_SCREEN: figure.SCREEN_DPI, "300 dpi, for print": figure.PRINT_DPI}


def add_button(page: str, filters: Filters) -> None:
    """The button "Add to briefing" of a page, with the view that it shows."""
    st.button(
        f"Add to briefing ({len(current().slides)})",
        key=f"brief-{page}",
        help="Adds this view, with its filters, as a slide",
        on_click=_added,
        args=(page, filters),
    )


def remember_since(snapshot_id: str) -> None:
    """Which snapshot a slide of changes that is added next compares with."""
    st.session_state[_SINCE] = snapshot_id


def current() -> Deck:
    """The deck that the reader is building."""
    deck = st.session_state.get(_DECK)
    return deck if isinstance(deck, Deck) else Deck()


def draw(found: Atlas) -> None:
    """Draw the whole page."""
    deck = current()
    try:
        material = session.material(found, deck.snapshot)
    except AtlasError as error:
        st.error(f"The deck is held to a snapshot that is not there: {plain(error)}", icon="⚠️")
        st.button("Use the current snapshot", on_click=_held_to, args=("",), key="unpin")
        return
    _bar(deck, material)
    if not deck.slides:
        st.info(
            "The deck is empty. Press “Add to briefing” on any page: the view goes in with its "
            "filters. Or start from one of these:"
        )
        _starters()
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        for number, slide in enumerate(deck.slides):
            _slide(deck, number, slide)
    with right:
        _preview(deck, material)


def _bar(deck: Deck, material: Material) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input("Title of the deck", deck.title, key=_key("deck-title"), on_change=_titled)
        number = _shown_number(deck)
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
        st.button("Undo", on_click=_undone, disabled=not st.session_state.get(_PAST), key="undo")
    for sentence in export.warnings(deck, material):
        st.warning(plain(sentence), icon="🕶️")
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
        "Snapshot of the deck", ids, ids.index(deck.snapshot), key=_key("deck-snapshot"),
        format_func=lambda i: i or "The current one, whichever it is", on_change=_repinned,
    )  # fmt: skip


def _compare(deck: Deck, content: bytes, name: str) -> None:
    """Say how the deck on this page differs from one in a file."""
    try:
        told = decks.compare(decks.loads(content.decode("utf-8"), name), deck)
    except UnicodeDecodeError:
        st.error(f"{plain(name)}: cannot be read as UTF-8 text; is it the right file?")
        return
    except DeckError as error:
        st.error(plain(error), icon="⚠️")
        return
    st.markdown(f"**From {plain(name)} to this deck**" if told else "The decks are the same.")
    for sentence in told:
        st.text(f"• {sentence}")


def _publish(deck: Deck) -> None:
    st.toggle(
        "Publish mode", deck.publish.on, key=_key("publish-on"), on_change=_published,
        help="Districts at the most exact, no names of persons, no quotes, nothing fresh",
    )  # fmt: skip
    st.number_input(
        "Hold back the last hours before the cut-off", 0, 24 * 366, deck.publish.delay_hours,
        key=_key("publish-hours"), on_change=_published,
    )  # fmt: skip
    st.text_input(
        "Publishers shown as undisclosed (separate with ;)", "; ".join(deck.publish.undisclosed),
        key=_key("publish-hidden"), on_change=_published,
    )  # fmt: skip


def _slide(deck: Deck, number: int, slide: SlideSpec) -> None:
    with st.container(border=True):
        kinds = list(SlideKind)
        st.selectbox(
            f"Slide {number + 1}", kinds, kinds.index(slide.kind), key=_key("kind", number),
            format_func=code, on_change=_edited, args=(number, "kind"),
        )  # fmt: skip
        st.text_input(
            "Title", slide.title, key=_key("title", number), placeholder="as proposed",
            on_change=_edited, args=(number, "title"),
        )  # fmt: skip
        st.text_area(
            "Notes", slide.notes, key=_key("notes", number), height=68,
            on_change=_edited, args=(number, "notes"),
        )  # fmt: skip
        if slide.kind is SlideKind.CHANGES:
            _since(slide, number)
        st.caption(plain(slide.query or "no filters"))
        with st.container(horizontal=True, gap="small"):
            last = len(deck.slides) - 1
            st.button("Show", key=f"show-{number}", on_click=_shown, args=(number,))
            st.button("Up", key=f"up-{number}", disabled=number == 0, on_click=_moved,
                      args=(number, -1))  # fmt: skip
            st.button("Down", key=f"down-{number}", disabled=number == last, on_click=_moved,
                      args=(number, 1))  # fmt: skip
            st.button("Remove", key=f"remove-{number}", on_click=_removed, args=(number,))


def _since(slide: SlideSpec, number: int) -> None:
    """Which snapshot was shown at the last briefing."""
    ids = [m.snapshot_id for m in session.snapshots()]
    ids += [slide.since_snapshot] if slide.since_snapshot not in ids else []
    st.selectbox(
        "Since snapshot", ids, ids.index(slide.since_snapshot), key=_key("since_snapshot", number),
        format_func=lambda i: i or "choose one", on_change=_edited, args=(number, "since_snapshot"),
    )  # fmt: skip


def _preview(deck: Deck, material: Material) -> None:
    number = _shown_number(deck)
    try:
        with st.spinner("Drawing the slide …"):
            picture, scene = _picture(deck, number, material)
    except AtlasError as error:
        st.error(plain(error), icon="⚠️")
        return
    st.image(picture, caption=f"Slide {number + 1} of {len(deck.slides)}, as it is exported")
    with st.expander("Speaker notes"):
        st.text(scene.notes)
    st.text(scene.alt)


def _shown_number(deck: Deck) -> int:
    return max(0, min(int(st.session_state.get("deck_shown", 0)), len(deck.slides) - 1))


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
            st.button(label, on_click=_started, args=(kinds,), key=f"start-{label}")


def _keep(deck: Deck) -> None:
    past = [*st.session_state.get(_PAST, []), current()]
    st.session_state[_PAST] = past[-_STEPS:]
    st.session_state[_DECK] = deck


def _with(slides: list[SlideSpec]) -> Deck:
    return current().model_copy(update={"slides": tuple(slides)})


def _added(page: str, filters: Filters) -> None:
    shown = filters.to_query()
    shown.pop("lang", None)
    query = urlencode(shown)
    kind = _KIND_OF_PAGE.get(page, SlideKind.CHOROPLETH_DOTS)
    since = str(st.session_state.get(_SINCE, "")) if kind is SlideKind.CHANGES else ""
    _keep(_with([*current().slides, SlideSpec(kind=kind, query=query, since_snapshot=since)]))
    st.toast(f"Added to the briefing: slide {len(current().slides)}")


def _started(kinds: tuple[str, ...]) -> None:
    _keep(_with([SlideSpec(kind=SlideKind(kind)) for kind in kinds]))


def _titled() -> None:
    _keep(current().model_copy(update={"title": st.session_state[_key("deck-title")]}))


def _edited(number: int, field: str) -> None:
    slides = list(current().slides)
    slides[number] = slides[number].model_copy(
        update={field: st.session_state[_key(field, number)]}
    )
    _keep(_with(slides))
    _shown(number)


def _moved(number: int, by: int) -> None:
    slides = list(current().slides)
    slides[number], slides[number + by] = slides[number + by], slides[number]
    _keep(_with(slides))
    _forget()
    _shown(number + by)


def _removed(number: int) -> None:
    slides = list(current().slides)
    del slides[number]
    _keep(_with(slides))
    _forget()


def _shown(number: int) -> None:
    st.session_state["deck_shown"] = number


def _published() -> None:
    hidden = st.session_state[_key("publish-hidden")].split(";")
    publish = Publish(
        on=st.session_state[_key("publish-on")],
        delay_hours=st.session_state[_key("publish-hours")],
        undisclosed=tuple(sorted({name.strip() for name in hidden if name.strip()})),
    )
    _keep(current().model_copy(update={"publish": publish}))


def _repinned() -> None:
    _held_to(st.session_state[_key("deck-snapshot")])


def _held_to(snapshot_id: str) -> None:
    _keep(current().model_copy(update={"snapshot": snapshot_id}))
    _forget()


def _undone() -> None:
    past = list(st.session_state.get(_PAST, []))
    if past:
        st.session_state[_DECK] = past.pop()
        st.session_state[_PAST] = past
        _forget()


def _key(field: str, number: int | None = None) -> str:
    """Key of a widget; another one after each change of order, so that no old value returns."""
    revision = st.session_state.get(_REVISION, 0)
    return f"{field}-{revision}" if number is None else f"{field}-{revision}-{number}"


def _forget() -> None:
    """Let all widgets take their values anew, since slides changed places."""
    st.session_state[_REVISION] = st.session_state.get(_REVISION, 0) + 1


def _open(content: bytes, name: str) -> None:
    try:
        deck = decks.loads(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        st.error(f"{plain(name)}: cannot be read as UTF-8 text; is it the right file?")
        return
    except DeckError as error:
        st.error(plain(error), icon="⚠️")
        return
    _keep(deck)
    _forget()
    st.rerun()
