"""Elements that run in the browser: each a script under static/ with one data contract.

They get numbers, codes and text as JSON and put text on the page as text nodes only.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geo.config import ROOT

_STATIC: Final = ROOT / "static"


def histogram(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Bars over time; a click puts the bar's key into `st.session_state[key].clicked`."""
    _element("histogram", '<div class="bars"></div>')(
        data=data, key=key, on_clicked_change=on_click
    )


def period(data: Mapping[str, Any], key: str, on_choice: Callable[[], None]) -> None:
    """Months to choose from; the choice is put into `st.session_state[key].chosen`."""
    _element("period", '<div class="period"></div>')(data=data, key=key, on_chosen_change=on_choice)


def menu(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Name, purpose, links to pages; a click puts a page into `st.session_state[key].clicked`."""
    html = '<div class="name"></div><nav class="menu" aria-label="Pages"></nav>'
    _element("menu", html)(data=data, key=key, on_clicked_change=on_click)


def facets(data: Mapping[str, Any], key: str, on_change: Callable[[], None]) -> None:
    """Filters; a change puts its field and value into `st.session_state[key].changed`."""
    _element("facets", '<div class="facets"></div>')(
        data=data, key=key, on_changed_change=on_change
    )


def cards(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Records, each a link; a click puts the record's key into `st.session_state[key].clicked`."""
    _element("cards", '<div class="cards"></div>')(data=data, key=key, on_clicked_change=on_click)


def ranking(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Bars with names and numbers, clicked as in `cards`."""
    _element("ranking", '<div class="ranking"></div>')(
        data=data, key=key, on_clicked_change=on_click
    )


def reader(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """A marked text; a click puts the claim's id into `st.session_state[key].clicked`."""
    _element("reader", '<div class="reader" role="document"></div>')(
        data=data, key=key, on_clicked_change=on_click
    )


def dots(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Marks on a time axis; a click puts the mark's key into `st.session_state[key].clicked`."""
    _element("axis", '<div class="axis"></div>')(data=data, key=key, on_clicked_change=on_click)


def intervals(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """Intervals on an axis of numbers, clicked as in `dots`."""
    dots(data, key, on_click)


def tiles(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """A tile a province; a click puts its code into `st.session_state[key].clicked`."""
    _element("tiles", '<div class="tiles"></div>')(data=data, key=key, on_clicked_change=on_click)


def player(data: Mapping[str, Any], key: str, on_click: Callable[[], None]) -> None:
    """A map that plays; see `geo.views.timeline.player`."""
    _element("player", '<div class="player"></div>')(data=data, key=key, on_clicked_change=on_click)


def legend(items: Sequence[Sequence[str]]) -> None:
    """Names with their colours, in a row."""
    _element("legend", '<div class="legend"></div>')(
        data={"items": [list(item) for item in items]}, key="legend"
    )


def names(rows: Sequence[Sequence[str]]) -> None:
    """A place's names by language: [language, its code, name ...] each."""
    _element("names", '<div class="names"></div>')(
        data={"rows": [list(row) for row in rows]}, key="names"
    )


@functools.cache
def _source(name: str) -> tuple[str | None, str]:
    css, js = _STATIC / f"{name}.css", _STATIC / f"{name}.js"
    style = css.read_text(encoding="utf-8") if css.exists() else None
    parts = (_STATIC / "tone.js", js)
    return style, "".join(part.read_text(encoding="utf-8") for part in parts)


def _element(name: str, html: str) -> Any:
    css, js = _source(name)
    return st.components.v2.component(f"atlas_{name}", html=html, css=css, js=js)
