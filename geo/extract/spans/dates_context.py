"""What an expression of time is read against: the publication day and the story so far."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from geo.extract.spans import dates_calendar as cal
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_words import COUNTS, MONTHS, ORDINALS, SEASONS, UNITS, WEEKDAYS
from geo.extract.spans.lexing import Tokens


@dataclass(slots=True)
class Context:
    """The state of one document while its dates are read from left to right.

    Attributes:
        published: Day of publication, or None.
        base: Day that "yesterday" counts from: the dateline, else publication, else None.
        released: Month that a release is of, where that is all that is known of its day.
        told: Last dated stretch of the story, or None.
        told_day: Last dated point of the story, at most six days long, or None.
        told_year: Year that the story is in, or None.
        headed_year: Year of the heading that the text stands under, or of the title, or None.
        told_at: Paragraph of the last expression that set `told_year`.
        told_in: Paragraph of the last expression that set `told_day`.
        paragraph: Paragraph of the expression that is being read.
    """

    published: date | None
    base: date | None
    released: Days | None = None
    told: Days | None = None
    told_day: Days | None = None
    told_year: int | None = None
    headed_year: int | None = None
    told_at: int = -10
    told_in: int = -10
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of an expression.

    Attributes:
        days: The interval, or None where nothing tells.
        basis: As in `DateSpan.basis`.
        modifier: As in `DateSpan.modifier`.
    """

    days: Days | None
    basis: str = "explicit"
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a rule over the class letters of a text.

    Attributes:
        tokens: The tokens of the text.
        match: The match over `tokens.classes`.
    """

    tokens: Tokens
    match: re.Match[str]

    @property
    def before(self) -> str:
        """The word before the match in lower case, or ""."""
        at = self.match.start() - 1
        return self.tokens.words[at] if at >= 0 else ""

    @property
    def after(self) -> str:
        """The word after the match in lower case, or ""."""
        at = self.match.end()
        return self.tokens.words[at] if at < len(self.tokens.words) else ""

    @property
    def letter_before(self) -> str:
        """The class letter before the match, or a line end."""
        at = self.match.start() - 1
        return self.tokens.classes[at] if at >= 0 else "\n"

    def has(self, group: str) -> bool:
        """Whether a named group took part."""
        return bool(self.match.groupdict().get(group))

    def word(self, group: str) -> str:
        """The first word of a group in lower case without its stop, or ""."""
        at = self.match.start(group) if self.has(group) else -1
        return self.tokens.words[at].rstrip(".") if at >= 0 else ""

    def month(self, group: str = "M") -> int:
        """Number of the month that a group names."""
        return MONTHS[self.word(group)]

    def weekday(self, group: str = "W") -> int:
        """Number of the weekday that a group names, Monday 0."""
        return WEEKDAYS[self.word(group)]

    def season(self, group: str = "S") -> int:
        """First month of the season that a group names."""
        return SEASONS[self.word(group)]

    def unit(self, group: str = "U") -> str:
        """The unit of time that a group names, in the singular."""
        word = self.word(group)
        return UNITS.get(word) or UNITS[word.removesuffix("s")]

    @property
    def vague(self) -> bool:
        """Whether the count is only "a few" or "several"."""
        words = self.tokens.words[self.match.start() : self.match.end()]
        return not _VAGUE_COUNTS.isdisjoint(words)

    def number(self, group: str) -> int:
        """The number that a group gives in words or figures; "a" is one, "a couple" two."""
        word = self.word(group)
        if word == "a" and self.tokens.words[self.match.start(group) + 1] == "couple":
            return 2
        if word[0].isdigit():
            return int(re.match(r"\d+", word)[0])  # type: ignore[index]
        return COUNTS.get(word) or ORDINALS.get(word) or (2 if word == "couple" else 1)


_VAGUE_COUNTS: Final = frozenset(("few", "several", "many", "some"))


Resolver = Callable[[Context, Hit], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of telling a time.

    Attributes:
        rule_id: Id, such as "date.month_of_last_year".
        pattern: Regular expression over class letters.
        resolve: Gives the interval; None where the words mean something else after all.
        accept: Whether the words of a match mean a time; always, without it.
        regex: The pattern, compiled.
    """

    rule_id: str
    pattern: str
    resolve: Resolver
    accept: Callable[[Hit], bool] | None = None
    regex: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern))


def nearest_year(
    ctx: Context, number: int, last_day: int = 1, weekday: int | None = None
) -> tuple[int, str] | None:
    """The year of a yearless day or month.

    The weekday decides where it is told; else the year that the paragraph has just named; else
    the most recent one.

    Args:
        ctx: The document so far.
        number: The month, 1 to 12.
        last_day: The day of the month, 1 where only the month is told.
        weekday: The weekday, Monday 0, or None.

    Returns:
        The year and the basis, or None where nothing tells.
    """
    base = ctx.base
    if base is not None and weekday is not None:
        for year in (base.year, base.year - 1, base.year + 1, ctx.told_year or 0):
            days = day_or_none(year, number, last_day) if year else None
            if days is not None and days.first.weekday() == weekday:
                return year, "inferred_year"
    if ctx.told_year is not None:
        if base is None and ctx.headed_year is None:
            return ctx.told_year, "narrative"
        near = ctx.paragraph == ctx.told_at
        if near and (
            base is None or (ctx.told_year, number, last_day) <= (base.year, base.month, base.day)
        ):
            return ctx.told_year, "narrative"
    headed = ctx.headed_year
    if headed is not None and (
        base is None or (headed, number, last_day) <= (base.year, base.month, base.day)
    ):
        return headed, "narrative"
    if base is None:
        return None
    past = (number, last_day) <= (base.month, base.day + 1)
    return (base.year if past else base.year - 1), "inferred_year"


def day_or_none(year: int, number: int, value: int) -> Days | None:
    """A calendar day, or None where the calendar has none."""
    try:
        return cal.day(date(year, number, value))
    except ValueError:
        return None


def has_unit(*units: str) -> Callable[[Hit], bool]:
    """Accept a match whose unit of time is one of these."""
    return lambda hit: hit.unit() in units


PUBLICATION: Final = "relative_to_publication"
UNKNOWN: Final = Found(None, "vague")


def baseless(ctx: Context, before: int, after: int) -> Found:
    """From `before` to `after` days on from some day of the month of the release, if known."""
    if ctx.released is None:
        return UNKNOWN
    first, last = ctx.released.first, ctx.released.last
    return Found(Days(cal.shift_days(first, before), cal.shift_days(last, after)), PUBLICATION)


BACK: Final = frozenset(("previous", "preceding", "prior"))
COUNT: Final = r"(?P<n>[nDdac])(?:cf|c|f)?"
"""Class letters of a number of units."""
