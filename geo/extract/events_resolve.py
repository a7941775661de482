"""The place and the date of an incident, chosen among the candidates of the text."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from geo.codes import PlaceKind, WherePrec
from geo.extract.events_arguments import (
    date_features,
    place_features,
    reachable,
)
from geo.extract.events_context import Context, Mention
from geo.extract.events_entries import of_part
from geo.extract.reading import DateSpan, PlaceSpan
from geo.extract.trees import Forest
from geo.model import ClaimPlace

PLACE_FLOOR: Final = 0.2
FINER_FLOOR: Final = 0.05
"""Least score of a day that is named beside the month it lies in."""
DATE_FLOOR: Final = 0.25
_YEAR: Final = 5
SOLE: Final = 0.3
"""Score of a place or a date that is chosen because the text names no other."""
_MONTH: Final = 4
_DAYS: Final = 2
"""Longest precision of a day: UCDP date_prec 1 or 2."""
_EXACTNESS: Final = {
    PlaceKind.SITE: 0, PlaceKind.CITY: 1, PlaceKind.DISTRICT: 2, PlaceKind.PROVINCE: 3,
    PlaceKind.REGION: 4, PlaceKind.COUNTRY: 5,
}  # fmt: skip


def candidates(
    context: Context, own: Sequence[Mention], spans: list[list[PlaceSpan]]
) -> list[PlaceSpan]:
    """Places that may be where an incident happened; those of its entry in a list that has any."""
    found = [
        s
        for s in reachable(context, own, spans)
        if s.country
        and s.status != "unresolved"
        and s.role != "group"
        and not _who_acts(context, s)
    ]
    found = of_part(context, own, found)
    return [s for s in context.of_entry(own, found) if not s.role] or found


def _who_acts(context: Context, place: PlaceSpan) -> bool:
    """Whether the United States are named as who acts or is hit, not as where ("in the U.S.")."""
    if place.country != "US" or place.kind is not PlaceKind.COUNTRY:
        return False
    return _WHERE.search(context.text, max(0, place.start - 24), place.start) is None


_WHERE: Final = re.compile(
    r"\b(?:in|inside|across|within|throughout|to|from) (?:the )?(?:\w+ern )?\Z", re.IGNORECASE
)


def days(context: Context, own: Sequence[Mention], spans: list[list[DateSpan]]) -> list[DateSpan]:
    """Dates that may be when an incident happened; those of its entry in a list."""
    found = [d for d in reachable(context, own, spans) if d.first and d.last and d.prec]
    found = of_part(context, own, found)
    inside = context.of_entry(own, found)
    fine = [d for d in inside if d.prec and d.prec < _YEAR]
    return fine or inside or found


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
    best = [
        _best_place(context, own, [(next(scores), p) for p in places])
        for places, (own, _) in zip(found, sides, strict=True)
    ]
    only = _only_place(context)
    return [(only, SOLE) if place is None and only else (place, s) for place, s in best]


def _only_place(context: Context) -> PlaceSpan | None:
    """The most exact place of a text that names no other province and no other country."""
    named = [p for p in context.reading.places if p.country and p.status != "unresolved"]
    inside = [p for p in named if p.adm1 and not p.role]
    if len({(p.country, p.adm1) for p in inside}) != 1:
        return None
    if {p.country for p in named} != {inside[0].country}:
        return None
    return min(inside, key=lambda p: (_EXACTNESS[p.kind], p.start))


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
    beside = _beside(context, own, scored)
    if beside is not None and (
        beside.country != area[0]
        or (beside.adm1 and beside.adm1 != area[1] and not _is_near(context, beside))
    ):
        return beside, areas[area]
    same = [(s, p) for s, p in scored if (p.country, p.adm1) == area]
    top = max(s for s, _ in same)
    near = [
        (s, p)
        for s, p in same
        if (s >= top / 2 or context.sentence_at(p.start) in here) and not p.role
    ]
    _, exact = min(near or same, key=lambda x: (_EXACTNESS[x[1].kind], -x[0], x[1].start))
    return _scene_near(context, exact, [p for _, p in scored]), areas[area]


def _scene_near(context: Context, place: PlaceSpan, others: Sequence[PlaceSpan]) -> PlaceSpan:
    """The place itself, or the site that is told to be near it ("the hall on the edge of X")."""
    if not _is_near(context, place):
        return place
    sites = [
        p
        for p in others
        if p.kind == PlaceKind.SITE and p.adm1 and not p.role and 0 < place.start - p.end < _BESIDE
    ]
    return max(sites, key=lambda p: p.end) if sites else place


def _beside(
    context: Context, own: Sequence[Mention], scored: list[tuple[float, PlaceSpan]]
) -> PlaceSpan | None:
    """The place right behind a deed and whom it hit ("stormed a shrine in Kunar"), if it is one."""
    ends = {m.end for m in own if m.hit.pattern.role in ("noun", "verb")}
    near = [(p, [e for e in ends if 0 < p.start - e < _OBJECT]) for _, p in scored if not p.role]
    found = [
        p
        for p, behind in near
        if (p.adm1 or p.kind == PlaceKind.COUNTRY)
        and not p.text.lower().startswith("the country")
        and not _GOES_ON.match(context.text, p.end)
        and any(_AT.fullmatch(context.text, e, p.start) for e in behind)
    ]
    if len({(p.country, p.adm1) for p in found}) != 1:
        return None
    larger = [p for _, p in scored if found[0].end < p.start < found[0].end + _OBJECT // 4]
    return found[0] if all(p.adm1 in (None, found[0].adm1) for p in larger) else None


def _is_near(context: Context, place: PlaceSpan) -> bool:
    """Whether a deed is told to be near or outside a place, which may be in the next province."""
    before = context.text[max(0, place.start - 12) : place.start]
    return before.endswith(("near ", "outside ", "edge of ", "outskirts of "))


_BESIDE: Final = 40
"""How far before a place that is near it a site may be told [characters]."""


_OBJECT: Final = 80
"""How far behind a deed its place may be told [characters]."""
_GOES_ON: Final = re.compile(r" [A-Z]")
"""A capital behind a name that may belong to it ("Ghazni Khel")."""
_AT: Final = re.compile(
    r" (?:(?:(?:of|at|on|against|outside|near|inside) )?(?:(?!(?:in|and|who|that|which|was|were|"
    r"had|when|while|after|but|for|from|to|with|said)\b)[^\s,.;:()]+ ){1,7})?"
    r"(?:in|at|near|outside|inside) (?:the )?(?:\w+ern )?"
)
"""What joins a deed, whom it hit and its place."""


def choose_dates(
    context: Context, sides: Sides, forest: Forest
) -> list[tuple[DateSpan | None, float]]:
    """The most likely date of each incident, or None where none is likely."""
    found = [days(context, own, context.dates) for own, _ in sides]
    rows = [
        date_features(context, d, own, rest)
        for dates, (own, rest) in zip(found, sides, strict=True)
        for d in dates
    ]
    scores = iter(forest.predict("date", rows).tolist())
    out: list[tuple[DateSpan | None, float]] = []
    only = _only_date(context)
    for dates, (own, _) in zip(found, sides, strict=True):
        scored = [(next(scores), d) for d in dates]
        day = _best_date(_told(context, own, scored))
        day = day if day[0] else _best_date(scored)
        day = _sole_day(context, own, _finer(context, own, day, scored))
        out.append((only, SOLE) if day[0] is None and only else day)
    return out


def _finer(
    context: Context,
    own: Sequence[Mention],
    day: tuple[DateSpan | None, float],
    scored: list[tuple[float, DateSpan]],
) -> tuple[DateSpan | None, float]:
    """The day within a month or longer that the sentences of an incident name besides it."""
    coarse = day[0]
    if coarse is None or (coarse.prec or 9) < _MONTH:
        return day
    here = {m.sentence for m in own}
    fine = [
        (s, d)
        for s, d in scored
        if s >= FINER_FLOOR
        and (d.prec or 9) <= _DAYS
        and not d.role
        and _within(d, coarse)
        and context.sentence_at(d.start) in here
    ]
    return (max(fine, key=lambda x: (x[0], -x[1].start))[1], day[1]) if fine else day


def _sole_day(
    context: Context, own: Sequence[Mention], day: tuple[DateSpan | None, float]
) -> tuple[DateSpan | None, float]:
    """The one day that the sentence of a deed names, where the chosen one stands elsewhere."""
    deed = next((m for m in own if m.hit.pattern.role in ("noun", "verb")), own[0])
    if day[0] is not None and context.sentence_at(day[0].start) == deed.sentence:
        return day
    named = [
        d
        for d in context.dates[deed.sentence]
        if d.first and (d.prec or 9) <= _DAYS and not d.role and not d.modifier
    ]
    if len({(d.first, d.last) for d in named}) != 1 or named[0].basis not in _NAMED:
        return day
    start, end = sorted((named[0].start, deed.start))
    sentence = context.sentences[deed.sentence]
    said = _SAID.search(context.text, max(sentence.start, start - _VERB), end)
    return day if said else (named[0], max(day[1], SOLE))


_NAMED: Final = frozenset({"explicit", "inferred_year"})
_VERB: Final = 24
_SAID: Final = re.compile(
    r"\b(?:said|says|announced|released|told|confirmed|declared|reported|claimed|revealed|"
    r"published|stated)\b"
)
"""What somebody did on a day that is not that of the deed."""


def _within(day: DateSpan, coarse: DateSpan) -> bool:
    """Whether a day lies in a longer stretch, where both are known."""
    if day.first is None or day.last is None or coarse.first is None or coarse.last is None:
        return False
    return coarse.first <= day.first and day.last <= coarse.last


def _only_date(context: Context) -> DateSpan | None:
    """The first date of a text that tells of one day, week or month alone."""
    told = [d for d in context.reading.dates if d.role != "report" and not d.modifier]
    if len({(d.first, d.last) for d in told}) != 1:
        return None
    return told[0] if (told[0].prec or 9) <= _MONTH else None


def _told(
    context: Context, own: Sequence[Mention], scored: list[tuple[float, DateSpan]]
) -> list[tuple[float, DateSpan]]:
    """Without the day of the dateline, or of a statement, where the incident names its own."""
    here = {m.sentence for m in own}
    own_days = [d for _, d in scored if not d.role and not _names_another(context, d)]
    days = {
        (d.first, d.last)
        for d in own_days
        if (d.prec or 9) <= _DAYS and context.sentence_at(d.start) in here
    }
    framing = {(d.first, d.last) for _, d in scored if d.role or _names_another(context, d)} - days
    return [x for x in scored if (x[1].first, x[1].last) not in framing] if days else scored


def _names_another(context: Context, day: DateSpan) -> bool:
    """Whether a day only names another deed: "behind the July 2 attack"."""
    before = context.text[max(0, day.start - 5) : day.start].lower()
    after = context.text[day.end : day.end + 60]
    return before.endswith(" the ") and _DEED.match(after) is not None


_DEED: Final = re.compile(
    r" (?:[\w-]+ ){0,3}?(?:attacks?|bombings?|assaults?|massacres?|blasts?|ambush\w*|shootings?)\b"
)


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
