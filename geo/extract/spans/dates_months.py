"""Rules for expressions that name a month, quarter, half, season or year."""

from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule, day_or_none
from geo.extract.spans.dates_words import MEASURES
from geo.extract.spans.dates_years import (
    OF_SOME_YEAR,
    OF_YEAR,
    stretch_year,
    told_or_published_year,
    year_of,
)
from geo.extract.spans.lexing import words
from geo.extract.spans.people import COUNTED, PLURAL


def _last_month_named(ctx: Context, hit: Hit) -> Found:
    """Last March: the most recent March that was over before this month."""
    if ctx.base is None:
        return Found(None, "vague")
    year = ctx.base.year - (hit.month() >= ctx.base.month)
    return Found(cal.month(year, hit.month()), "relative_to_publication")


def _month(ctx: Context, hit: Hit) -> Found | None:
    year = year_of(ctx, hit, hit.month())
    if year is None:
        return Found(None, "vague")
    days = cal.month(year[0], hit.month())
    return Found(cal.part(days, hit.word("P")) if hit.has("P") else days, year[1])


def _month_range(ctx: Context, hit: Hit) -> Found | None:
    year = year_of(ctx, hit, hit.month("N"))
    if year is None:
        return Found(None, "vague")
    start_year = int(hit.word("Z")) if hit.has("Z") else year[0] - (hit.month() > hit.month("N"))
    first, last = cal.month(start_year, hit.month()), cal.month(year[0], hit.month("N"))
    return Found(Days(first.first, last.last), year[1]) if first.first <= last.last else None


def _year(_ctx: Context, hit: Hit) -> Found | None:
    days = cal.year(int(hit.word("Y")))
    return Found(cal.part(days, hit.word("P")) if hit.has("P") else days)


def _year_range(_ctx: Context, hit: Hit) -> Found | None:
    first = int(hit.word("Y"))
    last = int(hit.word("N"))
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 60:
        return None
    return Found(Days(date(first, 1, 1), date(last, 12, 31)))


def _quarter(ctx: Context, hit: Hit) -> Found | None:
    if hit.word("q").startswith("h"):
        half = stretch_year(ctx, hit)
        first = 1 if hit.word("q") == "h1" else 7
        return Found(cal.months(half[0], first, 6), half[1]) if half else Found(None, "vague")
    if hit.has("q"):
        number = int(hit.word("q")[1])
    else:
        number = 4 if hit.has("L") or hit.word("o") == "final" else hit.number("o")
    if not 1 <= number <= 4:
        return None
    year = stretch_year(ctx, hit)
    if year is None:
        if ctx.base is None:
            return Found(None, "vague")
        begun = number * 3 - 2 <= ctx.base.month
        year = ctx.base.year - (not begun), "inferred_year"
    return Found(cal.months(year[0], number * 3 - 2, 3), year[1])


def _half(ctx: Context, hit: Hit) -> Found | None:
    year = stretch_year(ctx, hit) or (
        (ctx.base.year, "inferred_year") if ctx.base is not None else None
    )
    if year is None:
        return Found(None, "vague")
    number = 1 if hit.word("o") == "first" else 7
    return Found(cal.months(year[0], number, 6), year[1])


def _run_of_months(ctx: Context, hit: Hit) -> Found | None:
    if hit.unit() != "month":
        return None
    count = hit.number("n")
    year = stretch_year(ctx, hit)
    if year is None:
        if ctx.base is None or hit.has("L"):
            return Found(None, "vague")
        year = ctx.base.year, "inferred_year"
    if not 1 <= count <= 12:
        return None
    days = cal.months(year[0], 13 - count if hit.has("L") else 1, count)
    if ctx.base is not None and days.first <= ctx.base < days.last:
        days = Days(days.first, ctx.base)
    return Found(days, year[1])


def _months_to(ctx: Context, hit: Hit) -> Found | None:
    unit, count = hit.unit(), hit.number("n") if hit.has("n") else 1
    number = hit.month()
    told = year_of(ctx, hit, number)
    if unit not in ("month", "year") or count > 60:
        return None
    if told is None:
        return Found(None, "vague")
    year = told[0]
    last = cal.month(year, number).last
    if hit.has("D"):
        end = day_or_none(year, number, hit.number("D"))
        if end is None:
            return None
        last = end.last
    back = count * (12 if unit == "year" else 1)
    month_end = last == cal.month(year, number).last
    if month_end:
        start = cal.shift_months(date(year, number, 1), 1 - back)
    else:
        start = cal.shift_days(cal.shift_months(last, -back), 1)
    return Found(Days(start, last), told[1])


