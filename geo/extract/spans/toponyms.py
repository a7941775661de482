"""Toponyms of a text with what they mean there.

Names of the gazetteer are found leftmost-longest; kind words ("district") and larger places
("Faizabad, Badakhshan", "Ghazni's Qarabagh district", "the Khost and Takhar provinces") are
read from the words around them; the resolver then chooses, and never guesses. What stays
open is tried again with the places named nearby.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.codes import PlaceKind
from geo.extract.reading import ActorSpan, PlaceSpan, Sentence
from geo.extract.spans.matching import Terms, fold
from geo.extract.spans.toponym_roles import datelines, role_of
from geo.model import Place
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolution, Resolved

_KINDS: Final = {
    "province": PlaceKind.PROVINCE,
    "oblast": PlaceKind.PROVINCE,
    "district": PlaceKind.DISTRICT,
    "city": PlaceKind.CITY,
    "town": PlaceKind.CITY,
    "village": PlaceKind.CITY,
    "hamlet": PlaceKind.CITY,
    "valley": PlaceKind.REGION,
}
_KIND_AFTER: Final = re.compile(
    r"(?:['’]s)?[ -](?P<kind>[Pp]rovince|[Dd]istrict|[Cc]ity|[Tt]own|[Vv]illage|[Hh]amlet|"
    r"[Vv]alley|[Oo]blast)(?P<plural>s)?\b(?! (?:[Gg]overnor|[Cc]ouncil|[Cc]hief|[Hh]all|[Pp]olice))"
)
_KIND_AFTER_PLURAL: Final = re.compile(
    r" (?P<kind>[Pp]rovince|[Dd]istrict|[Cc]it|[Tt]own|[Vv]illage)(?:s|ies)\b"
)
_KIND_BEFORE: Final = re.compile(
    r"\b(?P<kind>province|district|city|town|village)(?P<plural>s|ies)?(?: centres?| centers?)? of \Z",
    re.IGNORECASE,
)
_JOIN: Final = re.compile(
    r"(?:, | and |, and | or |/| & |, as well as )(?:the |in |northern |eastern )?\Z"
)
_INSIDE: Final = re.compile(
    r"(?:(?:['’]s)? (?:[Pp]rovince|[Dd]istrict|[Cc]ity|[Tt]own|[Vv]illage|[Vv]alley|area|neighbou?rhood|"
    r"quarter|suburb|bazaar|region))?"
    r"(?:, | \(|,? in | of | near )"
    r"(?:(?:the )?(?:province|city|district|outskirts|north|south|east|west) of )?"
    r"(?:(?:the )?(?:\w+(?:ern|eastern|western|central) )?)"
)
_OUTSIDE: Final = re.compile(
    r"(?:(?: [Pp]rovince| [Cc]ity| [Dd]istrict)?['’]s? |(?: [Pp]rovince)?, (?:in )?| \(|: )(?:the |southern |northern |eastern |western )?"
)
_TITLE_BEFORE: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Mullah|Mulla|Mawlawi|Maulvi|"
    r"Mawlavi|Molvi|Maulana|Qari|Haji|Sheikh|Sayed|Sayyed|Syed|Mohammad|Mohammed|Muhammad|Abdul|Ustad|"
    r"Engineer|Hafiz|Malik|Ahmad|Ahmed|Ghulam|Khan|Commander|President|Senator|Minister|Ali|Amir|Mufti|"
    r"Sardar|Bibi|Gul|Agha|Pir|Abu|Ibn|al|Al|ul|ur|bin|Ayatollah|Hussain|Ullah)[. -]+\Z"
)
_MINOR_PART: Final = 4
_WEAK: Final = frozenset(
    [
        "march",
        "marsh",
        "marc",
        "bay",
        "bak",
        "batty",
        "reg",
        "farsi",
        "lal",
        "las",
        "khas",
        "titan",
        "tita",
        "kai",
        "miri",
        "mali",
        "burma",
        "kot",
        "bati",
        "faro",
        "gala",
        "daman",
        "dara",
        "china",
        "chad",
        "niger",
        "jaji",
        "ribat",
        "miran",
        "tatar",
        "bost",
        "bust",
        "kama",
        "kama",
        "said",
        "hazara",
        "haqqani",
        "sharif",
        "us",
        "usa",
        "uk",
        "u.s.",
        "u.k.",
        "bin",
        "bst",
        "uaE",
        "kbl",
        "oman",
        "gor",
        "may",
        "mardan",
        "kakar",
        "burka",
        "mira",
        "mazar",
        "ali",
        "khan",
        "baba",
        "markaz",
        "new",
        "central",
        "georgia",
        "jordan",
        "turkey",
        "union",
        "paradise",
        "victoria",
        "hebrew",
    ]
)


@dataclass(slots=True)
class _Mention:
    """A name in the text while its meaning is being settled."""

    start: int
    end: int
    name: str
    options: tuple[Place, ...]
    kind: PlaceKind | None = None
    kind_end: int = 0
    sentence: int = 0
    within: "list[_Mention]" = field(default_factory=list)
    result: Resolution | None = None

    @property
    def place(self) -> Place | None:
        return self.result.place if isinstance(self.result, Resolved) else None


@dataclass(frozen=True, slots=True)
class Atlas:
    """The gazetteer as names to look for, and its resolver."""

    terms: Terms[Place]
    resolver: PlaceResolver

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Atlas":
        """Prepare a gazetteer for reading texts."""
        return cls(Terms(gazetteer.aliases()), PlaceResolver(gazetteer))


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
    mentions = _mentions(text, sentences, atlas)
    _add_kinds(text, mentions)
    _add_wholes(text, mentions, atlas)
    _resolve(mentions, atlas)
    heads = datelines(text, tuple(_paragraph_starts(sentences)))
    groups = [(a.start, a.end) for a in actors if a.basis == "lexicon"]
    return tuple(_span(text, mention, heads, groups) for mention in mentions)


def _paragraph_starts(sentences: Iterable[Sentence]) -> Iterable[int]:
    seen = -1
    for sentence in sentences:
        if sentence.paragraph != seen:
            seen = sentence.paragraph
            yield sentence.start


def _mentions(text: str, sentences: Sequence[Sentence], atlas: Atlas) -> list[_Mention]:
    found = []
    index = 0
    for start, end, options in atlas.terms.find(fold(text)):
        while index + 1 < len(sentences) and sentences[index + 1].start <= start:
            index += 1
        name = text[start:end]
        if not _is_name(text, start, end, options):
            continue
        found.append(_Mention(start, end, name, options, None, end, index))
    return found


def _is_name(text: str, start: int, end: int, options: tuple[Place, ...]) -> bool:
    """Whether the words are used as a name, and not as a word or as part of a person's name."""
    name = text[start:end]
    if name[0].islower() or (name[0].isdigit() and not name[-1].isalpha()):
        return False
    before = text[max(0, start - 24) : start]
    after = text[end : end + 16]
    if any(p.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for p in options):
        return not (
            len(name) <= 5 and name.lower() in _WEAK and name != "US" and not name.istitle()
        )
    if name.lower() in _WEAK or (name.isupper() and len(name) < _MINOR_PART):
        return _KIND_AFTER.match(text, end, end + 16) is not None
    if _TITLE_BEFORE.search(before):
        return False
    follower = re.match(r" [A-Z][a-z]+", after)
    return not (follower and not _KIND_AFTER.match(text, end, end + 16) and _surname_like(follower))


