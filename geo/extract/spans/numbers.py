"""Quantities in words and figures, with what hedges them and what they count."""

import re
from collections.abc import Sequence
from typing import Final

from geo.extract.reading import NumberSpan
from geo.extract.spans.lexing import Lexed, Tokens, letter, lex
from geo.extract.spans.numbers_words import (
    ABOUT,
    DESIGNATIONS,
    LEAST,
    LETTERS,
    MONTH_WORDS,
    MOST,
    PERCENT,
    SCALES,
    SMALL,
    TENS,
    TIME_UNITS,
    VAGUE,
)
from geo.extract.spans.people import PLURAL, head_noun

_BELOW_100: Final = r"(?:T-?n|T|n)"
_WORDY: Final = (
    rf"(?:(?:a|{_BELOW_100})H(?:&?{_BELOW_100})?K?|(?:a|{_BELOW_100})K(?:&?{_BELOW_100}H?)?"
    rf"|{_BELOW_100})"
)
_ONE: Final = rf"(?:(?:0[KHj]?|{_WORDY})z?)"
_NUMBER: Final = re.compile(
    rf"\$?(?P<one>{_ONE})(?:(?P<link>[-k]|\|)\$?(?P<two>{_ONE}))?"
    rf"|b\$?(?P<three>{_ONE})&\$?(?P<four>{_ONE})"
    r"|(?P<dozen>(?:h)?az|hz|az)"
    r"|(?P<couple>ac(?:f)?)"
    r"|(?P<vague>[Vv](?:fV)?)"
)
_HEDGES: Final = {
    tuple(h.split()): k
    for k, hs in (("least", LEAST), ("most", MOST), ("about", ABOUT))
    for h in hs
}
_CHANGES: Final = (
    "rose", "rise", "rising", "risen", "fell", "fall", "drop", "declin", "decreas", "increas",
    "grew", "grow", "climb", "shrank", "shrunk", "shrink", "reduc", "cut", "jump", "went", "gone",
    "dwindl", "swell", "swoll",
)  # fmt: skip
_LONGEST_CHANGE: Final = 9
_LONGEST_HEDGE: Final = max(len(h) for h in _HEDGES)
_COUPLES: Final = {"couple": 2, "pair": 2, "trio": 3}


def find_numbers(text: str, *, lexed: Lexed | None = None) -> tuple[NumberSpan, ...]:
    """Find the quantities of a text.

    Years, dates, times of day, ages, ordinals, designations ("AK-47") and numbers of days or
    years are not quantities here.

    Args:
        text: The text, untouched.
        lexed: The text as `lex` cuts it, where the caller has it already.

    Returns:
        Spans in order of start that do not overlap, hedge included in the span.
    """
    tokens = letter(lexed or lex(text), LETTERS)
    spans = []
    for match in _NUMBER.finditer(tokens.classes):
        for part in _ends(tokens, match) if _is_no_range(tokens, match) else (match,):
            span = _read(text, tokens, part)
            if span is not None:
                spans.append(span)
    return tuple(spans)