def _season(ctx: Context, hit: Hit) -> Found:
    number = hit.season()
    if hit.has("Y"):
        year, basis = int(hit.word("Y")), "explicit"
    elif hit.has("R"):
        told = told_or_published_year(ctx, hit.word("R"))
        if told is None:
            return Found(None, "vague")
        year, basis = told
    elif ctx.base is None:
        if ctx.told is None:
            return Found(None, "vague")
        ended = hit.word("L") == "last" and ctx.told.last.month < number + 3
        year, basis = ctx.told.last.year - ended, "narrative"
    else:
        begun = number <= ctx.base.month
        running = begun and ctx.base.month < number + 3
        again = running and hit.word("L") == "last"
        year = ctx.base.year - (0 if begun and not again else 1)
        basis = "relative_to_publication" if hit.has("L") else "inferred_year"
    days = cal.months(year, number, 3)
    if hit.has("P"):
        days = cal.part(days, hit.word("P"))
    elif ctx.base is not None and days.first <= ctx.base < days.last:
        days = Days(days.first, ctx.base)
    return Found(days, basis)


def _is_month(hit: Hit) -> bool:
    """Whether a bare month name is one: "may", "march" and "Jan" are also other words."""
    name, letter = hit.word("M"), hit.letter_before
    if hit.has("P") or hit.has("E"):
        return True
    if name in ("may", "march"):
        return letter in "isurLTfkb&EXe," or hit.after in ("'", "’")
    if len(name) <= 3 or name == "sept":
        return hit.before in ("in", "since", "until", "from", "of", "to", "-", "–")
    return True


def _is_season(hit: Hit) -> bool:
    """Whether a bare season is one: not "the fall of Kabul" or "the spring campaign"."""
    if hit.word("S") == "fall" and hit.after in ("of", "to", "in"):
        return False
    return hit.after not in ("campaign", "offensive", "water", "and", "coat", "contributions")


def _is_year(hit: Hit) -> bool:
    """Whether four figures are a year: not "about 2000 fighters"."""
    if hit.has("P"):
        return True
    if hit.before in _HEDGES:
        return False
    if hit.after in PLURAL or hit.after in COUNTED:
        return hit.letter_before in "isruk(P"
    return hit.after not in MEASURES


_HEDGES: Final = words(
    "about around some nearly almost approximately roughly over than least estimated as"
)


_PART: Final = r"(?:t?(?P<P>P)(?:-|tf|f)?t?)?"


MONTHS_AND_YEARS: Final = (
    Rule("date.month_year", _PART + r"(?P<M>M),?f?(?P<Y>Y)", _month),
    Rule("date.month_of_last_year", _PART + r"(?P<M>M),?f?t?(?P<R>[LTH])v", _month),
    Rule("date.last_year_in_month", r"t?(?P<R>[LTH])vi(?P<M>M)", _month),
    Rule("date.last_month_named", r"L(?P<M>M)", _last_month_named),
    Rule("date.month", rf"(?:(?P<E>E)i)?{_PART}(?P<M>M)(?!Y)", _month, _is_month),
    Rule(
        "date.month_range",
        rf"[rb]?(?P<M>M)(?P<Z>Y)?(?:-|k|&|u)(?P<N>M)(?![DG]){OF_YEAR}?",
        _month_range,
    ),
    Rule("date.year", r"(?:t?(?P<P>P)(?:-|f)?)?(?P<Y>Y)(?!-?[DdY]\b)", _year, _is_year),
    Rule("date.year_range", r"[rb]?(?P<Y>Y)(?:[-k&/u])(?P<N>[YDd])(?!-)", _year_range),
    Rule("date.quarter", rf"t?(?:(?P<o>o)|(?P<L>L))-?Q{OF_SOME_YEAR}", _quarter),
    Rule("date.bare_quarter", r"t(?P<o>o)-?Q", _quarter),
    Rule("date.q", r"(?P<q>q),?f?(?P<Y>Y)?", _quarter),
    Rule("date.half", rf"t?(?P<o>[oP])-?h{OF_SOME_YEAR}", _half),
    Rule(
        "date.run_of_months",
        rf"t?(?:o|(?P<L>L))(?P<n>[nD])(?P<U>[Uv]){OF_SOME_YEAR}",
        _run_of_months,
    ),
    Rule(
        "date.months_to",
        r"t?(?P<n>[nD])?(?P<U>[Uv])k(?P<M>M)(?P<D>[DG])?(?:,?(?P<Y>Y))?",
        _months_to,
    ),
    Rule("date.season", rf"(?:t?(?P<P>P)-?f?)?t?(?P<S>S){OF_YEAR}", _season, _is_season),
    Rule("date.relative_season", r"t?(?P<L>[LT])(?P<S>S)", _season),
    Rule(
        "date.bare_season", r"(?:t?(?P<P>P)-?f?)?(?:(?<=i)|t|(?<=s))(?P<S>S)", _season, _is_season
    ),
)
