"""The timeline page: a map that plays in the browser, events by group, change."""

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from geo.ui import address, elements, period, widgets
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import timeline, words
from geo.views.filters import Chosen, Filters, Measure
from geo.views.timeline import Step
from geo.views.words import Names

_KEY: Final = "f_by"


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """Period slider, playing map, stacked bars, changes."""
    period.draw(found, filters)
    step = _step()
    measure = Measure.ATTACKS if filters.measure is Measure.PRESENCE else filters.measure
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.session_state[_KEY] = step
        st.segmented_control("Step", list(Step), key=_KEY, format_func=str.capitalize,
                             on_change=_step_changed, label_visibility="collapsed")  # fmt: skip
        widgets.measure_only(filters, without=Measure.PRESENCE)
    if filters.measure is Measure.PRESENCE:
        st.caption("Presence is seldom dated to a month, so attacks are played; see Presence.")
    map_side, bar_side = st.columns([1.25, 1], gap="medium")
    with map_side:
        content = timeline.player(chosen, measure, step, names, filters.toll)
        if content["frames"]:
            elements.player(content, "player", _picked)
        else:
            st.info(f"No mapped event that matches is dated to a {step}.", icon="🔍")
        if content["longer"]:
            st.caption(
                f"{words.count(content['longer'], 'mapped event')} dated to more than a {step}, "
                "or not at all: in no frame."
            )
    with bar_side:
        _bars(chosen, step, names)
        _changes(chosen, step)


def _step() -> Step:
    asked = address.own("by")
    return Step(asked) if asked in set(Step) else Step.MONTH


def _step_changed() -> None:
    filters, _ = Filters.from_query(st.query_params.to_dict())
    address.write(filters, by=st.session_state[_KEY] or Step.MONTH)


def _bars(chosen: Chosen, step: Step, names: Names) -> None:
    st.markdown(f"**Events per {step} by group** (click a bar to look at that period)")
    data = timeline.stacked(chosen.events, step, names)
    if not data["bars"]:
        st.caption("No event that matches is dated closely enough.")
        return
    elements.histogram(data, "stack", _bar_clicked)
    elements.legend(data["legend"])
    if data["longer"]:
        st.caption(
            f"{words.count(data['longer'], 'event')} dated to more than a {step}, or not at all: "
            "in no bar. An event by several groups stands with the first."
        )


def _bar_clicked() -> None:
    _look_at(getattr(st.session_state.get("stack"), "clicked", None))


def _picked() -> None:
    _look_at(getattr(st.session_state.get("player"), "clicked", None))


def _look_at(clicked: str | None) -> None:
    if clicked:
        since = date.fromisoformat(clicked)
        address.changes(since=since, until=timeline.end(pd.Timestamp(since), _step()))


def _changes(chosen: Chosen, step: Step) -> None:
    rows = timeline.changes(chosen.events, step)
    if not rows:
        return
    st.markdown(f"**Attacks, each {step} beside the one before**")
    st.dataframe(
        pd.DataFrame(
            {
                "Period": [plain(r.label) for r in reversed(rows)],
                "Attacks": [r.attacks for r in reversed(rows)],
                "Change": [r.in_words() for r in reversed(rows)],
            }
        ),
        hide_index=True, width="stretch", height=260, key="changes",
        column_config=widgets.whole("Attacks")
        | {"Change": st.column_config.TextColumn(width="large")},
    )  # fmt: skip
