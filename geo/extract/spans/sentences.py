"""Cutting a text into sentences, headings and list items; each paragraph is cut on its own.

Linear in the length of the text: every character is looked at a bounded number of times.
"""

import re
from collections.abc import Iterator
from typing import Final

from geo.extract.reading import Sentence

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt sgt cpl adm brig cmdr sen rep gov pres hon rev st sr
    jr jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    no nos vs etc inc ltd co corp dept est approx art sec fig vol ed eds pp para ch op cit al ca
    cf e.g i.e u.s u.k u.n u.a.e d.c a.m p.m ph.d b.a m.a e.u n.a.t.o mt ft pvt spc ret mil km
    cm tel ext min max ave blvd
    """.split()  # noqa: SIM905
)
_CAPITAL_AFTER = frozenset(
    """
    u.s u.k u.n a.m p.m d.c u.a.e etc jr sr inc ltd co corp
    """.split()  # noqa: SIM905
)
"""Abbreviations that often end a sentence: only a following capital word tells."""

_NOTE = (
    r"(?:(?:(?<=[a-z)”’%]\.)|(?<=\b(?:19|20)\d\d\.)|(?<=[.?!][\"”’]))\d{1,3}(?=\s+[A-Z“\"]|\s*$))?"
)
"""The number of a footnote, raised in print and bare in a copy: "this quarter.52 In March"."""
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[\"'”’»)\]]{{0,3}}(?:\[\d{{1,3}}\]){{0,4}}{_NOTE}(?=\s|[A-Z“\"][a-z’]|$)"
)
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_LAST_WORD = re.compile(r"[\w.]{1,12}\Z")
_BULLET = re.compile(r"\s*(?:[-*•·▪◦–—‣●■]|\(?\d{1,3}[.)]|\(?[a-z][.)]|#{1,6})\s+")
_STARTER = frozenset(
    """
    the a an in on at he she it they we i this that these those but and according after before
    however meanwhile since while when as for his her its their there no some two three many
    earlier later last another both officials police taliban
    """.split()  # noqa: SIM905
)
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}(?:\[\d{1,3}\]){0,4}\s*\Z")
_QUOTE_MARK = re.compile(r"[“”\"]")
_HEADING_LENGTH = 160
_WRAP_LENGTH = 50


LONGEST: Final = 2_000
"""Characters after which a sentence is cut at its next best joint, so that time stays bounded."""
_JOINTS: Final = (";", ", and ", ",", " ")


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences, in order; white space between them belongs to none."""
    found: list[Sentence] = []
    for number, (start, end, heading) in enumerate(_paragraphs(text)):
        for first, last in _cut(text, start, end):
            quote = text[first:last]
            found.append(
                Sentence(
                    start=first,
                    end=last,
                    text=quote,
                    rule="sentence.heading" if heading else "sentence.running",
                    index=len(found),
                    paragraph=number,
                    heading=heading,
                    quoted=_mostly_quoted(quote),
                )
            )
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, heading) of each paragraph; hard-wrapped lines are joined."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    position = 0
    while position < len(lines):
        first = position
        while position + 1 < len(lines) and _wrapped(text, lines[position], lines[position + 1]):
            position += 1
        start, end = lines[first][0], lines[position][1]
        yield start, end, first == position and _is_heading(text, start, end)
        position += 1


def _wrapped(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether the following line goes on with the sentence of this one."""
    if following[0] - line[1] > 2 or line[1] - line[0] < _WRAP_LENGTH:
        return False
    tail = text[max(line[0], line[1] - 12) : line[1]].rstrip()
    head = text[following[0] : following[0] + 12].lstrip()
    if not tail or not head or _BULLET.match(text, following[0], following[1]):
        return False
    return tail[-1] not in '.!?…:;"”' and (head[0].islower() or tail[-1] in ",-")


def _is_heading(text: str, start: int, end: int) -> bool:
    if text.startswith("#", start):
        return True
    if end - start > _HEADING_LENGTH or _BULLET.match(text, start, end):
        return False
    return not _TERMINAL.search(text, max(start, end - 24), end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences of one paragraph, trimmed."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    for match in _END.finditer(text, begin, end):
        if not _ends(text, match, begin, end):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) without white space at the ends, in parts where that is too long."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        middle, stop = start + LONGEST // 2, start + LONGEST
        cut = next((n for mark in _JOINTS if (n := text.rfind(mark, middle, stop)) > 0), stop - 1)
        yield start, cut if text[cut].isspace() else cut + 1
        start = cut + 1
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the stop that was matched ends a sentence."""
    after = text[match.end() : min(end, match.end() + 24)]
    following = after.lstrip()
    if not following:
        return True
    if following[0].islower() or following[0] in ",;:)–-":
        return False
    stop = match.group()
    if stop[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(begin, match.start() - 12), match.start())
    word = before.group().lower().strip(".") if before else ""
    spaced = after[0].isspace()
    if not spaced:  # "he said.In a sign of": no blank after the stop
        return len(word) > 1 and word.isalpha() and word not in _ABBREVIATIONS
    if word in _CAPITAL_AFTER:
        opener = re.match(r"[\"“'‘(]?(\w+)", following)
        return bool(opener) and opener is not None and opener.group(1).lower() in _STARTER
    return not (
        word in _ABBREVIATIONS
        or (len(word) == 1 and word.isalpha())
        or (word == "no" and following[0].isdigit())
    )


def _mostly_quoted(quote: str) -> bool:
    """Whether more than half of the characters lie between quotation marks."""
    inside = 0
    opened = -1
    for match in _QUOTE_MARK.finditer(quote):
        if match.group() == "”" or opened >= 0:
            if opened >= 0 and match.group() != "“":
                inside += match.start() - opened
                opened = -1
        else:
            opened = match.start()
    if opened >= 0:
        inside += len(quote) - opened
    return 2 * inside > len(quote)
