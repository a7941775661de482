"""What the words of an incident say of its doer outright, whatever was learned.

Aircraft with the name of their owner, the state that ruled before, an attack beaten off, a list
that leaves the doer open.
"""

import re
from collections.abc import Sequence
from typing import Final

from geo.extract.events_arguments import PINNED
from geo.extract.events_context import Context, Mention
from geo.extract.events_told import PERPETRATOR, told_of
from geo.extract.reading import ActorSpan
from geo.extract.scanning import Held
from geo.model import UNKNOWN_ACTOR

_DEFENDS: Final = re.compile(
    r"(?:['’]s?)?(?: [\w’'-]+){0,5}? (?:repel\w*|repuls\w*|beat(?:en|s)? (?:off|back)|fought off|"
    r"(?:threw|throws|pushed|drove|driven|turned|held) back|warded off|withstood)\b",
    re.IGNORECASE,
)
_DEFENDED: Final = re.compile(
    r"\b(?:repelled|repulsed|(?:beaten|fought|warded|thrown|pushed|driven|turned|held) "
    r"(?:off|back)) by (?:the |an? |\w+ ){0,3}$",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\bperpetrators?: ?(?:unknown|unidentified|unclear|none|n/a|[;,)?-])|"
    r"(?<=[.;] )(?:not claimed|unclaimed|no (?:claim|one (?:has )?claimed)|nobody claimed)"
    r"[^;.]*[.;]",
    re.IGNORECASE,
)
"""What a list says of an incident that nobody owned up to."""
_AIRCRAFT: Final = re.compile(
    r"(?:U\.?S\.?|American|NATO|ISAF|[Cc]oalition|British|Afghan|Pakistani?|Iranian|Tajik|Russian)"
    r"(?:['’]s)?(?: [Aa]ir [Ff]orce)?(?: \w+){0,1}? (?:gunships?|warplanes?|(?:fighter )?jets?|"
    r"helicopters?|aircraft|planes?|drones?|bombers?|missiles?|air ?strikes?|air raids?|"
    r"(?:[A-Z]{1,2}-)\d+s?)\b"
)
"""Aircraft with the name of the state that owns them."""
_FORMER: Final = re.compile(
    r"\b(?:under|by|during|of) (?:the )?(?:(?:security services|forces|"
    r"intelligence service) of the )?"
    r"(?:(?:former|previous|ousted|fallen|toppled|deposed) \w+(?: \w+)?|(?:Islamic )?Republic)\Z",
)
_CROSSFIRE: Final = re.compile(
    r"\b(?:during|amid|in the course of|caught in(?: the)?) (?:an? |the )?(?:\w+ )?"
    r"(?:fighting|clash(?:es)?|battle|crossfire|gun ?battle|fire ?fight|exchange of fire)\b"
    r"(?: \w+){0,3}? between\b|\bcaught in (?:the )?cross-?fire\b",
    re.IGNORECASE,
)
"""A fight of two others, during which somebody was hit."""
_NEAR: Final = 60
_NAMELESS: Final = re.compile(
    r"\b(?:unknown|unidentified|unnamed|yet-to-be-identified) (?:\w+ ){0,2}?"
    r"(?:gunm[ae]n|men|man|people|persons?|individuals?|attackers?|assailants?|assassins?|"
    r"groups?|perpetrators?|motorcyclists?|youths?)\b",
    re.IGNORECASE,
)
"""Doers of whom the text knows no name."""
_PART_OF: Final = Held(
    r"\b(?:faction|offshoot|splinter|splinter group|breakaway \w+|branch|affiliate|wing|ally|"
    r"allies|part|member|rival|enem(?:y|ies)) (?:of|to) (?:the )?$|"
    r"\b(?:against|fighting|opposed to|broke (?:away )?from|split from|allied (?:to|with)) "
    r"(?:the )?$|\b(?:dressed|disguised|posing|posed|masquerading|clad) as (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(
    r"(?:['’]s?)? (?:prisons?|jails?|gaols?|hide-?outs?|dens?|lairs?|checkpoints?|check posts?|"
    r"outposts?|convoys?|vehicles?|patrols?|positions?|headquarters|compounds?|strongholds?|"
    r"bastions?|bases?|barracks|camps?)\b|"
    r"(?:['’]s?)?(?:[- ](?:like|style|issue))? (?:\w+ )?(?:uniforms?|fatigues|outfits?|clothing)\b|"
    r"(?:['’]s)? (?:splinter|breakaway|dissident|rival|offshoot|faction|affiliate|ally)\b(?! of)|"
    r"-(?:affiliated|linked|allied|aligned|backed)\b",
    re.IGNORECASE,
)


