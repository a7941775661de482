"""Events known to a point: what stands at each place of the map, and what its tooltip says."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.codes import WherePrec
from geo.views import palette, words
from geo.views.aggregate import Sum, closed
from geo.views.words import Names

SPREAD: Final = 12
"""Events at one place that are drawn one by one; more become a bubble with their number."""
_FIRST: Final = (
    "lat", "lon", "place_id", "adm1", "event_type", "date_start", "date_end", "date_prec",
    "n_sources",
)  # fmt: skip
_COLUMNS: Final = (
    *_FIRST, "who", "actors", "contested", "where_prec",
    "deaths_low", "deaths_best", "deaths_high",
)  # fmt: skip
_DENSE: Final = 4_000_000
"""Up to here numbers are counted in an array, above by sorting."""
_FINE: Final = 10_000
"""Places nearer to each other than one part in so many of a degree are one."""


@dataclass(slots=True)
class _Spot:
    """What stands at one place."""

    first: dict[str, Any]
    n: int
    near: bool
    contested: int
    toll: Sum
    groups: Counter[str]
    dots: list[tuple[str, str]]


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
    wanted = (
        events["on_map"].to_numpy()
        & (events["where_prec"].to_numpy() <= WherePrec.NEAR)
        & ~np.isnan(events["lat"].to_numpy())
    )
    exact = events.loc[wanted, list(_COLUMNS)]
    return [_drawn(spot, names) for spot in _gathered(exact)]


def own_name(actor: str, names: Names) -> str:
    """Our name for a group; a group that only a text names stays unnamed on the map."""
    return "Another group" if actor.startswith("OTHER:") else names.actor(actor)


def most(groups: Counter[str], names: Names, shown: int = 3) -> str:
    """The groups with most events: "Islamic State Khorasan Province (3), Taliban (1)"."""
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{own_name(actor, names)} ({n:,})" for actor, n in ranked[:shown]]
    more = len(ranked) - shown
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def actors(events: pd.DataFrame, where: NDArray[np.int64]) -> dict[int, Counter[str]]:
    """How often each group acts in each of some sets of events.

    Args:
        events: Rows of `Frames.events`.
        where: The number of each row's set.
    """
    who = events["who"].to_numpy().astype("int64")
    size = int(who.max(initial=0)) + 1
    row_of = np.zeros(size, dtype="int64")
    row_of[who] = np.arange(len(who))
    lists = events["actors"].to_numpy()
    out: dict[int, Counter[str]] = defaultdict(Counter)
    for pair, n in tally(where * size + who):
        for actor in lists[row_of[pair % size]]:
            out[pair // size][actor] += n
    return out


def tally(numbers: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Each number that occurs, rising, with how often it does."""
    if numbers.max(initial=0) < _DENSE:
        counts = np.bincount(numbers)
        found = np.flatnonzero(counts)
        counts = counts[found]
    else:
        found, counts = np.unique(numbers, return_counts=True)
    return zip(found.tolist(), counts.tolist(), strict=True)


def _gathered(exact: pd.DataFrame) -> list[_Spot]:
    """The places, from the south-west, each with what stands there."""
    lat, lon = (np.round(exact[c].to_numpy() * _FINE).astype("int64") for c in ("lat", "lon"))
    _, first, place, counts = np.unique(
        lat * 360 * _FINE + lon, return_index=True, return_inverse=True, return_counts=True
    )
    near = exact["where_prec"].eq(WherePrec.NEAR).to_numpy()
    disputed = exact["contested"].to_numpy()
    toll = closed(exact, "deaths")

    def count(weights: NDArray[Any]) -> list[int]:
        return [int(n) for n in np.bincount(place, weights, len(counts))]

    sums = [count(w) for w in (toll.low, toll.best, toll.high, toll.open, toll.reported)]
    groups = actors(exact, place)
    firsts: list[dict[str, Any]] = exact.iloc[first][list(_FIRST)].to_dict("records")  # type: ignore[assignment]
    nears, contests = count(near), count(disputed)
    dots = _dots(exact, place, counts, near, disputed)
    return [
        _Spot(
            row, n, nears[i] > 0, contests[i],
            Sum(sums[0][i], sums[1][i], sums[2][i], sums[3][i] > 0, sums[4][i], n - sums[4][i]),
            groups[i], dots[i],
        )
        for i, (row, n) in enumerate(zip(firsts, counts.tolist(), strict=True))
    ]  # fmt: skip


def _dots(
    exact: pd.DataFrame,
    place: NDArray[np.int64],
    counts: NDArray[np.int64],
    near: NDArray[np.bool_],
    disputed: NDArray[np.bool_],
) -> dict[int, list[tuple[str, str]]]:
    """Colour and kind of each event where not too many stand at one place."""
    few = (counts <= SPREAD)[place]
    kinds = np.where(near, "n", "e").astype(object) + np.where(disputed, "d", "")
    out: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = (place[few], exact["actors"].to_numpy()[few], kinds[few])
    for at, who, kind in zip(*(row.tolist() for row in rows), strict=True):
        out[at].append((palette.group(who[0] if who else "UNKNOWN"), kind))
    return out


def _drawn(spot: _Spot, names: Names) -> dict[str, Any]:
    first = spot.first
    lat, lon = round(first["lat"], 4), round(first["lon"], 4)
    place = names.places.get(first["place_id"] or "")
    lines = [place or f"A place in {names.province(first['adm1'])}"]
    if spot.n == 1:
        lines.append(words.code(first["event_type"] or "event").capitalize())
        lines.append(words.day_range(first["date_start"], first["date_end"], first["date_prec"]))
        lines.append(f"Told by {words.count(first['n_sources'], 'document')}")
    else:
        lines.append(words.count(spot.n, "event"))
    lines.append(f"Deaths: {words.total(spot.toll)}")
    lines.append(f"By: {most(spot.groups, names)}")
    if spot.near:
        lines.append("Ring: near this place, not at it")
    if spot.contested:
        lines.append(
            "Cross: denied or disputed"
            if spot.dots
            else f"{words.count(spot.contested, 'event')} denied or disputed"
        )
    return {
        "id": first["place_id"] or f"{lat},{lon}",
        "at": first["adm1"],
        "lat": lat,
        "lon": lon,
        "n": spot.n,
        "dots": [list(dot) for dot in spot.dots],
        "t": lines,
    }
