"""From an accepted sentence or number to the draft of a presence claim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.codes import Activity, Counted, PlaceKind, Stance
from geo.extract.presence_arguments import choose_denier, choose_period, choose_speaker, choose_who
from geo.extract.presence_denials import hits_of
from geo.extract.presence_features import Scene
from geo.extract.presence_merge import Draft
from geo.extract.presence_places import Asked, choose_places
from geo.extract.reading import PlaceSpan
from geo.extract.statistics_numbers import Judged
from geo.model import Strength, Trace

_MEMORY = 12
_FOREIGN = ("US_NATO",)
_BESIDE = 1
_BARE = frozenset({"presence.men_in", "presence.copula_in"})
"""Cues that a number of fighters somewhere fires too."""
_FORCES_DO = frozenset({Activity.BASE, Activity.TRANSIT})
_FORCES = re.compile(
    r"\b(?:troops|military|forces|army|police|government|authorities|soldiers|ANDSF|ISAF)\b",
    re.IGNORECASE,
)
_WIDE = frozenset(
    {Activity.TRANSIT, Activity.FINANCE, Activity.RECRUITMENT, Activity.SUPPORT, Activity.STRENGTH}
)
_COUNTED = {
    Counted.FIGHTERS_AND_FAMILY: "famil relatives wives dependants dependents household",
    Counted.GROUPS: "group organi outfit cell network formation",
    Counted.LEADERS: "leader senior commander figure",
    Counted.FIGHTERS: "fighter men troop soldier arms militant combatant insurgent",
    Counted.MEMBERS: "member operative personnel follower people persons",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the model accepted in a sentence.

    Attributes:
        label: Activity and stance, "camp.asserted".
        score: How sure the model is, 0 to 1.
        reasons: Features that spoke most for it; () where a cue of the sentence does.
        beside: Numbers of the sentence that belong to a presence.
        review: Whether it is too unsure for the map.
    """

    label: str
    score: float
    reasons: tuple[str, ...]
    beside: tuple[Judged, ...] = ()
    review: bool = False


def sentence_draft(all_scenes: Sequence[Scene], at: int, found: Found) -> Draft:
    """Draft what a sentence tells, around the first cue that speaks for it."""
    scene = all_scenes[at]
    name, how = found.label.split(".")
    activity, stance = Activity(name), Stance(how)
    hits = hits_of(scene, found.label)
    sentence = scene.sentence
    anchor = (hits[0].start, hits[0].end) if hits else (sentence.start, sentence.end)
    holds = activity is Activity.BASE and stance is Stance.ASSERTED
    asked = Asked(
        anchor=anchor,
        slots=tuple(h.who for h in hits if h.who),
        taliban=holds or scene.insurgent,
        denied=stance is Stance.DENIED,
        wide=activity in _WIDE,
    )
    rule = hits[0].cue.cue_id if hits else f"presence.model.{'+'.join(found.reasons)}"
    strength = _told(found.beside[0], "strength.beside") if found.beside else None
    what = (activity, stance)
    return _draft(all_scenes, at, asked, what, strength, found.score, rule, review=found.review)


def denied_too(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether the words that seem to assert something deny it ("has no camps")."""
    start, end = _anchor(draft)
    return draft.stance is Stance.ASSERTED and any(
        other.stance is Stance.DENIED
        and other.activity is draft.activity
        and other.review <= draft.review
        and _anchor(other)[0] < end
        and start < _anchor(other)[1]
        for other in others
    )


def only_counted(scene: Scene, draft: Draft) -> bool:
    """Whether nothing but their number tells that fighters are somewhere."""
    return (draft.activity, draft.stance) == (Activity.PRESENCE, Stance.ASSERTED) and all(
        hit.cue.cue_id in _BARE
        for hit in scene.hits
        if (hit.cue.label, hit.cue.stance) == (Activity.PRESENCE, Stance.ASSERTED)
    )


def of_forces(scene: Scene, draft: Draft) -> bool:
    """Whether the only ones who hold or move in a sentence are a state's forces.

    "Troops are deployed at bases across the country" tells nothing of the group spoken of before.
    """
    named = draft.who.spans
    if draft.activity not in _FORCES_DO or draft.stance is Stance.DENIED:
        return False
    if any(scene.sentence.start <= s.start < scene.sentence.end for s in named):
        return False
    states = [a for a in scene.actors if a.of_state or a.basis == "state"]
    return len(states) == len(scene.actors) and any(_FORCES.search(a.text) for a in states)


def theatre(earlier: Sequence[Scene]) -> tuple[PlaceSpan, ...]:
    """Afghanistan, where sentences name it: where a number counts men, if it names no place.

    Foreign troops are there wherever the text has named it, a group where the sentence before does.
    """
    for scene in reversed(earlier):
        named = [p for p in scene.places if p.country == "AF" and p.kind is PlaceKind.COUNTRY]
        if named:
            return (named[-1],)
    return ()


def _anchor(draft: Draft) -> tuple[int, int]:
    """The words that make a claim, as its first trace keeps them."""
    trace = draft.traces[0]
    return trace.start or 0, trace.end or 0


def number_draft(all_scenes: Sequence[Scene], judged: Judged) -> Draft:
    """Draft a strength from the number that tells it."""
    scene, candidate = all_scenes[judged.at], judged.candidate
    asked = Asked(
        anchor=(candidate.start, candidate.end),
        states=True,
        taliban=scene.insurgent,
        counts=True,
    )
    what = (Activity.STRENGTH, Stance.ASSERTED)
    rule = f"strength.model.{'+'.join(judged.reasons)}"
    return _draft(all_scenes, judged.at, asked, what, _told(judged, rule), judged.score, rule)


def _draft(
    all_scenes: Sequence[Scene],
    at: int,
    asked: Asked,
    what: tuple[Activity, Stance],
    strength: tuple[Strength, Trace] | None,
    score: float,
    rule: str,
    *,
    review: bool = False,
) -> Draft:
    scene = all_scenes[at]
    earlier = all_scenes[max(0, at - _MEMORY) : at]
    activity, stance = what
    start, end = asked.anchor
    sure = round(score, 3)
    who, places = choose_who(scene, asked, earlier), choose_places(scene, asked, earlier[-4:])
    if not places and activity is Activity.STRENGTH:
        reach = at if who.actors == _FOREIGN else _BESIDE
        places = theatre(all_scenes[max(0, at - reach) : at + 1])
    return Draft(
        activity=activity,
        stance=stance,
        who=who,
        places=places,
        evidence=((scene.sentence.start, scene.sentence.end),),
        sentence=at,
        speaker=(choose_denier if asked.denied else choose_speaker)(scene, asked.anchor),
        period=choose_period(scene.dates),
        strength=strength[0] if strength else None,
        score=score,
        traces=(
            Trace("kind", "presence", rule, start, end, sure),
            Trace("activity", str(activity), rule, start, end, sure),
            Trace("stance", str(stance), rule, start, end, sure),
            *((strength[1],) if strength else ()),
        ),
        review=review,
    )


def _told(judged: Judged, rule: str) -> tuple[Strength, Trace] | None:
    """The strength that a number tells, and how; None where it has no bound."""
    strength, candidate = strength_of(judged), judged.candidate
    if strength is None:
        return None
    low, high = ("?" if n is None else str(n) for n in (strength.low, strength.high))
    value, sure = f"{low}/{high} {strength.counted}", round(judged.score, 3)
    return strength, Trace("strength", value, rule, candidate.start, candidate.end, sure)


def strength_of(judged: Judged) -> Strength | None:
    """A number as a strength, with whom it counts; None where it has no bound."""
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
