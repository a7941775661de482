"""Where a text names places: gazetteer names, their other spellings, and names new to us.

A name that the gazetteer does not know is kept only where a kind word ("Shultan district") or
a larger place beside it ("at Davang, in the Shahr-e Buzurg district") says that it is one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geo.codes import PlaceKind
from geo.extract.reading import Sentence
from geo.extract.scanning import Scan
from geo.extract.spans.matching import Terms, fold
from geo.model import Place
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver, Resolution, Resolved

KINDS: Final = {
    "province": PlaceKind.PROVINCE,
    "oblast": PlaceKind.PROVINCE,
    "district": PlaceKind.DISTRICT,
    "agency": PlaceKind.DISTRICT,
    "city": PlaceKind.CITY,
    "town": PlaceKind.CITY,
    "village": PlaceKind.CITY,
    "hamlet": PlaceKind.CITY,
    "bazaar": PlaceKind.CITY,
    "valley": PlaceKind.REGION,
    "area": PlaceKind.CITY,
    "quarter": PlaceKind.DISTRICT,
    "neighbourhood": PlaceKind.DISTRICT,
    "neighborhood": PlaceKind.DISTRICT,
    "suburb": PlaceKind.DISTRICT,
    "township": PlaceKind.DISTRICT,
    "sector": PlaceKind.DISTRICT,
}

_CAPITAL: Final = r"[^\W\d_a-z][\w'’]*"
_RUN: Final = re.compile(
    rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|(?:e|i|y|ye|ul|al|aw|wa|wal)(?=[ -]))){{0,7}}"
)
_PART: Final = re.compile(r"[\w'’]+")
_KIND_WORD: Final = (
    r"district|village|area|neighbou?rhood|quarter|valley|town|city|bazaar|hamlet|township|suburb|"
    r"sector|District|Village|Valley|City|Town|province|Province"
)
_NEW_BEFORE: Final = re.compile(
    rf"\b(?P<name>{_CAPITAL}(?:[ -](?:{_CAPITAL}|(?:e|i|ul|al|"
    rf"wa)(?=[ -]))){{0,3}}) (?P<kind>{_KIND_WORD})\b"
)
_NEW_AFTER: Final = Scan(
    r"\b(?P<kind>village|district|town|city|area|neighbou?rhood|hamlet|valley|bazaar) (?:of|called|"
    r"named) "
    rf"(?P<name>{_CAPITAL}(?:[ -](?:{_CAPITAL}|(?:e|i|ul|al|wa)(?=[ -]))){{0,3}})"
)
_NEW_IN: Final = Scan(
    r"\b(?:[Aa]t|[Ii]n|[Nn]ear|[Oo]utside|[Aa]round) (?:the )?"
    rf"(?P<name>{_CAPITAL}(?:[ -](?:{_CAPITAL}|(?:e|i|ul|al|wa)(?=[ -]))){{0,3}})"
    r"(?=,? in (?:the )?[A-Z]|, [A-Z]|, (?:a|the) \w+ (?:of|in) |['’]s [A-Z])"
)
_NOT_NEW: Final = frozenset(
    """
    the a an this that in on at its his her their our monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november
    december police taliban islamic ramadan eid new old green red blue central northern southern
    eastern western upper lower afghan pakistani provincial capital each every another one two
    three same security military border tribal rural remote populous residential neighbouring
    neighboring diplomatic shia shiite sunni hazara north south east west district city province
    isis daesh president mr general no such khorasan khurasan state chinese iranian turkish
    russian tajik uzbek indian baloch pashtun arab american british german austrian french
    european news press kurdish syrian iraqi saudi haqqani resistance republic government former
    national
    """.split()  # noqa: SIM905
)
_KIND_AFTER: Final = re.compile(rf"(?:['’]s)?[ -](?:{_KIND_WORD})\b")
_TITLE_BEFORE: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Mullah|Mulla|Mawlawi|"
    r"Maulvi|Mawlavi|Molvi|Maulana|Qari|Haji|Sheikh|Sayed|Sayyed|Syed|Mohammad|Mohammed|Muhammad|"
    r"Abdul|Ustad|Engineer|Hafiz|Malik|Ahmad|Ahmed|Ghulam|Khan|Commander|President|Senator|"
    r"Minister|Ali|Amir|Mufti|Sardar|Bibi|Gul|Agha|Pir|Abu|Ibn|ur|bin|Ayatollah|Hussain|Ullah|"
    r"brothers|spokesman|governor|chief|commander|named)[. -]+\Z"
)
_GIVEN: Final = re.compile(r"(?<![-–.])\b(?P<name>[A-Z][a-z]+) \Z")
_NO_GIVEN: Final = frozenset(
    """
    in at near from of to on by for with and or but the a an around outside inside across into
    after before between both while when where as since until upon toward towards through over
    under via along northern southern eastern western central north south east west northeast
    northwest southeast southwest northeastern northwestern southeastern southwestern upper
    lower greater old new camp base fort district province city town village taliban daesh isis
    afghan afghanistan pakistan pakistani kabul herat nangarhar kandahar kunar kunduz takhar
    badakhshan baghlan balkh parwan kapisa panjshir helmand farah faryab ghazni ghor khost
    laghman logar nimroz nuristan paktia paktika samangan uruzgan wardak zabul badghis bamyan
    daykundi jowzjan not only also like take especially mainly including nearby neighbouring
    neighboring reporting yesterday monday tuesday wednesday thursday friday saturday sunday
    meanwhile
    """.split()  # noqa: SIM905
)
_SURNAME_AFTER: Final = re.compile(
    r" (?:[A-Z]\w*(?:i|zai|zada|khel|ullah|uddin|yar|mal|wal)|Khan|Ahmad|Ahmed|Ali|Mohammad|Shah)\b"
)
_HARD: Final = frozenset(
    """
    march marsh marc mark may bay batty reg farsi said sayed saeed sayyid sharif hazara haqqani
    bin bst kbl key cnn aqa boost host barack emirate emirates fateh ashoka faro gor ali khan
    baba shah new central union paradise victoria fatima hussain sultan sultani naik maruf
    marouf kakar bost bust markaz jordan georgia mira sabri titan tita daman dara qala chinar
    """.split()  # noqa: SIM905
)
"""Names that are more often a word or a person; they need a kind word or a larger place."""
_SOFT: Final = frozenset(
    """
    bak las lal khas kai miri kot bati gala jaji ribat miran kama oman mardan burka mazar rabat
    janda nika naka swak bala andar bagh argo zari zhari tani tala doab bangi hadir garm giro
    gomal kang mizan spin spain nawa nari chal bal ab
    """.split()  # noqa: SIM905
)
"""Short names that are words too; a preposition of place before them will do."""
_PLACED: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]f|[Ff]rom|[Aa]round|[Oo]utside|[Ii]nto|[Bb]y|to|across|towards?|"
    r"(?:north|south)?(?:east|west|north|south)(?:ern)?) \Z"
)
_SPELLING: Final = 5
_LONGEST: Final = 4


@dataclass(slots=True)
class Mention:
    """A name in the text while its meaning is being settled.

    Attributes:
        start: Offset of the first character [code points].
        end: Just past the name; `kind_end` just past its kind word.
        name: The words.
        options: What the gazetteer has under that name; () for a name new to it.
        rule: How it was found.
        sentence: Index of its sentence.
        weak: Whether it needs a kind word or a larger place to count.
        kind: What sort of place the words say it is.
        within: Mentions of places that the text puts it in.
        result: What the resolver said.
        whole: For a name new to us: the place it is in.
    """

    start: int
    end: int
    name: str
    options: tuple[Place, ...]
    rule: str
    sentence: int
    weak: bool = False
    kind: PlaceKind | None = None
    kind_end: int = 0
    within: "list[Mention]" = field(default_factory=list)
    result: Resolution | None = None
    whole: Place | None = None

    @property
    def place(self) -> Place | None:
        """What it means, where that is settled."""
        return self.result.place if isinstance(self.result, Resolved) else None

    @property
    def stop(self) -> int:
        """Just past the name and its kind word."""
        return max(self.end, self.kind_end)


@dataclass(frozen=True, slots=True)
class Atlas:
    """The gazetteer as names to look for, and its resolver.

    Attributes:
        terms: All names as printed.
        gazetteer: The places.
        candidates: What the gazetteer has under a name in any spelling.
        resolve: Name, kind and the ids (or words) of a larger and a near place, to a result.
    """

    terms: Terms[Place]
    gazetteer: Gazetteer
    candidates: Callable[[str], tuple[Place, ...]]
    resolve: Callable[[str, PlaceKind | None, str, str], Resolution]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Atlas":
        """Prepare a gazetteer for reading texts."""
        resolver = PlaceResolver(gazetteer)

        @lru_cache(maxsize=1 << 14)
        def resolve(name: str, kind: PlaceKind | None, within: str, near: str) -> Resolution:
            close = gazetteer.get(near)
            return resolver.resolve(
                name,
                kind=kind,
                within=gazetteer.get(within) or within or None,
                near=(close,) if close else (),
            )

        seek = lru_cache(maxsize=1 << 14)(gazetteer.candidates)
        return cls(Terms(gazetteer.aliases()), gazetteer, seek, resolve)


def find_mentions(text: str, sentences: Sequence[Sentence], atlas: Atlas) -> list[Mention]:
    """Every name that may be a place's, in order, none inside another."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    for source in (_exact(text, atlas), _spelled(text, atlas, taken), _new(text)):
        for start, end, options, rule in source:
            if any(taken[start:end]) or not _is_name(text, start, end, options):
                continue
            taken[start:end] = b"\1" * (end - start)
            weak = _is_weak(text, start, end, options)
            found.append(Mention(start, end, text[start:end], options, rule, 0, weak))
    found.sort(key=lambda mention: mention.start)
    index = 0
    for mention in found:
        while index + 1 < len(sentences) and sentences[index + 1].start <= mention.start:
            index += 1
        mention.sentence = index
    return found


