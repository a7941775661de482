"""Records as short cards, each one click from its sentence."""

from typing import Any

import pandas as pd
import streamlit as st

from geo.ui import address, frame
from geo.ui.text import plain
from geo.views import words
from geo.views.filters import Filters
from geo.views.frames import records
from geo.views.words import Names


def events(rows: pd.DataFrame, filters: Filters, names: Names) -> None:
    """One card an event: when and what (a link to its evidence), who, toll, how sure."""
    for row in records(rows):
        when = words.day_range(row.date_start, row.date_end, row.date_prec)
        what = words.code(str(row.event_type or "event"))
        with st.container(gap=None):
            st.page_link(
                frame.page("evidence"), label=plain(f"{when} · {what}"),
                query_params=address.link(filters, event=str(row.event_id)),
            )  # fmt: skip
            st.caption(plain(event_line(row, names)))


def event_line(row: Any, names: Names) -> str:
    """Place, group, attribution, toll and number of documents of one event in a line."""
    groups = ", ".join(names.actor(a) for a in row.actors)
    disputed = ", denied or disputed" if row.denied else ""
    parts = [
        str(row.place_name or "place not named"),
        f"{groups} ({words.code(row.attribution or 'unknown')}{disputed})",
        tolls(row),
        words.count(row.n_sources, "document"),
    ]
    return " · ".join(parts)


def toll_line(row: Any) -> str:
    """Attribution and toll of one claim about an event."""
    return f"{words.code(row.attribution or 'unknown')} · {tolls(row)}"


def tolls(row: Any) -> str:
    """Deaths and injured of an event or a claim in words."""
    return (
        f"deaths: {words.people(row.deaths_low, row.deaths_best, row.deaths_high)} · "
        f"injured: {words.people(row.injured_low, row.injured_best, row.injured_high)}"
    )


def presence(rows: pd.DataFrame, filters: Filters, names: Names) -> None:
    """One card a presence claim: who, what, since when, who says so or denies it."""
    for row in records(rows):
        groups = ", ".join(names.actor(a) for a in row.actors)
        what = words.code(str(row.activity or "presence"))
        denied = "Denied: " if row.denied else ""
        with st.container(gap=None):
            st.page_link(
                frame.page("evidence"), label=plain(f"{denied}{groups} · {what}"),
                query_params=address.link(filters, claim=str(row.claim_id)),
            )  # fmt: skip
            st.caption(plain(presence_line(row)))


def presence_line(row: Any) -> str:
    """Speakers, date and strength of one presence claim in a line."""
    said = " citing ".join(row.speakers) or "the document itself"
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    if pd.isna(row.date_start):
        when = "undated" if pd.isna(row.published) else f"published {row.published:%-d %B %Y}"
    parts = [f"said by {said}", when]
    if pd.notna(row.strength_low) or pd.notna(row.strength_high):
        strength = words.people(row.strength_low, row.strength_low, row.strength_high)
        parts.append(f"{strength} {words.code(row.counted or 'counted')}")
    return " · ".join(parts)
