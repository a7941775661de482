"""Rules for expressions that count from publication, from the dateline or from the story."""

from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule

_PUB: Final = "relative_to_publication"


def _deictic(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    shift = {"yesterday": -1, "tomorrow": 1}.get(hit.word("g"), 0)
    return Found(cal.day(cal.shift_days(ctx.base, shift)), _PUB)


def _last_night(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    if hit.word("L") == "previous":
        return _step(ctx, -1)
    return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), _PUB)


def _this_morning(ctx: Context, _hit: Hit) -> Found | None:
    return Found(cal.day(ctx.base), _PUB) if ctx.base else Found(None, "vague")


def _weekday(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    if hit.has("X"):
        ahead = (hit.weekday() - ctx.base.weekday() - 1) % 7 + 1
        return Found(cal.day(cal.shift_days(ctx.base, ahead)), _PUB)
    back = (ctx.base.weekday() - hit.weekday()) % 7
    if hit.has("L") and back == 0:
        back = 7
    return Found(cal.day(cal.shift_days(ctx.base, -back)), _PUB)


def _weekend(ctx: Context, _hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    back = (ctx.base.weekday() - 5) % 7
    saturday = cal.shift_days(ctx.base, -back)
    return Found(Days(saturday, cal.shift_days(saturday, 1)), _PUB)


def _whole(unit: str, at: date, count: int) -> Days | None:
    """The calendar unit that lies `count` units from the one that holds a day."""
    if unit in ("day", "night"):
        return cal.day(cal.shift_days(at, count))
    if unit == "week":
        return cal.week(cal.shift_days(at, 7 * count))
    if unit == "month":
        moved = cal.shift_months(at, count)
        return cal.month(moved.year, moved.month)
    if unit == "year":
        return cal.year(at.year + count)
    return None


def _window(unit: str, at: date, count: int) -> Days | None:
    """The last `count` units up to a day."""
    if unit == "hour":
        return Days(cal.shift_days(at, -max(1, -(-count // 24))), at)
    if unit in ("day", "night"):
        return Days(cal.shift_days(at, -count), at)
    if unit in ("week", "fortnight"):
        return Days(cal.shift_days(at, -count * (14 if unit == "fortnight" else 7)), at)
    if unit in ("month", "year", "decade"):
        factor = {"month": 1, "year": 12, "decade": 120}[unit]
        return Days(cal.shift_months(at, -count * factor), at) if count < 1000 else None
    return None


def _last_unit(ctx: Context, hit: Hit) -> Found | None:
    """Last month, this year, early last year, earlier this month, the past year."""
    unit, word = hit.unit(), hit.word("R")
    if word in ("previous", "preceding", "prior") and ctx.told is not None:
        days = _whole(unit, ctx.told.first, -1)
        return Found(days, "narrative") if days else None
    if ctx.base is None:
        return Found(None, "vague")
    if word == "past" or (unit not in ("day", "week", "month", "year", "night")):
        days = _window(unit, ctx.base, 1)
    else:
        days = _whole(unit, ctx.base, 0 if word in ("this", "current") else -1)
    if days is None:
        return None
    if hit.has("P"):
        days = cal.part(days, hit.word("P"))
    if hit.has("E") and hit.word("E") == "earlier":
        days = Days(days.first, max(days.first, min(days.last, ctx.base)))
    elif word in ("this", "current") and days.first <= ctx.base <= days.last and not hit.has("P"):
        days = Days(days.first, days.last)
    return Found(days, _PUB)


def _last_units(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    at, basis = ctx.base, _PUB
    if hit.word("R") in ("previous", "preceding", "prior") and ctx.told is not None:
        at, basis = ctx.told.last, "narrative"
    days = _window(hit.unit(), at, hit.number("n"))
    return Found(days, "vague" if hit.word("n") in ("few", "several") else basis) if days else None


def _recent(_ctx: Context, _hit: Hit) -> Found | None:
    return Found(None, "vague")


def _ago(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None:
        return Found(None, "vague")
    unit, count = hit.unit(), hit.number("n")
    if hit.word("n") in ("few", "several", "many", "some"):
        return Found(None, "vague")
    if unit == "hour":
        return Found(
            cal.day(ctx.base)
            if count < 12
            else Days(cal.shift_days(ctx.base, -max(1, count // 24)), ctx.base),
            _PUB,
        )
    if unit == "fortnight":
        return Found(cal.day(cal.shift_days(ctx.base, -14 * count)), _PUB)
    if unit == "week":
        return Found(cal.day(cal.shift_days(ctx.base, -7 * count)), _PUB)
    days = _whole(unit, ctx.base, -count) if count < 1000 else None
    return Found(days, _PUB) if days else None


def _step(ctx: Context, days: int) -> Found | None:
    if ctx.told is None:
        return Found(None, "vague")
    return Found(
        Days(cal.shift_days(ctx.told.first, days), cal.shift_days(ctx.told.last, days)),
        "narrative",
    )


def _later(ctx: Context, hit: Hit) -> Found | None:
    """Two days later, a week earlier, a year before."""
    if ctx.told is None:
        return Found(None, "vague")
    back = hit.word("E") in ("earlier", "before", "ago", "previously")
    unit, count = hit.unit(), hit.number("n") * (-1 if back else 1)
    if hit.word("n") in ("few", "several", "many", "some") or abs(count) > 1000:
        return Found(None, "vague")
    if unit == "hour":
        return Found(ctx.told, "narrative")
    if unit == "day":
        return _step(ctx, count)
    if unit == "week":
        return _step(ctx, 7 * count)
    days = _whole(unit, ctx.told.first, count)
    return Found(days, "narrative") if days else None


def _hours_later(ctx: Context, _hit: Hit) -> Found | None:
    return Found(ctx.told, "narrative") if ctx.told else Found(None, "vague")


def _next_unit(ctx: Context, hit: Hit) -> Found | None:
    """The following day, the next month, the day before."""
    if ctx.told is None:
        return Found(None, "vague")
    unit = hit.unit() if hit.has("U") else "day"
    back = hit.has("L") or hit.word("B") == "before"
    if hit.has("B") and hit.word("B") not in ("before", "after"):
        return None
    days = _whole(unit, ctx.told.first if back else ctx.told.last, -1 if back else 1)
    return Found(days, "narrative") if days else None


def _same_unit(ctx: Context, hit: Hit) -> Found | None:
    if ctx.told is None:
        return Found(None, "vague")
    unit = hit.unit() if hit.has("U") else "day"
    if unit in ("day", "night"):
        return Found(ctx.told, "narrative")
    days = _whole(unit, ctx.told.first, 0)
    return Found(days, "narrative") if days else None


def _ordinal_day(ctx: Context, hit: Hit) -> Found | None:
    """The 26th, in the month of the story."""
    told = ctx.told
    if told is None or (told.last - told.first).days > 62:
        return Found(None, "vague")
    try:
        return Found(cal.day(told.last.replace(day=hit.number("G"))), "narrative")
    except ValueError:
        return None


_COUNT: Final = r"(?P<n>[nDdac])(?:cf|c|f)?"

RELATIVE: Final = (
    Rule("date.today", r"(?:[EP])?(?P<g>g)p?", _deictic),
    Rule(
        "date.last_night",
        r"(?P<L>L)(?P<U>U)(?=.|$)",
        lambda c, h: _last_night(c, h) if h.word("U") == "night" else None,
    ),
    Rule("date.this_morning", r"(?:P|E)?Tp", _this_morning),
    Rule("date.weekday", r"(?:[PE]i?)?(?:(?P<L>L)|(?P<X>X)|T)?(?P<W>W)(?:'_)?p?", _weekday),
    Rule(
        "date.weekday_night",
        r"(?:[PE]i?)?(?:(?P<L>L)|T)?(?P<W>W)(?P<U>U)",
        lambda c, h: _weekday(c, h) if h.word("U") == "night" else None,
    ),
    Rule("date.last_unit", r"(?:t?(?P<P>P)-?f?|(?P<E>E)i?)?t?(?P<R>[LT])(?P<U>U)", _last_unit),
    Rule("date.last_units", rf"t?(?P<R>L){_COUNT}(?P<U>U)", _last_units),
    Rule("date.recent_units", r"(?P<e>e)(?P<U>U)", _recent),
    Rule(
        "date.weekend",
        r"t(?P<U>U)",
        lambda c, h: _weekend(c, h) if h.word("U") == "weekend" else None,
    ),
    Rule("date.ago", rf"{_COUNT}(?P<U>U)A", _ago),
    Rule("date.units_later", rf"{_COUNT}(?P<U>U)(?P<E>[EB])(?!t)", _later),
    Rule(
        "date.hours_later",
        r"(?P<U>U)(?P<E>E)",
        lambda c, h: _hours_later(c, h) if h.unit() == "hour" else None,
    ),
    Rule("date.following_unit", r"t?(?:X)(?P<U>U)", _next_unit),
    Rule("date.day_before", r"t(?P<U>U)(?P<B>B)", _next_unit),
    Rule("date.same_unit", r"E?(?:tH|H)(?P<U>U)", _same_unit),
    Rule("date.same_daypart", r"E?(?:tH|H)p", _same_unit),
    Rule("date.ordinal_day", r"t(?P<G>G)(?!_)", _ordinal_day),
)
