"""The chosen events as a table: made when it is opened, saved whole as CSV."""

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st

from geo.briefing.sheets import harmless
from geo.ui import address
from geo.views import charts, words
from geo.views.filters import Filters
from geo.views.words import Names

ROWS: Final = 1_000
"""Rows sent to the browser; a table of all would weigh more than the map."""


def events(rows: pd.DataFrame, names: Names, filters: Filters) -> None:
    """Events as a table that can be sorted, searched and downloaded."""
    label = f"Table of {words.count(len(rows), 'event')}"
    box = st.expander(label, key="table", on_change="rerun")
    if not box.open:
        return
    rows = rows.sort_values(["date_start", "event_id"], ascending=[False, True])
    shown = rows.head(ROWS)
    table = charts.event_rows(shown, names)
    table["Open"] = [address.page_url("evidence", filters, event=e) for e in shown["event_id"]]
    with box:
        st.dataframe(
            table, hide_index=True, width="stretch", height=380, key="records",
            column_config={
                "From": st.column_config.DateColumn(format="YYYY-MM-DD"),
                "Documents": st.column_config.NumberColumn(format="localized"),
                "Open": st.column_config.LinkColumn(display_text="evidence"),
            },
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                f"Save all {len(rows):,} as CSV", data=_csv(rows, names), mime="text/csv",
                file_name="events.csv", on_click="ignore", key="save_events",
            )  # fmt: skip
            if len(rows) > len(shown):
                st.caption(f"Shown are the latest {len(shown):,}.")


def _csv(rows: pd.DataFrame, names: Names) -> Callable[[], bytes]:
    """The file, made only when it is asked for; no cell can be read as a formula."""

    def made() -> bytes:
        table = charts.event_rows(rows, names)
        table.insert(0, "Event id", rows["event_id"].to_numpy())
        table["From"] = table["From"].dt.strftime("%Y-%m-%d")
        return table.map(harmless).to_csv(index=False).encode("utf-8-sig")

    return made
