"""Bodies of slides that tell figures: timeline, profile, table of events, key figures."""

import calendar
from collections.abc import Sequence
from typing import Final

import pandas as pd

from geo.briefing import facts as facts_
from geo.briefing import fit, side
from geo.briefing.scene import INK, MUTED, Chart, Item, Line, Table
from geo.briefing.view import Box, Drawn, View
from geo.views import aggregate, changes, palette, words
from geo.views.frames import Frames

_GROUPS: Final = 6
"""Groups told apart in a chart; the others are summed as "other groups"."""
_OTHER: Final = "#c2c8cf"
_BAR: Final = "#8ca3b8"
_ROW: Final = 0.3
_LONG_NAME: Final = 16
_FORCES: Final = {
    "AFG_GOV": "Afghan forces",
    "US_NATO": "US and NATO",
    "PAK_GOV": "Pakistani forces",
    "TJK_GOV": "Tajik forces",
    "IRN_GOV": "Iranian forces",
}
"""States of the actor list, whose ids say little on a slide."""
_MONTHS: Final = frozenset(calendar.month_name[1:])


def timeline(view: View, box: Box) -> Drawn:
    """Events by month (by year over long periods), stacked by group."""
    events, names = view.chosen.events, view.material.names
    yearly = _spans_years(events)
    bucket, longer = _buckets(events, yearly=yearly)
    dated = events[bucket.notna()]
    frequency = "YS" if yearly else "MS"
    axis = (
        pd.date_range(bucket.min(), bucket.max(), freq=frequency)
        if len(dated)
        else pd.DatetimeIndex([])
    )
    first = dated["actors"].map(lambda actors: actors[0] if len(actors) == 1 else "several")
    order = first.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    kept = [a for a in order.index if a != "several"][:_GROUPS]
    label = first.where(first.isin(kept), "other")
    series = []
    for actor in [*kept, "other"]:
        rows = dated[label.eq(actor)]
        counts = rows.groupby(bucket[rows.index]).size().reindex(axis, fill_value=0)
        if counts.sum():
            name = "Other or several groups" if actor == "other" else names.actor(actor)
            color = _OTHER if actor == "other" else palette.group(actor)
            series.append((fit.cut(name, 2.6, 10), color, tuple(float(v) for v in counts)))
    categories = tuple(f"{d:%Y}" if yearly else f"{d:%b %Y}" for d in axis)
    x, y, w, h = box
    unit = "year" if yearly else "month"
    note = f"Not drawn: {words.count(longer, 'event')} dated to longer than a {unit} or not dated."
    items: list[Item] = [
        fit.place("timeline note", note, (x, y + h - 0.22, w, 0.22), 10.5, color=MUTED)
    ]
    if series:
        items.append(
            Chart(
                name=f"Events by {unit} and group",
                alt=f"Events by {unit} and group, {categories[0]} to {categories[-1]}.",
                x=x,
                y=y,
                w=w,
                h=h - 0.3,
                categories=categories,
                series=tuple(series),
                axis_title=f"events a {unit}",
            )
        )
    else:
        items.append(empty("No event of this view lies within one period.", box))
    sheet = tuple((c, *(s[2][i] for s in series)) for i, c in enumerate(categories))
    return Drawn(
        title=f"Events by {unit}",
        items=tuple(items),
        alt=note,
        claims=_of_events(view.material.frames, events),
        sheet=((unit, *(s[0] for s in series)), sheet),
        facts={"drawn": int(sum(sum(v or 0 for v in s[2]) for s in series)), "longer": longer},
    )


