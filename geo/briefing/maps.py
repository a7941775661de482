"""Bodies of slides that show the country: choropleth, dots, presence, tile grid."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import pandas as pd

from geo.briefing import facts as facts_
from geo.briefing import fit, geometry
from geo.briefing.paint import paint as paint_
from geo.briefing.scene import INK, MUTED, Area, Dot, Item, Line, Text
from geo.briefing.view import Box, Drawn, View
from geo.codes import WherePrec
from geo.views import aggregate, palette, words
from geo.views import presence as presence_
from geo.views.filters import Level, Measure
from geo.views.map import NO_DATA
from geo.views.tiles import GRID

_PANEL: Final = 3.7
"""Width of the legend beside a map [in]."""
_SWATCH: Final = 0.3
_DENIED: Final = "#b02a37"
_SOLID: Final = "#2a6599"
_FADED: Final = "#cfe0f1"


def choropleth(view: View, box: Box) -> Drawn:
    """Provinces in classes of the view's measure, with the no-data hatch."""
    return _choropleth(view, box, dots=False)


def choropleth_dots(view: View, box: Box) -> Drawn:
    """The same, with a dot for each exactly known event and a ring for a near one."""
    return _choropleth(view, box, dots=True)


def _choropleth(view: View, box: Box, *, dots: bool) -> Drawn:
    paint = paint_(view)
    measure = view.filters.measure
    on = geometry.plan(paint.areas, paint.key, _map_box(box))
    items: list[Item] = []
    for area, number in paint.classes.items():
        color = palette.fill(measure, int(number), len(paint.bounds))
        items.append(
            Area(
                name=f"{paint.noun} {area} {paint.name(str(area))}",
                alt=f"{paint.name(str(area))}: {paint.label.lower()} {paint.said(area)}",
                rings=on.rings[str(area)],
                fill=color,
                hatch=color is None,
                line=palette.OUTLINE,
                line_pt=0.5 if paint.key == "adm1" else 0.25,
            )
        )
    strong = paint.classes[paint.classes > 0].sort_values(ascending=False, kind="stable")
    dark = {str(a) for a in strong.index[strong >= max(3, len(paint.bounds) - 1)]}
    items += _labels(on, [str(a) for a in strong.index], paint.name, dark)
    shown = view.chosen.events[view.chosen.events["on_map"]]
    exact = shown[shown["where_prec"].le(WherePrec.NEAR) & shown["lat"].notna()]
    if dots:
        items += _dots(on, exact)
    legend = paint.legend()
    items += _legend(paint.label, legend, _beside(box))
    extra = [
        f"Records on the map: {view.facts.balance.mapped:,}",
        f"Off-map (place wider than a province, or abroad): {view.facts.balance.off_map:,}",
        "Classes are the same for every period.",
    ]
    if view.filters.per_head:
        extra.append("Rates are indicative: no census since 1979.")
    if dots:
        extra.append(f"Dots: {len(exact):,} events at a named place; rings: near one.")
    items += _extra(extra, box, len(legend) + 1)
    items += _scale_bar(on, box)
    painted = int((paint.classes >= 0).sum())
    return Drawn(
        title=f"{paint.label} by {paint.noun.lower()}",
        items=tuple(items),
        alt=f"Map of {paint.label.lower()} in {len(paint.classes)} areas: {painted} with records.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=paint.sheet(),
        facts=paint.facts() | {"dots": len(exact) if dots else 0},
    )


