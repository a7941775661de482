"""Who "the group", "both groups", "it" or "its fighters" are: the most salient actor before.

Salience adds up over the mentions before the anaphor: the nearer, the more; a subject more
than an object; part of a title ("Taliban governor") hardly. The noun decides who may be meant:
"the front" is one of the fronts, and after August 2021 "the terrorist group" is no government.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from geo.extract.reading import ActorSpan, Sentence
from geo.extract.scanning import Held, Scan
from geo.extract.spans.forces import TAKEOVER

_ADJECTIVE: Final = (
    r"(?:armed|militant|terrorist|terror|jihadist|extremist|insurgent|sunni|islamist|pakistani|"
    r"banned|"
    r"outlawed|resistance|same|regional|local|latter|rebel|radical)"
)
_NOUN: Final = (
    r"(?:groups?|outfits?|organi[sz]ations?|network|branch|affiliate|front|movement|faction|"
    r"insurgency|newcomers)"
)
_MEN: Final = (
    r"(?:fighters|members|leaders?|commanders?|operatives|militants|forces|men|people|chief|"
    r"leadership|ranks|recruits|bombers?|gunmen|followers|camps?|bases?|attacks?|presence|strength|"
    r"cells?|numbers|income|territory|units?|emir|trainers|gunners)"
)
_ANAPHOR: Final = Scan(
    rf"\b(?:(?P<group>(?:the|this|that|these|those)\s+(?:{_ADJECTIVE}\s+){{0,2}}{_NOUN})|"
    r"(?P<both>both\s+(?:groups|organi[sz]ations|fronts|movements))|"
    rf"(?P<own>(?:its|their)\s+(?:\w+\s+){{0,2}}?{_MEN})|"
    r"(?P<men>(?:the|these|those)\s+(?:militants|insurgents|rebels|fighters|jihadists|extremists|"
    r"terrorists))|"
    r"(?P<he>(?:the|that)\s+former|the\s+latter))\b",
    re.IGNORECASE,
)
_IT_SUBJECT: Final = Held(
    r"(?:(?:(?:[A-Z]\w+|[Ii]n [\w ]{3,20}|[Oo]n [\w ]{3,20}|[Ss]ince [\w ]{3,20}|[Aa]nd|[Bb]ut|"
    r"[Yy]et),? ){0,2})?"
    r"(?P<it>It|They|it|they) (?=(?:also |has |have |had |still |then |later |now |again |once |"
    r"even |\w+ly ){0,3}"
    r"(?:claim|carr|kill|attack|launch|run|ran|operat|maintain|continu|recruit|mov|establish|use|"
    r"control|conduct|target|receiv|train|fight|fought|re-?establish|lost|own|keep|kept|"
    r"stor|draw|drew|commit|boast|seiz|took|take|captur|abduct|strik|struck|fir|storm|"
    r"pay|paid|rel[iy]|post|publish|name|liv|hold|held|burn|beat|arrest|detain|ambush|"
    r"clash|plant|lack|remain|count|number|grew|grow|field|command|enjoy))"
)
_IT_OBJECT: Final = Scan(
    r"\b(?:puts?|credits?|gives?|reckons?|estimates?|describes?|calls?|accuses?|blames?|numbers|"
    r"lends|"
    r"helps|shelters?|grants?|pays|arms|funds|lets|driven|drove|pushed|credited|"
    r"ascribe[ds]?) (?P<it>it|them)\b"
)
_DECAY: Final = 0.5
_WINDOW: Final = 8
_MEMORY: Final = 30
_LIST_REACH: Final = 2
_WEIGHT: Final = {"object": 0.55, "agent": 1.0, "member": 0.9, "": 1.0}
_TITLE: Final = 0.3
_SUBJECT: Final = 1.3
_ECHO: Final = 0.6
_GOVERNING: Final = 0.35
_FRONTS: Final = frozenset({"NRF", "AFF", "OTHER:Afghanistan United Front"})
_NOUNS: Final = {
    "front": (_FRONTS, 0.02),
    "resistance": (_FRONTS, 0.02),
    "network": (frozenset({"HQN", "AQ", "IS"}), 0.15),
    "movement": (frozenset({"TALIBAN", "TTP", "IMU", "JA"}), 0.4),
}
"""A noun, the actors that it goes with, and how well it goes with others."""


def find_anaphors(
    text: str,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorSpan],
    published: date | None = None,
) -> tuple[ActorSpan, ...]:
    """Return the actors with anaphors added and resolved, in order.

    A generic mention that is an anaphor ("the militants") gives way to it.

    Args:
        text: The document.
        sentences: Its sentences.
        actors: Its named and generic mentions, in order.
        published: Its day: after the takeover "the group" is rarely the Taliban.
    """
    stage = _Stage(sentences, [a for a in actors if _on_stage(a)], published)
    found: list[ActorSpan] = []
    for start, end, sort in _anaphors(text, sentences):
        meant = stage.meant(start, text[start:end].lower(), sort)
        if meant:
            span = ActorSpan(
                start=start,
                end=end,
                text=text[start:end],
                rule=f"actor.anaphor.{sort}",
                actors=meant,
                basis="anaphor",
            )
            found.append(span)
            stage.enter(span)
    named = [a for a in actors if a.basis == "lexicon"]
    starts = [a.start for a in named]
    found = [a for a in found if not _overlaps(a, named, starts)]
    covered = [(a.start, a.end) for a in found]
    kept = [a for a in actors if a.basis == "lexicon" or not _covered(a, covered)]
    return tuple(sorted(kept + found, key=lambda span: (span.start, span.end)))


def _overlaps(span: ActorSpan, named: Sequence[ActorSpan], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, span.end)
    return at > 0 and named[at - 1].end > span.start


def _covered(span: ActorSpan, covered: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(covered, (span.end, 0))
    return at > 0 and covered[at - 1][1] > span.start


def _on_stage(span: ActorSpan) -> bool:
    return span.basis == "lexicon" and span.rule != "actor.nation"


def _is_state(actor: str) -> bool:
    return actor.endswith(("_GOV", "_NATO"))


def _anaphors(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, str]]:
    """(start, end, sort) of each, in order, none overlapping."""
    last = 0
    for sentence in sentences:
        spots = [
            (m.start(), m.end(), m.lastgroup or "group")
            for m in _ANAPHOR.finditer(text, sentence.start, sentence.end)
        ]
        if subject := _IT_SUBJECT.match(text, sentence.start, sentence.end):
            spots.append((*subject.span("it"), "it"))
        spots += [
            (*m.span("it"), "it") for m in _IT_OBJECT.finditer(text, sentence.start, sentence.end)
        ]
        for start, end, sort in sorted(spots):
            if start >= last:
                last = end
                yield start, end, sort


class _Stage:
    """The actors on stage, and how present each is at a point of the text."""

    def __init__(
        self, sentences: Sequence[Sentence], groups: Sequence[ActorSpan], published: date | None
    ) -> None:
        self.groups = list(groups)
        self.starts = [g.start for g in groups]
        self.sentence_starts = [s.start for s in sentences]
        self.sentences = sentences
        self.governing = published is None or published >= TAKEOVER

    def enter(self, span: ActorSpan) -> None:
        """Put a resolved anaphor on stage too."""
        at = bisect_left(self.starts, span.start)
        self.groups.insert(at, span)
        self.starts.insert(at, span.start)

    def meant(self, start: int, words: str, sort: str) -> tuple[str, ...]:
        """Whom the words at an offset mean; () where nobody is on stage."""
        if sort == "group" and words.endswith("s"):
            return self._listed(start)
        scores = self._salience(start, words, sort)
        ranked = sorted(scores, key=lambda actor: -scores[actor])
        if sort == "both":
            pair = ranked[:2]
            order = {g.actors[0]: g.start for g in self.groups if g.start < start}
            return tuple(sorted(pair, key=lambda a: order[a])) if len(pair) > 1 else ()
        return tuple(ranked[:1])

    def _listed(self, start: int) -> tuple[str, ...]:
        """All whom the last sentence with several groups names: "these groups"."""
        at = bisect_left(self.starts, start)
        here = bisect_left(self.sentence_starts, start + 1) - 1
        named: dict[int, list[str]] = {}
        for span in self.groups[max(0, at - _MEMORY) : at]:
            home = bisect_left(self.sentence_starts, span.start + 1) - 1
            governs = span.actors[0] == "TALIBAN" and self.governing
            if here - home <= _LIST_REACH and not governs and not _is_state(span.actors[0]):
                named.setdefault(home, []).append(span.actors[0])
        for home in sorted(named, reverse=True):
            several = tuple(dict.fromkeys(named[home]))
            if len(several) > 1:
                return several
        return ()

    def _salience(self, start: int, words: str, sort: str) -> dict[str, float]:
        here = bisect_left(self.sentence_starts, start + 1) - 1
        scores: dict[str, float] = {}
        at = bisect_left(self.starts, start)
        for span in self.groups[max(0, at - _MEMORY) : at]:
            home = bisect_left(self.sentence_starts, span.start + 1) - 1
            distance = here - home
            if distance > _WINDOW:
                continue
            if _is_state(span.actors[0]) and (distance or sort not in ("own", "it")):
                continue
            weight = _WEIGHT[span.position] * _DECAY**distance
            if span.basis == "anaphor":
                weight *= _ECHO
            if span.role_only and (distance or sort not in ("own", "it")):
                weight *= _TITLE
            elif span.start - self.sentence_starts[home] < 30 and span.position != "object":
                weight *= _SUBJECT
            if self.sentences[home].heading:
                weight *= _SUBJECT
            actor = span.actors[0]
            scores[actor] = scores.get(actor, 0.0) + weight * self._fit(actor, words, sort)
        return {actor: score for actor, score in scores.items() if score > 0.01}

    def _fit(self, actor: str, words: str, sort: str) -> float:
        """How well an actor goes with the noun."""
        for noun, (actors, other) in _NOUNS.items():
            if noun in words:
                return 1.0 if actor in actors else other
        if actor != "TALIBAN":
            return 1.0
        if not self.governing:
            return 1.5 if "insurgen" in words else 1.0
        if sort in ("group", "both", "men") or "terror" in words or "militant" in words:
            return _GOVERNING if sort == "group" and "terror" not in words else 0.1
        return 0.7
