"""Who, where, when and on whose word, for claims that are no single incident."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import PlaceKind, WherePrec
from geo.extract.presence_features import Scene
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan, SpeakerSpan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, ClaimPlace

HOME: Final = "AF"
_MEMORY: Final = 4
_NO_SCENE: Final = frozenset({"dateline", "office", "government", "publisher", "group"})
_LIST: Final = re.compile(
    r"[\s,;()“”\"'’]*(?:[A-Z]{2,6}[A-Za-z-]{0,4}\)?)?[\s,]*"
    r"(?:and|or|nor|as well as|&|/|including|alongside|both|plus)?\s*(?:the|of|other|its|their)?"
    r"\s*(?:[a-z]+-?[a-z]*\s){0,2}?[\s,(]*"
)
_GROUPS: Final = re.compile(
    r"(?:terror\w*|extremist|militant|armed|violent|destructive|foreign|insurgent|such|jihadi\w*|these)\W"
    r"(?:\w+\W){0,2}?(?:groups?|actors?|organi[sz]ations?|outfits?|networks?|cells|entities|fighters?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Actors of a claim, and the words that name them.

    Attributes:
        actors: Ids, never empty.
        spans: The mentions, empty where nothing names them.
        rule: How they were chosen.
    """

    actors: tuple[str, ...]
    spans: tuple[ActorSpan, ...]
    rule: str


def is_group(span: ActorSpan) -> bool:
    """Whether a mention names listed groups rather than states or anybody."""
    return span.basis in ("lexicon", "anaphor") and not span.actors[0].endswith(("_GOV", "_NATO"))


