"""Drafts of presence claims, and which of them say the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.codes import Activity, Stance
from geo.extract.presence_arguments import Who
from geo.extract.reading import DateSpan, PlaceSpan, SpeakerSpan
from geo.model import Strength, Trace

_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A presence claim before merging.

    Attributes:
        activity: What the group does or has there.
        stance: Whether it is said to be so.
        who: The group.
        places: Places in the sentences, in order.
        evidence: (start, end) of each stretch, in order.
        sentence: Index of its last sentence.
        speaker: Who says it, or None for the document itself.
        period: The period that the text states, or None.
        strength: Number of people, or None.
        score: How sure the model is, 0 to 1.
        traces: How it came about.
        review: Whether it is too unsure for the map.
    """

    activity: Activity
    stance: Stance
    who: Who
    places: tuple[PlaceSpan, ...]
    evidence: tuple[tuple[int, int], ...]
    sentence: int
    speaker: SpeakerSpan | None
    period: DateSpan | None
    strength: Strength | None
    score: float
    traces: tuple[Trace, ...]
    review: bool = False


def merged(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Join drafts of one group, activity, stance and speaker; numbers stay apart."""
    out: list[Draft] = []
    alike: dict[object, list[int]] = {}
    for draft in sorted(drafts, key=lambda d: (d.evidence[0], d.activity, d.stance)):
        known = alike.setdefault(_topic(draft), [])
        for at in known:
            if _same(out[at], draft):
                out[at] = _join(out[at], draft)
                break
        else:
            known.append(len(out))
            out.append(draft)
    return tuple(out)


def _topic(draft: Draft) -> tuple[Activity, Stance, bool, frozenset[str]]:
    """What drafts that say the same have in common."""
    return draft.activity, draft.stance, draft.review, frozenset(draft.who.actors)


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one topic say the same."""
    if a.activity is Activity.STRENGTH or not _one_voice(a, b):
        return False
    if a.period is not None and b.period is not None and a.period.first != b.period.first:
        return False
    return abs(a.sentence - b.sentence) <= _NEAR or _areas(a) == _areas(b)


def _one_voice(a: Draft, b: Draft) -> bool:
    """Whether two drafts are one speaker's word: a denial told again, or one without a name."""
    if _name(a.speaker) == _name(b.speaker):
        return True
    unnamed = a.speaker is None or b.speaker is None
    return _areas(a) == _areas(b) and (a.stance is Stance.DENIED or unnamed)


def _name(speaker: SpeakerSpan | None) -> str:
    return speaker.name.casefold() if speaker else ""


def _areas(draft: Draft) -> frozenset[tuple[str | None, str | None]]:
    return frozenset((p.country, p.adm1) for p in draft.places)


def _join(a: Draft, b: Draft) -> Draft:
    known = {(p.country, p.adm1, p.text) for p in a.places}
    return replace(
        a,
        places=a.places + tuple(p for p in b.places if (p.country, p.adm1, p.text) not in known),
        evidence=a.evidence + tuple(e for e in b.evidence if e not in a.evidence),
        sentence=b.sentence,
        period=a.period or b.period,
        strength=a.strength or b.strength,
        score=max(a.score, b.score),
        traces=a.traces if a.strength else a.traces + _strength(b),
    )


def _strength(draft: Draft) -> tuple[Trace, ...]:
    return tuple(trace for trace in draft.traces if trace.field == "strength")