_Found = tuple[int, int, tuple[Place, ...], str]


def _exact(text: str, atlas: Atlas) -> Iterator[_Found]:
    for start, end, options in atlas.terms.find(fold(text)):
        if not text[start].islower() or text[start:end].endswith("police district"):
            yield start, end, options, "place.gazetteer"


def _spelled(text: str, atlas: Atlas, taken: bytearray) -> Iterator[_Found]:
    """Names in other spellings than the gazetteer's, by the key that all spellings share."""
    for run in _RUN.finditer(text):
        first, last = run.span()
        if last - first < _SPELLING or (taken[first] and taken[last - 1]):
            continue
        words = run.group()
        if " " not in words and "-" not in words:  # most runs are one word
            name = words.removesuffix("'s").removesuffix("’s")
            fit = len(name) >= _SPELLING and not name.isupper() and not taken[first]
            if fit and (options := atlas.candidates(name)):
                yield first, first + len(name), options, "place.spelling"
            continue
        parts = [
            (m.start(), m.end())
            for m in _PART.finditer(text, run.start(), run.end())
            if not taken[m.start()]
        ]
        at = 0
        while at < len(parts):
            step = 1
            for size in range(min(_LONGEST, len(parts) - at), 0, -1):
                start, end = parts[at][0], parts[at + size - 1][1]
                name = text[start:end].removesuffix("'s").removesuffix("’s")
                if len(name) < _SPELLING or name[0].islower() or name.isupper():
                    continue
                if options := atlas.candidates(name):
                    yield start, start + len(name), options, "place.spelling"
                    step = size
                    break
            at += step


