"""Count events, tolls and presence; every function is frame in, frame out.

Unknown is never zero: each sum of people comes with the number of events whose toll nobody
reported, and each table of provinces leaves out provinces that no record names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.views.filters import Bound, Chosen, Measure

_TOLLS: Final = ("deaths", "injured")
CLASSES: Final = 5


@dataclass(frozen=True, slots=True)
class Sum:
    """A toll over several events [persons].

    Attributes:
        low: Sum of the lowest tolls said; an event with only an upper bound adds 0.
        best: Sum of the best tolls.
        high: Sum of the highest tolls said.
        open: Whether some toll is only a lower bound, so that `high` may be exceeded.
        reported: Events with a toll.
        silent: Events whose toll no source reports.
    """

    low: int
    best: int
    high: int
    open: bool
    reported: int
    silent: int


def toll(events: pd.DataFrame, what: str = "deaths") -> Sum:
    """Sum the "deaths" or "injured" of events as a range."""
    rows = closed(events, what)
    reported = int(rows.reported.sum())
    return Sum(
        low=int(rows.low.sum()),
        best=int(rows.best.sum()),
        high=int(rows.high.sum()),
        open=bool(rows.open.any()),
        reported=reported,
        silent=len(events) - reported,
    )


def by_area(chosen: Chosen, level: str = "adm1") -> pd.DataFrame:
    """Count what lies in each province ("adm1") or district ("adm2").

    Returns:
        One row for each area that a mapped record names, indexed by its id, with `events`,
        `attacks`, `contested` (events that somebody denies or disputes, and denied presence)
        [count]; `deaths_low`, `deaths_best`, `deaths_high` [persons, NaN where no event
        reports], `deaths_open` [bool], `deaths_silent` [events], the same for `injured`;
        `presence`, `denied` [claims]; `last` [last day of its latest event], `sources`
        [most documents that tell one of its events].
    """
    events, areas = chosen.events, chosen.areas[level]
    code, size = events[f"{level}_no"].to_numpy(), len(areas)
    on = events["on_map"].to_numpy() & (code >= 0)
    code = code[on]

    def count(weights: NDArray[Any]) -> NDArray[np.float64]:
        return np.bincount(code, weights[on].astype("float64"), size).astype("float64")

    table: dict[str, NDArray[Any]] = {
        "events": np.bincount(code, minlength=size),
        "attacks": count(events["is_attack"].to_numpy()).astype(int),
        "contested": count(events["contested"].to_numpy()).astype(int),
    }
    latest = np.full(size, np.datetime64("NaT"), "datetime64[s]").astype("int64")
    np.maximum.at(latest, code, events["date_end"].to_numpy().astype("int64")[on])
    most = np.full(size, np.nan)
    np.fmax.at(most, code, events["n_sources"].to_numpy()[on])
    table |= {"last": latest.astype("datetime64[s]"), "sources": most}
    for what in _TOLLS:
        rows = closed(events, what)
        known = count(rows.reported)
        for bound, numbers in (("low", rows.low), ("best", rows.best), ("high", rows.high)):
            table[f"{what}_{bound}"] = np.where(known > 0, count(numbers), np.nan)
        table[f"{what}_open"] = count(rows.open) > 0
        table[f"{what}_silent"] = (table["events"] - known).astype(int)
    table |= _presence(chosen.spots, level, size)
    table["contested"] = table["contested"] + table["denied"]
    found = (table["events"] + table["presence"] + table["denied"]) > 0
    index = pd.Index([a for a, n in zip(areas, found, strict=True) if n], name=level, dtype=object)
    return pd.DataFrame({name: column[found] for name, column in table.items()}, index=index)


def _presence(spots: pd.DataFrame, level: str, size: int) -> dict[str, NDArray[Any]]:
    """Claims per area, one that names several places of an area counted once."""
    code = spots[f"{level}_no"].to_numpy()
    here = spots["on_map"].to_numpy() & (code >= 0)
    pairs = np.unique(spots["claim"].to_numpy()[here].astype("int64") * max(size, 1) + code[here],
                      return_index=True)[1]  # fmt: skip
    refused = spots["denied"].to_numpy()[here][pairs]
    area = code[here][pairs]
    return {
        "presence": np.bincount(area[~refused], minlength=size),
        "denied": np.bincount(area[refused], minlength=size),
    }


def measured(table: pd.DataFrame, measure: Measure, bound: Bound = Bound.BEST) -> pd.Series:
    """The numbers of `by_area` that a measure paints; NaN where there is no data.

    A share is in whole percent of an area's events and presence claims, rounded, but never to
    zero where there is something to count.
    """
    if measure is Measure.SHARE:
        records = (table["events"] + table["presence"] + table["denied"]).astype("float64")
        part = table["contested"] / records.where(records > 0) * 100
        return part.round().mask(part.gt(0) & part.lt(1), 1.0)
    column = f"{measure}_{bound}" if measure in _TOLLS else str(measure)
    values = table[column].astype("float64")
    if measure is Measure.ATTACKS:
        return values.where(table["events"] > 0)
    if measure is Measure.PRESENCE:
        return values.where(table["presence"] + table["denied"] > 0)
    return values


def off_map(chosen: Chosen) -> pd.DataFrame:
    """The records that cannot be drawn, with why.

    Returns:
        `kind` (event or presence), `record` (event_id or claim_id), `reason`.
    """
    events = chosen.events.loc[~chosen.events["on_map"], ["event_id", "reason"]]
    presence = chosen.presence.loc[~chosen.presence["on_map"], ["claim_id", "reason"]]
    return pd.concat(
        [
            events.rename(columns={"event_id": "record"}).assign(kind="event"),
            presence.rename(columns={"claim_id": "record"}).assign(kind="presence"),
        ],
        ignore_index=True,
    )[["kind", "record", "reason"]]


@dataclass(frozen=True, slots=True)
class Balance:
    """Total, and how it splits; `mapped + off_map == total` always."""

    total: int
    mapped: int
    off_map: int


def balance(chosen: Chosen, measure: Measure = Measure.ATTACKS) -> Balance:
    """How many of the records behind a measure are on the map.

    Attacks count the events that are attacks; tolls and contested, all events; presence,
    claims both asserted and denied.
    """
    rows = chosen.presence if measure is Measure.PRESENCE else chosen.events
    if measure is Measure.ATTACKS:
        rows = rows[rows["is_attack"]]
    mapped = int(rows["on_map"].sum())
    return Balance(len(rows), mapped, len(rows) - mapped)


def by_month(events: pd.DataFrame) -> pd.DataFrame:
    """Count events per month.

    Only an event that lies inside one month counts in it; the others are in `longer`.

    Returns:
        One row for each month from the first to the last, none left out, indexed by its first
        day: `events`, `attacks` [count]. Empty where no event has a month.
    """
    month, inside = _months(events)
    if not inside.any():
        return pd.DataFrame({"events": [], "attacks": []}, index=pd.DatetimeIndex([]), dtype=int)
    at = month[inside].astype("int64")
    first, size = at.min(), int(at.max() - at.min()) + 1
    attacks = events["is_attack"].to_numpy()[inside]
    months = (np.arange(size) + first).astype("datetime64[M]").astype("datetime64[s]")
    return pd.DataFrame(
        {
            "events": np.bincount(at - first, minlength=size),
            "attacks": np.bincount(at[attacks] - first, minlength=size),
        },
        index=pd.DatetimeIndex(months, freq="MS"),
    )


def month_of(events: pd.DataFrame) -> pd.Series:
    """First day of the month that an event lies in; NaT where dated to longer, or not at all."""
    month, inside = _months(events)
    return pd.Series(month.astype("datetime64[s]"), index=events.index).where(inside)


def _months(events: pd.DataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """The month each event begins in, and whether it lies inside it."""
    first = events["date_start"].to_numpy().astype("datetime64[M]")
    return first, first == events["date_end"].to_numpy().astype("datetime64[M]")


def by_group(chosen: Chosen) -> pd.DataFrame:
    """Count per actor; an event by two actors counts once for each.

    Returns:
        Most events first: `actor` [id], `events`, `attacks`, `presence`, `denied`.
    """
    events = chosen.events[["actors", "is_attack"]].explode("actors")
    said = chosen.presence[["actors", "denied"]].explode("actors")
    table = pd.DataFrame(
        {
            "events": events.groupby("actors").size(),
            "attacks": events["is_attack"].astype(float).groupby(events["actors"]).sum(),
            "presence": (~said["denied"].astype(bool)).groupby(said["actors"]).sum(),
            "denied": said["denied"].astype(float).groupby(said["actors"]).sum(),
        }
    )
    table = table.fillna(0).astype(int).rename_axis("actor").reset_index()
    order = ["events", "presence", "actor"]
    return table.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def breaks(values: Iterable[float], *, whole: bool = True) -> tuple[float, ...]:
    """Upper bounds of the classes of a choropleth, fixed for every frame of a timeline.

    Args:
        values: Every value that any frame may show; NaN is no data and zero has its own class.
        whole: Whether the values are counts, so that bounds are whole numbers.

    Returns:
        At most `CLASSES` rising bounds; the last is the largest value. Empty without values.
    """
    data = np.asarray(list(values), dtype=float)
    data = data[data > 0]
    if data.size == 0:
        return ()
    distinct = np.unique(data)
    if distinct.size <= CLASSES:
        return tuple(float(v) for v in distinct)
    steps = np.geomspace(data.min(), data.max(), CLASSES + 1)[1:]
    neat = [float(np.floor(_neat(s))) if whole else _neat(s) for s in steps[:-1]]
    rising = sorted({b for b in neat if distinct[0] <= b < distinct[-1]})
    return (*rising, float(distinct[-1]))


def classify(values: pd.Series, bounds: Sequence[float]) -> pd.Series:
    """Class of each value: -1 no data, 0 zero, then 1 to `len(bounds)`."""
    place = np.searchsorted(np.asarray(bounds, dtype=float), values.to_numpy(), side="left") + 1
    place = np.minimum(place, max(len(bounds), 1))
    classes = np.select([values.isna(), values.le(0)], [-1, 0], place)
    return pd.Series(classes.astype(int), index=values.index)


def _neat(value: float) -> float:
    """Round to one figure, or to a half of it: 1, 1.5, 2, 3, 5, 7.5, 10 ..."""
    scale = 10 ** np.floor(np.log10(value))
    step = min((1, 1.5, 2, 3, 4, 5, 7.5, 10), key=lambda s: abs(s - value / scale))
    return float(step * scale)


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """The toll of each event with the gaps closed, so that sums keep low <= best <= high.

    Attributes:
        low: [persons, 0 where not reported], as are `best` and `high`.
        best: See `low`.
        high: See `low`.
        open: Whether no upper bound is said.
        reported: Whether anything is.
    """

    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]
    open: NDArray[np.bool_]
    reported: NDArray[np.bool_]


def closed(events: pd.DataFrame, what: str) -> Closed:
    """The "deaths" or "injured" of each event."""
    low, best, high = (events[f"{what}_{bound}"].to_numpy() for bound in ("low", "best", "high"))
    open_ = np.isnan(high)
    reported = ~(np.isnan(low) & np.isnan(best) & open_)
    middle = np.where(np.isnan(best), np.where(np.isnan(low), high, low), best)
    return Closed(
        low=np.nan_to_num(low),
        best=np.nan_to_num(middle),
        high=np.nan_to_num(np.where(open_, middle, high)),
        open=reported & open_,
        reported=reported,
    )


def ranges(events: pd.DataFrame, what: str) -> pd.DataFrame:
    """The fields of `Closed` as columns, a row for each event."""
    rows = closed(events, what)
    columns = ("low", "best", "high", "open", "reported")
    return pd.DataFrame({name: getattr(rows, name) for name in columns}, index=events.index)
