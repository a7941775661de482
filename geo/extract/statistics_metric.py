"""What a number counts where the words around it leave no choice.

"62 operations" are attacks where a group claims them and none where an army reports them;
attacks that were foiled are not attacks; fighters of a group who died are militants killed.
"""

import re
from typing import Final

from geo.codes import Metric
from geo.extract.reading import ActorSpan
from geo.extract.statistics_features import Candidate, fitting

_ATTACKS: Final = frozenset({str(Metric.ATTACKS)})
_OTHER: Final = frozenset({str(Metric.OTHER)})
_DEATHS: Final = frozenset({str(Metric.DEATHS)})
_INJURED: Final = frozenset({str(Metric.INJURED)})
_KILLED: Final = frozenset({str(Metric.MILITANTS_KILLED)})
_FOILED: Final = re.compile(
    r"\b(?:foiled|averted|thwarted|prevented|disrupted|stopped)(?: \w+){0,2} \Z", re.IGNORECASE
)
_AVERTED: Final = re.compile(
    r"(?: \w+){0,6}? (?:had been|has been|have been|were|was) "
    r"(?:foiled|averted|thwarted|prevented|disrupted)\b"
)
_DEEDS: Final = frozenset({"attacks", "bombings", "plots", "operations"})
_OPERATIONS: Final = frozenset({"operations", "operation"})
_OF_NOUN: Final = {
    "deaths": _DEATHS,
    "fatalities": _DEATHS,
    "injuries": _INJURED,
}
_MEN: Final = frozenset({
    "members", "operatives", "figures", "terrorists", "commanders", "leaders", "men", "fighters",
})  # fmt: skip
_PHRASE: Final = 40
_BREAK: Final = re.compile(r"[,;:]| by ")


def allowed(candidate: Candidate) -> frozenset[str] | None:
    """What a number can count; None where its words leave it open."""
    return declared(candidate) or fitting(candidate)


def declared(candidate: Candidate) -> frozenset[str] | None:
    """What a number must count by the words around it; None where they do not say."""
    noun = candidate.noun
    if candidate.unit:
        return None
    if candidate.toll is not None:
        killed = candidate.toll.what == "deaths" and noun in _MEN and _counts_group(candidate)
        return _KILLED if killed else None
    if noun in _DEEDS and _is_foiled(candidate):
        return _OTHER
    return _by_doer(candidate) if noun in _OPERATIONS else _OF_NOUN.get(noun)


def _is_foiled(candidate: Candidate) -> bool:
    sentence = candidate.scene.sentence
    before = sentence.text[: candidate.start - sentence.start]
    after = sentence.text[candidate.end - sentence.start :]
    return _FOILED.search(before) is not None or _AVERTED.match(after) is not None


def _by_doer(candidate: Candidate) -> frozenset[str] | None:
    """Operations are attacks where an armed group alone carries them out or claims them."""
    subjects = [
        a
        for a in candidate.scene.actors
        if a.basis != "generic" and a.end <= candidate.start and a.position != "object"
    ]
    if not subjects:
        return None
    return _ATTACKS if _is_group(subjects[-1]) else _OTHER


def _counts_group(candidate: Candidate) -> bool:
    """Whether a group is named between a number and its men ("214 LeT and JeM terrorists")."""
    text, base = candidate.scene.sentence.text, candidate.scene.sentence.start
    for actor in candidate.scene.actors:
        gap = text[candidate.end - base : actor.start - base]
        near = 0 <= actor.start - candidate.end <= _PHRASE and _BREAK.search(gap) is None
        if near and actor.basis == "lexicon" and _is_group(actor):
            return candidate.noun not in gap.lower().split()
    return False


def _is_group(actor: ActorSpan) -> bool:
    """Whether a mention is of a listed group that is no state's force and does not rule."""
    return actor.basis in {"lexicon", "anaphor"} and not (
        actor.of_state or actor.actors == ("TALIBAN",)
    )