def presence(view: View, box: Box) -> Drawn:
    """Provinces by state of presence: confirmed within a year, older, denied, no data."""
    provinces, names = view.material.provinces, view.material.names
    looked_at = presence_.as_of(view.material.frames, view.filters)
    states = _states(view, looked_at.day)
    on = geometry.plan(provinces, "adm1", _map_box(box))
    fills = {"solid": _SOLID, "faded": _FADED, "denied": palette.ZERO}
    items: list[Item] = []
    later: list[Item] = []
    for adm1 in provinces["adm1"]:
        name = names.province(adm1)
        asserted, denied = states.get(adm1, ("", False))
        state = asserted or ("denied" if denied else "no data")
        said = state + (", denied by somebody" if denied and asserted else "")
        area = Area(
            name=f"Province {adm1} {name}",
            alt=f"{name}: {said}",
            rings=on.rings[adm1],
            fill=fills.get(state),
            hatch=state == "no data",
            line=palette.OUTLINE,
        )
        items.append(area)
        if denied:
            later.append(
                replace(area, name=f"Denied {adm1} {name}", fill=None, line=_DENIED, line_pt=2.25)
            )
    items += later
    named = sorted(states, key=lambda a: (states[a][0] != "solid", a))
    dark = {a for a, (state, _) in states.items() if state == "solid"}
    items += _labels(on, named, names.province, dark)
    legend: list[tuple[str | None, str]] = [
        (_SOLID, "said to be there, within 12 months"),
        (_FADED, "said to be there, longer ago"),
        (palette.ZERO, "red outline: denied by somebody"),
        (None, f"{NO_DATA} (no data, not the same as none)"),
    ]
    items += _legend(
        f"Presence as of {words.period(looked_at.day, looked_at.day)}", legend, _beside(box)
    )
    counted = aggregate.balance(view.chosen, Measure.PRESENCE)
    lines = [
        f"Presence claims on the map: {counted.mapped:,}",
        f"Off-map (named for the country or a region): {counted.off_map:,}",
    ]
    items += _extra(lines, box, len(legend) + 1)
    items += _scale_bar(on, box)
    sheet = tuple((a, names.province(a), s or "", d) for a, (s, d) in sorted(states.items()))
    return Drawn(
        title="Where groups are said to be",
        items=tuple(items),
        alt=f"Map of presence in 34 provinces: {len(states)} named.",
        claims=view.chosen.presence,
        sheet=(("adm1", "province", "asserted", "denied"), sheet),
        facts={"states": {a: s or "denied" for a, (s, _) in states.items()}},
    )


def tile_grid(view: View, box: Box) -> Drawn:
    """34 equal tiles with the measure of the view, so that small provinces weigh the same."""
    names, measure = view.material.names, view.filters.measure
    paint = paint_(view, Level.PROVINCE)
    x, y, _w, h = box
    columns, rows = (max(p[i] for p in GRID.values()) + 1 for i in (0, 1))
    side_w, side_h = (box[2] - _PANEL - 0.3) / columns, h / rows
    items: list[Item] = []
    for adm1, (across, down_) in sorted(GRID.items()):
        left, top = x + across * side_w, y + down_ * side_h
        right, low = left + side_w - 0.05, top + side_h - 0.05
        number, said = int(paint.classes[adm1]), paint.said(adm1)
        color = palette.fill(measure, number, len(paint.bounds))
        items.append(
            Area(
                name=f"Tile {adm1} {names.province(adm1)}",
                alt=f"{names.province(adm1)}: {said}",
                rings=(((left, top), (right, top), (right, low), (left, low)),),
                fill=color,
                hatch=color is None,
                line=palette.OUTLINE,
                group="tiles",
            )
        )
        ink = "#ffffff" if color is not None and number >= 4 else INK
        wide = side_w - 0.15
        label = fit.cut(names.province(adm1), wide, 10)
        for text, down in ((label, 0.04), ("" if number < 0 else said, 0.24)):
            items.append(
                fit.place(f"tile {adm1}", text, (left + 0.05, top + down, wide, 0.2), 10, color=ink)
            )
    items += _legend(paint.label, paint.legend(), _beside(box))
    return Drawn(
        title=f"{paint.label}: every province the same size",
        items=tuple(items),
        alt="Grid of 34 equal tiles, one a province.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=paint.sheet(),
        facts=paint.facts(),
    )


def _states(view: View, day: date) -> dict[str, tuple[str, bool]]:
    """For each province: "solid", "faded" or "" for what is asserted, and whether denied."""
    table = presence_.cells(view.material.frames, view.chosen, day)
    out = {
        str(adm1): (presence_.FADED if row["faded"] else presence_.SOLID, bool(row["denied"]))
        for adm1, row in presence_.area_state(table).iterrows()
    }
    spots = view.chosen.spots[view.chosen.spots["on_map"] & view.chosen.spots["adm1"].notna()]
    refused = set(view.chosen.presence.loc[view.chosen.presence["denied"], "claim_id"])
    for adm1 in spots.loc[spots["claim_id"].isin(refused), "adm1"]:
        out[adm1] = (out.get(adm1, ("", True))[0], True)
    return dict(sorted(out.items()))


