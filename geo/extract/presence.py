"""Claims that a group is, or is said not to be, somewhere, or does something lasting there.

A sentence is masked, cues fire in it, and a linear model says how likely each activity and
stance is (`presence_features`). For what is accepted, actor, places, period and speaker are
chosen from the typed spans (`presence_arguments`), and claims that say the same are merged.
"""

from collections.abc import Iterator, Mapping, Sequence

from geo.codes import Activity, Counted, Kind, Stance
from geo.extract.linear import LinearModel
from geo.extract.presence_arguments import (
    Asked,
    choose_period,
    choose_places,
    choose_speaker,
    choose_who,
    claim_place,
    the_country,
)
from geo.extract.presence_features import Scene, features, scenes
from geo.extract.presence_merge import Draft, merged
from geo.extract.presence_rules import Encoded, LastingRules, default_rules
from geo.extract.reading import Reading
from geo.extract.statistics_numbers import OF_PRESENCE, STRENGTH, Judged, judge
from geo.model import Claim, Evidence, Strength, Trace

SURE = 0.5
"""Score below which a claim waits for review instead of going on the map."""
ANYTHING = "any"
_MEMORY = 4
_NOWHERE = frozenset({Activity.STRENGTH, Activity.FINANCE, Activity.SUPPORT})
"""Activities that a text often tells without any place; the others it tells of its country."""
_COUNTED = {
    Counted.FIGHTERS_AND_FAMILY: "famil relatives wives dependants dependents household",
    Counted.GROUPS: "group organi outfit cell network formation",
    Counted.LEADERS: "leader senior commander figure",
    Counted.FIGHTERS: "fighter men troop soldier arms militant combatant insurgent",
    Counted.MEMBERS: "member operative personnel follower people persons",
}


def find_presence(
    reading: Reading, encoded: Encoded | None = None, rules: LastingRules | None = None
) -> tuple[Claim, ...]:
    """Find the presence claims of a document, in order of their evidence.

    Args:
        reading: The document and its spans.
        encoded: Probabilities of the sentence encoder, or None without an encoder.
        rules: Cues and models; those of the project where None.
    """
    rules = rules or default_rules()
    all_scenes = scenes(reading, rules.cues)
    numbers = judge(rules.numbers, all_scenes, encoded)
    return presence_claims(reading, all_scenes, numbers, encoded, rules)


def presence_claims(
    reading: Reading,
    all_scenes: Sequence[Scene],
    numbers: Sequence[Judged],
    encoded: Encoded | None,
    rules: LastingRules,
) -> tuple[Claim, ...]:
    """The same for a document that is masked and whose numbers are judged already."""
    drafts = [_strength(all_scenes, judged) for judged in numbers if judged.label == STRENGTH]
    for at, scene in enumerate(all_scenes):
        sentence = scene.sentence
        told = (encoded or {}).get((sentence.start, sentence.end))
        offered = features(scene, all_scenes[at - 1] if at else None, told)
        beside = [j for j in numbers if j.at == at and j.label == OF_PRESENCE]
        for label, score in accepted(rules.presence, offered):
            drafts.append(_draft(all_scenes, at, label, score, beside, rules.presence, offered))
    return tuple(_claim(reading, draft) for draft in merged(drafts))


