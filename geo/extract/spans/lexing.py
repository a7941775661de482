"""Words, numbers and marks of a text with their offsets, each folded to one class letter.

Grammars of dates, numbers and tolls are regular expressions over the letters ("D f M Y"),
so a rule costs the same however long the words are and hostile text cannot make it hang.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}:\d{2}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,6}(?!\d))?"
    r"|\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|\d+(?:\.\d{1,6}(?!\d))?"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\."
    r"|[^\W\d_]+"
    r"|\n"
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, in order.

    Attributes:
        words: Lower-case words, numbers and marks.
        raw: The same as they stand in the text.
        starts: Offset of the first character of each [code points].
        ends: Offset just past the last character of each.
        classes: One letter a token.
    """

    words: list[str]
    raw: list[str]
    starts: list[int]
    ends: list[int]
    classes: str


def tokenize(text: str, classify: Callable[[str, str], str]) -> Tokens:
    """Cut a text into tokens.

    Args:
        text: Any text, of any length.
        classify: Gives the class letter for (lower-case word, word as written).

    Returns:
        The tokens; line ends that only wrap a sentence are left out.
    """
    words: list[str] = []
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        start, end = match.span()
        if token == "\n" and _only_wraps(text, start, end):
            continue
        low = token.lower()
        words.append(low)
        raw.append(token)
        starts.append(start)
        ends.append(end)
        classes.append(classify(low, token))
    return Tokens(words, raw, starts, ends, "".join(classes))


def _only_wraps(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (
        bool(before)
        and (before.isalnum() or before == ",")
        and (after.islower() or after.isdigit())
    )
