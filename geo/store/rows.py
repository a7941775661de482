"""From documents, claims and events to the rows of a snapshot's tables, in a fixed order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from geo.claims.events import Event
from geo.codes import SourceKind
from geo.documents.collection import SetAside
from geo.model import Claim, ClaimPlace, Document, Toll, Trace
from geo.store.frames import frame

Row = dict[str, Any]
_TRACE: Final = ("field", "value", "rule", "start", "end", "score")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Toponym:
    """A place name that could not be resolved, for the curator's worklist.

    Attributes:
        doc_id: Document that names it.
        start: Where [code points].
        end: Just past it.
        toponym: The name as the text spells it.
        status: "ambiguous" or "unresolved".
        quote: The words around it.
        candidates: Place ids that it may mean.
    """

    doc_id: str
    start: int
    end: int
    toponym: str
    status: str
    quote: str
    candidates: tuple[str, ...] = ()


def make_tables(
    documents: Sequence[Document],
    claims: Iterable[Claim],
    events: Iterable[Event],
    *,
    speaker_kind: Callable[[str], SourceKind],
    place_name: Callable[[ClaimPlace], str],
    set_aside: Iterable[SetAside] = (),
    toponyms: Iterable[Toponym] = (),
) -> dict[str, pd.DataFrame]:
    """Make all tables of a snapshot; the same content in any order gives the same tables.

    Args:
        documents: All documents, those without claims too.
        claims: All claims, those held for review too.
        events: Events of these claims.
        speaker_kind: What sort of source a speaker is.
        place_name: Our spelling of a place.
        set_aside: What could not be used.
        toponyms: Place names left open.
    """
    ordered = sorted({c.claim_id: c for c in claims}.values(), key=_order)
    ids = [claim.claim_id for claim in ordered]
    listed = sorted(events, key=lambda e: (e.date_start or date.max, e.event_id))
    event_of = {claim_id: event.event_id for event in listed for claim_id in event.claim_ids}
    per_document = Counter(claim.doc_id for claim in ordered)
    pairs = list(zip(ids, ordered, strict=True))
    joined = _links(listed)
    return {
        "documents": frame(
            "documents",
            (
                _document(d, per_document[d.doc_id])
                for d in sorted(documents, key=lambda d: d.doc_id)
            ),
        ),
        "claims": frame("claims", (_claim(i, c, event_of.get(i), speaker_kind) for i, c in pairs)),
        "claim_places": frame(
            "claim_places",
            (
                {"claim_id": i, "n": n, "name": place.name, "kind": str(place.kind)}
                | _position(place)
                for i, c in pairs
                for n, place in enumerate(c.places)
            ),
        ),
        "evidence": frame(
            "evidence",
            (
                {"claim_id": i, "n": n, "start": e.start, "end": e.end, "quote": e.quote}
                for i, c in pairs
                for n, e in enumerate(c.evidence)
            ),
        ),
        "trace": frame(
            "trace",
            (
                {"claim_id": i, "n": n} | {key: getattr(t, key) for key in _TRACE}
                for i, c in pairs
                for n, t in enumerate((*c.trace, *joined.get(i, ())))
            ),
        ),
        "events": frame("events", (_event(event, place_name) for event in listed)),
        "set_aside": frame(
            "set_aside",
            ({"path": s.path, "stage": s.stage, "reason": s.reason} for s in sorted(set_aside)),
        ),
        "toponyms": frame(
            "toponyms",
            (
                {
                    "toponym": t.toponym,
                    "status": t.status,
                    "doc_id": t.doc_id,
                    "start": t.start,
                    "end": t.end,
                    "quote": t.quote,
                    "candidates": t.candidates,
                }
                for t in sorted(toponyms)
            ),
        ),
    }


def _links(events: Iterable[Event]) -> Mapping[str, list[Trace]]:
    """Why each claim was joined to others, as traces of its event_id."""
    found: defaultdict[str, list[Trace]] = defaultdict(list)
    for event in events:
        for link in event.incident.links:
            rule = "link." + "+".join(link.rules)
            score = min(1.0, link.points / 10)
            for one, other in ((link.claim_id, link.other_id), (link.other_id, link.claim_id)):
                found[one].append(Trace("event_id", f"same as {other}", rule, score=score))
    return {
        claim_id: sorted(traces, key=lambda t: (t.value, t.rule))
        for claim_id, traces in found.items()
    }


def _order(claim: Claim) -> tuple[str, int, str]:
    return claim.doc_id, claim.evidence[0].start, claim.claim_id


def _document(document: Document, n_claims: int) -> Row:
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "publisher": document.publisher,
        "source_kind": str(document.source_kind),
        "published": document.published,
        "published_basis": document.published_basis,
        "url": document.url,
        "licence": document.licence,
        "sha256": document.sha256,
        "n_claims": n_claims,
        "text": document.text,
    }


def _claim(
    claim_id: str, claim: Claim, event_id: str | None, kind: Callable[[str], SourceKind]
) -> Row:
    strength = claim.strength
    return {
        "claim_id": claim_id,
        "doc_id": claim.doc_id,
        "kind": str(claim.kind),
        "stance": str(claim.stance),
        "speakers": claim.speakers,
        "speaker_kinds": [str(kind(speaker)) for speaker in claim.speakers],
        "actors": claim.actors,
        "date_start": claim.date_start,
        "date_end": claim.date_end,
        "date_prec": claim.date_prec,
        "event_type": _text(claim.event_type),
        "attribution": _text(claim.attribution),
        "target": claim.target,
        "target_type": _text(claim.target_type),
        **_toll("deaths", claim.deaths),
        **_toll("injured", claim.injured),
        **_toll("attackers", claim.deaths_attackers),
        "activity": _text(claim.activity),
        "strength_low": strength.low if strength else None,
        "strength_high": strength.high if strength else None,
        "counted": str(strength.counted) if strength else None,
        "metric": _text(claim.metric),
        "low": claim.low,
        "high": claim.high,
        "change_pct": claim.change_pct,
        "score": claim.score,
        "review": claim.review,
        "extractor": claim.extractor,
        "event_id": event_id,
    }


def _event(event: Event, place_name: Callable[[ClaimPlace], str]) -> Row:
    place = event.place
    where: Mapping[str, Any] = _position(place) if place else {}
    return {
        "event_id": event.event_id,
        "date_start": event.date_start,
        "date_end": event.date_end,
        "date_prec": event.date_prec,
        "event_type": _text(event.event_type),
        "actors": event.actors,
        "attribution": _text(event.attribution),
        "target": event.target,
        "target_type": _text(event.target_type),
        "place_name": place_name(place) if place else None,
        **where,
        "on_map": event.on_map,
        **_toll("deaths", event.deaths),
        **_toll("injured", event.injured),
        "best_claim_id": event.best_claim_id,
        "n_sources": len(event.doc_ids),
        "n_claims": len(event.claim_ids),
        "denied": event.denied,
        "source_kinds": [str(kind) for kind in event.source_kinds],
    }


def _position(place: ClaimPlace) -> Row:
    """Where a place is; a point only where it may be drawn as one."""
    point = place.where_prec.as_point
    return {
        "country": place.country,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "place_id": place.place_id,
        "lat": place.lat if point else None,
        "lon": place.lon if point else None,
        "where_prec": int(place.where_prec),
    }


def _toll(name: str, toll: Toll | None) -> Row:
    return {
        f"{name}_low": toll.low if toll else None,
        f"{name}_best": toll.best if toll else None,
        f"{name}_high": toll.high if toll else None,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
