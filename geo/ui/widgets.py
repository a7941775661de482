"""Widgets shared by pages; each returns a value of the domain, never a widget state."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from geo.codes import SourceKind
from geo.ui import address, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import words
from geo.views.filters import Bound, Chosen, Filters, Level, Measure
from geo.views.words import Names

_ALL: Final = "all"
_LEVELS: Final = {Level.PROVINCE: "Provinces", Level.DISTRICT: "Districts"}


def measure_bar(filters: Filters) -> None:
    """Choose what is counted and what is shaded."""
    with st.container(horizontal=True, vertical_alignment="center", key="measures"):
        measure_only(filters)
        _segments("Level", "level", list(Level), filters.level, _LEVELS)


def measure_only(filters: Filters, without: Measure | None = None) -> None:
    """Choose what is counted and, for tolls, which figure."""
    measures = [m for m in Measure if m is not without]
    shown = Measure.ATTACKS if filters.measure is without else filters.measure
    _segments("Measure", "measure", measures, shown, words.MEASURES_SHORT)
    if filters.measure in words.TOLLS:
        _segments("Figure", "toll", list(Bound), filters.toll, words.BOUNDS)


def lens(filters: Filters) -> None:
    """Choose whose words count: one kind of source, or all."""
    one = filters.sources[0] if len(filters.sources) == 1 else None
    st.session_state["lens"] = one or (_ALL if not filters.sources else None)
    st.segmented_control(
        "Whose words", [_ALL, *SourceKind], key="lens", on_change=_lens_changed,
        format_func=words.code, label_visibility="collapsed",
    )  # fmt: skip


def _lens_changed() -> None:
    chosen = st.session_state["lens"]
    address.sets("sources", [] if chosen in {None, _ALL} else [str(chosen)])


def height(rows: int, most: int) -> int:
    """Height of a table without empty rows [pixels]."""
    return min(35 * (rows + 1) + 3, most)


def whole(*columns: str) -> dict[str, Any]:
    """Columns of whole numbers, thousands separated, for `st.dataframe`."""
    return {name: st.column_config.NumberColumn(format="localized") for name in columns}


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
            f"{_held(chosen)}{'' if active else ' · no filter is active'}"
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


def _held(chosen: Chosen) -> str:
    """What of the choice is no record until a person has looked, so that nothing is hidden."""
    return f" · held for review, not counted: {len(chosen.held):,}" if len(chosen.held) else ""


def _segments(
    label: str, field: str, options: Sequence[StrEnum], value: StrEnum, name: Any
) -> None:
    key = f"f_{field}"
    st.session_state[key] = value
    st.segmented_control(
        label, options, key=key, format_func=name.__getitem__, label_visibility="collapsed",
        on_change=address.binds(field, key, lambda new: value if new is None else new),
    )  # fmt: skip


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
