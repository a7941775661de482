"""Places that no gazetteer lists: "eastern Afghanistan", "the border with Pakistan", "the city".

Some go back to a place named before ("the province", "the capital", "the same district").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import PlaceKind
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

_REGIONS: Final = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("place.side_of_country", rf"\b{_ERN}(?:(?:,| and|"
        rf" or) {_ERN})*,? (?:{_AREAS} of )?Afghanistan\b"),
        ("place.areas", rf"\b(?:[Ss]ome |[Mm]any |the |its )?{_ERN}(?:(?:,| and|"
        rf" or) {_ERN})* {_AREAS}"
         rf"(?: of {_HOME})?(?! (?:of|in) [A-Z])"),
        ("place.side", rf"\b(?:the|in the|its|Afghan) {_SIDE}(?:(?:,| and|, and|"
        rf" or)(?: the)? {_SIDE})*"
         rf"(?: of {_HOME})?\b(?! (?:of|side|bank|coast|gate|wing|end|Asia|"
         rf"and [a-z]+ern)\b)(?![-\w])"),
        ("place.border", r"\b(?:the |its |their )?(?:\w+ )?(?:border|frontier)(?: (?:areas?|"
        r"regions?|districts?|belt))?"
         r" (?:with (?:Pakistan|Tajikistan|Iran|Uzbekistan|Turkmenistan|China)|"
         r"between Afghanistan and \w+)\b"),
        ("place.border", r"\b(?:the )?(?:Afghan|Afghanistan)[-–/ ](?:and )?(?:Pakistani?|"
        r"Tajik(?:istan)?|Iran(?:ian)?)"
         r" (?:border|frontier)\b|\bDurand Line\b|\b(?:the )?Pakistan-Afghanistan border\b"),
    )
)  # fmt: skip
_BACK: Final = re.compile(
    r"\b(?P<how>[Tt]he|[Tt]he same|[Tt]hat|[Tt]his|[Tt]he Afghan|Afghanistan['’]s|"
    r"[Tt]he country['’]s) "
    r"(?P<what>capital(?: city)?|provincial capital|provincial centre|city|province|district|"
    r"country|town|"
    r"quarter|neighbou?rhood)\b(?! (?:of|hall|police|council|governor|chief|centre|"
    r"center)\b)(?!,? [A-Z])"
)
_PD: Final = re.compile(
    r"\b(?:PD ?-?\d{1,2}|[Pp]olice [Dd]istrict(?: No\.?)? ?\d{1,2}|(?:\d{1,2}(?:st|nd|rd|th)|first|"
    r"second|third|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:police|security|municipal) district)\b"
)
_REACH: Final = 3


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


def find_sides(text: str) -> Iterator[Region]:
    """Sides, areas and borders of the country."""
    for rule, pattern in _REGIONS:
        for match in pattern.finditer(text):
            yield Region(match.start(), match.end(), rule, PlaceKind.REGION, None, "AF")


def find_returns(
    text: str, mentions: Sequence[Mention], home: Place | None, capital: Place | None
) -> Iterator[Region]:
    """Words that go back to a place named before, and Kabul's police districts.

    Args:
        text: The document.
        mentions: Its toponyms, resolved, in order.
        home: The country that the text is about.
        capital: Its capital.
    """
    named = [m for m in mentions if m.place]
    starts = [m.start for m in named]
    if capital:
        for match in _PD.finditer(text):
            yield Region(
                match.start(),
                match.end(),
                "place.police_district",
                PlaceKind.DISTRICT,
                capital,
                "AF",
            )
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
    "quarter": PlaceKind.DISTRICT,
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
        if wanted is PlaceKind.CITY and place.kind is PlaceKind.PROVINCE:
            return place
    return None
