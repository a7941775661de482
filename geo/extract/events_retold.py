"""Incidents that a text tells twice (a caption, a later paragraph), and those beyond its scope."""

import re
from collections.abc import Sequence
from typing import Final

from geo.codes import EventType, PlaceKind
from geo.extract.events_clusters import Incident
from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_features import article
from geo.extract.events_links import apart, near_dates, near_places
from geo.extract.events_sides import FORCES_OF
from geo.extract.reading import DateSpan, PlaceSpan
from geo.extract.scanning import Scan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

UNLINKED: Final = 0.4
"""What is left of the score of an incident abroad that nothing links to Afghanistan."""
_EXACT: Final = frozenset({PlaceKind.SITE, PlaceKind.CITY, PlaceKind.DISTRICT})
_CRIMES: Final = frozenset({EventType.ARRESTS, EventType.DISRUPTED_WEAPONS_USE})
_BOMBS: Final = frozenset({EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE})
_LOOSE: Final = frozenset({EventType.ATTACK, EventType.ARMED_CLASH})
_DAYS: Final = 2
_NEXT_DOOR: Final = frozenset({"PK", "IR", "IN"})
_LINK: Final = Scan(r"\b(?:afghan\w*|taliban|talib|durand|frontier|border\w*)\b", re.IGNORECASE)


def join_retold(context: Context, drafts: Sequence[Draft]) -> list[Incident]:
    """The incidents of drafts, those that are told twice joined into one.

    Args:
        context: The document.
        drafts: Incidents with their fields, in order.

    Returns:
        One incident for each group of drafts that agree on place, day, sort, doer and toll.
    """
    groups: list[list[Draft]] = []
    alike: dict[object, list[int]] = {}
    last: tuple[Draft, int] | None = None
    for draft in drafts:
        key = _place_and_day(draft)
        home = last[1] if last and _counts(context, last[0], draft) else None
        if home is None and key is not None:
            told = (
                k for k in alike.get(key, ()) if all(same(context, d, draft) for d in groups[k])
            )
            home = next(told, None)
        if home is None:
            home = len(groups)
            groups.append([])
            if key is not None:
                alike.setdefault(key, []).append(home)
        groups[home].append(draft)
        if last is None or draft.own[-1].index > last[0].own[-1].index:
            last = draft, home
    out: list[Incident] = []
    for group in groups:
        pairs = sorted(
            (
                (mention, score)
                for d in group
                for mention, score in zip(d.incident.mentions, d.incident.accepted, strict=True)
            ),
            key=lambda x: x[0].index,
        )
        out.append(Incident([m for m, _ in pairs], [s for _, s in pairs]))
    return out


def _place_and_day(draft: Draft) -> object:
    """What two drafts of one incident have in common; None where a draft is like no other."""
    if draft.place is None or draft.place.adm1 is None or draft.day is None:
        return None
    return draft.place.adm1, draft.day.first, draft.day.last


def _counts(context: Context, near: Draft, draft: Draft) -> bool:
    """Whether a draft counts the dead of the one told last, right behind it in its paragraph."""
    sentence = context.sentences[draft.own[0].sentence]
    if near.kind in _CRIMES:
        return False
    before = context.sentences[near.own[-1].sentence]
    if not 0 < sentence.index - before.index <= _BEHIND or before.paragraph != sentence.paragraph:
        return False
    return _is_count(context, draft, near.place.adm1 if near.place else None)


def _is_count(context: Context, draft: Draft, home: str | None) -> bool:
    """Whether a draft only gives a toll: "Six dead and 13 hurt, according to the police".

    It has no trigger but those of its toll, says whose count it is, and names no province but
    `home` and no day before the toll.
    """
    first = draft.own[0]
    text = context.sentences[first.sentence].text
    deed = any(m.hit.pattern.role != "toll" for m in draft.own if m.sentence == first.sentence)
    if deed or not _COUNT.search(text) or _OTHER.search(text):
        return False
    _, stop = context.clause_span(first.sentence, first.clause)
    places = [p for p in context.places[first.sentence] if p.start < stop and not p.role]
    dates = [d for d in context.dates[first.sentence] if d.start < stop and not d.role]
    tolls = [t for t in context.tolls[first.sentence] if t.start <= first.start < t.end and t.best]
    return (
        any(t.rule in _COUNTS and t.what == "deaths" for t in tolls)
        and not {p.adm1 for p in places} - {home, None}
        and all(d.modifier == "as_of" for d in dates)
    )


