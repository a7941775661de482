"""What reads like an incident and is none: what wars left behind, appeals, bare questions."""

import re
from typing import Final

from geo.extract.events_context import Context, Mention
from geo.extract.events_drafts import Draft
from geo.extract.scanning import Scan

_LEFT_OVER_SHARE: Final = 0.3
"""What is left of the score of an incident told as one."""
_NOT_TOLD: Final = 0.5
"""What is left of the score of a deed that is only called for, or asked about."""
_LEFT_OVER: Final = Scan(
    r"\b(?:unexploded|left[- ]?over (?:from|\w+ (?:shell|mine|bomb|round))|remnants? of (?:the )?"
    r"(?:past |previous |earlier )?(?:war|conflict)|explosive remnants|old (?:land)?mines?\b|"
    r"(?:shells?|mines?|ordnance) (?:left|remaining) from|from (?:past|previous|earlier) "
    r"(?:wars|conflicts|fighting))",
    re.IGNORECASE,
)
_NO_WAR: Final = 0.3
"""What is left of the score of an accident or of an ordinary crime told as an incident."""
_ACCIDENT: Final = Scan(
    r"\b(?:collided with|collision (?:with|between|of|on)|overturned|"
    r"(?:left|veered off|skidded off) the (?:road|highway)|plunged into|drown(?:ed|ing)|ran over|"
    r"(?:road|traffic|bus|car|coach|lorry|truck) (?:accident|crash)(?:es)?|leaking gas|"
    r"gas (?:cylinder|bottle|balloon|canister|leak|pipe)|"
    r"(?:mechanical|technical|electrical) (?:failure|fault|problem)|short circuit|bad weather|"
    r"avalanche|landslide|flash floods?)\b",
    re.IGNORECASE,
)
_QUARREL: Final = Scan(
    r"\b(?:in a (?:quarrel|brawl|family feud|family dispute)|in a dispute (?:over|about)|"
    r"over an? (?:[\w-]+ ){0,2}?(?:of )?(?:land|farmland|well|orchard|plot|field|telephone|phone|"
    r"inheritance|dowry|debt|goat|wall|tree|canal|stream|plot of land)\b|purely personal|"
    r"(?:criminals|robbers|burglars|thieves|kidnappers) who (?:wanted|demanded|asked)|"
    r"\b(?:kilograms?|kilos?|kg|tons?|tonnes) of (?:hashish|opium|heroin|methamphetamine|drugs))",
    re.IGNORECASE,
)
_AT_WAR: Final = Scan(
    r"\b(?:ambush\w*|attack(?:s|ed|ers?)? (?!was\b)|claim\w*|(?:land)?mines?|rockets?|"
    r"grenade at|shelled|air ?strikes?|drone|posing|disguised)\b",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(
    r"\W*(?:and |but |so |then )?(?:who|whom|whose|why|how (?:many|long|often|much)|must|will|"
    r"shall|should|would|do|does|did|is|are|has|have|when|what|where|which|can|could)\b[^?]*\?\W*",
    re.IGNORECASE,
)
"""A sentence that asks, from its first word to its last."""
_ORDERS: Final = frozenset({
    "kill", "attack", "bomb", "burn", "strike", "hit", "shoot", "behead", "raid", "ambush", "storm",
    "destroy", "execute", "target", "kidnap", "abduct", "slaughter", "murder", "seize", "capture",
    "torch", "blow", "loot", "shell", "fight", "assassinate",
})  # fmt: skip
"""Deeds in the bare form of a command."""
_BEFORE_ORDER: Final = re.compile(
    r"(?:^|[.!?;:,“”\"‘'(–—-])\s*(?:(?:and|or|then|so|now|please|always|never|do not|don['’]t|"
    r"let us|let['’]s|rise(?: up)? and|go and|come and)\s+)*$",
    re.IGNORECASE,
)
"""The opening of a sentence, or of a clause, up to a verb that gives an order."""
_WHOM: Final = re.compile(
    r"\w+(?: (?:up|down|at|on))? (?:the|them|their|your|all|every|our|those|these|any|its|his|her|"
    r"him|"
    r"everyone|anyone|whoever|police\w*|soldiers|civilians|foreigners?|convoys|posts)\b",
    re.IGNORECASE,
)
"""A verb and whom it is to hit, which no noun ("attack on") has behind it."""
_DEATH_TO: Final = re.compile(r"death to (?:the |all )?\w+", re.IGNORECASE)
_STOPPED: Final = re.compile(
    r"(?:^|[.!?;:,“”\"‘'(]|\b(?:and|to|must|should|please|now|not)) ?"
    r"(?:stop|cease|end|halt|quit|avoid|refrain from) (?:the |all |these |this |your |their )?"
    r"(?:\w+ )?$",
    re.IGNORECASE,
)


def told_share(context: Context, draft: Draft) -> float:
    """What is left, 0 to 1, of the score of an incident that may be no deed of the war."""
    share = _LEFT_OVER_SHARE if _left_over(context, draft) else 1.0
    share *= _NO_WAR if _no_war(context, draft) else 1.0
    return share * (_NOT_TOLD if _not_told(context, draft) else 1.0)


def _left_over(context: Context, draft: Draft) -> bool:
    """Whether the sentences of an incident speak of what wars have left behind."""
    return any(
        _LEFT_OVER.search(context.text, s.start, s.end) is not None
        for s in (context.sentences[i] for i in {m.sentence for m in draft.own})
    )


def _no_war(context: Context, draft: Draft) -> bool:
    """Whether all sentences of an incident tell of an accident or a quarrel, and of no group.

    A text where a group calls an attack an accident tells of the attack in other sentences.
    """
    indices = {m.sentence for m in draft.own}
    told = [context.sentences[i] for i in indices]
    if any(not a.of_state for i in indices for a in context.actors[i] if a.basis != "state"):
        return False
    return all(
        (
            _ACCIDENT.search(context.text, s.start, s.end) is not None
            or _QUARREL.search(context.text, s.start, s.end) is not None
        )
        and _AT_WAR.search(context.text, s.start, s.end) is None
        for s in told
    )


def _not_told(context: Context, draft: Draft) -> bool:
    """Whether all words of an incident give an order ("attack them") or ask ("who killed him?")."""
    return all(_asks(context, m.sentence) or _orders(context, m) for m in draft.own)


def _asks(context: Context, index: int) -> bool:
    sentence = context.sentences[index]
    return _QUESTION.fullmatch(context.text, sentence.start, sentence.end) is not None


def _orders(context: Context, mention: Mention) -> bool:
    start = context.sentences[mention.sentence].start
    before = context.text[max(start, mention.start - 60) : mention.start]
    word = context.text[mention.start : mention.end].lower().split()[0]
    if _STOPPED.search(before) or _DEATH_TO.match(context.text, mention.start):
        return True
    if word not in _ORDERS or _WHOM.match(context.text, mention.start) is None:
        return False
    return _BEFORE_ORDER.search(before) is not None or _goes_on(context, mention, before)


def _goes_on(context: Context, mention: Mention, before: str) -> bool:
    """Whether a verb is joined to an order before it: "burn the school and behead him"."""
    earlier = [m for m in context.mentions_of[mention.sentence] if m.start < mention.start]
    return before.endswith((" and ", " or ")) and bool(earlier) and _orders(context, earlier[-1])
