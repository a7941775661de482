"""Every number of a document with what it counts: a metric, a strength, or nothing of ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.extract.linear import Model
from geo.extract.presence_features import Scene
from geo.extract.presence_rules import COUNTS_NOTHING, Scores
from geo.extract.scanning import Scan
from geo.extract.statistics_features import Candidate, features, in_order, sums_up
from geo.extract.statistics_metric import allowed, declared

STRENGTH = "strength"
OF_PRESENCE = "strength_other"
_NO_METRIC = frozenset({STRENGTH, OF_PRESENCE})
_SURE = 0.3
_LIKELY = 0.08
_LIKELY_STRENGTH = 0.2
"""A number that could only count what is less likely than this counts nothing; the words of a
toll say for sure what it counts."""
_BESIDE = 0.8
"""A number beside a sure statistic of its sentence is one where "none" is below this."""
_INCLUDING = Scan(r"\b(?:including|among them) (?:one|two|an?|the)\b", re.IGNORECASE)
_REVIEW = 0.8
"""Below this a number that is no statistic otherwise is offered for review."""
_SPANS = (
    "in_event", "in_presence", "in_statistic", "presence_number", "statistic_number", "event_toll",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A number and what the model makes of it.

    Attributes:
        candidate: The number.
        at: Index of its scene.
        label: A metric, "strength" or "strength_other" (a number inside another presence).
        score: How sure the model is that it is a claim at all, 0 to 1.
        reasons: Features that spoke most for the label.
        review: Whether it is too unsure for the map.
    """

    candidate: Candidate
    at: int
    label: str
    score: float
    reasons: tuple[str, ...]
    review: bool = False


def encoded(candidate: Candidate, scores: Scores | None) -> dict[str, float] | None:
    """What the encoder says of a number and of its sentence, or None without an encoder."""
    if scores is None:
        return None
    spans = {label: scores.span(label, candidate.start, candidate.end) for label in _SPANS}
    return spans | dict(scores.sentences[candidate.scene.sentence.index])


def _of_one_incident(judged: Judged) -> bool:
    """Whether a number stands behind "including one that ...", in the telling of one incident."""
    sentence = judged.candidate.scene.sentence
    return _INCLUDING.search(sentence.text[: judged.candidate.start - sentence.start]) is not None


def judge(model: Model, scenes: Sequence[Scene], scores: Scores | None) -> tuple[Judged, ...]:
    """Label the numbers of a document; those that count nothing of ours are left out."""
    index = {scene.sentence.start: at for at, scene in enumerate(scenes)}
    weighed: list[tuple[Judged, float]] = []
    found = list(in_order(scenes))
    rows = [features(c, rank, before, encoded(c, scores)) for c, rank, before in found]
    for (candidate, _, _), offered, likely in zip(
        found, rows, model.probabilities_of(rows), strict=True
    ):
        nothing = likely.pop(COUNTS_NOTHING)
        if nothing >= max(_BESIDE, model.threshold(COUNTS_NOTHING)):
            continue
        possible = allowed(candidate) or frozenset(likely)
        label = max(likely, key=lambda name: (name in possible, likely[name], name))
        told = sums_up(candidate) or declared(candidate) is not None
        found_at = max(likely.values()) if told else likely[label]
        sure_of_toll = candidate.toll is not None and nothing < model.threshold(COUNTS_NOTHING)
        wanted = _LIKELY_STRENGTH if label in _NO_METRIC else 0.0 if sure_of_toll else _LIKELY
        if found_at < wanted:
            continue
        judged = Judged(
            candidate=candidate,
            at=index[candidate.scene.sentence.start],
            label=label,
            score=1 - nothing,
            reasons=model.reasons(offered, label),
        )
        weighed.append((judged, nothing))
    sure = {j.at for j, nothing in weighed if nothing < _SURE and j.label not in _NO_METRIC}
    kept = []
    for judged, nothing in weighed:
        metric = judged.label not in _NO_METRIC
        beside = metric and judged.at in sure and not _of_one_incident(judged)
        if nothing < model.threshold(COUNTS_NOTHING) or beside:
            kept.append(judged)
        elif metric and nothing < _REVIEW:
            kept.append(replace(judged, review=True))
    return tuple(kept)
