"""Bodies of slides that show the country: choropleth, dots, presence, tile grid."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.briefing import facts as facts_
from geo.briefing import fit, geometry
from geo.briefing.scene import INK, MUTED, Area, Dot, Item, Line, Text
from geo.briefing.view import Box, Drawn, View
from geo.codes import WherePrec
from geo.views import aggregate, palette, words
from geo.views.filters import Measure
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
    provinces, names = view.material.provinces, view.material.names
    measure = view.filters.measure
    table = aggregate.by_area(view.chosen).reindex(provinces["adm1"])
    values = aggregate.measured(_filled(table), measure).where(table["events"].notna())
    bounds = aggregate.breaks(values)
    classes = aggregate.classify(values, bounds)
    on = geometry.plan(provinces, "adm1", _map_box(box))
    items: list[Item] = []
    for adm1, number in classes.items():
        name, color = names.province(str(adm1)), palette.fill(measure, int(number), len(bounds))
        value = float(values.loc[adm1])  # type: ignore[call-overload]
        said = f"{value:,.0f}" if number >= 0 else "no data"
        items.append(
            Area(
                name=f"Province {adm1} {name}",
                alt=f"{name}: {words.MEASURES[measure].lower()} {said}",
                rings=on.rings[str(adm1)],
                fill=color,
                hatch=color is None,
                line=palette.OUTLINE,
            )
        )
    items += _labels(on, [str(a) for a in classes.index[classes > 0]], names.province)
    entries = [(palette.fill(measure, n, len(bounds)), text) for n, text in _classes(bounds)]
    legend: list[tuple[str | None, str]] = [*entries, (palette.ZERO, "0 (has records)")]
    shown = view.chosen.events[view.chosen.events["on_map"]]
    exact = shown[shown["where_prec"].le(WherePrec.NEAR) & shown["lat"].notna()]
    if dots:
        items += _dots(on, exact)
    items += _legend(
        words.MEASURES[measure], [*legend, (None, "no data (no record names it)")], _beside(box)
    )
    extra = [f"Records on the map: {view.facts.balance.mapped:,}"]
    extra.append(
        f"Off-map (place wider than a province, or abroad): {view.facts.balance.off_map:,}"
    )
    if dots:
        extra.append(f"Dots: {len(exact):,} events at a named place; rings: near it")
    items += _extra(extra, box, len(legend) + 2)
    items += _scale_bar(on, box)
    label = words.MEASURES[measure]
    painted = int((classes >= 0).sum())
    sheet = [
        (str(a), names.province(str(a)), None if pd.isna(v) else float(v), int(c))
        for a, v, c in zip(values.index, values, classes, strict=True)
    ]
    return Drawn(
        title=f"{label} by province",
        items=tuple(items),
        alt=f"Map of {label.lower()} in 34 provinces: {painted} with records.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=(("adm1", "province", str(measure), "class"), tuple(sheet)),
        facts={
            "classes": {str(k): int(v) for k, v in classes.items()},
            "fills": {
                str(k): palette.fill(measure, int(v), len(bounds)) for k, v in classes.items()
            },
            "dots": len(exact) if dots else 0,
        },
    )


def presence(view: View, box: Box) -> Drawn:
    """Provinces by state of presence: confirmed within a year, older, denied, no data."""
    provinces, names = view.material.provinces, view.material.names
    day = pd.Timestamp(view.filters.until or view.facts.cut_off or "2100-01-01")
    states = _states(view, day)
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
    items += _labels(on, [a for a, (s, _) in states.items() if s], names.province)
    legend: list[tuple[str | None, str]] = [
        (_SOLID, "said to be there, within 12 months"),
        (_FADED, "said to be there, longer ago"),
        (palette.ZERO, "red outline: denied by somebody"),
        (None, "no data (no record names it)"),
    ]
    items += _legend(f"Presence as of {words.day_range(day, day, 1)}", legend, _beside(box))
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
    table = aggregate.by_area(view.chosen).reindex(list(GRID))
    values = aggregate.measured(_filled(table), measure).where(table["events"].notna())
    bounds = aggregate.breaks(values)
    classes = aggregate.classify(values, bounds)
    x, y, _w, h = box
    columns, rows = (max(p[i] for p in GRID.values()) + 1 for i in (0, 1))
    side_w, side_h = (box[2] - _PANEL - 0.3) / columns, h / rows
    items: list[Item] = []
    for adm1, (column, row) in sorted(GRID.items()):
        left, top = x + column * side_w, y + row * side_h
        right, low = left + side_w - 0.05, top + side_h - 0.05
        number, value = int(classes[adm1]), values[adm1]
        color = palette.fill(measure, number, len(bounds))
        said = "no data" if pd.isna(value) else f"{value:,.0f}"
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
        for text, down in ((label, 0.04), ("" if pd.isna(value) else said, 0.24)):
            items.append(
                fit.place(f"tile {adm1}", text, (left + 0.05, top + down, wide, 0.2), 10, color=ink)
            )
    legend: list[tuple[str | None, str]] = [
        *[(palette.fill(measure, n, len(bounds)), text) for n, text in _classes(bounds)],
        (palette.ZERO, "0 (has records)"),
        (None, "no data (no record names it)"),
    ]
    items += _legend(words.MEASURES[measure], legend, _beside(box))
    sheet = tuple(
        (a, names.province(a), None if pd.isna(values[a]) else float(values[a])) for a in GRID
    )
    return Drawn(
        title=f"{words.MEASURES[measure]}: every province the same size",
        items=tuple(items),
        alt="Grid of 34 equal tiles, one a province.",
        claims=facts_.claims_behind(view.material.frames, view.chosen),
        sheet=(("adm1", "province", str(measure)), sheet),
        facts={"classes": {str(k): int(v) for k, v in classes.items()}},
    )


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    counts = ["events", "attacks", "contested", "presence", "denied"]
    return table.assign(**{c: table[c].fillna(0) for c in counts})


def _states(view: View, day: pd.Timestamp) -> dict[str, tuple[str, bool]]:
    """For each province: "solid", "faded" or "" for what is asserted, and whether denied."""
    spots = view.chosen.spots[view.chosen.spots["on_map"] & view.chosen.spots["adm1"].notna()]
    claims = view.chosen.presence.set_index("claim_id")
    seen: defaultdict[str, list[tuple[bool, pd.Timestamp]]] = defaultdict(list)
    for adm1, claim_id in zip(spots["adm1"], spots["claim_id"], strict=True):
        row = claims.loc[claim_id]
        last = row["date_end"] if pd.notna(row["date_end"]) else row["published"]
        seen[adm1].append((bool(row["denied"]), last))
    out = {}
    for adm1, said in seen.items():
        asserted = [last for denied, last in said if not denied]
        edge = day - pd.DateOffset(months=12)
        fresh = any(bool(pd.notna(t)) and t >= edge for t in asserted)
        state = ("solid" if fresh else "faded") if asserted else ""
        out[adm1] = (state, any(denied for denied, _ in said))
    return out


def _map_box(box: Box) -> Box:
    x, y, w, h = box
    return (x, y, w - _PANEL - 0.3, h - 0.3)


def _beside(box: Box) -> Box:
    x, y, w, h = box
    return (x + w - _PANEL, y, _PANEL, h)


def _classes(bounds: Sequence[float]) -> list[tuple[int, str]]:
    out, lower = [], 0.0
    for number, upper in enumerate(bounds, 1):
        first = math.floor(lower) + 1
        text = f"{upper:,.0f}" if first >= upper else f"{first:,} to {upper:,.0f}"
        out.append((number, text))
        lower = upper
    return out


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


def _labels(on: geometry.Plan, wanted: Sequence[str], name: Callable[[str], str]) -> list[Item]:
    out: list[Item] = []
    for adm1 in wanted:
        x, y = on.labels[adm1]
        text = name(adm1)
        half = fit.width(text, 10) / 2 + 0.02
        out.append(
            Text(
                name=f"label {adm1}",
                x=x - half,
                y=y - 0.1,
                w=2 * half,
                h=0.18,
                lines=(text,),
                size=10,
                color=INK,
                align="center",
            )
        )
    return out


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
