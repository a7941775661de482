"""Rules for expressions that count from what the story has told before."""

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
    has_unit,
)


def _last_units(ctx: Context, hit: Hit) -> Found | None:
    at, basis, before = ctx.base, PUBLICATION, False
    unit = hit.unit()
    if hit.word("R") in BACK and ctx.told is not None:
        at, basis = ctx.told.last, "narrative"
        if unit in ("month", "year") and (ctx.told.last - ctx.told.first).days > 26:
            at, before = ctx.told.first, True
    if at is None or hit.vague:
        return UNKNOWN
    days = cal.window(unit, at, hit.number("n"))
    if days is not None and before:
        days = Days(days.first, cal.shift_days(at, -1))
    return Found(days, basis) if days else None


def _next_units(ctx: Context, hit: Hit) -> Found | None:
    """Over the next twelve months, the following two days; only in a story of the past."""
    told, unit = ctx.told, hit.unit()
    if told is None or hit.vague or (ctx.base and told.last >= ctx.base):
        return UNKNOWN
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
    if told is None or hit.vague:
        return UNKNOWN
    count = hit.number("n") if hit.has("n") else 1
    scale = {"hour": 0, "day": 1, "week": 7, "month": 31}.get(unit)
    if scale is None or count > 100:
        return None
    if unit == "hour" and count > 23:
        scale, count = 1, count // 24
    return Found(Days(told.first, cal.shift_days(told.last, scale * count)), "narrative")


def _step(told: Days, days: int) -> Found:
    return Found(
        Days(cal.shift_days(told.first, days), cal.shift_days(told.last, days)), "narrative"
    )


def _later(ctx: Context, hit: Hit) -> Found | None:
    """Two days later, a week earlier, three months before, four days after he said it."""
    unit, word = hit.unit(), hit.word("E")
    clause = bool(hit.after) and hit.tokens.classes[hit.match.end()] in "ta_"
    back = word in ("earlier", "previously") or (word == "before" and not clause)
    back |= word == "after" and clause
    count = hit.number("n") * (-1 if back else 1)
    if hit.vague or abs(count) > 1000:
        return UNKNOWN
    scale = {"hour": 0, "week": 7, "fortnight": 14, "day": 1, "night": 1}.get(unit)
    if scale is not None:
        return _days_later(ctx, count * scale, of_news=word == "after" and back)
    if ctx.told is None:
        return UNKNOWN
    moved = count * (12 if unit == "year" else 1)
    if word == "before" and hit.has("t"):
        start = ctx.told.first
        return Found(Days(cal.shift_months(start, moved), cal.shift_days(start, -1)), "narrative")
    if unit == "year" and 32 < (ctx.told.last - ctx.told.first).days < 360:
        return Found(_shifted(ctx.told, moved), "narrative")
    days = cal.whole(unit, ctx.told.first, count)
    return Found(days, "narrative") if days else None


def _days_later(ctx: Context, count: int, *, of_news: bool) -> Found:
    """Some days from the day just told; "two days after it" opening a story: from its day."""
    if ctx.told_day is not None:
        return _step(ctx.told_day, count)
    if ctx.base is not None and of_news:
        return Found(cal.day(cal.shift_days(ctx.base, count)), PUBLICATION)
    return UNKNOWN


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
        return UNKNOWN
    year = int(hit.word("Y")) if hit.has("Y") else told.first.year - 1
    return Found(_shifted(told, 12 * (year - told.first.year)), "narrative")


def _since_then(ctx: Context, _hit: Hit) -> Found:
    if ctx.told is None:
        return UNKNOWN
    last = ctx.base or ctx.told.last
    return Found(Days(ctx.told.first, max(last, ctx.told.first)), "narrative", "since")


def _around(ctx: Context, hit: Hit) -> Found | None:
    """Around the same time: within three days."""
    if hit.word("w") not in ("around", "about"):
        return None
    if ctx.told_day is None:
        return UNKNOWN
    first, last = ctx.told_day.first, ctx.told_day.last
    return Found(Days(cal.shift_days(first, -3), cal.shift_days(last, 3)), "narrative")


def _preceding_night(ctx: Context, _hit: Hit) -> Found:
    if ctx.told_day is None:
        return UNKNOWN
    return Found(Days(cal.shift_days(ctx.told_day.first, -1), ctx.told_day.last), "narrative")


def _same_time(ctx: Context, _hit: Hit) -> Found:
    return Found(ctx.told_day, "narrative") if ctx.told_day else UNKNOWN


