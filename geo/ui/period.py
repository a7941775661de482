"""The period: a histogram of months with two handles, and a button for each year."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from geo.ui import address, elements, session
from geo.ui.session import Atlas
from geo.views import charts
from geo.views.filters import Filters

_KEY: Final = "period"


def draw(found: Atlas, filters: Filters) -> None:
    """Draw it; a change goes into the address and runs the page anew."""
    months = session.months(found)
    if len(months) < 2:
        return
    first, last = _clamped(filters, months)
    whole = filters.since is None and filters.until is None
    with st.container(key="timeline", gap=None):
        counts = session.by_month(found, filters)
        data = charts.period(counts, months, first, last, whole=whole)
        elements.period(data, _KEY, _changed)


def _changed() -> None:
    value = getattr(st.session_state.get(_KEY), "chosen", None)
    if value:
        months = session.months(session.atlas())
        address.changes(**charts.chosen_period(str(value), months))


def _clamped(filters: Filters, months: Sequence[date]) -> tuple[date, date]:
    first = filters.since.replace(day=1) if filters.since else months[0]
    last = filters.until.replace(day=1) if filters.until else months[-1]
    first, last = max(first, months[0]), min(last, months[-1])
    return (first, last) if first <= last else (months[0], months[-1])