def _surname_like(follower: re.Match[str]) -> bool:
    return follower.group().endswith(("i", "zai", "zada", "khel", "Khan", "Ahmad", "ullah"))


def _add_kinds(text: str, mentions: list[_Mention]) -> None:
    """Read "X district", "the district of X" and shared heads ("Khost and Takhar provinces")."""
    chain: list[_Mention] = []
    for mention in mentions:
        gap = text[chain[-1].kind_end : mention.start] if chain else ""
        if not (chain and len(gap) < 24 and _JOIN.match(gap)):
            chain = []
        before = _KIND_BEFORE.search(text, max(0, mention.start - 30), mention.start)
        if before:
            mention.kind = _KINDS[_singular(before["kind"])]
        elif (
            chain
            and chain[0].kind
            and _KIND_BEFORE.search(text, max(0, chain[0].start - 30), chain[0].start)
            and _plural_before(text, chain[0])
        ):
            mention.kind = chain[0].kind
        chain.append(mention)
        after = _KIND_AFTER.match(text, mention.end, mention.end + 20)
        if after:
            mention.kind = _KINDS[_singular(after["kind"])]
            mention.kind_end = after.end()
            if after["plural"]:
                for earlier in chain:
                    earlier.kind = earlier.kind or mention.kind
        elif plural := _KIND_AFTER_PLURAL.match(text, mention.end, mention.end + 20):
            kind = _KINDS[_singular(plural["kind"])]
            mention.kind_end = plural.end()
            for earlier in chain:
                earlier.kind = earlier.kind or kind


