"""Toponyms of a text with what they mean there.

Names are found by `toponym_mentions`, kind words and larger places by `toponym_context`; the
resolver then chooses, and never guesses. What stays open is tried again with the places named
nearby.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from geo.codes import PlaceKind
from geo.extract.reading import ActorSpan, PlaceSpan, Sentence
from geo.extract.spans.regions import Region, find_returns, find_sides
from geo.extract.spans.toponym_context import add_kinds, add_wholes
from geo.extract.spans.toponym_mentions import Atlas, Mention, find_mentions
from geo.extract.spans.toponym_roles import datelines, role_of
from geo.model import Place
from geo.places.geocoder import Ambiguous, Resolution, Resolved

__all__ = ["Atlas", "find_places"]

_SITE: Final = re.compile(
    r"(?:['’]s)? (?P<site>(?:[A-Z][\w'’-]+ ){0,2}(?:(?:military|international|central|main|"
    r"provincial|high|"
    r"public|private|girls['’]|boys['’]) )?(?:[Mm]osque|[Uu]niversity|[Aa]irport|[Aa]irfield|"
    r"[Hh]otel|"
    r"[Hh]ospital|[Ss]hrine|[Ss]chool|[Pp]rison|[Bb]ridge|[Gg]ate|[Cc]rossing|[Dd]am|[Bb]azaar|"
    r"[Bb]ase))\b"
)
_NO_SCENE: Final = frozenset({"government", "publisher", "group", "dateline"})
_LISTED: Final = frozenset({"place.gazetteer", "place.spelling"})
_NEARBY: Final = 6
_SMALL: Final = frozenset({PlaceKind.CITY, PlaceKind.SITE, PlaceKind.DISTRICT})


def find_places(
    text: str, sentences: Sequence[Sentence], atlas: Atlas, actors: Sequence[ActorSpan] = ()
) -> tuple[PlaceSpan, ...]:
    """Find every toponym, in order, resolved where the words allow it.

    Args:
        text: The document.
        sentences: Its sentences.
        atlas: The gazetteer, prepared.
        actors: Mentions of actors; a toponym inside a group's name gets the role "group".
    """
    mentions = find_mentions(text, sentences, atlas)
    add_kinds(text, mentions)
    add_wholes(text, mentions)
    mentions = [m for m in mentions if m.kind or m.within or not m.weak]
    heads = _marked(text, datelines(text, tuple(_paragraph_starts(sentences))))
    _resolve(mentions, atlas, heads)
    mentions = [m for m in mentions if m.place or m.whole or m.options]
    groups = _marked(text, ((a.start, a.end) for a in actors if a.basis == "lexicon"))
    home, capital = atlas.gazetteer.get("AF"), _capital(atlas.gazetteer)
    sides = list(find_sides(text, home))
    covered = _marked(text, ((side.start, side.end) for side in sides))
    shown = [m for m in mentions if not (covered[m.start] and covered[m.stop - 1])]
    spans = [_span(text, m, heads, groups) for m in shown]
    scenes = [m for m, s in zip(shown, spans, strict=True) if s.role not in _NO_SCENE]
    spans = [s for s in spans if s.role != "group" or (s.place and s.rule in _LISTED)]
    taken = _marked(text, ((span.start, span.end) for span in spans))
    for region in (*sides, *find_returns(text, scenes, home, capital)):
        if not any(taken[region.start : region.end]):
            taken[region.start : region.end] = b"\1" * (region.end - region.start)
            spans.append(_region(text, region))
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _marked(text: str, stretches: Iterable[tuple[int, int]]) -> bytearray:
    """One byte for each character, set inside the stretches."""
    marks = bytearray(len(text))
    for start, end in stretches:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _capital(gazetteer: Iterable[Place]) -> Place | None:
    return next((place for place in gazetteer if place.capital_of == "AF"), None)


def _paragraph_starts(sentences: Iterable[Sentence]) -> Iterator[int]:
    seen = -1
    for sentence in sentences:
        if sentence.paragraph != seen:
            seen = sentence.paragraph
            yield sentence.start


def _resolve(mentions: list[Mention], atlas: Atlas, heads: bytearray) -> None:
    """Settle what each mention means: larger places first, then by what is named nearby."""
    for mention in reversed(mentions):  # larger places mostly follow
        if mention.options:
            mention.result = _ask(mention, atlas, "")
        else:
            mention.whole = next((w.place for w in mention.within if w.place), None)
    known = [m for m in mentions if m.place and m.place.adm1 and not heads[m.start]]
    starts = [m.start for m in known]
    for mention in mentions:
        if mention.place or mention.whole:
            continue
        for other in _nearest(mention, known, starts):
            if not other.place:
                continue
            if not mention.options:
                if abs(other.sentence - mention.sentence) <= 1:
                    mention.whole = other.place
                break
            result = _ask(mention, atlas, other.place.place_id)
            if isinstance(result, Resolved):
                mention.result = result
                break
        if mention.place is None and isinstance(mention.result, Ambiguous):
            mention.result = _seat(mention) or mention.result


def _seat(mention: Mention) -> Resolution | None:
    """The one seat of a province among homonyms, where no kind word says otherwise."""
    if mention.kind not in (None, PlaceKind.CITY) or not isinstance(mention.result, Ambiguous):
        return None
    seats = [place for place in mention.result.candidates if place.capital_of]
    if len(seats) != 1:
        return None
    return Resolved(mention.name, seats[0], reason="seat of a province")


def _nearest(mention: Mention, known: Sequence[Mention], starts: Sequence[int]) -> list[Mention]:
    """Resolved mentions by nearness, those before and those in the same sentence first."""

    def distance(other: Mention) -> tuple[int, int]:
        sentences = mention.sentence - other.sentence
        return (sentences if sentences >= 0 else 1 - sentences, abs(other.start - mention.start))

    at = bisect_left(starts, mention.start)
    return sorted(known[max(0, at - _NEARBY) : at + _NEARBY], key=distance)[:_NEARBY]


def _ask(mention: Mention, atlas: Atlas, near: str) -> Resolution:
    kind: PlaceKind | None = None
    if mention.kind in (PlaceKind.PROVINCE, PlaceKind.DISTRICT):
        kind = mention.kind
    if mention.kind is PlaceKind.CITY and any(p.kind is PlaceKind.CITY for p in mention.options):
        kind = PlaceKind.CITY
    for whole in mention.within:
        place = whole.place.place_id if whole.place else whole.name
        for sort in (kind, None) if kind else (None,):
            answer = atlas.resolve(mention.name, sort, place, near)
            if isinstance(answer, Resolved):
                return answer
    answer = atlas.resolve(mention.name, kind, "", near)
    if kind and not isinstance(answer, (Resolved, Ambiguous)):
        answer = atlas.resolve(mention.name, None, "", near)
    return answer


def _span(
    text: str,
    mention: Mention,
    heads: bytearray,
    groups: bytearray,
) -> PlaceSpan:
    end = mention.stop
    place = mention.place or mention.whole
    if heads[mention.start]:
        role = "dateline"
    elif groups[mention.start] and groups[mention.end - 1]:
        role = "group"
    else:
        role = role_of(text, mention.start, end)
    candidates = mention.result.candidates if isinstance(mention.result, Ambiguous) else ()
    kind = mention.kind or (place.kind if place else None)
    if kind is None:
        kind = (candidates or mention.options)[0].kind
    rule = mention.rule
    site = _SITE.match(text, end, end + 60)
    if place and site and not role and place.kind is not PlaceKind.COUNTRY:
        end, kind, rule = site.end(), PlaceKind.SITE, "place.site"
    return PlaceSpan(
        start=mention.start,
        end=end,
        text=text[mention.start : end],
        rule=rule,
        status="resolved" if place else "ambiguous" if candidates else "unresolved",
        place=place,
        kind=kind,
        country=(place.country or None) if place else _shared(p.country for p in candidates),
        adm1=place.adm1 if place else _shared(p.adm1 for p in candidates),
        candidates=candidates,
        role=role,
    )


def _shared(values: Iterable[str | None]) -> str | None:
    """What all values are, or None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _region(text: str, region: Region) -> PlaceSpan:
    return PlaceSpan(
        start=region.start,
        end=region.end,
        text=text[region.start : region.end],
        rule=region.rule,
        status="resolved",
        place=region.place,
        kind=region.kind,
        country=region.country or None,
        adm1=region.place.adm1 if region.place else None,
        role="",
    )
