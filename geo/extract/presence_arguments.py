"""Who, when and on whose word, for claims that are no single incident."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.extract.presence_denials import denier, only_denies
from geo.extract.presence_features import GROUPS, Scene
from geo.extract.presence_places import Asked, clause_of
from geo.extract.reading import ActorSpan, DateSpan, SpeakerSpan
from geo.extract.scanning import Scan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

NOBODY: Final = "actor.none"
"""Rule of a claim for which neither the sentence nor those before it name anybody."""
_MEMORY: Final = 12
_TROOPS: Final = re.compile(
    r"(?: [\w.'’-]+){0,4}? (?:troops|soldiers|personnel|policem[ae]n|police|service ?members|"
    r"officers|servicem[ae]n|marines|commandos|Americans)\b",
    re.IGNORECASE,
)
_JUST_AFTER: Final = 24
_LIST: Final = re.compile(
    r"[\s,;()“”\"'’]*(?:[A-Z]{2,6}[A-Za-z-]{0,4}\)?)?[\s,]*"
    r"(?:and|or|nor|as well as|&|/|including|alongside|both|plus)?\s*(?:the|of|other|its|their)?"
    r"\s*(?:(?:[A-Z][a-z]+s|men|fighters|members|militants|elements) (?:of|from) (?:the )?)?"
    r"\s*(?:[a-z]+-?[a-z]*\s){0,2}?[\s,(]*"
)
_OTHER_CLAUSE: Final = 40
_FADE: Final = 0.6
_FIRST: Final = 1.5
_ACTED_UPON: Final = 0.6
_SETTING: Final = 0.3
_BESIDE: Final = 120
_WITH: Final = re.compile(
    r"\b(?:with|alongside|beside|against|under|loyal to|fighting|fought|fights?|"
    r"(?:protection|umbrella|aegis|blessing|ranks) (?:of|from)) "
    r"(?:the |its |Afghan |some |local |disgruntled |former )*\Z",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"\b(?:(?:deserters|defectors|defected|breakaways?|broke|split|splinters?|driven|expelled)"
    r" (?:from|of)|former(?:ly)?(?: (?:members?|fighters|commanders?|men) of| of)?|ex-)"
    r" ?(?:the |its |Afghan |some |local )*\Z",
    re.IGNORECASE,
)
_RANKS: Final = re.compile(r"(?:['’]s?)? (?:umbrella|protection|ranks|units|aegis|defectors)\b")
_NOR_OTHERS: Final = Scan(
    r"\b(?:n?or any(?: other)?|(?:any|no) other|no [“\"'‘]?\w+[”\"'’]? groups, including|"
    r"nobody else)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Actors of a claim, and the words that name them.

    Attributes:
        actors: Ids, never empty.
        spans: The mentions, empty where nothing names them.
        rule: How they were chosen.
    """

    actors: tuple[str, ...]
    spans: tuple[ActorSpan, ...]
    rule: str


def is_group(span: ActorSpan) -> bool:
    """Whether a mention names listed groups rather than states or anybody."""
    return span.basis in {"lexicon", "anaphor"} and not span.of_state


