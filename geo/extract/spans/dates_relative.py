"""Rules for expressions that count from publication, from the dateline or from the story."""

from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule

_PUB: Final = "relative_to_publication"
_UNKNOWN: Final = Found(None, "vague")
_VAGUE_COUNTS: Final = frozenset(("few", "several", "many", "some"))
_BACK: Final = frozenset(("previous", "preceding", "prior"))
_REPORTING: Final = frozenset(
    ["said", "says", "told", "announced", "reported", "confirmed", "denied", "added", "statement", "interview"]
)
_VERBAL: Final = frozenset(["that", "this"])
_STALE: Final = 13
"""After this many days before publication a story no longer runs in its own week [days]."""


def _deictic(ctx: Context, hit: Hit) -> Found:
    if ctx.base is None:
        return _UNKNOWN
    word = hit.word("g")
    if word == "overnight":
        return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), _PUB)
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return Found(cal.day(cal.shift_days(ctx.base, shift)), _PUB)


def _last_night(ctx: Context, hit: Hit) -> Found:
    if hit.word("R") in _BACK and ctx.told_day is not None:
        return Found(Days(cal.shift_days(ctx.told_day.first, -1), ctx.told_day.last), "narrative")
    if ctx.base is None:
        return _UNKNOWN
    return Found(Days(cal.shift_days(ctx.base, -1), ctx.base), _PUB)


def _this_morning(ctx: Context, _hit: Hit) -> Found:
    return Found(cal.day(ctx.base), _PUB) if ctx.base else _UNKNOWN


def _weekday(ctx: Context, hit: Hit) -> Found:
    if hit.has("X"):
        if ctx.base is None:
            return _UNKNOWN
        ahead = (hit.weekday() - ctx.base.weekday() - 1) % 7 + 1
        return Found(cal.day(cal.shift_days(ctx.base, ahead)), _PUB)
    told = ctx.told_day
    if told is not None and not hit.has("L") and ctx.told_in == ctx.paragraph:
        stale = ctx.base is None or (ctx.base - told.last).days > _STALE
        if stale and hit.before not in _REPORTING and not _reported(hit):
            ahead = (hit.weekday() - told.first.weekday()) % 7
            return Found(cal.day(cal.shift_days(told.first, ahead)), "narrative")
    if ctx.base is None:
        return _UNKNOWN
    back = (ctx.base.weekday() - hit.weekday()) % 7
    if hit.has("L") and back == 0:
        back = 7
    return Found(cal.day(cal.shift_days(ctx.base, -back)), _PUB)


def _reported(hit: Hit) -> bool:
    """Whether a verb of saying stands right before the words ("told reporters on Monday")."""
    start = hit.match.start()
    return bool(_REPORTING.intersection(hit.tokens.words[max(0, start - 4) : start]))


def _night_to_weekday(ctx: Context, hit: Hit) -> Found:
    """The night to Saturday: Friday evening to Saturday morning."""
    found = _weekday(ctx, hit)
    if found.days is None:
        return found
    return Found(Days(cal.shift_days(found.days.first, -1), found.days.last), found.basis)


def _weekend(ctx: Context, _hit: Hit) -> Found:
    if ctx.base is None:
        return _UNKNOWN
    saturday = cal.shift_days(ctx.base, -((ctx.base.weekday() - 5) % 7))
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
    if unit == "year" and 1 < at.year + count < 9999:
        return cal.year(at.year + count)
    return None


