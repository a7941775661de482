"""Rules for expressions that name a day, month, quarter, season or year of the calendar."""

import calendar
from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule, day_or_none, nearest_year
from geo.extract.spans.dates_words import UNIT_WORDS, WEEKDAYS
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


def _year_of(ctx: Context, hit: Hit, number: int, value: int = 1) -> tuple[int, str] | None:
    if hit.has("Y"):
        return int(hit.word("Y")), "explicit"
    if hit.has("R"):
        return _told_or_published_year(ctx, hit.word("R"))
    weekday = hit.weekday() if hit.has("W") else None
    return nearest_year(ctx, number, value, weekday)


def _told_or_published_year(ctx: Context, word: str) -> tuple[int, str] | None:
    """Of last year, of this year, of that year, of the previous year."""
    if word in ("that", "same", "previous", "preceding"):
        if ctx.told is None:
            return None
        return ctx.told.first.year - (word in ("previous", "preceding")), "narrative"
    if ctx.base is None:
        return None
    back = 0 if word in ("this", "current") else 1
    return ctx.base.year - back, "relative_to_publication"


def _day(ctx: Context, hit: Hit) -> Found | None:
    year = _year_of(ctx, hit, hit.month(), hit.number("D"))
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


def _last_month_named(ctx: Context, hit: Hit) -> Found:
    """Last March: the most recent March that was over before this month."""
    if ctx.base is None:
        return Found(None, "vague")
    year = ctx.base.year - (hit.month() >= ctx.base.month)
    return Found(cal.month(year, hit.month()), "relative_to_publication")


def _day_range(ctx: Context, hit: Hit) -> Found | None:
    end_month = hit.month("N") if hit.has("N") else hit.month()
    year = _year_of(ctx, hit, end_month, hit.number("D2"))
    if year is None:
        return Found(None, "vague")
    start_year = int(hit.word("Z")) if hit.has("Z") else year[0] - (hit.month() > end_month)
    first = day_or_none(start_year, hit.month(), hit.number("D"))
    last = day_or_none(year[0], end_month, hit.number("D2"))
    if first is None or last is None or first.first > last.last:
        return None
    return Found(Days(first.first, last.last), year[1])


def _month(ctx: Context, hit: Hit) -> Found | None:
    year = _year_of(ctx, hit, hit.month())
    if year is None:
        return Found(None, "vague")
    days = cal.month(year[0], hit.month())
    return Found(cal.part(days, hit.word("P")) if hit.has("P") else days, year[1])


def _month_range(ctx: Context, hit: Hit) -> Found | None:
    year = _year_of(ctx, hit, hit.month("N"))
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


def _stretch(ctx: Context, hit: Hit) -> tuple[int, str] | None:
    """The year that a quarter, half or run of months belongs to."""
    if hit.has("Y"):
        return int(hit.word("Y")), "explicit"
    if hit.has("R"):
        return _told_or_published_year(ctx, hit.word("R"))
    if hit.has("H") and ctx.told is not None:
        return ctx.told.first.year, "narrative"
    return None


def _quarter(ctx: Context, hit: Hit) -> Found | None:
    if hit.word("q").startswith("h"):
        half = _stretch(ctx, hit)
        first = 1 if hit.word("q") == "h1" else 7
        return Found(cal.months(half[0], first, 6), half[1]) if half else Found(None, "vague")
    if hit.has("q"):
        number = int(hit.word("q")[1])
    else:
        number = 4 if hit.has("L") or hit.word("o") == "final" else hit.number("o")
    if not 1 <= number <= 4:
        return None
    year = _stretch(ctx, hit)
    if year is None:
        if ctx.base is None:
            return Found(None, "vague")
        begun = number * 3 - 2 <= ctx.base.month
        year = ctx.base.year - (not begun), "inferred_year"
    return Found(cal.months(year[0], number * 3 - 2, 3), year[1])


