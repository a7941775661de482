"""Who did it together with the doer of an incident, or fought on the other side of a battle."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from geo.extract.events_arguments import another
from geo.extract.events_context import Context, Mention
from geo.extract.events_told import told_of
from geo.extract.reading import ActorSpan, Sentence
from geo.extract.scanning import Held, Scan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

_TOGETHER: Final = re.compile(
    r"(?:['’]s?)?(?: (?:fighters|militants|men|forces|troops|soldiers|insurgents|gunmen|ground))*"
    r"(?: \([A-Z-]+\))?,? "
    r"(?:and|as well as|together with|along(?:side| with)|side by side with|joined by|"
    r"(?:backed|supported|assisted|accompanied|aided|helped) by)"
    r"(?: (?:the|its|their|an?|some|local|allied))* "
)
"""What stands between two doers of one deed."""
_MUTUAL: Final = Scan(
    r"\b(?:exchang\w+ (?:of )?(?:\w+ )?(?:fire|shots)|(?:gun ?(?:fight|battle)|fire ?fight|"
    r"clash\w*|fighting|battles?|skirmish\w*|shoot-?out)\w* (?:\w+ ){0,4}?"
    r"(?:between|with|among)|"
    r"both sides|two sides|each side|either side|each other|one another|clashed|traded fire)\b",
    re.IGNORECASE,
)
_ONSLAUGHT: Final = Scan(
    r"\b(?:storm\w*|attack\w*|raid\w*|ambush\w*|assault\w*|opened fire|overr[au]n\w*|repel\w*|"
    r"repuls\w*|launch\w*|seiz\w*|captur\w*|besieg\w*|target\w*|swept|search\w*|operation)\b",
    re.IGNORECASE,
)
"""Words of one side that sets upon another."""
_OWNED: Final = Held(
    r"^[^.;]{0,60}?\b(?:(?:claim(?:ed|s|ing)?|took|takes|taken|accepted)"
    r"(?: the)?(?: responsibility| credit)?(?: for)?|was behind|were behind|carried out|"
    r"said (?:it|they) (?:was|were|had (?:been )?)(?: behind| carried out)?) "
    r"(?P<how_many>both|all|each of|the (?:two|three|four)|these|those)\b",
    re.IGNORECASE,
)
"""A group, and that it owns up to several incidents told before."""
_FAR: Final = 8
"""Sentences over which "both" and "all" reach back."""


def beside_doer(
    context: Context, own: Sequence[Mention], doer: str, kind: str, hit: frozenset[str]
) -> list[str]:
    """Those who did a deed together with its doer, or stood against him in an even battle.

    Args:
        context: The document.
        own: Triggers of the incident.
        doer: Its likeliest actor.
        kind: Its event type.
        hit: Actors whose people were hit.
    """
    found = _partners(context, own, doer)
    if kind == "armed_clash" and _nobody_began(context, own):
        enemy = _foe(context, own, doer, hit)
        found += [enemy] if enemy else []
    return list(dict.fromkeys(found))


def fought_each_other(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the sentences of an incident speak of two sides that fight each other."""
    return any(_MUTUAL.search(context.text, s.start, s.end) for s in _sentences(context, own))


def _nobody_began(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the sentences of a battle have no word for one side that set upon the other."""
    text = context.text
    return not any(_ONSLAUGHT.search(text, s.start, s.end) for s in _sentences(context, own))


def _partners(context: Context, own: Sequence[Mention], doer: str) -> list[str]:
    """Those who are told in one breath with a doer as doing the same; [] where nobody is."""
    for sentence in _sentences(context, own):
        named = [s for s in context.actors[sentence.index] if not _nameless(s)]
        for span in named:
            shared = [a for a in span.actors if a != doer]
            if doer in span.actors and shared and span.position != "object":
                return shared
        for first, second in pairwise(named):
            pair = {first.actors[0], second.actors[0]}
            if doer in pair and len(pair) > 1 and _in_one_breath(context, first, second):
                return sorted(pair - {doer})
    return []


def _foe(context: Context, own: Sequence[Mention], doer: str, hit: frozenset[str]) -> str | None:
    """The other side of a battle: the other one that lost men, or the only other one named."""
    if doer in hit and len(hit) > 1:
        others = sorted(hit - {doer})
    elif fought_each_other(context, own):
        named = {
            actor
            for sentence in _sentences(context, own)
            for span in context.actors[sentence.index]
            if not _nameless(span) and not span.role_only
            for actor in span.actors
        }
        others = sorted(named - {doer}) if doer in named else []
    else:
        return None
    return others[0] if len(others) == 1 else None


def owned_together(context: Context, own: Sequence[Mention]) -> frozenset[str]:
    """Groups that own up, some sentences later, to this incident and to others beside it."""
    key = ("owned", own[-1].start, own[-1].end)
    known = context.beside.get(key)
    if isinstance(known, frozenset):
        return known
    made = context.beside[key] = _owned_together(context, own)
    return made


def _owned_together(context: Context, own: Sequence[Mention]) -> frozenset[str]:
    out: set[str] = set()
    last = own[-1].sentence
    between = 0
    for index in range(last, min(last + _FAR, len(context.sentences))):
        sentence = context.sentences[index]
        for span in context.actors[index]:
            if span.start < own[-1].start or _nameless(span):
                continue
            said = _OWNED.search(context.text[span.end : min(sentence.end, span.end + 100)])
            if said and (between <= 1 or said["how_many"].lower() not in ("both", "the two")):
                out.update(span.actors)
        if index > last:
            between += another(context, index)
            if sentence.heading:
                break
    return frozenset(out)


def _nameless(span: ActorSpan) -> bool:
    return span.actors[0] in (UNKNOWN_ACTOR, ANY_ACTOR)


def _in_one_breath(context: Context, first: ActorSpan, second: ActorSpan) -> bool:
    """Whether two mentions are joined as doers ("Taliban and TTP fighters stormed")."""
    if first.role_only or second.role_only or first.position == "object":
        return False
    if _TOGETHER.fullmatch(context.text, first.end, second.start) is None:
        return False
    one, two = told_of(context, first).here(), told_of(context, second).here()
    acts = two.acts or told_of(context, second).claims or one.by or first.position == "agent"
    return acts and not (two.passive or one.passive or one.victim)


def _sentences(context: Context, own: Sequence[Mention]) -> Iterator[Sentence]:
    for index in sorted({m.sentence for m in own}):
        yield context.sentences[index]
