"""Events known to a point: what stands at each place of the map, and what its tooltip says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from geo.codes import Attribution, WherePrec
from geo.views import palette, words
from geo.views.aggregate import Sum, ranges
from geo.views.words import Names

SPREAD: Final = 12
"""Events at one place that are drawn one by one; more become a bubble with their number."""
_COLUMNS: Final = (
    "lat", "lon", "place_id", "adm1", "actors", "attribution", "denied",
    "where_prec", "event_type", "date_start", "date_end", "date_prec", "n_sources",
)  # fmt: skip


@dataclass(slots=True)
class _Spot:
    """What has been counted at one place so far."""

    first: dict[str, Any]
    n: int = 0
    near: bool = False
    low: float = 0
    best: float = 0
    high: float = 0
    open: bool = False
    reported: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    dots: list[tuple[str, str]] = field(default_factory=list)


def spots(events: pd.DataFrame, names: Names) -> list[dict[str, Any]]:
    """The places of events that are known to a point or near one.

    Args:
        events: Rows of `Frames.events`.
        names: Our names.

    Returns:
        For `static/map/atlas.js`: `id`, `at` (province), `lat`, `lon`, `n`, `dots` (colour and
        kind of each event: "e" exact or "n" near, with "d" where denied or disputed; empty where
        there are more than `SPREAD`) and `t`, the lines of the tooltip.
    """
    exact = events[
        events["on_map"] & events["where_prec"].le(WherePrec.NEAR) & events["lat"].notna()
    ]
    found: dict[tuple[float, float], _Spot] = {}
    for row in _rows(exact):
        key = (round(row["lat"], 4), round(row["lon"], 4))
        if key not in found:
            found[key] = _Spot(row)
        _add(found[key], row)
    return [_drawn(key, spot, names) for key, spot in sorted(found.items())]


def own_name(actor: str, names: Names) -> str:
    """Our name for a group; a group that only a text names stays unnamed on the map."""
    return "Another group" if actor.startswith("OTHER:") else names.actor(actor)


def most(groups: Counter[str], names: Names, shown: int = 3) -> str:
    """The groups with most events: "Islamic State Khorasan Province (3), Taliban (1)"."""
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{own_name(actor, names)} ({n:,})" for actor, n in ranked[:shown]]
    more = len(ranked) - shown
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def _rows(exact: pd.DataFrame) -> Iterator[dict[str, Any]]:
    table = ranges(exact, "deaths")
    columns = [*_COLUMNS, *table.columns]
    lists = [exact[c].tolist() for c in _COLUMNS] + [table[c].tolist() for c in table.columns]
    return (dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True))


def _add(spot: _Spot, row: dict[str, Any]) -> None:
    spot.n += 1
    near = row["where_prec"] == WherePrec.NEAR
    spot.near |= near
    spot.low += row["low"]
    spot.best += row["best"]
    spot.high += row["high"]
    spot.open |= row["open"]
    spot.reported += row["reported"]
    for actor in row["actors"]:
        spot.groups[actor] += 1
    if spot.n <= SPREAD:
        disputed = row["denied"] or row["attribution"] == Attribution.DISPUTED
        color = palette.group(row["actors"][0] if row["actors"] else "UNKNOWN")
        spot.dots.append((color, ("n" if near else "e") + ("d" if disputed else "")))


def _drawn(key: tuple[float, float], spot: _Spot, names: Names) -> dict[str, Any]:
    first = spot.first
    province = names.province(first["adm1"])
    toll = Sum(
        int(spot.low), int(spot.best), int(spot.high), spot.open, spot.reported,
        spot.n - spot.reported,
    )  # fmt: skip
    lines = [names.places.get(first["place_id"] or "", f"A place in {province}")]
    if spot.n == 1:
        lines.append(words.code(first["event_type"] or "event").capitalize())
        lines.append(words.day_range(first["date_start"], first["date_end"], first["date_prec"]))
        lines.append(f"Told by {words.count(first['n_sources'], 'document')}")
    else:
        lines.append(words.count(spot.n, "event"))
    lines.append(f"Deaths: {words.total(toll)}")
    lines.append(f"By: {most(spot.groups, names)}")
    if spot.near:
        lines.append("Ring: near this place, not at it")
    if any("d" in kind for _, kind in spot.dots):
        lines.append("Cross: denied or disputed")
    return {
        "id": first["place_id"] or f"{key[0]},{key[1]}",
        "at": first["adm1"],
        "lat": key[0],
        "lon": key[1],
        "n": spot.n,
        "dots": [list(dot) for dot in spot.dots] if spot.n <= SPREAD else [],
        "t": lines,
    }
