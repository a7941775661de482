"""Rules for expressions that name days, or weeks, of the calendar."""

import calendar
from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule, day_or_none
from geo.extract.spans.dates_words import MEASURES, UNIT_WORDS, WEEKDAYS
from geo.extract.spans.dates_years import OF_YEAR, year_of
from geo.extract.spans.people import COUNTED, PLURAL

_WEEKDAY: Final = r"(?:(?P<W>[Ww])\.?p?,?(?:i?t)?)?"


def _iso(_ctx: Context, hit: Hit) -> Found | None:
    try:
        return Found(cal.day(date.fromisoformat(hit.word("I"))))
    except ValueError:
        return None


def _figures(_ctx: Context, hit: Hit) -> Found | None:
    word = hit.word("J")
    mark = "/" if "/" in word else "."
    one, two, year = (int(part) for part in word.split(mark))
    year += 2000 if year < 100 else 0
    if mark == "/" and one <= 12 and two <= 12 and one != two:
        return Found(None, "vague")
    number, value = (one, two) if two > 12 else (two, one)
    days = day_or_none(year, number, value) if 1900 <= year <= 2100 else None
    return Found(days) if days else None


def _full_day(_ctx: Context, hit: Hit) -> Found | None:
    days = day_or_none(int(hit.word("Y")), hit.month(), hit.number("D"))
    return Found(days) if days else None


def _day(ctx: Context, hit: Hit) -> Found | None:
    year = year_of(ctx, hit, hit.month(), hit.number("D"))
    if year is None:
        return Found(None, "vague")
    days = day_or_none(year[0], hit.month(), hit.number("D"))
    return Found(days, year[1]) if days else None


def _night_to_day(ctx: Context, hit: Hit) -> Found | None:
    """The night to October 22: from the evening before."""
    found = _day(ctx, hit)
    if found is None or found.days is None:
        return found
    return Found(Days(cal.shift_days(found.days.first, -1), found.days.last), found.basis)


def _day_range(ctx: Context, hit: Hit) -> Found | None:
    end_month = hit.month("N") if hit.has("N") else hit.month()
    year = year_of(ctx, hit, end_month, hit.number("D2"))
    if year is None:
        return Found(None, "vague")
    start_year = int(hit.word("Z")) if hit.has("Z") else year[0] - (hit.month() > end_month)
    first = day_or_none(start_year, hit.month(), hit.number("D"))
    last = day_or_none(year[0], end_month, hit.number("D2"))
    if first is None or last is None or first.first > last.last:
        return None
    return Found(Days(first.first, last.last), year[1])


def _first_days(ctx: Context, hit: Hit) -> Found | None:
    """The first days of May, the last days of 2023."""
    if hit.has("M"):
        year = year_of(ctx, hit, hit.month())
        if year is None:
            return Found(None, "vague")
        whole, basis = cal.month(year[0], hit.month()), year[1]
    elif hit.has("V") and ctx.base is not None:
        back = 0 if hit.word("V") in ("this", "current") else -1
        moved = cal.shift_months(ctx.base, back)
        whole, basis = cal.month(moved.year, moved.month), "relative_to_publication"
    else:
        return Found(None, "vague")
    count = hit.number("n") if hit.has("n") else 10
    if hit.has("L"):
        return Found(Days(cal.shift_days(whole.last, 1 - count), whole.last), basis)
    return Found(Days(whole.first, cal.shift_days(whole.first, count - 1)), basis)


def _weekday_of_month(ctx: Context, hit: Hit) -> Found | None:
    """The first Sunday of February."""
    year = year_of(ctx, hit, hit.month())
    if year is None:
        return Found(None, "vague")
    whole = cal.month(year[0], hit.month())
    wanted = WEEKDAYS[hit.word("D")]
    if hit.has("L"):
        return Found(
            cal.day(cal.shift_days(whole.last, -((whole.last.weekday() - wanted) % 7))), year[1]
        )
    first = cal.shift_days(whole.first, (wanted - whole.first.weekday()) % 7)
    days = cal.day(cal.shift_days(first, 7 * (hit.number("o") - 1)))
    return Found(days, year[1]) if days.first <= whole.last else None


def _week_of_month(ctx: Context, hit: Hit) -> Found | None:
    year = year_of(ctx, hit, hit.month())
    if year is None:
        return Found(None, "vague")
    whole = cal.month(year[0], hit.month())
    unit = hit.unit() if hit.word("U") in UNIT_WORDS else "day"
    if unit in ("day", "night"):
        value = whole.last.day if hit.has("L") else hit.number("o")
        days = day_or_none(year[0], hit.month(), value)
        return Found(days, year[1]) if days else None
    if unit != "week":
        return None
    if hit.has("L"):
        return Found(Days(cal.shift_days(whole.last, -6), whole.last), year[1])
    first = cal.shift_days(whole.first, 7 * (hit.number("o") - 1))
    return Found(Days(first, min(cal.shift_days(first, 6), whole.last)), year[1])


