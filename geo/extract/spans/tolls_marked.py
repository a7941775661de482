"""A text as tokens of toll classes, in which every number and set phrase is one token."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.extract.reading import NumberSpan
from geo.extract.spans.lexing import Lexed, Tokens, letter
from geo.extract.spans.lexing import words as word_set
from geo.extract.spans.tolls_words import LETTERS, PHRASES


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as tokens of toll classes; every number and set phrase is one token.

    Attributes:
        tokens: The tokens.
        numbers: The number of a token of class N, by its place.
    """

    tokens: Tokens
    numbers: dict[int, NumberSpan]


def mark(text: str, lexed: Lexed, numbers: Sequence[NumberSpan]) -> Marked:
    """Give tokens their toll classes; every number and set phrase becomes one token."""
    plain = letter(lexed, LETTERS)
    out = Tokens([], [], [], [], "")
    classes: list[str] = []
    placed: dict[int, NumberSpan] = {}
    done = 0

    def copy(end: int) -> None:
        out.words.extend(plain.words[done:end])
        out.raw.extend(plain.raw[done:end])
        out.starts.extend(plain.starts[done:end])
        out.ends.extend(plain.ends[done:end])
        classes.append(plain.classes[done:end])

    def put(start: int, end: int, mark_letter: str) -> None:
        first, last = plain.starts[start], plain.ends[end - 1]
        out.words.append(" ".join(plain.words[start:end]))
        out.raw.append(text[first:last])
        out.starts.append(first)
        out.ends.append(last)
        classes.append(mark_letter)

    for start, end, merged, number in _merges(plain, numbers):
        if start < done:
            continue
        copy(start)
        if number is not None:
            placed[len(out.words)] = number
        put(start, end, merged)
        done = end
    copy(len(plain.words))
    return Marked(replace(out, classes="".join(classes)), placed)


def _merges(
    plain: Tokens, numbers: Sequence[NumberSpan]
) -> list[tuple[int, int, str, NumberSpan | None]]:
    """Runs of tokens that become one: their ends, their letter and the number they are."""
    found: list[tuple[int, int, str, NumberSpan | None]] = []
    for number in numbers:
        if number.unit == "":
            start = bisect_left(plain.starts, number.start)
            end = bisect_left(plain.starts, number.end)
            if start < end:
                found.append((start, end, "N", number))
    words = plain.words
    for at in [at for at, word in enumerate(words) if word in _FIRST]:
        word = words[at]
        if word in _CROWDS and _is_crowd(plain, at):
            first, last = plain.starts[at], plain.ends[at]
            crowd = NumberSpan(
                start=first,
                end=last,
                text=word,
                rule="number.crowd",
                low=_CROWDS[word],
                best=_CROWDS[word],
                high=None,
            )
            found.append((at, at + 1, "N", crowd))
        elif word in PHRASES:
            for phrase, merged in PHRASES[word]:
                if tuple(words[at : at + len(phrase)]) == phrase:
                    found.append((at, at + len(phrase), merged, None))
                    break
    found.sort(key=lambda run: (run[0], run[3] is None))
    return found


def _is_crowd(plain: Tokens, at: int) -> bool:
    """Whether "many" counts people: not "how many were killed" or "many injured"."""
    if _AS_MANY.intersection(plain.words[max(0, at - 2) : at + 2]):
        return False
    return plain.classes[at + 1 : at + 2] in tuple("oPpqxX")


_CROWDS: Final = {"multiple": 3.0, "numerous": 4.0, "many": 4.0}
"""Words for more than a few people, with the least that they mean."""
_FIRST: Final = _CROWDS.keys() | PHRASES.keys()
_AS_MANY: Final = word_set("as how so too twice half more times this that these")
