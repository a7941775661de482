"""Second counts of the same dead, told by a bare number: "later raised to 15"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan


def find_rivals(
    text: str,
    sentences: Sequence[Sentence],
    numbers: Sequence[NumberSpan],
    tolls: Sequence[TollSpan],
) -> list[TollSpan]:
    """Find numbers that count the dead of a toll before them in the same sentence anew.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order.
        numbers: Its quantities.
        tolls: What it tells of the killed and hurt, in order of start.

    Returns:
        Spans that count whom the toll before them counts; their words are the number.
    """
    out: list[TollSpan] = []
    starts = [number.start for number in numbers]
    opened = [sentence.start for sentence in sentences]
    for at, toll in enumerate(tolls):
        if toll.what != "deaths" or toll.attackers or toll.forecast or not toll.best:
            continue
        inside = bisect_right(opened, toll.start) - 1
        end = sentences[inside].end if inside >= 0 else toll.end
        end = min([end, *(t.start for t in tolls[at + 1 :] if t.start >= toll.end)])
        near = numbers[bisect_left(starts, toll.end) : bisect_left(starts, end)]
        out += _rivals(text, toll, near)
    return out


def _rivals(text: str, toll: TollSpan, numbers: Sequence[NumberSpan]) -> Iterator[TollSpan]:
    begin = toll.end
    for number in numbers:
        before, after = text[begin : number.start], text[number.end : number.end + _AFTER]
        bare = not number.unit and (not number.noun or number.noun in _DEAD)
        if bare and not _HURT.match(after) and _counts_anew(before, after):
            yield TollSpan(
                start=number.start, end=number.end, text=number.text, rule=RIVAL, what=toll.what,
                low=_whole(number.low), best=_whole(number.best), high=_whole(number.high),
                who=toll.who, militants=toll.militants,
            )  # fmt: skip
        begin = number.end


def _counts_anew(before: str, after: str) -> bool:
    if _RAISED.search(before) or _LATER.search(before):
        return True
    apart = _APART.search(before) is not None
    if apart and _BY.match(after):
        return True
    return _SOURCE.search(before) is not None and _STOP.match(after) is not None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


RIVAL: Final = "toll.rival"
"""Rule id of a second count."""
_AFTER: Final = 60
_DEAD: Final = frozenset(("people", "persons", "dead", "bodies", "victims"))
_HURT: Final = re.compile(
    r"\s*(?:more |others? )?(?:were )?(?:injured|wounded|hurt|missing|arrest|captur)"
)
_COUNT: Final = r"(?:count|toll|figure|number|tally|total|estimate|dead|death toll)s?"
_RAISED: Final = re.compile(
    r"\b(?:correct|revis|rais|lower|reduc|increas|updat|ris|rose|climb|gr[eo]w|jump|reach|mount)"
    rf"\w*(?: (?:its|their|the|this|that|it))?(?: (?:own|official))?(?: {_COUNT})?(?: to| at)? $|"
    r"\bgave the (?:figure|number|toll) of $",
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
_SOURCE: Final = re.compile(
    r"[,;—–] (?:and |but |while |though |although |whereas )?[^,;.:]{3,60}? (?:counted|counts|"
    r"spoke of|speaks? of|says|said|gave|gives|(?:put|puts|had) (?:it|the \w+(?: \w+)?) at|"
    r"reported|reports|claimed|claims|admitted(?: to)?|admits|acknowledged|estimated|listed|saw)"
    r"(?: only| just)? $"
)
_STOP: Final = re.compile(r"\s*(?:[,.;)”\"]|dead\b|$)")
