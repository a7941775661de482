"""Read a toponym as a text prints it: the bare name, its kind word, the larger places.

"northeastern Badakhshan province" is the name Badakhshan with the kind word of a province;
"Fayzabad district (Badakhshan)" and "Faizabad, Badakhshan" name a larger place too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.codes import PlaceKind

_KIND_WORDS: Final[dict[str, tuple[PlaceKind, ...]]] = {
    word: kinds
    for words, kinds in (
        ("province provinces wilayat ولایت ولایات ولايت ولایته", (PlaceKind.PROVINCE,)),
        ("oblast oblasti viloyat welayat ostan", (PlaceKind.PROVINCE,)),
        ("district districts distirict disrict woleswali wuluswali", (PlaceKind.DISTRICT,)),
        ("uluswali ولسوالی ولسوالۍ ولسوالي tehsil agency rayon", (PlaceKind.DISTRICT,)),
        ("city town شهر ښار ښاري", (PlaceKind.CITY,)),
        ("township", (PlaceKind.CITY, PlaceKind.DISTRICT)),
        ("village hamlet قریه کلی کلي", (PlaceKind.CITY,)),
        ("quarter neighbourhood neighborhood suburb", (PlaceKind.DISTRICT, PlaceKind.CITY)),
        ("valley دره", (PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.SITE)),
        ("bazaar bazar locality", (PlaceKind.CITY, PlaceKind.SITE)),
        ("area", (PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.SITE, PlaceKind.REGION)),
        ("country", (PlaceKind.COUNTRY,)),
    )
    for word in words.split()
}
_SMALL: Final = frozenset(("village", "hamlet", "قریه", "کلی", "کلي"))
_CITY: Final = frozenset(("city", "شهر", "ښار"))
_DIRECTION: Final = re.compile(
    r"^(?:(?:far|central|mainly|mostly|remote|restive|volatile|mountainous|neighbou?ring)\s+)*"
    r"(?:(?:north|south)(?:[\s-]*(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|"
    r"restive|volatile|mountainous|remote|downtown|afghan|afghanistan['’]s)\s+(?=\S)",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^(?:the|in|near|from|at)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)
_PAREN: Final = re.compile(r"^(?P<name>[^()]*?)\s*\((?P<inner>[^()]*)\)\s*(?P<rest>[^()]*)$")
_SPLIT: Final = re.compile(r"\s*[,،;]\s*(?:in\s+)?")
_PARTING: Final = frozenset(",،;")
_OF: Final = re.compile(r"^(?P<word>\w+)\s+of\s+(?P<name>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toponym:
    """One name as printed, taken apart.

    Attributes:
        forms: Bare names to look up, the fullest first.
        kinds: What the kind word allows, or () where there is none.
        within: Larger places that the same words name, the nearest first.
        aside: What stood in brackets: another name, or a larger place.
        small: Whether it is called a village: many share a name, so it needs a larger place.
        city: Whether it is called a city, as seats of provinces are.
    """

    forms: tuple[str, ...]
    kinds: tuple[PlaceKind, ...] = ()
    within: tuple[str, ...] = ()
    aside: str = ""
    small: bool = False
    city: bool = False


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Toponym:
    """Take a toponym apart; every form stays a stretch of the text's own words."""
    first, *within = split(text) or ("",)
    aside = ""
    if "(" in first and (found := _PAREN.match(first)):
        first = f"{found['name']} {found['rest']}".strip()
        aside = found["inner"].strip()
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", first))
    name, kinds, word = _kind_word(bare)
    undirected = _DIRECTION.sub("", bare)
    if not kinds and undirected != bare:
        name, kinds, word = _kind_word(undirected)
    forms = [first, bare, name, _DIRECTION.sub("", name)]
    return Toponym(
        tuple(dict.fromkeys(f for f in forms if f)),
        kinds,
        tuple(within),
        aside,
        small=word in _SMALL,
        city=word in _CITY,
    )


def split(text: str) -> tuple[str, ...]:
    """The places that one string names, the smallest first: parts between commas."""
    stripped = text.strip()
    if not _PARTING.intersection(stripped):
        return (stripped,) if stripped else ()
    return tuple(part for part in _SPLIT.split(stripped) if part)


def _kind_word(text: str) -> tuple[str, tuple[PlaceKind, ...], str]:
    """Cut the kind word off either end; the text itself, () and "" where there is none."""
    head, _, last = text.rpartition(" ")
    first, _, tail = text.partition(" ")
    of = _OF.match(text) if " of " in text else None
    for name, word in ((of["name"], of["word"]) if of else ("", ""), (head, last), (tail, first)):
        lowered = word.casefold()
        if name and (kinds := _KIND_WORDS.get(lowered)):
            return name, kinds, lowered
    return text, (), ""