def _window(unit: str, at: date, count: int) -> Days | None:
    """The last `count` units up to a day."""
    if count > 1000:
        return None
    if unit == "hour":
        return Days(cal.shift_days(at, -max(1, -(-count // 24))), at)
    scale = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    if scale:
        return Days(cal.shift_days(at, -count * scale), at)
    factor = {"month": 1, "year": 12, "decade": 120}.get(unit)
    return Days(cal.shift_months(at, -count * factor), at) if factor else None


def _last_unit(ctx: Context, hit: Hit) -> Found | None:
    """Last month, this year, early last year, earlier this month, the past year."""
    unit, word = hit.unit(), hit.word("R")
    if word in _BACK and ctx.told is not None:
        days = _whole(unit, ctx.told.first, -1)
        return Found(days, "narrative") if days else None
    if ctx.base is None:
        return _UNKNOWN
    current = word in ("this", "current")
    if word == "past" or unit not in ("day", "week", "month", "year"):
        days = _window(unit, ctx.base, 1)
    elif current and unit == "week" and not hit.has("P") and not hit.has("E"):
        days = Days(cal.shift_days(ctx.base, -6), ctx.base)
    else:
        days = _whole(unit, ctx.base, 0 if current else -1)
    if days is None:
        return None
    if hit.has("P"):
        days = cal.part(days, hit.word("P"))
    elif current:
        days = Days(days.first, min(days.last, ctx.base))
    return Found(days, _PUB)


def _last_units(ctx: Context, hit: Hit) -> Found | None:
    at, basis, before = ctx.base, _PUB, False
    unit = hit.unit()
    if hit.word("R") in _BACK and ctx.told is not None:
        at, basis = ctx.told.last, "narrative"
        if unit in ("month", "year") and (ctx.told.last - ctx.told.first).days > 26:
            at, before = ctx.told.first, True
    if at is None or hit.word("n") in _VAGUE_COUNTS:
        return _UNKNOWN
    days = _window(unit, at, hit.number("n"))
    if days is not None and before:
        days = Days(days.first, cal.shift_days(at, -1))
    return Found(days, basis) if days else None


def _next_units(ctx: Context, hit: Hit) -> Found | None:
    """Over the next twelve months, the following two days; only in a story of the past."""
    told, unit = ctx.told, hit.unit()
    if told is None or hit.word("n") in _VAGUE_COUNTS or (ctx.base and told.last >= ctx.base):
        return _UNKNOWN
    count = hit.number("n")
    if unit in ("day", "week") and count < 100:
        last = cal.shift_days(told.last, count * (7 if unit == "week" else 1))
        return Found(Days(told.last, last), "narrative")
    if unit not in ("month", "year") or count > 100:
        return None
    first = cal.shift_days(told.last, 1)
    last = cal.shift_days(cal.shift_months(first, count * (12 if unit == "year" else 1)), -1)
    return Found(Days(first, last), "narrative")


def _within(ctx: Context, hit: Hit) -> Found | None:
    """Within a week, within two days: of what was just told."""
    told, unit = ctx.told_day, hit.unit()
    if hit.before != "within" and hit.word("w") != "within":
        return None
    if told is None or hit.word("n") in _VAGUE_COUNTS:
        return _UNKNOWN
    count = hit.number("n") if hit.has("n") else 1
    scale = {"hour": 0, "day": 1, "week": 7, "month": 31}.get(unit)
    if scale is None or count > 100:
        return None
    if unit == "hour" and count > 23:
        scale, count = 1, count // 24
    return Found(Days(told.first, cal.shift_days(told.last, scale * count)), "narrative")


def _vague(_ctx: Context, _hit: Hit) -> Found:
    return _UNKNOWN


def _ago(ctx: Context, hit: Hit) -> Found | None:
    if ctx.base is None or hit.word("n") in _VAGUE_COUNTS:
        return _UNKNOWN
    unit, count = hit.unit(), hit.number("n")
    if count > 1000:
        return None
    if unit == "hour":
        back = cal.shift_days(ctx.base, -(count // 24)) if count > 23 else ctx.base
        return Found(Days(back, ctx.base), _PUB)
    if unit == "fortnight":
        return Found(cal.day(cal.shift_days(ctx.base, -14 * count)), _PUB)
    if unit == "week":
        middle = cal.shift_days(ctx.base, -7 * count)
        if count == 1:
            return Found(cal.day(middle), _PUB)
        return Found(Days(cal.shift_days(middle, -3), cal.shift_days(middle, 3)), _PUB)
    days = _whole(unit, ctx.base, -count)
    return Found(days, _PUB) if days else None


def _step(told: Days, days: int) -> Found:
    return Found(
        Days(cal.shift_days(told.first, days), cal.shift_days(told.last, days)), "narrative"
    )


def _later(ctx: Context, hit: Hit) -> Found | None:
    """Two days later, a week earlier, three months before, four days after he said it."""
    unit, word = hit.unit(), hit.word("E")
    back = word in ("earlier", "before", "previously")
    if word == "after" and hit.after and hit.tokens.classes[hit.match.end()] in "ta_":
        back = True
    elif word == "before" and hit.after and hit.tokens.classes[hit.match.end()] in "ta_":
        back = hit.after in _VERBAL
    count = hit.number("n") * (-1 if back else 1)
    if hit.word("n") in _VAGUE_COUNTS or abs(count) > 1000 or ctx.told is None:
        return _UNKNOWN
    if unit in ("hour", "day", "week", "night", "fortnight"):
        if ctx.told_day is None:
            return _UNKNOWN
        return _step(ctx.told_day, count * {"hour": 0, "week": 7, "fortnight": 14}.get(unit, 1))
    moved = count * (12 if unit == "year" else 1)
    long = (ctx.told.last - ctx.told.first).days
    if word == "before" and hit.has("t"):
        return Found(
            Days(cal.shift_months(ctx.told.first, moved), cal.shift_days(ctx.told.first, -1)),
            "narrative",
        )
    if unit == "year" and 32 < long < 360:
        return Found(_shifted(ctx.told, moved), "narrative")
    days = _whole(unit, ctx.told.first, count)
    return Found(days, "narrative") if days else None


def _shifted(told: Days, count: int) -> Days:
    """The same stretch some months on; whole months stay whole."""
    first, last = cal.shift_months(told.first, count), cal.shift_months(told.last, count)
    if cal.shift_days(told.last, 1).day == 1:
        last = cal.month(last.year, last.month).last
    return Days(first, max(first, last))


def _same_months(ctx: Context, hit: Hit) -> Found:
    """The same period of last year, the same months of 2023."""
    told = ctx.told
    if told is None:
        return _UNKNOWN
    year = int(hit.word("Y")) if hit.has("Y") else told.first.year - 1
    return Found(_shifted(told, 12 * (year - told.first.year)), "narrative")


def _since_then(ctx: Context, _hit: Hit) -> Found:
    if ctx.told is None:
        return _UNKNOWN
    last = ctx.base or ctx.told.last
    return Found(Days(ctx.told.first, max(last, ctx.told.first)), "narrative", "since")


def _around(ctx: Context, hit: Hit) -> Found | None:
    """Around the same time: within three days."""
    if hit.word("w") not in ("around", "about"):
        return None
    if ctx.told_day is None:
        return _UNKNOWN
    first, last = ctx.told_day.first, ctx.told_day.last
    return Found(Days(cal.shift_days(first, -3), cal.shift_days(last, 3)), "narrative")


def _weekdays(ctx: Context, hit: Hit) -> Found | None:
    """Wednesday and Thursday, from Monday to Friday."""
    last = _weekday(ctx, hit)
    if last.days is None:
        return last
    back = (hit.weekday() - hit.weekday("V")) % 7
    return Found(Days(cal.shift_days(last.days.first, -back), last.days.last), last.basis)


def _preceding_night(ctx: Context, _hit: Hit) -> Found:
    if ctx.told_day is None:
        return _UNKNOWN
    return Found(Days(cal.shift_days(ctx.told_day.first, -1), ctx.told_day.last), "narrative")


def _same_time(ctx: Context, _hit: Hit) -> Found:
    return Found(ctx.told_day, "narrative") if ctx.told_day else _UNKNOWN


def _next_unit(ctx: Context, hit: Hit) -> Found | None:
    """The following day, the next month, the day before."""
    unit = hit.unit() if hit.has("U") else "day"
    told = ctx.told_day if unit in ("day", "night") else ctx.told
    if told is None:
        return _UNKNOWN
    back = hit.has("B") and hit.word("B") == "before"
    if unit == "week" and (told.last - told.first).days == 6:
        return _step(told, -7 if back else 7)
    if unit == "day" and not back and hit.letter_before == "s":
        return None
    days = _whole(unit, told.first if back else told.last, -1 if back else 1)
    return Found(days, "narrative") if days else None


def _quarter_before(ctx: Context, _hit: Hit) -> Found:
    if ctx.told is None:
        return _UNKNOWN
    first = cal.shift_months(ctx.told.first, -3)
    return Found(Days(first, cal.shift_days(ctx.told.first, -1)), "narrative")


def _same_unit(ctx: Context, hit: Hit) -> Found | None:
    unit = hit.unit() if hit.has("U") else "day"
    if unit in ("day", "night"):
        return _same_time(ctx, hit)
    if ctx.told is None:
        return _UNKNOWN
    days = _whole(unit, ctx.told.first, 0)
    return Found(days, "narrative") if days else None


def _same_period(ctx: Context, _hit: Hit) -> Found:
    return Found(ctx.told, "narrative") if ctx.told else _UNKNOWN


def _ordinal_day(ctx: Context, hit: Hit) -> Found | None:
    """The 26th, the 28th of the same month, the 5th of this month."""
    told = ctx.told
    if hit.has("R"):
        if ctx.base is None:
            return _UNKNOWN
        at = cal.shift_months(ctx.base, 0 if hit.word("R") in ("this", "current") else -1)
        basis = _PUB
    elif told is None or (told.last - told.first).days > 62:
        if ctx.base is None or not hit.has("U"):
            return _UNKNOWN
        at, basis = ctx.base, _PUB
    else:
        at, basis = told.last, "narrative"
    try:
        days = cal.day(at.replace(day=hit.number("G")))
    except ValueError:
        return None
    return Found(days, basis)


def _part_of_told(ctx: Context, hit: Hit) -> Found | None:
    """The end of the month, the middle of the year, the last day of the month."""
    if hit.has("R") and hit.word("R") in ("this", "current", "last"):
        at = ctx.base
        back = -1 if hit.word("R") == "last" else 0
    else:
        at, back = (ctx.told.first, 0) if ctx.told else (ctx.base, 0)
    if at is None:
        return _UNKNOWN
    whole = _whole(hit.unit(), at, back)
    if whole is None:
        return None
    basis = "narrative" if ctx.told and not hit.has("R") else _PUB
    if hit.has("P"):
        return Found(cal.part(whole, hit.word("P")), basis)
    return Found(cal.day(whole.last if hit.has("L") else whole.first), basis)


def _is_day(hit: Hit) -> bool:
    """Whether an ordinal is a day: not "the 3rd Battalion"."""
    if hit.has("R") or not hit.after or hit.after in ",.;:)'’-–—\n":
        return True
    return hit.before in ("on", "of", "to", "by", "since", "until")


def _units(*units: str):  # type: ignore[no-untyped-def]
    """Accept a match whose unit is one of these."""
    return lambda hit: hit.unit() in units


_COUNT: Final = r"(?P<n>[nDdac])(?:cf|c|f)?"
_LONG: Final = ("week", "month", "year")

RELATIVE: Final = (
    Rule("date.today", r"(?:[EP])?(?P<g>g)p?", _deictic),
    Rule("date.last_night", r"t?(?P<R>L)(?P<U>[Uv])", _last_night, _units("night")),
    Rule("date.this_morning", r"(?:P|E)?Tp", _this_morning),
    Rule("date.weekday", r"(?:[PE]i?)?(?:(?P<L>L)|(?P<X>X)|T)?(?P<W>W)(?:'_)?p?", _weekday),
    Rule(
        "date.weekday_night",
        r"(?:[PE]i?)?(?:(?P<L>L)|T)?(?P<W>W)(?P<U>[Uv])",
        _weekday,
        _units("night"),
    ),
    Rule("date.night_of_weekday", r"t?(?P<U>[Uv])f(?P<W>W)", _weekday, _units("night")),
    Rule(
        "date.night_to_weekday",
        r"t?(?P<U>[Uv])(?:fW)?k(?P<W>W)",
        _night_to_weekday,
        _units("night"),
    ),
    Rule("date.last_unit", r"(?:t?(?P<P>P)-?f?|(?P<E>E)i?)?t?(?P<R>[LT])(?P<U>[Uv])", _last_unit),
    Rule("date.last_units", rf"t?(?P<R>L){_COUNT}(?P<U>[Uv])", _last_units),
    Rule("date.next_units", rf"t?X{_COUNT}(?P<U>[Uv])", _next_units,
         lambda hit: hit.after != "of"),
    Rule(
        "date.within",
        rf"(?P<w>i)(?:{_COUNT}|t)(?P<U>[Uv])",
        _within,
        lambda hit: hit.word("w") == "within",
    ),
    Rule("date.since_then", r"s(?P<T>j)", _since_then),
    Rule(
        "date.same_months",
        r"t?H(?:[UQSz])(?:[fi](?P<Y>Y)|[fi]?t?[LE]v|fav[EB]|av[EB])",
        _same_months,
    ),
    Rule("date.around_same_time", r"(?P<w>i)tHz", _around),
    Rule("date.weekdays", r"[rb]?(?P<V>W)[k&-](?P<W>W)", _weekdays),
    Rule("date.recent_units", r"(?P<e>e)(?P<U>[Uv])", _vague),
    Rule("date.weekend", r"t(?P<U>[Uv])", _weekend, _units("weekend")),
    Rule("date.ago", rf"{_COUNT}(?P<U>[Uv])A", _ago),
    Rule("date.units_later", rf"(?P<t>t)?{_COUNT}(?P<U>[Uv])(?P<E>[EB])", _later),
    Rule("date.hours_later", r"(?P<U>[Uv])(?P<E>E)", _same_time, _units("hour")),
    Rule("date.following_unit", r"t?(?:X)(?P<U>[Uv])", _next_unit),
    Rule(
        "date.night_before",
        r"t(?P<U>U)B(?![_tTH])|tL(?P<N>U)",
        _preceding_night,
        lambda hit: (
            hit.tokens.words[hit.match.start() + 1] == "night"
            or (hit.has("N")
            and hit.word("N") == "night"
            and hit.tokens.words[hit.match.start() + 1] in _BACK)
        ),
    ),
    Rule("date.unit_before", r"t(?P<U>[Uv])(?P<B>B)(?![_tTH])", _next_unit),
    Rule("date.evening_before", r"tp(?P<B>B)(?![_tTH])", _next_unit),
    Rule("date.quarter_before", r"tQB|tLQ", _quarter_before),
    Rule("date.same_unit", r"E?(?:tH|H)(?P<U>[Uv])", _same_unit),
    Rule("date.same_daypart", r"E?(?:tH|H)p", _same_unit),
    Rule("date.same_period", r"H(?P<z>z)", _same_period),
    Rule(
        "date.ordinal_day",
        r"t(?P<G>[Go])p?f(?:(?P<R>[TL])|tH|H|t)(?P<U>U)",
        _ordinal_day,
        _units("month"),
    ),
    Rule("date.ordinal_day", r"t(?P<G>G)(?:f(?:(?P<R>[TL])|tH|H|t)[Uv])?", _ordinal_day, _is_day),
    Rule(
        "date.part_of_unit",
        r"t?(?P<P>P)f(?:t|(?P<R>T)|H|tH)(?P<U>[Uv])",
        _part_of_told,
        _units(*_LONG),
    ),
    Rule(
        "date.last_day_of_unit",
        r"t(?:(?P<L>L)|o)[pU]f(?:t|(?P<R>T)|H|tH)(?P<U>[Uv])",
        _part_of_told,
        _units("month", "year"),
    ),
)
