"""Break words into lines that fit a box, and say so where they had to be cut.

Widths are measured in DejaVu Sans, which ships with matplotlib and is wider than the fonts of
office themes: what fits here fits there.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from PIL import ImageFont

from geo.briefing.scene import INK, SMALLEST_PT, Text
from geo.views.words import undirected

_FONTS: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_LEADING: Final = 1.22
"""Height of a line over the size of its type."""
_SCALE: Final = 10
"""Fonts are measured at ten times their size, since widths are whole pixels."""
_WIDEST_WORD: Final = 4000
_ELLIPSIS: Final = "…"


@lru_cache(maxsize=64)
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(_FONTS / name), round(size * _SCALE))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line [in] at a size of type [pt]."""
    words = text.split(" ")
    gaps = (len(words) - 1) * _word(" ", size, bold=bold)
    return gaps + sum(_word(word, size, bold=bold) for word in words)


@lru_cache(maxsize=1 << 16)
def _word(word: str, size: float, *, bold: bool) -> float:
    return float(_font(size, bold=bold).getlength(word)) / _SCALE / 72


def line_height(size: float) -> float:
    """Height of one line [in] at a size of type [pt]."""
    return size * _LEADING / 72


def legible(text: str) -> str:
    """Drop what no file format can hold, and marks that turn the order of what is shown.

    No format holds control characters, lone surrogates and noncharacters.
    """
    return "".join(
        c
        for c in undirected(text)
        if c in "\t\n" or (c >= " " and not "\x7f" <= c <= "\x9f" and not _unprintable(c))
    )


def _unprintable(c: str) -> bool:
    return "\ud800" <= c <= "\udfff" or (ord(c) & 0xFFFE) == 0xFFFE


def wrap(text: str, w: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text at spaces into lines of at most `w` inches; long words are broken too."""
    lines: list[str] = []
    for paragraph in legible(text).split("\n"):
        line = ""
        for raw in paragraph.split():
            word = raw[:_WIDEST_WORD]
            trial = f"{line} {word}" if line else word
            if width(trial, size, bold=bold) <= w:
                line = trial
                continue
            if line:
                lines.append(line)
            while width(word, size, bold=bold) > w and len(word) > 1:
                cut = _longest_prefix(word, w, size, bold=bold)
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        lines.append(line)
    return lines


def _longest_prefix(word: str, w: float, size: float, *, bold: bool) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], size, bold=bold) <= w:
            low = middle
        else:
            high = middle - 1
    return low


def cut(text: str, w: float, size: float, *, bold: bool = False) -> str:
    """Shorten one line to `w` inches, ending in an ellipsis where something was left out."""
    line = " ".join(legible(text).split())
    if width(line, size, bold=bold) <= w:
        return line
    room = w - width(_ELLIPSIS, size, bold=bold)
    return line[: _longest_prefix(line, room, size, bold=bold)].rstrip() + _ELLIPSIS


def place(
    name: str,
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    *,
    bold: bool = False,
    color: str = INK,
    align: str = "left",
    smallest: float = SMALLEST_PT,
) -> Text:
    """Set a text into a box, smaller if need be, cut with an ellipsis as the last resort.

    Args:
        name: What the box is.
        text: The words; newlines are kept.
        box: Left, top, width, height [in].
        size: Wanted size of type [pt].
        bold: Whether bold.
        color: Colour of the type.
        align: "left", "center" or "right".
        smallest: Size that is not gone below [pt].
    """
    x, y, w, h = box
    size = _largest(text, w, h, size, smallest, bold=bold)
    lines = wrap(text, w, size, bold=bold)
    most = max(1, int((h + 1e-9) / line_height(size)))
    if len(lines) > most:
        last = cut(" ".join(lines[most - 1 :]) + " ", w, size, bold=bold)
        tail = last if last.endswith(_ELLIPSIS) else cut(f"{last} {_ELLIPSIS}", w, size, bold=bold)
        lines = [*lines[: most - 1], tail]
    return Text(
        name=name,
        x=x,
        y=y,
        w=w,
        h=h,
        lines=tuple(lines),
        size=size,
        bold=bold,
        color=color,
        align=align,
    )


def _largest(text: str, w: float, h: float, size: float, smallest: float, *, bold: bool) -> float:
    """Largest size of type, in steps of half a point, at which a text fits a box."""
    steps = [size - n / 2 for n in range(int((size - smallest) * 2) + 1)]
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        lines = wrap(text, w, steps[middle], bold=bold)
        if len(lines) * line_height(steps[middle]) <= h + 1e-9:
            high = middle
        else:
            low = middle + 1
    return max(steps[low], smallest)


def listing(names: list[str], w: float, h: float, size: float, *, lead: str, more: str) -> str:
    """Join as many names as fit a box, then say how many more there are.

    Args:
        names: What to list, most important first.
        w: Width of the box [in].
        h: Height of the box [in].
        size: Size of type [pt].
        lead: Words before the list ("Sources: ").
        more: Where the rest stands ("see notes").
    """
    most = max(1, int((h + 1e-9) / line_height(size)))
    whole = lead + "; ".join(names)
    if len(wrap(whole, w, size)) <= most:
        return whole

    def shortened(kept: int) -> str:
        return f"{lead}{'; '.join(names[:kept])}; and {len(names) - kept} more ({more})"

    fits, fails = 0, len(names)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if len(wrap(shortened(middle), w, size)) <= most:
            fits = middle
        else:
            fails = middle
    return shortened(fits) if fits else f"{lead}{len(names)} ({more})"
