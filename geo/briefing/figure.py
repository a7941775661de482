"""Draw a scene as PNG or SVG with matplotlib: no browser, no screen, same bytes every time."""

import io
from collections.abc import Callable
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

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
PRINT_DPI: Final = 300.0
HATCH_COLOR: Final = "#9aa5b1"
_STYLE: Final[Any] = {
    "font.family": ["DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "afghan-incident-atlas",
    "hatch.linewidth": 0.6,
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
    with mpl.rc_context(_STYLE):
        figure = _draw(scene, transparent=transparent)
        FigureCanvasAgg(figure)
        figure.savefig(
            out, format="png", dpi=dpi, transparent=transparent, metadata={"Software": None}
        )
    return out.getvalue()


def svg(scene: Scene, *, transparent: bool = False) -> bytes:
    """Draw as SVG, with text as text and a title and description for readers."""
    out = io.BytesIO()
    with mpl.rc_context(_STYLE):
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
    for ring in item.rings:
        axes.add_patch(
            Polygon(
                ring,
                closed=True,
                facecolor=item.fill or "none",
                edgecolor=HATCH_COLOR if item.hatch else item.line,
                linewidth=0 if item.hatch else item.line_pt,
                hatch="////" if item.hatch else None,
                zorder=order,
                gid=item.name,
            )
        )
        if item.hatch:
            axes.add_patch(
                Polygon(
                    ring,
                    closed=True,
                    facecolor="none",
                    edgecolor=item.line,
                    linewidth=item.line_pt,
                    zorder=order,
                )
            )


def _dot(_figure: Figure, axes: Any, item: Dot, order: int) -> None:
    axes.add_patch(
        Circle(
            (item.x, item.y),
            item.radius,
            facecolor=item.fill or "none",
            edgecolor=item.line,
            linewidth=item.line_pt,
            zorder=order,
        )
    )


def _line(_figure: Figure, axes: Any, item: Line, order: int) -> None:
    axes.plot(
        [item.x1, item.x2],
        [item.y1, item.y2],
        color=item.color,
        linewidth=item.line_pt,
        zorder=order,
        solid_capstyle="butt",
    )


def _chart(figure: Figure, _axes: Any, item: Chart, order: int) -> None:
    pad_left, pad_bottom = (1.6 if item.horizontal else 0.65), 0.42
    pad_top = 0.3 * -(-len(item.series) // 4) if len(item.series) > 1 else 0.1
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
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(RULE)
    axes.tick_params(labelsize=10, labelcolor=INK, color=RULE)
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
    if item.axis_title:
        value_axis.set_label_text(item.axis_title, fontsize=10, color=MUTED)
    if len(item.series) > 1:
        axes.legend(
            fontsize=10,
            frameon=False,
            ncols=min(4, len(item.series)),
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            borderaxespad=0.2,
        )


def _table(_figure: Figure, axes: Any, item: Table, order: int) -> None:
    pad = 0.06
    for r, row in enumerate(item.rows):
        top = item.y + r * item.row_h
        if r == 0:
            axes.add_patch(
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
        axes.plot(
            [item.x, item.x + sum(item.widths)],
            [bottom, bottom],
            color=RULE,
            linewidth=0.5,
            zorder=order,
        )


_DRAWERS: Final[dict[type[Item], Callable[[Figure, Any, Any, int], None]]] = {
    Text: _text,
    Area: _area,
    Dot: _dot,
    Line: _line,
    Chart: _chart,
    Table: _table,
}