def _map_box(box: Box) -> Box:
    x, y, w, h = box
    return (x, y, w - _PANEL - 0.3, h - 0.3)


def _beside(box: Box) -> Box:
    x, y, w, h = box
    return (x + w - _PANEL, y, _PANEL, h)


def _legend(title: str, entries: Sequence[tuple[str | None, str]], box: Box) -> list[Item]:
    x, y, w, _h = box
    items: list[Item] = [fit.place("legend title", title, (x, y, w, 0.3), 13, bold=True)]
    for row, (color, text) in enumerate(entries):
        top = y + 0.36 + row * _SWATCH
        corners = ((x, top), (x + 0.4, top), (x + 0.4, top + 0.22), (x, top + 0.22))
        items.append(
            Area(
                name=f"Legend {text}",
                alt=text,
                rings=(corners,),
                fill=color,
                hatch=color is None,
                line=palette.OUTLINE,
                group="legend",
            )
        )
        items.append(fit.place("legend", text, (x + 0.5, top, w - 0.5, 0.22), 11))
    return items


def _extra(lines: Sequence[str], box: Box, rows: int) -> list[Item]:
    x, y, w, h = _beside(box)
    top = y + 0.5 + rows * _SWATCH
    return [fit.place("map counts", "\n".join(lines), (x, top, w, y + h - top), 11, color=MUTED)]


def _labels(
    on: geometry.Plan, wanted: Sequence[str], name: Callable[[str], str], dark: Collection[str]
) -> list[Item]:
    """Names in the areas, most important first; one that would lie on another is left out."""
    out: list[Text] = []
    for adm1 in wanted:
        x, y = on.labels[adm1]
        text = name(adm1)
        half = fit.width(text, 10) / 2 + 0.02
        label = Text(
            name=f"label {adm1}",
            x=x - half,
            y=y - 0.09,
            w=2 * half,
            h=0.18,
            lines=(text,),
            size=10,
            color="#ffffff" if adm1 in dark and half < _inner(on, adm1) + 0.12 else INK,
            align="center",
        )
        if not any(_touch(label, other) for other in out):
            out.append(label)
    return list(out)


def _inner(on: geometry.Plan, adm1: str) -> float:
    """How far a label may reach to either side inside its area [in]."""
    x, _ = on.labels[adm1]
    across = [px for px, _ in on.rings[adm1][0]]
    return min(x - min(across), max(across) - x)


def _touch(a: Text, b: Text) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _dots(on: geometry.Plan, events: pd.DataFrame) -> list[Item]:
    """A dot an event; several at one place stand around it in a spiral, none hidden."""
    at: defaultdict[tuple[float, float], list[int]] = defaultdict(list)
    for i, (lon, lat) in enumerate(zip(events["lon"], events["lat"], strict=True)):
        at[lon, lat].append(i)
    out: list[Item] = []
    for (lon, lat), rows in sorted(at.items()):
        x, y = on.point(lon, lat)
        for n, i in enumerate(rows):
            row = events.iloc[i]
            away, turn = 0.085 * math.sqrt(n), n * 2.399963
            exact = row["where_prec"] == WherePrec.EXACT
            out.append(
                Dot(
                    name=f"Event {row['event_id']}",
                    alt=f"{row['place_name'] or ''}, "
                    f"{words.day_range(row['date_start'], row['date_end'], row['date_prec'])}",
                    x=x + away * math.cos(turn),
                    y=y + away * math.sin(turn),
                    radius=0.055,
                    fill="#1f2933" if exact else None,
                    line="#ffffff" if exact else "#1f2933",
                    line_pt=0.75 if exact else 1.5,
                )
            )
    return out


def _scale_bar(on: geometry.Plan, box: Box) -> list[Item]:
    x, y, _w, h = box
    km, inches = on.bar(1.6)
    base = y + h - 0.1
    return [
        Line(name="scale bar", x1=x, y1=base, x2=x + inches, y2=base, color=INK, line_pt=1.5),
        fit.place("scale", f"{km} km", (x + inches + 0.1, base - 0.1, 0.9, 0.2), 10, color=MUTED),
    ]
