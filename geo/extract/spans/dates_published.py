"""Rules for expressions that count from publication or from the dateline."""

from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import (
    BACK,
    COUNT,
    PUBLICATION,
    UNKNOWN,
    Context,
    Found,
    Hit,
    Rule,
    baseless,
    has_unit,
)
from geo.extract.spans.lexing import words

_REPORTING: Final = words(
    "said says told announced reported confirmed denied added statement interview"
)


_STALE: Final = 13
"""After this many days before publication a story no longer runs in its own week [days]."""


def _deictic(ctx: Context, hit: Hit) -> Found:
    word = hit.word("g")
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if ctx.base is None:
        return baseless(ctx, -1 if word == "overnight" else shift, shift)
    if word == "overnight":
        return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), PUBLICATION)
    return Found(cal.day(cal.shift_days(ctx.base, shift)), PUBLICATION)


def _last_night(ctx: Context, hit: Hit) -> Found:
    if hit.word("R") in BACK and ctx.told_day is not None:
        return Found(Days(cal.shift_days(ctx.told_day.first, -1), ctx.told_day.last), "narrative")
    if ctx.base is None:
        return baseless(ctx, -1, 0)
    return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), PUBLICATION)


def _that_night(ctx: Context, _hit: Hit) -> Found:
    """During the night: of the day just told, else the one before publication."""
    if ctx.told_day is not None and ctx.told_day.last != ctx.base:
        return Found(ctx.told_day, "narrative")
    if ctx.base is None:
        return UNKNOWN
    return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), PUBLICATION)


def _this_morning(ctx: Context, _hit: Hit) -> Found:
    return Found(cal.day(ctx.base), PUBLICATION) if ctx.base else baseless(ctx, 0, 0)


def _weekday(ctx: Context, hit: Hit) -> Found:
    if hit.has("X"):
        if ctx.base is None:
            return UNKNOWN
        ahead = (hit.weekday() - ctx.base.weekday() - 1) % 7 + 1
        return Found(cal.day(cal.shift_days(ctx.base, ahead)), PUBLICATION)
    told = ctx.told_day
    if told is not None and not hit.has("L") and ctx.told_in == ctx.paragraph:
        stale = ctx.base is None or (ctx.base - told.last).days > _STALE
        if stale and hit.before not in _REPORTING and not _reported(hit):
            ahead = (hit.weekday() - told.first.weekday()) % 7
            return Found(cal.day(cal.shift_days(told.first, ahead)), "narrative")
    if ctx.base is None:
        return baseless(ctx, -6, 0)
    back = (ctx.base.weekday() - hit.weekday()) % 7
    if hit.has("L") and back == 0:
        back = 7
    return Found(cal.day(cal.shift_days(ctx.base, -back)), PUBLICATION)


def _reported(hit: Hit) -> bool:
    """Whether a verb of saying stands right before the words ("told reporters on Monday")."""
    start = hit.match.start()
    return bool(_REPORTING.intersection(hit.tokens.words[max(0, start - 4) : start]))


def _weekday_of_last_week(ctx: Context, hit: Hit) -> Found:
    """Tuesday of last week: in the week, Monday to Sunday, before that of publication."""
    if ctx.base is None:
        return UNKNOWN
    monday = cal.shift_days(ctx.base, -ctx.base.weekday() - 7)
    return Found(cal.day(cal.shift_days(monday, hit.weekday())), PUBLICATION)


def _night_to_weekday(ctx: Context, hit: Hit) -> Found:
    """The night to Saturday: Friday evening to Saturday morning."""
    found = _weekday(ctx, hit)
    if found.days is None:
        return found
    return Found(Days(cal.shift_days(found.days.first, -1), found.days.last), found.basis)


def _weekend(ctx: Context, _hit: Hit) -> Found:
    if ctx.base is None:
        return UNKNOWN
    saturday = cal.shift_days(ctx.base, -((ctx.base.weekday() - 5) % 7))
    return Found(Days(saturday, cal.shift_days(saturday, 1)), PUBLICATION)


