"""What a sentence offers to the presence model: cues, spans, words, and its surroundings.

Features are names with a value; a name says where it comes from ("cue:presence.active",
"span:GROUP", "word:camps"). Words come from the masked sentence, so no group or place name
is ever a feature: swapping two groups, or two provinces, changes nothing.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from geo.extract.cues import Cue, Hit, Mask, find_hits, mask
from geo.extract.reading import (
    ActorSpan,
    DateSpan,
    NumberSpan,
    PlaceSpan,
    Reading,
    Sentence,
    Span,
    SpeakerSpan,
    TollSpan,
)
from geo.extract.scanning import Scan, Scans
from geo.extract.spans.forces import TAKEOVER

_S = TypeVar("_S", bound=Span)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_CUT = re.compile(
    r";|,? (?:while|whereas|although|though|but)\b|[–—]|"
    r",? and (?:that|has|have|had|it|they|its leader\w*|their leader\w*)\b|"
    r", and (?:its|their|is|are|was|were|runs?|keeps?|maintains?)\b"
)
_TOKEN = re.compile(r"\b[A-Z]{3,}\b")
_MODAL = re.compile(
    r"\b(?:may|might|could|would|should|must|if|unless|plans?|planned|fears?|feared|concerns?|"
    r"concerned|risk\w*|warn\w*|vow\w*|promis\w*|urg\w*|call\w* on|potential\w*|hope\w*|want\w*|"
    r"whether|agree\w*|commit\w*|pledge\w* to|demand\w*|not allow|will)\b"
)
_INCIDENT = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|explo\w+|blast\w*|bomb(?:ed|ing|ings)?|detonat\w+|blew|shot|shooting|"
    r"ambush\w*|arrest\w*|detain\w*|raid\w*|claimed responsibility|abduct\w*|kidnap\w*|clash\w*|"
    r"airstrikes?|air strikes?|drone strikes?|gunfight|died|dead|struck|stormed|martyred)\b"
)
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|tell|claim\w*|according|stated|states|report\w*|estimat\w+|believ\w+|"
    r"add\w*|insist\w*|maintain\w*|alleg\w+|accus\w+|assess\w*|noted?|repl\w+|declared|deni\w+|deny)\b"
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|no longer|n't|cannot|nothing)\b"
)
_OLD_YEAR = re.compile(r"\b(?:19\d\d|2000)\b|\bin the (?:19)?[5-9]0s\b")
GROUPS = Scan(
    r"\b(?:terror\w*|extremist|militant|armed|violent|destructive|foreign|insurgent|such|jihadi\w*|"
    r"international|regional|separatist)\W(?:\w+\W){0,2}?"
    r"(?:groups?|actors?|organi[sz]ations?|outfits?|networks?|cells|entities|fighters|"
    r"sanctuar(?:y|ies)|(?:safe )?havens?)\b",
    re.IGNORECASE,
)
"""Groups that are spoken of without a name."""
_ENCODED = (
    "any", "event", "presence", "activity", "statistic", "metric", "in_",
)  # fmt: skip
_MOST = 2.0
_HARDLY = 0.002
"""Most labels are less likely than this in most sentences: their log-odds are below `-_MOST`."""
_TONES = Scans(
    {
        "modal": _MODAL,
        "incident": _INCIDENT,
        "speech": _SPEECH,
        "negation": _NEGATION,
        "old": _OLD_YEAR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence with its spans, masked, and the cues that fire in it.

    `insurgent` tells whether the Taliban are still insurgents on the day of publication.
    """

    sentence: Sentence
    masked: Mask
    hits: tuple[Hit, ...]
    actors: tuple[ActorSpan, ...]
    places: tuple[PlaceSpan, ...]
    dates: tuple[DateSpan, ...]
    numbers: tuple[NumberSpan, ...]
    tolls: tuple[TollSpan, ...]
    speakers: tuple[SpeakerSpan, ...]
    insurgent: bool = False
    _cuts: list[int] = field(default_factory=list, init=False, compare=False, repr=False)
    _words: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def words(self) -> Sequence[str]:
        """Words of the masked sentence; a capital inside the sentence makes it a "Name"."""
        if not self._words:
            self._words.extend(_plain_words(self))
        return self._words

    @property
    def cuts(self) -> Sequence[int]:
        """Where clauses of the sentence end and begin, its ends included [offsets in it]."""
        if not self._cuts:
            text = self.sentence.text
            self._cuts.extend([0, *(m.start() for m in _CUT.finditer(text)), len(text)])
        return self._cuts

    @property
    def tells(self) -> bool:
        """Whether anything here can speak of a group at all: a cue, or a mention of one."""
        return bool(self.hits) or any(a.basis != "state" for a in self.actors)


