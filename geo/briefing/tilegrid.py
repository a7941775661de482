"""Body of the slide that shows 34 tiles of one size, so that small provinces weigh the same."""

from collections.abc import Sequence
from dataclasses import replace

from geo.briefing import columns, fit, marks, side
from geo.briefing import facts as facts_
from geo.briefing.maps import beneath
from geo.briefing.paint import Paint
from geo.briefing.paint import paint as paint_
from geo.briefing.scene import INK, PAPER, Area, Item
from geo.briefing.view import Box, Drawn, View
from geo.views import palette
from geo.views.filters import Level
from geo.views.tiles import GRID


def tile_grid(view: View, box: Box) -> Drawn:
    """34 equal tiles with the measure of the view, so that small provinces weigh the same."""
    names, measure = view.material.names, view.filters.measure
    paint = paint_(view, Level.PROVINCE)
    _, right = columns.beside(box)
    left = (right[0] - columns.GAP, right[1], right[2] + columns.GAP, right[3])
    x, y, h = box[0], box[1], box[3]
    across_most, rows = (max(p[i] for p in GRID.values()) + 1 for i in (0, 1))
    side_w, side_h = (left[0] - x - 0.2) / across_most, h / rows
    items: list[Item] = []
    for adm1, (across, down) in sorted(GRID.items()):
        tile = (x + across * side_w, y + down * side_h, side_w - 0.06, side_h - 0.06)
        color = palette.fill(measure, int(paint.classes[adm1]), len(paint.bounds))
        items += _tile(adm1, names.province(adm1), paint, color, tile)
    legend, high = side.legend(paint.label, paint.legend(), left)
    items += legend
    lines = ["Every province has the same size, at about its place on the map."]
    lines += beneath(view, paint, None)
    items += side.paragraphs(lines, columns.below(left, high + 0.1))
    return Drawn(
        title=f"{paint.label}: every province the same size",
        items=tuple(items),
        alt="Grid of 34 equal tiles, one a province.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=paint.sheet(),
        facts=paint.facts(),
    )


def _tile(adm1: str, name: str, paint: Paint, color: str | None, box: Box) -> list[Item]:
    x, y, w, h = box
    number, said = int(paint.classes[adm1]), paint.said(adm1)
    ink = PAPER if color is not None and marks.is_dark(color) else INK
    area = Area(
        name=f"Tile {adm1} {name}",
        alt=f"{name}: {said}",
        rings=(((x, y), (x + w, y), (x + w, y + h), (x, y + h)),),
        fill=color,
        hatch=color is None,
        line=palette.OUTLINE,
        group="tiles",
    )
    wide = w - 0.1
    out: list[Item] = [area]
    texts: Sequence[tuple[str, float, float]] = (
        (fit.cut(name, wide, 10), 0.05, 10.0), ("" if number < 0 else said, 0.25, 16.0),
    )  # fmt: skip
    for text, top, size in texts:
        if text:
            line = fit.place(
                f"tile {adm1}", text, (x + 0.05, y + top, wide, 0.3 if size > 10 else 0.2), size,
                color=ink, bold=size > 10,
            )  # fmt: skip
            out.append(replace(line, over=True))
    return out
