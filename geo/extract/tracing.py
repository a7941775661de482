"""What every kind of claim has in its account: days, speaker, and what holds by default.

A default is a rule too: a claim is asserted because nothing in its words denies it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from geo.codes import Kind, Stance, TargetType
from geo.extract.reading import DateSpan, SpeakerSpan
from geo.model import Claim, Trace

_ACCOUNTED: Final = frozenset({"evidence"})
"""Fields that are words themselves."""


def period_traces(period: DateSpan) -> Iterator[Trace]:
    """One trace each for date_start, date_end and date_prec, from the words that tell the days."""
    values = {"date_start": period.first, "date_end": period.last, "date_prec": period.prec}
    for name, value in values.items():
        yield Trace(name, str(value), period.rule, period.start, period.end)


def speaker_trace(speaker: SpeakerSpan) -> Trace:
    """Who says it, nearest to the document first, and the words that name him."""
    value = ", ".join(speaker.voices)
    return Trace("speakers", value, speaker.rule, speaker.start, speaker.end)


def with_defaults(claim: Claim) -> Claim:
    """A claim with traces of what holds because nothing in its words says otherwise.

    Only the trace changes: stance (asserted), speakers (the document itself) and the target
    type (unknown) get a line where no rule has written one. The words are the first evidence.
    """
    told = {trace.field for trace in claim.trace}
    added = [
        Trace(field, value, rule, claim.evidence[0].start, claim.evidence[0].end)
        for field, value, rule in _defaults(claim)
        if field not in told
    ]
    return replace(claim, trace=(*claim.trace, *added)) if added else claim


def _defaults(claim: Claim) -> Iterator[tuple[str, str, str]]:
    if claim.stance is Stance.ASSERTED:
        yield "stance", str(claim.stance), "claim.asserted: nothing in the words denies it"
    if not claim.speakers:
        yield "speakers", "the document", "claim.own_voice: nobody is heard to say it"
    if claim.kind is Kind.EVENT and claim.target_type is TargetType.UNKNOWN:
        yield "target_type", "unknown", "event.target_open: the words name no sort of target"


def told_by(claim: Claim, rule: str) -> Claim:
    """A claim with a trace by one rule for each value that has none, from its first evidence.

    Args:
        claim: A claim that came as a whole, as from a language model.
        rule: Who gave its values.
    """
    told = {trace.field for trace in claim.trace} | _ACCOUNTED
    first = claim.evidence[0]
    added = [
        Trace(field, _text(value), rule, first.start, first.end)
        for field, value in claim.record().items()
        if field not in told and value not in (None, [])
    ]
    return with_defaults(replace(claim, trace=(*claim.trace, *added)))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(v["name"] if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, dict):
        return "/".join("?" if v is None else str(v) for v in value.values())
    return str(value)
