"""Make one event of the claims that tell of one incident."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.claims.link import HOME, Incident
from geo.claims.tolls import Telling, best_telling, combine
from geo.codes import Attribution, EventType, PlaceKind, SourceKind, Stance, TargetType
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, Claim, ClaimPlace, Document, Toll

_TYPES: Final = (
    EventType.SUICIDE_BOMB,
    EventType.AIR_DRONE_STRIKE,
    EventType.SHELLING,
    EventType.REMOTE_EXPLOSIVE,
    EventType.GRENADE,
    EventType.ARMED_CLASH,
    EventType.ABDUCTION,
    EventType.ARRESTS,
    EventType.DISRUPTED_WEAPONS_USE,
    EventType.PROPERTY_DESTRUCTION,
    EventType.ATTACK,
    EventType.OTHER,
)
_BASES: Final = (
    Attribution.CLAIMED,
    Attribution.ATTRIBUTED,
    Attribution.SUSPECTED,
    Attribution.UNKNOWN,
)
_KINDS: Final = tuple(PlaceKind)
_PARTS: Final = {"ISKP": "IS", "HQN": "TALIBAN", "AQIS": "AQ", "JUA": "TTP"}

Speakers = Callable[[str], SourceKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One incident as all its sources together tell it; fields as in the events table.

    Attributes:
        event_id: From its earliest claim, so that a later document does not change it.
        date_start: First possible day, or None.
        date_end: Last possible day, or None.
        date_prec: UCDP date_prec 1-5, or None with the days.
        event_type: The most particular type told.
        actors: Those who did it; UNKNOWN alone where nobody tells.
        attribution: Strongest basis on which an actor is named; disputed where denied.
        target: In the words of the best source, or None.
        target_type: Kind of target told most often.
        place: The most exact place told, or None.
        deaths: Toll [persons], or None where nobody tells one.
        injured: Toll [persons], or None where nobody tells one.
        best_claim_id: Claim that the best toll (of deaths, else of injured) is from, or None.
        doc_ids: Documents that tell it, sorted.
        claim_ids: All claims linked to it, denials too, sorted.
        denied: Whether some claim denies it, or the group's part in it.
        source_kinds: Sorts of sources that tell it, sorted.
        incident: The linked claims and why they are joined.
    """

    event_id: str
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    event_type: EventType | None
    actors: tuple[str, ...]
    attribution: Attribution | None
    target: str | None
    target_type: TargetType | None
    place: ClaimPlace | None
    deaths: Toll | None
    injured: Toll | None
    best_claim_id: str | None
    doc_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    denied: bool
    source_kinds: tuple[SourceKind, ...]
    incident: Incident

    @property
    def on_map(self) -> bool:
        """Whether it is in Afghanistan and known to the province or better."""
        place = self.place
        return place is not None and place.country == HOME and place.where_prec.on_map


def make_event(
    incident: Incident, documents: Mapping[str, Document], speaker_kind: Speakers
) -> Event:
    """Conclude one event from its claims.

    Args:
        incident: Claims of one incident, at least one of them asserted.
        documents: The documents of the claims, by doc_id.
        speaker_kind: What sort of source a speaker is.

    Returns:
        The event; the order of the claims makes no difference.
    """

    def source(claim: Claim) -> SourceKind:
        kinds = [speaker_kind(s) for s in claim.speakers] or [_own(documents[claim.doc_id])]
        return next((k for k in reversed(kinds) if k is not SourceKind.UNKNOWN), kinds[-1])

    told = sorted(
        (c for c in incident.claims if c.stance is Stance.ASSERTED),
        key=lambda c: _age(c, documents),
    )
    denied = len(told) < len(incident.claims)
    dated = min((c for c in told if c.date_start), key=_width, default=None)
    place = min((p for c in told for p in c.places), key=_coarseness, default=None)
    deaths = _tellings(told, "deaths", documents, source)
    injured = _tellings(told, "injured", documents, source)
    best = best_telling(deaths) or best_telling(injured)
    leading = sorted(told, key=lambda c: best is None or c.claim_id != best.claim_id)
    types = {c.event_type for c in told if c.event_type}
    return Event(
        event_id="e-" + hashlib.sha256(told[0].claim_id.encode()).hexdigest()[:12],
        date_start=dated.date_start if dated else None,
        date_end=dated.date_end if dated else None,
        date_prec=dated.date_prec if dated else None,
        event_type=min(types, key=_TYPES.index, default=None),
        actors=_actors(told),
        attribution=_attribution(told, denied=denied),
        target=next((c.target for c in leading if c.target), None),
        target_type=_target_type(told),
        place=place,
        deaths=combine(deaths),
        injured=combine(injured),
        best_claim_id=best.claim_id if best else None,
        doc_ids=tuple(sorted({c.doc_id for c in told})),
        claim_ids=tuple(sorted(c.claim_id for c in incident.claims)),
        denied=denied,
        source_kinds=tuple(sorted({source(c) for c in told})),
        incident=incident,
    )


def _own(document: Document) -> SourceKind:
    return document.source_kind


def _age(claim: Claim, documents: Mapping[str, Document]) -> tuple[date, str, int, str]:
    published = documents[claim.doc_id].published or date.max
    return published, claim.doc_id, claim.evidence[0].start, claim.claim_id


def _width(claim: Claim) -> tuple[int, int, date, str]:
    start, end = claim.date_start or date.min, claim.date_end or date.max
    return claim.date_prec or 9, (end - start).days, start, claim.claim_id


def _coarseness(place: ClaimPlace) -> tuple[int, int, bool, str, str]:
    return (
        int(place.where_prec),
        _KINDS.index(place.kind),
        place.place_id is None,
        place.place_id or "",
        place.name,
    )


def _tellings(
    claims: Sequence[Claim],
    what: str,
    documents: Mapping[str, Document],
    source: Callable[[Claim], SourceKind],
) -> list[Telling]:
    return [
        Telling(
            claim_id=claim.claim_id,
            toll=toll,
            kind=source(claim),
            published=documents[claim.doc_id].published,
        )
        for claim in claims
        if (toll := claim.deaths if what == "deaths" else claim.injured) is not None
    ]


def _actors(claims: Sequence[Claim]) -> tuple[str, ...]:
    """All who are named; UNKNOWN where nobody is, or beside the other side of a fight."""
    named = {a for c in claims for a in c.actors} - {UNKNOWN_ACTOR, ANY_ACTOR}
    # Who names both a group and the larger one it is part of means both.
    pairs = {_PARTS[a] for c in claims for a in c.actors if _PARTS.get(a) in c.actors}
    wholes = {_PARTS[a] for a in named if a in _PARTS} - pairs
    sides = {UNKNOWN_ACTOR for c in claims if UNKNOWN_ACTOR in c.actors and len(c.actors) > 1}
    return tuple(sorted((named - wholes) | sides)) or (UNKNOWN_ACTOR,)


def _attribution(claims: Sequence[Claim], *, denied: bool) -> Attribution | None:
    told = {c.attribution for c in claims if c.attribution}
    if Attribution.DISPUTED in told or (denied and told - {Attribution.UNKNOWN}):
        return Attribution.DISPUTED
    return min(told, key=_BASES.index, default=None)


def _target_type(claims: Sequence[Claim]) -> TargetType | None:
    told = Counter(c.target_type for c in claims if c.target_type)
    known = {t: n for t, n in told.items() if t is not TargetType.UNKNOWN}
    if not known:
        return TargetType.UNKNOWN if told else None
    return min(known, key=lambda t: (-known[t], list(TargetType).index(t)))
