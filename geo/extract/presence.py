"""Claims that a group is, or is said not to be, somewhere, or does something lasting there.

A sentence is masked, cues fire in it, and a linear model says how likely each activity and
stance is (`presence_features`). For what is accepted, actor, places, period and speaker are
chosen from the typed spans (`presence_arguments`), and claims that say the same are merged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from geo.codes import Activity, Kind, Stance
from geo.extract.linear import Model
from geo.extract.presence_arguments import NOBODY
from geo.extract.presence_denials import settled
from geo.extract.presence_drafts import (
    Found,
    denied_too,
    number_draft,
    of_forces,
    only_counted,
    sentence_draft,
)
from geo.extract.presence_features import Scene, features, scenes
from geo.extract.presence_merge import Draft, merged
from geo.extract.presence_places import claim_place, the_country
from geo.extract.presence_plain import PLAIN, plain
from geo.extract.presence_rules import LastingRules, Scores, default_rules
from geo.extract.reading import Reading
from geo.extract.statistics_numbers import OF_PRESENCE, STRENGTH, Judged, judge
from geo.extract.tracing import period_traces, speaker_trace
from geo.model import Claim, Evidence, Trace

SURE = 0.9
"""Score from which a claim that names nobody goes on the map all the same."""
REVIEW = 0.65
"""Share of its threshold from which a claim is offered for review."""
PLACELESS = 0.6
"""Score from which a claim goes on the map whose sentence names no place."""
UNDENIED = 0.5
"""Score from which a denial does that no declared words of denial speak for."""
ANYTHING = "any"
_NOWHERE = frozenset({Activity.STRENGTH, Activity.FINANCE})
"""Activities that a text often tells without any place; the others it tells of its country."""


def find_presence(
    reading: Reading, scores: Scores | None = None, rules: LastingRules | None = None
) -> tuple[Claim, ...]:
    """Find the presence claims of a document, in order of their evidence.

    Args:
        reading: The document and its spans.
        scores: What the encoder says of this reading, or None without an encoder.
        rules: Cues and models; those of the project where None.
    """
    rules = rules or default_rules()
    all_scenes = scenes(reading, rules.cues)
    numbers = judge(rules.numbers_model(scores), all_scenes, scores)
    return presence_claims(reading, all_scenes, numbers, scores, rules)


def presence_claims(
    reading: Reading,
    all_scenes: Sequence[Scene],
    numbers: Sequence[Judged],
    scores: Scores | None,
    rules: LastingRules,
) -> tuple[Claim, ...]:
    """The same for a document that is masked and whose numbers are judged already."""
    model = rules.presence_model(scores)
    drafts = [number_draft(all_scenes, judged) for judged in numbers if judged.label == STRENGTH]
    telling = [at for at, scene in enumerate(all_scenes) if scene.tells]
    rows = [_offered(all_scenes, at, scores) for at in telling]
    for at, offered, likely in zip(telling, rows, model.probabilities_of(rows), strict=True):
        beside = [j for j in numbers if j.at == at and j.label == OF_PRESENCE]
        scene = all_scenes[at]
        cued = {f"{hit.cue.label}.{hit.cue.stance}" for hit in scene.hits}
        told_here: list[Draft] = []
        taken = stated(scene, accepted(model, likely))
        stances = settled(scene, [label for label, _, _ in taken])
        for told, score, sure in taken:
            if told not in stances:
                continue
            label = stances[told]
            reasons = () if label in cued else model.reasons(offered, told)
            found = Found(
                label=label, score=score, reasons=reasons, beside=tuple(beside), review=not sure
            )
            told_here.append(sentence_draft(all_scenes, at, found))
        counted = any(j.at == at and j.label == STRENGTH and not j.review for j in numbers)
        drafts += [
            d
            for d in told_here
            if not denied_too(d, told_here)
            and not (counted and only_counted(scene, d))
            and not of_forces(scene, d)
        ]
    return tuple(_claim(reading, draft) for draft in merged(drafts))


def _offered(all_scenes: Sequence[Scene], at: int, scores: Scores | None) -> dict[str, float]:
    """What the model may look at in one scene."""
    scene = all_scenes[at]
    told = scores.sentences[scene.sentence.index] if scores is not None else None
    return features(scene, all_scenes[at - 1] if at else None, told)


def accepted(model: Model, likely: Mapping[str, float]) -> Iterator[tuple[str, float, bool]]:
    """The activities and stances that a sentence tells of, each with its score and if it is sure.

    Of each stance the likeliest activity is taken once anything of that stance is likely
    enough, and with it every activity that is likely enough by itself. What comes near
    (`REVIEW`) is offered for review.
    """
    for stance in Stance:
        at_all = likely[f"{ANYTHING}.{stance}"]
        wanted = model.threshold(f"{ANYTHING}.{stance}")
        if at_all < REVIEW * wanted:
            continue
        names = _of_stance(model.classes, stance)
        best = max(names, key=lambda n: (likely[n] / model.threshold(n), n))
        for name in names:
            if name == best or (at_all >= wanted and likely[name] >= model.threshold(name)):
                yield name, max(at_all, likely[name]), at_all >= wanted


def stated(scene: Scene, taken: Iterable[tuple[str, float, bool]]) -> list[tuple[str, float, bool]]:
    """What is taken of a sentence, and what it states plainly, whatever the model makes of it."""
    found = list(taken)
    for label in plain(scene):
        if not any(told == label and sure for told, _, sure in found):
            found = [one for one in found if one[0] != label]
            found.append((label, PLAIN, True))
    return found


@cache
def _of_stance(classes: tuple[str, ...], stance: Stance) -> tuple[str, ...]:
    """The activities of one stance among the classes of a model."""
    return tuple(n for n in classes if n.endswith(f".{stance}") and not n.startswith(ANYTHING))


def _claim(reading: Reading, draft: Draft) -> Claim:
    places = tuple(claim_place(p) for p in draft.places)
    traces = list(draft.traces)
    span = draft.who.spans[0] if draft.who.spans else None
    traces.append(
        Trace(
            "actors", ",".join(draft.who.actors), draft.who.rule,
            span.start if span else None, span.end if span else None,
        )
    )  # fmt: skip
    for place in draft.places:
        traces.append(
            Trace("places", place.text, place.rule or "place.sentence", place.start, place.end)
        )
    doubted = draft.review or (draft.who.rule == NOBODY and draft.score < SURE)
    if draft.stance is Stance.DENIED and draft.traces[0].rule.startswith("presence.model."):
        doubted = doubted or draft.score < UNDENIED
    if not places and draft.activity not in _NOWHERE:
        doubted = doubted or draft.score < PLACELESS
        places = (the_country(),)
        traces.append(Trace("places", "AF", "place.country_by_default", score=0.5))
    period, speaker = draft.period, draft.speaker
    if period is not None:
        traces += period_traces(period)
    if speaker is not None:
        traces.append(speaker_trace(speaker))
    return Claim(
        doc_id=reading.document.doc_id,
        kind=Kind.PRESENCE,
        stance=draft.stance,
        speakers=speaker.voices if speaker else (),
        actors=draft.who.actors,
        places=places,
        date_start=period.first if period else None,
        date_end=period.last if period else None,
        date_prec=period.prec if period else None,
        evidence=tuple(Evidence.cut(reading.document, *e) for e in draft.evidence),
        activity=draft.activity,
        strength=draft.strength,
        score=round(draft.score, 3),
        review=doubted,
        trace=tuple(traces),
    )
