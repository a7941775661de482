"""What was read, from whom and when, so that "quiet" differs from "unread"."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from geo.views import words
from geo.views.frames import Frames, records

_COLORS = {
    "un": "#2a6599",
    "government": "#6a51a3",
    "party": "#b9431d",
    "press": "#41793b",
    "ngo": "#b8a200",
    "unknown": "#7b8794",
}


def read(frames: Frames, kinds: Collection[str] = ()) -> pd.DataFrame:
    """The documents of some kinds of source; of all for none."""
    rows = frames.documents
    return rows[rows["source_kind"].fillna("unknown").isin(kinds)] if kinds else rows


def by_publisher(frames: Frames, kinds: Collection[str] = ()) -> pd.DataFrame:
    """Documents and claims per publisher and month.

    Args:
        frames: The snapshot.
        kinds: Kinds of source, or none for all.

    Returns:
        `publisher` ("" unknown), `source_kind`, `month` [first day, NaT undated], `documents`,
        `claims` [count], `doc_id` of one of them.
    """
    columns = ["doc_id", "publisher", "source_kind", "published"]
    rows = read(frames, kinds)[columns].copy()
    rows["claims"] = frames.claims.groupby("doc_id").size().reindex(rows["doc_id"]).to_numpy()
    rows["claims"] = rows["claims"].fillna(0)
    rows["publisher"] = rows["publisher"].fillna("")
    rows["source_kind"] = rows["source_kind"].fillna("unknown")
    rows["month"] = rows["published"].dt.to_period("M").dt.to_timestamp()
    grouped = rows.groupby(["publisher", "source_kind", "month"], dropna=False)
    table = grouped.agg(
        documents=("doc_id", "size"), claims=("claims", "sum"), doc_id=("doc_id", "first")
    )
    return table.reset_index().astype({"claims": int})


def axis(table: pd.DataFrame, most: int = 25) -> dict[str, Any]:
    """Publishers over time for `static/axis.js`: a dot a month, larger for more documents."""
    dated = table.dropna(subset=["month"])
    if dated.empty:
        return {"rows": [], "ticks": [], "label": ""}
    first, last = dated["month"].min(), dated["month"].max()
    width = max((last - first).days, 1)
    busiest = dated.groupby("publisher")["documents"].sum().sort_values(ascending=False)
    rows = []
    for publisher in busiest.index[:most]:
        marks = [
            {
                "a": (row.month - first).days / width,
                "b": (row.month - first).days / width,
                "kind": "said",
                "size": float(row.documents),
                "color": _COLORS.get(row.source_kind, _COLORS["unknown"]),
                "label": (
                    f"{row.month:%B %Y}: {words.count(row.documents, 'document')}, "
                    f"{words.count(row.claims, 'claim')} ({words.code(row.source_kind)})"
                ),
                "key": row.doc_id,
            }
            for row in records(dated[dated["publisher"].eq(publisher)])
        ]
        rows.append({"label": words.undirected(publisher) or "publisher unknown", "marks": marks})
    ticks = [
        {"x": (pd.Timestamp(y, 1, 1) - first).days / width, "label": str(y)}
        for y in range(first.year + 1, last.year + 1)
    ]
    return {
        "rows": rows,
        "ticks": ticks or [{"x": 0.0, "label": f"{first:%B %Y}"}],
        "label": "Documents per publisher and month",
    }


def legend(table: pd.DataFrame) -> list[list[str]]:
    """Source kinds that occur, with their colours."""
    kinds = sorted(set(table["source_kind"]))
    return [[words.code(k), _COLORS.get(k, _COLORS["unknown"])] for k in kinds]


def tellers(frames: Frames, events: pd.Series, claims: pd.Series, most: int = 4) -> str:
    """The publishers that tell some events and claims: "Example Wire (3), UN (1) and 2 more"."""
    rows = frames.claims
    mine = rows[rows["event_id"].isin(events) | rows["claim_id"].isin(claims)]
    documents = frames.documents[frames.documents["doc_id"].isin(mine["doc_id"])]
    counts = documents["publisher"].fillna("").replace("", "publisher unknown").value_counts()
    said = ", ".join(f"{name} ({n:,})" for name, n in counts.head(most).items())
    return f"{said} and {len(counts) - most:,} more" if len(counts) > most else said or "nobody"


def retellings(frames: Frames) -> pd.DataFrame:
    """Primary sources that more than one claim or document passes on.

    The speaker furthest from the document is taken as its primary source.

    Returns:
        `source`, `documents`, `claims` [count], `doc_ids`; most documents first.
    """
    rows = frames.claims[frames.claims["speakers"].map(len) > 0]
    said = pd.DataFrame({"source": [s[-1] for s in rows["speakers"]], "doc_id": rows["doc_id"]})
    if said.empty:
        return pd.DataFrame(columns=["source", "documents", "claims", "doc_ids"])
    table = (
        said.groupby("source")
        .agg(documents=("doc_id", "nunique"), claims=("doc_id", "size"), doc_ids=("doc_id", set))
        .reset_index()
    )
    table["doc_ids"] = [tuple(sorted(ids)) for ids in table["doc_ids"]]
    order = ["documents", "claims", "source"]
    return table.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)
