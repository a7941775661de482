"""How each value of an incident came about: the rule, and the words that it looked at."""

from collections.abc import Iterator
from typing import Final

from geo.codes import Attribution
from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_fields import tone_words
from geo.extract.reading import SpeakerSpan
from geo.model import UNKNOWN_ACTOR, ClaimPlace, Toll, Trace

_CUES: Final = {
    Attribution.CLAIMED: ("said_it", "claimed"),
    Attribution.SUSPECTED: ("suspected",),
    Attribution.DISPUTED: ("denied",),
    Attribution.ATTRIBUTED: ("blamed",),
}
"""Cue words that speak for an attribution, the surest first."""
_HEARD: Final = {
    Attribution.CLAIMED: "event.own_word",
    Attribution.ATTRIBUTED: "event.not_owned",
}
"""The rule where a doer is heard, by what that makes of the attribution; else it is doubted."""


def incident_traces(
    draft: Draft, score: float, where: ClaimPlace | None, speaker: SpeakerSpan | None
) -> list[Trace]:
    """Traces of what an incident is, who did it, where, when and who says so.

    Args:
        draft: The incident.
        score: How sure it is that it is one, 0 to 1.
        where: Its place, or None.
        speaker: Who tells it, or None where the document itself does.
    """
    rule = f"event.{draft.trigger.hit.pattern.id}"
    start, end = draft.trigger.start, draft.trigger.end
    out = [
        Trace("kind", "event", rule, start, end, round(score, 3)),
        Trace("event_type", str(draft.kind), rule, start, end),
    ]
    for name, span, sure in draft.actors:
        source = f"event.actor+{span.rule}"
        out.append(Trace("actors", name, source, span.start, span.end, round(sure, 3)))
    if not draft.actors:
        out.append(Trace("actors", UNKNOWN_ACTOR, "event.actor_open", None, None))
    if draft.place is not None and where is not None:
        source = f"event.place+{draft.place.rule}"
        sure = round(draft.place_score, 3)
        out.append(Trace("places", where.name, source, draft.place.start, draft.place.end, sure))
    elif where is not None:
        out.append(Trace("places", where.name, "event.place_country", None, None, 0.5))
    if draft.day is not None:
        out += _days(draft)
    if speaker is not None:
        value, source = ", ".join(speaker.voices), f"event.speaker+{speaker.rule}"
        out.append(Trace("speakers", value, source, speaker.start, speaker.end))
    return out


def _days(draft: Draft) -> Iterator[Trace]:
    day, sure = draft.day, round(draft.day_score, 3)
    if day is None:
        return
    values = {"date_start": day.first, "date_end": day.last, "date_prec": day.prec}
    for name, value in values.items():
        yield Trace(name, str(value), f"event.date+{day.rule}", day.start, day.end, sure)


def attribution_trace(
    context: Context,
    draft: Draft,
    judged: Attribution,
    tone: Attribution,
    voice: tuple[int, int] | None,
) -> Trace:
    """The trace of an attribution: the voice or cue words behind it, else the doer it names.

    Args:
        context: The document.
        draft: The incident.
        judged: Its attribution before it was asked whose word it is.
        tone: Its attribution.
        voice: Offsets of the doer who tells it as his own, leaves it open or is doubted
            [code points], or None.
    """
    value = str(tone)
    if voice:
        rule = _HEARD.get(tone, "event.doubted")
        return Trace("attribution", value, rule, *voice)
    if not draft.actors:
        return Trace("attribution", value, "event.attribution+no_doer_named", *draft.spans[0])
    doer = draft.actors[0][1].start, draft.actors[0][1].end
    if judged is not tone:
        return Trace("attribution", value, "event.attribution+nobody_heard", *doer)
    for cue in _CUES.get(tone, ()):
        found = tone_words(context, draft.spans, draft.own[-1], cue)
        if found:
            return Trace("attribution", value, f"event.attribution+{cue}", *found)
    plain = tone is Attribution.ATTRIBUTED
    return Trace("attribution", value, f"event.attribution+{'doer' if plain else 'model'}", *doer)


def toll_trace(name: str, toll: Toll, draft: Draft) -> Trace:
    """The trace of deaths, injured or deaths_attackers of an incident."""
    what = "injured" if name == "injured" else "deaths"
    attackers = name == "deaths_attackers"
    found = [t for t in draft.tolls if t.what == what and t.attackers is attackers]
    if not found:
        person = next(m for m in draft.own if m.hit.pattern.id == "assassination")
        return Trace(name, "1/1/1", "event.named_victim", person.start, person.end)
    source = found[0]
    value = "/".join("?" if n is None else str(n) for n in (toll.low, toll.best, toll.high))
    return Trace(name, value, f"event.toll+{source.rule}", source.start, source.end)
