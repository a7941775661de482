"""The presence page: where groups are said to be, how fresh that is, and who denies it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.ui import address, cards, mapview, widgets
from geo.ui.session import Atlas
from geo.views import contested, presence, words
from geo.views.filters import Chosen, Filters, Measure
from geo.views.frames import records
from geo.views.words import Names


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """Map, panel, table by group and province, and what no province can show."""
    day = presence.as_of(found.frames, filters)
    shown = replace(filters, measure=Measure.PRESENCE)
    st.markdown(
        f"Seen from **{day.day:%-d %B %Y}** ({day.reason}). Solid: confirmed within "
        f"{presence.FRESH_MONTHS} months before. Faded: longer ago. Outlined: somebody denies it."
    )
    main, side = st.columns([3.1, 1], gap="small")
    with main:
        mapview.draw(found, shown)
    with side, st.container(height=560, border=False, key="side"):
        mapview.panel(found, shown, chosen, names)
    _table(found, filters, chosen, names)


def _table(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    day = presence.as_of(found.frames, filters).day
    table = presence.cells(found.frames, chosen, day)
    st.subheader(
        f"{words.count(len(table), 'entry', 'entries')} by group, province and activity",
        anchor=False,
    )
    if table.empty:
        st.caption("No presence claim that matches names a single province.")
    else:
        _matrix(table, names)
        st.dataframe(
            pd.DataFrame(
                {
                    "Group": [names.actor(a) for a in table["actor"]],
                    "Province": [names.province(a) for a in table["adm1"]],
                    "Activity": [words.code(a) for a in table["activity"]],
                    "State": [state(row) for row in records(table)],
                    "Last confirmed": [
                        words.published_sorting(day, sure)
                        for day, sure in zip(table["last"], table["last_sure"], strict=True)
                    ],
                    "Claims": table["claims"],
                    "Denials": table["denials"],
                    "Open": [
                        address.page_url("evidence", filters, claim=c) for c in table["last_claim"]
                    ],
                }
            ),
            hide_index=True, width="stretch", key="presence",
            column_config={
                "Open": st.column_config.LinkColumn(display_text="evidence"),
            },
        )  # fmt: skip
        st.caption(
            "Denials: claims against this group or all groups, in this province or the whole "
            "country, so one denial counts in many rows."
        )
    against = contested.widened(found.frames, filters, chosen).presence
    denials = against[against["denied"]]
    if len(denials):
        st.subheader(words.count(len(denials), "denial"), anchor=False)
        if len(denials) > chosen.presence["denied"].sum():
            st.caption("Those about all groups at once are among them.")
        seen = presence.as_of(found.frames, filters)
        cards.presence(denials, filters, names, "denials", seen)


def _matrix(table: pd.DataFrame, names: Names) -> None:
    """What each group is said to have or do, in how many provinces' claims."""
    wide = presence.matrix(table)
    shown = wide.rename(columns=words.code)
    shown.insert(0, "Group", [names.actor(str(a)) for a in wide.index])
    st.dataframe(
        shown, hide_index=True, width="stretch", key="matrix",
        height=widgets.height(len(shown), 290),
        column_config=widgets.whole(*shown.columns[1:]),
    )  # fmt: skip
    st.caption("Claims by group and activity; one that names two provinces counts in both.")


def state(row: object) -> str:
    """The state of an entry in words, so that colour never says it alone."""
    solid = row.__getattribute__("state") == presence.SOLID
    known = pd.notna(row.__getattribute__("last"))
    age = "confirmed within 12 months" if solid else "not confirmed for over 12 months"
    text = age if known else "undated"
    return f"{text}; denied" if row.__getattribute__("denied") else text