def _is_no_range(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether a dash joins no two numbers ("June 17 – Five men"), or "to" joins two times.

    "Rose from 54 to 58" names what was and what is.
    """
    start = match.start()
    before = tokens.words[start - 1] if start else ""
    if match["link"] == "k":
        return before == "from" and any(
            word.startswith(_CHANGES)
            for word in tokens.words[max(0, start - _LONGEST_CHANGE) : start]
        )
    if match["link"] != "-":
        return False
    return before in MONTH_WORDS or _values(tokens, match) is None


def _ends(tokens: Tokens, match: re.Match[str]) -> list[re.Match[str]]:
    """The two numbers of a match, each on its own."""
    found = (_NUMBER.match(tokens.classes, *match.span(name)) for name in ("one", "two"))
    return [part for part in found if part is not None]


def _read(text: str, tokens: Tokens, match: re.Match[str]) -> NumberSpan | None:
    start, end = match.span()
    values = _values(tokens, match)
    if values is None:
        return None
    low, high, least = values
    unit, stop = _unit(tokens, start, end)
    if not unit and not _is_quantity(tokens, start, end):
        return None
    if unit == "usd" and start and tokens.ends[start - 1] == tokens.starts[start]:
        start -= tokens.words[start - 1] in ("us", "usd")
    first, hedge = _hedge(tokens, start)
    if not unit and not hedge and tokens.words[stop : stop + 2] == ["or", "more"]:
        stop, hedge = stop + 2, "least"
    noun = "" if unit else head_noun(tokens.words, stop)
    if noun in TIME_UNITS and "V" not in match.group():
        return None
    best: float | None = high if hedge == "most" else low
    bounds: tuple[float | None, float | None, float | None]
    if hedge == "least" or least:
        bounds = (low, low, None if high == low else high)
    elif hedge == "most":
        bounds = (None if high == low else low, high, high)
    else:
        bounds = (low, best, high)
    begin, finish = tokens.starts[first], tokens.ends[stop - 1]
    return NumberSpan(
        start=begin,
        end=finish,
        text=text[begin:finish],
        rule=f"number.{'range' if low != high else hedge or 'plain'}",
        low=bounds[0],
        best=bounds[1],
        high=bounds[2],
        unit=unit,
        noun=noun,
    )


def _values(tokens: Tokens, match: re.Match[str]) -> tuple[float, float, bool] | None:
    """Smallest and largest number named, and whether it is only a lower bound."""
    if match["vague"]:
        words = tokens.words[match.start() : match.end()]
        value = 1.0
        for word in words:
            if word in VAGUE:
                value *= VAGUE[word] if word == words[0] else VAGUE[word] // 2
        return value, value, True
    if match["dozen"]:
        value = 6.0 if "h" in match["dozen"] else 12.0
        return value, value, False
    if match["couple"]:
        value = float(_COUPLES[tokens.words[match.start() + 1]])
        return value, value, False
    names = ("three", "four") if match["three"] else ("one", "two")
    first = _value(tokens, *match.span(names[0]))
    if not match[names[1]]:
        return first, first, False
    second = _value(tokens, *match.span(names[1]))
    last_word = tokens.words[match.end(names[1]) - 1]
    if first < second and last_word in SCALES and first < 1000 <= second:
        first *= SCALES[last_word]
    return (first, second, False) if first <= second else None


def _value(tokens: Tokens, start: int, end: int) -> float:
    total, current = 0.0, 0.0
    for at in range(start, end):
        word = tokens.words[at]
        if word in SMALL:
            current += SMALL[word]
        elif word in TENS:
            current += TENS[word]
        elif word in ("a", "an"):
            current += 1
        elif word == "dozen":
            current = (current or 1) * 12
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
        elif word[0].isdigit():
            current += float(word.replace(",", ""))
    return total + current


def _unit(tokens: Tokens, start: int, end: int) -> tuple[str, int]:
    """Percent or dollars around a number, and where the number then ends."""
    after = tokens.words[end] if end < len(tokens.words) else ""
    if after in PERCENT:
        return "percent", end + 1
    if after == "per" and tokens.words[end + 1 : end + 2] == ["cent"]:
        return "percent", end + 2
    if tokens.classes[start] == "$" and tokens.classes[start : start + 1] == "$":
        return "usd", end
    if after in ("dollars", "usd"):
        return "usd", end + 1
    if after in ("us", "american", "of") and tokens.words[end + 1 : end + 2] == ["dollars"]:
        return "usd", end + 2
    return "", end


def _hedge(tokens: Tokens, start: int) -> tuple[int, str]:
    """Where the hedge before a number starts, and its kind."""
    for length in range(_LONGEST_HEDGE, 0, -1):
        if length <= start:
            kind = _HEDGES.get(tuple(tokens.words[start - length : start]))
            if kind:
                return start - length, kind
    return start, ""


def _is_quantity(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number counts something: no part of a name, a date, an age or a time."""
    words = tokens.words
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if start and tokens.ends[start - 1] == tokens.starts[start] and before not in _OPENING:
        return False
    if (
        after
        and tokens.ends[end - 1] == tokens.starts[end]
        and (after in "-/" or after[0].isalnum())
    ):
        return False
    if after in MONTH_WORDS or before == "aged":
        return False
    if before in MONTH_WORDS and _is_day(words, start):
        return False
    if words[start] == "one":
        return before not in ("no", "any", "every") and after != "another"
    return not words[start].isdigit() or _counts(tokens, start, end, after)


def _is_day(words: Sequence[str], at: int) -> bool:
    """Whether a number behind a month is its day: not "on 8 October 11 troops"."""
    dated = at > 1 and words[at - 2].isdigit() and len(words[at - 2]) <= len("31")
    return not dated and words[at].isdigit() and int(words[at]) <= _LAST_DAY


_LAST_DAY: Final = 31
_OPENING: Final = frozenset("(\"“‘'[—–$€£\n~+:")


def _counts(tokens: Tokens, start: int, end: int, after: str) -> bool:
    """Whether plain figures count something: no year, designation, age or code."""
    words = tokens.words
    before = words[start - 1] if start else ""
    if end == start + 1 and len(words[start]) == 4 and 1900 <= int(words[start]) <= 2100:
        hedged = bool(_hedge(tokens, start)[1]) and bool(head_noun(words, end))
        return hedged or after in PLURAL
    code = words[start].startswith("0") and len(words[start]) > 1
    named = before in DESIGNATIONS or words[max(0, start - 2) : start] == ["no", "."]
    age = before == after == "," and tokens.raw[start - 2][:1].isupper()
    return not (code or named or age)