_COUNTS: Final = frozenset((
    "toll.passive", "toll.participle", "toll.noun", "toll.died", "toll.labelled",
    "toll.death_toll", "toll.lives",
))  # fmt: skip
_COUNT: Final = re.compile(
    r"\b(?:according to|sa(?:id|ys|y)|told|count(?:ed|s)?|reckon\w*|reported|official\w*|police|"
    r"hospitals?|ministry|authorities|unama|toll|spoke of|put)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:separate\w*|another|second|elsewhere|other (?:attack|incident)\w*|in all|since|so far|"
    r"this year|overall|altogether|total)\b",
    re.IGNORECASE,
)
"""Words of another incident, or of a sum over several."""
_BEHIND: Final = 2


def same(context: Context, first: Draft, second: Draft) -> bool:
    """Whether two drafts tell of one incident: nothing that the text gives speaks against it."""
    if not _same_place(first.place, second.place) or not _same_day(first.day, second.day):
        return False
    doers = {i for i, _, _ in first.actors}, {i for i, _, _ in second.actors}
    distinct = (
        not _alike(first.kind, second.kind)
        or _entries(context, first)
        or _entries(context, second)
        or (doers[0] and doers[1] and not doers[0] & doers[1])
        or any(article(context, m) in ("another", "many") for m in second.own)
        or any(apart(context, a, b) for a in first.own for b in second.own)
    )
    rivals = any(_rival(first, second, what) for what in ("deaths", "injured"))
    return not distinct and (not rivals or _told_again(context, second))


def _same_place(first: PlaceSpan | None, second: PlaceSpan | None) -> bool:
    if first is None or second is None or first.adm1 is None or first.adm1 != second.adm1:
        return False
    exact = first.kind is second.kind and first.kind in _EXACT
    return not exact or first.place == second.place


def _same_day(first: DateSpan | None, second: DateSpan | None) -> bool:
    if first is None or second is None or (first.prec or 9) > _DAYS:
        return False
    return (first.first, first.last) == (second.first, second.last)


def _alike(first: EventType, second: EventType) -> bool:
    pair = {first, second}
    return len(pair) == 1 or pair <= _BOMBS or (bool(pair & _LOOSE) and not pair & _CRIMES)


def _entries(context: Context, draft: Draft) -> bool:
    """Whether an incident stands in an entry of a dated list, which tells it once."""
    return any(context.sentences[m.sentence].paragraph in context.dated_lines for m in draft.own)


def _told_again(context: Context, draft: Draft) -> bool:
    """Whether a draft speaks of "the attack" and names no place or day of its own."""
    if not any(article(context, m) in ("definite", "this") for m in draft.own):
        return False
    return not any(near_places(context, m) or near_dates(context, m) for m in draft.own)


def _rival(first: Draft, second: Draft, what: str) -> bool:
    """Whether both give a toll of one sort and none of the figures is the same."""
    a = {t.best for t in first.tolls if t.what == what and t.best is not None}
    b = {t.best for t in second.tolls if t.what == what and t.best is not None}
    return bool(a and b and not a & b)


def unlinked(context: Context, draft: Draft) -> bool:
    """Whether an attack next door has no doer, no listed group and no Afghan link (6.13)."""
    if draft.actors or draft.place is None or draft.place.country not in _NEXT_DOOR:
        return False
    reach = 0 if _entries(context, draft) else 1
    indices = {m.sentence + k for m in draft.own for k in range(-reach, reach + 1)}
    for index in indices & set(range(len(context.sentences))):
        sentence = context.sentences[index]
        if _LINK.search(context.text, sentence.start, sentence.end):
            return False
        if any(p.country == "AF" for p in context.places[index]):
            return False
        if any(_listed(actor) for span in context.actors[index] for actor in span.actors):
            return False
    return True


def _listed(actor: str) -> bool:
    """Whether an id is an armed group of the codebook's list."""
    return actor not in FORCES_OF | {UNKNOWN_ACTOR, ANY_ACTOR} and not actor.startswith("OTHER:")
