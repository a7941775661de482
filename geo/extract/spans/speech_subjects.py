"""Whom words beside a verb of speech name: a person, an office, a body, or "he"."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from geo.codes import SourceKind
from geo.extract.spans import speech, speech_cues
from geo.extract.spans.matching import Terms, fold
from geo.extract.speaker_lexicon import Speaker, SpeakerName

_RIGHT: Final = 140
_LONGEST: Final = 180
_AGAIN: Final = re.compile(
    r"(?:\w+ )?(?:report|statement|team|paper|document|spokesman|official|agency|mission|"
    r"organi[sz]ation|ministry|minister|experts|monitors|authors?|report's authors|source|"
    r"researcher|"
    r"commander|governor|same \w+)"
)
_NAME: Final = re.compile(r"[A-Z]\w+ [A-Z]\w+\Z")
_WORDS: Final = 9
_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker where the text names it.

    Attributes:
        start: Offset of the first character [code points].
        end: Just past the last character.
        name: As claims name it.
        kind: What sort of body it is.
        chain: Those behind it ("citing the UN").
    """

    start: int
    end: int
    name: str
    kind: SourceKind
    chain: tuple[str, ...] = ()


class Subjects:
    """Finds the speakers of one document; `last` is whoever spoke last."""

    def __init__(self, text: str, lexicon: Terms[SpeakerName]) -> None:
        self.text = text
        self.last: Subject | None = None
        self._known = [
            (start, end, name.speaker)
            for start, end, names in lexicon.find(fold(text))
            for name in names[:1]
            if not name.cased or _letters(text[start:end]) == _letters(name.text)
        ]
        self._starts = [start for start, _, _ in self._known]

    def before(
        self, low: int, high: int, *, strict: bool, inverted: bool = False
    ) -> Subject | None:
        """The subject that ends just before a verb of speech.

        Args:
            low: First offset to look at.
            high: Where the verb begins.
            strict: Whether a bare name is too little.
            inverted: Whether only an apposition ("X, a spokesman, said") may count, because
                the subject may as well follow the verb.
        """
        segment = self.text[low:high]
        if (amid := speech_cues.AMID.search(segment)) and _NAME.search(segment[: amid.start()]):
            segment = segment[: amid.start()]
        if tail := speech_cues.TAIL.search(segment):
            segment = segment[: tail.start()]
        segment = segment.rstrip()
        closed = segment.endswith(",")
        segment = segment.rstrip(", ")
        cuts = speech_cues.CUT.finditer(f"{segment} ")
        begin = min(max((m.end() for m in cuts), default=0), len(segment))
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^,]+", segment[begin:])]
        if not parts:
            return None
        first, last = parts[-1]
        if closed or inverted:  # "Nasrat Rahimi, an interior ministry spokesman, said"
            if len(parts) > 1:
                first = parts[-2][0]
            if inverted and not self._apposed(segment[begin + first : begin + last]):
                return None
        return self.named(low + begin + first, low + begin + last, strict=strict)

    def _apposed(self, words: str) -> bool:
        """Whether the words are a name and an office, in either order."""
        parts = words.split(",")
        return (
            len(parts) > 1
            and len(words.split()) < 24
            and any(speech.HEAD.search(part) for part in parts)
            and re.match(r"\s*(?:[A-Z]|an? |the |who |which )", parts[-1]) is not None
            and speech_cues.SILENT.match(parts[0].strip()) is None
        )

    def after(self, low: int, end: int, *, strict: bool = False) -> Subject | None:
        """The noun phrase that begins at an offset."""
        high = min(end, low + _RIGHT)
        stop = speech_cues.NP_END.search(self.text, low + 2, high)
        subject = self.named(low, stop.start() if stop else high, strict=strict)
        if not (subject and stop and subject.kind is SourceKind.UNKNOWN):
            return subject
        if self.text[stop.start()] == ",":  # "Omar Zwak, a spokesman for the governor"
            more = speech_cues.NP_END.search(self.text, stop.end(), high)
            apposed = self.text[stop.end() : more.start() if more else high]
            if speech.HEAD.search(apposed):
                return replace(subject, kind=speech.kind_of(apposed))
        return subject

    def named(self, low: int, high: int, *, strict: bool) -> Subject | None:
        """Whom the words between two offsets name, or None where they name no speaker."""
        while low < high and not self.text[low].isalnum():
            low += 1
        while low < high and not (self.text[high - 1].isalnum() or self.text[high - 1] in ")."):
            high -= 1
        if not 0 < high - low <= _LONGEST:
            return None
        words = self.text[low:high]
        chain: tuple[str, ...] = ()
        if citing := speech_cues.CITING.search(words):
            behind = self.after(low + citing.end(), high, strict=False)
            chain = (behind.name,) if behind else ()
            high = low + citing.start()
            words = words[: citing.start()]
        found = self._pronoun(low, high, words) or self._listed(low, high)
        found = found or self._described(low, high, words, strict=strict)
        return replace(found, chain=chain) if found and chain else found

    def _pronoun(self, low: int, high: int, words: str) -> Subject | None:
        parts = words.split()
        if self.last and parts and len(parts) < 4 and speech.PRONOUN.match(parts[-1]):
            return replace(self.last, start=low, end=high, chain=())
        return None

    def _listed(self, low: int, high: int) -> Subject | None:
        """A speaker of the lexicon inside the words, the last one."""
        at = bisect_left(self._starts, high)
        while at > 0 and self._starts[at - 1] >= low:
            at -= 1
            _, end, speaker = self._known[at]
            if end <= high:
                return self._as(speaker, low, high)
        return None

    @staticmethod
    def _as(speaker: Speaker, low: int, high: int) -> Subject:
        return Subject(low, high, speaker.name, speaker.kind)

    def _described(self, low: int, high: int, words: str, *, strict: bool) -> Subject | None:
        article = speech_cues.ARTICLE.match(words)
        bare = words[article.end() :] if article else words
        if not bare or speech_cues.SILENT.match(bare):
            return None
        head = speech.HEAD.search(bare)
        person = _person(bare)
        group = speech_cues.GROUP_SUBJECT.search(bare)
        alone = person and bare.endswith(person) and len(bare.split()) <= _NAMED
        if not (head or group or (alone and not strict)):
            return None
        if self.last and (
            _AGAIN.fullmatch(bare) or (" " not in bare and bare in self.last.name.split())
        ):
            return replace(self.last, start=low, end=high, chain=())
        named = head and not group and " " in person
        label = person if named else " ".join(bare.split()[-_WORDS:])
        return Subject(low, high, label, speech.kind_of(bare))


def _person(words: str) -> str:
    """The last run of capitalised words, which in "spokesman Nasrat Rahimi" is the person."""
    names: list[str] = speech.NAME.findall(words)
    return names[-1] if names else ""


def _letters(words: str) -> str:
    return "".join(c for c in words if c.isalnum())