def actor_token(span: ActorSpan, *, after_takeover: bool) -> str:
    """The mask token of an actor."""
    if span.basis == "generic":
        return "MEN"
    first = span.actors[0]
    if span.of_state:
        return "STATE"
    if first == "TALIBAN":
        return "TALIBAN" if after_takeover else "GROUP"
    return "MEN" if first in ("ANY", "UNKNOWN") else "GROUP"


def number_token(span: NumberSpan) -> str:
    """The mask token of a number."""
    return {"percent": "PCT", "usd": "USD"}.get(span.unit, "NUM")


def scenes(reading: Reading, cues: tuple[Cue, ...]) -> tuple[Scene, ...]:
    """Mask every sentence of a document and look for cues."""
    after = _after_takeover(reading)
    actors = _by_sentence(reading, reading.actors)
    places = _by_sentence(reading, reading.places)
    dates = _by_sentence(reading, reading.dates)
    numbers = _by_sentence(reading, reading.numbers)
    tolls = _by_sentence(reading, reading.tolls)
    speakers = _by_sentence(reading, reading.speakers)
    found = []
    for sentence in reading.sentences:
        at = sentence.index
        tokens: list[tuple[Span, str]] = [(d, "DATE") for d in dates[at]]
        tokens += [
            (_bare(a, numbers[at]), actor_token(a, after_takeover=after))
            for a in actors[at]
            if a.basis != "state"
        ]
        tokens += [(p, "PLACE") for p in places[at] if p.role != "group"]
        tokens += [(n, number_token(n)) for n in numbers[at]]
        tokens += [(group, "MEN") for group in at_large(reading, sentence, actors[at])]
        masked = mask(reading.document.text, sentence, tokens)
        found.append(
            Scene(
                sentence=sentence,
                masked=masked,
                hits=tuple(find_hits(cues, masked)),
                actors=tuple(actors[at]),
                places=tuple(places[at]),
                dates=tuple(dates[at]),
                numbers=tuple(numbers[at]),
                tolls=tuple(tolls[at]),
                speakers=tuple(speakers[at]),
                insurgent=not after,
            )
        )
    return tuple(found)


def _after_takeover(reading: Reading) -> bool:
    """Whether the text is younger than the takeover; by its own dates where its day is unknown."""
    day = reading.document.published
    if day is not None:
        return day >= TAKEOVER
    told = [d.last for d in reading.dates if d.last is not None]
    return not told or max(told) >= TAKEOVER


def _bare(span: ActorSpan, numbers: Sequence[NumberSpan]) -> Span:
    """A generic mention without the number or "no" that its first words hold."""
    if span.basis != "generic":
        return span
    cut = next((n.end for n in numbers if span.start <= n.start < n.end < span.end), span.start)
    if cut == span.start and span.text[:3].lower() == "no ":
        cut += 2
    while cut < span.end - 1 and span.text[cut - span.start].isspace():
        cut += 1
    return Span(start=cut, end=span.end, text=span.text[cut - span.start :])


def at_large(reading: Reading, sentence: Sentence, actors: Sequence[ActorSpan]) -> Iterator[Span]:
    """Groups that are spoken of without a name ("terrorist actors", "such outfits")."""
    for match in GROUPS.finditer(reading.document.text, sentence.start, sentence.end):
        if not any(a.start < match.end() and match.start() < a.end for a in actors):
            yield Span(start=match.start(), end=match.end(), text=match.group())


