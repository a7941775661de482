"""Words, numbers and marks of a text with their offsets, each folded to one class letter.

Grammars of dates, numbers and tolls are regular expressions over the letters ("D f M Y"),
so a rule costs the same however long the words are and hostile text cannot make it hang.
A text is cut once; each grammar gives the tokens letters of its own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TOKEN: Final = re.compile(
    rf"[QqHh][1-4]\b|[^\W\d_]+(?:\.(?:(?<=\b(?:{_MONTHS})\.)|(?<=\bSept\.)))?"
    r"|(?=\d)(?:"
    r"\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}:\d{2}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,6}(?!\d))?"
    r"|\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|(?:19|20)\d\d(?=\.\d{1,3}\s+[A-Z“\"])|\d+(?:\.\d{1,6}(?!\d))?)"
    r"|\n"
    r"|[^\w\s]"
)


def words(text: str) -> frozenset[str]:
    """The set of the words of a text, to write down long lists."""
    return frozenset(text.split())


def listed(text: str) -> tuple[str, ...]:
    """The words of a text in order."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of one text, in order.

    Attributes:
        words: Lower-case words, numbers and marks.
        raw: The same as they stand in the text.
        starts: Offset of the first character of each [code points].
        ends: Offset just past the last character of each.
    """

    words: list[str]
    raw: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Tokens(Lexed):
    """Tokens with the letters of one grammar.

    Attributes:
        classes: One letter a token.
    """

    classes: str


def lex(text: str) -> Lexed:
    """Cut a text into tokens; line ends that only wrap a sentence are left out."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    raw = [text[start:end] for start, end in spans]
    if "\n" in text:
        kept = [
            at for at, word in enumerate(raw) if word != "\n" or not _only_wraps(text, *spans[at])
        ]
        if len(kept) < len(raw):
            spans, raw = [spans[at] for at in kept], [raw[at] for at in kept]
    return Lexed(
        list(map(str.lower, raw)),
        raw,
        [span[0] for span in spans],
        [span[1] for span in spans],
    )


class Letters(dict[str, str]):
    """The class letters of one grammar by word as written, filled as texts need them."""

    def __init__(self, classify: Callable[[str, str], str]) -> None:
        """Start empty.

        Args:
            classify: Gives the letter for (lower-case word, word as written).
        """
        super().__init__()
        self._classify = classify

    def __missing__(self, raw: str) -> str:
        """Classify a word that is new; begin anew where there are too many."""
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[raw] = self._classify(raw.lower(), raw)
        return found


def letter(lexed: Lexed, letters: Letters) -> Tokens:
    """Give every token its class letter.

    Args:
        lexed: The tokens of a text.
        letters: Those of a grammar.
    """
    classes = "".join(map(letters.__getitem__, lexed.raw))
    return Tokens(lexed.words, lexed.raw, lexed.starts, lexed.ends, classes)


def _only_wraps(text: str, start: int, end: int) -> bool:
    """Whether a line end stands within a sentence; before a figure, only after a long line."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not (before.isalnum() or before == ","):
        return False
    full = start >= _LINE and text.rfind("\n", start - _LINE, start) < 0
    return after.islower() or (after.isdigit() and full)


_MOST_WORDS: Final = 1 << 14
_LINE: Final = 50
"""How long a line is that was wrapped [code points]."""
