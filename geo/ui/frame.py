"""What surrounds every page: navigation, look, disclaimer."""

from typing import Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.config import ROOT
from geo.ui import address, briefing, elements
from geo.ui.server import PAGES
from geo.ui.session import Atlas
from geo.views.filters import Filters

_DRAWN: Final = "frame_drawn"
_HERE: Final = "frame_page"
DISCLAIMER: Final = (
    "Boundaries (AIMS 2014, via geoBoundaries) and names imply no endorsement or recognition."
)
TITLE: Final = "Afghan Incident Atlas"
PURPOSE: Final = "Where armed groups are said to attack and to be, with the sentence that says so"


def draw() -> StreamlitPage:
    """Draw the frame and return the page that the reader is on; call it from app.py."""
    page = _navigation()
    st.session_state[_DRAWN] = True
    st.session_state[_HERE] = page.url_path or PAGES[0][0]
    st.set_page_config(
        page_title=f"{page.title} | {TITLE}", page_icon="🗺️", layout="wide",
        initial_sidebar_state="auto",
    )  # fmt: skip
    st.html(ROOT / "static" / "app.css")
    return page


def require() -> None:
    """Send a reader who came in by a page's own link through app.py first.

    Streamlit runs a script under pages/ by itself when the first request to a fresh
    server is for that script, and app.py then never draws the frame. Every page
    therefore begins with this call. It also sends on a reader who clicked a record.
    """
    if not st.session_state.pop(_DRAWN, False):
        _navigation()
        st.rerun()
    if asked := address.asked_to_go():
        name, query = asked
        st.switch_page(page(name), query_params=dict(query))


def menu(filters: Filters) -> None:
    """What this is, and links to all pages that keep the filters."""
    here = str(st.session_state.get(_HERE, PAGES[0][0]))
    query = urlencode(filters.to_query())
    data = {
        "name": TITLE,
        "purpose": PURPOSE,
        "pages": [list(p) for p in PAGES],
        "here": here,
        "query": query and f"?{query}",
    }
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        elements.menu(data, "pages", _chosen)
        if here != "briefing":
            briefing.add_button(here, filters)


def _chosen() -> None:
    name = getattr(st.session_state.get("pages"), "clicked", None)
    if name in dict(PAGES):
        address.goes(str(name))


def footer(found: Atlas) -> None:
    """Data cut-off, snapshot and the disclaimer on boundaries, at the foot of a page."""
    manifest = found.snapshot.manifest
    cut_off = f"{manifest.cut_off:%-d %B %Y}" if manifest.cut_off else "unknown"
    st.caption(
        f"Data cut-off: {cut_off} · snapshot {manifest.snapshot_id} · {DISCLAIMER} "
        "Contains machine-extracted data: check the sentence before you quote."
    )


def page(name: str) -> str:
    """The script of a page, for links."""
    return f"pages/{name}.py"


def _navigation() -> StreamlitPage:
    pages = [
        st.Page(page(name), title=title, default=name == PAGES[0][0], url_path=name)
        for name, title in PAGES
    ]
    return st.navigation(pages, position="hidden")
