"""One toll for an event from the tolls that its sources tell.

Low is the lowest that anybody tells, high the highest that a source tells which is no
party to the fight (of the parties only where nobody else tells any), best the toll of the
source with the most authority, of the latest among equals. Nothing told stays unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.codes import SourceKind
from geo.model import Toll

_AUTHORITY: Final = (
    SourceKind.UN,
    SourceKind.NGO,
    SourceKind.GOVERNMENT,
    SourceKind.PRESS,
    SourceKind.UNKNOWN,
    SourceKind.PARTY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A toll as one claim tells it.

    Attributes:
        claim_id: The claim.
        toll: Its toll [persons].
        kind: What sort of source it is from.
        published: When its document was published, or None.
    """

    claim_id: str
    toll: Toll
    kind: SourceKind
    published: date | None


def best_telling(tellings: Iterable[Telling]) -> Telling | None:
    """The toll of the best source: most authority, then latest, then the most exact."""
    return min(tellings, key=_rank, default=None)


def combine(tellings: Iterable[Telling]) -> Toll | None:
    """Make the toll of an event, or None where no claim tells one.

    Returns:
        `low` None where the best source gives no lower bound under its own number; `high`
        None where the highest number told is a lower bound ("at least 12").
    """
    told = sorted(tellings, key=_rank)
    if not told:
        return None
    best = _number(told[0].toll)
    impartial = [t for t in told if t.kind is not SourceKind.PARTY] or told
    highest = max((_top(t.toll) for t in impartial), default=(best, False))
    high = None if highest[1] else max(highest[0], best)
    lows = [n for t in told for n in (t.toll.low,) if n is not None]
    low = min(lows, default=None)
    return Toll(low if low is not None and low <= best else None, best, high)


def _rank(telling: Telling) -> tuple[int, int, bool, str]:
    day = telling.published.toordinal() if telling.published else 0
    open_ended = telling.toll.low is None or telling.toll.high is None
    return _AUTHORITY.index(telling.kind), -day, open_ended, telling.claim_id


def _number(toll: Toll) -> int:
    return next(n for n in (toll.best, toll.low, toll.high) if n is not None)


def _top(toll: Toll) -> tuple[int, bool]:
    """The highest number of a toll, and whether it is only a lower bound."""
    return (toll.high, False) if toll.high is not None else (_number(toll), True)
