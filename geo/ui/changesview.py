"""The changes page: two snapshots in; what is new, corrected or withdrawn out, with reason."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from geo.briefing import sheets
from geo.errors import AtlasError
from geo.store.snapshot import Manifest
from geo.ui import address, deckstate, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import changes, words
from geo.views.filters import Filters
from geo.views.words import Names

_SHOWN: Final = 500
"""Rows sent to the browser; the file to save holds all."""
_HEADER: Final = ("Change", "What", "Record", "In words", "What moved", "Toll moved", "Why")
_FIELDS: Final = ["change", "what", "record", "said", "moved", "toll", "reason"]
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(found: Atlas, filters: Filters, names: Names) -> None:
    """Choose two snapshots, then counts, table, files and the way to the slide."""
    st.markdown(
        "What changed between two snapshots: records that are new, corrected or withdrawn, tolls "
        "that moved, and why."
    )
    all_ = session.snapshots()
    if len(all_) < 2:
        st.info(
            "There is one snapshot only. After the next `afatlas build` this page says what "
            "changed.", icon="🕓",
        )  # fmt: skip
        return
    old, new = _chosen(found, all_)
    deckstate.remember_since(old)
    if old == new:
        st.info("Both are the same snapshot; choose an earlier one on the left.", icon="🕓")
        return
    try:
        compared = changes.within(session.compared(old, new), filters)
    except AtlasError as error:
        st.error(plain(error), icon="⚠️")
        return
    if filters.active():
        st.caption(f"Only records of this view: {plain(words.sentence(filters, names))}")
    _counts(compared)
    table = changes.table(compared, names)
    _table(_narrowed(table), found, filters)
    _files(table, old, new)


def _chosen(found: Atlas, all_: Sequence[Manifest]) -> tuple[str, str]:
    """The two snapshots: from the address, else the current one and the one built before it."""
    ids = [manifest.snapshot_id for manifest in all_]
    labels = {m.snapshot_id: _label(m, found) for m in all_}
    new = address.own("new") or found.snapshot.snapshot_id
    new = new if new in ids else ids[0]
    later = ids.index(new)
    old = address.own("old") or ids[later + 1 if later + 1 < len(ids) else 0]
    old = old if old in ids else ids[-1]
    left, right = st.columns(2)
    for column, label, name, value in (
        (left, "From: the snapshot of the last briefing", "old", old), (right, "To", "new", new),
    ):  # fmt: skip
        key = f"changes_{name}"
        st.session_state[key] = value
        column.selectbox(
            label, ids, key=key, format_func=labels.__getitem__, on_change=_set, args=(name,)
        )
    return old, new


def _label(manifest: Manifest, found: Atlas) -> str:
    day = f"{manifest.cut_off:%-d %B %Y}" if manifest.cut_off else "unknown"
    counts = manifest.counts
    now = " · current" if manifest.snapshot_id == found.snapshot.snapshot_id else ""
    return (
        f"{manifest.snapshot_id} · data until {day} · "
        f"{words.count(counts.get('documents', 0), 'document')}, "
        f"{words.count(counts.get('events', 0), 'event')}{now}"
    )


def _set(name: str) -> None:
    st.query_params[name] = st.session_state[f"changes_{name}"]


def _counts(compared: changes.Compared) -> None:
    events, claims = (changes.counts(compared.differences, w) for w in ("event", "claim"))
    with st.container(horizontal=True, gap="large", key="changes_counts"):
        for change in changes.CHANGES:
            said = words.count(claims[change], "claim")
            st.metric(f"Events {change}", f"{events[change]:,}", said, "off", delta_arrow="off")
        st.metric("Tolls moved", f"{events['tolls']:,}", "of events", "off",
                  delta_arrow="off")  # fmt: skip


def _narrowed(table: pd.DataFrame) -> pd.DataFrame:
    """What the reader wants to see of it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        what = st.segmented_control(
            "Records", ["event", "claim"], default="event", key="changes_what",
            format_func=lambda w: f"{w.capitalize()}s",
        )  # fmt: skip
        change = st.segmented_control("Changes", changes.CHANGES, selection_mode="multi",
                                      format_func=str.capitalize, key="changes_kind")  # fmt: skip
        tolls = st.toggle("Only where a toll moved", key="changes_tolls")
    if what:
        table = table[table["what"].eq(what)]
    if change:
        table = table[table["change"].isin(change)]
    return table[table["toll"]] if tolls else table


def _table(table: pd.DataFrame, found: Atlas, filters: Filters) -> None:
    if table.empty:
        st.info("Nothing of this sort changed.", icon="🔍")
        return
    shown = table.head(_SHOWN)
    if len(table) > len(shown):
        st.caption(f"The first {len(shown):,} of {len(table):,}; the files below hold all.")
    here = set(found.frames.events["event_id"]) | set(found.frames.claims["claim_id"])
    rows = pd.DataFrame(
        {
            "Change": shown["change"].str.capitalize(),
            "Record": shown["said"],
            "What moved": shown["moved"],
            "Why": shown["reason"],
            "Open": [
                address.page_url("evidence", filters, **{what: record}) if record in here else None
                for what, record in zip(shown["what"], shown["record"], strict=True)
            ],
        }
    )
    st.dataframe(
        rows, hide_index=True, width="stretch", key="changes_table",
        column_config={
            "Change": st.column_config.TextColumn(width="small"),
            "Record": st.column_config.TextColumn(width="large"),
            "Open": st.column_config.LinkColumn(display_text="evidence", width="small"),
        },
    )  # fmt: skip


def _files(table: pd.DataFrame, old: str, new: str) -> None:
    """The whole table as CSV and XLSX, with nothing in it that a spreadsheet would run."""
    sheet = (_HEADER, tuple(map(tuple, table[_FIELDS].to_numpy().tolist())))
    name = f"changes-{old}-{new}"
    with st.container(horizontal=True, gap="small"):
        st.download_button("Save CSV", sheets.csv_of(sheet), f"{name}.csv", "text/csv",
                           on_click="ignore", key="changes_csv")  # fmt: skip
        book = partial(sheets.xlsx_of, [("changes", sheet)])
        st.download_button("Save XLSX", book, f"{name}.xlsx", _BOOK, on_click="ignore",
                           key="changes_xlsx")  # fmt: skip
        st.caption("“Add to briefing” above makes a slide of these changes.")