def _new(text: str) -> Iterator[_Found]:
    for pattern, rule in (
        (_NEW_BEFORE, "place.kind_word"),
        (_NEW_AFTER, "place.kind_word"),
        (_NEW_IN, "place.in_known"),
    ):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            while (word := _PART.match(text, start, end)) and word.group().lower() in _NOT_NEW:
                start = word.end() + 1
            possessed = "'s" in text[start:end] or "’s" in text[start:end]
            if start < end and text[start].isupper() and not possessed:
                yield start, end, (), rule


def _is_name(text: str, start: int, end: int, options: tuple[Place, ...]) -> bool:
    """Whether the words are a name here, and not part of a person's name."""
    if any(p.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for p in options):
        name = text[start:end]
        return text[end : end + 1] != "$" and not (len(name) <= 2 and not name.isupper())
    if _KIND_AFTER.match(text, end, end + 16):
        return True
    if _is_surname(text, start):
        return False
    if _TITLE_BEFORE.search(text, max(0, start - 16), start):
        return False
    return _SURNAME_AFTER.match(text, end, end + 16) is None


def _is_surname(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before, as in "Khalid Zadran"."""
    given = _GIVEN.search(text, max(0, start - 24), start)
    return bool(given) and given is not None and given["name"].lower() not in _NO_GIVEN


def _is_weak(text: str, start: int, end: int, options: tuple[Place, ...]) -> bool:
    """Whether the name alone is no proof of a place."""
    if not options:
        return True
    if any(p.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for p in options):
        return False
    name = text[start:end]
    if name.lower() in _HARD or (name.isupper() and len(name) < _SPELLING):
        return True
    return name.lower() in _SOFT and not _PLACED.search(text, max(0, start - 14), start)
