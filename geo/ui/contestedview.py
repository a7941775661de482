"""The contested page: claim and denial side by side, and numbers that rival each other."""

import pandas as pd
import streamlit as st

from geo.ui import address, cards, elements
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import charts, contested, reader, words
from geo.views.filters import Chosen, Filters
from geo.views.words import Names


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """One time axis for all, then each group with its two sides, then rival numbers."""
    found_disputes = contested.disputes(found.frames, filters, chosen)
    st.markdown(
        "What is said of a group on the left, what is said against it on the right. "
        "Neither is averaged with the other. Denied counts claims: against the group's presence, "
        "against its events, and against all groups at once."
    )
    axis = contested.axis(found_disputes)
    if len(axis):
        elements.dots(charts.sides(axis, names), "axis", _clicked)
        st.caption("Dot: said. Diamond: denied. Click a mark to open its sentence.")
    for number, dispute in enumerate(found_disputes):
        st.subheader(plain(names.actor(dispute.actor)), anchor=False)
        said, denied = st.columns(2, gap="medium")
        with said:
            st.markdown(f"**Said** · {words.count(len(dispute.asserted), 'claim')}")
            cards.claims(found, dispute.asserted, filters, f"said_{number}")
        with denied:
            of_all = f", {dispute.of_all:,} of all groups at once" if dispute.of_all else ""
            st.markdown(f"**Denied** · {words.count(len(dispute.denied), 'claim')}{of_all}")
            cards.claims(found, dispute.denied, filters, f"denied_{number}")
    if not found_disputes:
        st.info("Nothing that matches is both said and denied.", icon="🔍")
    rest = contested.unanswered(found.frames, filters, chosen)
    if len(rest):
        st.subheader("Denied, with nothing beside it here", anchor=False)
        cards.claims(found, rest, filters, "alone")
    _rivals(found, filters, chosen, names)


def _clicked() -> None:
    clicked = getattr(st.session_state.get("axis"), "clicked", None)
    if clicked:
        address.goes("evidence", claim=str(clicked))


def _rivals(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    groups = contested.rivals(chosen)
    st.subheader("Numbers that rival each other", anchor=False)
    if not groups:
        st.caption("No two numbers for the same thing differ among what matches.")
    publishers = found.frames.documents.set_index("doc_id")["publisher"]
    for rivals in groups[:40]:
        first = rivals.rows.iloc[0]
        when = words.day_range(first["date_start"], first["date_end"], first["date_prec"])
        about = "strength" if rivals.kind == "strength" else f"{words.code(rivals.what)}, {when}"
        st.markdown(f"**{plain(names.actor(rivals.actor))}** · {plain(about)}")
        st.dataframe(
            pd.DataFrame(
                {
                    "Number": [
                        words.people(low, low, high)
                        for low, high in zip(rivals.rows["low"], rivals.rows["high"], strict=True)
                    ],
                    "Counts": [words.code(c or rivals.what) for c in rivals.rows["counted"]],
                    "Said by": [
                        reader.said_by(s, str(publishers.get(d) or ""))
                        for s, d in zip(rivals.rows["speakers"], rivals.rows["doc_id"], strict=True)
                    ],
                    "Published": [
                        words.published_sorting(day, sure)
                        for day, sure in zip(
                            rivals.rows["published"], rivals.rows["published_sure"], strict=True
                        )
                    ],
                    "Open": [
                        address.page_url("evidence", filters, claim=c)
                        for c in rivals.rows["claim_id"]
                    ],
                }
            ),
            hide_index=True, width="stretch",
            column_config={
                "Open": st.column_config.LinkColumn(display_text="evidence"),
            },
        )  # fmt: skip
