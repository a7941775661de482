"""Who says what: speakers, and the stretch of text that each is said to say.

Every sentence is searched for words of speech; the subject beside such a word is a speaker
where it names a person, an office, a body, or a pronoun that goes back to one. The windows
looked at are bounded, so the time is linear even for one endless sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from geo.codes import SourceKind
from geo.extract.reading import Sentence, SpeakerSpan
from geo.extract.spans import speech, speech_cues
from geo.extract.spans.matching import Terms
from geo.extract.spans.speech_subjects import Subject, Subjects
from geo.extract.speaker_lexicon import SpeakerName

_LEFT: Final = 180
_CLAUSE: Final = 900
_DENY_BEFORE: Final = 30
_DENY_AFTER: Final = 60
_QUOTE_MARK: Final = re.compile(r"[“”\"]")
_REPORTING: Final = frozenset(
    {SourceKind.UN, SourceKind.NGO, SourceKind.GOVERNMENT, SourceKind.PRESS}
)
_PAPER: Final = re.compile(
    r"\b(?:report|monitors?|monitoring team|team|experts|sigar|paper|study|watchdog|united nations|"
    r"u\.?n\.?|"
    r"inspector general|secretary-general|human rights watch|amnesty|researcher|digest|document)\b",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"['’](?:s\b|\s)")
_MOST: Final = 0.5
CARRIED: Final = "speaker.carried"


def find_speakers(
    text: str, sentences: Sequence[Sentence], lexicon: Terms[SpeakerName]
) -> tuple[SpeakerSpan, ...]:
    """Find who says what, in order of where the speaker is named.

    What goes on in the account of a report ("speaker.carried") starts at the sentence that it
    covers, not at the speaker's name.

    Args:
        text: The document.
        sentences: Its sentences.
        lexicon: Speakers known by name.
    """
    return _Listener(text, sentences, lexicon).listen()


def speaker_over(
    speakers: Sequence[SpeakerSpan], stretches: Sequence[tuple[int, int]]
) -> SpeakerSpan | None:
    """The speaker who is said to say most of some words, or None where nobody says half of them.

    Args:
        speakers: Those of the document. What is only carried on does not count: incidents are
            told in the document's own voice.
        stretches: The words, as (start, end) [code points].
    """
    best, most = None, _MOST
    for speaker in speakers:
        if speaker.rule == CARRIED:
            continue
        length = said = 0
        for start, end in stretches:
            named = max(0, min(end, speaker.end) - max(start, speaker.start))
            length += end - start - named
            said += max(0, min(end, speaker.scope_end) - max(start, speaker.scope_start))
        if said > 0 and said >= most * max(1, length):
            best, most = speaker, said / max(1, length)
    return best


class _Listener:
    """Goes through one document, sentence by sentence."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], lexicon: Terms[SpeakerName]
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.subjects = Subjects(text, lexicon)
        self.taken = bytearray(len(text))
        self.quotes = tuple(_quotes(text, sentences))
        self.quote_ends = [end for _, end in self.quotes]

    def listen(self) -> tuple[SpeakerSpan, ...]:
        """All spans of the document."""
        found: list[SpeakerSpan] = []
        account: SpeakerSpan | None = None
        paragraph = -1
        for sentence in self.sentences:
            mine: list[SpeakerSpan] = []
            for span in self._sentence(sentence):
                if not any(self.taken[span.start : span.end]):
                    self.taken[span.start : span.end] = b"\1" * (span.end - span.start)
                    mine.append(span)
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                account = None if sentence.heading else account
            if mine:
                account = next((s for s in mine if _is_account(s)), None)
            elif account and not sentence.heading:
                mine = [self._carried(account, sentence)]
            found += mine
        return tuple(sorted(found, key=lambda s: (s.start, s.end)))

    def _sentence(self, sentence: Sentence) -> Iterator[SpeakerSpan]:
        start, end = sentence.start, sentence.end
        words = sentence.text
        yield from self._label(start, end)
        yield from self._phrases(words, start, end)
        spoke: Subject | None = None
        chained: set[str] = set()
        for match in speech_cues.VERB.finditer(self.text, start, end):
            if not match["phrase"] and match["word"] not in speech.VERBS:
                continue
            if span := self._speech(match, start, end, spoke):
                spoke = self.subjects.last
                chained.update(span.chain)
                yield span
        if _POSSESSIVE.search(words) or " by " in words or " from " in words:
            yield from self._nouns(start, end)
        if "iting" in words or "uoting" in words:
            yield from self._cited(start, end, chained)

    def _phrases(self, words: str, start: int, end: int) -> Iterator[SpeakerSpan]:
        """Read "according to X", "as reported by X", "believed by X", "by X's count"."""
        low, high = start, end
        if "ccording to" in words or " of " in words or " by " in words:
            for match in speech_cues.ACCORDING.finditer(self.text, start, end):
                if subject := self.subjects.after(match.end(), end):
                    low, high = self._clause(match.start(), start, end)
                    yield self._span(subject, "speaker.according_to", low, high)
        if " by " in words:
            for match in speech_cues.BY.finditer(self.text, start, end):
                if subject := self.subjects.after(match.end(), end, strict=True):
                    low, high = self._clause(match.start(), start, end)
                    yield self._span(subject, "speaker.said_by", low, high)
        if _POSSESSIVE.search(words):
            for match in speech_cues.COUNT_OF.finditer(self.text, start, end):
                subject = self.subjects.named(match.start("who"), match.end("who"), strict=True)
                if subject:
                    low, high = self._clause(match.start(), start, end)
                    yield self._span(subject, "speaker.by_count_of", low, high)

    def _cited(self, start: int, end: int, behind: set[str]) -> Iterator[SpeakerSpan]:
        """Read "citing the UN" where nobody is said to do so."""
        for match in speech_cues.CITED.finditer(self.text, start, end):
            last = self.subjects.last
            subject = self.subjects.after(match.end(), end)
            if subject and subject.name not in behind:
                yield self._span(
                    subject, "speaker.citing", *self._clause(match.start(), start, end)
                )
            else:
                self.subjects.last = last

    def _label(self, start: int, end: int) -> Iterator[SpeakerSpan]:
        """Read "Police: three killed"; a group's name before a colon is a heading instead."""
        label = speech_cues.LABEL.match(self.text, start, min(end, start + 60))
        if not label:
            return
        subject = self.subjects.named(label.start("who"), label.end("who"), strict=True)
        if subject and subject.kind is not SourceKind.PARTY:
            yield self._span(subject, "speaker.label", label.end(), end)

    def _nouns(self, start: int, end: int) -> Iterator[SpeakerSpan]:
        """Read "the Taliban's claim that" and "a report by the UN"."""
        for match in speech_cues.POSSESSED.finditer(self.text, start, end):
            low = max(start, match.start() - 60)
            if subject := self.subjects.before(low, match.start(), strict=True):
                high = self._clause(match.end(), start, end)[1]
                yield self._span(subject, "speaker.claim_of", match.end(), high)
        for match in speech_cues.CLAIM_BY.finditer(self.text, start, end):
            if subject := self.subjects.after(match.end(), end, strict=True):
                high = self._clause(subject.end, start, end)[1]
                yield self._span(subject, "speaker.claim_by", subject.end, high)

    def _speech(
        self, match: re.Match[str], start: int, end: int, spoke: Subject | None
    ) -> SpeakerSpan | None:
        verb, at, after = match.group(), match.start(), match.end()
        low, high = self._clause(at, start, end)
        left = max(start, at - _LEFT)
        before = self.text[left:at]
        if self._is_no_speech(verb, before, after, end):
            return None
        weak = speech_cues.WEAK.match(verb) is not None
        turned = not weak and speech_cues.VERBS_AFTER_QUOTE.search(before[-4:]) is not None
        subject = self.subjects.before(left, at, strict=weak, inverted=turned)
        if subject is None and turned:
            follower = self.subjects.after(after + 1, end)
            if follower and follower.start - after < 6 and self._ends(follower.end, end):
                return self._span(follower, "speaker.said_x", low, at)
            subject = self.subjects.before(left, at, strict=weak)
        if subject is not None:
            return self._told(subject, after, low, high)
        if spoke and re.search(r"(?:,| and|, and)(?: also| then)?\s\Z", before):
            return self._span(spoke, "speaker.and_said", after, high, at=(at, after))
        return None

    def _ends(self, at: int, end: int) -> bool:
        """Whether no verb follows, as one does in "said the bodies of 14 men had"."""
        return speech_cues.FINITE.match(self.text, at, min(end, at + 12)) is None

    def _told(self, subject: Subject, after: int, low: int, high: int) -> SpeakerSpan:
        """What a subject before its verb says: the words after it, before it, or both."""
        end = speech_cues.ONLY_TIME.match(self.text, after, high)
        if low < subject.start - 3 and end:
            if end.group().endswith(","):  # "Nobody was there, he said, and nobody would be"
                return self._span(subject, "speaker.x_said_amid", low, high)
            return self._span(subject, "speaker.x_said_after", low, subject.start)
        mark = self.text[max(low, subject.start - 6) : subject.start].rstrip(" athenT")[-1:]
        if low < subject.start - 20 and mark in ("”", '"', ","):
            return self._span(subject, "speaker.x_said_amid", low, high)
        return self._span(subject, "speaker.x_said", after, high)

    def _is_no_speech(self, verb: str, before: str, after: int, end: int) -> bool:
        """Whether the verb does not report speech here ("claimed responsibility", "was said")."""
        refused = speech_cues.NOT_AFTER.get(verb)
        if refused and refused.match(self.text, after, min(end, after + 40)):
            return True
        if verb.startswith("claim") and speech_cues.NOT_SPEECH.match(
            self.text, after, min(end, after + 60)
        ):
            return True
        if verb.endswith("ing"):
            return False
        return speech_cues.PASSIVE.search(before[-40:]) is not None

    def _clause(self, at: int, start: int, end: int) -> tuple[int, int]:
        """The stretch between semicolons around an offset, within its sentence."""
        first = max(start, at - _CLAUSE)
        low = self.text.rfind(";", first, at)
        last = min(end, at + _CLAUSE)
        high = self.text.find(";", at, last)
        return (low + 1 if low >= 0 else first), (high if high >= 0 else last)

    def _span(
        self, subject: Subject, rule: str, low: int, high: int, at: tuple[int, int] | None = None
    ) -> SpeakerSpan:
        self.subjects.last = subject
        start, end = at or (subject.start, subject.end)
        index = bisect_left(self.quote_ends, low)
        while index < len(self.quotes) and self.quotes[index][0] < high:
            first, last = self.quotes[index]
            if low < last:
                low, high = min(low, first), max(high, last)
            index += 1
        beside = self.text[max(0, start - _DENY_BEFORE) : end + _DENY_AFTER]
        return SpeakerSpan(
            start=start,
            end=end,
            text=self.text[start:end],
            rule=rule,
            name=subject.name,
            kind=subject.kind.value,
            scope_start=low,
            scope_end=max(low, high),
            chain=subject.chain,
            denies=speech.DENIAL.search(beside) is not None,
        )

    def _carried(self, account: SpeakerSpan, sentence: Sentence) -> SpeakerSpan:
        return SpeakerSpan(
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            rule=CARRIED,
            name=account.name,
            kind=account.kind,
            scope_start=sentence.start,
            scope_end=sentence.end,
            chain=account.chain,
        )


def _is_account(span: SpeakerSpan) -> bool:
    """Whether what follows is likely still told from the same paper."""
    return (
        not span.denies
        and span.kind in {str(kind) for kind in _REPORTING}
        and _PAPER.search(f"{span.name} {span.text}") is not None
    )


def _quotes(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Stretches between quotation marks, each within one paragraph, in order."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        low, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (low, sentence.end)
    for low, high in bounds.values():
        opened = -1
        for match in _QUOTE_MARK.finditer(text, low, high):
            if match.group() == "“" or (match.group() == '"' and opened < 0):
                opened = match.start()
            elif opened >= 0:
                yield opened, match.end()
                opened = -1
