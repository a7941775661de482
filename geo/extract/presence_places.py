"""Where a claim that is no single incident places its group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import PlaceKind, WherePrec
from geo.extract.presence_features import Scene
from geo.extract.reading import PlaceSpan
from geo.extract.scanning import Scan
from geo.model import ClaimPlace

HOME: Final = "AF"
_NO_SCENE: Final = frozenset({"dateline", "office", "government", "publisher", "group"})
_PREPOSITION: Final = re.compile(
    r"\b(?:in|into|from|to|across|throughout|inside|within|on|of|over|between|through|via|near|"
    r"with|and|or|for|leave|left|enter\w*|reach\w*|around|at|outside|accus\w*|blam\w*)"
    r"(?: the| all| whole| of| neighbou?ring| (?:north|south|east|west)(?:ern)?)* *\Z"
    r"|, *\Z|\A\s*\Z",
    re.IGNORECASE,
)
_DWELLERS: Final = re.compile(
    r"\b(?:students|residents|refugees|farmers|villagers|migrants|workers|tribesmen|people|traders|"
    r"families|men|youths?|pupils|fighters) in (?:the )?\Z"
)
_BANNED: Final = re.compile(
    r"\b(?:banned|outlawed|prohibited|proscribed|designated)(?: \w+){0,3}? in (?:the )?\Z",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"(?:'s|’s)?(?: \w+)? (?:says?|said|accus\w+|den(?:y|ies|ied)|reject\w*|claim\w*|blam\w+|"
    r"insist\w*|alleg\w+|maintain\w*|warn\w*|believ\w+)\b"
)
_TOLD_IN: Final = Scan(
    r"\b(?:said|says|told|tells|stated|announced|declared|assured|assures|warned|insisted|"
    r"testified|added|claimed)\b(?! (?:he|she|it|they|we|there|no|that|its|their|these)\b)"
    r"(?P<zone>(?:(?! and\b)[^;:.,“\"]){1,70}?)(?= that\b|,? [“\"])",
)
"""Where somebody spoke, and to whom: from the word of speech to what is said."""
_THERE: Final = re.compile(r"\bthere\b", re.IGNORECASE)
_ORIGIN: Final = re.compile(
    r"\bfrom (?:the |elsewhere in |both )*(?:[A-Z][\w'’-]*(?:,? and |, | )(?:the )?)*\Z"
)
_NEXT_CLAUSE: Final = re.compile(
    r"\band (?:that|is|are|has|have|had|was|were|recruits?|continues?|operates?|maintains?|runs?|"
    r"keeps?|it|they|the [A-Z])\b|, (?:has|have|with (?:its|their)|which|per|following)\b|"
    r", (?:and|while|but) (?:the|that|its?|their|they)\b"
)
_COUNTRY: Final = PlaceKind.COUNTRY
_DENIES: Final = re.compile(
    r"(?: (?:has|have|had|also|always|long|again|then|since|itself|\w+ly)){0,3} "
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed))\b"
)
_SEATS: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.CITY})
_OF_A_BODY: Final = re.compile(
    r"\.?(?:['’]s?)? (?!(?:and|or|\w+day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b)(?:[A-Z][a-z]+\b|(?:state|federal|central|special|"
    r"military|intelligence|security|defen[cs]e|foreign|interior|border|air|top|senior) \w+|"
    r"governments?|officials?|army|troops|forces|soldiers|diplomats?|lawmakers?|"
    r"authorities|generals?|commanders|watchdog|envoy|embassy|president|administration)"
)
"""What follows a country's name that only tells whose body or officer speaks or acts."""
_POINTS_BACK: Final = Scan(
    r"\b(?:there(?!(?:['’]s| (?:is|are|was|were|has|have|had|will|would|may|might|could|can|"
    r"exists?|existed|remains?|remained|seems?|appears?))\b)|(?:the|that|this)(?: same| whole)? "
    r"(?:province|district|region|area|city|valley|town)|"
    r"local(?:ly)? (?:chapter|branch|affiliate|wing|cell))\b",
    re.IGNORECASE,
)
_OWN_SOIL: Final = re.compile(
    r"\b(?:its|their)(?: own| entire| whole)? (?:soil|territory|land|borders)\b", re.IGNORECASE
)
_CHARGED: Final = re.compile(r"\b(?:accus|blam|alleg(?:e|es|ed|ing)\b)", re.IGNORECASE)
_LAND_OF: Final = {"TALIBAN": "AF", "PAK_GOV": "PK", "IRN_GOV": "IR", "TJK_GOV": "TJ"}
_TOGETHER: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the search for an actor starts from.

    Attributes:
        anchor: Offsets of the words that make the claim.
        slots: Offsets that patterns declare to be the actor.
        states: Whether state forces count.
        taliban: Whether the Taliban count like any group: they are insurgents, or hold ground.
        denied: Whether the claim is a denial.
        wide: Whether places far from the words count too, as for routes and money.
        counts: Whether the words are a number of people.
    """

    anchor: tuple[int, int]
    slots: tuple[tuple[int, int], ...] = ()
    states: bool = False
    taliban: bool = False
    denied: bool = False
    wide: bool = False
    counts: bool = False


def choose_places(
    scene: Scene, asked: Asked, earlier: Sequence[Scene] = ()
) -> tuple[PlaceSpan, ...]:
    """All places of a claim in its sentence; a country gives way to places within it.

    Where a government denies something "on its soil", its country. Where the sentence names
    none but points back ("the province", "there"), the last places within a country that the
    sentences before name.
    """
    if asked.denied and (own := _own_soil(scene)) is not None:
        return (own,)
    usable = [p for p in scene.places if _is_scene(scene, p) and not _of_speech(scene, p, asked)]
    if asked.denied and (land := _denying_land(scene, usable)) is not None:
        return (land,)
    if asked.counts:
        usable = [p for p in usable if not _of_others(scene, p, asked.anchor)]
    if not usable and _POINTS_BACK.search(scene.sentence.text):
        for past in reversed(earlier):
            back = [p for p in past.places if _is_scene(past, p) and p.kind is not _COUNTRY]
            if back:
                return (back[-1],)
    clause = clause_of(scene, asked.anchor)
    near = [p for p in usable if clause[0] <= p.start < clause[1]] or usable
    if not asked.wide:
        near = _around_nearest(near, asked.anchor)
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


def _around_nearest(places: list[PlaceSpan], anchor: tuple[int, int]) -> list[PlaceSpan]:
    """The places that stand together with the one nearest to the claim's words."""
    if not places:
        return []
    low = high = min(
        range(len(places)),
        key=lambda at: (
            2 * max(anchor[0] - places[at].end, 0) + max(places[at].start - anchor[1], 0)
        ),
    )
    while low > 0 and places[low].start - places[low - 1].end <= _TOGETHER:
        low -= 1
    while high + 1 < len(places) and places[high + 1].start - places[high].end <= _TOGETHER:
        high += 1
    return places[low : high + 1]