def _plural_before(text: str, mention: _Mention) -> bool:
    before = _KIND_BEFORE.search(text, max(0, mention.start - 30), mention.start)
    return bool(before and before["plural"])


def _singular(word: str) -> str:
    lowered = word.lower()
    return "city" if lowered == "cit" else lowered


def _add_wholes(text: str, mentions: list[_Mention], atlas: Atlas) -> None:
    """Note which neighbour in the text a mention is said to lie in."""
    for left, right in zip(mentions, mentions[1:], strict=False):
        gap = text[left.end : right.start]
        if len(gap) > 60 or left.sentence != right.sentence:
            continue
        if (inner := _INSIDE.match(gap)) and inner.end() == len(gap) and _may_hold(right, left):
            left.within.append(right)
        elif (outer := _OUTSIDE.match(gap)) and outer.end() == len(gap) and _may_hold(left, right):
            right.within.append(left)


def _may_hold(whole: _Mention, part: _Mention) -> bool:
    """Whether any meaning of the whole contains, and is not, any meaning of the part."""
    return any(
        w.place_id != p.place_id and w.contains(p) and (part.kind is None or p.kind is part.kind)
        for w in whole.options
        for p in part.options
    )


def _resolve(mentions: list[_Mention], atlas: Atlas) -> None:
    for mention in reversed(mentions):  # larger places mostly follow
        mention.result = _ask(mention, atlas, ())
    known = [m for m in mentions if m.place]
    for mention in mentions:
        if mention.place:
            continue
        near = sorted(
            known,
            key=lambda other: (
                abs(other.sentence - mention.sentence),
                abs(other.start - mention.start),
            ),
        )
        for other in near:
            place = other.place
            if (
                place
                and place.adm1
                and isinstance(result := _ask(mention, atlas, (place,)), Resolved)
            ):
                mention.result = result
                break


def _ask(mention: _Mention, atlas: Atlas, near: Sequence[Place]) -> Resolution:
    resolve = atlas.resolver.resolve
    kind = None if mention.kind is PlaceKind.REGION else mention.kind
    for whole in mention.within:
        place = whole.place or whole.name
        answer = resolve(mention.name, within=place, kind=kind, near=near)
        if isinstance(answer, Resolved):
            return answer
        answer = resolve(mention.name, within=place, near=near)
        if isinstance(answer, Resolved):
            return answer
    answer = resolve(mention.name, kind=kind, near=near)
    if kind and not isinstance(answer, (Resolved, Ambiguous)):
        answer = resolve(mention.name, near=near)
    return answer


def _span(
    text: str,
    mention: _Mention,
    heads: Sequence[tuple[int, int]],
    groups: Sequence[tuple[int, int]],
) -> PlaceSpan:
    end = max(mention.end, mention.kind_end)
    place = mention.place
    if any(start <= mention.start < stop for start, stop in heads):
        role = "dateline"
    elif any(start <= mention.start and mention.end <= stop for start, stop in groups):
        role = "group"
    else:
        role = role_of(text, mention.start, end)
    result = mention.result
    candidates = result.candidates if isinstance(result, Ambiguous) else ()
    kind = mention.kind or (place.kind if place else (candidates or mention.options)[0].kind)
    shared = {p.country for p in candidates} if candidates else set()
    provinces = {p.adm1 for p in candidates} if candidates else set()
    return PlaceSpan(
        start=mention.start,
        end=end,
        text=text[mention.start : end],
        rule="place.gazetteer",
        status="resolved" if place else "ambiguous" if candidates else "unresolved",
        place=place,
        kind=kind,
        country=place.country or None if place else shared.pop() if len(shared) == 1 else None,
        adm1=place.adm1 if place else provinces.pop() if len(provinces) == 1 else None,
        candidates=candidates,
        role=role,
    )
