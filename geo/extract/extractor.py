"""All claims of one document: its events, what lasts, and its numbers."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from geo.extract.encoder import SentenceScores
from geo.extract.events import find_events
from geo.extract.knowledge import Knowledge
from geo.extract.lasting import find_lasting
from geo.extract.reader import read
from geo.extract.reading import Reading
from geo.extract.spans.unwrapping import flowing
from geo.extract.tracing import with_defaults
from geo.model import Claim, Document, Evidence, Trace

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_TITLED: Final = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<only>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def extract(
    document: Document, knowledge: Knowledge, *, scores: SentenceScores | None = None
) -> tuple[Claim, ...]:
    """Find every claim of a document; a pure function of its arguments.

    Args:
        document: The text and its origin.
        knowledge: Lexicons and gazetteer.
        scores: What an encoder says of the document, or None where there is none.

    Returns:
        Claims in order of their evidence. Those too unsure for the map have `review` set.
    """
    return from_reading(read_dated(document, knowledge), scores=scores)


def from_reading(reading: Reading, *, scores: SentenceScores | None = None) -> tuple[Claim, ...]:
    """The claims of a document that was read already."""
    found = [
        *find_events(reading, scores),
        *find_lasting(reading, scores),
    ]
    return as_written(reading, in_order([with_defaults(claim) for claim in found]))


def in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims in order of their evidence; of several on the same words, in order of their ids."""
    here = Counter(map(_stands, claims))
    return tuple(
        sorted(claims, key=lambda c: (_stands(c), c.claim_id if here[_stands(c)] > 1 else ""))
    )


def read_dated(document: Document, knowledge: Knowledge) -> Reading:
    """Read a document; where its day is not known, dates are read as of its title's.

    What is hard-wrapped is read as running text; `as_written` leads claims back.
    """
    known = document.published or titled_day(document.title)
    flow = flowing(document.text)
    if flow.text == document.text:
        reading = read(replace(document, published=known), knowledge)
        return replace(reading, document=document)
    mended = replace(document, text=flow.text)
    reading = read(replace(mended, published=known), knowledge)
    return replace(reading, document=mended, written=document, flow=flow)


def as_written(reading: Reading, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims on the text as it was read, with quotes and offsets of the text as it came."""
    document = reading.written
    if document is None:
        return tuple(claims)
    cut, at = Evidence.cut, reading.span_as_written
    return tuple(
        replace(
            claim,
            evidence=tuple(cut(document, *at(e.start, e.end)) for e in claim.evidence),
            trace=tuple(_trace_as_written(reading, trace) for trace in claim.trace),
        )
        for claim in claims
    )


def _trace_as_written(reading: Reading, trace: Trace) -> Trace:
    if trace.start is None or trace.end is None:
        return trace
    start, end = reading.span_as_written(trace.start, trace.end)
    return replace(trace, start=start, end=end)


def titled_day(title: str) -> date | None:
    """Last day of the period that a title names ("... in November 2016"), or None."""
    found = _TITLED.search(title)
    if found is None:
        return None
    if found["only"]:
        return date(int(found["only"]), 12, 31)
    year, month = int(found["year"]), _MONTHS.index(found["month"].lower()) + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(int(found["day"] or last), last) or last)


def _stands(claim: Claim) -> tuple[int, int, str]:
    first = claim.evidence[0]
    return first.start, first.end, str(claim.kind)
