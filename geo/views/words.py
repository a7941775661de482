"""Say dates, ranges, counts and filters in words; English, neutral, no markup."""

import calendar
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from geo.codes import DatePrec
from geo.views.aggregate import Sum
from geo.views.filters import Bound, Filters, Level, Measure, Precision

MEASURES = {
    Measure.ATTACKS: "Attacks",
    Measure.DEATHS: "Deaths (best figure)",
    Measure.INJURED: "Injured (best figure)",
    Measure.PRESENCE: "Presence claims",
    Measure.CONTESTED: "Denied or disputed",
    Measure.SHARE: "Denied or disputed, % of records",
}
MEASURES_SHORT = {
    Measure.ATTACKS: "Attacks",
    Measure.DEATHS: "Deaths",
    Measure.INJURED: "Injured",
    Measure.PRESENCE: "Presence",
    Measure.CONTESTED: "Contested",
    Measure.SHARE: "Contested %",
}
NOUNS = {m: text.lower() for m, text in MEASURES_SHORT.items()} | {
    Measure.PRESENCE: "presence claims",
    Measure.CONTESTED: "denied or disputed",
    Measure.SHARE: "% denied or disputed",
}
BOUNDS = {Bound.LOW: "Lowest", Bound.BEST: "Best", Bound.HIGH: "Highest"}
TOLLS = frozenset({Measure.DEATHS, Measure.INJURED})
NO_DISTRICT_RATES = (
    "Districts are shown in counts: nobody publishes how many people live in each of the 398 "
    "districts of 2014, so a rate would be a guess."
)
PRECISIONS = {
    Precision.ANY: "Any",
    Precision.PROVINCE: "Province or better",
    Precision.DISTRICT: "District or better",
    Precision.POINT: "Named point only",
    Precision.RESEARCH: "Research grade (district, week)",
}
_MONTHS = tuple(calendar.month_name)
_EXACT = frozenset({"", "day"})
_WHOLE = {"month": 7, "year": 4}
"""How many letters of an ISO day are known where it is sure to no more than this."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the order in which what follows is shown."""
MARK = "\u2423"
"""What stands for a mark where every character keeps its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Our own names for ids of actors and places; an id without one names itself."""

    actors: Mapping[str, str] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def actor(self, actor: str) -> str:
        """Name of an actor as we write it."""
        fixed = {"UNKNOWN": "Unknown group", "ANY": "All groups"}
        known = self.actors.get(actor) or fixed.get(actor)
        return known or undirected(actor.removeprefix("OTHER:"))

    def province(self, adm1: str) -> str:
        """Name of a province as we write it."""
        return self.provinces.get(adm1, adm1)


def undirected(text: str) -> str:
    """A source's words to be shown in the order in which they are written."""
    return _DIRECTION.sub("", text)


def undirected_in_place(text: str) -> str:
    """The same, each mark shown as a sign, so that offsets into the text still hold."""
    return _DIRECTION.sub(MARK, text)


def measure(filters: Filters) -> str:
    """What the map paints: "Deaths (highest figure) per 100,000 people"."""
    text = MEASURES[filters.measure]
    if filters.measure in TOLLS:
        text = f"{MEASURES_SHORT[filters.measure]} ({BOUNDS[filters.toll].lower()} figure)"
    rate = filters.per_head and filters.level is Level.PROVINCE
    return f"{text} per 100,000 people" if rate else text


def code(value: str) -> str:
    """A code of the codebook as words: "suicide_bomb" is "suicide bomb"."""
    fixed = {
        "un": "UN", "ngo": "NGO", "military_police": "military or police",
        "aid_health_education": "aid, health, schools",
    }  # fmt: skip
    return fixed.get(value, value.replace("_", " "))


def count(number: float, one: str, many: str = "") -> str:
    """A number with its noun, thousands separated: "1,234 events", "1 event"."""
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def day_range(start: object, end: object, prec: object) -> str:
    """Dates with no more precision than is known: "October 2021", "2023", "8 October 2021"."""
    if pd.isna(start) or pd.isna(end):  # type: ignore[call-overload]
        return "date unknown"
    a, b = pd.Timestamp(start), pd.Timestamp(end)  # type: ignore[arg-type]
    if a == b and prec == DatePrec.DAY:
        return f"{a.day} {_MONTHS[a.month]} {a.year}"
    return period(a.date(), b.date())