def _next_unit(ctx: Context, hit: Hit) -> Found | None:
    """The following day, the next month, the day before."""
    unit = hit.unit() if hit.has("U") else "day"
    told = ctx.told_day if unit in ("day", "night") else ctx.told
    if told is None:
        return UNKNOWN
    back = hit.has("B") and hit.word("B") == "before"
    if unit == "week" and (told.last - told.first).days == 6:
        return _step(told, -7 if back else 7)
    if unit == "day" and not back and hit.letter_before == "s":
        return None
    days = cal.whole(unit, told.first if back else told.last, -1 if back else 1)
    return Found(days, "narrative") if days else None


def _quarter_before(ctx: Context, _hit: Hit) -> Found:
    if ctx.told is None:
        return UNKNOWN
    first = cal.shift_months(ctx.told.first, -3)
    return Found(Days(first, cal.shift_days(ctx.told.first, -1)), "narrative")


def _same_unit(ctx: Context, hit: Hit) -> Found | None:
    unit = hit.unit() if hit.has("U") else "day"
    if unit in ("day", "night"):
        return _same_time(ctx, hit)
    if ctx.told is None:
        return UNKNOWN
    days = cal.whole(unit, ctx.told.first, 0)
    return Found(days, "narrative") if days else None


def _same_period(ctx: Context, _hit: Hit) -> Found:
    return Found(ctx.told, "narrative") if ctx.told else UNKNOWN


def _ordinal_day(ctx: Context, hit: Hit) -> Found | None:
    """The 26th, the 28th of the same month, the 5th of this month."""
    told = ctx.told
    if hit.has("R"):
        if ctx.base is None:
            return UNKNOWN
        at = cal.shift_months(ctx.base, 0 if hit.word("R") in ("this", "current") else -1)
        basis = PUBLICATION
    elif told is None or (told.last - told.first).days > 62:
        if ctx.base is None or not hit.has("U"):
            return UNKNOWN
        at, basis = ctx.base, PUBLICATION
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
        return UNKNOWN
    whole = cal.whole(hit.unit(), at, back)
    if whole is None:
        return None
    basis = "narrative" if ctx.told and not hit.has("R") else PUBLICATION
    if hit.has("P"):
        return Found(cal.part(whole, hit.word("P")), basis)
    return Found(cal.day(whole.last if hit.has("L") else whole.first), basis)


def _is_day(hit: Hit) -> bool:
    """Whether an ordinal is a day: not "the 3rd Battalion"."""
    if hit.has("R") or not hit.after or hit.after in ",.;:)'’-–—\n":
        return True
    return hit.before in ("on", "of", "to", "by", "since", "until")


_LONG: Final = ("week", "month", "year")


STORY: Final = (
    Rule("date.last_units", rf"t?(?P<R>L){COUNT}(?P<U>[Uv])", _last_units),
    Rule("date.next_units", rf"t?X{COUNT}(?P<U>[Uv])", _next_units, lambda hit: hit.after != "of"),
    Rule(
        "date.within",
        rf"(?P<w>i)(?:{COUNT}|t)(?P<U>[Uv])",
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
    Rule("date.units_later", rf"(?P<t>t)?{COUNT}(?P<U>[Uv])(?P<E>[EB])", _later),
    Rule("date.hours_later", r"(?P<U>[Uv])(?P<E>E)", _same_time, has_unit("hour")),
    Rule("date.following_unit", r"t?(?:X)(?P<U>[Uv])", _next_unit),
    Rule(
        "date.night_before",
        r"t(?P<U>U)B(?![_tTH])|tL(?P<N>U)",
        _preceding_night,
        lambda hit: (
            hit.tokens.words[hit.match.start() + 1] == "night"
            or (
                hit.has("N")
                and hit.word("N") == "night"
                and hit.tokens.words[hit.match.start() + 1] in BACK
            )
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
        has_unit("month"),
    ),
    Rule("date.ordinal_day", r"t(?P<G>G)(?:f(?:(?P<R>[TL])|tH|H|t)[Uv])?", _ordinal_day, _is_day),
    Rule(
        "date.part_of_unit",
        r"t?(?P<P>P)f(?:t|(?P<R>T)|H|tH)(?P<U>[Uv])",
        _part_of_told,
        has_unit(*_LONG),
    ),
    Rule(
        "date.last_day_of_unit",
        r"t(?:(?P<L>L)|o)[pU]f(?:t|(?P<R>T)|H|tH)(?P<U>[Uv])",
        _part_of_told,
        has_unit("month", "year"),
    ),
)
