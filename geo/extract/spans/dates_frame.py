"""What frames the times of a text: dateline, release number, title, headings, paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from geo.extract.reading import Sentence
from geo.extract.spans.dates_calendar import Days, month
from geo.extract.spans.dates_context import Context
from geo.extract.spans.dates_match import Candidate
from geo.extract.spans.lexing import Tokens

_DATELINE_REACH: Final = 400
"""How far into a text a dateline may stand [code points]."""


def only_year(title: str) -> int | None:
    """The year that a headline names, where it names one."""
    years = set(_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def report_year(title: str, published: int) -> int | None:
    """The year before publication that a report is about, by its title, or None."""
    year = only_year(title) if _REPORT.search(title) else None
    return year if year is not None and year < published else None


_REPORT: Final = re.compile(
    r"\b(?:reports? on|reports? (?:for )?(?:19|20)\d\d|annual|yearbook|chronolog\w+|timeline|"
    r"list of|incidents)\b|\A(?:19|20)\d\d\b|\((?:19|20)\d\d\)\Z",
    re.IGNORECASE,
)
"""What a title calls a text that looks back on a year, or on what happened in it."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")


def release_month(text: str) -> Days | None:
    """The month in the number of a press release near the start, or None."""
    match = _RELEASE.search(text, 0, 2 * _DATELINE_REACH)
    return month(int(match[1]), int(match[2])) if match else None


_RELEASE: Final = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,3}[-–]\d")
"""Number of a military press release, "2011-11-S-034": year, month, office, count."""


def dateline(tokens: Tokens, hits: list[Candidate], year: int | None) -> date | None:
    """The day of a dateline such as "KABUL (Nov. 20, 2011)" or of a line of its own, or None.

    A dateline without a year takes the one given, where one is.
    """
    blank = Context(published=None, base=None, headed_year=year)
    yearless: date | None = None
    for hit in hits:
        if tokens.starts[hit.start] > _DATELINE_REACH:
            break
        if hit.rule_id not in _DATELINES:
            continue
        before = tokens.classes[hit.start - 1 : hit.start]
        after = tokens.classes[hit.end : hit.end + 1]
        if after in (")", "-", ":") or (before in ("", "\n", ",") and after in ("", "\n")):
            found = hit.resolve(blank)
            if found is None or found.days is None:
                continue
            if found.basis == "explicit":
                return found.days.first
            yearless = yearless or found.days.first
    return yearless


_DATELINES: Final = frozenset(
    (
        "date.month_day_year",
        "date.day_month_year",
        "date.iso",
        "date.figures",
        "date.month_day",
        "date.day_month",
    )
)


def is_dateline(tokens: Tokens, hit: Candidate) -> bool:
    """Whether a day near the start of a text is that of its dateline: "KABUL, Aug. 8 -"."""
    if tokens.starts[hit.start] > _DATELINE_REACH or hit.rule_id not in _DATELINES:
        return False
    before = tokens.classes[hit.start - 1 : hit.start]
    after = tokens.classes[hit.end : hit.end + 1]
    if before == "(" or after == ")":
        return before == "(" and after == ")"
    line = tokens.classes.rfind("\n", 0, hit.start) + 1
    place = tokens.raw[max(line, hit.start - 4) : hit.start]
    return after == "-" and any(len(word) > 2 and word.isupper() for word in place)


def heads(text: str, tokens: Tokens, hit: Candidate) -> bool:
    """Whether an expression stands in a short line without a full stop: a heading."""
    at = tokens.starts[hit.start]
    start = text.rfind("\n", max(0, at - _HEADING), at) + 1
    end = text.find("\n", at, at + _HEADING)
    if end < 0 or (start == 0 and at > _HEADING):
        return False
    line = text[start:end].strip()
    return not line.endswith(".") and ". " not in line and len(line) <= _HEADING


_HEADING: Final = 90
"""How many characters a heading may have [code points]."""


def opens(text: str, tokens: Tokens, hit: Candidate) -> bool:
    """Whether an expression opens its sentence and so sets its time ("In 2023, ...")."""
    before = text[max(0, tokens.starts[hit.start] - 24) : tokens.starts[hit.start]]
    return _OPENING.search(before) is not None


_OPENING: Final = re.compile(r"(?:^|[.!?\n:;]\W{0,4})(?:(?:[A-Z]\w{1,9}) (?:the )?)?$")


def paragraphs_of(text: str, tokens: Tokens, sentences: Sequence[Sentence]) -> Callable[[int], int]:
    """A function from the place of a token to the paragraph that it stands in."""
    if sentences:
        starts = [s.start for s in sentences]
        return lambda at: sentences[max(bisect_right(starts, tokens.starts[at]) - 1, 0)].paragraph
    breaks = [match.start() for match in re.finditer("\n", text)]
    return lambda at: bisect_right(breaks, tokens.starts[at])
