"""The evidence page: a document with its claims marked, and how each value came about."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from geo.codes import SourceKind
from geo.documents.origin import SURE, certainty
from geo.ui import address, elements, frame
from geo.ui import cards as card_list
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import cards, reader, words
from geo.views.filters import Filters
from geo.views.frames import lookup, records
from geo.views.words import Names


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as the snapshot has it."""

    doc: str | None
    claim: str | None
    event: str | None


def draw(found: Atlas, filters: Filters, names: Names) -> None:
    """Draw the page for the document, claim or event of the address."""
    asked = _resolve(found)
    titles = _titles(found)
    if not titles:
        st.info("The snapshot holds no document. Run `afatlas build` on a folder of texts.")
        return
    with st.sidebar:
        st.subheader("Document")
        doc = asked.doc or next(iter(titles))
        st.session_state["f_doc"] = doc
        st.selectbox("Document", list(titles), key="f_doc", format_func=titles.__getitem__,
                     on_change=_chosen, label_visibility="collapsed")  # fmt: skip
        st.markdown("**Marks in the text**")
        st.caption("Orange: event · blue: presence · olive: statistic · dashed: denied")
    text, about = st.columns([1.45, 1], gap="medium")
    with text:
        _heading(found, doc)
        _reader(found, doc, asked.claim, names)
    with about:
        if asked.event:
            _event(found, asked.event, asked.claim, filters, names)
        elif asked.claim:
            _claim(found, asked.claim, filters, names)
        else:
            st.caption("Click a mark in the text, or a record below, to see what was made of it.")
        _others(found, doc, asked.claim, filters, names)
        _left_alone(found, doc)


def _resolve(found: Atlas) -> Asked:
    """Complete what the address gives: an event has a claim, a claim has a document."""
    claims = found.frames.claims
    event, claim, doc = (address.own(name) for name in ("event", "claim", "doc"))
    for name, value, column in (("event", event, "event_id"), ("claim", claim, "claim_id"),
                                ("doc", doc, "doc_id")):  # fmt: skip
        table = found.frames.documents if name == "doc" else claims
        if value and not table[column].eq(value).any():
            st.warning(f"This snapshot has no {name} {plain(value[:60])}.", icon="⚠️")
    rows = claims[claims["claim_id"].eq(claim)] if claim else claims.iloc[:0]
    if rows.empty and event:
        rows = reader.sources_of(claims, event)
        best = found.frames.events.loc[found.frames.events["event_id"].eq(event), "best_claim_id"]
        preferred = rows[rows["claim_id"].isin(best)]
        rows = rows if preferred.empty else preferred
    if rows.empty:
        known = doc if doc and found.frames.documents["doc_id"].eq(doc).any() else None
        return Asked(known, None, None)
    row = rows.iloc[0]
    return Asked(str(row["doc_id"]), str(row["claim_id"]), row["event_id"] or None)


def _chosen() -> None:
    filters, _ = Filters.from_query(st.query_params.to_dict())
    address.write(filters, doc=st.session_state["f_doc"], claim=None, event=None)


def _titles(found: Atlas) -> dict[str, str]:
    rows = found.frames.documents
    return {
        str(row.doc_id): words.undirected(
            " · ".join(
                str(part)
                for part in (
                    row.publisher,
                    row.title or row.doc_id,
                    None
                    if pd.isna(row.published)
                    else words.published(row.published, certainty(row.published_basis)),
                )
                if part
            )
        )
        for row in records(rows)
    }


def _heading(found: Atlas, doc: str) -> None:
    rows = found.frames.documents
    row = next(records(rows[rows["doc_id"].eq(doc)]))
    st.subheader(plain(row.title or doc), anchor=False)
    sure = certainty(row.published_basis)
    day = "date unknown" if pd.isna(row.published) else words.published(row.published, sure)
    basis = f" ({row.published_basis.replace(SURE, 'certainty: ')})" if row.published_basis else ""
    known = row.source_kind and row.source_kind != SourceKind.UNKNOWN
    parts = [
        row.publisher or "publisher unknown",
        f"{words.code(row.source_kind)} source" if known else "kind of source unknown",
        f"published {day}{basis}",
        f"licence: {row.licence or 'unknown'}",
    ]
    st.caption(plain(" · ".join(parts)))


