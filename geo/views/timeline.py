"""Frames of the playing map, events by group over time, and change between periods."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from geo.views import aggregate, palette, words
from geo.views import map as atlas_map
from geo.views.charts import month_end
from geo.views.filters import Bound, Chosen, Filters, Measure
from geo.views.words import Names

FEW: Final = 10
"""Below this many events in either period a change is said in numbers, never in percent."""
_GROUPS: Final = 7
_FREQ: Final = {"month": "MS", "quarter": "QS", "year": "YS"}


class Step(StrEnum):
    """How long one frame or bar is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def frame_of(events: pd.DataFrame, step: Step) -> pd.Series:
    """First day of the period that an event lies in; NaT where it is dated to longer."""
    period = {"month": "M", "quarter": "Q", "year": "Y"}[step]
    first = events["date_start"].dt.to_period(period)
    inside = first.eq(events["date_end"].dt.to_period(period)) & events["date_start"].notna()
    starts: pd.Series[pd.Timestamp] = first.dt.to_timestamp()
    return starts.where(inside)


def steps(events: pd.DataFrame, step: Step) -> list[pd.Timestamp]:
    """Every period from the first to the last that holds an event, none left out."""
    found = frame_of(events, step)
    if found.notna().sum() == 0:
        return []
    return list(pd.date_range(found.min(), found.max(), freq=_FREQ[step]))


def label(start: pd.Timestamp, step: Step) -> str:
    """A period in words: "October 2021", "July to September 2021", "2021"."""
    day, last = start.date(), end(start, step)
    return words.period(day, last)


def end(start: pd.Timestamp, step: Step) -> date:
    """Last day of a period."""
    months = {Step.MONTH: 0, Step.QUARTER: 2, Step.YEAR: 11}[step]
    return month_end((start + pd.DateOffset(months=months)).date())


def player(
    chosen: Chosen, measure: Measure, step: Step, names: Names, bound: Bound = Bound.BEST
) -> dict[str, Any]:
    """Everything that `static/player.js` plays, sent once.

    Returns:
        `frames`: for each period its label and `values`, the number of each province that has an
        event in it ("known" with 0 where there are only other incidents); `bounds`, `ramp` and
        `labels` of the classes, which are the same in every frame; `longer`, the number of mapped
        events that no frame shows.
    """
    events = chosen.events[chosen.events["on_map"]]
    whole = steps(events, step)
    period = frame_of(events, step)
    values = _values(events, period, measure, bound)
    bounds = aggregate.breaks(values.to_list())
    by_frame: dict[pd.Timestamp, dict[str, int]] = {start: {} for start in whole}
    for start, adm1, value in values.rename("value").reset_index().to_numpy():
        by_frame[pd.Timestamp(start)][str(adm1)] = int(value)
    totals = events.groupby(period).size()
    asked = Filters(measure=measure, toll=bound)
    return {
        "frames": [
            {
                "label": label(start, step),
                "key": f"{start:%Y-%m-%d}",
                "n": int(totals.get(start, 0)),
                "values": by_frame[start],
            }
            for start in whole
        ],
        "bounds": list(bounds),
        "ramp": list(palette.ramp(measure, len(bounds))),
        "zero": palette.ZERO,
        "labels": atlas_map.class_labels(bounds, whole=True),
        "title": words.measure(asked),
        "noun": words.NOUNS[measure],
        "none": "No event in this period",
        "names": dict(names.provinces),
        "longer": int(period.isna().sum()),
    }


def _values(events: pd.DataFrame, period: pd.Series, measure: Measure, bound: Bound) -> pd.Series:
    """The number of each period and province that has an event."""
    if measure in words.TOLLS:
        column = getattr(aggregate.closed(events, str(measure)), bound)
    elif measure in {Measure.CONTESTED, Measure.SHARE}:
        column = events["contested"].to_numpy()
    else:
        column = events["is_attack"].to_numpy()
    weights = pd.Series(column, index=events.index, dtype="float64")
    grouped = weights.groupby([period, events["adm1"]])
    if measure is not Measure.SHARE:
        return grouped.sum()
    part = grouped.mean() * 100
    return part.round().mask(part.gt(0) & part.lt(1), 1.0)


def stacked(events: pd.DataFrame, step: Step, names: Names) -> dict[str, Any]:
    """Events by group for `static/histogram.js`.

    An event by several groups counts once, with the first of them.
    """
    whole = steps(events, step)
    period = frame_of(events, step)
    actor = events["actors"].map(lambda actors: actors[0] if actors else "UNKNOWN")
    top = actor.value_counts().index[:_GROUPS].tolist()
    shown = actor.where(actor.isin(top), "other")
    counts = shown.groupby([period, shown]).size()
    order = [*top, "other"]
    bars = []
    for start in whole:
        parts = [(group, int(counts.get((start, group), 0))) for group in order]
        said = [f"{_name(group, names)} {n:,}" for group, n in parts if n]
        total = sum(n for _, n in parts)
        bars.append(
            {
                "key": f"{start:%Y-%m-%d}",
                "n": total,
                "label": f"{label(start, step)}: {words.count(total, 'event')}. {', '.join(said)}",
                "parts": [[n, _color(group)] for group, n in parts if n],
                "inside": True,
            }
        )
    legend = [[_name(group, names), _color(group)] for group in order if group in set(shown)]
    return {
        "height": 170,
        "label": f"Events per {step} by group",
        "bars": bars,
        "ticks": [
            {"i": i, "label": str(start.year)}
            for i, start in enumerate(whole)
            if start.month == 1 or i == 0
        ],
        "legend": legend,
        "longer": int(period.isna().sum()),
    }


def _name(group: str, names: Names) -> str:
    return "other groups" if group == "other" else names.actor(group)


def _color(group: str) -> str:
    return "#c9ced6" if group == "other" else palette.group(group)


@dataclass(frozen=True, slots=True)
class Change:
    """Attacks of one period beside the period before.

    Attributes:
        label: The period in words.
        attacks: Attacks in it.
        before: Attacks in the period before, None for the first.
    """

    label: str
    attacks: int
    before: int | None

    def in_words(self) -> str:
        """The change: in percent only where both numbers are large enough to bear it."""
        if self.before is None:
            return "first period"
        difference = self.attacks - self.before
        if difference == 0:
            return "no change"
        if min(self.attacks, self.before) < FEW:
            return f"{difference:+,} (too few for a percentage)"
        return f"{difference:+,} ({difference / self.before:+.0%})"


def changes(events: pd.DataFrame, step: Step) -> list[Change]:
    """Attacks per period, each beside the one before."""
    attacks = events[events["is_attack"]]
    counts = attacks.groupby(frame_of(attacks, step)).size()
    numbers = [(label(s, step), int(counts.get(s, 0))) for s in steps(attacks, step)]
    before: list[int | None] = [None, *(n for _, n in numbers)]
    return [Change(text, n, b) for (text, n), b in zip(numbers, before, strict=False)]