def _weekdays(ctx: Context, hit: Hit) -> Found | None:
    """Wednesday and Thursday, from Monday to Friday."""
    last = _weekday(ctx, hit)
    if last.days is None:
        return last
    back = (hit.weekday() - hit.weekday("V")) % 7
    return Found(Days(cal.shift_days(last.days.first, -back), last.days.last), last.basis)


def _last_unit(ctx: Context, hit: Hit) -> Found | None:
    """Last month, this year, early last year, earlier this month, the past year."""
    unit, word = hit.unit(), hit.word("R")
    if word in BACK and ctx.told is not None:
        days = cal.whole(unit, ctx.told.first, -1)
        return Found(days, "narrative") if days else None
    if ctx.base is None:
        return UNKNOWN
    current = word in ("this", "current")
    if word == "past" or unit not in ("day", "week", "month", "year"):
        days = cal.window(unit, ctx.base, 1)
    elif current and unit == "week" and not hit.has("P") and not hit.has("E"):
        days = Days(cal.shift_days(ctx.base, -6), ctx.base)
    else:
        days = cal.whole(unit, ctx.base, 0 if current else -1)
    if days is None:
        return None
    if hit.has("P"):
        days = cal.part(days, hit.word("P"))
    elif current:
        days = Days(days.first, min(days.last, ctx.base))
    return Found(days, PUBLICATION)


def _vague(_ctx: Context, _hit: Hit) -> Found:
    return UNKNOWN


def _ago(ctx: Context, hit: Hit) -> Found | None:
    """Three days ago, a week ago; two weeks ago is a week around the day."""
    unit, count = hit.unit(), hit.number("n")
    if ctx.base is None or hit.vague:
        return UNKNOWN
    if count > 1000:
        return None
    days = cal.whole(unit, ctx.base, -count)
    if unit == "hour":
        days = Days(cal.shift_days(ctx.base, -(count // 24)), ctx.base)
    elif unit in ("fortnight", "week"):
        at = cal.shift_days(ctx.base, -count * (14 if unit == "fortnight" else 7))
        give = 3 if unit == "week" and count > 1 else 0
        days = Days(cal.shift_days(at, -give), cal.shift_days(at, give))
    return Found(days, PUBLICATION) if days else None


PUBLISHED: Final = (
    Rule("date.today", r"(?:[EP])?(?P<g>g)p?", _deictic),
    Rule("date.last_night", r"t?(?P<R>L)(?P<U>[Uv])", _last_night, has_unit("night")),
    Rule(
        "date.during_the_night",
        r"(?P<i>i)t(?P<U>U)(?!f)",
        _that_night,
        lambda hit: hit.word("U") == "night" and hit.word("i") == "during",
    ),
    Rule("date.this_morning", r"(?:P|E)?Tp", _this_morning),
    Rule("date.weekday", r"(?:[PE]i?)?(?:(?P<L>L)|(?P<X>X)|T)?(?P<W>W)(?:'_)?p?", _weekday),
    Rule(
        "date.weekday_night",
        r"(?:[PE]i?)?(?:(?P<L>L)|T)?(?P<W>W)(?P<U>[Uv])",
        _weekday,
        has_unit("night"),
    ),
    Rule(
        "date.weekday_of_last_week",
        r"(?P<W>W)f(?:L)(?P<U>U)",
        _weekday_of_last_week,
        has_unit("week"),
    ),
    Rule("date.night_of_weekday", r"t?(?P<U>[Uv])f(?P<W>W)", _weekday, has_unit("night")),
    Rule(
        "date.night_to_weekday",
        r"t?(?P<U>[Uv])(?:fW)?k(?P<W>W)",
        _night_to_weekday,
        has_unit("night"),
    ),
    Rule("date.last_unit", r"(?:t?(?P<P>P)-?f?|(?P<E>E)i?)?t?(?P<R>[LT])(?P<U>[Uv])", _last_unit),
    Rule("date.weekdays", r"[rb]?(?P<V>W)[k&-](?P<W>W)", _weekdays),
    Rule("date.recent_units", r"(?P<e>e)(?P<U>[Uv])", _vague),
    Rule("date.weekend", r"t(?P<U>[Uv])", _weekend, has_unit("weekend")),
    Rule("date.ago", rf"{COUNT}(?P<U>[Uv])A", _ago),
)
