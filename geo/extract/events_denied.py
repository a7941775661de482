"""A group that denies its part in an incident: a second claim beside the asserted one.

Codebook 6.19: the group is the actor, the denier the speaker, the attribution is disputed and
no toll is given. Condemning an attack is no denial.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.codes import Attribution, EventType, Kind, Stance
from geo.extract.reading import ActorSpan, Reading, Sentence, Span, SpeakerSpan
from geo.extract.scanning import Scan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR, Claim, Evidence, Trace

_DENIAL: Final = Scan(
    r"\bden(?:y|ies|ied|ying) (?:(?:any|all|its|their|having had any|the|that|such) )?(?:\w+ )?"
    r"(?:involve\w*|responsib\w*|role|part|hand|link|connection|attack|killings?|allegations?|"
    r"accusations?|charges?|claims?|reports?|it\b|them\b|this\b|carrying|being behind|having "
    r"(?:carried|been|attacked|killed|fired))|"
    r"\bissued (?:an? )?(?:flat |firm )?denial|"
    r"\breject(?:s|ed|ing)? (?:(?:any|all|the|this|these|such) )?(?:involve\w*|responsib\w*|role|"
    r"part|hand|allegations?|accusations?|charges?|reports?)|"
    r"\b(?:had|has|have|took|taken|any)? ?(?:no|not any) (?:hand|part|role|connection|link|"
    r"relation|involvement)\b (?:in|with|to)|\bnothing to do with\b|"
    r"\bnot (?:our|their|its) (?:work|doing|deed)\b|\bnot (?:us|ours)\b|\bnot done by\b|"
    r"\bdisown(?:ed|s)\b|\bdistanced (?:itself|themselves) from\b|"
    r"\bdid not (?:carry out|commit|conduct|attack|kill|fire|plant|target)\b|"
    r"\bwas not behind\b|\bwere not behind\b|"
    r"\bden(?:y|ies|ied|ying) that (?:any|its|his|their|our)\b[^.;]{0,40}\b(?:involved|behind|"
    r"responsible)\b|"
    r"\bneither\b[^.;]{0,40}\bany (?:hand|part|role)\b in",
    re.IGNORECASE,
)
_LIE: Final = re.compile(
    r"\b(?:call(?:s|ed)|dismiss(?:es|ed)|describ(?:es|ed)|reject(?:s|ed))\b[^.;]{0,50}\b(?:lies?|"
    r"fabricat\w+|slander|nonsense|untrue|invent\w+)\b|"
    r"^\W*(?:a lie|lies|slander|nonsense|fabrications?)\b[^.;]{0,60}\b(?:sa(?:id|ys)|"
    r"call(?:s|ed)|replie[ds]|answer(?:s|ed))\b",
    re.IGNORECASE,
)
"""What its own doer calls the account of a deed; said by others it denies something else."""
_LIE_WORD: Final = Scan(
    r"\b(?:lies?|fabricat\w+|slander|nonsense|untrue|invent\w+)\b", re.IGNORECASE
)
_NEVER: Final = Scan(
    r"\b(?:never|did not) (?:took|take|taken) place\b|\bnever happened\b|\bnobody attacked\b|"
    r"\bnot a (?:single )?shot was fired\b|\bno such (?:attack|incident|raid|bombing|strike)\b|"
    r"\bno (?:attack|raid|bombing|rocket|strike)s? (?:had|has|have) (?:been|taken)\b",
    re.IGNORECASE,
)
"""Words of a speaker who says that there was no such deed; its doer stays the one accused."""
_NO_DENIAL: Final = Scan(
    r"\b(?:(?:neither|nor|declined to|or) (?:confirm\w* )?(?:n?or )?den(?:y|ied)|presence|exist\w*|"
    r"sanctuar\w*|safe havens?|sheltering|harbou?r\w*|territory|soil|support(?:s|ing)?|"
    r"casualt\w*|losses|fighters (?:in|on)|operates?|active)\b",
    re.IGNORECASE,
)
_SHARED: Final = frozenset(
    {"places", "date_start", "date_end", "date_prec", "event_type", "target", "target_type"}
)
"""Fields that a denial has from the claim denied, with how they came about there."""
_REACH: Final = 3
_SCORE: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Said:
    """Who is said to have done nothing, the words that name the denier, and who says so."""

    actor: str
    denier: Span
    voices: tuple[str, ...]
    teller: Span


def deny(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Claims with the denials that their text holds beside them.

    Args:
        reading: The typed spans of the document.
        claims: Its asserted events in order of their evidence.

    Returns:
        The claims, those whose doer denies it as disputed, and one denied claim for each denial.
    """
    kept = list(claims)
    made: list[Claim] = []
    for sentence in reading.sentences:
        if _NO_DENIAL.search(sentence.text):
            continue
        found = _DENIAL.search(sentence.text)
        weak = found is None
        if found is None and _LIE_WORD.search(sentence.text):
            found = _LIE.search(sentence.text)
        found = found or _NEVER.search(sentence.text)
        if found is None:
            continue
        at = sentence.start + found.start()
        base = _denied(reading, kept, sentence, at)
        said = _said(reading, sentence, at, base, weak=weak) if base else None
        if base is None or said is None:
            continue
        words = (at, sentence.start + found.end())
        made.append(_claim(base, said, sentence, reading, words))
        if isinstance(said.denier, ActorSpan):
            kept[kept.index(base)] = _dispute(base, said.actor, words)
    return sorted([*kept, *made], key=lambda c: (c.evidence[0].start, c.evidence[-1].end))