def speaking(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention of the Taliban is only the one who speaks, or an office of theirs."""
    return span.actors == ("TALIBAN",) and (
        span.role_only or any(s.start <= span.start < s.end for s in scene.speakers)
    )


def _counts(scene: Scene, span: ActorSpan, anchor: tuple[int, int]) -> bool:
    """Whether a state is only the one who counts: "the Pentagon puts their number at 300"."""
    if not (span.of_state or span.basis == "state"):
        return False
    base, text = scene.sentence.start, scene.sentence.text
    return any(s.start <= span.start < s.end for s in scene.speakers) and not _TROOPS.match(
        text[anchor[1] - base :]
    )


def choose_who(scene: Scene, asked: Asked, earlier: Sequence[Scene]) -> Who:
    """Choose the group that a claim is about.

    Args:
        scene: The sentence.
        asked: Where in it, and who counts.
        earlier: The sentences before, nearest last.
    """
    mentions = [
        a
        for a in scene.actors
        if (asked.states or not (a.of_state or a.basis == "state")) and not speaking(scene, a)
    ]
    counted = [a for a in mentions if not _counts(scene, a, asked.anchor)]
    if counted or _named_before(earlier, asked)[0] is not None:
        mentions = counted
    clause = clause_of(scene, asked.anchor)
    ranked = sorted(
        (
            _cost(a, asked)
            + (0 if clause[0] <= a.start < clause[1] else _OTHER_CLAUSE)
            + (_BESIDE if _is_companion(scene, a) else 0),
            a.start,
            at,
        )
        for at, a in enumerate(mentions)
    )
    best = mentions[ranked[0][2]] if ranked else None
    if best is not None and best.basis == "lexicon" and _has_left(scene, best):
        earlier_one, back = _named_before(earlier, asked)
        if earlier_one is not None and earlier_one.actors != best.actors:
            return Who(actors=earlier_one.actors, spans=(earlier_one,), rule=f"actor.before_{back}")
    if best is not None and best.actors == ("TALIBAN",) and not asked.taliban:
        best = _named_before(earlier, asked)[0] or best
        if best not in mentions:
            return Who(actors=best.actors, spans=(best,), rule="actor.before_not_taliban")
    if best is not None and best.basis != "generic":
        return _with_others(scene, asked, with_list(scene, best, mentions))
    whole = GROUPS.search(scene.sentence.text)
    if whole is not None or (best is not None and best.actors == (ANY_ACTOR,)):
        return Who(actors=(ANY_ACTOR,), spans=(best,) if best else (), rule="actor.groups_at_large")
    named, depth = _named_before(earlier, asked)
    if named is not None:
        return Who(actors=named.actors, spans=(named,), rule=f"actor.before_{depth}")
    spans = (best,) if best else ()
    return Who(actors=(UNKNOWN_ACTOR,), spans=spans, rule="actor.generic" if best else NOBODY)


def _is_companion(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention is of those whom the group's men left, or of the Taliban beside it."""
    base, text = scene.sentence.start, scene.sentence.text
    before = text[max(0, span.start - base - 40) : span.start - base]
    if _has_left(scene, span):
        return True
    beside = _WITH.search(before) is not None or _RANKS.match(text, span.end - base) is not None
    return beside and span.actors == ("TALIBAN",)


def _has_left(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention is of those whom men have left ("deserters from", "formerly of")."""
    base = scene.sentence.start
    return (
        _LEFT.search(scene.sentence.text[max(0, span.start - base - 40) : span.start - base])
        is not None
    )


def _cost(span: ActorSpan, asked: Asked) -> int:
    """How far a mention is from being the one a claim is about; smaller is better."""
    cost = _distance(span, asked.anchor)
    if any(start <= span.start < end for start, end in asked.slots):
        cost -= 60
    if span.actors == ("TALIBAN",) and not asked.taliban:
        cost += 400
    if span.basis == "generic":
        cost += 40 if span.actors == (ANY_ACTOR,) else 300
    if span.basis == "state" and not 0 <= span.start - asked.anchor[1] <= _JUST_AFTER:
        cost += 90
    if span.rule == "actor.forces":
        cost += 150
    return cost


def _named_before(earlier: Sequence[Scene], asked: Asked) -> tuple[ActorSpan | None, int]:
    """The group that the sentences before speak of most, and how many sentences back.

    Names weigh less the further back they stand; the first name of a sentence, its likely
    subject, weighs more than the others, one that is only acted upon less.
    """
    weights: dict[str, float] = {}
    last: dict[str, tuple[ActorSpan, int]] = {}
    for depth, past in enumerate(reversed(earlier[-_MEMORY:]), start=1):
        named = [a for a in past.actors if a.basis == "lexicon" and not a.of_state]
        for rank, span in enumerate(a for a in named if not speaking(past, a)):
            if span.actors == ("TALIBAN",) and not asked.taliban:
                continue
            weight = _FADE**depth * (1.0 if rank else _FIRST)
            weight *= _ACTED_UPON if span.position == "object" else 1.0
            weight *= _SETTING if span.actors == ("TALIBAN",) else 1.0
            key = span.actors[0]
            weights[key] = weights.get(key, 0.0) + weight
            last.setdefault(key, (span, depth))
    if not weights:
        return None, 0
    return last[max(weights, key=lambda key: (weights[key], key))]


def _distance(span: ActorSpan, anchor: tuple[int, int]) -> int:
    """Characters between a mention and the claim's words; what follows counts double."""
    if span.end <= anchor[0]:
        return anchor[0] - span.end
    if span.start >= anchor[1]:
        return 2 * (span.start - anchor[1])
    return 0


def with_list(scene: Scene, chosen: ActorSpan, mentions: Sequence[ActorSpan]) -> Who:
    """Extend a chosen mention by those coordinated with it ("A, B and C")."""
    text, base = scene.sentence.text, scene.sentence.start
    ordered = [a for a in mentions if a.basis != "generic" or a.actors == (ANY_ACTOR,)]
    low = high = ordered.index(chosen)

    def joined(a: ActorSpan, b: ActorSpan) -> bool:
        between = text[a.end - base : b.start - base]
        return len(between) < 60 and _LIST.fullmatch(between) is not None and _lists(between, a, b)

    while low > 0 and joined(ordered[low - 1], ordered[low]):
        low -= 1
    while high + 1 < len(ordered) and joined(ordered[high], ordered[high + 1]):
        high += 1
    spans = ordered[low : high + 1]
    actors = tuple(dict.fromkeys(actor for span in spans for actor in span.actors))
    rule = "actor.nearest" if len(spans) == 1 else "actor.list"
    return Who(actors=actors, spans=tuple(spans), rule=rule)


def _with_others(scene: Scene, asked: Asked, who: Who) -> Who:
    """Add "nor any other group" to a denial; leave "groups, including A and B" to A and B."""
    if not asked.denied:
        named = tuple(a for a in who.actors if a != ANY_ACTOR)
        return replace(who, actors=named) if named else who
    if ANY_ACTOR not in who.actors and _NOR_OTHERS.search(scene.sentence.text):
        return replace(who, actors=(*who.actors, ANY_ACTOR), rule=who.rule + "_and_others")
    return who


def _lists(between: str, a: ActorSpan, b: ActorSpan) -> bool:
    if a.actors == b.actors:
        return True
    return bool(
        re.search(r",|\b(?:and|or|nor|as well as|including|both|plus|alongside)\b|[/&]", between)
    )


_CONCEDED: Final = Scan(
    r"\b(?:[Ww]hile|[Aa]lthough|[Tt]hough|[Ww]hereas|[Dd]espite|[Cc]ontrary to|[Nn]otwithstanding) "
    r"(?:the )?(?P<who>[A-Z][\w-]*(?: [\w-]+){0,4}?)(?:['’]s?)? (?:\w+ly |recent |public )?"
    r"(?:claim(?:s|ed)?|insist(?:s|ed|ence)?|sa(?:ys|id)|maintain(?:s|ed)?|den(?:y|ies|ied|ials?)|"
    r"assert(?:s|ed|ions?)?|assurances?|statements?)\b"
)


def choose_denier(scene: Scene, anchor: tuple[int, int]) -> SpeakerSpan | None:
    """Who denies: the one whose denial a sentence concedes or rejects, else its speaker.

    "Despite the Taliban's claims of dismantling X, Y reports" is the Taliban's denial, not Y's.
    """
    governs = denier(scene, anchor)
    if governs is not None:
        return governs
    found = _CONCEDED.search(scene.sentence.text)
    base = scene.sentence.start
    if found is None or anchor[1] < base + found.start():
        return choose_speaker(scene, anchor)
    start, end = base + found.start("who"), base + found.end("who")
    return SpeakerSpan(
        start=start,
        end=end,
        text=found["who"],
        rule="speaker.conceded",
        name=found["who"],
        kind="unknown",
        scope_start=base + found.end(),
        scope_end=scene.sentence.end,
    )


def choose_speaker(scene: Scene, anchor: tuple[int, int]) -> SpeakerSpan | None:
    """Who is said to say the claim: the speaker in whose scope its words stand."""
    over = [
        s
        for s in scene.speakers
        if s.scope_start <= anchor[0] < s.scope_end and not only_denies(scene, s, anchor[0])
    ]
    if not over:
        whole = anchor[1] - anchor[0]
        over = [
            s
            for s in scene.speakers
            if anchor[0] <= s.scope_start < anchor[1] and 3 * (s.scope_end - s.scope_start) >= whole
        ]
    return min(over, key=lambda s: (s.scope_end - s.scope_start, s.start), default=None)


def choose_period(dates: Iterable[DateSpan]) -> DateSpan | None:
    """The date that bounds a lasting state: a month or longer, said outright."""
    long = [
        d
        for d in dates
        if d.first is not None and d.last is not None and d.prec in (4, 5) and d.basis != "vague"
    ]
    return long[0] if long else None
