"""Whose dead are counted where an attack was beaten off: those of its doers."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from geo.extract.events_context import Context
from geo.extract.reading import TollSpan

_ATTACK: Final = (
    r"\b(?:repel(?:led|ling|s)?|repuls(?:ed|ing|es)|(?:thr[eo]wn?|threw|pushed|driven|drove|"
    r"beat(?:en)?|forced) (?:back|off)|fought off|thwarted|foiled)\b(?: (?:an?|the|several|two|"
    r"three|this|that|another))?(?: [\w'’-]+){0,3}? "
    r"(?:attacks?|assaults?|raids?|offensives?|pushe?s?|attempts?|bids?|them|it)\b"
)
_BEATEN: Final = re.compile(_ATTACK, re.IGNORECASE)
_AS_BEATEN: Final = re.compile(
    rf"[^.;,]{{0,20}}?\b(?:when|as|after) [^.;,]{{0,40}}?{_ATTACK}", re.IGNORECASE
)
_KILLS: Final = re.compile(
    r"\b(?:kill(?:ing|ed)|inflict(?:ing|ed)|eliminat(?:ing|ed)|leaving|left)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"[^.;,]{0,40}?\b(?:(?:when|as|while|after) they (?:had )?(?:attack|storm|tried|attempt|"
    r"assault|ambush|raid)\w*|(?:while|in) (?:attacking|storming)|attacking)\b",
    re.IGNORECASE,
)
_NEAR: Final = 120
"""Characters before a toll in which an attack is said to have been beaten off."""
_OTHERS: Final = re.compile(
    r"\b(?:civilians?|people|persons?|residents?|villagers?|children|women|workers?|passengers?|"
    r"soldiers?|police\w*|guards?|officers?|worshippers?)\b",
    re.IGNORECASE,
)


def beaten(context: Context, toll: TollSpan, doers: AbstractSet[str]) -> bool:
    """Whether a toll counts doers who fell as their own attack was beaten off."""
    if toll.what != "deaths" or toll.attackers or _OTHERS.search(toll.text):
        return False
    index = context.sentence_at(toll.start)
    sentence = context.sentences[index]
    spans = context.actors[index]
    theirs = [s for s in spans if doers & set(s.actors)]
    if any(s.start < toll.end and s.end > toll.start for s in theirs) and _WHEN.match(
        context.text, toll.end, sentence.end
    ):
        return True
    if _AS_BEATEN.match(context.text, toll.end, sentence.end):
        return True
    low = max(sentence.start, toll.start - _NEAR)
    found = _BEATEN.search(context.text, low, toll.start)
    if found is None or not _KILLS.search(context.text[found.end() : toll.end]):
        return False
    return not any(s.end <= found.start() for s in theirs)