def _said(
    reading: Reading, sentence: Sentence, at: int, base: Claim, *, weak: bool
) -> _Said | None:
    """Who is said to have done nothing, and who says so.

    Where no group is named, or the words only call the account a lie, the doer is the one
    whom the text accuses.
    """
    denier = _denier(reading, sentence, at)
    accused = base.actors[0] if len(base.actors) == 1 else UNKNOWN_ACTOR
    if denier is not None and not (weak and denier.actors[0] not in base.actors):
        voices, teller = _voices(reading.speakers, sentence, denier)
        return _Said(denier.actors[0], denier, voices, teller)
    speaker = next((s for s in reading.speakers if sentence.start <= s.start < sentence.end), None)
    if speaker is None or accused == UNKNOWN_ACTOR:
        return None
    if weak and denier is not None and not _NEVER.search(sentence.text):
        return None
    return _Said(accused, speaker, speaker.voices, speaker)


def _denier(reading: Reading, sentence: Sentence, at: int) -> ActorSpan | None:
    """The group that speaks: the nearest named before the words of denial, else after them."""
    inside = [
        a for a in reading.actors
        if sentence.start <= a.start < sentence.end and a.basis != "generic"
        and not set(a.actors) & {UNKNOWN_ACTOR, ANY_ACTOR} and len(a.actors) == 1
    ]  # fmt: skip
    before = [a for a in inside if a.end <= at]
    return max(before, key=lambda a: a.end, default=None) or min(
        inside, key=lambda a: a.start, default=None
    )


def _denied(reading: Reading, claims: Iterable[Claim], sentence: Sentence, at: int) -> Claim | None:
    """The incident spoken of: the last told in or before the sentence, in the same stretch."""
    first = max(0, sentence.index - _REACH)
    reach = reading.sentences[first].start
    near = [
        c for c in claims
        if c.stance is Stance.ASSERTED and not c.review and c.event_type is not EventType.ARRESTS
        and any(reach <= e.start < at or sentence.start <= e.start < sentence.end
                for e in c.evidence)
    ]  # fmt: skip
    return max(near, key=lambda c: max(e.start for e in c.evidence if e.start < sentence.end),
               default=None)  # fmt: skip


def _claim(
    base: Claim, said: _Said, sentence: Sentence, reading: Reading, words: tuple[int, int]
) -> Claim:
    denier, teller = said.denier, said.teller
    start, end = sentence.start, sentence.start + len(sentence.text.rstrip())
    return Claim(
        doc_id=base.doc_id,
        kind=Kind.EVENT,
        stance=Stance.DENIED,
        speakers=said.voices,
        actors=(said.actor,),
        places=base.places,
        date_start=base.date_start,
        date_end=base.date_end,
        date_prec=base.date_prec,
        evidence=(Evidence.cut(reading.document, start, end),),
        event_type=base.event_type,
        attribution=Attribution.DISPUTED,
        target=base.target,
        target_type=base.target_type,
        score=min(_SCORE, base.score),
        trace=(
            Trace("kind", "event", "event.denied", *words, _SCORE),
            Trace("stance", "denied", "event.denied", *words, _SCORE),
            Trace("attribution", "disputed", "event.denied", *words),
            Trace("actors", said.actor, "event.denied", denier.start, denier.end),
            Trace("speakers", ", ".join(said.voices), "event.denied", teller.start, teller.end),
            *(t for t in base.trace if t.field in _SHARED),
        ),
    )


def _voices(
    speakers: Sequence[SpeakerSpan], sentence: Sentence, denier: ActorSpan
) -> tuple[tuple[str, ...], Span]:
    """Who denies: the speaker named with the group, else the only one, else the group."""
    inside = [s for s in speakers if sentence.start <= s.start < sentence.end]
    over = [s for s in inside if s.start < denier.end and denier.start < s.end]
    best = over[0] if over else inside[0] if len(inside) == 1 and inside[0].denies else None
    return (best.voices, best) if best else ((" ".join(denier.text.split()),), denier)


def _dispute(base: Claim, actor: str, words: tuple[int, int]) -> Claim:
    """The asserted claim with its doer's denial noted; an open doer stays open."""
    if actor not in base.actors:
        return base
    note = Trace("attribution", "disputed", "event.denied", *words)
    trace = (*(t for t in base.trace if t.field != "attribution"), note)
    return replace(base, attribution=Attribution.DISPUTED, trace=trace)