def accepted(model: LinearModel, offered: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The activities and stances that a sentence tells of, each with its score.

    Of each stance the likeliest activity is taken once anything of that stance is likely
    enough, and with it every activity that is likely enough by itself.
    """
    likely = model.probabilities(offered)
    for stance in Stance:
        at_all = likely[f"{ANYTHING}.{stance}"]
        names = [n for n in likely if n.endswith(f".{stance}") and not n.startswith(ANYTHING)]
        best = max(names, key=lambda n: (likely[n] / model.threshold(n), n))
        enough = at_all >= model.threshold(f"{ANYTHING}.{stance}")
        for name in names:
            if enough and (name == best or likely[name] >= model.threshold(name)):
                yield name, max(at_all, likely[name])


def _draft(
    all_scenes: Sequence[Scene],
    at: int,
    label: str,
    score: float,
    beside: Sequence[Judged],
    model: LinearModel,
    offered: Mapping[str, float],
) -> Draft:
    scene = all_scenes[at]
    name, how = label.split(".")
    activity, stance = Activity(name), Stance(how)
    hits = [h for h in scene.hits if (h.cue.label, h.cue.stance) == (activity, stance)]
    slots = tuple(h.who for h in hits if h.who)
    sentence = scene.sentence
    anchor = (hits[0].start, hits[0].end) if hits else (sentence.start, sentence.end)
    holds = activity is Activity.BASE and stance is Stance.ASSERTED
    asked = Asked(anchor=anchor, slots=slots, taliban=holds or scene.insurgent)
    who = choose_who(scene, asked, all_scenes[max(0, at - _MEMORY) : at])
    rule = (
        hits[0].cue.cue_id if hits else f"presence.model.{'+'.join(model.reasons(offered, label))}"
    )
    strength = _number(beside[0]) if beside else None
    return Draft(
        activity=activity,
        stance=stance,
        who=who,
        places=choose_places(scene, anchor),
        evidence=((sentence.start, sentence.end),),
        sentence=at,
        speaker=choose_speaker(scene, anchor),
        period=choose_period(scene.dates),
        strength=strength,
        score=score,
        traces=(
            Trace("kind", "presence", rule, *anchor, score=round(score, 3)),
            Trace("activity", str(activity), rule, *anchor, score=round(score, 3)),
            Trace("stance", str(stance), rule, *anchor, score=round(score, 3)),
        ),
    )


def _strength(all_scenes: Sequence[Scene], judged: Judged) -> Draft:
    scene, candidate = all_scenes[judged.at], judged.candidate
    anchor = (candidate.start, candidate.end)
    asked = Asked(anchor=anchor, states=True, taliban=scene.insurgent)
    who = choose_who(scene, asked, all_scenes[max(0, judged.at - _MEMORY) : judged.at])
    rule = f"strength.model.{'+'.join(judged.reasons)}"
    score = round(judged.score, 3)
    return Draft(
        activity=Activity.STRENGTH,
        stance=Stance.ASSERTED,
        who=who,
        places=choose_places(scene, anchor),
        evidence=((scene.sentence.start, scene.sentence.end),),
        sentence=judged.at,
        speaker=choose_speaker(scene, anchor),
        period=choose_period(scene.dates),
        strength=_number(judged),
        score=judged.score,
        traces=(
            Trace("kind", "presence", rule, *anchor, score=score),
            Trace("activity", "strength", rule, *anchor, score=score),
        ),
    )


def _number(judged: Judged) -> Strength | None:
    """The number as a strength, with whom it counts."""
    candidate = judged.candidate
    low = None if candidate.low is None else int(candidate.low)
    high = None if candidate.high is None else int(candidate.high)
    if low is None and high is None:
        return None
    base = candidate.scene.sentence.start
    text = candidate.scene.sentence.text[candidate.start - base : candidate.end - base + 90].lower()
    counted = next(
        (c for c, words in _COUNTED.items() if any(w in text for w in words.split())),
        Counted.FIGHTERS,
    )
    return Strength(low, high, counted)


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
    if not places and draft.activity not in _NOWHERE:
        places = (the_country(),)
        traces.append(Trace("places", "AF", "place.country_by_default", score=0.5))
    period, speaker = draft.period, draft.speaker
    if period is not None:
        traces.append(Trace("date_start", str(period.first), period.rule, period.start, period.end))
        traces.append(Trace("date_end", str(period.last), period.rule, period.start, period.end))
    if speaker is not None:
        traces.append(Trace("speakers", speaker.name, speaker.rule, speaker.start, speaker.end))
    return Claim(
        doc_id=reading.document.doc_id,
        kind=Kind.PRESENCE,
        stance=draft.stance,
        speakers=(speaker.name, *speaker.chain) if speaker else (),
        actors=draft.who.actors,
        places=places,
        date_start=period.first if period else None,
        date_end=period.last if period else None,
        date_prec=period.prec if period else None,
        evidence=tuple(Evidence.cut(reading.document, *e) for e in draft.evidence),
        activity=draft.activity,
        strength=draft.strength,
        score=round(draft.score, 3),
        review=draft.score < 0,
        trace=tuple(traces),
    )
