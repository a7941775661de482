"""What stands beside a map: legend, ranking as bars, words."""

from collections.abc import Sequence
from typing import Final

from geo.briefing import fit
from geo.briefing.scene import INK, MUTED, Area, Dot, Item
from geo.briefing.view import Box
from geo.views import palette
from geo.views.spots import own_name
from geo.views.words import Names

_SWATCH: Final = (0.36, 0.19)
_STEP: Final = 0.28
_BAR: Final = 0.27
_LEGEND_PT: Final = 10.5

Bar = tuple[str, float, str, str]
"""Label, length in any unit, the number in words, colour."""


def short(names: Names, actor: str, w: float, size: float = 10.5) -> str:
    """A group's name, or its id where the name is wider than `w` inches."""
    name = own_name(actor, names)
    if actor.startswith("OTHER:") or fit.width(name, size) <= w:
        return name
    return actor.replace("_", " ")


def legend(
    title: str,
    entries: Sequence[tuple[str | None, str]],
    box: Box,
    *,
    lines: Sequence[str] = (),
) -> tuple[list[Item], float]:
    """Fills with their words.

    Args:
        title: What the fills show.
        entries: Fill (None: hatched) and words.
        box: Where it may stand.
        lines: Colour of the outline of each entry, "" for the usual one.

    Returns:
        The items, and the height that they take [in].
    """
    x, y, w, _h = box
    head = fit.place("legend title", title, (x, y, w, 0.46), 13, bold=True, smallest=11)
    items: list[Item] = [head]
    top = y + max(1, len(head.lines)) * fit.line_height(head.size) + 0.1
    wide, high = _SWATCH
    for n, (color, text) in enumerate(entries):
        edge = lines[n] if n < len(lines) and lines[n] else ""
        items.append(
            Area(
                name=f"Legend {text}",
                alt=text,
                rings=(_box(x, top, wide, high),),
                fill=color,
                hatch=color is None,
                line=edge or palette.OUTLINE,
                line_pt=2.25 if edge else 0.5,
                group="legend",
            )
        )
        words = fit.place("legend", text, (x + wide + 0.12, top, w - wide - 0.12, 0.4), _LEGEND_PT)
        items.append(words)
        top += max(_STEP, len(words.lines) * fit.line_height(_LEGEND_PT) + 0.09)
    return items, top - y


def symbols(title: str, entries: Sequence[tuple[Dot, str]], box: Box) -> list[Item]:
    """Dots with their words; each dot is moved to its row."""
    x, y, w, h = box
    items: list[Item] = [fit.place("symbols title", title, (x, y, w, 0.22), 11, bold=True)]
    top = y + 0.28
    for dot, text in entries:
        if top + 0.2 > y + h:
            break
        items.append(
            Dot(
                name=f"Legend {text}",
                alt=text,
                x=x + _SWATCH[0] / 2,
                y=top + 0.095,
                radius=dot.radius,
                fill=dot.fill,
                line=dot.line,
                line_pt=dot.line_pt,
                cross=dot.cross,
                group="symbols",
            )
        )
        left = x + _SWATCH[0] + 0.12
        items.append(
            fit.place(
                "symbol", fit.cut(text, x + w - left, 10), (left, top, x + w - left, 0.19), 10
            )
        )
        top += 0.235
    return items


def bars(
    title: str, rows: Sequence[Bar], box: Box, *, empty: str, share: float = 0.5, rest: str = ""
) -> list[Item]:
    """Lying bars, each a shape of its own, with label and number.

    Args:
        title: What is counted.
        rows: The bars, longest first; as many are drawn as fit.
        box: Where they may stand.
        empty: Words where there is none.
        share: Part of the width that labels take.
        rest: Name of one bar for all that do not fit, so that the bars add up; "" for none.
    """
    x, y, w, h = box
    items: list[Item] = [fit.place(f"{title} title", title, (x, y, w, 0.24), 13, bold=True)]
    if not rows:
        return [*items, fit.place("no bars", empty, (x, y + 0.34, w, 0.4), 10.5, color=MUTED)]
    most = max(1, int((h - 0.34) / _BAR))
    if rest and len(rows) > most > 1:
        over = sum(length for _, length, _, _ in rows[most - 1 :])
        rows = [*rows[: most - 1], (rest, over, f"{over:,.0f}", rows[-1][3])]
    longest = max(length for _, length, _, _ in rows) or 1.0
    digits = max(fit.width(said, 10.5) for _, _, said, _ in rows[:most]) + 0.08
    label_w = w * share
    wide = label_w - 0.08
    room = max(0.2, w - label_w - digits - 0.06)
    for n, (label, length, said, color) in enumerate(rows[:most]):
        top = y + 0.34 + n * _BAR
        reach = max(0.03, room * length / longest)
        left = x + label_w
        items += [
            fit.place("bar label", fit.cut(label, wide - 0.02, 10.5), (x, top, wide, 0.2), 10.5),
            Area(
                name=f"Bar {label}",
                alt=f"{label}: {said}",
                rings=(_box(left, top + 0.01, reach, 0.17),),
                fill=color,
                line=palette.OUTLINE,
                line_pt=0.25,
                group=title,
            ),
            fit.place("bar value", said, (left + reach + 0.06, top, digits, 0.2), 10.5, color=INK),
        ]
    return items


def paragraphs(lines: Sequence[str], box: Box, size: float = 10.5) -> list[Item]:
    """Sentences under each other, muted, with air between them."""
    x, y, w, h = box
    out: list[Item] = []
    top = y
    for line in lines:
        if top + fit.line_height(size) > y + h + 1e-9:
            break
        words = fit.place("map counts", line, (x, top, w, y + h - top), size, color=MUTED)
        out.append(words)
        top += len(words.lines) * fit.line_height(size) + 0.06
    return out


def _box(x: float, y: float, w: float, h: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