def _half(ctx: Context, hit: Hit) -> Found | None:
    year = _stretch(ctx, hit) or (
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
    year = _stretch(ctx, hit)
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
    told = _year_of(ctx, hit, number)
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
        told = _told_or_published_year(ctx, hit.word("R"))
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


def _first_days(ctx: Context, hit: Hit) -> Found | None:
    """The first days of May, the last days of 2023."""
    if hit.has("M"):
        year = _year_of(ctx, hit, hit.month())
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
    year = _year_of(ctx, hit, hit.month())
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
    year = _year_of(ctx, hit, hit.month())
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
        if hit.tokens.classes[after - 1] == "D" and word in PLURAL | COUNTED | _MEASURES:
            return False
    return _in_calendar(hit)


def _night(hit: Hit) -> bool:
    words = hit.tokens.words[hit.match.start() : hit.match.end()]
    return "night" in words


def _plural_days(hit: Hit) -> bool:
    words = hit.tokens.words[hit.match.start() : hit.match.end()]
    return "days" in words


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
    return hit.after not in _MEASURES


_HEDGES: Final = frozenset(
    ["about", "around", "some", "nearly", "almost", "approximately", "roughly", "over", "than", "least", "estimated", "as"]
)
_MEASURES: Final = frozenset(
    ["km", "kilometres", "kilometers", "meters", "metres", "miles", "feet", "men", "women", "families", "dollars", "afghanis", "tonnes", "tons", "kg", "kilograms", "km2", "acres", "hectares", "percent", "hours", "years"]
)
_OF_YEAR: Final = r"(?:,?f?(?P<Y>Y)|,?f?(?:t?(?P<R>[LTH]))v)"
_OF_SOME_YEAR: Final = r"(?:,?f?(?P<Y>Y)|,?f?(?:t?(?P<R>[LT])|(?P<H>H)|t)v)"
_PART: Final = r"(?:t?(?P<P>P)(?:-|tf|f)?t?)?"

ABSOLUTE: Final = (
    Rule("date.iso", r"(?P<I>I)", _iso),
    Rule("date.figures", r"(?P<J>J)", _figures),
    Rule("date.day_month_year", _WEEKDAY + r"t?(?P<D>[DG])f?(?P<M>M),?(?P<Y>Y)", _full_day, _in_calendar),
    Rule("date.month_day_year", _WEEKDAY + r"(?P<M>M)t?(?P<D>[DG])(?:,\.?)?(?P<Y>Y)", _full_day, _in_calendar),
    Rule("date.day_month", _WEEKDAY + rf"t?(?P<D>[DG])-?f?(?P<M>M){_OF_YEAR}?", _day, _is_day),
    Rule("date.month_day", _WEEKDAY + rf"(?P<M>M)-?t?(?P<D>[DG]){_OF_YEAR}?", _day, _is_day),
    Rule(
        "date.night_to_day",
        rf"t?U(?:k|fWk|fDk)(?:[Ww],?)?t?(?P<D>[DG])f?(?P<M>M){_OF_YEAR}?",
        _night_to_day,
        _night,
    ),
    Rule(
        "date.night_to_month_day",
        rf"t?Uk(?:[Ww],?)?(?P<M>M)t?(?P<D>[DG]){_OF_YEAR}?",
        _night_to_day,
        _night,
    ),
    Rule("date.ordinal_of_month", rf"t(?P<D>o)(?:p)?f(?P<M>M){_OF_YEAR}?", _day),
    Rule(
        "date.days_of_month",
        rf"(?:[rb]t?)?(?P<D>[DG])[-k&/]t?(?P<D2>[DG])f?(?P<M>M){_OF_YEAR}?",
        _day_range,
    ),
    Rule(
        "date.month_days", rf"[rb]?(?P<M>M)t?(?P<D>[DG])[-k&]t?(?P<D2>[DG]){_OF_YEAR}?", _day_range
    ),
    Rule(
        "date.day_month_to_day_month",
        rf"[rb]?(?P<D>[DG])f?(?P<M>M)(?P<Z>Y)?[-k&u](?P<D2>[DG])f?(?P<N>M){_OF_YEAR}?",
        _day_range,
    ),
    Rule(
        "date.month_day_to_month_day",
        rf"[rb]?(?P<M>M)(?P<D>[DG])(?:,?(?P<Z>Y),?)?[-k&u](?P<N>M)(?P<D2>[DG]){_OF_YEAR}?",
        _day_range,
    ),
    Rule("date.month_year", _PART + r"(?P<M>M),?f?(?P<Y>Y)", _month),
    Rule("date.month_of_last_year", _PART + r"(?P<M>M),?f?t?(?P<R>[LTH])v", _month),
    Rule("date.last_year_in_month", r"t?(?P<R>[LTH])vi(?P<M>M)", _month),
    Rule("date.last_month_named", r"L(?P<M>M)", _last_month_named),
    Rule("date.month", rf"(?:(?P<E>E)i)?{_PART}(?P<M>M)(?!Y)", _month, _is_month),
    Rule(
        "date.month_range",
        rf"[rb]?(?P<M>M)(?P<Z>Y)?(?:-|k|&|u)(?P<N>M)(?![DG]){_OF_YEAR}?",
        _month_range,
    ),
    Rule("date.year", r"(?:t?(?P<P>P)(?:-|f)?)?(?P<Y>Y)(?!-?[DdY]\b)", _year, _is_year),
    Rule("date.year_range", r"[rb]?(?P<Y>Y)(?:[-k&/u])(?P<N>[YDd])(?!-)", _year_range),
    Rule("date.quarter", rf"t?(?:(?P<o>o)|(?P<L>L))-?Q{_OF_SOME_YEAR}", _quarter),
    Rule("date.bare_quarter", r"t(?P<o>o)-?Q", _quarter),
    Rule("date.q", r"(?P<q>q),?f?(?P<Y>Y)?", _quarter),
    Rule("date.half", rf"t?(?P<o>[oP])-?h{_OF_SOME_YEAR}", _half),
    Rule(
        "date.run_of_months",
        rf"t?(?:o|(?P<L>L))(?P<n>[nD])(?P<U>[Uv]){_OF_SOME_YEAR}",
        _run_of_months,
    ),
    Rule(
        "date.months_to",
        r"t?(?P<n>[nD])?(?P<U>[Uv])k(?P<M>M)(?P<D>[DG])?(?:,?(?P<Y>Y))?",
        _months_to,
    ),
    Rule("date.season", rf"(?:t?(?P<P>P)-?f?)?t?(?P<S>S){_OF_YEAR}", _season, _is_season),
    Rule("date.relative_season", r"t?(?P<L>[LT])(?P<S>S)", _season),
    Rule(
        "date.bare_season", r"(?:t?(?P<P>P)-?f?)?(?:(?<=i)|t|(?<=s))(?P<S>S)", _season, _is_season
    ),
    Rule(
        "date.week_of_month",
        rf"t?(?:(?P<o>[o])|(?P<L>L))(?P<U>[Up])f(?P<M>M){_OF_YEAR}?",
        _week_of_month,
        lambda hit: hit.word("U") != "days",
    ),
    Rule(
        "date.weekday_of_month",
        rf"t?(?:(?P<o>o)|(?P<L>L))(?P<D>W)[fi](?P<M>M){_OF_YEAR}?",
        _weekday_of_month,
    ),
    Rule(
        "date.first_days",
        rf"t?(?:o|(?P<L>L))(?:(?P<n>[nD]))?Uf(?:(?P<M>M){_OF_YEAR}?|t?(?P<V>[TL])U)",
        _first_days,
        _plural_days,
    ),
)
