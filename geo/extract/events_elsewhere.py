"""Actors who owned up to another incident: what they said of that one is not said of this one."""

import re
from collections.abc import Sequence
from typing import Final

from geo.extract.events_context import Context, Mention, Others, Triggers, others, triggers
from geo.extract.events_features import article
from geo.extract.events_owned import claimed_object, fits
from geo.extract.events_told import told_of
from geo.extract.reading import ActorSpan

_REACH: Final = 3
"""Sentences around an incident in which a claim of another one is looked for."""
_LIST: Final = 8
"""Sentences before an incident in which a list of attacks may have been announced."""
_CLAIMED_BY: Final = re.compile(
    r"\b(?:claim(?:ed)?|responsibility|credit|acknowledged|owned)\b[^.;]{0,40}?\bby (?:the |"
    r"an? )?$",
    re.IGNORECASE,
)
_CLAIM: Final = re.compile(
    r"[^.;]{0,40}?\b(?:claim(?:ed|s|ing)?|took (?:the )?(?:credit|responsib\w*)|said|says|"
    r"announced|boast\w*)\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"\b(?:they|it|the group|the movement)\b", re.IGNORECASE)


def owned_another(
    context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention],
    rest: Sequence[Mention],
) -> bool:  # fmt: skip
    """Whether all that links an actor to an incident is his claim of the one told before it.

    "X claimed responsibility. Two days later a bomb went off in Herat."
    """
    own, rest = triggers(own), others(rest)
    near = _within_reach(context, spans, own[0].sentence, own[-1].sentence)
    start, end = own[0].sentence, own[-1].sentence
    if not near or any(start <= context.sentence_at(s.start) <= end for s in near):
        return False
    after = [s for s in near if s.start > own[-1].end]
    if after:
        return all(_names_another(context, s, own, rest) for s in after)
    if not _opens_anew(context, own) or _goes_on(context, own[0].sentence):
        return False
    said = near[-1]
    told = _told_there(context.sentence_at(said.start), rest, own)
    return told and _claims(context, said) and not _listed(context, spans, start)


def _within_reach(
    context: Context, spans: Sequence[ActorSpan], first: int, last: int
) -> list[ActorSpan]:
    """Mentions of an actor in the sentences of an incident and in some around them."""
    low = context.sentences[max(0, first - _REACH)].start
    high = context.sentences[min(len(context.sentences) - 1, last + _REACH)].end
    return [s for s in spans if low <= s.start < high]


def _names_another(
    context: Context, span: ActorSpan, own: Triggers, rest: Triggers | Others
) -> bool:
    """Whether an actor owns up, by name, to another incident than this one."""
    index = context.sentence_at(span.start)
    wanted = claimed_object(context, index) if rest.within(index) else None
    return wanted is not None and _claims(context, span) and not fits(context, wanted, own)


def _listed(context: Context, spans: Sequence[ActorSpan], first: int) -> bool:
    """Whether a sentence before speaks of several attacks of the actor, of which this is one."""
    low, high = context.sentences[max(0, first - _LIST)].start, context.sentences[first].start
    return any(
        m.hit.pattern.plural
        for s in spans
        if low <= s.start < high
        for m in context.mentions_of[context.sentence_at(s.start)]
    )


def _told_there(index: int, rest: Triggers | Others, own: Triggers) -> bool:
    """Whether another incident is told in a sentence, or right before it."""
    return bool(rest.within(index) or rest.within(index - 1)) and not own.within(index)


def _opens_anew(context: Context, own: Triggers) -> bool:
    """Whether an incident has a place or a day of its own, and is no "the attack"."""
    index = own[0].sentence
    if all(article(context, m) in ("definite", "this") for m in own.within(index)):
        return False
    placed = any(p.country and not p.role for p in context.places[index])
    return placed or any(d.first and not d.role for d in context.dates[index])


def _goes_on(context: Context, index: int) -> bool:
    """Whether "they" or "it" did it, which points back to who was told of before."""
    sentence = context.sentences[index]
    return _PRONOUN.search(context.text, sentence.start, sentence.end) is not None


def _claims(context: Context, span: ActorSpan) -> bool:
    """Whether an actor owns up to something, by the words beside a mention of him."""
    if told_of(context, span).owns:
        return True
    before = context.text[max(0, span.start - 60) : span.start]
    return bool(_CLAIMED_BY.search(before) or _CLAIM.match(context.text, span.end, span.end + 70))
