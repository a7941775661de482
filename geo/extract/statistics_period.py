"""The period over which a number is summed."""

from collections.abc import Sequence

from geo.extract.presence_features import Scene
from geo.extract.reading import DateSpan
from geo.extract.statistics_numbers import Judged

_REACH = 3


def choose_span(
    scenes: Sequence[Scene], judged: Judged, last: tuple[int, DateSpan] | None
) -> DateSpan | None:
    """The date that says over which time a number runs, or None.

    Args:
        scenes: The sentences of the document.
        judged: The number.
        last: Index of the sentence of the statistic before and its period, or None.

    A stretch of time beats a day, what stands near beats what stands far; without a date in
    the sentence the period of the statistic before goes on for a few sentences.
    """
    scene, candidate = scenes[judged.at], judged.candidate
    known = [d for d in scene.dates if d.first is not None and d.last is not None]
    if known:
        return min(
            known, key=lambda d: (_rank(d), _gap(d, candidate.start, candidate.end), d.start)
        )
    if last is not None and judged.at - last[0] <= _REACH:
        return last[1]
    return None


def _rank(date: DateSpan) -> int:
    if date.modifier == "since" or date.prec in (3, 4, 5):
        return 0
    return 1


def _gap(date: DateSpan, start: int, end: int) -> int:
    return max(date.start - end, start - date.end, 0)
