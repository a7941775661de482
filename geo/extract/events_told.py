"""What the words beside a mention of an actor say of its part in what happened."""

import re
from dataclasses import dataclass
from typing import Final

from geo.extract.events_context import Context
from geo.extract.reading import ActorSpan
from geo.extract.scanning import Held

PERPETRATOR: Final = Held(r"\bperpetrators?: ?(?:[\w -]+ (?:or|and) )?$", re.IGNORECASE)
"""What stands before the doer that a list names ("(Perpetrator: ")."""
_BY: Final = Held(
    r"(?:\bby (?:the |an? |\w+ ){0,2}|\bperpetrators?:? (?:\w+ (?:or|and) )?)$", re.IGNORECASE
)
_CLAIMS: Final = Held(
    r"^[^.;]{0,60}?\b(?:claim(?:ed|s|ing)? (?:the )?(?:responsib|credit|it|that|this|the|both|all)"
    r"|said (?:it|its) (?:had|was behind|men|fighters|forces|mujahid\w+|car|bomb\w*|suicide|"
    r"target\w+)"
    r"|took responsib|took credit)",
    re.IGNORECASE,
)
_DENIES: Final = Held(r"^[^.;]{0,60}?\b(?:den(?:ied|ies|y)|reject|distanc|disown)", re.IGNORECASE)
_PASSIVE: Final = Held(
    r"^(?:\W*\w+){0,4}?\W+(?:were|was|been|being|are|is)\W+(?:\w+\W+)?(?:killed|wounded|"
    r"injured|shot|"
    r"arrested|detained|attacked|ambushed|hit|captured|targeted|gunned|assassinated|murdered)\b"
    r"|^(?:\W*\w+){0,2}?\W+(?:dead|killed|wounded|injured|dying|died|hurt)\b",
    re.IGNORECASE,
)
_SAYS: Final = Held(r"^[^.;,]{0,30}?\b(?:said|says|told|announced|spokes)", re.IGNORECASE)
_ACTS: Final = Held(
    r"^(?:\W*\w+){0,4}?\W+(?:killed|attack\w*|detonat\w*|fired|opened|shot|launch\w*|carried out|"
    r"conduct\w*|arrest\w*|detain\w*|raid\w*|storm\w*|captur\w*|seiz\w*|kidnap\w*|abduct\w*|"
    r"bomb\w*|"
    r"ambush\w*|target\w*|struck|hit|set off|planted|behind|responsible)\b",
    re.IGNORECASE,
)
_VICTIM: Final = Held(
    r"\b(?:against|on|at|killed|killing|kill|wounded|wounding|targeted|targeting|target|arrested|"
    r"detained|detaining|attacked|of|hit|struck|striking|ambushed|murder|assassinated|including)\W+"
    r"(?:the |an? |some |\d+ |two |three |four |five |six |senior |top |key |suspected |"
    r"\w+ ){0,2}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Here:
    """What counts where an actor stands in a sentence of the incident."""

    acts: bool
    victim: bool
    by: bool
    passive: bool
    says: bool
    counted: bool
    perpetrator: bool
    subject: bool


class Told:
    """What the words beside one mention say, each read once for all incidents.

    Attributes:
        start: Offset of the mention.
        sentence: Index of its sentence.
        claims: Whether it is said to claim something.
        denies: Whether it is said to deny something.
        suspects: Whether it is suspected or blamed.
    """

    __slots__ = (
        "_after", "_before", "_beyond", "_context", "_end", "_here",
        "claims", "denies", "sentence", "start", "suspects",
    )  # fmt: skip

    def __init__(self, context: Context, span: ActorSpan) -> None:
        """Read what counts anywhere."""
        text = context.text
        self.start, self._end = span.start, span.end
        self.sentence = context.sentence_at(span.start)
        stop = context.sentences[self.sentence].end
        self._context = context
        self._after = after = text[span.end : min(stop, span.end + 90)]
        self._before = text[max(0, span.start - 50) : span.start]
        self._here: Here | None = None
        self._beyond: tuple[bool, bool] | None = None
        low = after.lower()
        self.claims = _CLAIMS.match(after) is not None
        self.denies = _DENIES.match(after) is not None
        self.suspects = "suspic" in low or "suspect" in low or "blame" in self._before.lower()

    def here(self) -> Here:
        """What counts where the mention stands in a sentence of the incident."""
        if self._here is None:
            context, after, before, start = self._context, self._after, self._before, self.start
            tolls = context.tolls[self.sentence]
            self._here = Here(
                acts=_ACTS.match(after) is not None,
                victim=_VICTIM.search(before) is not None,
                by=_BY.search(before) is not None,
                passive=_PASSIVE.match(after) is not None,
                says=_SAYS.match(after) is not None,
                counted=any(t.start - 4 <= start < t.end + 12 for t in tolls),
                perpetrator=PERPETRATOR.search(context.text[max(0, start - 60) : start])
                is not None,
                subject=start - context.sentences[self.sentence].start < 12,
            )
        return self._here

    def beyond(self) -> tuple[bool, bool]:
        """Whether it acts, and whether it claims, by words beyond its sentence too."""
        if self._beyond is None:
            after = self._context.text[self._end : self._end + 90]
            self._beyond = _ACTS.match(after) is not None, _CLAIMS.match(after) is not None
        return self._beyond


def told_of(context: Context, span: ActorSpan) -> Told:
    """What the words beside a mention say."""
    key = ("told", span.start, span.end)
    known = context.beside.get(key)
    if isinstance(known, Told):
        return known
    made = context.beside[key] = Told(context, span)
    return made
