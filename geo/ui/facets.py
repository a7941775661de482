"""The filters in the sidebar, as one element: lists to tick with counts, and choices."""

from typing import Any, Final

import streamlit as st

from geo.ui import address, elements, session
from geo.ui.session import Atlas
from geo.views import facets
from geo.views.filters import Filters

_KEY: Final = "filters"


def draw(found: Atlas, filters: Filters) -> None:
    """Draw them; a change goes into the address and runs the page anew."""
    data = {"groups": session.facets(found, filters.lang), "chosen": facets.chosen(filters)}
    with st.sidebar:
        elements.facets(data, _KEY, _changed)


def _changed() -> None:
    told: Any = getattr(st.session_state.get(_KEY), "changed", None)
    if not isinstance(told, dict) or told.get("field") not in facets.FIELDS:
        return
    value = told.get("value")
    values = [str(v) for v in value] if isinstance(value, list) else [str(value)]
    address.sets(str(told["field"]), values)
