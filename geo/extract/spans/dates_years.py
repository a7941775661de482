"""The year that a yearless day, month or quarter belongs to."""

from typing import Final

from geo.extract.spans.dates_context import Context, Hit, nearest_year


def year_of(ctx: Context, hit: Hit, number: int, value: int = 1) -> tuple[int, str] | None:
    """The year of a day or month, told beside it or inferred, and its basis."""
    if hit.has("Y"):
        return int(hit.word("Y")), "explicit"
    if hit.has("R"):
        return told_or_published_year(ctx, hit.word("R"))
    weekday = hit.weekday() if hit.has("W") else None
    return nearest_year(ctx, number, value, weekday)


def told_or_published_year(ctx: Context, word: str) -> tuple[int, str] | None:
    """Of last year, of this year, of that year, of the previous year."""
    if word in ("that", "same", "previous", "preceding"):
        if ctx.told is None:
            return None
        return ctx.told.first.year - (word in ("previous", "preceding")), "narrative"
    if ctx.base is None:
        return None
    back = 0 if word in ("this", "current") else 1
    return ctx.base.year - back, "relative_to_publication"


def stretch_year(ctx: Context, hit: Hit) -> tuple[int, str] | None:
    """The year that a quarter, half or run of months belongs to."""
    if hit.has("Y"):
        return int(hit.word("Y")), "explicit"
    if hit.has("R"):
        return told_or_published_year(ctx, hit.word("R"))
    if hit.has("H") and ctx.told is not None:
        return ctx.told.first.year, "narrative"
    return None


OF_YEAR: Final = r"(?:,?f?(?P<Y>Y)|,?f?(?:t?(?P<R>[LTH]))v)"


OF_SOME_YEAR: Final = r"(?:,?f?(?P<Y>Y)|,?f?(?:t?(?P<R>[LT])|(?P<H>H)|t)v)"
