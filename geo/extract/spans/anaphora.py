"""Who "the group", "both groups", "it" or "its fighters" are: a learned choice among those named.

What speaks for each is laid out in `antecedents`; how much it weighs was learned from documents
with gold claims (`training/anaphora.py`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.extract.linear import LinearModel
from geo.extract.reading import ActorSpan, Sentence
from geo.extract.scanning import Held, Scan
from geo.extract.spans.antecedents import Features, Stage

_ADJECTIVE: Final = (
    r"(?:armed|militant|terrorist|terror|jihadist|extremist|insurgent|sunni|islamist|pakistani|"
    r"banned|"
    r"outlawed|resistance|same|regional|local|latter|rebel|radical|salafi|uzbek|ui?ghur|baloch|"
    r"central asian|opposition)"
)
_NOUN: Final = (
    r"(?:groups?|outfits?|organi[sz]ations?|network|branch|affiliate|front|movement|faction|"
    r"insurgency|newcomers|militia|offshoot|wing|chapter)"
)
_MEN: Final = (
    r"(?:fighters|members|leaders?|commanders?|operatives|militants|forces|men|people|chief|"
    r"leadership|ranks|recruits|bombers?|gunmen|followers|camps?|bases?|attacks?|presence|strength|"
    r"cells?|numbers|income|territory|units?|emir|trainers|gunners)"
)
_ANAPHOR: Final = Scan(
    rf"\b(?:(?P<group>(?:the|this|that|these|those)\s+(?:{_ADJECTIVE}\s+){{0,2}}{_NOUN}"
    r"(?!(?<=movement)\s+of\b))|"
    r"(?P<both>both\s+(?:groups|organi[sz]ations|fronts|movements))|"
    rf"(?P<own>(?:its|their)\s+(?:(?!(?:by|from|with|in|on|to|at|for|and|or)\b)\w+\s+){{0,2}}?{_MEN})|"
    r"(?P<men>(?:the|these|those)\s+(?:militants|insurgents|rebels|fighters|jihadists|extremists|"
    r"terrorists))|"
    r"(?P<he>(?:the|that)\s+former|the\s+latter))\b",
    re.IGNORECASE,
)
_IT_SUBJECT: Final = Held(
    r"(?:(?:(?:[A-Z]\w+|[Ii]n [\w ]{3,20}|[Oo]n [\w ]{3,20}|[Ss]ince [\w ]{3,20}|[Aa]nd|[Bb]ut|"
    r"[Yy]et),? ){0,2})?"
    r"(?P<it>It|They|it|they) (?=(?:also |has |have |had |still |then |later |now |again |once |"
    r"even |\w+ly ){0,3}"
    r"(?:claim|carr|kill|attack|launch|run|ran|operat|maintain|continu|recruit|mov|establish|use|"
    r"control|conduct|target|receiv|train|fight|fought|re-?establish|lost|own|keep|kept|"
    r"stor|draw|drew|commit|boast|seiz|took|take|captur|abduct|strik|struck|fir|storm|"
    r"pay|paid|rel[iy]|post|publish|name|liv|hold|held|burn|beat|arrest|detain|ambush|"
    r"clash|plant|lack|remain|count|number|grew|grow|field|command|enjoy|releas|expel|overr[au]n|"
    r"retak|retook|expand|pledg|orchestrat|stag|mount|assassinat|behead|execut|bomb|shell|tax|"
    r"collect|sell|sold|smuggl|host))"
)
_IT_OBJECT: Final = Scan(
    r"\b(?:puts?|credits?|gives?|reckons?|estimates?|describes?|calls?|accuses?|blames?|numbers|"
    r"lends|"
    r"helps|shelters?|grants?|pays|arms|funds|lets|driven|drove|pushed|credited|"
    r"ascribe[ds]?) (?P<it>it|them)\b"
)


def find_anaphors(
    text: str,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorSpan],
    published: date | None,
    model: LinearModel,
    title: str = "",
) -> tuple[ActorSpan, ...]:
    """Return the actors with anaphors added and resolved, in order.

    A generic mention that is an anaphor ("the militants") gives way to it.

    Args:
        text: The document.
        sentences: Its sentences.
        actors: Its named and generic mentions, in order.
        published: Its day: after the takeover "the group" is rarely the Taliban.
        model: What was learned of `antecedents.Stage.candidates`.
        title: Its headline.
    """
    found = [
        ActorSpan(
            start=spot.start,
            end=spot.end,
            text=text[spot.start : spot.end],
            rule=f"actor.anaphor.{spot.sort}",
            actors=meant,
            basis="anaphor",
        )
        for spot, meant in resolved(text, sentences, actors, published, model, title)
        if meant
    ]
    named = [a for a in actors if a.basis == "lexicon"]
    starts = [a.start for a in named]
    found = [a for a in found if not _overlaps(a, named, starts)]
    covered = [(a.start, a.end) for a in found]
    kept = [a for a in actors if a.basis == "lexicon" or not _covered(a, covered)]
    return tuple(sorted(kept + found, key=lambda span: (span.start, span.end)))


@dataclass(frozen=True, slots=True)
class Spot:
    """An anaphor of a text, not yet resolved.

    Attributes:
        start: Offset of the first character [code points].
        end: Past the last.
        sort: "group", "both", "own", "men", "he" or "it".
        rows: Each actor that it can mean with what speaks for it; empty for "these groups".
    """

    start: int
    end: int
    sort: str
    rows: dict[str, Features]


def resolved(
    text: str,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorSpan],
    published: date | None,
    model: LinearModel | None,
    title: str = "",
) -> Iterator[tuple[Spot, tuple[str, ...]]]:
    """Each anaphor with whom it means, () where nobody was named or without a model."""
    stage = Stage(text, sentences, actors, published, title)
    before: tuple[int, tuple[str, ...]] = (-1, ())
    for start, end, sort in _anaphors(text, sentences):
        paragraph = sentences[stage.sentence_of(start)].paragraph
        if sort == "group" and text[start:end].lower().endswith("s"):
            spot, meant = Spot(start, end, sort, {}), stage.listed(start)
        else:
            previous = before[1] if before[0] == paragraph else ()
            spot = Spot(start, end, sort, stage.candidates(start, end, sort, previous))
            meant = _chosen(spot, stage, model)
        before = paragraph, meant
        yield spot, meant


def _chosen(spot: Spot, stage: Stage, model: LinearModel | None) -> tuple[str, ...]:
    """The likeliest candidate, or the two likeliest of "both groups" in order of the text."""
    if not spot.rows or model is None:
        return ()
    likely = [p["meant"] for p in model.probabilities_of([*spot.rows.values()])]
    ranked = [a for _, a in sorted(zip(likely, spot.rows, strict=True), key=lambda x: -x[0])]
    if spot.sort == "both":
        pair = ranked[:2]
        return stage.in_order(pair, spot.start) if len(pair) > 1 else ()
    return tuple(ranked[:1])


def _overlaps(span: ActorSpan, named: Sequence[ActorSpan], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, span.end)
    return at > 0 and named[at - 1].end > span.start


def _covered(span: ActorSpan, covered: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(covered, (span.end, 0))
    return at > 0 and covered[at - 1][1] > span.start


def _anaphors(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, str]]:
    """(start, end, sort) of each, in order, none overlapping."""
    last = 0
    for sentence in sentences:
        spots = [
            (m.start(), m.end(), m.lastgroup or "group")
            for m in _ANAPHOR.finditer(text, sentence.start, sentence.end)
        ]
        if subject := _IT_SUBJECT.match(text, sentence.start, sentence.end):
            spots.append((*subject.span("it"), "it"))
        spots += [
            (*m.span("it"), "it") for m in _IT_OBJECT.finditer(text, sentence.start, sentence.end)
        ]
        for start, end, sort in sorted(spots):
            if start >= last:
                last = end
                yield start, end, sort
