"""Mending text as it was set: line ends inside sentences and marks hidden inside words.

A text that was broken at 60 to 80 columns is told by its lines: each is as long as it can be
before the next word. Where a run of lines is plainly so, its line ends are blanks; headings,
bullets, dated entries and short lines stay as they are. Soft hyphens and blanks of no width
inside a word are left out. Linear in the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_LINE: Final = re.compile(r"[^\r\n]+")
_BREAK: Final = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_RETURN: Final = re.compile(r"\r\n?")
_HIDDEN: Final = re.compile(r"(?<=[^\W\d_])[\u00ad\u200b\u2060\ufeff]+(?=[^\W\d_])")
"""Marks that show nothing and part a word ("Ka\\u00adbul")."""
_LONGEST: Final = 100
_SHORTEST: Final = 45
"""Columns between which a text may be broken."""
_SLACK: Final = 8
"""Part of the width by which a line may fall short, as in proportional type."""
_FEWEST: Final = 3
"""Lines of a run, or pairs of lines in all, that tell a hard-wrapped text."""
_GOES_ON: Final = 0.34
"""Least share of line ends after which a small letter goes on."""
_STOPPED: Final = 0.5
"""Largest share of line ends that end a sentence."""
_ENDED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}\Z")
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ENTRY: Final = re.compile(
    rf"\s*(?:(?:[-*•·▪◦–—‣●■]|\(?\d{{1,3}}[.)]|\(?[a-z][.)]|[#>]{{1,6}})\s|[#|]|"
    rf"(?:\d{{1,2}}\.?\s+{_MONTH}|{_MONTH}\.?\s+\d{{1,4}})\b|\d{{4}}-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    re.IGNORECASE,
)
"""What begins an entry of its own: a bullet, a number, a date, a day of the week."""
_BULLET: Final = re.compile(
    r"\s*(?:[-*•·▪◦–—‣●■]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|[#>|])", re.IGNORECASE
)
_DATELINE: Final = re.compile(r"[A-Z]{4,}(?: [A-Z]{3,})? ?(?:[,(/–—]|- )")
_BIG_WORD: Final = re.compile(r"\b[A-Z]\w*|\b\w{4,}")


@dataclass(frozen=True, slots=True)
class Flowing:
    """A text whose sentences run on, and the way back to the text as written.

    Attributes:
        text: The text; its line ends are all line feeds, those inside sentences blanks.
        cuts: Offsets in `text` from which characters are missing, in order.
        missing: How many characters are missing up to each of them, all before included.
    """

    text: str
    cuts: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()

    def back(self, offset: int) -> int:
        """Offset in the text as written of the character at an offset here [code points]."""
        at = bisect_right(self.cuts, offset)
        return offset + (self.missing[at - 1] if at else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of this text as (start, end) in the text as written."""
        return self.back(start), (self.back(end - 1) + 1 if end > start else self.back(start))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its offsets, its words without blanks around them."""

    start: int
    end: int
    words: str

    @property
    def width(self) -> int:
        """Columns that it fills, blanks before it included."""
        return self.end - self.start


def flowing(text: str) -> Flowing:
    """Mend a text: line ends become line feeds, or blanks where a wrapped sentence goes on."""
    swaps = dict(_swaps(text))
    swaps |= {match.start(): (match.end(), "") for match in _HIDDEN.finditer(text)}
    if not swaps and "\r" not in text:
        return Flowing(text)
    for match in _RETURN.finditer(text):
        swaps.setdefault(match.start(), (match.end(), "\n"))
    parts: list[str] = []
    cuts: list[int] = []
    missing: list[int] = []
    at = gone = made = 0
    for start, (end, new) in sorted(swaps.items()):
        if start < at:
            continue
        parts += text[at:start], new
        made += start - at + len(new)
        if end - start > len(new):
            gone += end - start - len(new)
            cuts.append(made)
            missing.append(gone)
        at = end
    parts.append(text[at:])
    return Flowing("".join(parts), tuple(cuts), tuple(missing))


def _swaps(text: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield (start, (end, new)) for each line end inside a hard-wrapped sentence."""
    blocks = list(_blocks(text))
    widths = [line.width for block in blocks for line in block]
    whole = max(widths, default=0)
    if _SHORTEST <= whole <= _LONGEST and (pairs := _plainly(blocks, whole)):
        yield from (_swap(text, a, b) for a, b in pairs)
        return
    for block in blocks:
        width = max(line.width for line in block)
        if _SHORTEST <= width <= _LONGEST:
            yield from (_swap(text, a, b) for a, b in _plainly([block], width))


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield runs of two lines and more with single line ends between them, none too long."""
    block: list[_Line] = []
    for match in _LINE.finditer(text):
        words = match.group().strip()
        start, end = match.start(), match.start() + len(match.group().rstrip())
        alone = block and not _BREAK.fullmatch(text, block[-1].end, match.start())
        if alone or not words or end - start > _LONGEST:
            if len(block) > 1:
                yield block
            block = []
        if words and end - start <= _LONGEST:
            block.append(_Line(start, end, words))
    if len(block) > 1:
        yield block


def _plainly(blocks: Sequence[list[_Line]], width: int) -> list[tuple[_Line, _Line]]:
    """The pairs of lines that one sentence or paragraph joins; none where it is not plain."""
    pairs: list[tuple[_Line, _Line]] = []
    longest = 1
    for block in blocks:
        run = 1
        for at, (a, b) in enumerate(pairwise(block)):
            joined = _goes_on(a, b, width, first=at == 0)
            run = run + 1 if joined else 1
            longest = max(longest, run)
            if joined:
                pairs.append((a, b))
    if longest < _FEWEST and len(pairs) < _FEWEST:
        return []
    small = sum(b.words[0].islower() for _, b in pairs)
    stopped = sum(_ENDED.search(a.words) is not None for a, _ in pairs)
    plain = small >= _GOES_ON * len(pairs) and stopped <= _STOPPED * len(pairs)
    return pairs if plain else []


def _goes_on(a: _Line, b: _Line, width: int, *, first: bool) -> bool:
    """Whether line `b` only begins where `a` had no room for its first word."""
    ended = _ENDED.search(a.words) is not None
    room = width if ended else width - width // _SLACK
    if a.width + 1 + len(b.words.split(None, 1)[0]) <= room:
        return False
    if _BULLET.match(b.words) or (ended and _ENTRY.match(b.words)):
        return False
    if b.words[0].islower():
        return True
    return not (first and _DATELINE.match(b.words)) and not _is_title(a.words)


def _is_title(words: str) -> bool:
    """Whether every longer word has a capital, as in a heading."""
    found = _BIG_WORD.findall(words)
    return len(found) > 3 and all(word[0].isupper() for word in found)


def _swap(text: str, a: _Line, b: _Line) -> tuple[int, tuple[int, str]]:
    """The line end between two lines, and what it becomes: nothing behind a hyphen."""
    hyphen = a.words[-1] == "-" and a.words[-2:-1].isalpha() and b.words[0].isalpha()
    start = b.start + len(text[b.start : b.end]) - len(text[b.start : b.end].lstrip())
    return a.end, (start, "" if hyphen else " ")
