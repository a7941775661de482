"""Widgets shared by pages; each returns a value of the domain, never a widget state."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.codes import Attribution, EventType, Kind, SourceKind
from geo.ui import address, elements, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import aggregate, charts, words
from geo.views.filters import Chosen, Filters, Lang, Level, Measure, Precision
from geo.views.words import Names

_LANGS: Final = {Lang.EN: "English", Lang.FA: "دری (Dari)", Lang.PS: "پښتو (Pashto)"}
_LEVELS: Final = {Level.PROVINCE: "Provinces", Level.DISTRICT: "Districts"}
ALL: Final = "All"
TABLE_ROWS: Final = 300
"""Rows sent to the browser; a table of all would weigh more than the map."""


def filter_panel(found: Atlas, filters: Filters, names: Names) -> None:
    """Draw the filters in the sidebar; a change goes into the address and runs the page anew."""
    ranked = _ranked_groups(found)
    with st.sidebar:
        st.subheader("Filters")
        _several("Groups", "groups", ranked, filters, names.actor)
        _several("Provinces", "provinces", sorted(names.provinces, key=names.province), filters,
                 names.province)  # fmt: skip
        _several("Event types", "types", list(EventType), filters, words.code)
        _several("Attribution", "attribution", list(Attribution), filters, words.code)
        _several("Who says so", "sources", list(SourceKind), filters, words.code)
        _several("Kinds of record", "kinds", list(Kind), filters, words.code)
        _one("Precision", "precision", list(Precision), filters.precision, words.PRECISIONS)
        st.subheader("Display")
        _one("Place names", "lang", list(Lang), filters.lang, _LANGS)
        key = "f_per_head"
        st.session_state[key] = filters.per_head
        st.toggle(
            "Per 100,000 people", key=key, on_change=address.binds("per_head", key, bool),
            help="Rates are indicative only: there has been no census since 1979.",
        )  # fmt: skip


def measure_bar(filters: Filters) -> None:
    """Choose what is counted and what is shaded."""
    with st.container(horizontal=True, vertical_alignment="center", key="measures"):
        _segments("Measure", "measure", list(Measure), filters.measure, words.MEASURES_SHORT)
        _segments("Level", "level", list(Level), filters.level, _LEVELS)


def measure_only(filters: Filters) -> None:
    """Choose what is counted, where there is nothing else to choose."""
    _segments("Measure", "measure", list(Measure), filters.measure, words.MEASURES_SHORT)


def words_bar(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """Say which filters are active and how many records they leave; each can be cleared."""
    frames = found.frames
    active = words.in_words(filters, names)
    whole = len(frames.events) + len(frames.presence) + len(frames.statistics)
    with st.container(key="words", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"**{len(chosen):,}** of {whole:,} records: {words.count(len(chosen.events), 'event')}"
            f", {words.count(len(chosen.presence), 'presence claim')}"
            f", {words.count(len(chosen.statistics), 'statistic')}"
            f"{'' if active else ' · no filter is active'}"
        )
        for name, text in active:
            st.button(f"{plain(text)} ✕", key=f"clear_{name}", on_click=address.clears,
                      args=(name,), help="Clear this filter")  # fmt: skip
        if active:
            st.button("Clear all", key="clear_all", type="tertiary", on_click=address.clears,
                      args=("",))  # fmt: skip
        if chosen.undated:
            st.caption(f"{words.count(chosen.undated, 'undated record')} left out by the period.")
    if not len(chosen):
        st.info(_loosen(found, filters, names), icon="🔍")


def timeline(found: Atlas, filters: Filters) -> None:
    """A histogram of months, a slider over it and a button for each year."""
    months = charts.month_range(found.frames)
    if len(months) < 2:
        return
    counted = session.chosen(found, filters.without("period")).events
    first, last = _clamped(filters, months)
    years = sorted({m.year for m in months})
    with st.container(key="timeline", gap=None):
        key = "f_year"
        st.session_state[key] = _year_of(filters)
        st.pills("Year", [ALL, *map(str, years)], key=key, on_change=_year_changed,
                 label_visibility="collapsed")  # fmt: skip
        elements.histogram(
            charts.histogram(aggregate.by_month(counted), months, first, last),
            "bars", _bar_clicked,
        )  # fmt: skip
        key = "f_months"
        st.session_state[key] = (first, last)
        st.select_slider(
            "Months", options=months, value=(months[0], months[-1]), key=key,
            format_func=_month, on_change=_months_changed, args=(months,),
            label_visibility="collapsed",
        )  # fmt: skip


def _months_changed(months: Sequence[date]) -> None:
    first, last = st.session_state["f_months"]
    since = None if first == months[0] else first
    until = None if last == months[-1] else charts.month_end(last)
    address.changes(since=since, until=until)


def _bar_clicked() -> None:
    clicked = getattr(st.session_state.get("bars"), "clicked", None)
    if clicked:
        first = date.fromisoformat(f"{clicked}-01")
        address.changes(since=first, until=charts.month_end(first))


def _year_changed() -> None:
    chosen = st.session_state["f_year"]
    if chosen in {None, ALL}:
        address.changes(since=None, until=None)
    else:
        address.changes(since=date(int(chosen), 1, 1), until=date(int(chosen), 12, 31))


def _year_of(filters: Filters) -> str | None:
    since, until = filters.since, filters.until
    if since is None and until is None:
        return ALL
    if since and until and since == date(until.year, 1, 1) and until == date(since.year, 12, 31):
        return str(since.year)
    return None


def _clamped(filters: Filters, months: Sequence[date]) -> tuple[date, date]:
    first = filters.since.replace(day=1) if filters.since else months[0]
    last = filters.until.replace(day=1) if filters.until else months[-1]
    first, last = max(first, months[0]), min(last, months[-1])
    return (first, last) if first <= last else (months[0], months[-1])


def _month(day: date) -> str:
    return f"{day:%b %Y}"


def _several(label: str, field: str, options: Sequence[str], filters: Filters, name: Any) -> None:
    key = f"f_{field}"
    asked = getattr(filters, field)
    st.session_state[key] = list(asked)
    st.multiselect(
        label, [*options, *(v for v in asked if v not in options)], key=key, placeholder="All",
        format_func=name, on_change=address.binds(field, key, tuple),
    )  # fmt: skip


def _one(label: str, field: str, options: Sequence[StrEnum], value: StrEnum, name: Any) -> None:
    key = f"f_{field}"
    st.session_state[key] = value
    st.selectbox(label, options, key=key, format_func=name.__getitem__,
                 on_change=address.binds(field, key, type(value)))  # fmt: skip


def _segments(
    label: str, field: str, options: Sequence[StrEnum], value: StrEnum, name: Any
) -> None:
    key = f"f_{field}"
    st.session_state[key] = value
    st.segmented_control(
        label, options, key=key, format_func=name.__getitem__, label_visibility="collapsed",
        on_change=address.binds(field, key, lambda new: value if new is None else new),
    )  # fmt: skip


@st.cache_data(
    max_entries=4, show_spinner=False, hash_funcs={Atlas: lambda a: a.frames.snapshot_id}
)
def _ranked_groups(found: Atlas) -> list[str]:
    table = aggregate.by_group(session.chosen(found, Filters()))
    rest = sorted(set(found.known.groups) - set(table["actor"]))
    return [*table["actor"].tolist(), *rest]


def _loosen(found: Atlas, filters: Filters, names: Names) -> str:
    """Say which single filter hides everything."""
    best = [
        (len(session.chosen(found, filters.without(name))), text)
        for name, text in words.in_words(filters, names)
    ]
    helpful = sorted((n, text) for n, text in best if n)
    if helpful:
        gained, text = helpful[-1]
        return (
            "No record matches all filters. "
            f"Clear “{plain(text)}” to see {words.count(gained, 'record')}."
        )
    return "No record matches. Clear several filters, or all of them."


def records_table(events: pd.DataFrame, names: Names, filters: Filters) -> None:
    """The chosen events as a table that can be sorted, searched and downloaded."""
    shown = events.sort_values(["date_start", "event_id"], ascending=[False, True]).head(TABLE_ROWS)
    if len(events) > len(shown):
        st.caption(
            f"The latest {len(shown):,} of {len(events):,}; narrow the filters to see others. "
            "A briefing saved as ZIP holds them all."
        )
    rows = charts.event_rows(shown, names)
    rows["Open"] = [address.page_url("evidence", filters, event=e) for e in shown["event_id"]]
    st.dataframe(
        rows, hide_index=True, width="stretch", height=320, key="records",
        column_config={
            "From": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Open": st.column_config.LinkColumn(display_text="evidence"),
        },
    )  # fmt: skip
