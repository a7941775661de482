"""The address bar is the state: read filters from it, write them to it, link with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote, urlencode

import streamlit as st

from geo.ui import session
from geo.ui.text import plain
from geo.views.filters import Filters

OWN: Final = ("doc", "claim", "event", "group", "by", "q", "place", "old", "new")
"""Parameters that say what a page looks at; they are no filters."""
_GO: Final = "go_to_page"


def read() -> Filters:
    """The filters of the address; what made no sense is said once, above the page."""
    filters, notes = Filters.from_query(st.query_params.to_dict(), session.atlas().known)
    for note in notes:
        st.warning(f"{plain(note)} It was left out.", icon="⚠️")
    if notes:
        write(filters)
    return filters


def own(name: str) -> str | None:
    """A parameter of the page, such as the document it shows."""
    return st.query_params.get(name)


def write(filters: Filters, **page: str | None) -> None:
    """Put filters into the address and keep the page's own parameters.

    Args:
        filters: The choice.
        page: Own parameters to change; None takes one away.
    """
    kept: dict[str, str | None] = {n: st.query_params.get(n) for n in OWN}
    query = filters.to_query() | {n: v for n, v in (kept | page).items() if v}
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)


def changes(**fields: Any) -> None:
    """Set fields of the filters in the address; for callbacks of widgets."""
    filters, _ = Filters.from_query(st.query_params.to_dict(), session.atlas().known)
    write(replace(filters, **fields))


def sets(name: str, values: Sequence[str]) -> None:
    """Set one filter from text, as an address would; what makes no sense is left out."""
    query = st.query_params.to_dict() | {name: ",".join(quote(v, safe="") for v in values)}
    filters, _ = Filters.from_query(query, session.atlas().known)
    write(filters)


def clears(name: str) -> None:
    """Clear one filter, or all with ""; for callbacks of buttons."""
    filters, _ = Filters.from_query(st.query_params.to_dict(), session.atlas().known)
    write(filters.without(name) if name else filters.cleared())


def binds(field: str, key: str, convert: Callable[[Any], Any]) -> Callable[[], None]:
    """A callback that puts a widget's value into the address."""

    def changed() -> None:
        changes(**{field: convert(st.session_state[key])})

    return changed


def goes(page: str, **own_: str) -> None:
    """Go to a page when the script runs next; for callbacks of clicks."""
    st.session_state[_GO] = (page, own_)


def asked_to_go() -> tuple[str, Mapping[str, str]] | None:
    """Where `goes` wants to go, once: a page and the parameters to go there with."""
    if _GO not in st.session_state:
        return None
    page, own_ = st.session_state.pop(_GO)
    filters, _ = Filters.from_query(st.query_params.to_dict(), session.atlas().known)
    return page, link(filters, **own_)


def link(filters: Filters, **page: str | None) -> Mapping[str, str]:
    """The parameters of a link that keeps the filters."""
    return filters.to_query() | {n: v for n, v in page.items() if v}


def page_url(page: str, filters: Filters, **own_: str | None) -> str:
    """A relative address of a page, for links in tables."""
    query = urlencode(link(filters, **own_))
    return f"{page}?{query}" if query else page
