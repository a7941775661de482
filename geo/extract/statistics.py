"""Claims that sum up: numbers over many incidents, a period or an area.

Every number of a document is a candidate; a linear model says what it counts
(`statistics_numbers`). Who, where, when and the change are chosen from the spans around it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.codes import Kind, Metric, Stance
from geo.extract.presence_arguments import choose_speaker, choose_who
from geo.extract.presence_features import Scene, scenes
from geo.extract.presence_places import Asked, choose_places, claim_place
from geo.extract.presence_rules import LastingRules, Scores, default_rules
from geo.extract.reading import DateSpan, NumberSpan, Reading
from geo.extract.statistics_doer import doer_of
from geo.extract.statistics_metric import allowed
from geo.extract.statistics_numbers import OF_PRESENCE, STRENGTH, Judged, judge
from geo.extract.statistics_period import BEFORE, choose_span, is_compared, is_stretch
from geo.extract.tracing import period_traces, speaker_trace
from geo.model import UNKNOWN_ACTOR, Claim, Evidence, Trace

_MEMORY = 4
_NO_METRIC = frozenset({STRENGTH, OF_PRESENCE})
_UP = re.compile(
    r"\b(?:increas\w*|more|ris\w+|rose|up|higher|grew|growth|climb\w*|jump\w*|soar\w*|surge\w*|leapt|gain\w*|above)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreas\w*|fewer|less|fall\w*|fell|down|lower|drop\w*|declin\w*|reduc\w*|shr[aiu]nk\w*|below)\b",
    re.IGNORECASE,
)


_CHANGED_BY = re.compile(
    r"(?:\b(?:up|down|increased|decreased|declined|fallen|fell|risen|rose|dropped|grew|climbed)"
    r"(?: \w+){0,2}?(?: by)?|"
    r"\b(?:increase|decrease|rise|fall|drop|decline|reduction|growth|surge|jump) of)"
    r"(?: (?:about|around|some|nearly|almost|over|more than|a|an|roughly|another))* ?\Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"[ -](?:more|fewer|less|higher|lower|increase|decrease|rise|fall|drop|decline|reduction|"
    r"growth|surge|jump|up|down)\b",
    re.IGNORECASE,
)


def find_statistics(
    reading: Reading, scores: Scores | None = None, rules: LastingRules | None = None
) -> tuple[Claim, ...]:
    """Find the statistic claims of a document, in order of their numbers.

    Args:
        reading: The document and its spans.
        scores: What the encoder says of this reading, or None without an encoder.
        rules: Cues and models; those of the project where None.
    """
    rules = rules or default_rules()
    all_scenes = scenes(reading, rules.cues)
    return statistic_claims(
        reading, all_scenes, judge(rules.numbers_model(scores), all_scenes, scores)
    )


def statistic_claims(
    reading: Reading, all_scenes: Sequence[Scene], numbers: Sequence[Judged]
) -> tuple[Claim, ...]:
    """The same for a document that is masked and whose numbers are judged already."""
    claims: list[Claim] = []
    last: tuple[int, DateSpan] | None = None
    main: DateSpan | None = None
    published = reading.document.published
    counted = [j for j in numbers if j.label not in _NO_METRIC]
    for judged in inherited(all_scenes, counted):
        if _is_change(judged) and any(
            j.at == judged.at
            and j.candidate.unit != "percent"
            and j.candidate.start < judged.candidate.start
            and not j.review
            for j in counted
        ):
            continue
        period = choose_span(all_scenes, judged, last, main, published)
        compared = is_compared(all_scenes[judged.at], judged.candidate.start)
        if period and not judged.review and not compared and period.rule != BEFORE:
            last = (judged.at, period)
            main = main or (period if is_stretch(period) else None)
        claims.append(_claim(reading, all_scenes, judged, period))
    return tuple(claims)


def inherited(all_scenes: Sequence[Scene], numbers: Sequence[Judged]) -> Iterator[Judged]:
    """Give a number without words of its own what the number before it counts.

    "Claimed 38 operations, against 51 in May" are both attacks: in one sentence, a number that
    is compared with the one before, or that stands bare beside it, counts the same.
    """
    before: Judged | None = None
    for judged in numbers:
        own = allowed(judged.candidate) is not None or judged.candidate.unit == "ordinal"
        bare = not judged.candidate.noun and judged.candidate.toll is None
        compared = is_compared(all_scenes[judged.at], judged.candidate.start)
        if before is not None and before.at == judged.at and not own and (bare or compared):
            before = replace(judged, label=before.label)
        else:
            before = judged
        yield before


def _is_change(judged: Judged) -> bool:
    """Whether a number is a percentage by which something rose or fell."""
    candidate, scene = judged.candidate, judged.candidate.scene
    if candidate.unit != "percent":
        return False
    base, text = scene.sentence.start, scene.sentence.text
    before, after = text[: candidate.start - base], text[candidate.end - base :]
    return _CHANGED_BY.search(before) is not None or _CHANGED.match(after) is not None


def _claim(
    reading: Reading, all_scenes: Sequence[Scene], judged: Judged, period: DateSpan | None
) -> Claim:
    scene, candidate = all_scenes[judged.at], judged.candidate
    anchor = (candidate.start, candidate.end)
    asked = Asked(anchor=anchor, states=True, taliban=True)
    who = choose_who(scene, asked, all_scenes[max(0, judged.at - _MEMORY) : judged.at])
    who = doer_of(scene, anchor, Metric(judged.label), who)
    named = who.rule in {"actor.nearest", "actor.list", "actor.agent", "actor.announced"}
    actors = who.actors if named else (UNKNOWN_ACTOR,)
    places = choose_places(scene, asked)
    speaker = choose_speaker(scene, anchor)
    change = change_of(scene, candidate.start, candidate.end)
    percent = candidate.unit == "percent" and (
        Metric(judged.label) is not Metric.OTHER or (change is not None and _is_change(judged))
    )
    rule = f"statistic.model.{'+'.join(judged.reasons)}"
    score = round(judged.score, 3)
    traces = [
        Trace("kind", "statistic", rule, *anchor, score=score),
        Trace("metric", judged.label, rule, *anchor, score=score),
        Trace("actors", ",".join(actors), who.rule, who.spans[0].start, who.spans[0].end)
        if named
        else Trace("actors", UNKNOWN_ACTOR, "statistic.actor_open", *anchor),
    ]
    for bound, number in (("low", candidate.low), ("high", candidate.high)):
        if number is not None and not percent:
            traces.append(Trace(bound, f"{number:.12g}", "statistic.number", *anchor))
    traces += [Trace("places", p.text, p.rule or "place.sentence", p.start, p.end) for p in places]
    if period is not None:
        traces += period_traces(period)
    if speaker is not None:
        traces.append(speaker_trace(speaker))
    if change is not None:
        beside = _percent_beside(scene, *anchor)
        words = (beside.start, beside.end) if beside else anchor
        traces.append(Trace("change_pct", f"{change:g}", "statistic.percent_beside", *words))
    return Claim(
        doc_id=reading.document.doc_id,
        kind=Kind.STATISTIC,
        stance=Stance.ASSERTED,
        speakers=speaker.voices if speaker else (),
        actors=actors,
        places=tuple(claim_place(p) for p in places),
        date_start=period.first if period else None,
        date_end=period.last if period else None,
        date_prec=period.prec if period else None,
        evidence=(Evidence.cut(reading.document, scene.sentence.start, scene.sentence.end),),
        metric=Metric(judged.label),
        low=None if percent else candidate.low,
        high=None if percent else candidate.high,
        change_pct=change,
        score=score,
        review=judged.review,
        trace=tuple(traces),
    )


def change_of(scene: Scene, start: int, end: int) -> float | None:
    """The percent change that stands next to a number, with its sign; None where none does."""
    number = _percent_beside(scene, start, end)
    if number is None:
        return None
    base = scene.sentence.start
    around = scene.sentence.text[max(0, number.start - base - 30) : number.end - base + 25]
    if _DOWN.search(around):
        return -float(number.best or 0)
    return float(number.best or 0) if _UP.search(around) else None


def _percent_beside(scene: Scene, start: int, end: int) -> NumberSpan | None:
    """The nearest percentage next to a number, or None."""
    percents = [n for n in scene.numbers if n.unit == "percent" and n.best is not None]
    beside = [n for n in percents if n.start < end + 90 and n.end > start - 60]
    return min(beside, key=lambda n: abs(n.start - end), default=None)
