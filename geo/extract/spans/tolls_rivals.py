"""Second counts of the same dead or hurt, told by a bare number: "later raised to 15"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan

RIVAL: Final = "toll.rival"
"""Rule id of a second count."""
_MOST: Final = 1_500
"""A bare number above this is a year or a distance, not a count of the dead."""
_BACK: Final = 12
"""So many tolls before a count may be the one that it rivals."""
_BEFORE: Final = 120
_AFTER: Final = 60
_DEAD: Final = frozenset(("people", "persons", "dead", "bodies", "victims"))
_HURT: Final = re.compile(
    r"\s*(?:more |others? )?(?:were )?(?:injured|wounded|hurt|missing|arrest|captur)"
)
_THING: Final = r"(?:count|toll|figure|number|tally|total|estimate|dead|death toll)s?"
_RAISED: Final = re.compile(
    r"\b(?:correct|revis|rais|lower|reduc|increas|updat|amend|ris|rose|climb|gr[eo]w|jump|reach|"
    rf"mount)\w*(?: (?:it|its|their|the|this|that))?(?: (?:own|official))?(?: {_THING})?"
    r"(?: to| at)? $|\bgave the (?:figure|number|toll) of $",
    re.IGNORECASE,
)
"""Words right before a count that takes the place of an earlier one."""
_LATER: Final = re.compile(
    r"[,;(] ?(?:and |but |or )?(?:(?:later|then|now|finally|perhaps) |"
    r"(?:by|in|according to) (?:the |an?)?(?:later|final|other|others|second|last|latest|some)\b"
    r"[^.;,]{0,40},? )$",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"[,;:—–] ?(?:and |but |or |while )?$|\b(?:and|but|or) $")
_BY: Final = re.compile(
    r",? (?:in|by|according to) (?:the |an? )?(?:(?:later|final|other|others|another|second|last|"
    r"latest|revised)\b|[\w ’'-]{2,40}?(?:['’]s?|count|account|reckoning|tally|figures?)\b|"
    r"(?<=according to )|(?<=according to the ))",
)
"""Whose count it is, behind a number that a comma or "and" parts from what was before."""
_VOICE: Final = re.compile(
    r"[,;—–] (?:and |but |while |though |although |whereas )?[^,;.:]{3,60}? (?:said|says|gave|"
    r"gives|reported|reports|claimed|claims|estimated|listed|saw)(?: only| just)? $"
)
_COUNTS: Final = re.compile(
    r"\b(?:count(?:ed|s|ing)?|puts?|putting|reckon(?:ed|s)?|"
    rf"(?:put|puts|putting|had) (?:it|this|that|the (?:\w+ )?{_THING}(?: of (?:the )?\w+)?) at|"
    r"(?:spoke|spoken|speaks?|talked) of|st(?:ands?|ood|anding) at|admit(?:ted|s)(?: to)?|"
    r"(?:made|makes) (?:it|that|this)|acknowledged|given as|g[ai]ve it as|"
    r"(?:staff|sources?|officials?|doctors?|workers?|residents?|locals|witnesses|police|others?|"
    r"medics|ministry|governor|spokes\w+) (?:of|said|says?|claimed|reported|gave))(?: only)? $",
    re.IGNORECASE,
)
"""Words of a count right before a number that nobody is named behind."""
_STOP: Final = re.compile(
    r"(?: (?:in all|so far|overall|altogether))?(?:\s*[.,;:)”\"]|\s*$| dead\b|"
    r" (?:and|but|while|though|although) \w+|\n)"
)


def find_rivals(
    text: str,
    sentences: Sequence[Sentence],
    numbers: Sequence[NumberSpan],
    tolls: Sequence[TollSpan],
) -> list[TollSpan]:
    """Find numbers without a noun that count anew whom a toll told before them counts.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order.
        numbers: Its quantities.
        tolls: What it tells of the killed and hurt, in order of start.

    Returns:
        Tolls of the same sort as the one they rival, in order of start; their words are the
        number.
    """
    starts = [s.start for s in sentences]
    taken = [t.start for t in tolls]
    out: list[TollSpan] = []
    begin = 0
    for number in numbers:
        begin, before = number.end, text[max(begin, number.start - _BEFORE) : number.start]
        at = bisect_right(starts, number.start) - 1
        last = bisect_right(taken, number.start) - 1
        if at < 0 or sentences[at].heading or (last >= 0 and tolls[last].end >= number.end):
            continue
        if _is_bare(number) and _counts_anew(before, text[number.end : number.end + _AFTER]):
            rivalled = _rivalled(sentences, tolls, at, last, number.start)
            if rivalled is not None:
                out.append(_toll(number, rivalled))
    return out


def _is_bare(number: NumberSpan) -> bool:
    best = number.best if number.best is not None else number.low
    named = number.unit or (number.noun and number.noun not in _DEAD)
    return not named and best is not None and best <= _MOST and best == int(best)


def _counts_anew(before: str, after: str) -> bool:
    if _HURT.match(after):
        return False
    if _RAISED.search(before) or _LATER.search(before):
        return True
    if _APART.search(before) and _BY.match(after):
        return True
    told = _COUNTS.search(before) or _VOICE.search(before)
    return told is not None and _STOP.match(after) is not None


def _rivalled(
    sentences: Sequence[Sentence], tolls: Sequence[TollSpan], at: int, last: int, before: int
) -> TollSpan | None:
    """The toll that a count rivals: the first of the dead in its sentence, or in the one before."""
    sentence = sentences[at]
    near = [sentence.start]
    if at and sentences[at - 1].paragraph == sentence.paragraph:
        near.append(sentences[at - 1].start)
    for start in near:
        found = []
        for k in range(last, max(-1, last - _BACK), -1):
            if tolls[k].start < start:
                break
            if tolls[k].end <= before and tolls[k].what in ("deaths", "injured"):
                found.append(tolls[k])
        dead = [t for t in found if t.what == "deaths" and not t.attackers and not t.forecast]
        if dead or found:
            return (dead or found)[-1]
        before = start
    return None


def _toll(number: NumberSpan, rivalled: TollSpan) -> TollSpan:
    low, best, high = (
        None if n is None else int(n) for n in (number.low, number.best, number.high)
    )
    return TollSpan(
        start=number.start,
        end=number.end,
        text=number.text,
        rule=RIVAL,
        what=rivalled.what,
        low=low,
        best=best,
        high=high,
        who=rivalled.who,
        militants=rivalled.militants,
    )
