"""Small charts and tables as plain values: bars of numbers, rows of words."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from geo.views import palette, words
from geo.views.filters import Chosen, Filters, Level, Measure
from geo.views.frames import Frames, records
from geo.views.tiles import GRID
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


def period(
    by_month: pd.DataFrame, months: Sequence[date], first: date, last: date, *, whole: bool
) -> dict[str, Any]:
    """Events per month and the chosen period for `static/period.js`; our own words only.

    Args:
        by_month: `aggregate.by_month`.
        months: First days of all months that can be chosen.
        first: First month chosen.
        last: Last month chosen.
        whole: Whether no period is chosen at all.
    """
    counts = by_month["events"].to_dict() if len(by_month) else {}
    numbers = [int(counts.get(pd.Timestamp(m), 0)) for m in months]
    return {
        "label": (
            f"Events per month, {months[0]:%B %Y} to {months[-1]:%B %Y}, "
            f"at most {max([*numbers, 0]):,}"
        ),
        "tall": 44,
        "months": [f"{m:%Y-%m}" for m in months],
        "names": [f"{m:%b %Y}" for m in months],
        "numbers": numbers,
        "years": sorted({f"{m:%Y}" for m in months}),
        "first": months.index(first),
        "last": months.index(last),
        "all": whole,
    }


def chosen_period(value: str, months: Sequence[date]) -> dict[str, date | None]:
    """What `static/period.js` tells, as fields of `Filters`.

    Args:
        value: "all", a year, or the first and last month as "2021-10/2022-03".
        months: First days of all months that can be chosen; the outermost set no limit.
    """
    if value == "all":
        return {"since": None, "until": None}
    if "/" not in value:
        return dict(whole_year(int(value)))
    first, last = (date.fromisoformat(f"{month}-01") for month in value.split("/"))
    return {
        "since": None if first <= months[0] else first,
        "until": None if last >= months[-1] else month_end(last),
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
            "Place": [words.undirected(place or "not named") for place in events["place_name"]],
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


def ranking(numbers: pd.Series, filters: Filters, names: Names, most: int = 14) -> dict[str, Any]:
    """The areas with the highest numbers for `static/ranking.js`.

    Args:
        numbers: Number by area, NaN for no data.
        filters: What is counted.
        names: Our names.
        most: How many areas.
    """
    top = numbers[numbers > 0].sort_values(ascending=False, kind="stable").head(most)
    unit = "%" if filters.measure is Measure.SHARE else ""
    digits = 2 if filters.per_head and filters.level is Level.PROVINCE else 0
    ramp = palette.RAMPS[filters.measure]
    return {
        "color": ramp[3],
        "rows": [
            {
                "key": province_of(str(area)),
                "label": names.districts.get(str(area)) or names.province(str(area)),
                "n": float(n),
                "text": f"{n:,.{digits}f}{unit}",
            }
            for area, n in top.items()
        ],
    }


def tally(counts: pd.Series, color: str) -> dict[str, Any]:
    """Numbers by code for `static/ranking.js`."""
    rows = [
        {"key": str(k), "label": words.code(str(k)), "n": int(n), "text": f"{n:,}"}
        for k, n in counts.items()
    ]
    return {"color": color, "rows": rows}


def province_of(area: str) -> str:
    """The province of an area's id: of "AF-D-KDZ-aliabad" it is "AF-KDZ"."""
    return f"AF-{area.split('-')[2]}" if area.startswith("AF-D-") else area


def bars(
    keys: pd.Series, numbers: pd.Series, color: str, height: int = 90, noun: str = "event"
) -> dict[str, Any]:
    """Bars for `static/histogram.js`, one for each key."""
    rows = [(str(k), int(n)) for k, n in zip(keys, numbers, strict=True)]
    return {
        "height": height,
        "label": "; ".join(f"{k}: {n:,}" for k, n in rows),
        "ticks": [{"i": i, "label": k} for i, (k, _) in enumerate(rows)],
        "bars": [
            {"key": k, "n": n, "label": f"{k}: {words.count(n, noun)}", "parts": [[n, color]],
             "inside": True}
            for k, n in rows
        ],
    }  # fmt: skip


def whole_year(year: int) -> dict[str, date]:
    """First and last day of a year, as fields of `Filters`."""
    return {"since": date(year, 1, 1), "until": date(year, 12, 31)}


