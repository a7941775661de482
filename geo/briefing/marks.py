"""What lies on a map: names, dots of events as the page draws them, scale bar, border."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

import pandas as pd
import shapely

from geo.briefing import fit, geometry
from geo.briefing.scene import INK, MUTED, PAPER, Area, Dot, Item, Line, Text
from geo.briefing.view import Box
from geo.codes import Attribution, WherePrec
from geo.views import palette, words
from geo.views.frames import records
from geo.views.spots import SPREAD, own_name
from geo.views.words import Names

EXACT: Final = "e"
NEAR: Final = "n"
_RADIUS: Final = 0.062
_APART: Final = 0.078
_TURN: Final = 2.399963
"""Golden angle [radians]: dots at one place stand in a spiral, none hidden."""
_SHIFTS: Final = tuple(
    (across, down) for down in (0.0, 0.17, -0.17, 0.34, -0.34) for across in (0.0, 0.2, -0.2)
)
"""How far a name may be moved, to the right and down, to lie on no dot and no other name [in]."""


def shown(events: pd.DataFrame) -> pd.DataFrame:
    """The events that the page draws as dots: on the map and known to a point or near one."""
    keep = events["on_map"] & events["where_prec"].le(WherePrec.NEAR) & events["lat"].notna()
    return events[keep]


def mark(row: Any) -> tuple[str, str]:
    """Colour and kind of one event's dot, as on the page: "e" exact, "n" near, "d" denied."""
    denied = row.denied or row.attribution == Attribution.DISPUTED
    kind = NEAR if row.where_prec == WherePrec.NEAR else EXACT
    return palette.group(first(row)), kind + ("d" if denied else "")


def first(row: Any) -> str:
    """The group that gives an event's dot its colour."""
    return str(row.actors[0]) if row.actors else "UNKNOWN"


def dots(on: geometry.Plan, events: pd.DataFrame, names: Names) -> tuple[list[Dot], list[Any]]:
    """A dot an event; where more than `SPREAD` share a place, one bubble with their number.

    Args:
        on: Where the country lies on the paper.
        events: Rows from `shown`.
        names: Our names.

    Returns:
        The dots, and (colour, kind) of each event drawn one by one.
    """
    at: defaultdict[tuple[float, float], list[Any]] = defaultdict(list)
    for row in records(events):
        at[round(row.lat, 4), round(row.lon, 4)].append(row)
    out: list[Dot] = []
    marks: list[tuple[str, str]] = []
    for (lat, lon), rows in sorted(at.items()):
        x, y = on.point(lon, lat)
        if len(rows) > SPREAD:
            out.append(_bubble(x, y, rows))
            continue
        for n, row in enumerate(rows):
            away = 0.0 if len(rows) == 1 else _APART * math.sqrt(n + 0.5)
            where = (x + away * math.cos(n * _TURN), y + away * math.sin(n * _TURN))
            marks.append(mark(row))
            out.append(_dot(row, where, marks[-1], names))
    return out, marks


def _dot(row: Any, where: tuple[float, float], said: tuple[str, str], names: Names) -> Dot:
    color, kind = said
    near = NEAR in kind
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    return Dot(
        name=f"Event {row.event_id}",
        alt=f"{row.place_name or ''}, {when}, {own_name(first(row), names)}",
        x=where[0],
        y=where[1],
        radius=_RADIUS,
        fill=PAPER if near else color,
        line=color if near else PAPER,
        line_pt=1.75 if near else 0.75,
        cross="d" in kind,
    )


def _bubble(x: float, y: float, rows: Sequence[Any]) -> Dot:
    place = rows[0].place_name or "one place"
    return Dot(
        name=f"Events at {place}",
        alt=f"{place}: {words.count(len(rows), 'event')}",
        x=x,
        y=y,
        radius=0.13 + 0.035 * len(f"{len(rows):,}"),
        fill=INK,
        line=PAPER,
        text=f"{len(rows):,}",
    )


def labels(
    on: geometry.Plan,
    wanted: Sequence[str],
    name: Callable[[str], str],
    dark: Collection[str],
    around: Sequence[Dot] = (),
) -> list[Item]:
    """Names in the areas, most important first; one that finds no free room is left out.

    The middle of a name always lies in its own area, so that none is read as its neighbour's.
    """
    out: list[Text] = []
    for area in wanted:
        ground = shapely.Polygon(on.rings[area][0])
        x, y = on.labels[area]
        text = name(area)
        half = fit.width(text, 10) / 2 + 0.02
        fits = half < on.room[area] + 0.06
        for across, down in _SHIFTS:
            inside = fits and not across and not down
            label = Text(
                name=f"label {area}",
                x=x - half + across,
                y=y - 0.09 + down,
                w=2 * half,
                h=0.18,
                lines=(text,),
                size=10,
                color=PAPER if inside and area in dark else INK,
                align="center",
                over=True,
                plate="" if inside else PAPER,
            )
            if (
                ground.contains(shapely.Point(x + across, y + down))
                and not any(_touch(label, o) for o in out)
                and not any(_under(label, d) for d in around)
            ):
                out.append(label)
                break
    return list(out)


def _touch(a: Text, b: Text) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _under(a: Text, dot: Dot) -> bool:
    r = dot.radius
    return a.x < dot.x + r and dot.x - r < a.x + a.w and a.y < dot.y + r and dot.y - r < a.y + a.h


def outline(on: geometry.Plan) -> Area:
    """The border of the country, over the provinces."""
    return Area(
        name="Border of Afghanistan",
        alt="Border of Afghanistan",
        rings=on.outline,
        fill=None,
        line="#52606d",
        line_pt=1.25,
    )


def scale_bar(on: geometry.Plan, box: Box) -> list[Item]:
    """A bar of a round length at the foot of a map's box, to the right."""
    x, y, w, h = box
    km, inches = on.bar(1.2)
    base, left = y + h - 0.08, x + w - inches - 0.1
    ends = [
        Line(name="scale end", x1=at, y1=base - 0.05, x2=at, y2=base + 0.05, color=INK)
        for at in (left, left + inches)
    ]
    return [
        Line(name="scale bar", x1=left, y1=base, x2=left + inches, y2=base, color=INK),
        *ends,
        fit.place(
            "scale", f"{km} km", (left, base - 0.26, inches, 0.18), 10, color=MUTED, align="center"
        ),
    ]


def is_dark(color: str) -> bool:
    """Whether white letters read better on a fill than dark ones."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 130
