"""Count events, tolls and presence; every function is frame in, frame out.

Unknown is never zero: each sum of people comes with the number of events whose toll nobody
reported, and each table of provinces leaves out provinces that no record names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.views.filters import Chosen, Measure
from geo.views.frames import lookup

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
    rows = ranges(events, what)
    reported = int(rows["reported"].sum())
    return Sum(
        low=int(rows["low"].sum()),
        best=int(rows["best"].sum()),
        high=int(rows["high"].sum()),
        open=bool(rows["open"].any()),
        reported=reported,
        silent=len(rows) - reported,
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
    mapped = chosen.events[chosen.events["on_map"] & chosen.events[level].notna()]
    counted: dict[str, pd.Series] = {
        "attacks": mapped["is_attack"],
        "contested": mapped["denied"] | mapped["attribution"].eq("disputed"),
    }
    for what in _TOLLS:
        rows = ranges(mapped, what)
        counted |= {f"{what}_{name}": rows[name] for name in rows}
    numbers = pd.DataFrame(counted, index=mapped.index).astype("float64")
    numbers.insert(0, "events", 1.0)
    table = numbers.groupby(mapped[level]).sum()
    latest = mapped[["date_end", "n_sources"]].groupby(mapped[level]).max()
    table["last"], table["sources"] = latest["date_end"], latest["n_sources"]
    for what in _TOLLS:
        known = table.pop(f"{what}_reported")
        for bound in ("low", "best", "high"):
            table[f"{what}_{bound}"] = table[f"{what}_{bound}"].where(known > 0)
        table[f"{what}_open"] = table[f"{what}_open"] > 0
        table[f"{what}_silent"] = table["events"] - known
    table = _with_presence(table, chosen, level)
    counts = ["events", "attacks", "contested", "presence", "denied"]
    counts += [f"{what}_silent" for what in _TOLLS]
    table[counts] = table[counts].fillna(0).astype(int)
    for what in _TOLLS:
        table[f"{what}_open"] = table[f"{what}_open"].eq(other=True)
    table["contested"] += table["denied"]
    return table.rename_axis(level)


def _with_presence(table: pd.DataFrame, chosen: Chosen, level: str) -> pd.DataFrame:
    spots = chosen.spots[chosen.spots["on_map"] & chosen.spots[level].notna()]
    pairs = spots[["claim_id", level]].drop_duplicates()
    refused = lookup(pairs["claim_id"], chosen.presence.set_index("claim_id")["denied"]).astype(
        bool
    )
    said = pd.DataFrame({"presence": ~refused, "denied": refused}).astype("float64")
    return table.join(said.groupby(pairs[level]).sum(), how="outer").sort_index()


def measured(table: pd.DataFrame, measure: Measure) -> pd.Series:
    """The column of `by_area` that a measure paints; NaN where there is no data."""
    column = f"{measure}_best" if measure in _TOLLS else str(measure)
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
    months = month_of(events)
    if months.notna().sum() == 0:
        return pd.DataFrame({"events": [], "attacks": []}, index=pd.DatetimeIndex([]), dtype=int)
    whole = pd.date_range(months.min(), months.max(), freq="MS")
    table = pd.DataFrame(
        {
            "events": events.groupby(months).size(),
            "attacks": events["is_attack"].groupby(months).sum(),
        }
    )
    return table.reindex(whole, fill_value=0).astype(int)


def month_of(events: pd.DataFrame) -> pd.Series:
    """First day of the month that an event lies in; NaT where dated to longer, or not at all."""
    first, last = events["date_start"], events["date_end"]
    month: pd.Series[pd.Timestamp] = first.dt.to_period("M").dt.to_timestamp()
    inside = first.dt.year.eq(last.dt.year) & first.dt.month.eq(last.dt.month)
    return month.where(inside)


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


def ranges(events: pd.DataFrame, what: str) -> pd.DataFrame:
    """Each event's toll with the gaps closed, so that sums keep low <= best <= high.

    Returns:
        `low`, `best`, `high` [persons, 0 where not reported], `open` [no upper bound said] and
        `reported` [bool].
    """
    low, best, high = (events[f"{what}_{bound}"] for bound in ("low", "best", "high"))
    reported = low.notna() | best.notna() | high.notna()
    middle = best.fillna(low).fillna(high)
    return pd.DataFrame(
        {
            "low": low.fillna(0).where(reported, 0),
            "best": middle.fillna(0),
            "high": high.fillna(middle).fillna(0),
            "open": reported & high.isna(),
            "reported": reported,
        },
        index=events.index,
    )
