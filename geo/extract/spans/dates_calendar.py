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
        return 4 if length <= 32 else 5


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


def part(whole: Days, word: str) -> Days:
    """The early, middle or late part of a month, a season, a year or another run of days."""
    early = word in ("early", "beginning", "start", "opening", "onset")
    late = word in ("late", "end", "close", "closing", "latter")
    length = (whole.last - whole.first).days + 1
    if length <= 2:
        return whole
    if length >= 360:
        return _part_of_year(whole.first.year, word, early=early, late=late)
    third = 10 if 28 <= length <= 31 else max(length // 3, 1)
    if early:
        return Days(whole.first, shift_days(whole.first, third - 1))
    if late:
        return Days(shift_days(whole.first, 2 * third), whole.last)
    return Days(shift_days(whole.first, third), shift_days(whole.first, 2 * third - 1))


def _part_of_year(number: int, word: str, *, early: bool, late: bool) -> Days:
    """Early and late are three months, the beginning and the end one, mid two, the middle four."""
    if early:
        return months(number, 1, 3 if word == "early" else 1)
    if late:
        return months(number, 10, 3) if word in ("late", "latter") else month(number, 12)
    return months(number, 6, 2) if word == "mid" else months(number, 5, 4)


def whole(unit: str, at: date, count: int) -> Days | None:
    """The calendar unit that lies `count` units from the one that holds a day."""
    if unit in ("day", "night"):
        return day(shift_days(at, count))
    if unit == "week":
        return week(shift_days(at, 7 * count))
    if unit == "month":
        moved = shift_months(at, count)
        return month(moved.year, moved.month)
    if unit == "year" and 1 < at.year + count < 9999:
        return year(at.year + count)
    return None


def window(unit: str, at: date, count: int) -> Days | None:
    """The last `count` units up to a day."""
    if count > 1000:
        return None
    if unit == "hour":
        return Days(shift_days(at, -max(1, -(-count // 24))), at)
    scale = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    if scale:
        return Days(shift_days(at, -count * scale), at)
    factor = {"month": 1, "year": 12, "decade": 120}.get(unit)
    return Days(shift_months(at, -count * factor), at) if factor else None
