"""Second counts that stand in the next sentence, or count the hurt: "the hospital counted 20"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan
from geo.extract.spans.tolls_rivals import RIVAL

_MOST: Final = 1500
_BACK: Final = 12
"""So many tolls before a count may be the one that it rivals."""
_BEFORE: Final = 70
_AFTER: Final = 30
_COUNTS: Final = re.compile(
    r"\b(?:count(?:ed|s|ing)?|puts?|putting|reckon(?:ed|s)?|"
    r"(?:put|puts|putting) (?:it|this|that|the (?:\w+ )?(?:figure|number|toll|total|count)"
    r"(?: of (?:the )?\w+)?) at|(?:spoke|spoken|speaks?|talked) of|"
    r"(?:(?:revis|correct|rais|lower|amend|updat|chang)(?:ed|ing|es) (?:it |this |that |"
    r"the (?:figure|number|toll) )?|"
    r"(?:rose|risen|rising|rises|climb(?:ed|ing)|grown|grew|went up) )to|(?:had |has )?reached|"
    r"st(?:ands?|ood|anding) at|admit(?:ted|s)(?: to)?(?: only)?|"
    r"(?:made|makes) (?:it|that|this)|acknowledged(?: only)?|"
    r"(?:staff|sources?|officials?|doctors?|workers?|residents?|locals|witnesses|police|others?|"
    r"medics|ministry|"
    r"governor|spokes\w+) (?:of|said|says?|claimed|reported|gave)|given as|g[ai]ve it as) $",
    re.IGNORECASE,
)
"""Words of a count right before a number that nobody is named behind."""
_BARE: Final = re.compile(
    r"(?: (?:in all|so far|overall|altogether))?(?:[.,;:)]|\s*$| (?:and|but|while|though|"
    r"although) \w+|\n)"
)
_WHOSE: Final = re.compile(
    r" (?:by (?:the |that of |those of )?(?:[\w’'-]+ ){0,2}?(?:[\w-]+['’]s?\b|(?:count|reckoning|"
    r"account)s? of)|"
    r"by (?:later|other|some|another|local) (?:ones?|counts?|accounts?|sources)|in the (?:final|"
    r"latest|last|second|later) (?:one|count))"
)
"""Whose count it is, right behind the number."""


def find_recounts(
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
        tolls: What it tells of the killed and hurt, second counts too, in order of start.

    Returns:
        Tolls of the same sort as the one they rival, in order of start.
    """
    starts = [s.start for s in sentences]
    taken = [t.start for t in tolls]
    out: list[TollSpan] = []
    for number in numbers:
        if not _is_count(text, number):
            continue
        at = bisect_right(starts, number.start) - 1
        if at < 0 or sentences[at].heading:
            continue
        last = bisect_right(taken, number.start) - 1
        if last >= 0 and tolls[last].end >= number.end:
            continue
        rival = _rival(sentences, tolls, at, last, number.start)
        if rival is not None:
            out.append(_toll(text, number, rival))
    return out


def _is_count(text: str, number: NumberSpan) -> bool:
    best = number.best if number.best is not None else number.low
    if number.unit or number.noun or best is None or best > _MOST or best != int(best):
        return False
    before = text[max(0, number.start - _BEFORE) : number.start]
    after = text[number.end : number.end + _AFTER]
    if _WHOSE.match(after):
        return True
    return _COUNTS.search(before) is not None and _BARE.match(after) is not None


def _rival(
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
        dead = [t for t in found if t.what == "deaths" and not t.attackers]
        if dead or found:
            return (dead or found)[-1]
        before = start
    return None


def _toll(text: str, number: NumberSpan, rival: TollSpan) -> TollSpan:
    low, best, high = (
        None if n is None else int(n) for n in (number.low, number.best, number.high)
    )
    return TollSpan(
        start=number.start,
        end=number.end,
        text=text[number.start : number.end],
        rule=RIVAL,
        what=rival.what,
        low=low,
        best=best,
        high=high,
        who=rival.who,
        militants=rival.militants,
    )
