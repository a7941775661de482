"""Mentions of actors: names of the lexicon and generic words for armed people.

Three things make a name ambiguous and are settled here: capitals ("IS" and "is"), the day
("Afghan forces" before and after 15 August 2021) and the region (ISIS in Afghanistan and ISIS
in Syria). Who "the group" is belongs to `geo.extract.spans.anaphora`.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from geo.extract.lexicon import ActorLexicon, Alias
from geo.extract.reading import ActorSpan, DateSpan, Sentence
from geo.extract.scanning import Held, Scan
from geo.extract.spans.forces import (
    TAKEOVER,
    find_bare,
    find_former,
    find_joint,
    find_national,
)
from geo.extract.spans.matching import fold
from geo.extract.spans.unlisted import find_unlisted
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

_ROLE_AFTER: Final = Held(
    r"(?:['’]s?)?[\s-]{1,2}(?:\w+[\s-]){0,2}?(?:run|controlled|held|appointed|dominated|ruled|"
    r"governors?|spokes(?:man|men|person|persons|woman|people)|(?:deputy )?ministers?|"
    r"ministr(?:y|ies)|officials?|stronghold|strongholds|heartland|rule|takeover|prisoners?|"
    r"detainees?|ambassador|delegation|negotiators?|envoy|embassy|foreign|supreme leader|"
    r"return to power|seizure of power)\b",
    re.IGNORECASE,
)
_MEMBER_AFTER: Final = Held(
    r"(?:['’]s?)?[\s-](?:\w+[\s-])?(?:commanders?|leaders?|chiefs?|fighters?|militants?|members?|"
    r"insurgents?|gunmen|soldiers?|facilitators?|operatives?|suspects?|prisoners?)\b",
    re.IGNORECASE,
)
_OBJECT_BEFORE: Final = Scan(
    r"(?:\bagainst|\btarget(?:ed|s|ing)?|\bkill(?:ed|s|ing)|\battack(?:ed|s|ing)?(?: on)?|"
    r"\bfight(?:ing)?|"
    r"\bfought|\barrest(?:ed|s|ing)?|\bdetain(?:ed|s|ing)?|\bcaptur(?:ed|es|ing)|\bambush(?:ed|es|"
    r"ing)?|"
    r"\bstruck|\bstrik(?:es|ing)|\bdismantl(?:ed|es|ing)|\bon)"
    r"(?: (?:the|a|an|some|several|two|three|four|five|at least|\d{1,4}|senior|other|key))*\s*\Z",
    re.IGNORECASE,
)
_AGENT_BEFORE: Final = Held(r"\bby(?: (?:the|a|an|armed|suspected))*\s*\Z", re.IGNORECASE)
_ELSEWHERE: Final = Scan(
    r"\b(?:syria\w*|iraq\w*|libya\w*|sinai|yemen\w*|somali\w*|sahel|west africa\w*|mosul|raqqa|"
    r"nigeria\w*|africa\w*|kurdish|mozambique|congo)\b"
)
_HERE: Final = Scan(
    r"\b(?:afghan\w*|taliban|kabul|khorasan|khurasan|pakistan\w*|kunduz|nangarhar)\b"
)
_HOME: Final = Scan(
    r"\b(?:afghan|kabul|kunar|nangarhar|helmand|kandahar|paktika|khost|logar|herat|kunduz|ghazni)"
)
_THERE: Final = Scan(r"\b(?:pakistan|peshawar|islamabad|karachi|waziristan|khyber)")
_BARE_TALIBAN: Final = frozenset({"Taliban", "Taleban"})
_GENERIC: Final = Scan(
    r"\b(?:gunm[ae]n|militants?|insurgents?|terrorists?|extremists?|jihadists?|assailants?|"
    r"attackers?|bombers?|rebels?|fighters|kidnappers|abductors|motorcyclists|"
    r"armed (?:m[ae]n|groups?|persons?|individuals?|people|motorcyclists?)|"
    r"unidentified (?:men|persons?|people|individuals?))\b"
)
_GENERIC_BEFORE: Final = re.compile(
    r"\b(?:unidentified|unknown|masked|armed|suspected|militant|insurgent|suicide) \Z"
)
_SOME: Final = Scan(
    r"\b(?:terrorist|militant|extremist|jihadist|armed|insurgent|opposition|destructive|terror|"
    r"foreign) (?:terrorist |militant |armed )?"
    r"(?:groups|organi[sz]ations|outfits|networks|cells|entities|actors|formations)\b"
)
_SOME_BEFORE: Final = re.compile(
    r"\b(?:(?:over|more than|at least|about|around|some|nearly) )?(?:\d{1,3}|twenty|two dozen|"
    r"several|various|multiple|no|not one|not a single|any|other|all|many|different|numerous|such)"
    r" (?:\w+ (?:and \w+ )?){0,2}?\Z"
)
_NO_ONE: Final = Scan(
    r"\b(?:no|not one|any|nor any) (?:(?:other|foreign|independent|single|armed|terrorist|such|"
    r"or) ){1,3}(?:group|fighter|organi[sz]ation|cell|opponent)\b"
)
_HEDGE: Final = 48
_NEARBY: Final = 160
_CARRY: Final = 2
_ABROAD: Final = 3
_OFTEN: Final = 8


def find_actors(
    text: str,
    sentences: tuple[Sentence, ...],
    lexicon: ActorLexicon,
    published: date | None,
    dates: Sequence[DateSpan] = (),
) -> tuple[ActorSpan, ...]:
    """Find every named and generic mention of an actor, in order; mentions do not overlap.

    Args:
        text: The document.
        sentences: Its sentences.
        lexicon: Names to look for.
        published: Its day. With the dates that the text tells it decides whom "Afghan forces"
            means; without any they are those of today's authorities.
        dates: Expressions of time, resolved.
    """
    folded = fold(text)
    days = _days(sentences, published, dates)
    taken = bytearray(len(text))
    found: list[ActorSpan] = []
    for spans in (
        find_joint(text),
        _named(text, folded, sentences, lexicon, days),
        find_unlisted(text),
        find_former(text, published),
        find_national(text),
        _generic(text, folded),
        find_bare(text, folded, sentences, days),
    ):
        for span in spans:
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found.append(_placed(text, span))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _days(
    sentences: Sequence[Sentence], published: date | None, dates: Sequence[DateSpan]
) -> list[date | None]:
    """For each sentence the day that it is about: the last one told, up to publication."""
    if published is not None and published < TAKEOVER:
        return [published] * len(sentences)
    told: list[tuple[int, date]] = [
        (span.start, span.last)
        for span in dates
        if span.last and span.modifier not in ("since", "as_of") and span.basis != "vague"
    ]
    if published is None and told and max(day for _, day in told) < TAKEOVER:
        published = max(day for _, day in told)
    starts = [start for start, _ in told]
    days: list[date | None] = []
    for sentence in sentences:
        at = bisect_right(starts, sentence.end) - 1
        reach = sentences[max(0, sentence.index - _CARRY)].start
        days.append(told[at][1] if at >= 0 and starts[at] >= reach else published)
    return days


def _named(
    text: str,
    folded: str,
    sentences: Sequence[Sentence],
    lexicon: ActorLexicon,
    days: Sequence[date | None],
) -> Iterator[ActorSpan]:
    afghan = _HERE.search(folded) is not None
    abroad = _THERE.count(folded) >= _ABROAD * max(1, _HOME.count(folded))
    found = list(lexicon.terms.find(folded))
    whole = _names_both(folded, found)
    index = 0
    for start, end, meanings in found:
        while index + 1 < len(sentences) and sentences[index + 1].start <= start:
            index += 1
        quote = text[start:end]
        alias = _meant(quote, meanings, days[index] if days else None)
        if alias is None or text[end : end + 1] == "$":
            continue
        actor = alias.actor.actor_id
        rule = f"actor.{alias.sort}"
        if actor == "IS":
            actor, rule = _islamic_state(folded, start, end, afghan=afghan and not whole)
        elif abroad and quote in _BARE_TALIBAN and not _is_after(days, index):
            sentence = sentences[index]
            if not _HOME.search(folded, sentence.start, sentence.end):
                actor, rule = "TTP", "actor.taliban_in_pakistan"
        yield ActorSpan(
            start=start,
            end=end,
            text=quote,
            rule=rule,
            actors=(actor,),
            basis="state" if alias.sort == "state" else "lexicon",
            role_only=_ROLE_AFTER.match(text, end, end + 60) is not None,
        )


def _names_both(folded: str, found: Sequence[tuple[int, int, tuple[Alias, ...]]]) -> bool:
    """Whether a text keeps the Khorasan branch and the whole Islamic State apart.

    It does where it mostly names the branch in full and often looks to other countries.
    """
    names = Counter(meanings[0].actor.actor_id for _, _, meanings in found)
    if names["ISKP"] < _OFTEN or _ELSEWHERE.count(folded) < _OFTEN:
        return False
    bare = sum(
        meanings[0].actor.actor_id == "IS" and folded[start:end] != "is"
        for start, end, meanings in found
    )
    return names["ISKP"] > bare


def _is_after(days: Sequence[date | None], index: int) -> bool:
    day = days[index] if days else None
    return day is None or day >= TAKEOVER


def _placed(text: str, span: ActorSpan) -> ActorSpan:
    """The span with what its neighbours tell of its position."""
    position = _position(text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60])
    return replace(span, position=position) if position else span


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


def _generic(text: str, folded: str) -> Iterator[ActorSpan]:
    for match in _SOME.finditer(folded):
        before = _SOME_BEFORE.search(folded, max(0, match.start() - _HEDGE), match.start())
        start = before.start() if before else match.start()
        yield _unnamed(text, start, match.end(), ANY_ACTOR, "actor.any")
    for match in _NO_ONE.finditer(folded):
        yield _unnamed(text, match.start(), match.end(), ANY_ACTOR, "actor.any")
    for match in _GENERIC.finditer(folded):
        before = _GENERIC_BEFORE.search(folded, max(0, match.start() - 14), match.start())
        start = before.start() if before else match.start()
        yield _unnamed(text, start, match.end(), UNKNOWN_ACTOR, "actor.generic")


def _unnamed(text: str, start: int, end: int, actor: str, rule: str) -> ActorSpan:
    return ActorSpan(
        start=start, end=end, text=text[start:end], rule=rule, actors=(actor,), basis="generic"
    )
