"""Publish mode: what leaves the house names no exact place, private person or fresh incident.

It works on the tables, before any slide is composed, so that no renderer can forget it. Quotes are
dropped whole: a sentence may name a person or a street that no list of ours knows.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

import pandas as pd

from geo.briefing.deck import Publish
from geo.codes import WherePrec
from geo.store.snapshot import Manifest
from geo.views.frames import Frames, prepare

UNDISCLOSED: Final = "undisclosed"
WITHHELD: Final = "words withheld in publish mode"
_BODIES: Final = {
    "un": "UN",
    "government": "a government",
    "party": "a party to the conflict",
    "press": "the press",
    "ngo": "an NGO",
}
"""How a speaker of each kind is called."""


def apply(frames: Frames, manifest: Manifest, publish: Publish) -> tuple[Frames, str]:
    """Apply publish mode to a snapshot.

    Events and claims that may have happened within `delay_hours` before the data cut-off go;
    so do those that nobody dates. Points become their district, quotes and targets are withheld,
    speakers become their kind, documents lose title and address, undisclosed publishers their name.

    Args:
        frames: The snapshot, made ready.
        manifest: Its manifest, for the data cut-off.
        publish: What the deck asks for.

    Returns:
        New frames, and the words that the slides carry; the same frames and "" where it is off.
    """
    if not publish.on:
        return frames, ""
    tables = {name: table.copy() for name, table in frames.tables.items()}
    edge = _edge(manifest, publish)
    events = _older(tables["events"], edge, frames.events["date_end"])
    claims = frames.claims
    when = claims["date_end"].fillna(claims["published"])
    linked = claims["event_id"].isna() | claims["event_id"].isin(set(events["event_id"]))
    keep = linked & when.notna() & (when <= edge)
    claims = tables["claims"][keep.to_numpy()].copy()
    events = events[events["event_id"].isin(set(claims["event_id"]))]
    tables["events"] = _coarser(events).assign(target=None, actors=_listed(events["actors"]))
    tables["claims"] = _nameless(claims)
    kept = set(claims["claim_id"])
    for name in ("claim_places", "evidence", "trace"):
        tables[name] = tables[name][tables[name]["claim_id"].isin(kept)]
    tables["claim_places"] = _coarser(tables["claim_places"])
    evidence = tables["evidence"].drop_duplicates("claim_id")
    tables["evidence"] = evidence.assign(quote=WITHHELD, start=None, end=None)
    tables["trace"] = tables["trace"].iloc[:0]
    tables["toponyms"] = tables["toponyms"].iloc[:0]
    tables["documents"] = _documents(tables["documents"], set(claims["doc_id"]), publish)
    made = prepare(f"{frames.snapshot_id}-publish", tables)
    for name in ("documents", "claims"):
        tables[name]["doc_id"] = tables[name]["doc_id"].map(_veiled)
    words = (
        "publish mode: districts at the most exact, no names of persons, no quotes, "
        f"nothing of the last {publish.delay_hours} h before the cut-off"
    )
    return replace(made, snapshot_id=frames.snapshot_id), words


def _edge(manifest: Manifest, publish: Publish) -> pd.Timestamp:
    """Last day that may be shown: the whole day lies before the delay."""
    if manifest.cut_off is None:
        return pd.Timestamp.min
    end = datetime.combine(manifest.cut_off, time.max)
    latest = end - timedelta(hours=publish.delay_hours)
    whole = latest.date() if latest.time() == time.max else latest.date() - timedelta(days=1)
    return pd.Timestamp(whole)


def _older(table: pd.DataFrame, edge: pd.Timestamp, when: pd.Series) -> pd.DataFrame:
    return table[(when.notna() & (when <= edge)).to_numpy()].copy()


def _coarser(places: pd.DataFrame) -> pd.DataFrame:
    """Nothing more exact than the district: no point, no name of a town or site."""
    out = places.assign(lat=None, lon=None, place_id=None)
    exact = out["where_prec"] < WherePrec.ADM2
    coarse = out["adm2"].notna().map({True: int(WherePrec.ADM2), False: int(WherePrec.ADM1)})
    out["where_prec"] = out["where_prec"].where(~exact, coarse)
    for name in ("place_name", "name"):
        if name in out:
            area = out["adm2"].fillna(out["adm1"]).fillna(out["country"])
            out[name] = area.fillna("place withheld").astype(object)
    return out


def _nameless(claims: pd.DataFrame) -> pd.DataFrame:
    kinds = claims["speaker_kinds"].map(
        lambda said: tuple(_BODIES.get(k, "a source") for k in said)
    )
    return claims.assign(speakers=kinds, target=None, actors=_listed(claims["actors"]))


def _listed(actors: pd.Series) -> pd.Series:
    """Actors of our list by id; one that only a text names may be a person."""
    other = "OTHER:a group not on the list"
    return actors.map(
        lambda ids: tuple(dict.fromkeys(other if a.startswith("OTHER:") else a for a in ids))
    )


def _documents(documents: pd.DataFrame, kept: set[str], publish: Publish) -> pd.DataFrame:
    out = documents[documents["doc_id"].isin(kept)].assign(text=WITHHELD, title="report", url="")
    hidden = out["publisher"].isin(publish.undisclosed)
    out["publisher"] = out["publisher"].where(~hidden, UNDISCLOSED)
    return out


def _veiled(doc_id: str) -> str:
    """A document's id without the name of its file."""
    return "d-" + hashlib.sha256(doc_id.encode()).hexdigest()[:8]