def sides(axis: pd.DataFrame, names: Names) -> dict[str, Any]:
    """Said and denied on one time axis for `static/axis.js`, a row for each group.

    Claims of one side and day are one mark that tells how many they are.
    """
    first, last = axis["day"].min().replace(month=1, day=1), axis["day"].max()
    width = max((last - first).days, 1)
    rows = []
    for actor, part in axis.groupby("actor", sort=False):
        marks = [
            {
                "a": (day - first).days / width,
                "b": (day - first).days / width,
                "kind": stance,
                "color": palette.group(str(actor)),
                "label": f"{stance}{f' ({len(claims)} claims)' if len(claims) > 1 else ''}, {when}",
                "key": claims.iloc[0],
            }
            for (day, when, stance), claims in part.groupby(["day", "when", "stance"], sort=False)[
                "claim_id"
            ]
        ]
        rows.append({"label": names.actor(str(actor)), "marks": marks})
    years = range(first.year, last.year + 1)
    ticks = [{"x": (pd.Timestamp(y, 1, 1) - first).days / width, "label": str(y)} for y in years]
    return {"rows": rows, "ticks": ticks, "label": "Claims and denials by group over time"}


def intervals(table: pd.DataFrame) -> dict[str, Any]:
    """Estimates of strength as intervals for `static/axis.js`, a row for each."""
    top = float(table["high"].max()) or 1.0
    step = 10 ** (len(str(int(top))) - 1)
    step = step if top / step >= 3 else step / 2
    ticks = [i * step for i in range(int(top / step) + 1)]
    tints = ("#2a6599", "#b9431d", "#41793b", "#6a51a3", "#8c6d31", "#5a5a5a")
    kinds = sorted(set(table["counted"]))
    rows = []
    for row in records(table):
        day = "undated" if pd.isna(row.day) else f"{row.day:%b %Y}"
        number = words.people(row.low, row.low, float("nan") if row.open else row.high)
        who = words.undirected(" citing ".join(row.speakers)) or "the document"
        rows.append(
            {
                "label": f"{day} · {words.code(row.counted)}",
                "marks": [
                    {
                        "a": row.low / top,
                        "b": row.high / top,
                        "kind": "span",
                        "open": bool(row.open),
                        "color": tints[kinds.index(row.counted) % len(tints)],
                        "label": f"{number} {words.code(row.counted)}, {who}, {day}",
                        "key": row.claim_id,
                    }
                ],
            }
        )
    return {
        "rows": rows,
        "ticks": [{"x": t / top, "label": f"{t:,.0f}"} for t in ticks],
        "label": "Strength as low to high, a row for each estimate",
    }


def tile_grid(chosen: Chosen, names: Names) -> dict[str, Any]:
    """One small timeline a province for `static/tiles.js`, all on one scale.

    An event counts in a year where it lies inside one; the sum in the corner counts all, and
    "barless" tells how many lie in no single year.
    """
    events = chosen.events[chosen.events["on_map"]]
    first, last = events["date_start"].dt.year, events["date_end"].dt.year
    year = first.where(first.eq(last))
    spread = range(int(year.min()), int(year.max()) + 1) if year.notna().any() else range(0)
    counts = events.groupby(["adm1", year]).size()
    sums = events.groupby("adm1").size()
    said = set(chosen.spots.loc[chosen.spots["on_map"], "adm1"])
    tiles: list[dict[str, Any]] = []
    for adm1, (column, row) in sorted(GRID.items()):
        numbers = [int(counts.get((adm1, float(y)), 0)) for y in spread]
        total = int(sums.get(adm1, 0))
        name = names.province(adm1)
        text = words.count(total, "event") if total else "no event on record"
        parts = [f"{y}: {n}" for y, n in zip(spread, numbers, strict=True) if n]
        tiles.append(
            {"id": adm1, "column": column, "row": row, "name": name, "bars": numbers,
             "sum": f"{total:,}" if total else "–", "known": bool(total) or adm1 in said,
             "label": ". ".join([f"{name}: {text}", ", ".join(parts)]) if parts else
             f"{name}: {text}"}
        )  # fmt: skip
    return {
        "barless": int(year.isna().sum()),
        "columns": max(column for column, _ in GRID.values()) + 1,
        "color": BAR,
        "top": max([1, *(n for tile in tiles for n in tile["bars"])]),
        "tiles": tiles,
        "years": [min(spread), max(spread)] if len(spread) else [],
    }
