"""Classes of the words that expressions of time are made of.

Letters: M month, W weekday, w weekday in short, Y year, D day of a month, d other small
number, G ordinal in digits, o ordinal word, n number word, U unit of time, v year, L last,
X next, T this, H that, P part (early), z period, j then, E earlier or later, A ago, B before,
t the, a a, f of, i preposition, s since, u until, r from, k to, b between, & and, g today,
p part of a day, Q quarter, h half, S season, e recent, q Q1, I and J dates in figures,
' apostrophe, - dash, R named anchor; other marks stand for themselves, _ is any other word.
"""

from typing import Final

from geo.extract.spans.lexing import Letters, listed, words

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30}
COUNTS: Final = {
    word: number
    for number, word in enumerate(
        listed(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        ),
        1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
UNITS: Final = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "minute": "hour",
    "night": "night",
    "weekend": "weekend",
    "season": "season",
}
UNIT_WORDS: Final = frozenset(UNITS) | {unit + "s" for unit in UNITS}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

MEASURES: Final = words(
    "km kilometres kilometers meters metres miles feet men women families dollars afghanis "
    "tonnes tons kg kilograms km2 acres hectares percent hours years"
)

_WORDS: Final = {
    "L": "last past previous preceding prior",
    "X": "next following coming subsequent",
    "T": "this current",
    "H": "that same those",
    "z": "time period stretch",
    "j": "then",
    "P": "early mid late beginning start end middle midway latter opening close closing onset",
    "E": "earlier later afterwards afterward thereafter previously hence",
    "A": "ago",
    "B": "before after",
    "t": "the",
    "a": "a an",
    "f": "of",
    "i": "in on at during throughout within over by around about for all",
    "s": "since",
    "u": "until till",
    "r": "from",
    "k": "to through",
    "b": "between",
    "&": "and",
    "g": "today yesterday tonight tomorrow overnight",
    "p": "morning afternoon evening midday noon midnight dawn dusk",
    "Q": "quarter",
    "h": "half",
    "e": "recent",
    "q": "q1 q2 q3 q4 h1 h2",
    "c": "few several couple many some",
    "'": "' ’ ‘ ʼ",
    "-": "- – — ‑ ‐ −",
    "v": "year",
    "U": "hour hours day days week weeks fortnight fortnights month months years decade decades "
    "minute minutes night nights weekend",
    "S": "spring summer autumn winter",
    "o": " ".join(ORDINALS),
    "n": " ".join(COUNTS),
}
_CLASS: Final = {word: letter for letter, words in _WORDS.items() for word in words.split()}
_MARKS: Final = frozenset(",.()/:;\n")
_LOWER_MONTHS: Final = frozenset(MONTHS) - {"may", "march", "august", "mar", "jan", "dec", "sep"}


def _classify(low: str, raw: str) -> str:
    """The class letter of a token, given in lower case and as written."""
    letter = _CLASS.get(low)
    if letter is not None:
        return letter
    if low[0].isdigit():
        return _figure(low)
    if low in _MARKS:
        return low
    name = low.rstrip(".")
    if name in MONTHS:
        written = raw[0].isupper() or name in _LOWER_MONTHS
        return "M" if written else "_"
    if name in WEEKDAYS and raw[0].isupper():
        return "W" if name.endswith("day") else "w"
    return "_"


LETTERS: Final = Letters(_classify)


def _figure(low: str) -> str:
    if low[-1].isalpha():
        day = low[:-2]  # "4th"; "²a" is no ordinal
        return "G" if day.isdecimal() and 1 <= int(day) <= 31 else "_"
    if len(low) == 10 and low[4] == "-":
        return "I"
    if "/" in low or low.count(".") == 2:
        return "J"
    number = int(low) if low.isascii() and low.isdigit() and len(low) <= 4 else 0
    if len(low) == 4:
        return "Y" if 1900 <= number <= 2100 else "_"
    return "D" if 1 <= number <= 31 and len(low) <= 2 else "d" if number else "_"
