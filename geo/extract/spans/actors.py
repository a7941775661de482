"""Mentions of actors: names of the lexicon and generic words for armed people.

Three things make a name ambiguous and are settled here: capitals ("IS" and "is"), the day
("Afghan forces" before and after 15 August 2021) and the region (ISIS in Afghanistan and ISIS
in Syria). Who "the group" is belongs to `geo.extract.spans.anaphora`.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from geo.extract.lexicon import ActorLexicon, Alias
from geo.extract.reading import ActorSpan
from geo.extract.spans.matching import fold
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

TAKEOVER: Final = date(2021, 8, 15)

_ROLE_AFTER: Final = re.compile(
    r"(?:['’]s?)?[\s-]{1,2}(?:\w+[\s-]){0,2}?(?:run|controlled|held|appointed|dominated|ruled|"
    r"governors?|spokes(?:man|men|person|persons|woman|people)|(?:deputy )?ministers?|"
    r"ministr(?:y|ies)|officials?|stronghold|strongholds|heartland|rule|takeover|prisoners?|"
    r"detainees?|ambassador|delegation|negotiators?|envoy|embassy|foreign|supreme leader|"
    r"return to power|seizure of power)\b",
    re.IGNORECASE,
)
_MEMBER_AFTER: Final = re.compile(
    r"(?:['’]s?)?[\s-](?:\w+[\s-])?(?:commanders?|leaders?|chiefs?|fighters?|militants?|members?|"
    r"insurgents?|gunmen|soldiers?|facilitators?|operatives?|suspects?|prisoners?)\b",
    re.IGNORECASE,
)
_OBJECT_BEFORE: Final = re.compile(
    r"(?:\bagainst|\btarget(?:ed|s|ing)?|\bkill(?:ed|s|ing)|\battack(?:ed|s|ing)?(?: on)?|"
    r"\bfight(?:ing)?|"
    r"\bfought|\barrest(?:ed|s|ing)?|\bdetain(?:ed|s|ing)?|\bcaptur(?:ed|es|ing)|\bambush(?:ed|es|"
    r"ing)?|"
    r"\bstruck|\bstrik(?:es|ing)|\bdismantl(?:ed|es|ing)|\bon)"
    r"(?: (?:the|a|an|some|several|two|three|four|five|at least|\d{1,4}|senior|other|key))*\s*\Z",
    re.IGNORECASE,
)
_AGENT_BEFORE: Final = re.compile(r"\bby(?: (?:the|a|an|armed|suspected))*\s*\Z", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    r"\b(?:syria\w*|iraq\w*|libya\w*|sinai|yemen\w*|somali\w*|sahel|west africa\w*|mosul|raqqa|"
    r"nigeria\w*|africa\w*|kurdish|mozambique|congo)\b"
)
_HERE: Final = re.compile(
    r"\b(?:afghan\w*|taliban|kabul|khorasan|khurasan|pakistan\w*|kunduz|nangarhar)\b"
)
_GENERIC: Final = re.compile(
    r"\b(?:(?:un(?:identified|known)|masked|armed|suspected|militant|insurgent)\s+)?"
    r"(?:gunm[ae]n|militants?|insurgents?|terrorists?|extremists?|jihadists?|assailants?|"
    r"attackers?|"
    r"(?:suicide[\s-])?bombers?|suicide attackers?|armed (?:men|man|group|groups|persons?|"
    r"individuals?|"
    r"people|motorcyclists?)|unidentified (?:men|persons?|people|individuals?)|rebels?|fighters|"
    r"kidnappers|abductors|motorcyclists)\b",
    re.IGNORECASE,
)
_ANY: Final = re.compile(
    r"\b(?:(?:(?:over|more than|at least|about|around|some|nearly)\s+)?(?:\d{1,3}|twenty|two dozen|"
    r"several|"
    r"various|multiple|no|any|other|all|many|different|"
    r"numerous)\s+(?:\w+(?:\s+and\s+\w+)?\s+){0,2}?"
    r"(?:terrorist|militant|extremist|jihadist|armed|insurgent|opposition|destructive|terror)\s+"
    r"(?:groups?|organi[sz]ations?|outfits?|networks?|cells|entities))\b",
    re.IGNORECASE,
)
_NEARBY = 160


def find_actors(text: str, lexicon: ActorLexicon, published: date | None) -> tuple[ActorSpan, ...]:
    """Find every named and generic mention of an actor, in order; mentions do not overlap.

    Args:
        text: The document.
        lexicon: Names to look for.
        published: Its day, which decides whom "Afghan forces" means; None counts as today's
            authorities.
    """
    folded = fold(text)
    named = list(_named(text, folded, lexicon, published))
    taken = [(span.start, span.end) for span in named]
    found = named + list(_free(_generic(text), taken))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _named(
    text: str, folded: str, lexicon: ActorLexicon, published: date | None
) -> Iterable[ActorSpan]:
    afghan = _HERE.search(folded) is not None
    for start, end, meanings in lexicon.terms.find(folded):
        quote = text[start:end]
        alias = _meant(quote, meanings, published)
        if alias is None:
            continue
        actor = alias.actor.actor_id
        rule = f"actor.{alias.sort}"
        if actor == "IS":
            actor, rule = _islamic_state(folded, start, end, afghan=afghan)
        before, after = text[max(0, start - 60) : start], text[end : end + 60]
        yield ActorSpan(
            start=start,
            end=end,
            text=quote,
            rule=rule,
            actors=(actor,),
            basis="state" if alias.sort == "state" else "lexicon",
            role_only=_ROLE_AFTER.match(after) is not None,
            position=_position(before, after),
        )


def _meant(quote: str, meanings: tuple[Alias, ...], published: date | None) -> Alias | None:
    """The meaning that fits the capitals and the day, or None."""
    day = published or TAKEOVER
    for alias in meanings:
        if alias.cased and quote != alias.text and not _same_capitals(quote, alias.text):
            continue
        if alias.sort == "office" and not alias.actor.valid_on(day):
            continue
        return alias
    return None


def _same_capitals(quote: str, alias: str) -> bool:
    """Whether two spellings differ in signs only ("IS–K" and "IS-K")."""
    return [c for c in quote if c.isalpha()] == [c for c in alias if c.isalpha()]


def _islamic_state(folded: str, start: int, end: int, *, afghan: bool) -> tuple[str, str]:
    """Whom the bare name means: the Khorasan branch in an Afghan context, else the whole."""
    near = folded[max(0, start - _NEARBY) : end + _NEARBY]
    if _ELSEWHERE.search(near) and not _HERE.search(near):
        return "IS", "actor.islamic_state_elsewhere"
    if afghan:
        return "ISKP", "actor.islamic_state_here"
    return "IS", "actor.islamic_state_elsewhere"


def _position(before: str, after: str) -> str:
    if _OBJECT_BEFORE.search(before):
        return "object"
    if _AGENT_BEFORE.search(before):
        return "agent"
    return "member" if _MEMBER_AFTER.match(after) else ""


def _generic(text: str) -> Iterable[ActorSpan]:
    for pattern, actor, rule in (
        (_ANY, ANY_ACTOR, "actor.any"),
        (_GENERIC, UNKNOWN_ACTOR, "actor.generic"),
    ):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            yield ActorSpan(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                rule=rule,
                actors=(actor,),
                basis="generic",
                position=_position(before, ""),
            )


def _free(spans: Iterable[ActorSpan], taken: list[tuple[int, int]]) -> Iterable[ActorSpan]:
    """Those that overlap nothing taken before them."""
    used: set[int] = set()
    for start, end in taken:
        used.update(range(start, end))
    for span in spans:
        places = range(span.start, span.end)
        if used.isdisjoint(places):
            used.update(places)
            yield span
