"""The sources page: documents with their origin, and what was set aside."""

from typing import Final

import pandas as pd
import streamlit as st

from geo.documents.origin import certainty
from geo.ui import address, elements, widgets
from geo.ui.session import Atlas
from geo.views import coverage, words
from geo.views.filters import Filters
from geo.views.frames import lookup

_STAGES: Final = {
    "read": "reading the file",
    "extract": "extracting its claims",
    "link": "linking one of its claims",
}


def documents(found: Atlas, filters: Filters) -> None:
    """The documents read, each a link to its text."""
    rows = coverage.read(found.frames, filters.sources)
    st.subheader(f"{words.count(len(rows), 'document')} read", anchor=False)
    claims = found.frames.claims.groupby("doc_id").size()
    table = pd.DataFrame(
        {
            "Title": [
                words.undirected(t or d) for t, d in zip(rows["title"], rows["doc_id"], strict=True)
            ],
            "Publisher": [words.undirected(p or "unknown") for p in rows["publisher"]],
            "Kind": [words.code(k or "unknown") for k in rows["source_kind"]],
            "Published": [
                words.published_sorting(day, certainty(basis))
                for day, basis in zip(rows["published"], rows["published_basis"], strict=True)
            ],
            "How the date is known": rows["published_basis"],
            "Licence": [text or "unknown" for text in rows["licence"]],
            "Claims": lookup(rows["doc_id"], claims).fillna(0).astype(int),
            "Text": [f"evidence?doc={doc}" for doc in rows["doc_id"]],
            "File digest (SHA-256)": rows["sha256"],
        }
    )
    st.dataframe(
        table, hide_index=True, width="stretch", key="documents",
        column_config={
            "Text": st.column_config.LinkColumn(display_text="open"),
        },
    )  # fmt: skip


def covered(found: Atlas, filters: Filters) -> None:
    """Documents per publisher and month, and who passes on whose words."""
    widgets.lens(filters)
    table = coverage.by_publisher(found.frames, filters.sources)
    st.subheader("What was read, and when", anchor=False)
    st.caption(
        "A month without a dot was not read, which is not the same as a month without attacks. "
        "Larger dots: more documents. Click a dot to open a document."
    )
    content = coverage.axis(table)
    if content["rows"]:
        elements.dots(content, "coverage", _opened)
        elements.legend(coverage.legend(table))
    undated = int(table.loc[table["month"].isna(), "documents"].sum())
    if undated:
        st.caption(f"{words.count(undated, 'document')} without a date.")
    told = coverage.retellings(found.frames)
    documents = found.frames.tables["documents"]
    titles = dict(zip(documents["doc_id"], documents["title"], strict=True))
    st.subheader("Who is quoted", anchor=False)
    st.caption(
        "The furthest speaker of each claim: one report told by several papers is one source."
    )
    if len(told):
        st.dataframe(
            pd.DataFrame(
                {
                    "Source": told["source"].map(words.undirected),
                    "Documents": told["documents"],
                    "Claims": told["claims"],
                    "Told by": [
                        "; ".join(words.undirected(titles.get(doc) or doc) for doc in ids[:6])
                        + ("; …" if len(ids) > 6 else "")
                        for ids in told["doc_ids"]
                    ],
                }
            ),
            hide_index=True, width="stretch", key="retellings",
            height=widgets.height(len(told), 220),
        )  # fmt: skip


def _opened() -> None:
    clicked = getattr(st.session_state.get("coverage"), "clicked", None)
    if clicked:
        address.goes("evidence", doc=str(clicked))


def set_aside(found: Atlas) -> None:
    """What could not be used and why, and place names that nobody could resolve."""
    rows = found.frames.tables["set_aside"]
    what = ("file",) if rows["stage"].eq("read").all() else ("file or claim", "files or claims")
    st.subheader(f"{words.count(len(rows), *what)} set aside", anchor=False)
    if rows.empty:
        st.caption("Everything that was given could be read.")
    else:
        st.dataframe(
            rows.rename(columns={"path": "File or document", "stage": "When",
                                 "reason": "Why, and the mend"})
            .replace({"When": _STAGES}),
            hide_index=True, width="stretch", key="set_aside",
        )  # fmt: skip
    names = found.frames.tables["toponyms"]
    st.subheader(f"{words.count(len(names), 'place name')} left open", anchor=False)
    st.caption(
        "Names that may mean several places, or none that the gazetteer knows. None is guessed."
    )
    if len(names):
        st.dataframe(
            pd.DataFrame(
                {
                    "Name": names["toponym"].map(words.undirected),
                    "Status": names["status"],
                    "Words around it": names["quote"].map(words.undirected, na_action="ignore"),
                    "May mean": [", ".join(c) for c in names["candidates"]],
                    "Document": [f"evidence?doc={doc}" for doc in names["doc_id"]],
                }
            ),
            hide_index=True, width="stretch", key="toponyms",
            column_config={"Document": st.column_config.LinkColumn(display_text="open")},
        )  # fmt: skip