def _is_scene(scene: Scene, place: PlaceSpan) -> bool:
    """Whether a toponym can be where something is, not whose office or word it is."""
    base = scene.sentence.start
    before = scene.sentence.text[max(0, place.start - base - 24) : place.start - base]
    inside = place.role == "office" and _DWELLERS.search(before) is not None
    if place.status == "unresolved" or (place.role in _NO_SCENE and not inside):
        return False
    if place.kind is not _COUNTRY:
        return True
    after = scene.sentence.text[place.end - base : place.end - base + 30]
    if _SAYS.match(after) or _OF_A_BODY.match(after) or _BANNED.search(before):
        return False
    return _PREPOSITION.search(before) is not None


def _of_speech(scene: Scene, place: PlaceSpan, asked: Asked) -> bool:
    """Whether a place is where somebody spoke, not of what was said ("said in Vienna that ...")."""
    for s in scene.speakers:
        if s.scope_start <= asked.anchor[0] < s.scope_end and (
            s.start <= place.start < s.scope_start or s.scope_end <= s.start <= place.start
        ):
            return _THERE.search(scene.sentence.text, s.scope_start - scene.sentence.start) is None
    base = scene.sentence.start
    return any(
        base + zone.start("zone") <= place.start < base + zone.end() <= asked.anchor[0]
        for zone in _TOLD_IN.finditer(scene.sentence.text)
    )


def _of_others(scene: Scene, place: PlaceSpan, anchor: tuple[int, int]) -> bool:
    """Whether a place behind a number of people is where they come from, or another clause's."""
    base = scene.sentence.start
    between = scene.sentence.text[anchor[1] - base : place.start - base]
    return place.start >= anchor[1] and (
        _ORIGIN.search(between) is not None or _NEXT_CLAUSE.search(between) is not None
    )


def _own_soil(scene: Scene) -> PlaceSpan | None:
    """The country of the government that speaks of "its soil", named before in the sentence."""
    base = scene.sentence.start
    match = _OWN_SOIL.search(scene.sentence.text)
    if match is None or _CHARGED.search(scene.sentence.text[: match.start()]):
        return None
    owners = [(p.start, p.country) for p in scene.places if p.kind is _COUNTRY]
    owners += [(a.start, _LAND_OF.get(a.actors[0])) for a in scene.actors]
    known = [owner for owner in owners if owner[1] and owner[0] < base + match.start()]
    if not known:
        return None
    at = (base + match.start(), base + match.end())
    return _land(at, match.group(), max(known)[1], "place.own_soil")


def _denying_land(scene: Scene, usable: Sequence[PlaceSpan]) -> PlaceSpan | None:
    """The country whose government denies, where the sentence names no other place."""
    base, text = scene.sentence.start, scene.sentence.text
    governs = [p for p in scene.places if p.country and p.kind in _SEATS]
    denying = [p for p in governs if _DENIES.match(text, p.end - base)]
    if not denying or any(p not in denying for p in usable):
        return None
    said = denying[0]
    return _land((said.start, said.end), said.text, said.country, "place.denying_land")


def _land(at: tuple[int, int], text: str, country: str | None, rule: str) -> PlaceSpan:
    return PlaceSpan(
        start=at[0], end=at[1], text=text, rule=rule, status="resolved", place=None, kind=_COUNTRY,
        country=country, adm1=None,
    )  # fmt: skip


def clause_of(scene: Scene, anchor: tuple[int, int]) -> tuple[int, int]:
    """The clause around the claim's words, cut at semicolons and at "while" and the like."""
    base, cuts = scene.sentence.start, scene.cuts
    start = max(cut for cut in cuts if cut <= max(0, anchor[0] - base))
    end = min((cut for cut in cuts if cut >= anchor[1] - base), default=cuts[-1])
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
