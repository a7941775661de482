"""Who, where, when and on whose word, for claims that are no single incident."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.codes import PlaceKind, WherePrec
from geo.extract.presence_features import GROUPS, Scene
from geo.extract.presence_rules import Scores
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan, SpeakerSpan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, ClaimPlace

HOME: Final = "AF"
NOBODY: Final = "actor.none"
"""Rule of a claim for which neither the sentence nor those before it name anybody."""
_MEMORY: Final = 4
_NO_SCENE: Final = frozenset({"dateline", "office", "government", "publisher", "group"})
_LIST: Final = re.compile(
    r"[\s,;()“”\"'’]*(?:[A-Z]{2,6}[A-Za-z-]{0,4}\)?)?[\s,]*"
    r"(?:and|or|nor|as well as|&|/|including|alongside|both|plus)?\s*(?:the|of|other|its|their)?"
    r"\s*(?:[a-z]+-?[a-z]*\s){0,2}?[\s,(]*"
)
_CUT: Final = re.compile(r";|,? (?:while|whereas|although|though|but)\b|[–—]")
_PREPOSITION: Final = re.compile(
    r"\b(?:in|into|from|to|across|throughout|inside|within|on|of|over|between|through|via|near|"
    r"with|and|or|for|leave|left|enter\w*|reach\w*|around|at|outside)"
    r"(?: the| all| whole| of| neighbou?ring| (?:north|south|east|west)(?:ern)?)* *\Z"
    r"|, *\Z|\A\s*\Z",
    re.IGNORECASE,
)
_DWELLERS: Final = re.compile(
    r"\b(?:students|residents|refugees|farmers|villagers|migrants|workers|tribesmen|people|traders|"
    r"families|men|youths?|pupils|fighters) in (?:the )?\Z"
)
_COUNTRY: Final = PlaceKind.COUNTRY
_TRUST: Final = 80
_NOR_OTHERS: Final = re.compile(
    r"\b(?:n?or any(?: other)?|(?:any|no) other|no [“\"'‘]?\w+[”\"'’]? groups, including|"
    r"nobody else)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(
    r"\b(?:there|(?:the|that|this)(?: same| whole)? "
    r"(?:province|district|region|area|city|valley|town)|"
    r"local(?:ly)? (?:chapter|branch|affiliate|wing|cell))\b",
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
    return span.basis in {"lexicon", "anaphor"} and not _is_state(span)


def speaking(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention of the Taliban is only the one who speaks, or an office of theirs."""
    return span.actors == ("TALIBAN",) and (
        span.role_only or any(s.start <= span.start < s.end for s in scene.speakers)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the search for an actor starts from.

    Attributes:
        anchor: Offsets of the words that make the claim.
        slots: Offsets that patterns declare to be the actor.
        states: Whether state forces count.
        taliban: Whether the Taliban count like any group: they are insurgents, or hold ground.
        denied: Whether the claim is a denial.
        scores: What the encoder says of the document, or None without an encoder.
    """

    anchor: tuple[int, int]
    slots: tuple[tuple[int, int], ...] = ()
    states: bool = False
    taliban: bool = False
    denied: bool = False
    scores: Scores | None = None


def choose_who(scene: Scene, asked: Asked, earlier: Sequence[Scene]) -> Who:
    """Choose the group that a claim is about.

    Args:
        scene: The sentence.
        asked: Where in it, and who counts.
        earlier: The sentences before, nearest last.
    """
    mentions = [
        a
        for a in scene.actors
        if (asked.states or not (_is_state(a) or a.basis == "state")) and not speaking(scene, a)
    ]
    ranked = sorted((_cost(a, asked), a.start, at) for at, a in enumerate(mentions))
    best = mentions[ranked[0][2]] if ranked else None
    if best is not None and best.actors == ("TALIBAN",) and not asked.taliban:
        best = _named_before(earlier, asked)[0] or best
        if best not in mentions:
            return Who(actors=best.actors, spans=(best,), rule="actor.before_not_taliban")
    if best is not None and best.basis != "generic":
        return _with_others(scene, asked, _with_list(scene, best, mentions))
    whole = GROUPS.search(scene.sentence.text)
    if whole is not None or (best is not None and best.actors == (ANY_ACTOR,)):
        return Who(actors=(ANY_ACTOR,), spans=(best,) if best else (), rule="actor.groups_at_large")
    named, depth = _named_before(earlier, asked)
    if named is not None:
        return Who(actors=named.actors, spans=(named,), rule=f"actor.before_{depth}")
    spans = (best,) if best else ()
    return Who(actors=(UNKNOWN_ACTOR,), spans=spans, rule="actor.generic" if best else NOBODY)


def _cost(span: ActorSpan, asked: Asked) -> int:
    """How far a mention is from being the one a claim is about; smaller is better."""
    cost = _distance(span, asked.anchor)
    if any(start <= span.start < end for start, end in asked.slots):
        cost -= 60
    if span.actors == ("TALIBAN",) and not asked.taliban:
        cost += 400
    if span.basis == "generic":
        cost += 40 if span.actors == (ANY_ACTOR,) else 300
    if span.basis == "state":
        cost += 90
    if span.rule == "actor.forces":
        cost += 150
    if asked.scores is not None:
        cost -= int(_TRUST * asked.scores.span("presence_actor", span.start, span.end))
    return cost


def _named_before(earlier: Sequence[Scene], asked: Asked) -> tuple[ActorSpan | None, int]:
    """The group that the sentences before speak of, and how many sentences back."""
    for depth, past in enumerate(reversed(earlier[-_MEMORY:]), start=1):
        named = [a for a in past.actors if is_group(a) and not speaking(past, a)]
        others = [a for a in named if a.actors != ("TALIBAN",)]
        found = others or (named if asked.taliban else [])
        if found:
            return found[0], depth
    return None, 0


def _is_state(span: ActorSpan) -> bool:
    return span.actors[0].endswith(("_GOV", "_NATO"))


def _distance(span: ActorSpan, anchor: tuple[int, int]) -> int:
    """Characters between a mention and the claim's words; what follows counts double."""
    if span.end <= anchor[0]:
        return anchor[0] - span.end
    if span.start >= anchor[1]:
        return 2 * (span.start - anchor[1])
    return 0


def _with_list(scene: Scene, chosen: ActorSpan, mentions: Sequence[ActorSpan]) -> Who:
    """Extend a chosen mention by those coordinated with it ("A, B and C")."""
    text, base = scene.sentence.text, scene.sentence.start
    ordered = [a for a in mentions if a.basis != "generic" or a.actors == (ANY_ACTOR,)]
    low = high = ordered.index(chosen)

    def joined(a: ActorSpan, b: ActorSpan) -> bool:
        between = text[a.end - base : b.start - base]
        return len(between) < 60 and _LIST.fullmatch(between) is not None and _lists(between, a, b)

    while low > 0 and joined(ordered[low - 1], ordered[low]):
        low -= 1
    while high + 1 < len(ordered) and joined(ordered[high], ordered[high + 1]):
        high += 1
    spans = ordered[low : high + 1]
    actors = tuple(dict.fromkeys(actor for span in spans for actor in span.actors))
    rule = "actor.nearest" if len(spans) == 1 else "actor.list"
    return Who(actors=actors, spans=tuple(spans), rule=rule)


def _with_others(scene: Scene, asked: Asked, who: Who) -> Who:
    """Add "nor any other group" to a denial; leave "groups, including A and B" to A and B."""
    if not asked.denied:
        named = tuple(a for a in who.actors if a != ANY_ACTOR)
        return replace(who, actors=named) if named else who
    if ANY_ACTOR not in who.actors and _NOR_OTHERS.search(scene.sentence.text):
        return replace(who, actors=(*who.actors, ANY_ACTOR), rule=who.rule + "_and_others")
    return who


def _lists(between: str, a: ActorSpan, b: ActorSpan) -> bool:
    if a.actors == b.actors:
        return True
    return bool(
        re.search(r",|\b(?:and|or|nor|as well as|including|both|plus|alongside)\b|[/&]", between)
    )


def choose_places(
    scene: Scene, asked: Asked, earlier: Sequence[Scene] = ()
) -> tuple[PlaceSpan, ...]:
    """All places of a claim in its sentence; a country gives way to places within it.

    Where the sentence names none but points back ("the province", "there"), the last places
    within a country that the sentences before name.
    """
    usable = [p for p in scene.places if _is_scene(scene, p)]
    if not usable and _POINTS_BACK.search(scene.sentence.text):
        for past in reversed(earlier):
            back = [p for p in past.places if _is_scene(past, p) and p.kind is not _COUNTRY]
            if back:
                return (back[-1],)
    clause = _clause(scene, asked.anchor)
    near = [p for p in usable if clause[0] <= p.start < clause[1]] or usable
    finer = {p.country for p in near if p.kind is not _COUNTRY and p.country}
    kept = [p for p in near if p.kind is not _COUNTRY or p.country not in finer]
    seen: set[tuple[str | None, str | None, str]] = set()
    out = []
    for span in kept:
        key = (span.country, span.adm1, span.text.casefold())
        if key not in seen:
            seen.add(key)
            out.append(span)
    return tuple(out)


def _is_scene(scene: Scene, place: PlaceSpan) -> bool:
    """Whether a toponym can be where something is, not whose office or word it is."""
    base = scene.sentence.start
    before = scene.sentence.text[max(0, place.start - base - 24) : place.start - base]
    inside = place.role == "office" and _DWELLERS.search(before) is not None
    if place.status == "unresolved" or (place.role in _NO_SCENE and not inside):
        return False
    if place.kind is not _COUNTRY:
        return True
    return _PREPOSITION.search(before) is not None


def _clause(scene: Scene, anchor: tuple[int, int]) -> tuple[int, int]:
    """The clause around the claim's words, cut at semicolons and at "while" and the like."""
    text, base = scene.sentence.text, scene.sentence.start
    cuts = [0, *(m.start() for m in _CUT.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= max(0, anchor[0] - base))
    end = min((cut for cut in cuts if cut >= anchor[1] - base), default=len(text))
    return base + start, base + end


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