def group_profile(view: View, box: Box) -> Drawn:
    """Attribution, targets, activities and strength of the groups of the view."""
    names, chosen = view.material.names, view.chosen
    who = ", ".join(names.actor(a) for a in view.filters.groups) or "All groups"
    x, y, w, h = box
    half = (w - 0.4) / 2
    tallies = (
        ("On whose word", chosen.events["attribution"], "events"),
        ("Targets", chosen.events["target_type"], "events"),
        ("Event types", chosen.events["event_type"], "events"),
        (
            "Presence",
            chosen.presence["activity"].where(~chosen.presence["denied"], "denied"),
            "claims",
        ),
    )
    items: list[Item] = []
    sheet = []
    for n, (title, column, unit) in enumerate(tallies):
        counts = column.fillna("unknown").value_counts().sort_index()
        counts = counts.sort_values(ascending=False, kind="stable")
        sheet += [(title, words.code(str(k)), int(v)) for k, v in counts.items()]
        wide = (half - 0.3) / 2
        box = (x + (n % 2) * (wide + 0.3), y + (n // 2) * (h / 2), wide, h / 2 - 0.2)
        rows = [(words.code(str(k)), float(v), f"{v:,}", _BAR) for k, v in counts.items()]
        items += side.bars(title, rows, box, empty=f"No {unit} in this view.", rest="others")
    items += _strengths(view, (x + half + 0.4, y, half, h))
    return Drawn(
        title=f"Profile: {who}",
        items=tuple(items),
        alt=f"Tables on {who}: attribution, targets, event types, presence, strength.",
        claims=facts_.claims_behind(view.material.frames, chosen),
        sheet=(("table", "value", "count"), tuple(sheet)),
    )


def _strengths(view: View, box: Box) -> list[Item]:
    x, y, w, h = box
    strong = view.chosen.presence
    strong = strong[strong["strength_low"].notna() | strong["strength_high"].notna()]
    rows: list[tuple[str, ...]] = [("Group", "Strength", "Counted", "Said by", "As of")]
    most = int((h - 0.7) / _ROW) - 1
    for _, row in strong.sort_values(["published", "claim_id"]).head(most).iterrows():
        day = row["date_end"] if pd.notna(row["date_end"]) else row["published"]
        rows.append(
            (
                ", ".join(_brief(view.material.names, a) for a in row["actors"]),
                words.people(row["strength_low"], row["strength_low"], row["strength_high"]),
                words.code(row["counted"] or ""),
                " citing ".join(row["speakers"]) or "the document",
                f"{day:%Y-%m}" if pd.notna(day) else "undated",
            )
        )
    more = f" {len(strong) - most} more in the notes." if len(strong) > most else ""
    note = f"Estimates as said, never averaged.{more}" if len(strong) else "No strength was said."
    shares = (0.18, 0.22, 0.15, 0.3, 0.15)
    head = fit.place("strength title", "Strength, as said", (x, y, w, 0.24), 13, bold=True)
    top = y + 0.34
    if len(rows) == 1:
        return [head, fit.place("strength note", note, (x, top, w, 0.22), 10.5, color=MUTED)]
    below = top + len(rows) * _ROW + 0.1
    return [
        head,
        table("Strength table", rows, tuple(s * w for s in shares), x, top),
        fit.place("strength note", note, (x, below, w, 0.22), 10, color=MUTED),
    ]


def event_table(view: View, box: Box) -> Drawn:
    """The events of the view, latest first."""
    names, events = view.material.names, view.chosen.events
    header = ("Date", "Place", "Type", "Actor (on whose word)", "Deaths", "Injured", "Docs")
    ordered = events.sort_values(
        ["date_start", "event_id"], ascending=[False, True], na_position="last"
    )
    body = [event_row(row, names) for _, row in ordered.iterrows()]
    x, y, w, h = box
    most = int((h - 0.3) / _ROW) - 1
    widths = tuple(s * w for s in (0.21, 0.2, 0.16, 0.18, 0.1, 0.1, 0.05))
    items: list[Item] = [table("Events", [header, *body[:most]], widths, x, y)]
    if len(body) > most:
        text = f"The latest {most} of {len(body):,} events; all in the data file."
        items.append(fit.place("more", text, (x, y + h - 0.22, w, 0.2), 10, color=MUTED))
    sheet = tuple(
        (row["event_id"], *line) for (_, row), line in zip(ordered.iterrows(), body, strict=True)
    )
    return Drawn(
        title="Events",
        items=tuple(items),
        alt=f"Table of {min(most, len(body))} of {len(body)} events.",
        claims=_of_events(view.material.frames, ordered.head(most)),
        sheet=(("event_id", *header), sheet),
        facts={"rows": len(body)},
    )


def event_row(row: pd.Series, names: words.Names) -> tuple[str, ...]:
    """One event in words: date, place, type, actor, deaths, injured, number of documents."""
    place = row["place_name"] or row["country"] or "place unknown"
    where = changes.placed(place, names)
    if row["adm1"] in names.provinces and names.province(row["adm1"]) not in where:
        where = f"{where}, {names.province(row['adm1'])}"
    who = ", ".join(_brief(names, a) for a in row["actors"])
    return (
        _short_months(words.day_range(row["date_start"], row["date_end"], row["date_prec"])),
        where,
        words.code(row["event_type"] or ""),
        f"{who} ({row['attribution'] or 'unknown'})",
        words.people(row["deaths_low"], row["deaths_best"], row["deaths_high"]),
        words.people(row["injured_low"], row["injured_best"], row["injured_high"]),
        f"{row['n_sources']:,.0f}",
    )


def _short_months(text: str) -> str:
    """A range of days with months in three letters; a single day or month stays as it is."""
    if " to " not in text:
        return text
    return " ".join(w[:3] if w in _MONTHS else w for w in text.split())


def _brief(names: words.Names, actor: str) -> str:
    """A group's name, or its id where the name is long; the forces of a state in two words."""
    name = names.actor(actor)
    if len(name) <= _LONG_NAME or actor.startswith("OTHER:"):
        return name
    return _FORCES.get(actor, actor)


def key_figures(view: View, box: Box) -> Drawn:
    """The numbers of the view, large, each with what it leaves out."""
    facts, chosen = view.facts, view.chosen
    attacks = int(chosen.events["is_attack"].sum())
    denied = int(chosen.presence["denied"].sum())
    provinces = int(chosen.events.loc[chosen.events["on_map"], "adm1"].nunique())
    off = int((~chosen.events["on_map"]).sum())
    figures = (
        ("Events", f"{facts.events:,}", f"{attacks:,} of them attacks"),
        (
            "Deaths",
            facts_.toll_range(facts.deaths),
            _told(facts.deaths),
        ),
        (
            "Injured",
            facts_.toll_range(facts.injured),
            _told(facts.injured),
        ),
        ("Provinces named", f"{provinces:,} of 34", f"off-map: {off:,} events"),
        ("Presence claims", f"{facts.presence:,}", f"{denied:,} of them denials"),
        ("Sources", f"{len(facts.sources):,}", f"statistics: {facts.statistics:,}"),
    )
    items: list[Item] = []
    wide = box[2] / 3 - 0.4
    size = min(fit.place("", number, (0, 0, wide, 0.75), 44, smallest=18, bold=True).size
               for _, number, _ in figures)  # fmt: skip
    for n, figure in enumerate(figures):
        items += _figure(figure, size, n, box)
    return Drawn(
        title="Key figures",
        items=tuple(items),
        alt="; ".join(f"{label}: {number} ({note})" for label, number, note in figures),
        claims=facts_.claims_behind(view.material.frames, chosen),
        sheet=(("figure", "value", "note"), figures),
        facts={label: number for label, number, _ in figures},
    )


def _told(toll: aggregate.Sum) -> str:
    best = f"best figure {toll.best:,} · " if toll.reported and toll.low != toll.high else ""
    return f"{best}not reported: {words.count(toll.silent, 'event')}"


def _figure(figure: tuple[str, str, str], size: float, n: int, box: Box) -> list[Item]:
    """One number, large, under a rule; all in one size of type."""
    x, y, w, h = box
    label, number, note = figure
    left, top = x + (n % 3) * w / 3, y + (n // 3) * h / 2 + 0.2
    wide = w / 3 - 0.4
    return [
        Line(name="figure rule", x1=left, y1=top, x2=left + wide, y2=top, color=INK, line_pt=1.5),
        fit.place("figure label", label, (left, top + 0.14, wide, 0.3), 15, color=MUTED),
        fit.place("figure", number, (left, top + 0.5, wide, 0.8), size, bold=True, smallest=18),
        fit.place("figure note", note, (left, top + 1.34, wide, 0.5), 13, color=INK, smallest=11),
    ]


def _spans_years(events: pd.DataFrame) -> bool:
    first, last = events["date_start"].min(), events["date_end"].max()
    return bool(pd.notna(first) and pd.notna(last) and (last - first).days > 3 * 366)


def _buckets(events: pd.DataFrame, *, yearly: bool) -> tuple[pd.Series, int]:
    """The period that each event lies in, and how many lie in none."""
    if yearly:
        same = events["date_start"].dt.year.eq(events["date_end"].dt.year)
        bucket = events["date_start"].dt.to_period("Y").dt.to_timestamp().where(same)
    else:
        bucket = aggregate.month_of(events)
    return bucket, int(bucket.isna().sum())


def _of_events(frames: Frames, events: pd.DataFrame) -> pd.DataFrame:
    return frames.claims[frames.claims["event_id"].isin(set(events["event_id"]))]


def empty(text: str, box: Box) -> Item:
    """Words where there is nothing to draw."""
    x, y, w, _h = box
    return fit.place("empty", text, (x, y + 0.4, w, 0.4), 14, color=MUTED)


def table(
    name: str, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], x: float, y: float
) -> Table:
    """A table whose cells are cut to their columns; the first row is the header."""
    size = 10.5
    cells = tuple(
        tuple(
            fit.cut(cell, wide - 0.14, size, bold=n == 0)
            for cell, wide in zip(row, widths, strict=True)
        )
        for n, row in enumerate(rows)
    )
    return Table(
        name=name,
        alt=f"{name}, {len(rows) - 1} rows",
        x=x,
        y=y,
        widths=widths,
        row_h=_ROW,
        rows=cells,
        size=size,
    )
