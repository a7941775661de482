"""Who did what a number sums up: who acts on it, not who suffers it.

By the codebook the actor of a statistic is who did it if the text says so, else the group spoken
about. "Afghan forces killed 214 TTP fighters" is a number of the forces'.
"""

import re
from dataclasses import replace
from typing import Final

from geo.codes import Metric
from geo.extract.presence_arguments import NOBODY, Who, with_list
from geo.extract.presence_features import Scene
from geo.extract.reading import ActorSpan
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

_HARM: Final = frozenset({Metric.DEATHS, Metric.INJURED, Metric.ARRESTS, Metric.MILITANTS_KILLED})
_CAUGHT: Final = frozenset({Metric.ARRESTS, Metric.MILITANTS_KILLED})
_ACTS: Final = re.compile(
    r"(?:['’]s?)?(?: (?:fighters|forces|militants|insurgents|troops|security forces|army|police|"
    r"intelligence|special forces|operatives|authorities))?,?"
    r"(?: (?:has|have|had|also|since|then|jointly|\w+ly|said|says|say|that|it|they|claimed|"
    r"claims|claim|to|its (?:\w+ ){0,2}?\w+)){0,6}"
    r" (?:killed|kill|arrested|detained|captured|carried out|conducted|launched|claimed|staged|"
    r"eliminated|foiled|attacked|wounded|injured|perpetrated|mounted|destroyed|murdered|executed|"
    r"abducted|made|held|rounded up|took responsibility|shot|bombed|struck|fired|dismantled)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:by|attribut\w+ to|(?:the )?work of|blamed on|laid at the door of)"
    r" (?:the |an? |suspected |local |\w+ly )*\Z",
    re.IGNORECASE,
)
_SUFFERS: Final = re.compile(
    r"\b(?:on|against|targeting|targeted|hit|killed|killing|arrested|detained|of|among|including|"
    r"lost|captured|wounded|members of|ranks of) (?:the |an? |some |suspected |\d[\d,]* |alleged |"
    r"members of (?:the )?)*\Z",
    re.IGNORECASE,
)
_COUNTED: Final = 24
"""So near behind a number a name tells who is counted ("214 TTP fighters") [code points]."""


def doer_of(scene: Scene, anchor: tuple[int, int], metric: Metric, who: Who) -> Who:
    """Who did what a number counts.

    Args:
        scene: The sentence.
        anchor: Offsets of the number [code points].
        metric: What it counts.
        who: The group spoken about, as the words nearest to the number tell it.

    Returns:
        Who acts, where the sentence says so; nobody where `who` is only the one who suffers.
    """
    suffers = bool(who.spans) and all(_suffers(scene, a, anchor) for a in who.spans)
    states = bool(who.spans) and all(a.of_state for a in who.spans)
    attacks = metric is Metric.ATTACKS and (states or not who.spans)
    if metric not in _HARM and not attacks:
        return who
    mentions = [a for a in scene.actors if a.basis != "generic" and a.actors != (ANY_ACTOR,)]
    ends = {a.end + 1 for a in mentions}
    agents = [a for a in mentions if a.start not in ends and _acts(scene, a, anchor)]
    if agents:
        best = min(agents, key=lambda a: abs(a.start - anchor[0]))
        return replace(with_list(scene, best, mentions), rule="actor.agent")
    if not (suffers or (attacks and states)):
        return who
    speaking = [a for a in mentions if _announces(scene, a)] if metric in _CAUGHT else []
    if speaking:
        return Who(actors=speaking[0].actors, spans=(speaking[0],), rule="actor.announced")
    if not states:
        return who
    return Who(actors=(UNKNOWN_ACTOR,), spans=(), rule=NOBODY)


def _acts(scene: Scene, span: ActorSpan, anchor: tuple[int, int]) -> bool:
    text, base = scene.sentence.text, scene.sentence.start
    if span.role_only or text.startswith("-based", span.end - base):
        return False
    if _BY.search(text[max(0, span.start - base - 40) : span.start - base]) is not None:
        return True
    return (
        span.end <= anchor[0]
        and not _suffers(scene, span, anchor)
        and _ACTS.match(text, span.end - base) is not None
    )


def _suffers(scene: Scene, span: ActorSpan, anchor: tuple[int, int]) -> bool:
    """Whether a mention is of those who are counted, hit or caught."""
    text, base = scene.sentence.text, scene.sentence.start
    if 0 <= span.start - anchor[1] <= _COUNTED:
        return True
    return (
        span.position == "object"
        or _SUFFERS.search(text[max(0, span.start - base - 40) : span.start - base]) is not None
    )


def _announces(scene: Scene, span: ActorSpan) -> bool:
    """Whether a mention is of a state that speaks of what its forces did."""
    rules = span.of_state or span.actors == ("TALIBAN",)
    return rules and any(s.start <= span.start < s.end for s in scene.speakers)
