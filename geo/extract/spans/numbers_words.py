"""Classes of the words that quantities are made of, and what the vague ones count for."""

from typing import Final

from geo.extract.spans.lexing import Letters, listed, words

SMALL: Final = {
    word: number
    for number, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate(
        listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
} | {"fourty": 40}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "m": 1_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
    "mln": 1_000_000,
    "k": 1_000,
}
VAGUE: Final = {
    "several": 3,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "tens": 20,
    "billions": 2_000_000_000,
}
"""What the codebook lets a plural without a number count for, as low and best."""

PERCENT: Final = frozenset(("%", "percent", "pct", "percentage"))
TIME_UNITS: Final = words(
    "second seconds minute minutes hour hours day days week weeks month months year years "
    "decade decades century centuries nights am pm a.m p.m o'clock fortnight morning evening "
    "afternoon"
)
MONTH_WORDS: Final = words(
    "january february march april may june july august september october november december jan. "
    "feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. jan feb mar apr jun jul aug sept "
    "sep oct nov dec"
)
DESIGNATIONS: Final = words(
    "no number resolution resolutions article articles chapter section sections highway route "
    "page pages paragraph paragraphs unit line zone room phase level figure table annex para "
    "paras iteration volume vol camp gate flight version order appendix box block building tel "
    "phone fax"
)
"""Words before a number that is a name, not a count."""

_WORDS: Final = {
    "a": "a an",
    "&": "and",
    "-": "- – — ‑ ‐ −",
    "k": "to through",
    "|": "or",
    "v": "several",
    "V": "dozens scores hundreds thousands millions tens billions",
    "z": "dozen",
    "h": "half",
    "c": "couple pair trio",
    "f": "of",
    "$": "$ usd dollars dollar us$",
    "b": "between",
    "o": "o",
    "S": "score",
    "T": " ".join(TENS),
    "n": " ".join(SMALL),
    "H": "hundred",
    "K": "thousand million billion trillion lakh crore",
    "j": "m bn mn mln k",
}
CLASSES: Final = {word: letter for letter, words in _WORDS.items() for word in words.split()}


def _classify(low: str, _raw: str) -> str:
    """The class letter of a token: 0 a figure, O an ordinal or date in figures, _ other words."""
    letter = CLASSES.get(low)
    if letter is not None:
        return letter
    if low[0].isdigit() and low.isascii():
        figure = low.replace(",", "").replace(".", "", 1)
        return "0" if figure.isdigit() and len(figure) <= 15 and low.count(".") <= 1 else "O"
    if low == "\n" or not low[0].isalnum():
        return low
    return "_"


LETTERS: Final = Letters(_classify)


LEAST: Final = (
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "more than",
    "over",
    "upwards of",
    "upward of",
    "in excess of",
    "above",
    "at minimum",
    "a minimum of",
    "not fewer than",
    "beyond",
    "exceeding",
    "exceeded",
    "surpassing",
    "greater than",
    "well over",
    "at the least",
    "past",
)
MOST: Final = (
    "up to",
    "as many as",
    "at most",
    "no more than",
    "not more than",
    "less than",
    "fewer than",
    "under",
    "below",
    "a maximum of",
    "maximum of",
    "as much as",
    "as high as",
    "to as many as",
)
ABOUT: Final = (
    "somewhere",
    "as few as",
    "precisely",
    "well",
    "fully",
    "perhaps",
    "possibly",
    "probably",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "approximately",
    "roughly",
    "an estimated",
    "estimated",
    "close to",
    "approx",
    "circa",
    "just under",
    "just over",
    "nearly all of",
    "believed to be",
    "a reported",
    "reportedly",
    "approximately some",
    "exactly",
    "only",
    "just",
)
"""Hedges before a number: a lower bound, an upper bound, and what leaves the number as it is."""
