"""Bodies of slides that show areas in classes, without and with the dots of events."""

from collections import Counter
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.briefing import columns, geometry, marks, side
from geo.briefing import facts as facts_
from geo.briefing.paint import Paint
from geo.briefing.paint import paint as paint_
from geo.briefing.scene import MUTED, PAPER, Area, Dot, Item
from geo.briefing.view import Box, Drawn, View
from geo.views import palette, words
from geo.views.filters import Measure
from geo.views.frames import records

_GROUPS: Final = 4
"""Groups that the legend of dots names; the others are "other groups"."""


def choropleth(view: View, box: Box) -> Drawn:
    """Provinces in classes of the view's measure, with the no-data hatch."""
    return _choropleth(view, box, dots=False)


def choropleth_dots(view: View, box: Box) -> Drawn:
    """The same, with the dots of the page; presence has none, there as here."""
    return _choropleth(view, box, dots=view.filters.measure is not Measure.PRESENCE)


def _choropleth(view: View, box: Box, *, dots: bool) -> Drawn:
    paint = paint_(view)
    on = geometry.plan(paint.areas, paint.key, columns.map_box(box))
    items: list[Item] = [
        _painted(paint, on, str(area), int(c)) for area, c in paint.classes.items()
    ]
    if paint.key == "adm2":
        items += _borders(view, box)
    items.append(marks.outline(on))
    events = marks.shown(view.chosen.events)
    drawn, seen = marks.dots(on, events, view.material.names) if dots else ([], [])
    items += drawn
    strong = paint.classes[paint.classes > 0].sort_values(ascending=False, kind="stable")
    dark = {area for area, fill in paint.fills().items() if fill and marks.is_dark(fill)}
    items += marks.labels(on, [str(a) for a in strong.index], paint.name, dark, drawn)
    items += marks.scale_bar(on, columns.map_box(box))
    left, right = columns.beside(box)
    legend, high = side.legend(paint.label, paint.legend(), left)
    items += legend
    if dots and len(events):
        items += _dot_legend(view, events, columns.below(left, high + 0.12))
    items += side.bars(
        f"Most {words.MEASURES_SHORT[paint.measure].lower()}", ranked(paint), columns.head(right),
        empty=f"No {paint.noun.lower()} with a count above zero.",
    )  # fmt: skip
    items += side.paragraphs(
        beneath(view, paint, len(events) if dots else None), columns.foot(right)
    )
    painted = int((paint.classes >= 0).sum())
    return Drawn(
        title=f"{paint.label} by {paint.noun.lower()}",
        items=tuple(items),
        alt=f"Map of {paint.label.lower()} in {len(paint.classes)} areas: {painted} with records.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=paint.sheet(),
        facts=paint.facts() | {"dots": len(events) if dots else 0, "marks": tuple(seen)},
    )


def _painted(paint: Paint, on: geometry.Plan, area: str, number: int) -> Area:
    color = palette.fill(paint.measure, number, len(paint.bounds))
    return Area(
        name=f"{paint.noun} {area} {paint.name(area)}",
        alt=f"{paint.name(area)}: {paint.label.lower()} {paint.said(area)}",
        rings=on.rings[area],
        fill=color,
        hatch=color is None,
        line=palette.OUTLINE,
        line_pt=0.5 if paint.key == "adm1" else 0.25,
    )


def _borders(view: View, box: Box) -> list[Item]:
    """Borders of the provinces, over districts."""
    on = geometry.plan(view.material.provinces, "adm1", columns.map_box(box))
    return [
        Area(name=f"Border {area}", alt=f"Border of {view.material.names.province(area)}",
             rings=rings, fill=None, line=palette.OUTLINE, line_pt=0.75)
        for area, rings in on.rings.items()
    ]  # fmt: skip


def ranked(paint: Paint) -> list[side.Bar]:
    """Areas with a count above zero, most first, as bars in the colour of their class."""
    numbers = paint.numbers[paint.numbers > 0]
    order = numbers.sort_index().sort_values(ascending=False, kind="stable")
    classes = dict(zip(map(str, paint.classes.index), paint.classes, strict=True))
    return [
        (paint.name(str(area)), float(number), paint.said(area),
         palette.fill(paint.measure, int(classes[str(area)]), len(paint.bounds)) or PAPER)
        for area, number in order.items()
    ]  # fmt: skip


def beneath(view: View, paint: Paint, dots: int | None) -> list[str]:
    """What must be known to read the map: what is off it, what is not drawn."""
    balance = view.facts.balance
    off = f"{balance.off_map:,} off it (abroad, or placed no better than a region)."
    lines = [f"{balance.mapped:,} on the map, {off}"]
    if dots is not None:
        lines.append(f"{words.count(dots, 'event')} drawn as dots; the others only shade an area.")
    if paint.key == "adm2":
        events = view.chosen.events
        coarse = int((events["on_map"] & events["adm2"].isna()).sum())
        lines.append(f"{words.count(coarse, 'mapped event')} known to the province only: no shade.")
    lines.append("Classes are the same for every period.")
    if paint.rate:
        lines.append("Rates are indicative: no census since 1979.")
    return lines


def _dot_legend(view: View, events: pd.DataFrame, box: Box) -> list[Item]:
    """Colours of groups and symbols, those that occur."""
    seen = [(marks.first(row), *marks.mark(row)) for row in records(events)]
    counted = Counter(actor for actor, _, _ in seen)
    ranked = sorted(counted, key=lambda a: (-counted[a], a))
    names = view.material.names
    named = ranked if len(ranked) <= _GROUPS + 1 else ranked[:_GROUPS]
    entries = [
        (_sample(palette.group(a)), f"{side.short(names, a, 2.0)} ({counted[a]:,})") for a in named
    ]
    if rest := ranked[len(named) :]:
        other = f"Other colours: {words.count(len(rest), 'group')}"
        entries.append((_sample(palette.GROUPS["UNKNOWN"]), other))
    kinds = {kind for _, _, kind in seen}
    if any(marks.NEAR in kind for kind in kinds):
        entries.append((replace(_sample(PAPER, MUTED), line_pt=1.75), "Ring: near the place"))
    if any("d" in kind for kind in kinds):
        entries.append((replace(_sample(MUTED), cross=True), "Cross: denied or disputed"))
    return side.symbols("Events at a named place", entries, box)


def _sample(fill: str, line: str = PAPER) -> Dot:
    return Dot(name="", alt="", x=0, y=0, radius=0.062, fill=fill, line=line, line_pt=0.75)
