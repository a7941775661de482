"""Small charts and tables as plain values: bars of numbers, rows of words."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from geo.views import words
from geo.views.frames import Frames
from geo.views.words import Names

BAR: Final = "#c2571f"


def month_range(frames: Frames) -> list[date]:
    """First days of all months from the earliest event or statistic to the latest document."""
    days = pd.concat(
        [frames.events["date_start"], frames.events["date_end"], frames.statistics["date_start"],
         frames.documents["published"]]
    ).dropna()  # fmt: skip
    if days.empty:
        return []
    return [d.date() for d in pd.date_range(days.min().replace(day=1), days.max(), freq="MS")]


def month_end(day: date) -> date:
    """Last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def histogram(
    by_month: pd.DataFrame, months: Sequence[date], first: date, last: date, height: int = 44
) -> dict[str, Any]:
    """Events per month for `static/histogram.js`; numbers and our own words only."""
    counts = by_month["events"].to_dict() if len(by_month) else {}
    numbers = [int(counts.get(pd.Timestamp(m), 0)) for m in months]
    return {
        "height": height,
        "label": (
            f"Events per month, {months[0]:%B %Y} to {months[-1]:%B %Y}, "
            f"at most {max([*numbers, 0]):,}"
        ),
        "bars": [
            {
                "key": f"{month:%Y-%m}",
                "n": n,
                "label": f"{month:%B %Y}: {words.count(n, 'event')}",
                "parts": [[n, BAR]],
                "inside": first <= month <= last,
            }
            for month, n in zip(months, numbers, strict=True)
        ],
    }


def event_rows(events: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Events as a reader's table, latest first where the caller sorted them so."""
    return pd.DataFrame(
        {
            "From": events["date_start"],
            "Date": [
                words.day_range(a, b, p)
                for a, b, p in zip(
                    events["date_start"], events["date_end"], events["date_prec"], strict=True
                )
            ],
            "Event": [words.code(t or "event") for t in events["event_type"]],
            "Place": [place or "not named" for place in events["place_name"]],
            "Province": [names.province(a) if a else "—" for a in events["adm1"]],
            "Groups": [", ".join(names.actor(a) for a in actors) for actors in events["actors"]],
            "Attribution": [words.code(a or "unknown") for a in events["attribution"]],
            "Deaths": tolls(events, "deaths"),
            "Injured": tolls(events, "injured"),
            "Documents": events["n_sources"],
            "On map": [r or "yes" for r in events["reason"]],
        }
    )


def tolls(events: pd.DataFrame, what: str) -> list[str]:
    """Each event's toll in words."""
    bounds = [events[f"{what}_{bound}"] for bound in ("low", "best", "high")]
    return [words.people(low, best, high) for low, best, high in zip(*bounds, strict=True)]