def _reader(found: Atlas, doc: str, here: str | None, names: Names) -> None:
    text = found.snapshot.document_text(doc)
    claims = found.frames.claims[found.frames.claims["doc_id"].eq(doc)]
    table = found.frames.tables["evidence"]
    evidence = table[table["claim_id"].isin(claims["claim_id"])]
    rtl = sum("\u0590" <= c <= "\u08ff" for c in text[:2000]) > len(text[:2000]) / 4
    data = {
        "doc": doc,
        "here": here,
        "dir": "rtl" if rtl else "ltr",
        "segments": [
            [words.undirected_in_place(s.text), list(s.claims)]
            for s in reader.segments(text, evidence)
        ],
        "claims": {
            str(row.claim_id): {
                "kind": row.kind,
                "denied": row.stance == "denied",
                "label": _label(row, names),
            }
            for row in records(claims)
        },
    }
    elements.reader(data, "reader", _marked)


def _marked() -> None:
    clicked: Any = st.session_state.get("reader")
    claim = getattr(clicked, "clicked", None)
    if claim:
        filters, _ = Filters.from_query(st.query_params.to_dict())
        address.write(filters, claim=str(claim), event=None, doc=None)


def _label(row: Any, names: Names) -> str:
    groups = ", ".join(names.actor(a) for a in row.actors)
    what = {"event": row.event_type, "presence": row.activity}.get(row.kind, row.metric)
    denied = "denied " if row.stance == "denied" else ""
    held = "held for review: " if row.review else ""
    return f"{held}{denied}{row.kind}: {groups}, {words.code(str(what or 'not said'))}"


def _event(found: Atlas, event: str, here: str | None, filters: Filters, names: Names) -> None:
    rows = found.frames.events[found.frames.events["event_id"].eq(event)]
    if rows.empty:
        if here:
            _claim(found, here, filters, names)
        return
    row = next(records(rows))
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    st.subheader(plain(f"{words.code(str(row.event_type)).capitalize()}, {when}"), anchor=False)
    where, who = cards.place(row, names), cards.doers(row, names)
    st.markdown(plain(f"{where} · {who} · {cards.tolls(row)}"))
    if row.reason:
        st.caption(f"Not on the map: {row.reason}.")
    at = str(row.adm1) if row.on_map else None
    st.page_link(frame.page("map"), label="Show on the map" if at else "Back to the map", icon="🗺️",
                 query_params=address.link(filters, at=at or filters.at))  # fmt: skip
    told = reader.sources_of(found.frames.claims, event)
    st.markdown(f"**Told by {words.count(told['doc_id'].nunique(), 'document')}**")
    _claims(found, told, here, filters, names)
    _trace(found, here)


def _claim(found: Atlas, claim: str, filters: Filters, names: Names) -> None:
    rows = found.frames.claims[found.frames.claims["claim_id"].eq(claim)]
    row = next(records(rows))
    label = _label(row, names)
    st.subheader(plain(label[0].upper() + label[1:]), anchor=False)
    places = found.frames.tables["claim_places"]
    mine = places[places["claim_id"].eq(claim)].sort_values("n")
    said = ", ".join(str(n) for n in mine["name"]) or "no place named"
    st.markdown(plain(f"Places: {said}"))
    if row.kind == "statistic":
        st.markdown(plain(_statistic(row)))
    if pd.notna(row.strength_low) or pd.notna(row.strength_high):
        number = words.people(row.strength_low, row.strength_low, row.strength_high)
        st.markdown(plain(f"Strength: {number} {words.code(row.counted or 'counted')}"))
    at = next((str(a) for a in mine["adm1"] if a), None)
    st.page_link(frame.page("map"), label="Show on the map" if at else "Back to the map", icon="🗺️",
                 query_params=address.link(filters, at=at or filters.at))  # fmt: skip
    _claims(found, rows, claim, filters, names)
    _trace(found, claim)


def _statistic(row: Any) -> str:
    number = words.people(row.low, row.low, row.high)
    change = "" if pd.isna(row.change_pct) else f", {row.change_pct:+.0f}% on the period before"
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    return f"{words.code(str(row.metric))}: {number}{change}, {when}"


