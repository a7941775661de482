"""Events of a document: triggers accepted, joined into incidents, and given their fields."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from geo.codes import Attribution, EventType, Kind, PlaceKind, TargetType, WherePrec
from geo.config import data_dir
from geo.extract.events_between import between
from geo.extract.events_claimed import own_word
from geo.extract.events_clusters import accept, group
from geo.extract.events_context import Context, Scores
from geo.extract.events_denied import deny
from geo.extract.events_drafts import Draft, draft_all, final_features
from geo.extract.events_fields import named_victim, target_of
from geo.extract.events_fought import fought
from geo.extract.events_no_deed import told_share
from geo.extract.events_resolve import claim_place
from geo.extract.events_retold import UNLINKED, join_retold, unlinked
from geo.extract.events_spread import FORCES, floor_of, spread
from geo.extract.events_tolls import merge_tolls
from geo.extract.events_traces import attribution_trace, incident_traces, toll_trace
from geo.extract.patterns import PatternSet, load_patterns
from geo.extract.reading import Reading
from geo.extract.spans.speakers import speaker_over
from geo.extract.trees import Forest
from geo.model import UNKNOWN_ACTOR, Claim, ClaimPlace, Evidence, Trace

CLAIM: Final = 0.5
"""Incidents at or above this become claims."""
TONE_FLOOR: Final = 0.5
TARGET_FLOOR: Final = 0.2
REVIEW: Final = 0.3
"""Incidents between this and `CLAIM` are kept for review and off the map."""
_FAR_AWAY: Final = frozenset({"US", "GB", "DE", "FR", "CH", "QA"})
"""Countries that texts about Afghanistan name as speakers and hosts, not as places of events."""
_TARGETS: Final = tuple(t for t in TargetType if t is not TargetType.UNKNOWN)
_TONES: Final = (Attribution.CLAIMED, Attribution.SUSPECTED, Attribution.DISPUTED)


@dataclass(frozen=True, slots=True, eq=False)
class EventKnowledge:
    """What event extraction needs: declared triggers and learned weights.

    Attributes:
        patterns: Triggers of data/patterns/events.toml.
        forest: Models for use without an encoder (data/models/events.json).
        encoded: Models for use beside one (data/models/events_encoded.json).
    """

    patterns: PatternSet
    forest: Forest
    encoded: Forest


@cache
def load_event_knowledge(folder: Path) -> EventKnowledge:
    """Read triggers and weights from a data folder, once.

    Raises:
        DataError: A file is missing or broken.
    """
    return EventKnowledge(
        load_patterns(folder / "patterns" / "events.toml"),
        Forest.load(folder / "models" / "events.json"),
        Forest.load(folder / "models" / "events_encoded.json"),
    )


def find_events(
    reading: Reading, scores: Scores | None = None, knowledge: EventKnowledge | None = None
) -> list[Claim]:
    """Every incident that a document tells of, as claims in order of their evidence.

    Args:
        reading: The typed spans.
        scores: What an encoder says of the reading, or None without one.
        knowledge: Triggers and weights; those of the project where None.

    Returns:
        Claims with a score of at least `REVIEW`; those below `CLAIM` have `review` set.
    """
    knowledge = knowledge or load_event_knowledge(data_dir())
    context = Context(reading, knowledge.patterns, scores)
    if not context.mentions:
        return []
    forest = knowledge.forest if scores is None else knowledge.encoded
    drafts = draft(context, forest)
    rows = final_features(context, drafts)
    chances = [
        float(chance) * (UNLINKED if unlinked(context, d) else 1.0) * told_share(context, d)
        for d, chance in zip(drafts, forest.predict("claim", rows), strict=True)
    ]
    floor = floor_of(reading)
    kept = [(d, chance) for d, chance in zip(drafts, chances, strict=True) if chance >= floor]
    judged = judge([d for d, _ in kept], forest)
    claims = [
        _claim(context, draft, chance, tone, sort)
        for (draft, chance), (tone, sort) in zip(kept, judged, strict=True)
    ]
    told = deny(reading, spread(reading, claims))
    return [c for c in told if c.score >= REVIEW or not c.review]


def draft(context: Context, forest: Forest) -> list[Draft]:
    """The incidents of a document with their fields, each told once."""
    drafts = draft_all(context, group(context, forest, accept(context, forest)), forest)
    joined = join_retold(context, drafts)
    return drafts if len(joined) == len(drafts) else draft_all(context, joined, forest)


def _claim(
    context: Context, draft: Draft, score: float, tone: Attribution, sort: TargetType | None
) -> Claim:
    """A draft as a claim, with a trace for every value."""
    if fought(context, draft):
        draft = replace(draft, kind=EventType.ARMED_CLASH)
    tolls = draft.tolls
    judged = tone
    tone, voice = own_word(context, draft, judged)
    deaths = merge_tolls(tolls, "deaths", attackers=False, text=context.text)
    deaths = deaths or named_victim(context, draft.own, tolls, draft.kind)
    injured = merge_tolls(tolls, "injured", attackers=False, text=context.text)
    fallen = merge_tolls(tolls, "deaths", attackers=True)
    names = tuple(a for a, _, _ in draft.actors) or (UNKNOWN_ACTOR,)
    target = target_of(context, draft.spans, sort) if sort else None
    if draft.place is not None:
        draft = replace(draft, place=between(context, draft.place))
    where = claim_place(draft.place) if draft.place else _default_place(context)
    day = draft.day
    speaker = speaker_over(context.reading.speakers, draft.spans)
    trace = incident_traces(draft, score, where, speaker)
    trace.append(attribution_trace(context, draft, judged, tone, voice))
    for name, toll in (("deaths", deaths), ("injured", injured), ("deaths_attackers", fallen)):
        if toll is not None:
            trace.append(toll_trace(name, toll, draft))
    if target is not None:
        trace.append(Trace("target", target[0], "event.target", target[1], target[2]))
    if sort is not None:
        a, b = (target[1], target[2]) if target else draft.spans[0]
        trace.append(Trace("target_type", str(sort), "event.target_type", a, b))
    return Claim(
        doc_id=context.reading.document.doc_id,
        kind=Kind.EVENT,
        speakers=speaker.voices if speaker else (),
        actors=names,
        places=(where,) if where else (),
        date_start=day.first if day else None,
        date_end=day.last if day else None,
        date_prec=day.prec if day else None,
        evidence=tuple(Evidence.cut(context.reading.document, a, b) for a, b in draft.spans),
        event_type=draft.kind,
        attribution=tone,
        target=target[0] if target else None,
        target_type=sort or TargetType.UNKNOWN,
        deaths=deaths,
        injured=injured,
        deaths_attackers=fallen,
        score=round(score, 3),
        review=score < CLAIM,
        trace=tuple(trace),
    )


def settle(draft: Draft, tone: Attribution) -> Attribution:
    """Correct a learned attribution where the words of the incident leave no choice."""
    if not draft.actors or tone in (Attribution.SUSPECTED, Attribution.DISPUTED):
        return tone
    said = draft.features.get("tone.said_it", 0.0) > draft.features.get("tone.unclaimed", 0.0)
    group = not {a for a, _, _ in draft.actors} & FORCES
    if said:
        return Attribution.CLAIMED
    if tone is Attribution.CLAIMED and group and not draft.features.get("around.claimed"):
        return Attribution.ATTRIBUTED
    return tone


def judge(drafts: Sequence[Draft], forest: Forest) -> list[tuple[Attribution, TargetType | None]]:
    """Attribution and sort of target of each draft."""
    plain = [d.features for d in drafts]
    toned = [d.features | {f"actor.{a.split(':')[0]}": 1.0 for a, _, _ in d.actors} for d in drafts]
    by_tone = forest.predict_all([f"tone.{t}" for t in _TONES], toned)
    by_sort = forest.predict_all([f"target.{t}" for t in _TARGETS], plain)
    tones = {t: by_tone[f"tone.{t}"] for t in _TONES if f"tone.{t}" in by_tone}
    sorts = {t: by_sort[f"target.{t}"] for t in _TARGETS if f"target.{t}" in by_sort}
    out: list[tuple[Attribution, TargetType | None]] = []
    for i, draft in enumerate(drafts):
        tone = max(tones, key=lambda t: float(tones[t][i]), default=Attribution.ATTRIBUTED)
        if not draft.actors:
            tone = Attribution.UNKNOWN
        elif tone not in tones or tones[tone][i] < TONE_FLOOR:
            tone = Attribution.ATTRIBUTED
        tone = settle(draft, tone)
        sort = max(sorts, key=lambda t: float(sorts[t][i]), default=None)
        out.append((tone, sort if sort and sorts[sort][i] >= TARGET_FLOOR else None))
    return out


def _default_place(context: Context) -> ClaimPlace | None:
    """Afghanistan, in a text that names no other country of the region more often."""
    named = Counter(p.country for p in context.reading.places if p.country)
    if not named["AF"] or any(named[c] > named["AF"] for c in named if c not in _FAR_AWAY):
        return None
    return ClaimPlace(
        name="Afghanistan", country="AF", adm1=None, kind=PlaceKind.COUNTRY, place_id="AF",
        where_prec=WherePrec.COUNTRY,
    )  # fmt: skip
