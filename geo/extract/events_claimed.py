"""Whether the doer of an incident says himself that it was his: the attribution "claimed"."""

import re
from collections.abc import Sequence
from typing import Final

from geo.codes import Attribution
from geo.extract.events_arguments import another
from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_sides import home_of
from geo.extract.reading import ActorSpan, Sentence

_SAID: Final = (
    r"(?:said|says|say|told|announc(?:ed|es?|ing)|claim(?:ed|s)|report(?:ed|s)|boast(?:ed|s)|"
    r"tweeted|stat(?:ed|es)|confirmed|acknowledged|celebrated|hailed|signed|put (?:its|their) name|"
    r"took credit|takes credit|called it|calls it|lists?|listed|released|let it be known|"
    r"spoke of|speaks of)"
)
_AFTER: Final = re.compile(
    r"['’]s (?:own )?account\b|(?:['’]s)?(?:[^.;:,]{0,48}?|, [^.;:,]{0,50},[^.;:,]{0,12}?|"
    r"[^.;:]{0,90}?\btheir spokes\w+ [^.;:,]{0,30}?)"
    rf"(?<!\bwas )(?<!\bis )(?<!\bare )(?<!\bwere )\b{_SAID}\b(?! to\b)",
    re.IGNORECASE,
)
"""A group, a few words or an apposition, and what it said."""
_BEFORE: Final = re.compile(
    r"\b(?:according to|by the account of) (?:the |an? |its )?(?:\w+ )?$", re.IGNORECASE
)
_INVERTED: Final = re.compile(
    r", (?:said|says|announced|tweeted|reported) (?:the |an? |its )?(?:\w+ )?$", re.IGNORECASE
)
_STOP: Final = re.compile(r"(?:['’]s)?(?: [\w’'-]+){0,4}[.,;]|$")
_OFFICE: Final = re.compile(
    r"\b(?:(?:defen[cs]e|interior) (?:ministry|minister)|"
    r"ministry of (?:defen[cs]e|(?:the )?interior)|"
    r"GDI|NDS|intelligence (?:directorate|agency|service)|\d+(?:st|nd|rd|th) (?:Army )?Corps|"
    r"Zabihullah Mujahid|army|military|commandos|border guards)\b"
    rf"[^.;]{{0,70}}?\b{_SAID}\b|"
    rf"\b{_SAID} (?:the |an? )?(?:\w+ ){{0,2}}(?:defen[cs]e|interior) ministry\b",
    re.IGNORECASE,
)
_ITS_OWN: Final = re.compile(
    rf" (?:\w+ ){{0,2}}{_SAID}\b[^.;:]{{0,30}}\b(?:it|its|they|their|this|both)\b", re.IGNORECASE
)
_ARTICLE: Final = 4
_OPEN: Final = (Attribution.ATTRIBUTED, Attribution.UNKNOWN)


def own_word(context: Context, draft: Draft, tone: Attribution) -> tuple[int, int] | None:
    """Where a doer, or an office of those who rule there, tells an incident as his own deed.

    Args:
        context: The document.
        draft: The incident.
        tone: Its attribution so far; only "attributed" and "unknown" are open to this.

    Returns:
        Offsets of the voice [code points], or None where nobody tells it so.
    """
    if tone not in _OPEN or not draft.actors:
        return None
    doers = {actor for actor, _, _ in draft.actors}
    country = draft.place.country if draft.place else None
    day = draft.day.last if draft.day else context.reading.document.published
    rules = home_of(country, day) in doers
    for index in _reach(context, draft):
        sentence = context.sentences[index]
        for span in context.actors[index]:
            if doers & set(span.actors) and _tells(context, span, sentence):
                return span.start, span.end
        office = _OFFICE.search(context.text, sentence.start, sentence.end) if rules else None
        if office:
            return office.start(), office.end()
    return None


def _tells(context: Context, span: ActorSpan, sentence: Sentence) -> bool:
    """Whether a mention of an actor is the subject of a verb of saying."""
    before = context.text[max(sentence.start, span.start - 40) : span.start]
    inverted = _INVERTED.search(before) and _STOP.match(context.text, span.end, sentence.end)
    after = _AFTER.match(context.text, span.end, sentence.end)
    return bool(after or inverted or _BEFORE.search(before))


def _reach(context: Context, draft: Draft) -> Sequence[int]:
    """Sentences of an incident, and the one after it that tells of no other, or opens with a voice.

    "Islamic State said that it had answered a call to attack" names an attack, yet no other one.
    """
    own = sorted({m.sentence for m in draft.own})
    after = own[-1] + 1
    if after < len(context.sentences) and (
        not another(context, after) or _opens_with_a_voice(context, after)
    ):
        own.append(after)
    return own


def _opens_with_a_voice(context: Context, index: int) -> bool:
    sentence = context.sentences[index]
    return not context.places[index] and any(
        span.start - sentence.start <= _ARTICLE
        and _ITS_OWN.match(context.text, span.end, sentence.end)
        for span in context.actors[index]
    )
