"""The period over which a number is summed."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from geo.codes import Metric
from geo.extract.presence_features import Scene
from geo.extract.reading import DateSpan
from geo.extract.scanning import Held, Scan
from geo.extract.statistics_numbers import Judged

_REACH: Final = 3
_FAR: Final = 12
_REPORT: Final = (6, 400)
"""Days that a report covers."""
_OPENING: Final = 2
"""Sentences, headline included, that name the period that a report is about."""
_COMPARED: Final = Scan(
    r"\b(?:compared (?:with|to)|as compared|against (?=\d|(?:just|only|about|some|nearly|"
    r"around|an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)|as opposed to|up from|"
    r"down from|up on|versus|(?:more|fewer|less|higher|lower|greater)(?: \w+){0,3}? than "
    r"(?:in|the|a|an|during|last|over|for)\b|"
    r"(?:rise|increase|fall|drop|decrease|decline) (?:over|on|from)|"
    r"after (?=\d)|from (?=\d[\d,]* (?:in|the|a)\b))|\([A-Z][a-z]+: (?=\d)",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[;:)]|, (?!\d)|\band\b")
_TOLD: Final = Held(
    r"\b(?:said|says|told|report(?:ed|s)?|releas\w+|publish\w+|announc\w+|statement|paper|document|"
    r"interview|briefing|conference|spoke|wrote|warned|stated|noted|declared|boasted|presented)"
    r"(?: (?!that\b)\w+){0,3}?(?: (?:in|on|of|from|for|dated|last|late|early|this))?(?: the)?\s*\Z",
    re.IGNORECASE,
)
_THE_PERIOD: Final = Scan(
    r"\b(?:in|during|over|for|throughout|within|of)(?: all of)? (?:the|that|this|those|these)"
    r"(?: same)?(?: reporting| whole| entire| \w+)?"
    r" (?:quarter|period|year|month|months|half-year|half|weeks?|time|interval)\b|"
    r"\bthe same (?:report|period)|\bthis (?:quarter|(?:reporting )?period)\b",
    re.IGNORECASE,
)
_THIS_QUARTER: Final = Scan(
    r"\b(?:this|(?:in|during|over|for|throughout|within) the) quarter\b"
    r"(?! (?:before|earlier|ending|ended|to|of)\b)",
    re.IGNORECASE,
)
_REPORTED: Final = Scan(
    r"\b(?:the|this) (?:whole |entire )?(?:reporting )?period\b(?! (?:of|from|between|in|since))",
    re.IGNORECASE,
)
_WITHIN: Final = Scan(
    r"\b(?:in|within|inside|over)(?: the)?(?: just| only| barely| about| around| nearly| under|"
    r" less than| fewer than| little more than| more than| space of| course of| past| last)* "
    r"(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}|several) )?"
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_PREVIOUS: Final = Scan(
    r"\b(?:the |in |last )*(?:previous|preceding|prior|last) (?:reporting period|quarter|half-year|"
    r"three months|period|week)\b(?! of\b)(?:['’]s)?|\bthe (?:quarter|week|month) before\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r",? (?:in which|when)\b[^.;]*")
_FROM: Final = re.compile(r"\bfrom (?:as many as |about |some |nearly |over )?\Z")
_TO: Final = re.compile(r"(?: \w+)? to (?:just |only |about |some |nearly )?\d")
_LATELY: Final = Scan(
    r"\b(?:in|over|during|within)(?: the)?(?: past| last| previous)? (?P<hours>24|48|72) hours\b|"
    r"\b(?:in|during|over|within) (?:the|a|one|this)(?: past| last| single| whole| same)* "
    r"(?P<unit>week|month)\b(?! (?:of|to|before|after|ending|in|since|earlier))",
    re.IGNORECASE,
)
BEFORE: Final = "statistic.period_before"
"""Rule of a period that a report only looks back to; the statistics behind it have another."""
_WORDS: Final = (
    "a an one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_RATE: Final = re.compile(
    r"\b(?:per|a|each|every) (?:month|year)\b|\bmonthly\b|\bannual", re.IGNORECASE
)


def choose_span(
    scenes: Sequence[Scene],
    judged: Judged,
    last: tuple[int, DateSpan] | None,
    main: DateSpan | None = None,
    published: date | None = None,
) -> DateSpan | None:
    """The date that says over which time a number runs, or None.

    Args:
        scenes: The sentences of the document.
        judged: The number.
        last: Index of the sentence of the statistic before and its period, or None.
        main: The first stretch of time that a statistic of the document names, or None.
        published: Day of publication, or None.

    A stretch of time beats a day, what stands near beats what stands far; the period of a
    comparison ("against 97 the week before") counts only for the number compared. Without a
    date in the sentence the period of the statistic before goes on for a few sentences, and
    further where the words point back to it ("in that quarter"); else the period that the
    document opens with.
    """
    scene, candidate = scenes[judged.at], judged.candidate
    zones = compared_zones(scene)
    own = _zone_of(zones, candidate.start)
    base = last[1] if last is not None and judged.at - last[0] <= _FAR else main
    if (before := former(judged, zones, base)) is not None:
        return before
    known = [
        d
        for d in scene.dates
        if d.first is not None and d.last is not None and _zone_of(zones, d.start) == own
    ]
    usable = [d for d in known if not _is_told(scene, d)]
    if usable:
        return min(usable, key=lambda d: (_rank(d), _gap(d, candidate.start, candidate.end)))
    pointed = _pointed_at(judged, main, published) if own is None else None
    if pointed is not None:
        return pointed
    vague = any(d.first is None and _zone_of(zones, d.start) == own for d in scene.dates)
    if (
        vague
        or own is not None
        or (judged.label == Metric.MONEY_USD and _RATE.search(scene.sentence.text))
    ):
        return None
    reach = _FAR if _THE_PERIOD.search(scene.sentence.text) else _REACH
    if last is not None and judged.at - last[0] <= reach:
        return last[1]
    near = _spoken_of(scenes[max(0, judged.at - (reach if reach == _FAR else 1)) : judged.at])
    return near or _spoken_of(scenes[: min(_OPENING, judged.at)]) or lately(scene, published)


def is_stretch(period: DateSpan) -> bool:
    """Whether a period can be what a report covers: weeks or months, with both ends named."""
    return (
        period.prec in {4, 5}
        and period.modifier == ""
        and period.first is not None
        and period.last is not None
        and _REPORT[0] <= (period.last - period.first).days <= _REPORT[1]
    )


def former(
    judged: Judged, zones: Sequence[tuple[int, int]], period: DateSpan | None
) -> DateSpan | None:
    """The earlier stretch that a report looks back to: "fell from 45 to 27", "the quarter before".

    Args:
        judged: The number.
        zones: Stretches of its sentence that tell what is compared.
        period: What the report covers, as the statistic before tells it, or None.

    Returns:
        The stretch just before the period where words say so, the same one a year before for
        a number that rose or fell "from X to Y"; None where nothing looks back.
    """
    candidate, scene = judged.candidate, judged.candidate.scene
    if period is None or period.first is None or period.last is None or not is_stretch(period):
        return None
    text, base = scene.sentence.text, scene.sentence.start
    start, end = candidate.start - base, candidate.end - base
    before = _PREVIOUS.search(text)
    own = _zone_of(zones, candidate.start)
    if before is not None and own is None and not _WHEN.fullmatch(text, before.end(), start):
        before = None
    if before is not None:
        last = period.first - timedelta(1)
        first = last - (period.last - period.first)
        at = (base + before.start(), base + before.end())
        return _span(at, before.group(), first, last, BEFORE)
    if _FROM.search(text, 0, start) and _TO.match(text, end) and not scene.dates:
        first, last = _year_before(period.first), _year_before(period.last)
        return _span((candidate.start, candidate.end), text[start:end], first, last, BEFORE)
    return None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def lately(scene: Scene, published: date | None) -> DateSpan | None:
    """The stretch up to publication: "in 24 hours", "during the week", "in a single month"."""
    found = _LATELY.search(scene.sentence.text)
    if found is None or published is None:
        return None
    days = int(found["hours"]) // 24 if found["hours"] else _DAYS[found["unit"].lower()]
    base = scene.sentence.start
    at = (base + found.start(), base + found.end())
    return _span(at, found.group(), published - timedelta(days), published)


def _pointed_at(judged: Judged, main: DateSpan | None, published: date | None) -> DateSpan | None:
    """The period that words without a date mean: "in five weeks", "the reporting period"."""
    text = judged.candidate.scene.sentence.text
    if judged.candidate.unit == "ordinal":
        return _so_far(judged, published)
    if main is not None and _REPORTED.search(text):
        return main
    return _quarter(judged.candidate.scene, published)


def _so_far(judged: Judged, published: date | None) -> DateSpan | None:
    """The stretch up to publication in which an incident is the third: "in five weeks"."""
    scene, candidate = judged.candidate.scene, judged.candidate
    found = _WITHIN.search(scene.sentence.text[candidate.end - scene.sentence.start :])
    if found is None or published is None:
        return None
    word = (found["n"] or "several").lower()
    count = int(word) if word.isdigit() else max(1, _WORDS.index(word)) if word in _WORDS else 5
    start = candidate.end + found.start()
    days = count * _DAYS[found["unit"].lower()]
    return _span(
        (start, candidate.end + found.end()), found.group(), published - timedelta(days), published
    )


def _quarter(scene: Scene, published: date | None) -> DateSpan | None:
    """The last whole quarter before publication, where a report says "this quarter"."""
    found = _THIS_QUARTER.search(scene.sentence.text)
    if found is None or published is None:
        return None
    month = (published.month - 1) // 3 * 3 + 1
    last = published.replace(month=month, day=1) - timedelta(1)
    first = last.replace(month=last.month - 2, day=1)
    base = scene.sentence.start
    return _span((base + found.start(), base + found.end()), found.group(), first, last)


def _span(
    at: tuple[int, int], text: str, first: date, last: date, rule: str = "statistic.period"
) -> DateSpan:
    return DateSpan(
        start=at[0], end=at[1], text=text, rule=rule, first=first, last=last,
        prec=5, basis="relative_to_publication",
    )  # fmt: skip


def compared_zones(scene: Scene) -> tuple[tuple[int, int], ...]:
    """Stretches of a sentence that tell what a number is compared with."""
    text, base = scene.sentence.text, scene.sentence.start
    zones: list[tuple[int, int]] = []
    for match in _COMPARED.finditer(text):
        if zones and base + match.start() < zones[-1][1]:
            continue
        end = _ENDS.search(text, match.end())
        zones.append((base + match.start(), base + (end.start() if end else len(text))))
    return tuple(zones)


def is_compared(scene: Scene, start: int) -> bool:
    """Whether a number stands in a comparison, so that its period is not the document's."""
    return _zone_of(compared_zones(scene), start) is not None


def _zone_of(zones: Sequence[tuple[int, int]], start: int) -> int | None:
    return next((at for at, zone in enumerate(zones) if zone[0] <= start < zone[1]), None)


def _is_told(scene: Scene, date: DateSpan) -> bool:
    """Whether a date says when something was said, not when it was so."""
    base = scene.sentence.start
    return (
        _TOLD.search(scene.sentence.text[max(0, date.start - base - 40) : date.start - base])
        is not None
    )


def _spoken_of(scenes: Sequence[Scene]) -> DateSpan | None:
    """The last stretch of time that the sentences before name."""
    for scene in reversed(scenes):
        zones = compared_zones(scene)
        long = [
            d
            for d in scene.dates
            if d.first is not None and not _rank(d) and _zone_of(zones, d.start) is None
        ]
        if long:
            return long[0]
    return None


def _rank(date: DateSpan) -> int:
    if date.modifier == "since" or date.prec in {3, 4, 5}:
        return 0
    return 1


def _gap(date: DateSpan, start: int, end: int) -> int:
    return max(date.start - end, start - date.end, 0)
