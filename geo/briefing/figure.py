"""Draw a scene as PNG or SVG with matplotlib: no browser, no screen, same bytes every time."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from geo.briefing.fit import line_height
from geo.briefing.scene import (
    HEIGHT,
    INK,
    MUTED,
    PAPER,
    RULE,
    WIDTH,
    Area,
    Chart,
    Dot,
    Item,
    Line,
    Scene,
    Table,
    Text,
)

SCREEN_DPI: Final = 1920 / WIDTH
PRINT_DPI: Final = 4000 / WIDTH
HATCH_COLOR: Final = "#c3cbd4"
PLATE_ALPHA: Final = 0.8
_ONE_AT_A_TIME: Final = Lock()
_FONTS: Final = Path(__file__).parent / "fonts"
_STYLE: Final[Any] = {
    "font.family": ["Noto Sans", "DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "afghan-incident-atlas",
    "hatch.linewidth": 0.7,
    "axes.unicode_minus": False,
    "text.parse_math": False,
}


def png(scene: Scene, *, dpi: float = SCREEN_DPI, transparent: bool = False) -> bytes:
    """Draw as PNG: 1920 x 1080 pixels at the default, about 4000 x 2250 at `PRINT_DPI`.

    Args:
        scene: What to draw.
        dpi: Pixels per inch of a 13.333 inch wide slide.
        transparent: Whether the paper is left out.
    """
    out = io.BytesIO()
    with _drawing():
        figure = _draw(scene, transparent=transparent)
        FigureCanvasAgg(figure)
        figure.savefig(
            out, format="png", dpi=dpi, transparent=transparent, metadata={"Software": None}
        )
    return out.getvalue()


def svg(scene: Scene, *, transparent: bool = False) -> bytes:
    """Draw as SVG, with text as text and a title and description for readers."""
    out = io.BytesIO()
    with _drawing():
        figure = _draw(scene, transparent=transparent)
        FigureCanvasSVG(figure)
        figure.savefig(
            out,
            format="svg",
            transparent=transparent,
            metadata={
                "Date": None,
                "Creator": None,
                "Title": scene.title,
                "Description": scene.alt,
            },
        )
    return out.getvalue()


@contextmanager
def _drawing() -> Iterator[None]:
    """Our style for one picture at a time: matplotlib keeps its settings for the whole process.

    A letter that no font of ours has becomes an empty box, without a warning for each.
    """
    _add_fonts()
    with _ONE_AT_A_TIME, mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


@cache
def _add_fonts() -> None:
    """Make the fonts that come with the atlas known, so that every machine draws the same."""
    for path in sorted(_FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def _draw(scene: Scene, *, transparent: bool) -> Figure:
    figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="none" if transparent else PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.set_axis_off()
    for order, item in enumerate(scene.items):
        _DRAWERS[type(item)](figure, axes, item, order)
    return figure


def _text(_figure: Figure, axes: Any, item: Text, order: int) -> None:
    x = {"left": item.x, "center": item.x + item.w / 2, "right": item.x + item.w}[item.align]
    step = line_height(item.size)
    if item.plate:
        axes.add_artist(
            Rectangle(
                (item.x, item.y),
                item.w,
                item.h,
                facecolor=item.plate,
                alpha=PLATE_ALPHA,
                linewidth=0,
                zorder=order,
            )
        )
    for i, line in enumerate(item.lines):
        axes.text(
            x,
            item.y + (i + 0.8) * step,
            line,
            fontsize=item.size,
            fontweight="bold" if item.bold else "normal",
            color=item.color,
            ha=item.align,
            va="baseline",
            zorder=order,
            parse_math=False,
        )


def _area(_figure: Figure, axes: Any, item: Area, order: int) -> None:
    outline = Outline.make_compound_path(*(Outline(_closed(r), closed=True) for r in item.rings))
    axes.add_artist(
        PathPatch(
            outline,
            facecolor=item.fill or "none",
            edgecolor=HATCH_COLOR if item.hatch else item.line,
            linewidth=0 if item.hatch else item.line_pt,
            hatch="////" if item.hatch else None,
            joinstyle="round",
            zorder=order,
            gid=_id(item, order),
        )
    )
    if item.hatch:
        border = {"edgecolor": item.line, "linewidth": item.line_pt, "joinstyle": "round"}
        axes.add_artist(PathPatch(outline, facecolor="none", zorder=order, **border))


def _id(item: Area, order: int) -> str:
    """Name of an area in SVG, one of its kind: "Province_AF-KDZ_Kunduz"."""
    name = re.sub(r"[^\w.-]+", "_", item.name)
    return name if item.group in {"map", "tiles"} else f"{name}-{order}"


def _closed(ring: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [*ring, ring[0]]


def _dot(_figure: Figure, axes: Any, item: Dot, order: int) -> None:
    axes.add_artist(
        Circle(
            (item.x, item.y),
            item.radius,
            facecolor=item.fill or "none",
            edgecolor=item.line,
            linewidth=item.line_pt,
            zorder=order,
        )
    )
    if item.cross:
        d = item.radius * 0.7071
        for across in (1, -1):
            ends = (item.y - across * d, item.y + across * d)
            _stroke(axes, (item.x - d, item.x + d), ends, item.line, max(1.0, item.line_pt), order)
    if item.text:
        style = {"ha": "center", "va": "center_baseline", "color": PAPER, "fontweight": "bold"}
        axes.text(item.x, item.y, item.text, fontsize=10, zorder=order, parse_math=False, **style)


def _line(_figure: Figure, axes: Any, item: Line, order: int) -> None:
    _stroke(axes, (item.x1, item.x2), (item.y1, item.y2), item.color, item.line_pt, order)


def _stroke(
    axes: Any,
    across: tuple[float, float],
    down: tuple[float, float],
    color: str,
    points: float,
    order: int,
) -> None:
    line = Line2D(across, down, color=color, linewidth=points, solid_capstyle="butt")
    line.set_zorder(order)
    axes.add_artist(line)


def _chart(figure: Figure, _axes: Any, item: Chart, order: int) -> None:
    pad_left, pad_bottom = (1.6 if item.horizontal else 0.65), 0.42
    pad_top = 0.3 * -(-len(item.series) // 4) if item.series else 0.1
    axes = figure.add_axes(
        (
            (item.x + pad_left) / WIDTH,
            1 - (item.y + item.h - pad_bottom) / HEIGHT,
            (item.w - pad_left) / WIDTH,
            (item.h - pad_bottom - pad_top) / HEIGHT,
        ),
        zorder=order,
    )
    places = range(len(item.categories))
    base = [0.0] * len(item.categories)
    drawn: Any = axes.barh if item.horizontal else axes.bar
    slot = 0.8 / (1 if item.stacked else max(1, len(item.series)))
    for n, (name, color, values) in enumerate(item.series):
        heights = [v or 0.0 for v in values]
        if item.stacked:
            size = {"left" if item.horizontal else "bottom": base}
            drawn(places, heights, 0.8, color=color, label=name, **size)
            base = [a + b for a, b in zip(base, heights, strict=True)]
        else:
            drawn(
                [p - 0.4 + slot * (n + 0.5) for p in places], heights, slot, color=color, label=name
            )
    axes.spines[["top", "right", "bottom" if item.horizontal else "left"]].set_visible(False)
    axes.spines[["left" if item.horizontal else "bottom"]].set_color(MUTED)
    axes.tick_params(labelsize=10.5, labelcolor=INK, length=0, pad=6)
    axes.grid(axis="x" if item.horizontal else "y", color="#e4e7eb", linewidth=0.75)
    axes.set_axisbelow(True)
    every = max(1, -(-len(item.categories) // 16))
    shown = [p for p in places if p % every == 0]
    labels = [item.categories[p] for p in shown]
    value_axis = axes.xaxis if item.horizontal else axes.yaxis
    value_axis.set_major_locator(mpl.ticker.MaxNLocator(nbins=5, integer=True))
    value_axis.set_major_formatter(mpl.ticker.FuncFormatter(lambda v, _pos: f"{v:,.0f}"))
    if item.horizontal:
        axes.set_yticks(shown, labels)
        axes.invert_yaxis()
    else:
        axes.set_xticks(shown, labels)
        axes.set_ylim(0, max(1.0, *(sum(v or 0 for v in vs) for vs in _columns(item))) * 1.08)
    if item.axis_title:
        value_axis.set_label_text(item.axis_title, fontsize=10, color=MUTED)
    if item.series:
        axes.legend(
            fontsize=10,
            frameon=False,
            ncols=min(4, len(item.series)),
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            borderaxespad=0.2,
        )


def _columns(item: Chart) -> list[tuple[float | None, ...]]:
    """Values that stand on each other, category by category."""
    if item.stacked:
        return list(zip(*(values for _, _, values in item.series), strict=True))
    return [(v,) for _, _, values in item.series for v in values]


def _table(_figure: Figure, axes: Any, item: Table, order: int) -> None:
    pad = 0.06
    for r, row in enumerate(item.rows):
        top = item.y + r * item.row_h
        if r == 0:
            axes.add_artist(
                Rectangle(
                    (item.x, top),
                    sum(item.widths),
                    item.row_h,
                    facecolor="#e4e7eb",
                    linewidth=0,
                    zorder=order,
                )
            )
        left = item.x
        for w, cell in zip(item.widths, row, strict=True):
            axes.text(
                left + pad,
                top + item.row_h * 0.68,
                cell,
                fontsize=item.size,
                fontweight="bold" if r == 0 else "normal",
                color=INK,
                zorder=order,
                parse_math=False,
            )
            left += w
        bottom = top + item.row_h
        _stroke(axes, (item.x, item.x + sum(item.widths)), (bottom, bottom), RULE, 0.5, order)


_DRAWERS: Final[dict[type[Item], Callable[[Figure, Any, Any, int], None]]] = {
    Text: _text,
    Area: _area,
    Dot: _dot,
    Line: _line,
    Chart: _chart,
    Table: _table,
}
