"""Whom an anaphor can mean, and what speaks for each: features of the learned choice.

How near, how often, in which part a group was named before; whether the noun suits it; whether
the sentence of the anaphor names it beside the anaphor ("the Taliban said that the group ...").
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p
from typing import Final

from geo.extract.reading import ActorSpan, Sentence, is_state
from geo.extract.scanning import Held
from geo.extract.spans.forces import TAKEOVER

Features = dict[str, float]

_FAR: Final = 15
_MEMORY: Final = 12
_LISTED: Final = 30
_LATE: Final = 60
_OFTEN: Final = 8
_LIST_REACH: Final = 2
_OPENING: Final = 30
"""So near the start of its sentence a mention is taken for its subject [code points]."""
_BESIDE: Final = 60
_HEADED: Final = 25
_STATE_REACH: Final = 2
_DECAYS: Final = {"near_30": 0.3, "near_50": 0.5, "near_70": 0.7, "near_85": 0.85}
_TITLE: Final = 0.3
_OBJECT: Final = 0.55
_ANOTHER: Final = Held(
    r"\b(?:sa(?:id|ys?)|insist\w*|den(?:y|ies|ied)|claim\w*|maintain\w*|accus\w*|reject\w*|told|"
    r"call\w*|announc\w*|against|kill\w*|arrest\w*|captur\w*|fight\w*|fought|destroy\w*|"
    r"harbou?r\w*|shelter\w*|support\w*|host\w*|provid\w*|dismiss\w*|attack\w*|raid\w*|detain\w*|"
    r"handed|turned)\b",
    re.IGNORECASE,
)
"""Verbs whose subject and whose object are seldom one."""
_FRONTS: Final = frozenset({"NRF", "AFF", "OTHER:Afghanistan United Front"})
_SUITS: Final = {
    "front": _FRONTS,
    "resistance": _FRONTS,
    "network": frozenset({"HQN", "AQ", "IS"}),
    "movement": frozenset({"TALIBAN", "TTP", "IMU", "JA", "NRF", "ETIM"}),
    "branch": frozenset({"ISKP", "AQIS"}),
    "affiliate": frozenset({"ISKP", "AQIS"}),
    "insurgen": frozenset({"TALIBAN"}),
    "militant": frozenset({"TALIBAN"}),
}
"""A noun, and the actors that it goes with."""
_BY_SORT: Final = (
    "rules_now", "taliban", "share", "near_50", "same_sentence", "after", "object", "state",
    "last_subject", "previous", "title_here",
)  # fmt: skip
_COMPARED: Final = ("near_50", "near_70", "share", "share_before", "away_log")


@dataclass(frozen=True, slots=True)
class _Named:
    """A named mention, the sentence that it stands in, whether it opens it."""

    span: ActorSpan
    sentence: int
    near: bool

    @property
    def subject(self) -> bool:
        """Whether it opens its sentence and is no object."""
        return self.near and self.span.position != "object"


class Stage:
    """The groups that a text names, and how present each is at a point of it.

    Attributes:
        sentences: The sentences of the text.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        actors: Sequence[ActorSpan],
        published: date | None,
        title: str = "",
    ) -> None:
        """Lay out the named mentions of a text.

        Args:
            text: The document.
            sentences: Its sentences.
            actors: Its mentions of actors, in order.
            published: Its day: after the takeover "the group" is rarely the Taliban.
            title: Its headline.
        """
        self.sentences = sentences
        self._text = text
        self._starts = [s.start for s in sentences]
        self._named = [self._placed(a) for a in actors if _on_stage(a)]
        self._at = [n.span.start for n in self._named]
        self._rules_now = published is None or published >= TAKEOVER
        self._counts = Counter(x for n in self._named for x in n.span.actors)
        self._all = max(1, self._counts.total())
        self._often = [actor for actor, _ in self._counts.most_common(_OFTEN)]
        self._most = max(self._counts.values(), default=0)
        low = title.lower()
        self._titled = {x for n in self._named if n.span.text.lower() in low for x in n.span.actors}
        self._headings = [s.index for s in sentences if s.heading]
        self._passed = 0
        self._known: dict[str, list[_Named]] = {}
        self._subject: _Named | None = None
        self._first: dict[int, _Named] = {}

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _placed(self, span: ActorSpan) -> _Named:
        home = self.sentence_of(span.start)
        near = span.start - self._starts[home] < _OPENING
        return _Named(span, home, near)

    def _pass(self, start: int) -> None:
        """Take in what is named before an offset."""
        while self._passed < len(self._named) and self._at[self._passed] < start:
            named = self._named[self._passed]
            self._passed += 1
            for actor in named.span.actors:
                self._known.setdefault(actor, []).append(named)
            self._first.setdefault(self._paragraph(named), named)
            if named.subject and not named.span.role_only:
                self._subject = named

    def _in_mind(self) -> list[str]:
        """Actors named lately, and those that the whole text names most, once each."""
        late = self._named[max(0, self._passed - _LATE) : self._passed]
        return list(
            dict.fromkeys(
                [
                    *(a for a in self._often if a in self._known),
                    *(actor for named in late for actor in named.span.actors),
                ]
            )
        )

    def candidates(
        self, start: int, end: int, sort: str, previous: Sequence[str] = ()
    ) -> dict[str, Features]:
        """Each actor that the words at [start, end) can mean, with what speaks for it.

        To be asked in the order of the text, so that its time grows with its length only.

        Args:
            start: Offset of the anaphor [code points].
            end: Past its end.
            sort: Its sort: "group", "both", "own", "men", "he" or "it".
            previous: Whom the anaphor before it in the paragraph meant.

        Returns:
            Actor id to features; empty where nobody was named.
        """
        self._pass(start)
        here = self.sentence_of(start)
        words = self._text[start:end].lower()
        rows: dict[str, Features] = {}
        for actor in self._in_mind():
            known = self._known[actor]
            state = is_state(actor)
            away = here - known[-1].sentence
            if state and (sort not in ("own", "it") or away > _STATE_REACH):
                continue
            rows[actor] = (
                self._presence(actor, known, here)
                | self._beside(actor, known[-1], here, start, end)
                | self._fit(actor, words, sort)
                | {"state": float(state), "previous": float(actor in previous)}
            )
        _compare(rows, self._known)
        for row in rows.values():
            row |= {f"{sort}.{name}": row[name] for name in _BY_SORT}
        return rows

    def listed(self, start: int) -> tuple[str, ...]:
        """All whom the last sentence with several groups names: "these groups"."""
        here = self.sentence_of(start)
        at = bisect_right(self._at, start - 1)
        named: dict[int, list[str]] = {}
        for mention in self._named[max(0, at - _LISTED) : at]:
            actor = mention.span.actors[0]
            governs = actor == "TALIBAN" and self._rules_now
            if here - mention.sentence <= _LIST_REACH and not governs and not is_state(actor):
                named.setdefault(mention.sentence, []).append(actor)
        for home in sorted(named, reverse=True):
            several = tuple(dict.fromkeys(named[home]))
            if len(several) > 1:
                return several
        return ()

    def in_order(self, actors: Sequence[str], start: int) -> tuple[str, ...]:
        """Actors in the order in which the text named them last before an offset."""
        self._pass(start)
        last = {actor: self._known[actor][-1].span.start for actor in actors}
        return tuple(sorted(actors, key=lambda actor: last[actor]))

    def _presence(self, actor: str, known: Sequence[_Named], here: int) -> Features:
        """How near and how often an actor is named before a sentence."""
        paragraph = self.sentences[here].paragraph
        inside = [n for n in known[-_MEMORY:] if self._paragraph(n) == paragraph]
        opening, subject = self._first.get(paragraph), self._subject
        headings = self._headings[: bisect_right(self._headings, here)][-1:]
        headed = headings and here - headings[0] <= _HEADED
        away = here - known[-1].sentence
        late = [(here - n.sentence, _weight(n.span)) for n in known[-_MEMORY:]]
        out = {
            name: sum(decay**back * weight for back, weight in late)
            for name, decay in _DECAYS.items()
        }
        return out | {
            "away": min(_FAR, away),
            "away_log": log1p(away),
            "share": self._counts[actor] / self._all,
            "most_named": float(self._counts[actor] == self._most),
            "share_before": len(known) / max(1, self._passed),
            "paragraph_count": len(inside),
            "paragraph": float(bool(inside)),
            "opens_paragraph": float(opening is not None and actor in opening.span.actors),
            "last_subject": float(subject is not None and actor in subject.span.actors),
            "titled": float(actor in self._titled),
            "opening": float(known[0].sentence <= 1),
            "heading": float(bool(headed) and _stands_in(known, headings[0])),
        }

    def _beside(self, actor: str, last: _Named, here: int, start: int, end: int) -> Features:
        """What part an actor plays where it was named last, and in the sentence itself."""
        span, text = last.span, self._text
        same = last.sentence == here
        stop = self.sentences[here].end
        later = self._named[bisect_right(self._at, end - 1) : bisect_right(self._at, stop - 1)]
        after = [n.span.start for n in later if actor in n.span.actors]
        return {
            "subject": float(last.subject),
            "object": float(span.position == "object"),
            "agent": float(span.position == "agent"),
            "member": float(span.position == "member"),
            "role_only": float(span.role_only),
            "same_sentence": float(same),
            "title_here": float(same and span.role_only and last.near),
            "same_but_another": float(same and _ANOTHER.search(text[span.end : start]) is not None),
            "after": float(bool(after)),
            "after_near": float(bool(after) and after[0] - end < _BESIDE),
        }

    def _fit(self, actor: str, words: str, sort: str) -> Features:
        """How well an actor goes with the noun."""
        taliban = actor == "TALIBAN"
        out = {
            "taliban": float(taliban),
            "rules_now": float(taliban and self._rules_now),
            "other": float(actor.startswith("OTHER:")),
            "front": float(actor in _FRONTS),
            "islamic_state": float(actor in ("ISKP", "IS")),
            "own_ground": float("territory" in words and (taliban or is_state(actor))),
        }
        for noun, actors in _SUITS.items():
            said = float(noun in words)
            out[f"{noun}.suits"] = said * float(actor in actors)
            out[f"{noun}.not"] = said * float(actor not in actors)
        return out

    def _paragraph(self, named: _Named) -> int:
        return self.sentences[named.sentence].paragraph


def _stands_in(known: Sequence[_Named], sentence: int) -> bool:
    """Whether one of the mentions, given in order, stands in a sentence."""
    last = next((n for n in reversed(known) if n.sentence <= sentence), None)
    return last is not None and last.sentence == sentence


def _compare(rows: dict[str, Features], mentions: dict[str, list[_Named]]) -> None:
    """Tell each candidate how far it lags behind the first of all."""
    for name in _COMPARED:
        best = max((row[name] for row in rows.values()), default=0.0)
        for row in rows.values():
            row[f"lag.{name}"] = row[name] - best
    last = {actor: mentions[actor][-1].span.start for actor in rows}
    for actor, row in rows.items():
        row["others_since"] = sum(start > last[actor] for start in last.values())


def _weight(span: ActorSpan) -> float:
    """How much one mention counts: part of a title hardly, an object less."""
    return (_TITLE if span.role_only else 1.0) * (_OBJECT if span.position == "object" else 1.0)


def _on_stage(span: ActorSpan) -> bool:
    return span.basis == "lexicon" and span.rule != "actor.nation"
