"""A reading indexed for linking: which spans share a sentence, and the trigger mentions."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Protocol, TypeVar, overload

from geo.extract.patterns import Hit, PatternSet
from geo.extract.reading import (
    ActorSpan,
    DateSpan,
    PlaceSpan,
    Reading,
    Sentence,
    Span,
    SpeakerSpan,
    TollSpan,
)
from geo.extract.scanning import Scan

_S = TypeVar("_S", bound=Span)
_T = TypeVar("_T")

_TWICE: Final = 40
_LIST: Final = 3
"""Paragraphs that begin with a date make a list from this many on."""
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]{2,}")
_WORD: Final = re.compile(r"[a-z]{4,}")
_DISASTER: Final = Scan(
    r"\b(?:earth)?quakes?\b|\btremors?\b|\baftershocks?\b|\bfloods?\b|\bflooding\b|\blandslides?\b|"
    r"\bavalanches?\b|\bcrash(?:es|ed)?\b",
    re.IGNORECASE,
)
_POINTERS: Final = re.compile(
    r"\W*(?:see also|references|external links|further reading|related (?:articles|stories|links)|"
    r"read (?:more|also)|most read|categor(?:y|ies))\b[^.]{0,24}$|\W*category:",
    re.IGNORECASE,
)
"""Headings of lists of other texts, and the categories of an encyclopaedia: they tell nothing."""
_SPLIT: Final = re.compile(
    r";\s|\.\s|\s[–—-]{1,2}\s|,?\s(?:while|whereas|but)\s|,\s(?:and|with|before|after|"
    r"followed by)\s"
    r"|\sand (?:another|one|two|a second|a third|in|on|at)\s|:\s|,\s(?:the|an?|two|"
    r"three) (?:other|second|third)"
)


class Scores(Protocol):
    """What an encoder says of one reading; see `geo.extract.encoder`."""

    @property
    def sentences(self) -> Sequence[Mapping[str, float]]:
        """Label to probability, for each sentence."""

    def span(self, label: str, start: int, end: int) -> float:
        """Probability that a span plays a part ("event_place")."""

    def link(self, kind: str, anchor: tuple[int, int], span: tuple[int, int]) -> float:
        """Probability that a span belongs to the incident of a trigger."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A trigger in its sentence.

    Attributes:
        index: Position among the mentions of the document.
        hit: The pattern that fired, and where.
        sentence: Index of its sentence.
        clause: Index of its clause in the sentence, from 0.
        start: Offset of the first character.
        end: Offset just past the last character.
    """

    index: int
    hit: Hit
    sentence: int
    clause: int
    start: int
    end: int


class Triggers(list[Mention]):
    """Triggers in order of the text, with where each stands.

    Attributes:
        starts: Offset of the first character of each.
        sentences: Index of the sentence of each.
    """

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        """Take triggers in order of the text."""
        super().__init__(mentions)
        self.starts = [m.start for m in self]
        self.sentences = [m.sentence for m in self]

    def before(self, offset: int) -> int:
        """How many begin before an offset."""
        return bisect_left(self.starts, offset)

    def within(self, sentence: int) -> list[Mention]:
        """Those of one sentence."""
        low = bisect_left(self.sentences, sentence)
        return self[low : bisect_right(self.sentences, sentence)]


class Others(Sequence[Mention]):
    """All triggers but those of one incident, seen through a list that all incidents share."""

    def __init__(self, everything: Triggers, own: Triggers, places: Mapping[int, int]) -> None:
        """Leave out some.

        Args:
            everything: Triggers of all incidents.
            own: Those to leave out.
            places: Where in `everything` each trigger stands, by its index.
        """
        self._all = everything
        self._own = own
        self._skipped = [places[m.index] - k for k, m in enumerate(own)]

    def __len__(self) -> int:
        return len(self._all) - len(self._own)

    @overload
    def __getitem__(self, at: int) -> Mention: ...

    @overload
    def __getitem__(self, at: slice) -> list[Mention]: ...

    def __getitem__(self, at: int | slice) -> Mention | list[Mention]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        k = at + len(self) if at < 0 else at
        if not 0 <= k < len(self):
            raise IndexError(at)
        return self._all[k + bisect_right(self._skipped, k)]

    def __iter__(self) -> Iterator[Mention]:
        left_out = {m.index for m in self._own}
        return (m for m in self._all if m.index not in left_out)

    def before(self, offset: int) -> int:
        """How many begin before an offset."""
        return self._all.before(offset) - self._own.before(offset)

    def within(self, sentence: int) -> list[Mention]:
        """Those of one sentence."""
        left_out = {m.index for m in self._own.within(sentence)}
        return [m for m in self._all.within(sentence) if m.index not in left_out]


class _OnDemand(dict[int, _T]):
    """What is read off each sentence when it is first asked for: many tell of no incident."""

    def __init__(self, sentences: Sequence[Sentence], read: Callable[[Sentence], _T]) -> None:
        super().__init__()
        self._sentences = sentences
        self._read = read

    def __missing__(self, index: int) -> _T:
        found = self[index] = self._read(self._sentences[index])
        return found


def triggers(mentions: Sequence[Mention]) -> Triggers:
    """The same mentions, to be looked up in."""
    return mentions if isinstance(mentions, Triggers) else Triggers(mentions)


def others(mentions: Sequence[Mention]) -> Triggers | Others:
    """The same mentions, to be looked up in; a view stays one."""
    return mentions if isinstance(mentions, Others) else triggers(mentions)


@dataclass
class Context:
    """A reading with its spans by sentence; made once, read by every step of linking.

    Attributes:
        reading: The typed spans.
        patterns: The declared triggers.
        scores: What an encoder says, or None without one.
        sides: What stands beside each trigger, once it was asked for.
        articles: What sort of word stands before each trigger, once it was asked for.
        beside: What stands beside each stretch of text, once it was asked for.
        around: What stands in some sentences together, once it was asked for.
        text: The whole text.
        sentences: The sentences in order.
    """

    reading: Reading
    patterns: PatternSet
    scores: Scores | None = None
    sides: dict[int, object] = field(default_factory=dict, repr=False)
    articles: dict[int, str] = field(default_factory=dict, repr=False)
    beside: dict[tuple[str, int, int], object] = field(default_factory=dict, repr=False)
    around: dict[tuple[int, ...], object] = field(default_factory=dict, repr=False)
    text: str = field(init=False, repr=False)
    sentences: tuple[Sentence, ...] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.text = self.reading.document.text
        self.sentences = self.reading.sentences
        self._starts = [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds an offset (the nearest before it)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _by_sentence(self, spans: tuple[_S, ...]) -> list[list[_S]]:
        out: list[list[_S]] = [[] for _ in self.sentences]
        for span in spans:
            if out:
                out[self.sentence_at(span.start)].append(span)
        return out

    @cached_property
    def places(self) -> list[list[PlaceSpan]]:
        """Places by sentence."""
        return self._by_sentence(self.reading.places)

    @cached_property
    def dates(self) -> list[list[DateSpan]]:
        """Dates by sentence."""
        return self._by_sentence(self.reading.dates)

    @cached_property
    def days(self) -> Counter[tuple[date | None, date | None]]:
        """Number of dates of the text with the same first and last day."""
        return Counter((d.first, d.last) for d in self.reading.dates)

    @cached_property
    def headings(self) -> list[int]:
        """Indices of the sentences that are headings, ascending."""
        return [s.index for s in self.sentences if s.heading]

    @cached_property
    def actors(self) -> list[list[ActorSpan]]:
        """Actors by sentence."""
        return self._by_sentence(self.reading.actors)

    @cached_property
    def named(self) -> Counter[str]:
        """Number of mentions of each actor."""
        return Counter(a for span in self.reading.actors for a in set(span.actors))

    @cached_property
    def areas(self) -> Counter[tuple[str | None, str | None]]:
        """Number of toponyms in each province and country."""
        return Counter((p.adm1, p.country) for p in self.reading.places)

    @cached_property
    def tolls(self) -> list[list[TollSpan]]:
        """Tolls by sentence."""
        return self._by_sentence(self.reading.tolls)

    @cached_property
    def speakers(self) -> list[list[SpeakerSpan]]:
        """Speakers by sentence."""
        return self._by_sentence(self.reading.speakers)

    @cached_property
    def clauses(self) -> Mapping[int, list[int]]:
        """Offsets at which the clauses of each sentence begin, the first at its start."""

        def begin(s: Sentence) -> list[int]:
            cuts = _SPLIT.finditer(self.text, s.start + 8, s.end - 8)
            return [s.start, *(cut.start() + 1 for cut in cuts)]

        return _OnDemand(self.sentences, begin)

    def clause_at(self, sentence: int, offset: int) -> int:
        """Index of the clause of a sentence that holds an offset."""
        return max(0, bisect_right(self.clauses[sentence], offset) - 1)

    def clause_span(self, sentence: int, clause: int) -> tuple[int, int]:
        """Offsets of one clause."""
        starts = self.clauses[sentence]
        end = starts[clause + 1] if clause + 1 < len(starts) else self.sentences[sentence].end
        return starts[clause], end

    @cached_property
    def names(self) -> Mapping[int, frozenset[str]]:
        """Capitalised words by sentence, its first word left out."""

        def read(s: Sentence) -> frozenset[str]:
            return frozenset(_NAME.findall(self.text, s.start + 1, s.end))

        return _OnDemand(self.sentences, read)

    @cached_property
    def disaster(self) -> float:
        """Words of earthquakes, floods and crashes for every thousand characters."""
        return 1000 * _DISASTER.count(self.text) / max(1, len(self.text))

    @cached_property
    def words(self) -> Mapping[int, frozenset[str]]:
        """Lower-case words of four letters and more by sentence."""

        def read(s: Sentence) -> frozenset[str]:
            return frozenset(_WORD.findall(self.text, s.start, s.end))

        return _OnDemand(self.sentences, read)

    @cached_property
    def hits(self) -> list[tuple[Hit, ...]]:
        """The patterns that fire, by sentence."""
        return [tuple(self.patterns.hits(self.text, s.start, s.end)) for s in self.sentences]

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every trigger of the document, in order; a sentence said twice counts once."""
        out: list[Mention] = []
        seen: set[str] = set()
        aside = False
        for sentence in self.sentences:
            aside = _POINTERS.match(sentence.text) is not None or (aside and not sentence.heading)
            if aside:
                continue
            words = " ".join(sentence.text.split())
            if len(words) > _TWICE and words in seen:
                continue
            seen.add(words)
            for hit in self.hits[sentence.index]:
                clause = self.clause_at(sentence.index, hit.start)
                out.append(Mention(len(out), hit, sentence.index, clause, hit.start, hit.end))
        return out

    @cached_property
    def mentions_of(self) -> list[list[Mention]]:
        """The triggers by sentence."""
        out: list[list[Mention]] = [[] for _ in self.sentences]
        for mention in self.mentions:
            out[mention.sentence].append(mention)
        return out

    @cached_property
    def dated_lines(self) -> frozenset[int]:
        """Paragraphs that begin with a date, as the entries of a list do."""
        starts: dict[int, int] = {}
        for s in self.sentences:
            starts.setdefault(s.paragraph, s.start)
        return frozenset(
            s.paragraph
            for s in self.sentences
            for d in self.dates[s.index]
            if d.start - starts[s.paragraph] <= 4
        )

    def own_entry(self, own: Sequence[Mention]) -> int | None:
        """The one entry of a dated list that holds all triggers of an incident, or None."""
        found = {self.sentences[m.sentence].paragraph for m in own}
        one = len(found) == 1 and found <= self.dated_lines and len(self.dated_lines) >= _LIST
        return found.pop() if one else None

    def of_entry(self, own: Sequence[Mention], spans: Sequence[_S]) -> list[_S]:
        """Spans that stand in the own entry of an incident; none where it has no such entry."""
        entry = self.own_entry(own)
        if entry is None:
            return []
        return [s for s in spans if self.sentences[self.sentence_at(s.start)].paragraph == entry]

    @cached_property
    def claim_cues(self) -> list[list[Hit]]:
        """Claims of responsibility by sentence."""
        return [[h for h in hits if h.pattern.role == "claim"] for hits in self.hits]
