"""What the words beside a mention of an actor say of its part in what happened."""

import re
from dataclasses import dataclass
from functools import cached_property
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
    r"^[^.;]{0,60}?\b(?:(?<!not )(?<!n['’]t )(?<!never )claim(?:ed|s|ing)? (?:the )?"
    r"(?:responsib|credit|it|that|this|the|both|all)"
    r"|said (?:it|its) (?:had(?! not\b| no\b| nothing\b)|was behind|men|fighters|forces|"
    r"mujahid\w+|car|bomb\w*|suicide|target\w+)"
    r"|took responsib|took credit)",
    re.IGNORECASE,
)
NOT_DONE: Final = (
    r"(?:that )?(?:it|they|he|its \w+|their \w+) "
    r"(?:(?:had|has|have|was|were|did)(?: not|n['’]t)\b|(?:had|has|have) (?:no|nothing)\b)"
)
"""How a voice that disowns a deed goes on: "it had not been involved"."""
_DENIES: Final = Held(
    r"^[^.;]{0,60}?\b(?:den(?:ied|ies|y)|reject|distanc|disown|"
    rf"sa(?:id|ys?) {NOT_DONE})",
    re.IGNORECASE,
)
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


_DEED: Final = (
    r"(?:attack|bomb|blast|killing|assault|raid|strike|shooting|murder|explosion|suicide|operation|"
    r"ambush|abduction|rocket|incident|hijacking|siege)"
)
_OWNS: Final = Held(
    r"^(?:['’]s?)?[^.;:]{0,60}?\b(?:(?<!not )(?<!n['’]t )(?<!never )claim(?:ed|s|ing)? (?:the )?"
    r"(?:responsib\w*|credit)|"
    r"t(?:ook|akes?|aken|aking) (?:the )?(?:responsib\w*|credit)|"
    rf"claim(?:ed|s|ing) (?:(?:the|an?|its|two|three|several) (?:[\w-]+ ){{0,2}}{_DEED}\w*|"
    rf"it\b(?! had| was| has| would)|this {_DEED}|both|all|that (?:attack|one))|"
    r"released (?:an? |the )?(?:video|film|footage) (?:of|showing)|"
    r"said (?:it|this|that)? ?was its (?:work|doing|own)|"
    r"said (?:it|they) (?:was|were|had been) (?:behind|responsible)|"
    r"(?:said|says|announced) (?:on \w+(?: \w+)? )?(?:that )?(?:it|they|its (?:\w+ ){0,2}?"
    r"(?:men|fighters|forces|mujahideen|soldiers|troops|agents|officers|operatives|units?|"
    r"commandos)) "
    r"(?:(?:had|have|has) )?(?:carried out|"
    r"staged|attacked|killed|targeted|planted|detonated|launched|fired|bombed|shot|ambushed|"
    r"conducted|foiled|thwarted|prevented|arrested|detained|captured|dismantled|destroyed|busted|"
    r"broken up|raided|neutrali[sz]ed|eliminated|defused|rescued|freed|seized)|"
    r"admitted (?:responsib|carry|kill)|(?:was|were) responsible for|"
    r"acknowledged (?:responsib|carry))\b",
    re.IGNORECASE,
)
"""A group that says a deed was its own, in the words right behind its name."""
_DOER_BY: Final = Held(
    r"\b(?:claimed|carried out|conducted|launched|perpetrated|staged|committed|orchestrated|"
    r"mounted|planted|fired|killed|shot(?: dead)?|murdered|attacked|ambushed|kidnapped|abducted|"
    r"detained|arrested|captured|seized|beheaded|executed|bombed|struck|targeted|assassinated|"
    r"gunned down|hit|raided|set off|detonated|overrun|stormed|taken|bombing|attack|assault|strike|"
    r"claim|"
    r"raid|ambush|shelling|killing|blast|abduction|responsibility)\b[^.;]{0,30}?\bby (?:the |an? |"
    r"some |local |suspected |armed |(?:militants|members|fighters) (?:of|from) (?:the )?|"
    r"\w+ly ){0,3}$",
    re.IGNORECASE,
)
_DOES: Final = Held(
    r"^(?:['’]s?)?[ -](?:(?:suicide|car|drone|air|rocket|mortar|gun|ground|complex|deadly|major|"
    r"cross-border|night|insider|surprise|coordinated) )*(?:raid|attack|assault|ambush|bombing|"
    r"(?:air)?strike|offensive|shelling|operation|bomber|gunm[ae]n|attackers?|siege|incursion)\b|"
    r"^(?:['’]s)?(?: fighters| militants| insurgents| forces| gunmen| troops| men| soldiers|"
    r" jets)?,? "
    r"(?:(?:\w+ly|have|has|had|also) )*(?:attack(?:ed|s)?|kill(?:ed|s)?|storm(?:ed|s)?|"
    r"ambush(?:ed|es)?|capture[ds]?|seize[ds]?|overr[au]ns?|"
    r"raid(?:ed|s)?|shot|shoots?|fired|detonate[ds]?|bomb(?:ed|s)?|abduct(?:ed|s)?|"
    r"kidnap(?:ped|s)?|execute[ds]?|behead(?:ed|s)?|arrest(?:ed|s)?|detain(?:ed|s)?|"
    r"struck|strikes?|hits?|launch(?:ed|es)?|carr(?:ied|y|ies) out|conducted|target(?:ed|s)?|"
    r"assassinate[ds]?|open(?:ed|s)? fire|bl[eo]ws? up|set off|"
    r"plant(?:ed|s)?|t(?:ook|akes?)(?! (?:the )?(?:credit|responsib))|surround(?:ed|s)?|"
    r"besiege[ds]?|shell(?:ed|s)?|laid siege|"
    r"set fire|torched|massacred|murder(?:ed|s)?|gunned down|dropped|retook|recaptured?|retakes?|"
    r"pound(?:ed|s)?)\b",
    re.IGNORECASE,
)
"""A deed in the words right behind a name: "Taliban fighters stormed", "an NRF raid"."""
_ENDED_BY: Final = re.compile(
    r"\b(?:attackers?|assailants?|gunm[ae]n|bombers?|drivers?|raiders|all|both|"
    r"two|three|four|others|rest)\b[^.;]{0,30}?\b(?:killed|shot|dead|died|arrested|captured|"
    r"detained|stopped)\b[^.;]{0,20}$|\b(?:pushed|beaten|driven|repelled|repulsed|foiled|"
    r"intercepted|thwarted|protest\w*)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""Those who ended an attack, and did not make it."""
_ACCUSED_BEFORE: Final = Held(
    r"\b(?:blam\w+|accus\w+|suspect(?:s|ed)?|finger\w* at|point(?:s|ed|ing)? (?:at|to)|"
    r"(?:suspicions?|blame) (?:\w+ ){0,2}(?:up)?on|attribut\w+ [^.;]{0,40}\bto|"
    r"trac(?:ed|es) [^.;]{0,40}\bto|(?:lay|laid|lays) [^.;]{0,30}\b(?:door|feet|account) of|"
    r"(?:pin|pins|pinned) [^.;]{0,30}\bon|ascrib\w+ [^.;]{0,40}\bto|"
    r"(?:described|identified|named) (?:\w+ ){0,3}as|hallmarks? of)"
    r"(?: |['’]s |\W)(?:the |an? |some |local |on |members of |"
    r"fighters of |suspected |\w+ly ){0,3}$",
    re.IGNORECASE,
)
_ACCUSED_AFTER: Final = Held(
    r"^(?:['’]s?)?(?: (?:fighters|militants|members|insurgents|terrorists|rebels|group|network))?"
    r"(?: \([A-Z-]+\))?,? (?:(?:directly |also )?responsible|"
    r"(?:were|was|is|are|being|to be|as being|as) (?:\w+ly )?(?:behind|"
    r"responsible|to blame|blamed|suspected|accused|believed|thought)|"
    r"(?:of being |for being |of |for )(?:behind|carrying out|responsib\w*|the (?:attack|killing|"
    r"bomb\w*|blast|murder|strike|shelling|abduction)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Here:
    """What counts where an actor stands in a sentence of the incident."""

    acts: bool
    does: bool
    victim: bool
    by: bool
    passive: bool
    says: bool
    counted: bool
    doer: bool
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

    def __init__(self, context: Context, span: ActorSpan) -> None:
        """Read what counts anywhere."""
        text = context.text
        self.start, self._end = span.start, span.end
        self.sentence = context.sentence_at(span.start)
        self._stop = stop = context.sentences[self.sentence].end
        self._opening = context.sentences[self.sentence].start
        self._context = context
        self._after = after = text[span.end : min(stop, span.end + 90)]
        self._before = text[max(0, span.start - 50) : span.start]
        self._here: Here | None = None
        self._beyond: tuple[bool, bool] | None = None
        low = after.lower()
        self.claims = _CLAIMS.match(after) is not None
        self.denies = _DENIES.match(after) is not None
        self.suspects = "suspic" in low or "suspect" in low or "blame" in self._before.lower()

    @cached_property
    def owns(self) -> bool:
        """Whether it says, by the words right behind it, that a deed was its own."""
        after = self._context.text[self._end : min(self._stop, self._end + 130)]
        return _OWNS.match(after) is not None

    @cached_property
    def accused(self) -> bool:
        """Whether somebody lays a deed at its door, by the words right beside it."""
        before = self._context.text[max(0, self.start - 90) : self.start]
        return (
            _ACCUSED_BEFORE.search(before) is not None
            or _ACCUSED_AFTER.match(self._after) is not None
        )

    def here(self) -> Here:
        """What counts where the mention stands in a sentence of the incident."""
        if self._here is None:
            context, after, before, start = self._context, self._after, self._before, self.start
            tolls = context.tolls[self.sentence]
            self._here = Here(
                acts=_ACTS.match(after) is not None,
                does=_DOES.match(after) is not None,
                victim=_VICTIM.search(before) is not None,
                by=_BY.search(before) is not None,
                passive=_PASSIVE.match(after) is not None,
                says=_SAYS.match(after) is not None,
                counted=any(t.start - 4 <= start < t.end + 12 for t in tolls),
                doer=_is_doer(context.text[max(self._opening, start - 100) : start]),
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


def _is_doer(before: str) -> bool:
    """Whether the words before a mention make it the doer of a passive ("was hit by the X")."""
    said = _DOER_BY.search(before)
    return said is not None and _ENDED_BY.search(before[: said.end()].rsplit(" by ", 1)[0]) is None


def told_of(context: Context, span: ActorSpan) -> Told:
    """What the words beside a mention say."""
    key = ("told", span.start, span.end)
    known = context.beside.get(key)
    if isinstance(known, Told):
        return known
    made = context.beside[key] = Told(context, span)
    return made
