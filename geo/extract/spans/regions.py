"""Places that no gazetteer lists: "eastern Afghanistan", "the border with Pakistan", "the city".

Some go back to a place named before ("the province", "the capital", "the same district").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import PlaceKind
from geo.extract.scanning import Scan, Scans
from geo.extract.spans.toponym_mentions import Mention
from geo.model import Place

_SIDE: Final = r"(?:(?:north|south)(?:-?(?:east|west))?|east|west)"
_ERN: Final = rf"(?:(?:{_SIDE}ern)|central)"
_AREAS: Final = (
    r"(?:provinces|regions?|areas?|parts?|districts|highlands|borderlands|border (?:belt|areas?|"
    r"regions?|"
    r"provinces|districts))"
)
_HOME: Final = r"(?:Afghanistan|the country)"

_SIDES: Final = rf"{_SIDE}(?:(?:,| and|, and| or)(?: the| in the)? {_SIDE})*"
_ERNS: Final = rf"{_ERN}(?:(?:,| and| or) {_ERN})*"
_EDGE: Final = r"(?:border|frontier)(?: (?:areas?|regions?|districts?|belt))?"
_REGIONS: Final = {
    "place.side_of_country": re.compile(rf"\b{_ERNS},? (?:{_AREAS} of )?Afghanistan\b"),
    "place.areas": re.compile(
        rf"\b(?:[Ss]ome |[Mm]any |the |its )?{_ERNS} {_AREAS}(?: of {_HOME})?(?! (?:of|in) [A-Z])"
    ),
    "place.side": re.compile(
        rf"\b(?:the|its|Afghan) {_SIDES}(?: of {_HOME})?\b(?![-\w])"
        r"(?! (?:of|side|bank|coast|gate|wing|end|Asia|and [a-z]+ern)\b)"
    ),
    "place.border": re.compile(
        rf"\b(?:the |its |their )?{_EDGE}"
        r" (?:with (?:Pakistan|Tajikistan|Iran|Uzbekistan|Turkmenistan|China|Afghanistan)|"
        r"between Afghanistan and \w+)\b"
    ),
    "place.border_named": re.compile(
        r"\b(?:the )?(?:Afghan|Afghanistan)[-–/ ](?:and )?(?:Pakistani?|Tajik(?:istan)?|"
        r"Iran(?:ian)?)"
        rf" {_EDGE}\b|\bDurand Line\b|\b(?:the )?(?:Pakistan-Afghanistan|Pakistani?|Tajik|"
        rf"Iranian) {_EDGE}\b"
    ),
    "place.neighbours": re.compile(
        r"\b(?:(?:two|three|several|some|these|other|the|"
        r"its) )?neighbou?ring (?:countries|states)\b"
    ),
    "place.soil": re.compile(r"\b(?:Afghan|Afghanistan['’]s|its|their|our) (?:soil|territory)\b"),
}
_SCANS: Final = Scans(_REGIONS)
_COMPASS: Final = ("north", "south", "east", "west", "central", "North", "South", "East", "West")
_WORDS: Final = {
    "place.side_of_country": _COMPASS,
    "place.areas": _COMPASS,
    "place.side": _COMPASS,
    "place.border": ("border", "frontier"),
    "place.border_named": ("border", "frontier", "Durand"),
    "place.neighbours": ("neighbo",),
    "place.soil": ("soil", "territory"),
}
"""Words without which a rule cannot fire."""
_FAR_SIDE: Final = (("TJ", re.compile(r"\bTajik|\bDushanbe")), ("IR", re.compile(r"\bIran")))
_BACK: Final = Scan(
    r"\b(?P<how>[Tt]he|[Tt]he same|[Tt]hat|[Tt]his|[Tt]he Afghan|Afghanistan['’]s|"
    r"[Tt]he country['’]s) "
    r"(?P<what>capital(?: city)?|provincial capital|provincial centre|city|province|district|"
    r"country|town|"
    r"neighbou?rhood)\b(?! (?:of|hall|police|council|governor|chief|centre|"
    r"center)\b)(?!,? [A-Z])"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A place in words.

    Attributes:
        start: Offset of the first character [code points].
        end: Just past the last character.
        rule: What found it.
        kind: What sort of place it is.
        place: A place of the gazetteer that it goes back to, or None.
        country: ISO 3166-1 alpha-2.
    """

    start: int
    end: int
    rule: str
    kind: PlaceKind
    place: Place | None
    country: str


def find_sides(text: str, home: Place | None) -> Iterator[Region]:
    """Sides, areas and borders of the country, its neighbours, and its soil."""
    spots = _SCANS.spots(text)
    for rule in _REGIONS:
        if not any(word in text for word in _WORDS[rule]):
            continue
        for match in _SCANS.matches(rule, text, spots):
            kind, place, country = PlaceKind.REGION, None, "AF"
            words = match.group()
            if rule == "place.neighbours":
                country = ""
            elif rule == "place.soil":
                if not words.startswith("Afghan"):
                    continue
                kind, place = PlaceKind.COUNTRY, home
            elif words.endswith("with Afghanistan"):
                near = text[max(0, match.start() - 160) : match.end() + 60]
                country = next((c for c, hint in _FAR_SIDE if hint.search(near)), "PK")
            yield Region(match.start(), match.end(), rule, kind, place, country)


def find_returns(
    text: str, mentions: Sequence[Mention], home: Place | None, capital: Place | None
) -> Iterator[Region]:
    """Words that go back to a place named before.

    Args:
        text: The document.
        mentions: Its toponyms, resolved, in order.
        home: The country that the text is about.
        capital: Its capital.
    """
    named = [m for m in mentions if m.place]
    starts = [m.start for m in named]
    at = 0
    for match in _BACK.finditer(text):
        while at < len(starts) and starts[at] < match.start():
            at += 1
        what = match["what"].lower()
        if what == "country":
            if home and match["how"].lower() == "the":
                yield Region(
                    match.start(),
                    match.end(),
                    "place.the_country",
                    PlaceKind.COUNTRY,
                    home,
                    home.country,
                )
            continue
        if what.startswith("capital"):
            place: Place | None = capital
        else:
            place = _last(named[:at][-12:], what)
        if place:
            yield Region(
                match.start(),
                match.end(),
                "place.back",
                _KIND_OF.get(what, PlaceKind.CITY),
                place,
                place.country,
            )


_KIND_OF: Final = {
    "province": PlaceKind.PROVINCE,
    "district": PlaceKind.DISTRICT,
    "neighbourhood": PlaceKind.DISTRICT,
    "neighborhood": PlaceKind.DISTRICT,
}


def _last(named: Sequence[Mention], what: str) -> Place | None:
    """The place named last that the words may mean."""
    wanted = _KIND_OF.get(what, PlaceKind.CITY)
    for mention in reversed(named):
        place = mention.place
        if place is None or place.kind is PlaceKind.COUNTRY:
            continue
        if PlaceKind.PROVINCE is wanted or what.startswith("provincial"):
            return place
        if place.kind is wanted or mention.kind is wanted:
            return place
        unnamed = mention.kind is None and place.kind is PlaceKind.PROVINCE
        if what == "city" and unnamed:
            return place
    return None