def _by_sentence(reading: Reading, spans: Iterable[_S]) -> list[list[_S]]:
    sorted_in: list[list[_S]] = [[] for _ in reading.sentences]
    sentences = reading.sentences
    at = 0
    for span in spans:
        while at < len(sentences) and sentences[at].end <= span.start:
            at += 1
        if at < len(sentences) and sentences[at].start <= span.start:
            sorted_in[at].append(span)
    return sorted_in


def features(
    scene: Scene, before: Scene | None, encoded: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Name what the presence model may look at in one sentence.

    Args:
        scene: The sentence.
        before: The sentence before it, or None.
        encoded: Probabilities of the sentence encoder by label, or None without an encoder.
    """
    found = dict.fromkeys(_names(scene), 1.0)
    words = scene.words
    found |= dict.fromkeys([f"word:{word}" for word in words], 1.0)
    found |= dict.fromkeys([f"pair:{a}_{b}" for a, b in pairwise(words)], 1.0)
    if before is not None:
        for hit in before.hits:
            found[f"before:{hit.cue.label}.{hit.cue.stance}"] = 1.0
        if any(a.basis != "state" for a in before.actors):
            found["before:actor"] = 1.0
    return found | encoder_features(encoded) if encoded else found


def encoder_features(encoded: Mapping[str, float] | None) -> dict[str, float]:
    """Probabilities of the encoder as log-odds between -2 and 2; empty without an encoder."""
    return {
        f"encoder:{label}": -_MOST if p < _HARDLY else _odds(p)
        for label, p in (encoded or {}).items()
        if label.startswith(_ENCODED)
    }


def _odds(p: float) -> float:
    return max(-_MOST, min(_MOST, math.log((p + 1e-6) / (1 - p + 1e-6)) / 3))


def _nearness(scene: Scene, hit: Hit) -> Iterator[str]:
    """How far the nearest group and place stand from a cue, in steps of 25 characters."""
    groups = [a for a in scene.actors if a.basis in {"lexicon", "anaphor"}]
    for name, spans in (("group", groups), ("place", scene.places)):
        if spans:
            gap = min(max(s.start - hit.end, hit.start - s.end, 0) for s in spans)
            yield f"near:{name}.{hit.cue.label}.{hit.cue.stance}.{min(3, gap // 25)}"


def _plain_words(scene: Scene) -> list[str]:
    text, starts = scene.masked.text, scene.masked.starts
    source, base = scene.sentence.text, scene.sentence.start
    words = _WORD.findall(text)
    for at, match in enumerate(_WORD.finditer(text)):
        begin = match.start()
        if source[starts[begin] - base].isupper() and begin > 1 and not words[at].isupper():
            words[at] = "Name"
    return words


def _names(scene: Scene) -> Iterator[str]:
    """All but the words."""
    text = scene.masked.text
    tokens = set(_TOKEN.findall(text))
    for hit in scene.hits:
        yield f"cue:{hit.cue.cue_id}"
    for token in tokens:
        yield f"span:{token}"
    who = tokens & {"GROUP", "TALIBAN", "MEN", "STATE"}
    yield "who:" + "+".join(sorted(who))
    for hit in scene.hits:
        for kind in who or {"nobody"}:
            yield f"cue+who:{hit.cue.label}.{hit.cue.stance}.{kind}"
        yield from _nearness(scene, hit)
    if any(place.kind != "country" for place in scene.places):
        yield "place:within"
    if any(date.prec in {1, 2} for date in scene.dates):
        yield "date:day"
    if scene.tolls:
        yield "toll"
    tones = _TONES.found(text)
    for name in _TONES.patterns:
        if name in tones:
            yield f"has:{name}"
    if scene.sentence.heading:
        yield "heading"
    yield f"length:{min(len(text) // 80, 4)}"
