"""Intervals of days: months, quarters, halves, seasons, parts, and shifts of them."""

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends inside it.

    Attributes:
        first: First possible day.
        last: Last possible day.
    """

    first: date
    last: date

    @property
    def precision(self) -> int:
        """UCDP date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
        length = (self.last - self.first).days + 1
        if length <= 1:
            return 1
        if length <= 6:
            return 2
        if length <= 8:
            return 3
        return 4 if length <= 31 else 5


def day(value: date) -> Days:
    """One day."""
    return Days(value, value)


def month(year: int, number: int) -> Days:
    """A calendar month."""
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, number: int, count: int) -> Days:
    """A run of calendar months from the given one; count at least 1."""
    index = year * 12 + number - 1 + count - 1
    return Days(date(year, number, 1), month(index // 12, index % 12 + 1).last)


def year(number: int) -> Days:
    """A calendar year."""
    return Days(date(number, 1, 1), date(number, 12, 31))


def shift_months(value: date, count: int) -> date:
    """The same day of another month, or the last one that it has."""
    index = value.year * 12 + value.month - 1 + count
    target = min(max(index // 12, MINYEAR), MAXYEAR)
    last = calendar.monthrange(target, index % 12 + 1)[1]
    return date(target, index % 12 + 1, min(value.day, last))


def shift_days(value: date, count: int) -> date:
    """Some days on, or back with a negative count, within the calendar."""
    ordinal = value.toordinal() + count
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def week(value: date) -> Days:
    """The week from Monday to Sunday that holds a day."""
    monday = shift_days(value, -value.weekday())
    return Days(monday, monday + timedelta(days=6))


def part(whole: Days, words: str) -> Days:
    """The early, middle or late part of a month, a year or another run of days."""
    early = words.startswith(("early", "beginning", "start", "opening", "onset"))
    late = words.startswith(("late", "end", "close"))
    length = (whole.last - whole.first).days + 1
    if length <= 2:
        return whole
    if length <= 31:
        third = 10 if length >= 28 else max(length // 3, 1)
    else:
        third = length // 3
    first = whole.first
    if length > 360 and length < 370:
        quarter = 1 if early else 10 if late else 5
        return months(first.year, quarter, 4 if quarter == 5 else 3)
    if early:
        return Days(first, shift_days(first, third - 1))
    if late:
        return Days(shift_days(first, 2 * third), whole.last)
    return Days(shift_days(first, third), shift_days(first, 2 * third - 1))