def _claims(
    found: Atlas, rows: pd.DataFrame, here: str | None, filters: Filters, names: Names
) -> None:
    quotes = reader.quotes(found.frames.tables["evidence"], rows["claim_id"])
    documents = found.frames.documents.set_index("doc_id")
    for row in records(rows):
        publisher = str(documents["publisher"].get(row.doc_id) or "")
        told = publisher or str(documents["title"].get(row.doc_id) or row.doc_id)
        day = words.published(row.published, row.published_sure)
        with st.container(border=True, key=f"said_{row.claim_id}"):
            mark = "▸ " if row.claim_id == here else ""
            who = plain(reader.said_by(row.speakers, publisher))
            st.markdown(f"{mark}**{who}** — {plain(told)}, {day}")
            st.text(f"“{quotes.get(str(row.claim_id), '')}”")
            if row.kind == "event":
                st.caption(
                    plain(f"{words.code(row.attribution or 'unknown')} · {cards.tolls(row)}")
                )
            if row.claim_id != here:
                link = address.link(filters, claim=str(row.claim_id))
                st.page_link(
                    frame.page("evidence"), label="Show in its document", query_params=link
                )
    del names


def _trace(found: Atlas, claim: str | None) -> None:
    if claim is None:
        return
    table = found.frames.tables["trace"]
    rows = table[table["claim_id"].eq(claim)].sort_values("n")
    if rows.empty:
        return
    with st.expander("How each value came about"):
        claims = found.frames.claims
        doc = claims.loc[claims["claim_id"].eq(claim), "doc_id"].iloc[0]
        text = found.snapshot.document_text(str(doc))
        shown = [
            words.undirected(text[int(a) : int(b)]) if pd.notna(a) and pd.notna(b) else ""
            for a, b in zip(rows["start"], rows["end"], strict=True)
        ]
        st.dataframe(
            pd.DataFrame(
                {"Field": rows["field"],
                 "Value": rows["value"].map(words.undirected, na_action="ignore"),
                 "Rule": rows["rule"], "Words": shown, "Score": rows["score"]}
            ),
            hide_index=True, width="stretch",
        )  # fmt: skip


def _left_alone(found: Atlas, doc: str) -> None:
    """What the extractor made nothing of: unmarked text, and names it could not place."""
    text = found.snapshot.document_text(doc)
    claims = found.frames.claims
    mine = claims.loc[claims["doc_id"].eq(doc), "claim_id"]
    table = found.frames.tables["evidence"]
    pieces = reader.segments(text, table[table["claim_id"].isin(mine)])
    bare = sum(len(piece.text) for piece in pieces if not piece.claims)
    names = found.frames.tables["toponyms"]
    names = names[names["doc_id"].eq(doc)]
    with st.expander("What the extractor left alone"):
        share = bare / len(text) if text else 0.0
        st.markdown(
            f"{share:.0%} of the text is unmarked: no claim was found in it. "
            f"{words.count(len(names), 'place name')} left open."
        )
        for row in records(names.head(40)):
            why = ", ".join(row.candidates)
            may = f"may be {why}" if why else "not in the gazetteer"
            st.caption(plain(f"{row.toponym}: {row.status}, {may}"))


def _others(found: Atlas, doc: str, here: str | None, filters: Filters, names: Names) -> None:
    rows = found.frames.claims[found.frames.claims["doc_id"].eq(doc)]
    first = found.frames.tables["evidence"].groupby("claim_id")["start"].min()
    rows = rows.assign(first=lookup(rows["claim_id"], first)).sort_values("first")
    with st.expander(f"All {words.count(len(rows), 'claim')} of this document", expanded=not here):
        if rows.empty:
            st.caption("The extractor found no claim in this document.")
            return
        made = [
            cards.quote(row, str(next(iter(row.actors), "UNKNOWN")), "", "")
            | {
                "title": ("▸ " if row.claim_id == here else "") + _label(row, names),
                "quote": "",
                "lines": [],
            }
            for row in records(rows.head(200))
        ]
        card_list.quotes(made, filters, "claims_here", len(rows))
