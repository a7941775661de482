"""Incidents with their fields chosen, and what speaks for each being a claim of its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geo.codes import EventType
from geo.extract.events_clusters import Incident, evidence
from geo.extract.events_context import Context, Mention, Triggers
from geo.extract.events_doers import choose_actors
from geo.extract.events_features import ENCODED, Features, article
from geo.extract.events_fields import event_type, incident_features
from geo.extract.events_links import near_dates, near_places
from geo.extract.events_resolve import choose_dates, choose_places
from geo.extract.events_sides import is_state, sides_of
from geo.extract.events_tolls import by_side, tolls_of
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan, TollSpan
from geo.extract.trees import Forest


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident before it is decided whether it is a claim.

    Attributes:
        incident: Its triggers.
        rest: Triggers of all other incidents.
        spans: Evidence as offsets.
        kind: Event type by its triggers.
        trigger: The trigger behind the type.
        features: Features of its words.
        place: Where, or None; `place_score` how sure.
        day: When, or None; `day_score` how sure.
        actors: Who, with the words behind each and how sure.
        tolls: Its tolls.
    """

    incident: Incident
    rest: tuple[Mention, ...]
    spans: tuple[tuple[int, int], ...]
    kind: EventType
    trigger: Mention
    features: Features
    place: PlaceSpan | None
    place_score: float
    day: DateSpan | None
    day_score: float
    actors: tuple[tuple[str, ActorSpan, float], ...]
    tolls: tuple[TollSpan, ...]

    @property
    def own(self) -> list[Mention]:
        """Its triggers."""
        return self.incident.mentions


def draft_all(context: Context, incidents: Sequence[Incident], forest: Forest) -> list[Draft]:
    """Choose the fields of every incident, in order; each knows the doers of the one before."""
    out: list[Draft] = []
    previous: tuple[str, ...] = ()
    order = sorted(incidents, key=lambda i: i.mentions[0].index)
    everything = sorted((m for i in order for m in i.mentions), key=lambda m: m.index)
    owner = {m.index: i for i in order for m in i.mentions}
    rests = [[m for m in everything if owner[m.index] is not i] for i in order]
    sides = [(Triggers(i.mentions), Triggers(rest)) for i, rest in zip(order, rests, strict=True)]
    places = choose_places(context, sides, forest)
    days = choose_dates(context, sides, forest)
    for number, incident in enumerate(order):
        own, rest = sides[number]
        place, place_score = places[number]
        day, day_score = days[number]
        spans = tuple(evidence(context, incident, order))
        if not spans:
            continue
        kind, trigger = event_type(context, own)
        country, last = place.country if place else None, day.last if day else None
        tolls = tolls_of(context, own, rest, kind)
        beside = sides_of(context, own, rest, country, last)
        actors = tuple(choose_actors(context, own, rest, str(kind), beside, forest, previous))
        out.append(
            Draft(
                incident=incident,
                rest=tuple(rest),
                spans=spans,
                kind=kind,
                trigger=trigger,
                features=incident_features(context, own, spans),
                place=place,
                place_score=place_score,
                day=day,
                day_score=day_score,
                actors=actors,
                tolls=tuple(_counted(context, tolls, actors, after=beside.after)),
            )
        )
        previous = tuple(a for a, _, _ in actors)
    return out


def _counted(
    context: Context, tolls: Sequence[TollSpan], actors: Sequence[tuple[str, ActorSpan, float]],
    *, after: bool,
) -> list[TollSpan]:  # fmt: skip
    """The tolls of an incident, those of its doers' own dead marked."""
    names = {actor for actor, _, _ in actors}
    states = {name for name in names if is_state(name, after=after)}
    rulers = after and "TALIBAN" in names
    group = not rulers and (states != names or not names)
    taliban = "TALIBAN" in names
    return by_side(tolls, state=bool(states), group=group, taliban=taliban, text=context.text)


def final_features(context: Context, draft: Draft, drafts: Sequence[Draft]) -> Features:
    """What speaks for a draft being a claim, beside all drafts of the document."""
    own = draft.own
    incident = draft.incident
    sentences = sorted({m.sentence for m in own})
    out: Features = dict(draft.features)
    out |= {
        "accept.max": max(incident.accepted),
        "accept.mean": sum(incident.accepted) / len(own),
        "place": draft.place_score,
        "date": draft.day_score,
        "actors": len(draft.actors),
        "actor": max((a[2] for a in draft.actors), default=0.0),
        "heading": all(context.sentences[i].heading for i in sentences),
        "quoted": all(context.sentences[i].quoted for i in sentences),
        "plural": all(m.hit.pattern.plural for m in own),
        "position": sentences[0] / max(1, len(context.sentences)),
        "sentences": len(sentences),
        "first": sentences[0],
        "drafts": len(drafts),
        "entry": any(context.sentences[i].paragraph in context.dated_lines for i in sentences),
        "definite": all(article(context, m) in ("definite", "this") for m in own),
        "own_place": any(p.adm1 is not None for m in own for p in near_places(context, m)),
        "own_date": any(d.prec in (1, 2, 3, 4) for m in own for d in near_dates(context, m)),
        "prec": draft.day.prec or 9 if draft.day else 9,
        "country_only": draft.place is None or draft.place.adm1 is None,
        "outside": draft.place is not None and draft.place.country != "AF",
    }
    out |= _twins(context, draft, drafts)
    if context.scores is not None:
        for label in ENCODED:
            values = [context.scores.sentences[i].get(label, 0.0) for i in sentences]
            out[f"max.enc.{label}"] = max(values)
            out[f"sum.enc.{label}"] = sum(values)
    return out


def _twins(context: Context, draft: Draft, drafts: Sequence[Draft]) -> Features:
    """How much another draft looks like the same incident told again."""
    out: Features = defaultdict(float)
    mine = frozenset().union(*(context.names[m.sentence] for m in draft.own))
    words = frozenset().union(*(context.words[m.sentence] for m in draft.own))
    for other in drafts:
        if other is draft:
            continue
        earlier = other.own[0].index < draft.own[0].index
        key = "before" if earlier else "after"
        near = _same_place(draft, other)
        day = _same_day(draft, other)
        toll = any(t.what == u.what and t.best == u.best for t in draft.tolls for u in other.tolls)
        theirs = frozenset().union(*(context.names[m.sentence] for m in other.own))
        likeness = near + day + toll + (draft.kind is other.kind)
        _raise(out, f"twin.{key}", likeness)
        if near and day:
            out[f"twin.{key}.place_day"] = 1.0
            _raise(out, f"twin.{key}.mentions", len(other.own))
            _raise(out, f"twin.{key}.names", len(mine & theirs))
            _raise(out, f"twin.{key}.kind", float(draft.kind is other.kind))
            _raise(out, f"twin.{key}.accept", max(other.incident.accepted))
            shared = frozenset().union(*(context.words[m.sentence] for m in other.own)) & words
            _raise(out, f"twin.{key}.words", len(shared))
    return out


def _raise(features: Features, name: str, value: float) -> None:
    features[name] = max(features[name], value)


def _same_place(a: Draft, b: Draft) -> bool:
    if a.place is None or b.place is None:
        return a.place is b.place
    return (a.place.country, a.place.adm1) == (b.place.country, b.place.adm1)


def _same_day(a: Draft, b: Draft) -> bool:
    if a.day is None or b.day is None:
        return a.day is b.day
    return (a.day.first, a.day.last) == (b.day.first, b.day.last)