def speaking(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention is only the one who speaks, or a speaker's office."""
    return span.role_only or any(s.start <= span.start < s.end for s in scene.speakers)


def choose_who(  # noqa: PLR0911 - one line a rule, in their order
    scene: Scene,
    anchor: tuple[int, int],
    fixed: tuple[int, int] | None,
    earlier: Sequence[Scene],
    *,
    states: bool = False,
    talk_of_taliban: bool = False,
) -> Who:
    """Choose the group that a claim is about.

    Args:
        scene: The sentence.
        anchor: Offsets of the words that make the claim.
        fixed: Offsets that a pattern declares to be the actor, or None.
        earlier: The sentences before, nearest last.
        states: Whether state forces count.
        talk_of_taliban: Whether the Taliban may be meant although another group is named.
    """
    mentions = [a for a in scene.actors if a.basis != "state" and (states or not _is_state(a))]
    if fixed is not None:
        inside = [a for a in mentions if fixed[0] <= a.start < fixed[1]]
        if inside and inside[0].basis != "generic":
            return _with_list(scene, inside, mentions, "actor.pattern_slot")
    groups = [a for a in mentions if a.basis != "generic" and not speaking(scene, a)]
    others = [a for a in groups if a.actors != ("TALIBAN",)]
    if others and not talk_of_taliban:
        groups = others
    if groups:
        nearest = min(groups, key=lambda a: (_distance(a, anchor), a.start))
        return _with_list(scene, [nearest], mentions, "actor.nearest")
    generic = [a for a in mentions if a.basis == "generic"]
    meant_all = [a for a in generic if a.actors == (ANY_ACTOR,)]
    if meant_all:
        return Who(actors=(ANY_ACTOR,), spans=tuple(meant_all[:1]), rule="actor.any")
    whole = _GROUPS.search(scene.sentence.text)
    if whole is not None:
        return Who(actors=(ANY_ACTOR,), spans=(), rule="actor.groups_at_large")
    for depth, past in enumerate(reversed(earlier[-_MEMORY:])):
        named = [a for a in past.actors if is_group(a) and not speaking(past, a)]
        others = [a for a in named if a.actors != ("TALIBAN",)]
        named = others or (named if talk_of_taliban else [])
        if named:
            return Who(actors=named[0].actors, spans=(named[0],), rule=f"actor.before_{depth + 1}")
    if generic:
        return Who(actors=(UNKNOWN_ACTOR,), spans=tuple(generic[:1]), rule="actor.generic")
    return Who(actors=(UNKNOWN_ACTOR,), spans=(), rule="actor.none")


def _is_state(span: ActorSpan) -> bool:
    return span.actors[0].endswith(("_GOV", "_NATO"))


def _distance(span: ActorSpan, anchor: tuple[int, int]) -> int:
    """Characters between a mention and the claim's words; what follows counts double."""
    if span.end <= anchor[0]:
        return anchor[0] - span.end
    if span.start >= anchor[1]:
        return 2 * (span.start - anchor[1])
    return 0


def _with_list(
    scene: Scene, chosen: list[ActorSpan], mentions: Sequence[ActorSpan], rule: str
) -> Who:
    """Extend a chosen mention by those coordinated with it ("A, B and C")."""
    text, base = scene.sentence.text, scene.sentence.start
    ordered = [a for a in mentions if a.basis != "generic" and not a.role_only]
    if chosen[0] not in ordered:
        return Who(actors=chosen[0].actors, spans=tuple(chosen), rule=rule)
    low = high = ordered.index(chosen[0])

    def joined(a: ActorSpan, b: ActorSpan) -> bool:
        between = text[a.end - base : b.start - base]
        return len(between) < 60 and _LIST.fullmatch(between) is not None and _lists(between, a, b)

    while low > 0 and joined(ordered[low - 1], ordered[low]):
        low -= 1
    while high + 1 < len(ordered) and joined(ordered[high], ordered[high + 1]):
        high += 1
    spans = ordered[low : high + 1]
    actors = tuple(dict.fromkeys(actor for span in spans for actor in span.actors))
    return Who(actors=actors, spans=tuple(spans), rule=rule if len(spans) == 1 else rule + "_list")


def _lists(between: str, a: ActorSpan, b: ActorSpan) -> bool:
    if a.actors == b.actors:
        return True
    return bool(
        re.search(r",|\b(?:and|or|nor|as well as|including|both|plus|alongside)\b|[/&]", between)
    )


def choose_places(
    scene: Scene, anchor: tuple[int, int], *, home: bool = True
) -> tuple[PlaceSpan, ...]:
    """All places of a claim in its sentence; a country gives way to places within it."""
    usable = [p for p in scene.places if p.role not in _NO_SCENE and p.status != "unresolved"]
    if not usable:
        usable = [p for p in scene.places if p.role == "origin" and p.status != "unresolved"]
    clause = _clause(scene, anchor)
    near = [p for p in usable if clause[0] <= p.start < clause[1]] or usable
    finer = {p.country for p in near if p.kind is not PlaceKind.COUNTRY and p.country}
    kept = [p for p in near if p.kind is not PlaceKind.COUNTRY or p.country not in finer]
    seen: set[tuple[str | None, str | None, str]] = set()
    out = []
    for span in kept:
        key = (span.country, span.adm1, span.text.casefold())
        if key not in seen:
            seen.add(key)
            out.append(span)
    del home
    return tuple(out)


def _clause(scene: Scene, anchor: tuple[int, int]) -> tuple[int, int]:
    """The stretch between semicolons around the claim's words."""
    text, base = scene.sentence.text, scene.sentence.start
    start = text.rfind(";", 0, max(0, anchor[0] - base)) + 1
    end = text.find(";", max(0, anchor[1] - base))
    return base + start, base + (len(text) if end < 0 else end)


def claim_place(span: PlaceSpan) -> ClaimPlace:
    """A place as a claim names it; a point only where it may be drawn."""
    place = span.place
    prec = place.where_prec if place is not None else WherePrec.COUNTRY
    point = place is not None and prec.as_point
    return ClaimPlace(
        name=span.text,
        country=span.country,
        adm1=span.adm1,
        kind=span.kind,
        place_id=place.place_id if place is not None else None,
        adm2=place.adm2 if place is not None else None,
        lat=place.lat if place is not None and point else None,
        lon=place.lon if place is not None and point else None,
        where_prec=prec,
    )


def the_country(name: str = "Afghanistan") -> ClaimPlace:
    """Afghanistan as a whole, where a text about it names no place."""
    return ClaimPlace(
        name=name,
        country=HOME,
        adm1=None,
        kind=PlaceKind.COUNTRY,
        place_id=HOME,
        where_prec=WherePrec.COUNTRY,
    )


def choose_speaker(scene: Scene, anchor: tuple[int, int]) -> SpeakerSpan | None:
    """Who is said to say the claim: the speaker in whose scope its words stand."""
    over = [s for s in scene.speakers if s.scope_start <= anchor[0] < s.scope_end]
    if not over:
        return None
    return min(over, key=lambda s: (s.scope_end - s.scope_start, s.start))


def choose_period(dates: Iterable[DateSpan]) -> DateSpan | None:
    """The date that bounds a lasting state: a month or longer, said outright."""
    long = [
        d
        for d in dates
        if d.first is not None and d.last is not None and d.prec in (4, 5) and d.basis != "vague"
    ]
    return long[0] if long else None
