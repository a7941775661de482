"""The period over which a number is summed."""

import re
from collections.abc import Sequence
from typing import Final

from geo.codes import Metric
from geo.extract.presence_features import Scene
from geo.extract.reading import DateSpan
from geo.extract.scanning import Held, Scan
from geo.extract.statistics_numbers import Judged

_REACH: Final = 3
_FAR: Final = 12
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
    r"\bthe same (?:report|period)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"\b(?:per|a|each|every) (?:month|year)\b|\bmonthly\b|\bannual", re.IGNORECASE
)


def choose_span(
    scenes: Sequence[Scene], judged: Judged, last: tuple[int, DateSpan] | None
) -> DateSpan | None:
    """The date that says over which time a number runs, or None.

    Args:
        scenes: The sentences of the document.
        judged: The number.
        last: Index of the sentence of the statistic before and its period, or None.

    A stretch of time beats a day, what stands near beats what stands far; the period of a
    comparison ("against 97 the week before") counts only for the number compared. Without a
    date in the sentence the period of the statistic before goes on for a few sentences, and
    further where the words point back to it ("in that quarter"); else the period that the
    document opens with.
    """
    scene, candidate = scenes[judged.at], judged.candidate
    zones = compared_zones(scene)
    own = _zone_of(zones, candidate.start)
    known = [
        d
        for d in scene.dates
        if d.first is not None and d.last is not None and _zone_of(zones, d.start) == own
    ]
    usable = [d for d in known if not _is_told(scene, d)]
    if usable:
        return min(usable, key=lambda d: (_rank(d), _gap(d, candidate.start, candidate.end)))
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
    return near or _spoken_of(scenes[: min(_OPENING, judged.at)])


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
