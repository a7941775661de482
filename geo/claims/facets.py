"""What two claims are compared by: the parts of an event claim, made comparable once."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from geo.codes import EventType, Stance, TargetType
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, Claim, ClaimPlace, Toll
from geo.places.names import fold

# A part of an organisation may be called by the name of the whole.
_WHOLE: Final = {"ISKP": "IS", "HQN": "TALIBAN", "AQIS": "AQ", "JUA": "TTP"}


def _bag(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_NAME: Final = _bag("""
    taliban is isis isil isk iskp k kp daesh islamic state khorasan network al qaeda ttp un us
    nato afghan afghanistan pakistani pakistan tajik iranian russian chinese american british german
    turkish indian hazara shia shiite shi'ite sufi sunni sikh minister ministry deputy acting
    former governor mayor mullah mufti maulvi mawlawi maulana sheikh shaikh haji qari general
    colonel major captain commander chief head president director doctor dr mr mrs ms sir
    senior leader spokesman spokesperson imam cleric preacher prophet national security forces
    force army police district province city refugees repatriation interior defense defence
    foreign affairs intelligence public health education department directorate office
    commission council committee government republic emirate united nations states human
    rights january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday the a an of for and in
    on at northern southern eastern western north south east west
""")
_STOP: Final = _bag("""
    the and for with from that this which near inside outside including several other number
    members member people person group some least their his her afghan afghanistan taliban
    isis iskp killed attack district province city provincial area alleged against kabul kandahar
    herat balkh mazar sharif kunduz jalalabad nangarhar badakhshan baghlan helmand khost ghazni
    kunar paktia paktika panjshir parwan takhar logar farah ghor bamyan
""")
# Words that fit so many targets that sharing only them tells little.
_COMMON: Final = _bag("""
    minister office government base building staff force security military police leader commander
    chief checkpoint post official soldier civilian fighter militant convoy vehicle patrol
    residence head former senior local foreign public
""")
_ROLES: Final = _bag("""
    minister governor commander leader head chief official cleric imam judge mayor scholar
    spokesman director general
""")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_NAME: Final = re.compile(r"[^\W\d_a-z][\w’'-]*(?:[ -]+[^\W\d_a-z][\w’'-]*)*")
_KILLING: Final = re.compile(
    r"\b(?:kill(?:ed|ing of)|assassinat(?:ed|ion of|ing)|murder(?:ed| of)|death of"
    r"|target(?:ed|ing))\s+((?:[\w’'-]+,? ){0,8}[\w’'-]+)",
    re.IGNORECASE,
)
_SAME_SORT: Final = (
    ("mosque", "worshipper", "prayer", "shrine", "congregation", "madrasa"),
    ("minibus", "bus"),
    ("governor",),
    ("minister", "ministry"),
    ("school", "student", "tuition", "educational", "education", "pupil"),
    ("tourist", "visitor"),
    ("hospital", "clinic"),
)
_SORTS: Final = {word: sort[0] for sort in _SAME_SORT for word in sort}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """An event claim as links are judged by it.

    Attributes:
        claim: The claim itself.
        claim_id: Its id.
        denied: Whether it denies the event.
        start: First possible day, or None.
        end: Last possible day, or None.
        place: Its place, or None.
        actors: Known actors, each by the name of its whole; empty where unknown.
        event_type: Its type, or None.
        target_type: Kind of target; UNKNOWN where not told.
        words: Nouns of the target and the site, in one form each.
        common: Those of the nouns that fit many targets.
        names: Named victims or targets of two words or more, each a run of folded words.
        deaths: Least and greatest number told [persons], or None.
    """

    claim: Claim
    claim_id: str
    denied: bool
    start: date | None
    end: date | None
    place: ClaimPlace | None
    actors: frozenset[str]
    event_type: EventType | None
    target_type: TargetType
    words: frozenset[str]
    common: frozenset[str]
    names: frozenset[tuple[str, ...]]
    deaths: tuple[int, int] | None

    @property
    def days(self) -> int | None:
        """Length of the span of possible days, or None where no day is known."""
        return (self.end - self.start).days + 1 if self.start and self.end else None


def facets(claim: Claim) -> Facets:
    """Make an event claim comparable."""
    place = claim.places[0] if claim.places else None
    site = place.name if place is not None and str(place.kind) == "site" else ""
    words = _words(f"{claim.target or ''} {site}")
    return Facets(
        claim=claim,
        claim_id=claim.claim_id,
        denied=claim.stance is Stance.DENIED,
        start=claim.date_start,
        end=claim.date_end,
        place=place,
        actors=frozenset(_actor(a) for a in claim.actors if a not in (UNKNOWN_ACTOR, ANY_ACTOR)),
        event_type=claim.event_type,
        target_type=claim.target_type or TargetType.UNKNOWN,
        words=frozenset(words - _COMMON),
        common=frozenset(words & _COMMON),
        names=frozenset(_names(claim)),
        deaths=_range(claim.deaths),
    )


def _actor(actor: str) -> str:
    if actor.startswith("OTHER:"):
        return "OTHER:" + fold(actor.removeprefix("OTHER:"))
    return _WHOLE.get(actor, actor)


def _range(toll: Toll | None) -> tuple[int, int] | None:
    if toll is None:
        return None
    known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
    return min(known), max(known)


def _words(text: str) -> set[str]:
    found = set()
    for word in _WORD.findall(text.lower()):
        stem = word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word
        if len(stem) > 2 and word not in _STOP and stem not in _STOP:
            found.add(_SORTS.get(stem, stem))
    return found


def _names(claim: Claim) -> set[tuple[str, ...]]:
    """Names in the target; of an attack on one person also those that the quotes say died."""
    found = set(_names_in(claim.target or ""))
    one_died = claim.deaths is not None and claim.deaths.best == 1
    if not found and (claim.target is None or one_died or _words(claim.target) & _ROLES):
        for evidence in claim.evidence:
            for match in _KILLING.finditer(evidence.quote):
                found |= set(_names_in(match[1]))
    return found


@lru_cache(maxsize=4096)
def _names_in(text: str) -> tuple[tuple[str, ...], ...]:
    names = []
    for run in _NAME.findall(text):
        tokens = [t for t in re.split(r"[ -]+", run) if t]
        # Titles and bodies part a run: "Taliban Minister for Refugees Khalil Haqqani".
        name: list[str] = []
        for token in [*tokens, ""]:
            if token and _bare(token) not in _NO_NAME:
                name.append(fold(token))
            else:
                if len(name) > 1:
                    names.append(tuple(name))
                name = []
    return tuple(names)


def _bare(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("'s").strip("'")
