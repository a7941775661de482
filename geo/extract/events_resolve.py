"""The place, the date and the doers of an incident, chosen among the candidates of the text."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from geo.codes import PlaceKind, WherePrec
from geo.extract.events_arguments import (
    actor_features,
    beside_others,
    date_features,
    place_features,
    reachable,
)
from geo.extract.events_context import Context, Mention
from geo.extract.events_features import Features
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan
from geo.extract.trees import Forest
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, ClaimPlace

PLACE_FLOOR: Final = 0.2
DATE_FLOOR: Final = 0.25
ACTOR_FLOOR: Final = 0.25
SECOND_ACTOR: Final = 0.8
BOTH_SIDES: Final = 0.5
_BOMBS: Final = frozenset({"suicide_bomb", "remote_explosive", "grenade"})
_FORCES_OF: Final = frozenset({"AFG_GOV", "US_NATO", "PAK_GOV", "TJK_GOV", "IRN_GOV"})
TAKEOVER: Final = date(2021, 8, 15)
_STATES: Final = {
    "AF": "", "PK": "PAK_GOV", "TJ": "TJK_GOV", "IR": "IRN_GOV", "US": "US_NATO",
}  # fmt: skip
_FORCES: Final = re.compile(
    r"\b(?:police|security forces|special forces|(?:the )?army|commandos|soldiers|border guards|"
    r"intelligence (?:agents|service|agency|officers)|security agencies|authorities|air force|"
    r"officers|(?:war)?planes|jets|troops)\b",
    re.IGNORECASE,
)
_EXACTNESS: Final = {
    PlaceKind.SITE: 0, PlaceKind.CITY: 1, PlaceKind.DISTRICT: 2, PlaceKind.PROVINCE: 3,
    PlaceKind.REGION: 4, PlaceKind.COUNTRY: 5,
}  # fmt: skip


def candidates(
    context: Context, own: Sequence[Mention], spans: list[list[PlaceSpan]]
) -> list[PlaceSpan]:
    """Places that may be where an incident happened."""
    return [s for s in reachable(context, own, spans) if s.country and s.status != "unresolved"]


Sides = Sequence[tuple[Sequence[Mention], Sequence[Mention]]]
"""Per incident: its own triggers and those of all others."""


def choose_places(
    context: Context, sides: Sides, forest: Forest
) -> list[tuple[PlaceSpan | None, float]]:
    """The most likely place of each incident, by the most exact name that the text gives it."""
    found = [candidates(context, own, context.places) for own, _ in sides]
    rows = [
        place_features(context, p, own, rest)
        for places, (own, rest) in zip(found, sides, strict=True)
        for p in places
    ]
    scores = iter(forest.predict("place", rows).tolist())
    return [
        _best_place(context, own, [(next(scores), p) for p in places])
        for places, (own, _) in zip(found, sides, strict=True)
    ]


def _best_place(
    context: Context, own: Sequence[Mention], scored: list[tuple[float, PlaceSpan]]
) -> tuple[PlaceSpan | None, float]:
    areas: dict[tuple[str | None, str | None], float] = {}
    for score, place in scored:
        area = (place.country, place.adm1)
        areas[area] = 1.0 - (1.0 - areas.get(area, 0.0)) * (1.0 - score)
    if not areas:
        return None, 0.0
    area = max(areas, key=lambda a: areas[a])
    if areas[area] < PLACE_FLOOR:
        return None, areas[area]
    here = {m.sentence for m in own}
    same = [(s, p) for s, p in scored if (p.country, p.adm1) == area]
    top = max(s for s, _ in same)
    near = [
        (s, p)
        for s, p in same
        if (s >= top / 2 or context.sentence_at(p.start) in here) and not p.role
    ]
    _, exact = min(near or same, key=lambda x: (_EXACTNESS[x[1].kind], -x[0], x[1].start))
    return exact, areas[area]


def choose_dates(
    context: Context, sides: Sides, forest: Forest
) -> list[tuple[DateSpan | None, float]]:
    """The most likely date of each incident, or None where none is likely."""
    found = [
        [d for d in reachable(context, own, context.dates) if d.first and d.last and d.prec]
        for own, _ in sides
    ]
    rows = [
        date_features(context, d, own, rest)
        for dates, (own, rest) in zip(found, sides, strict=True)
        for d in dates
    ]
    scores = iter(forest.predict("date", rows).tolist())
    return [_best_date([(next(scores), d) for d in dates]) for dates in found]


def _best_date(scored: list[tuple[float, DateSpan]]) -> tuple[DateSpan | None, float]:
    days: dict[tuple[date | None, date | None], float] = {}
    for score, span in scored:
        key = (span.first, span.last)
        days[key] = 1.0 - (1.0 - days.get(key, 0.0)) * (1.0 - score)
    if not days:
        return None, 0.0
    best = max(days, key=lambda k: days[k])
    if days[best] < DATE_FLOOR:
        return None, days[best]
    same = [(s, d) for s, d in scored if (d.first, d.last) == best]
    return max(same, key=lambda x: (x[0], -x[1].start))[1], days[best]


def actor_candidates(context: Context, own: Sequence[Mention]) -> dict[str, list[ActorSpan]]:
    """Actors within reach of an incident, each with its mentions."""
    out: dict[str, list[ActorSpan]] = {}
    for span in reachable(context, own, context.actors):
        for actor in span.actors:
            if actor not in (UNKNOWN_ACTOR, ANY_ACTOR):
                out.setdefault(actor, []).append(span)
    for span in _offices(context, own):
        out.setdefault(span.actors[0], []).append(span)
    counts: dict[str, list[ActorSpan]] = {}
    for span in context.reading.actors:
        for actor in span.actors:
            if actor not in (UNKNOWN_ACTOR, ANY_ACTOR):
                counts.setdefault(actor, []).append(span)
    for actor in sorted(counts, key=lambda a: -len(counts[a]))[:3]:
        out.setdefault(actor, counts[actor])
    return out


def _offices(context: Context, own: Sequence[Mention]) -> list[ActorSpan]:
    """Forces named without their state ("police"), as those of the country they stand in."""
    out: list[ActorSpan] = []
    for index in sorted({m.sentence for m in own}):
        sentence = context.sentences[index]
        taken = [(a.start, a.end) for a in context.actors[index]]
        for found in _FORCES.finditer(context.text, sentence.start, sentence.end):
            if any(a < found.end() and found.start() < b for a, b in taken):
                continue
            actor = _state(context, index)
            if actor:
                out.append(
                    ActorSpan(
                        start=found.start(),
                        end=found.end(),
                        text=found.group(),
                        rule="event.forces",
                        actors=(actor,),
                        basis="office",
                    )
                )
    return out


def _state(context: Context, index: int) -> str | None:
    """Whose forces act in a sentence: the state of its place, in its time."""
    near = [p.country for p in context.places[index] if p.country in _STATES]
    country = near[0] if near else "AF"
    if country != "AF":
        return _STATES[country]
    published = context.reading.document.published
    days = [d.last for d in context.dates[index] if d.last]
    day = days[0] if days else published
    if day is None:
        return None
    return "TALIBAN" if day >= TAKEOVER else "AFG_GOV"


def _temper(context: Context, actor: str, kind: str, row: Features, score: float) -> float:
    """A learned score, made less where plain sense speaks against it, or sure where it is said."""
    if row["perpetrator"]:
        return max(score, 0.95)
    published = context.reading.document.published
    rules = published is not None and published >= TAKEOVER and actor == "TALIBAN"
    if kind in _BOMBS and (actor in _FORCES_OF or rules) and not row["by"] and not row["claims"]:
        score *= 0.3
    if (row["unclaimed"] or row["unclaimed_after"]) and not row["by"] and not row["suspects"]:
        score *= 0.6
    return score


def choose_actors(
    context: Context, own: Sequence[Mention], rest: Sequence[Mention], kind: str, forest: Forest,
    previous: Sequence[str] = (),
) -> list[tuple[str, ActorSpan, float]]:  # fmt: skip
    """The doers of an incident, likeliest first, with the words behind each; empty if open."""
    found = actor_candidates(context, own)
    if not found:
        return []
    names = list(found)
    rows = [actor_features(context, a, found[a], own, rest, kind, previous) for a in names]
    beside_others(rows)
    scores = forest.predict("actor", rows)
    tempered = [
        _temper(context, name, kind, row, float(score))
        for name, row, score in zip(names, rows, scores, strict=True)
    ]
    ranked = sorted(zip(tempered, names, rows, strict=True), key=lambda x: -x[0])
    chosen = [(n, s) for s, n, _ in ranked[:1] if s >= ACTOR_FLOOR]
    if chosen:
        chosen += [
            (n, s)
            for s, n, row in ranked[1:2]
            if s >= SECOND_ACTOR or (s >= BOTH_SIDES and kind == "armed_clash" and row["here"])
        ]
    return [
        (name, min(found[name], key=lambda x: min(abs(x.start - m.start) for m in own)), score)
        for name, score in chosen
    ]


def claim_place(span: PlaceSpan) -> ClaimPlace:
    """The record of a place as a claim names it; a point only where it is honest."""
    place = span.place
    prec = place.where_prec if place else WherePrec.COUNTRY
    if span.kind is PlaceKind.DISTRICT:
        prec = max(prec, WherePrec.ADM2)
    elif span.kind is PlaceKind.PROVINCE:
        prec = max(prec, WherePrec.ADM1)
    elif span.kind is PlaceKind.REGION:
        prec = max(prec, WherePrec.FUZZY)
    elif span.kind is PlaceKind.COUNTRY:
        prec = WherePrec.COUNTRY
    point = place is not None and prec.as_point
    return ClaimPlace(
        name=" ".join(span.text.split()),
        country=span.country,
        adm1=span.adm1,
        kind=span.kind,
        place_id=place.place_id if place else None,
        adm2=place.adm2 if place else None,
        lat=place.lat if place and point else None,
        lon=place.lon if place and point else None,
        where_prec=prec,
    )
