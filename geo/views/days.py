"""Ends of a period as an address spells them."""

import calendar
from datetime import date
from typing import Final

_FIRST: Final = 1900
_LAST: Final = 2100


def spelled(day: date, *, last: bool) -> str:
    """A day as an address says it: a whole month without its edge, 2021-10."""
    edge = calendar.monthrange(day.year, day.month)[1] if last else 1
    return f"{day:%Y-%m}" if day.day == edge else day.isoformat()


def read_day(raw: str, *, last: bool) -> date | None:
    """The first or last day of what an address says, "2021", "2021-10" or a day, or None."""
    try:
        if len(raw) == len("2021") and raw.isdecimal():
            day = date(int(raw), 12, 31) if last else date(int(raw), 1, 1)
        elif len(raw) == len("2021-10"):
            year, month = int(raw[:4]), int(raw[5:])
            day = date(year, month, calendar.monthrange(year, month)[1] if last else 1)
        else:
            day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if _FIRST <= day.year <= _LAST else None
