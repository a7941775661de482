"""Who says what: speakers, and the stretch of text that each is said to say.

Every sentence is searched for words of speech; the subject beside such a word is a speaker
where it names a person, an office, a body, or a pronoun that goes back to one. The windows
looked at are bounded, so the time is linear even for one endless sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import SourceKind
from geo.extract.reading import Sentence, SpeakerSpan
from geo.extract.spans import speech
from geo.extract.spans.matching import Terms, fold
from geo.extract.speaker_lexicon import Speaker, SpeakerName

_LEFT: Final = 180
_RIGHT: Final = 140
_CLAUSE: Final = 900

_VERB: Final = re.compile(rf"\b(?P<verb>{speech.VERBS})\b")
_WEAK: Final = re.compile(
    r"(?:found|finds|put|puts|recorded|records|listed|lists|counted|counts|held|holds|called|calls|"
    r"sees|"
    r"points|pointed|showed|shows?|names?|named|identifie[sd]|registered|verified|documents|"
    r"documented|"
    r"hailed|considers|thinks?|regards|report|reports|claim|claims|estimates?|accused|accuses|"
    r"blamed|"
    r"blames|condemned|vowed|cited|cites|attribute[sd]|ascribed|described|describes|"
    r"suggests|suggested|indicates?|indicated)\Z"
)
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|not|being|the|a|an|its|their|his|her|of|these|those|"
    r"such|"
    r"false|many|several|such|no)\s+(?:also\s+|\w+ly\s+)?\Z",
    re.IGNORECASE,
)
_NOT_SPEECH: Final = re.compile(
    r"\s+(?:responsibility|credit|(?:the|this|that|an?|both|two|three|\d+)?\s*(?:\w+\s+){0,2}"
    r"(?:attacks?|bombings?|assaults?|blasts?|killings?|raids?|massacre|operations?|lives|life)\b)"
)
_ACCORDING: Final = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|account|version|reading|estimate) of|"
    r"by the (?:count|account|"
    r"reckoning|estimate|tally) of|as (?:told|reported|stated|claimed|announced) by|quoting|citing|"
    r"cited by|"
    r"on the word of|if .{3,40} is to be believed|as)\s+(?=\S)",
    re.IGNORECASE,
)
_COUNT_OF: Final = re.compile(
    r"\b(?:[Bb]y|[Ii]n|[Oo]n)\s+(?P<who>[\w.'’ -]{2,60}?)['’]s?\s+(?:(?:own|final|latest|"
    r"first)\s+)?"
    r"(?:reckoning|count|account|tally|estimate|version|words|reading|figures|view)\b"
)
_CLAIM_OF: Final = re.compile(
    r"(?P<who>(?:[\w.'’-]+ ){0,5}[\w.-]+?)['’]s?\s+(?:(?:own|repeated|latest|recent|new)\s+)?"
    r"(?:claims?|reports?|statements?|assertions?|assurances?|allegations?|estimates?|assessments?|"
    r"figures?|"
    r"denials?|protestations?|promises?)\s+(?:that|of|about|to have|on)\s"
)
_CLAIM_BY: Final = re.compile(
    r"\b(?:claims?|statements?|reports?|estimates?|assessments?|findings?|figures?|announcements?|"
    r"denials?)\s+"
    r"(?:made\s+|issued\s+)?(?:by|from)\s+(?=\S)"
)
_LABEL: Final = re.compile(r"(?P<who>[A-Z][\w.'’ -]{2,50}?):\s+(?=\S)")
_NP_END: Final = re.compile(
    r"[,;:()\[\]“”\"!?\n]|\.(?=\s+[A-Z“\"]|\s*\Z)|\s[–—-]\s|"
    r"\b(?:who|which|that|while|whereas|but|when|where|after|before|because|said|says|as|has|have|"
    r"had|was|"
    r"were|is|are|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:\d{4}|Jan|Feb|Mar|Apr|May|"
    r"Jun|"
    r"Jul|Aug|Sep|Oct|Nov|Dec))\b"
)
_TAIL: Final = re.compile(
    r"(?:[\s,]+(?:also|later|has|have|had|again|recently|earlier|repeatedly|only|then|now|still|"
    r"once|"
    r"further|already|however|meanwhile|yesterday|today|tonight|would|could|did|does|do|since|too|"
    r"himself|itself|separately|likewise|both|all|either|\w+ly|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?|on \w+ \d{1,2}|on \d{1,2} \w+|"
    r"(?:this|last|next) (?:week|month|year|\w+day)|in (?:a|its|his|their|the) (?:\w+ ){0,3}"
    r"(?:statement|tweet|interview|report|message|letter|briefing|post|video|paper)))+\s*\Z"
)
_CUT: Final = re.compile(
    r"[;:“”\"!?()\[\]\n]|(?<!\b[A-Z])\.\s(?=[A-Z“\"])|\s[–—-]{1,2}\s|"
    r",?\s(?:while|whereas|but|although|though|because|after|before|when|where|which|whom|and|or|"
    r"that|"
    r"as|since|if|until|than)\s(?!of\b)"
)
_CITING: Final = re.compile(
    r",?\s(?:citing|quoting|referring to|based on|with reference to)\s+(?=\S)"
)
_ARTICLE: Final = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat|[Oo]ur|[Bb]ut|[Aa]nd|[Ii]n|"
    r"[Oo]n|"
    r"[Mm]eanwhile|[Ll]ater|[Aa]lso|[Mm]oreover|[Hh]owever|[Aa]s|[Ee]ven|[Yy]et)\s+)+"
)
_ONLY_TIME: Final = re.compile(
    r"\s*(?:on \w+day(?: \w+)?|\w+day|on \w+ \d{1,2}|yesterday|today|later|this week|in (?:a|its|"
    r"his|their|the) [\w\s]{3,40}|"
    r"last \w+|[\w\s]{0,14})?\s*(?:[.;,)]|\Z)"
)
_GROUP_SUBJECT: Final = re.compile(
    r"\b(?:taliban|talib|iskp|is-?kp?|isis(?:-k)?|daesh|islamic state|ttp|nrf|aff|bla|al-?qa\w+|"
    r"kabul|islamabad|"
    r"washington|moscow|dushanbe|tehran|beijing|pakistan|tajikistan|iran|afghanistan|russia|"
    r"emirate)\Z",
    re.IGNORECASE,
)
_VERBS_AFTER_QUOTE: Final = re.compile(r"[,”\"’]\s*\Z")
_DENY_WINDOW: Final = 60


@dataclass(frozen=True, slots=True)
class _Subject:
    start: int
    end: int
    name: str
    kind: SourceKind
    chain: tuple[str, ...] = ()


def find_speakers(
    text: str, sentences: Sequence[Sentence], lexicon: Terms[SpeakerName]
) -> tuple[SpeakerSpan, ...]:
    """Find who says what, in order of where the speaker is named.

    Args:
        text: The document.
        sentences: Its sentences.
        lexicon: Speakers known by name.
    """
    return _Listener(text, sentences, lexicon).listen()


class _Listener:
    """Goes through one document; remembers who spoke last."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], lexicon: Terms[SpeakerName]
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.known = [
            (start, end, name.speaker)
            for start, end, names in lexicon.find(fold(text))
            for name in names[:1]
            if not name.cased or text[start:end] == name.text
        ]
        self.known_starts = [start for start, _, _ in self.known]
        self.quotes = tuple(_quotes(text, sentences))
        self.last: _Subject | None = None

    def listen(self) -> tuple[SpeakerSpan, ...]:
        found: list[SpeakerSpan] = []
        for sentence in self.sentences:
            mine: list[SpeakerSpan] = []
            for span in self._sentence(sentence):
                if not any(s.start < span.end and span.start < s.end for s in mine):
                    mine.append(span)
            found += mine
        return tuple(sorted(found, key=lambda s: (s.start, s.end)))

    def _sentence(self, sentence: Sentence) -> Iterator[SpeakerSpan]:
        start, end = sentence.start, sentence.end
        if label := _LABEL.match(self.text, start, min(end, start + 60)):
            subject = self._subject(label.start("who"), label.end("who"), strict=True)
            if subject:
                yield self._span(subject, "speaker.label", label.end(), end)
        for match in _ACCORDING.finditer(self.text, start, end):
            if subject := self._phrase(
                match.end(), end, strict=match.group().lower().strip() == "as"
            ):
                low, high = self._clause(match.start(), start, end)
                yield self._span(subject, "speaker.according_to", low, high)
        for match in _COUNT_OF.finditer(self.text, start, end):
            if subject := self._subject(match.start("who"), match.end("who"), strict=True):
                low, high = self._clause(match.start(), start, end)
                yield self._span(subject, "speaker.by_count_of", low, high)
        for match in _VERB.finditer(self.text, start, end):
            if span := self._speech(match, start, end):
                yield span
        for match in _CLAIM_OF.finditer(self.text, start, end):
            if subject := self._subject(match.start("who"), match.end("who"), strict=True):
                yield self._span(
                    subject,
                    "speaker.claim_of",
                    match.end(),
                    self._clause(match.end(), start, end)[1],
                )
        for match in _CLAIM_BY.finditer(self.text, start, end):
            if subject := self._phrase(match.end(), end, strict=True):
                yield self._span(
                    subject,
                    "speaker.claim_by",
                    subject.end,
                    self._clause(subject.end, start, end)[1],
                )

    # subjects

    def _speech(self, match: re.Match[str], start: int, end: int) -> SpeakerSpan | None:
        verb = match["verb"]
        left = max(start, match.start() - _LEFT)
        before = self.text[left : match.start()]
        if verb.startswith("claim") and _NOT_SPEECH.match(
            self.text, match.end(), min(end, match.end() + 60)
        ):
            return None
        if _PASSIVE.search(before[-40:]):
            return None
        weak = _WEAK.match(verb) is not None
        if not weak and _VERBS_AFTER_QUOTE.search(before[-4:]):
            inverted = self._phrase(match.end() + 1, end, strict=True)
            if inverted and inverted.start - match.end() < 6:
                low, _ = self._clause(match.start(), start, end)
                return self._span(inverted, "speaker.said_x", low, match.start())
        subject = self._left_subject(left, match.start(), strict=weak)
        if subject is None:
            return None
        low, high = self._clause(match.start(), start, end)
        if low < subject.start - 3 and _ONLY_TIME.match(self.text, match.end(), high):
            return self._span(subject, "speaker.x_said_after", low, subject.start)
        if low < subject.start - 20 and self.text[
            max(low, subject.start - 3) : subject.start
        ].strip()[-1:] in ("”", '"', ","):
            return self._span(subject, "speaker.x_said_amid", low, high)
        return self._span(subject, "speaker.x_said", match.end(), high)

    def _left_subject(self, low: int, high: int, *, strict: bool) -> _Subject | None:
        """The subject that ends just before a verb of speech."""
        segment = self.text[low:high]
        tail = _TAIL.search(segment)
        if tail:
            segment = segment[: tail.start()]
        segment = segment.rstrip()
        closed = segment.endswith(",")
        segment = segment.rstrip(", ")
        cuts = [m.end() for m in _CUT.finditer(segment)]
        begin = cuts[-1] if cuts else 0
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^,]+", segment[begin:])]
        if not parts:
            return None
        first, last = parts[-1]
        if closed and len(parts) > 1:  # "Nasrat Rahimi, an interior ministry spokesman, said"
            first = parts[-2][0]
            if len(parts) > 2 and not speech.HEAD.search(segment[begin + first : begin + last]):
                first = parts[-3][0]
        return self._subject(low + begin + first, low + begin + last, strict=strict)

    def _phrase(self, low: int, end: int, *, strict: bool) -> _Subject | None:
        """The noun phrase that begins here."""
        high = min(end, low + _RIGHT)
        stop = _NP_END.search(self.text, low + 2, high)
        last = stop.start() if stop else high
        subject = self._subject(low, last, strict=strict)
        if (
            subject
            and stop
            and self.text[stop.start()] == ","
            and subject.kind is SourceKind.UNKNOWN
        ):
            more = _NP_END.search(self.text, stop.end(), high)
            office = speech.HEAD.search(self.text, stop.end(), more.start() if more else high)
            if office:
                kind = speech.kind_of(self.text[stop.end() : more.start() if more else high])
                return _Subject(subject.start, subject.end, subject.name, kind, subject.chain)
        return subject

    def _subject(self, low: int, high: int, *, strict: bool) -> _Subject | None:
        """Whom the words between two offsets name, or None where they name no speaker."""
        while low < high and not self.text[low].isalnum():
            low += 1
        while low < high and not (self.text[high - 1].isalnum() or self.text[high - 1] in ")."):
            high -= 1
        words = self.text[low:high]
        if not words or len(words) > _LEFT:
            return None
        chain: tuple[str, ...] = ()
        if citing := _CITING.search(words):
            behind = self._phrase(low + citing.end(), high, strict=False)
            chain = (behind.name,) if behind else ()
            words = words[: citing.start()]
            high = low + len(words)
        if speech.PRONOUN.match(words.split()[-1] if words.split() else ""):
            if self.last is None or len(words.split()) > 3:
                return None
            return _Subject(low, high, self.last.name, self.last.kind, chain)
        if known := self._known(low, high):
            return _Subject(low, high, known.name, known.kind, chain)
        article = _ARTICLE.match(words)
        bare = words[article.end() :] if article else words
        head = speech.HEAD.search(bare)
        name = _person(bare)
        group = _GROUP_SUBJECT.search(bare)
        if not (head or group or (name and not strict)):
            return None
        if head and not group and name and len(name.split()) > 1 and len(bare.split()) < 14:
            label = name
        else:
            label = bare if len(bare.split()) <= 9 else " ".join(bare.split()[-7:])
        if not label:
            return None
        subject = _Subject(low, high, label, speech.kind_of(bare), chain)
        return self._resolved(subject, bare)

    def _resolved(self, subject: _Subject, bare: str) -> _Subject:
        """A surname or "the report" goes back to whoever bore it last."""
        if self.last and (
            re.fullmatch(
                r"(?:\w+ )?(?:report|statement|team|paper|document|spokesman|official|group|agency|"
                r"mission|organi[sz]ation|ministry|minister|experts|monitors|authors?)",
                bare,
            )
            or (len(bare.split()) == 1 and bare in self.last.name.split())
        ):
            return _Subject(
                subject.start, subject.end, self.last.name, self.last.kind, subject.chain
            )
        return subject

    def _known(self, low: int, high: int) -> Speaker | None:
        at = bisect_right(self.known_starts, low - 1)
        best: Speaker | None = None
        while at < len(self.known) and self.known[at][0] < high:
            start, end, speaker = self.known[at]
            if end <= high:
                best = speaker
            at += 1
        return best

    # scopes

    def _clause(self, at: int, start: int, end: int) -> tuple[int, int]:
        """The stretch between semicolons around an offset, within its sentence."""
        low = self.text.rfind(";", max(start, at - _CLAUSE), at) + 1 or max(start, at - _CLAUSE)
        high = self.text.find(";", at, min(end, at + _CLAUSE))
        return low, high if high >= 0 else min(end, at + _CLAUSE)

    def _span(self, subject: _Subject, rule: str, low: int, high: int) -> SpeakerSpan:
        self.last = subject
        for first, last in self.quotes:
            if first < high and low < last:
                low, high = min(low, first), max(high, last)
        beside = self.text[max(0, subject.start - 30) : subject.end + _DENY_WINDOW]
        after = speech.DENIAL.search(beside)
        return SpeakerSpan(
            start=subject.start,
            end=subject.end,
            text=self.text[subject.start : subject.end],
            rule=rule,
            name=subject.name,
            kind=subject.kind.value,
            scope_start=low,
            scope_end=max(low, high),
            chain=subject.chain,
            denies=after is not None,
        )


def _person(words: str) -> str:
    """The last run of capitalised words, which in "spokesman Nasrat Rahimi" is the person."""
    names = speech.NAME.findall(words)
    return names[-1] if names else ""


def _quotes(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Stretches in quotation marks that run over several sentences of one paragraph."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        low, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (low, sentence.end)
    for low, high in bounds.values():
        opened = -1
        for match in re.finditer(r"[“”\"]", text[low:high]):
            at = low + match.start()
            if match.group() == "“" or (match.group() == '"' and opened < 0):
                opened = at
            elif opened >= 0:
                yield opened, at + 1
                opened = -1