def _in_calendar(hit: Hit) -> bool:
    """Whether the month has such a day in some year."""
    return hit.number("D") <= calendar.monthrange(2024, hit.month())[1]


def _is_day(hit: Hit) -> bool:
    """Whether a number beside a month is a day of it: not "in May 12 people were killed"."""
    if hit.has("Y") or hit.has("R"):
        return _in_calendar(hit)
    if hit.before not in ("in", "during", "of"):
        return _in_calendar(hit)
    after = hit.match.end("D") if hit.match.start("D") > hit.match.start("M") else -1
    if after > 0 and after < len(hit.tokens.words):
        word = hit.tokens.words[after]
        if hit.tokens.classes[after - 1] == "D" and word in PLURAL | COUNTED | MEASURES:
            return False
    return _in_calendar(hit)


def _night(hit: Hit) -> bool:
    words = hit.tokens.words[hit.match.start() : hit.match.end()]
    return "night" in words


def _plural_days(hit: Hit) -> bool:
    words = hit.tokens.words[hit.match.start() : hit.match.end()]
    return "days" in words


DAYS: Final = (
    Rule("date.iso", r"(?P<I>I)", _iso),
    Rule("date.figures", r"(?P<J>J)", _figures),
    Rule(
        "date.day_month_year",
        _WEEKDAY + r"t?(?P<D>[DG])f?(?P<M>M),?(?P<Y>Y)",
        _full_day,
        _in_calendar,
    ),
    Rule(
        "date.month_day_year",
        _WEEKDAY + r"(?P<M>M)t?(?P<D>[DG])(?:,\.?)?(?P<Y>Y)",
        _full_day,
        _in_calendar,
    ),
    Rule("date.day_month", _WEEKDAY + rf"t?(?P<D>[DG])-?f?(?P<M>M){OF_YEAR}?", _day, _is_day),
    Rule("date.month_day", _WEEKDAY + rf"(?P<M>M)-?t?(?P<D>[DG]){OF_YEAR}?", _day, _is_day),
    Rule(
        "date.night_to_day",
        rf"t?U(?:k|fWk|fDk)(?:[Ww],?)?t?(?P<D>[DG])f?(?P<M>M){OF_YEAR}?",
        _night_to_day,
        _night,
    ),
    Rule(
        "date.night_to_month_day",
        rf"t?Uk(?:[Ww],?)?(?P<M>M)t?(?P<D>[DG]){OF_YEAR}?",
        _night_to_day,
        _night,
    ),
    Rule("date.ordinal_of_month", rf"t(?P<D>o)(?:p)?f(?P<M>M){OF_YEAR}?", _day),
    Rule(
        "date.days_of_month",
        rf"(?:[rb]t?)?(?P<D>[DG])[-k&/]t?(?P<D2>[DG])f?(?P<M>M){OF_YEAR}?",
        _day_range,
    ),
    Rule(
        "date.month_days", rf"[rb]?(?P<M>M)t?(?P<D>[DG])[-k&]t?(?P<D2>[DG]){OF_YEAR}?", _day_range
    ),
    Rule(
        "date.day_month_to_day_month",
        rf"[rb]?(?P<D>[DG])f?(?P<M>M)(?P<Z>Y)?[-k&u](?P<D2>[DG])f?(?P<N>M){OF_YEAR}?",
        _day_range,
    ),
    Rule(
        "date.month_day_to_month_day",
        rf"[rb]?(?P<M>M)(?P<D>[DG])(?:,?(?P<Z>Y),?)?[-k&u](?P<N>M)(?P<D2>[DG]){OF_YEAR}?",
        _day_range,
    ),
    Rule(
        "date.week_of_month",
        rf"t?(?:(?P<o>[o])|(?P<L>L))(?P<U>[Up])f(?P<M>M){OF_YEAR}?",
        _week_of_month,
        lambda hit: hit.word("U") != "days",
    ),
    Rule(
        "date.weekday_of_month",
        rf"t?(?:(?P<o>o)|(?P<L>L))(?P<D>W)[fi](?P<M>M){OF_YEAR}?",
        _weekday_of_month,
    ),
    Rule(
        "date.first_days",
        rf"t?(?:o|(?P<L>L))(?:(?P<n>[nD]))?Uf(?:(?P<M>M){OF_YEAR}?|t?(?P<V>[TL])U)",
        _first_days,
        _plural_days,
    ),
)
