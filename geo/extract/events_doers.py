"""The doers of an incident: the candidates of the text, a learned score, and plain sense.

A score is learned from few texts. Where the words or the codebook leave little choice (who
arrests, whose aircraft, two sides of a battle), declared rules of `weigh` correct it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.extract.events_arguments import (
    actor_features,
    around,
    beside_others,
    reachable,
)
from geo.extract.events_context import Context, Mention, others, triggers
from geo.extract.events_doer_words import (
    beaten_off,
    by_others,
    crossfire,
    disowned,
    flies,
    former_state,
    left_open,
    nameless,
    noted,
    part_of,
    pinned,
)
from geo.extract.events_elsewhere import owned_another
from geo.extract.events_features import Features, gap
from geo.extract.events_partners import beside_doer, fought_each_other, owned_together
from geo.extract.events_sides import STATE_OF, Sides, home_of, is_state
from geo.extract.events_told import told_of
from geo.extract.reading import ActorSpan
from geo.extract.scanning import Scan
from geo.extract.trees import Forest
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

Doer = tuple[str, ActorSpan, float]
"""Id of an actor, the words that name him, and how likely he did it."""

ACTOR_FLOOR: Final = 0.2
SECOND_ACTOR: Final = 0.8
NOTED: Final = 0.95
OWN_WORD: Final = 0.78
"""Just below `SECOND_ACTOR`: of two groups that own up to a deed the likelier one is kept."""
ELSEWHERE: Final = 0.2
"""What is left of the score of an actor who only owned up to another incident."""
BOTH_SIDES: Final = 0.65
MUTUAL_SIDES: Final = 0.4
_AFTERMATH: Final = 4
_BRANCH: Final = "ISKP"
_HERE: Final = "actor.islamic_state_here"
_BOMBS: Final = frozenset({"suicide_bomb", "remote_explosive", "grenade"})
_CATCHES: Final = frozenset({"arrests", "disrupted_weapons_use"})
_FORCES: Final = Scan(
    r"\b(?:police|security forces|special forces|(?:the )?army|commandos|soldiers|border guards|"
    r"intelligence (?:agents|service|agency|officers)|security agencies|authorities|air force|"
    r"officers|(?:war)?planes|jets|troops)\b",
    re.IGNORECASE,
)
_ENTRIES: Final = frozenset({"raid", "arrest", "eliminated", "foiled"})
"""Patterns of those who come to catch somebody."""
_FLYERS: Final = frozenset({"PAK_GOV", "US_NATO"})
"""Who strikes Afghanistan from the air after the takeover."""
_OFTEN_NAMED: Final = 0.05


def actor_candidates(
    context: Context, own: Sequence[Mention], sides: Sides
) -> dict[str, list[ActorSpan]]:
    """Actors within reach of an incident, each with its mentions."""
    out: dict[str, list[ActorSpan]] = {}
    near = reachable(context, own, context.actors)
    known = set(map(id, near))
    for span in [*near, *(s for s in _told_after(context, own) if id(s) not in known)]:
        for actor in span.actors:
            if actor not in (UNKNOWN_ACTOR, ANY_ACTOR):
                out.setdefault(actor, []).append(span)
    for span in _offices(context, own):
        out.setdefault(span.actors[0], []).append(span)
    counts = _mentions_of(context)
    for actor in sorted(counts, key=lambda a: -len(counts[a]))[:3]:
        out.setdefault(actor, counts[actor])
    if sides.home in counts:
        out.setdefault(sides.home, counts[sides.home])
    return out


def _mentions_of(context: Context) -> dict[str, list[ActorSpan]]:
    """The mentions of each actor in the text, gathered once; to be read only."""
    key = ("mentions", 0, 0)
    known = context.beside.get(key)
    if isinstance(known, dict):
        return known
    counts: dict[str, list[ActorSpan]] = {}
    for span in context.reading.actors:
        for actor in span.actors:
            if actor not in (UNKNOWN_ACTOR, ANY_ACTOR):
                counts.setdefault(actor, []).append(span)
    context.beside[key] = counts
    return counts


def _told_after(context: Context, own: Sequence[Mention]) -> list[ActorSpan]:
    """Actors said to claim, deny or be blamed before the text turns to another incident."""
    out: list[ActorSpan] = []
    for index in range(own[-1].sentence + 2, own[-1].sentence + 2 + _AFTERMATH):
        if index >= len(context.sentences):
            break
        if context.claim_cues[index]:
            out += context.actors[index]
        else:
            out += [s for s in context.actors[index] if told_of(context, s).accused]
        if any(m.hit.pattern.role in ("noun", "verb") for m in context.mentions_of[index]):
            break
    return out


def _offices(context: Context, own: Sequence[Mention]) -> list[ActorSpan]:
    """Forces named without their state ("police"), as those of the country they stand in."""
    out: list[ActorSpan] = []
    for index in sorted({m.sentence for m in own}):
        sentence = context.sentences[index]
        taken = [(a.start, a.end) for a in context.actors[index]]
        for found in _FORCES.finditer(context.text, sentence.start, sentence.end):
            if any(a < found.end() and found.start() < b for a, b in taken):
                continue
            actor = _state(context, index)
            if actor:
                out.append(
                    ActorSpan(
                        start=found.start(),
                        end=found.end(),
                        text=found.group(),
                        rule="event.forces",
                        actors=(actor,),
                        basis="office",
                    )
                )
    return out


def _state(context: Context, index: int) -> str | None:
    """Whose forces act in a sentence: the state of its place, in its time."""
    near = [p.country for p in context.places[index] if p.country in {"AF", *STATE_OF}]
    if not near and any(p.country for p in context.places[index]):
        return None
    days = [d.last for d in context.dates[index] if d.last]
    return home_of(
        near[0] if near else "AF", days[0] if days else context.reading.document.published
    )


def weigh(
    context: Context, actor: str, spans: Sequence[ActorSpan], own: Sequence[Mention],
    rest: Sequence[Mention], kind: str, sides: Sides, row: Features, score: float,
) -> float:  # fmt: skip
    """A learned score, corrected where the words or the codebook leave little choice.

    Args:
        context: The document.
        actor: Id of the candidate.
        spans: Its mentions within reach.
        own: Triggers of the incident.
        rest: All other triggers.
        kind: Event type of the incident.
        sides: Whose people were hit, and who rules there.
        row: The features behind the score.
        score: What was learned, 0 to 1.

    Returns:
        A score in 0 to 1.
    """
    settled = _settled(context, actor, spans, own, rest, kind, row, score)
    if settled is not None:
        return settled
    said = bool(row["by"] or row["claims"])
    state = is_state(actor, after=sides.after)
    group = not state
    moved = _moved_against(kind, own, sides) and not nameless(context, own)
    if state and not (said or row["accused"]) and _of_no_state(context, own, kind, moved=moved):
        score *= 0.3
    here = {m.sentence for m in own}
    inside = [s for s in spans if context.sentence_at(s.start) in here]
    score *= 0.3 if any(beaten_off(context, s) for s in inside) else 1.0
    if (row["unclaimed"] or row["unclaimed_after"]) and not row["by"]:
        score *= 0.6 if row["own_up"] or pinned(context, own) else 0.3
        if row["denies"] and not (said or row["accused"]):
            score *= 0.3
    if not (said or row["accused"]):
        score *= _doubt(context, spans, own, kind, row, group=group)
    if moved and not said:
        lesser = group and (kind in _CATCHES or actor in sides.hit)
        score = _against(sides, actor, row, score, lesser=lesser)
    if kind == "air_drone_strike":
        if (group or actor == "TALIBAN") and not row["by"]:
            score *= 0.3
        elif actor in _FLYERS and sides.home == "TALIBAN" and row["rank"] > _OFTEN_NAMED:
            score = max(score, 0.4)
    if spans and all(part_of(context, s) for s in inside or spans):
        score *= 0.3
    return score * (ELSEWHERE if group and owned_another(context, spans, own, rest) else 1.0)


def _of_no_state(context: Context, own: Sequence[Mention], kind: str, *, moved: bool) -> bool:
    """Whether an incident is of a sort, or of men, that a state is rarely behind."""
    caught = any(m.hit.pattern.id in _ENTRIES for m in own)
    taken = kind == "abduction" and not caught
    return taken or (kind in _BOMBS and not moved) or by_others(context, own)


def _doubt(
    context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention], kind: str,
    row: Features, *, group: bool,
) -> float:  # fmt: skip
    """What is left of the score of an actor whom nothing accuses, where the words leave it open.

    He denies it and nobody else is heard; the doers are "unidentified gunmen"; it fell on
    somebody in the crossfire of others.
    """
    left = 0.3 if kind != "armed_clash" and crossfire(context, own) else 1.0
    denied = group and disowned(context, spans, own)
    unknown = not row["own_up"] and nameless(context, own)
    if (denied or unknown) and not pinned(context, own):
        left *= 0.09 if denied and unknown else 0.3
    return left


def _settled(
    context: Context, actor: str, spans: Sequence[ActorSpan], own: Sequence[Mention],
    rest: Sequence[Mention], kind: str, row: Features, score: float,
) -> float | None:  # fmt: skip
    """The score where the text says outright who did it, or that nobody knows; None elsewhere."""
    if row["perpetrator"] or noted(context, spans, own):
        return max(score, NOTED)
    if _says_so(context, spans, own, rest) or flies(context, spans, own):
        return max(score, OWN_WORD)
    if kind in _CATCHES and former_state(context, spans, own):
        return max(score, OWN_WORD)
    if left_open(context, own):
        return score * 0.2
    return max(score, OWN_WORD) if actor in owned_together(context, own) else None


def _against(sides: Sides, actor: str, row: Features, score: float, *, lesser: bool) -> float:
    """The score of an actor where somebody moved against a group: those who rule there did."""
    if actor == sides.home and not row["acts"]:
        return max(score, 0.5)
    return score * 0.3 if lesser else score


def _says_so(
    context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention], rest: Sequence[Mention]
) -> bool:
    """Whether the sentences of an incident say that an actor did it, or that he owns up to it."""
    inside = {m.sentence for m in own}
    for span in spans:
        told = told_of(context, span)
        if told.sentence not in inside or part_of(context, span):
            continue
        here = told.here()
        agent = here.doer and not span.role_only
        subject = here.does and not here.victim and span.position != "object"
        if told.owns or agent or (subject and _is_nearest(span, own, rest)):
            return True
    return False


def _is_nearest(span: ActorSpan, own: Sequence[Mention], rest: Sequence[Mention]) -> bool:
    """Whether no trigger of another incident stands nearer to a mention."""
    mine = min(gap(span, m) for m in around(span, triggers(own)))
    return all(gap(span, m) >= mine for m in around(span, others(rest)))


def choose_actors(
    context: Context, own: Sequence[Mention], rest: Sequence[Mention], kind: str, sides: Sides,
    forest: Forest, previous: Sequence[str] = (),
) -> list[Doer]:  # fmt: skip
    """The doers of an incident, likeliest first, with the words behind each; empty if open."""
    found = actor_candidates(context, own, sides)
    names = list(found)
    rows = [actor_features(context, a, found[a], own, rest, kind, sides, previous) for a in names]
    beside_others(rows)
    scores = forest.predict("actor", rows)
    weighed = [
        weigh(context, name, found[name], own, rest, kind, sides, row, float(score))
        for name, row, score in zip(names, rows, scores, strict=True)
    ]
    ranked = sorted(zip(weighed, names, rows, strict=True), key=lambda x: -x[0])
    implied = _moved_against(kind, own, sides) and not nameless(context, own)
    if sides.home and sides.home not in found and implied:
        found[sides.home] = [_implied(context, own[0], sides.home)]
        ranked = sorted([*ranked, (0.5, sides.home, {"here": 1.0})], key=lambda x: -x[0])
    chosen = [(n, s) for s, n, _ in ranked[:1] if s >= ACTOR_FLOOR]
    if chosen:
        doer, sure = chosen[0]
        beside = beside_doer(context, own, doer, kind, sides.hit)
        chosen += [(name, sure) for name in beside if name in found]
    if len(chosen) == 1 and not _began(context, chosen[0][0], found, own, rest, kind):
        chosen += _second(context, own, kind, ranked[1:2])
    return [
        (name, min(found[name], key=lambda x: _nearness(x, own)), score) for name, score in chosen
    ]


def abroad(context: Context, doers: Sequence[Doer], country: str | None) -> list[Doer]:
    """The same doers where the "Islamic State" struck neither Afghanistan nor Pakistan.

    There its bare name means the Khorasan branch only in a text that names the branch itself.
    """
    if country in (None, "AF", "PK") or any(
        span.actors == (_BRANCH,) and span.basis == "lexicon" and span.rule != _HERE
        for span in context.reading.actors
    ):
        return [*doers]
    return [
        ("IS", replace(span, rule="actor.islamic_state_abroad", actors=("IS",)), score)
        if name == _BRANCH and span.rule == _HERE
        else (name, span, score)
        for name, span, score in doers
    ]


def _began(
    context: Context, doer: str, found: dict[str, list[ActorSpan]], own: Sequence[Mention],
    rest: Sequence[Mention], kind: str,
) -> bool:  # fmt: skip
    """Whether a battle is told as the attack of one side."""
    return (
        kind == "armed_clash"
        and _says_so(context, found[doer], own, rest)
        and not fought_each_other(context, own)
    )


def _second(
    context: Context,
    own: Sequence[Mention],
    kind: str,
    ranked: Sequence[tuple[float, str, Features]],
) -> list[tuple[str, float]]:  # fmt: skip
    """The next likeliest actor, where he is likely enough to have done it too."""
    battle = kind == "armed_clash"
    enough = BOTH_SIDES if battle else SECOND_ACTOR
    if battle and fought_each_other(context, own):
        enough = MUTUAL_SIDES
    return [
        (name, score)
        for score, name, row in ranked
        if score >= (enough if row["here"] else SECOND_ACTOR)
    ]


def _moved_against(kind: str, own: Sequence[Mention], sides: Sides) -> bool:
    """Whether an incident is one that those who rule a place do to armed groups."""
    if kind in _CATCHES or not sides.against_groups:
        return kind in _CATCHES
    return kind not in _BOMBS or _went_in(own)


def _went_in(own: Sequence[Mention]) -> bool:
    """Whether an incident opens with a raid or an arrest, whatever arms were found in it."""
    return not {m.hit.pattern.id for m in own[:2]}.isdisjoint(_ENTRIES)


def _implied(context: Context, trigger: Mention, actor: str) -> ActorSpan:
    """The forces that rule a place, named by nothing but what was done."""
    return ActorSpan(
        start=trigger.start,
        end=trigger.end,
        text=context.text[trigger.start : trigger.end],
        rule="event.implied_forces",
        actors=(actor,),
        basis="office",
    )


def _nearness(span: ActorSpan, own: Sequence[Mention]) -> int:
    return min(abs(span.start - m.start) for m in own)