def flies(context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention]) -> bool:
    """Whether the sentences of an incident name the aircraft of an actor ("a U.S. gunship")."""
    inside = {m.sentence for m in own}
    return any(
        context.sentence_at(s.start) in inside
        and _AIRCRAFT.match(context.text, s.start, s.end + 30) is not None
        for s in spans
    )


def former_state(context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention]) -> bool:
    """Whether it was done under the state that ruled before ("jailed by the former government")."""
    inside = {m.sentence for m in own}
    return any(
        context.sentence_at(s.start) in inside
        and _FORMER.search(context.text, max(0, s.start - 30), s.end) is not None
        for s in spans
    )


def part_of(context: Context, span: ActorSpan) -> bool:
    """Whether a mention only says whose faction or enemy another actor is."""
    key = ("part", span.start, span.end)
    known = context.beside.get(key)
    if known is None:
        known = context.beside[key] = (
            _PART_OF.search(context.text[max(0, span.start - 40) : span.start]) is not None
            or _PART_AFTER.match(context.text, span.end, span.end + 40) is not None
        )
    return bool(known)


def noted(context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention]) -> bool:
    """Whether a list names an actor as the perpetrator of the entry of an incident."""
    entries = {context.sentences[m.sentence].paragraph for m in own} & context.dated_lines
    return any(
        context.sentences[context.sentence_at(s.start)].paragraph in entries
        and PERPETRATOR.search(context.text[max(0, s.start - 40) : s.start]) is not None
        for s in spans
    )


def pinned(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the words of an incident, or those right after it, lay it at somebody's door."""
    last = min(own[-1].sentence + 1, len(context.sentences) - 1)
    return (
        PINNED.search(
            context.text, context.sentences[own[0].sentence].start, context.sentences[last].end
        )
        is not None
    )


def crossfire(context: Context, own: Sequence[Mention]) -> bool:
    """Whether it struck somebody during a battle of two others, who did not mean it."""
    return any(
        _found(context, "crossfire", _CROSSFIRE, s.start, s.end)
        for s in (context.sentences[i] for i in {m.sentence for m in own})
    )


def _found(context: Context, name: str, words: re.Pattern[str], start: int, end: int) -> bool:
    """Whether words stand in a stretch of text, looked for once."""
    key = (name, start, end)
    known = context.beside.get(key)
    if known is None:
        known = context.beside[key] = words.search(context.text, start, end) is not None
    return bool(known)


def disowned(context: Context, spans: Sequence[ActorSpan], own: Sequence[Mention]) -> bool:
    """Whether an actor denies, in the words of an incident or right after them, what is told."""
    start = context.sentences[own[0].sentence].start
    last = min(own[-1].sentence + 1, len(context.sentences) - 1)
    end = context.sentences[last].end
    return any(told_of(context, s).denies for s in spans if start <= s.start < end)


def nameless(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the words beside a deed say that its doers are unknown ("unidentified gunmen")."""
    for mention in own:
        sentence = context.sentences[mention.sentence]
        low = max(sentence.start, mention.start - _NEAR)
        high = min(sentence.end, mention.end + _NEAR)
        if _found(context, "nameless", _NAMELESS, low, high):
            return True
    return False


def by_others(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the words of an incident give the deed to men of no state ("gunmen stormed")."""
    return any(
        span.basis == "generic" and UNKNOWN_ACTOR in span.actors and _deed_of(context, span)
        for sentence in {m.sentence for m in own}
        for span in context.actors[sentence]
    )


def _deed_of(context: Context, span: ActorSpan) -> bool:
    here = told_of(context, span).here()
    return here.doer or (here.does and not here.victim and span.position != "object")


def left_open(context: Context, own: Sequence[Mention]) -> bool:
    """Whether the entry of an incident in a list says that nobody is known to have done it."""
    entry = context.own_entry(own)
    if entry is None:
        return False
    key = ("open", entry, entry)
    known = context.beside.get(key)
    if known is None:
        known = context.beside[key] = _said_open(context, entry)
    return bool(known)


def _said_open(context: Context, entry: int) -> bool:
    inside = [s for s in context.sentences if s.paragraph == entry]
    start, end = inside[0].start, inside[-1].end
    said = _OPEN.search(context.text, start, end) is not None
    return said and PINNED.search(context.text, start, end) is None


def beaten_off(context: Context, span: ActorSpan) -> bool:
    """Whether an actor is said to have beaten an attack off, so that another one attacked."""
    sentence = context.sentences[context.sentence_at(span.start)]
    return (
        _DEFENDS.match(context.text, span.end, sentence.end) is not None
        or _DEFENDED.search(context.text, max(sentence.start, span.start - 50), span.start)
        is not None
    )