def published(day: object, sure: str) -> str:
    """When a document came out, with no more precision than is known.

    Args:
        day: The day, or a missing value.
        sure: How sure it is, from `geo.documents.origin.certainty`.

    Returns:
        "1 April 2023", "about April 2023", "about 31 January 2025" or "undated".
    """
    if pd.isna(day):  # type: ignore[call-overload]
        return "undated"
    d = pd.Timestamp(day)  # type: ignore[arg-type]
    if sure in _WHOLE:
        return f"about {_MONTHS[d.month] + ' ' if sure == 'month' else ''}{d.year}"
    text = f"{d.day} {_MONTHS[d.month]} {d.year}"
    return text if sure in _EXACT else f"about {text}"


def published_sorting(day: object, sure: str) -> str:
    """The same for tables that sort by it: "2023-04-01", "2023-04 (about)", "undated"."""
    if pd.isna(day):  # type: ignore[call-overload]
        return "undated"
    iso = pd.Timestamp(day).date().isoformat()  # type: ignore[arg-type]
    text = iso[: _WHOLE.get(sure, 10)]
    return text if sure in _EXACT else f"{text} (about)"


def period(since: date | None, until: date | None) -> str:
    """A period as a reader would say it."""
    if since and until:
        return _closed(since, until)
    if since:
        return f"since {_edge(since, first=True)}"
    return f"until {_edge(until, first=False)}" if until else "all dates"


def _closed(since: date, until: date) -> str:
    whole = since.day == 1 and until.day == calendar.monthrange(until.year, until.month)[1]
    if whole and (since.month, until.month) == (1, 12):
        return str(since.year) if since.year == until.year else f"{since.year} to {until.year}"
    if whole and (since.year, since.month) == (until.year, until.month):
        return f"{_MONTHS[since.month]} {since.year}"
    if since == until:
        return f"{since.day} {_MONTHS[since.month]} {since.year}"
    first, last = _edge(since, first=True), _edge(until, first=False)
    if whole and since.year == until.year:
        first = _MONTHS[since.month]
    if not whole:
        first = f"{since.day} {_MONTHS[since.month]} {since.year}"
        last = f"{until.day} {_MONTHS[until.month]} {until.year}"
    return f"{first} to {last}"


def _edge(day: date, *, first: bool) -> str:
    edge = 1 if first else calendar.monthrange(day.year, day.month)[1]
    month = f"{_MONTHS[day.month]} {day.year}"
    return month if day.day == edge else f"{day.day} {month}"


def people(low: float, best: float, high: float) -> str:
    """One toll in words: "12", "12 to 25", "at least 12", "up to 30", "not reported"."""
    if math.isnan(low) and math.isnan(best) and math.isnan(high):
        return "not reported"
    if math.isnan(high):
        return f"at least {best if math.isnan(low) else low:,.0f}"
    if math.isnan(low):
        return f"up to {high:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def total(toll: Sum) -> str:
    """A sum of tolls: "38 to 52, 3 events with no figure"."""
    if toll.reported == 0:
        return "not reported" if toll.silent else "none"
    text = f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}"
    text = f"at least {text}" if toll.open and toll.low == toll.high else text
    text += " or more" if toll.open and toll.low != toll.high else ""
    return f"{text}, {count(toll.silent, 'event')} with no figure" if toll.silent else text


def in_words(filters: Filters, names: Names) -> tuple[tuple[str, str], ...]:
    """The filters that choose records, as (name to clear, words); empty for everything."""
    out = []
    for name in filters.active():
        values = getattr(filters, name, ())
        if name == "period":
            text = period(filters.since, filters.until)
        elif name == "groups":
            text = "groups: " + ", ".join(names.actor(v) for v in values)
        elif name == "provinces":
            text = "provinces: " + ", ".join(names.province(v) for v in values)
        elif name == "precision":
            text = "precision: " + PRECISIONS[filters.precision].lower()
        else:
            label = {"types": "event types", "sources": "source kinds"}.get(name, name)
            text = f"{label}: " + ", ".join(code(v) for v in values)
        out.append((name, text))
    return tuple(out)


def sentence(filters: Filters, names: Names) -> str:
    """The filters as one line: "October 2021 · groups: ISKP", or "All records"."""
    return " · ".join(text for _, text in in_words(filters, names)) or "All records"
