"""Incidents with their fields chosen, and what speaks for each being a claim of its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from geo.codes import EventType
from geo.extract.events_beaten import beaten
from geo.extract.events_clusters import Incident, evidence
from geo.extract.events_context import Context, Mention, Others, Triggers
from geo.extract.events_doers import Doer, abroad, choose_actors
from geo.extract.events_features import ENCODED, Features, article
from geo.extract.events_fields import event_type, incident_features
from geo.extract.events_links import near_dates, near_places
from geo.extract.events_resolve import choose_dates, choose_places
from geo.extract.events_sides import is_state, sides_of
from geo.extract.events_tolls import by_side, of_forces, told_by, tolls_of
from geo.extract.reading import DateSpan, PlaceSpan, TollSpan
from geo.extract.trees import Forest


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident before it is decided whether it is a claim.

    Attributes:
        incident: Its triggers.
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
    spans: tuple[tuple[int, int], ...]
    kind: EventType
    trigger: Mention
    features: Features
    place: PlaceSpan | None
    place_score: float
    day: DateSpan | None
    day_score: float
    actors: tuple[Doer, ...]
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
    everything = Triggers(sorted((m for i in order for m in i.mentions), key=lambda m: m.index))
    stands = {m.index: k for k, m in enumerate(everything)}
    owns = [Triggers(i.mentions) for i in order]
    sides = [(own, Others(everything, own, stands)) for own in owns]
    places = choose_places(context, sides, forest)
    days = choose_dates(context, sides, forest)
    for number, incident in enumerate(order):
        own, rest = sides[number]
        place, place_score = places[number]
        day, day_score = days[number]
        spans = tuple(evidence(context, own, rest))
        if not spans:
            continue
        kind, trigger = event_type(context, own)
        country, last = place.country if place else None, day.last if day else None
        tolls = tolls_of(context, own, rest, kind)
        beside = sides_of(context, own, rest, country, last)
        doers = choose_actors(context, own, rest, str(kind), beside, forest, previous)
        actors = tuple(abroad(context, doers, country))
        out.append(
            Draft(
                incident=incident,
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
    context: Context, tolls: Sequence[TollSpan], actors: Sequence[Doer],
    *, after: bool,
) -> list[TollSpan]:  # fmt: skip
    """The tolls of an incident, those of its doers' own dead marked."""
    names = {actor for actor, _, _ in actors}
    states = {name for name in names if is_state(name, after=after)}
    rulers = after and "TALIBAN" in names
    group = not rulers and (states != names or not names)
    taliban = "TALIBAN" in names
    tolls = [
        replace(t, boast=told_by(context, t, names)) if group or (rulers and of_forces(t)) else t
        for t in tolls
    ]
    told = by_side(tolls, state=bool(states), group=group, taliban=taliban, text=context.text)
    return [replace(t, attackers=True) if beaten(context, t, names) else t for t in told]


def _alone(context: Context, draft: Draft, drafts: int) -> Features:
    """What speaks for a draft being a claim, but for the other drafts of the document."""
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
        "drafts": drafts,
        "entry": any(context.sentences[i].paragraph in context.dated_lines for i in sentences),
        "definite": all(article(context, m) in ("definite", "this") for m in own),
        "own_place": any(p.adm1 is not None for m in own for p in near_places(context, m)),
        "own_date": any(d.prec in (1, 2, 3, 4) for m in own for d in near_dates(context, m)),
        "prec": draft.day.prec or 9 if draft.day else 9,
        "country_only": draft.place is None or draft.place.adm1 is None,
        "outside": draft.place is not None and draft.place.country != "AF",
    }
    return out


def _encoded(context: Context, draft: Draft) -> Features:
    """What the encoder says of the sentences of a draft; empty without one."""
    out: Features = {}
    if context.scores is not None:
        sentences = sorted({m.sentence for m in draft.own})
        for label in ENCODED:
            values = [context.scores.sentences[i].get(label, 0.0) for i in sentences]
            out[f"max.enc.{label}"] = max(values)
            out[f"sum.enc.{label}"] = sum(values)
    return out


def final_features(context: Context, drafts: Sequence[Draft]) -> list[Features]:
    """What speaks for each draft of a document, given in order, being a claim."""
    told = twins(context, drafts)
    return [
        _alone(context, d, len(drafts)) | twin | _encoded(context, d)
        for d, twin in zip(drafts, told, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """A draft with what it is compared by, gathered once.

    Attributes:
        draft: The draft.
        place: What two drafts of one place have in common.
        day: What two drafts of one day have in common.
        names: Capitalised words of its sentences.
        words: Lower-case words of its sentences.
    """

    draft: Draft
    place: object
    day: object
    names: frozenset[str]
    words: frozenset[str]

    def looks(self) -> Iterator[tuple[int, object]]:
        """All that another draft may share with this one, each with how many things it is."""
        tolls = [(t.what, t.best) for t in self.draft.tolls]
        whole = ((0, self.place), (1, self.day), (2, self.draft.kind))
        for size in range(len(whole) + 1):
            for some in combinations(whole, size):
                yield size, some
                yield from ((size + 1, (some, toll)) for toll in tolls)


def _words_of(context: Context, draft: Draft) -> _Words:
    place, day = draft.place, draft.day
    return _Words(
        draft,
        (place.country, place.adm1) if place else None,
        (day.first, day.last) if day else None,
        frozenset().union(*(context.names[m.sentence] for m in draft.own)),
        frozenset().union(*(context.words[m.sentence] for m in draft.own)),
    )


def twins(context: Context, drafts: Sequence[Draft]) -> list[Features]:
    """How much another draft looks like the same incident told again, for each, in order."""
    told = [_words_of(context, d) for d in drafts]
    out: list[Features] = [{} for _ in drafts]
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].own[0].index)
    for key, way in (("before", order), ("after", order[::-1])):
        seen: set[object] = set()
        alike: defaultdict[object, list[_Words]] = defaultdict(list)
        for number, i in enumerate(way):
            mine = told[i]
            looks = list(mine.looks())
            if number:
                likeness = max(size for size, look in looks if look in seen)
                out[i][f"twin.{key}"] = float(likeness)
            there = alike[mine.place, mine.day]
            if there:
                out[i] |= _nearest_twin(key, mine, there)
            there.append(mine)
            seen.update(look for _, look in looks)
    return out


def _nearest_twin(key: str, mine: _Words, there: Sequence[_Words]) -> Features:
    """How like the drafts of the same place and day are to one of them."""
    kind = mine.draft.kind
    return {
        f"twin.{key}.place_day": 1.0,
        f"twin.{key}.mentions": float(max(len(o.draft.own) for o in there)),
        f"twin.{key}.names": float(max(len(mine.names & o.names) for o in there)),
        f"twin.{key}.kind": float(any(o.draft.kind is kind for o in there)),
        f"twin.{key}.accept": max(0.0, *(max(o.draft.incident.accepted) for o in there)),
        f"twin.{key}.words": float(max(len(mine.words & o.words) for o in there)),
    }
