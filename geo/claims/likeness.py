"""Do two claims tell of one incident? Points for what agrees, and named conflicts.

A pair is linked when nothing forbids it, something identifies the incident (a name, the
day, the target, the toll) and the points reach `ENOUGH`. Every rule has a name, which is
what `afatlas explain` shows.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from geo.claims.facets import Facets
from geo.codes import EventType as T
from geo.codes import PlaceKind, TargetType
from geo.model import ClaimPlace
from geo.places.names import fold

ENOUGH: Final = 5
LONGEST: Final = 400
"""Spans of more days than these say as little as no date."""
_BOMBS: Final = {T.SUICIDE_BOMB, T.REMOTE_EXPLOSIVE, T.GRENADE, T.ATTACK, T.OTHER}
_GUNS: Final = {T.ATTACK, T.ARMED_CLASH, T.OTHER}
_RAIDS: Final = {T.ARRESTS, T.DISRUPTED_WEAPONS_USE, T.ARMED_CLASH}
_ALIKE: Final = (
    _BOMBS,
    _GUNS,
    _RAIDS,
    {T.SUICIDE_BOMB, T.ARMED_CLASH},
    {T.SHELLING, T.ATTACK, T.ARMED_CLASH},
    {T.ABDUCTION, T.ATTACK},
    {T.PROPERTY_DESTRUCTION, T.ATTACK, T.REMOTE_EXPLOSIVE},
)
_VAGUE: Final = frozenset({T.ATTACK, T.OTHER})
_SORTS: Final = {
    TargetType.GOVERNMENT: "state",
    TargetType.MILITARY_POLICE: "state",
    TargetType.MILITANTS: "militants",
}
_LARGE: Final = (PlaceKind.COUNTRY, PlaceKind.REGION)
_POINTS: Final = (PlaceKind.CITY, PlaceKind.SITE)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison came to.

    Attributes:
        points: Sum for what agrees.
        rules: Names of the rules that gave points, in the order of the rules.
        conflict: Name of what forbids the link, or "".
        identified: Whether something singles the incident out.
    """

    points: int
    rules: tuple[str, ...]
    conflict: str
    identified: bool

    @property
    def same(self) -> bool:
        """Whether both tell of one incident."""
        return not self.conflict and self.identified and self.points >= ENOUGH


def far_apart(a: Facets, b: Facets) -> bool:
    """A quick look that spares most pairs `compare`: True only where that finds a conflict."""
    p, q = a.place, b.place
    if p is not None and q is not None:
        if p.country and q.country and p.country != q.country:
            return True
        if p.adm1 and q.adm1 and p.adm1 != q.adm1:
            return True
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start - b.end > _ONE_DAY or b.start - a.end > _ONE_DAY


def compare(a: Facets, b: Facets) -> Verdict:
    """Compare two event claims; the order of the two makes no difference."""
    named = _same_name(a, b)
    target = bool(a.words & b.words)
    day = _dates(a, b)
    place = _places(a.place, b.place)
    toll = _tolls(a, b)
    given = {
        "same_name": 6 if named else 0,
        f"date_{day[0]}": day[1],
        f"place_{place[0]}": place[1],
        "same_tactic": int(a.event_type is b.event_type and a.event_type not in _VAGUE),
        "same_target": 2 if target else 0,
        "like_target": int(not target and bool(a.common & b.common)),
        "same_target_type": int(
            a.target_type is b.target_type and a.target_type is not TargetType.UNKNOWN
        ),
        f"toll_{toll[0]}": toll[1],
        "same_actor": int(bool(a.actors & b.actors)),
    }
    conflict = _conflict(a, b, day[0], place[0], toll[0], named=named, target=target)
    return Verdict(
        points=sum(given.values()),
        rules=tuple(rule for rule, points in given.items() if points > 0),
        conflict=conflict,
        identified=named or _identified(day[0], toll[0], target=target),
    )


def _identified(day: str, toll: str, *, target: bool) -> bool:
    """Whether day, target or toll single the incident out; without a period both must agree."""
    if day in {"unknown", "vague"}:
        return target and toll == "same"
    return target or day == "same_day" or toll in {"same", "close"}


def _conflict(
    a: Facets, b: Facets, day: str, place: str, toll: str, *, named: bool, target: bool
) -> str:
    checks = (
        (a.claim.doc_id == b.claim.doc_id and a.denied == b.denied, "told_apart_by_one_document"),
        (day == "apart" or (day == "next_day" and not (named or target)), "dates_apart"),
        (place == "apart", "places_apart"),
        (
            bool(a.actors and b.actors and not a.actors & b.actors)
            and not named
            and not (target and day == "same_day"),
            "other_actor",
        ),
        (not named and not _types_agree(a.event_type, b.event_type), "other_tactic"),
        (not named and not target and _targets_differ(a, b), "other_target"),
        (not named and not target and toll == "apart", "tolls_apart"),
    )
    return next((name for holds, name in checks if holds), "")


def _same_name(a: Facets, b: Facets) -> bool:
    return any(_within(x, y) or _within(y, x) for x in a.names for y in b.names)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one name is the other with words left out, the last word being the same."""
    if short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _dates(a: Facets, b: Facets) -> tuple[str, int]:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return "unknown", -1
    if a.start > b.end or b.start > a.end:
        near = a.start - b.end == _ONE_DAY or b.start - a.end == _ONE_DAY
        return ("next_day", 1) if near and max(a.days or 0, b.days or 0) <= 2 else ("apart", 0)
    widest = max(a.days or 0, b.days or 0)
    if widest <= 2:
        return "same_day", 3
    if widest <= 7:
        return "same_week", 2
    if widest <= 31:
        return "same_month", 1
    return ("overlap", 0) if widest <= LONGEST else ("vague", 0)


def _places(a: ClaimPlace | None, b: ClaimPlace | None) -> tuple[str, int]:  # noqa: PLR0911
    """How two places lie to one another; a region is never proof of being elsewhere."""
    if a is None or b is None:
        return "unknown", 0
    if a.country and b.country and a.country != b.country:
        return "apart", 0
    if a.adm1 and b.adm1 and a.adm1 != b.adm1:
        return "apart", 0
    if a.kind in _LARGE or b.kind in _LARGE or not a.adm1 or not b.adm1:
        same = a.kind not in _LARGE and b.kind not in _LARGE and fold(a.name) == fold(b.name)
        return ("same", 2) if same else ("possible", 0)
    if (a.place_id and a.place_id == b.place_id) or fold(a.name) == fold(b.name):
        return ("same", 1) if PlaceKind.PROVINCE in (a.kind, b.kind) else ("same", 2)
    if PlaceKind.PROVINCE in (a.kind, b.kind):
        return "nested", 1
    if a.adm2 and b.adm2 and a.adm2 != b.adm2:
        return "apart", 0
    if a.kind is b.kind and a.place_id and b.place_id:
        return "apart", 0
    if a.kind in _POINTS and b.kind in _POINTS and a.kind is b.kind:
        return "possible", 0
    return "nested", 1


def _tolls(a: Facets, b: Facets) -> tuple[str, int]:
    if a.deaths is None or b.deaths is None:
        return "unknown", 0
    if a.deaths == b.deaths and a.deaths[0] >= 3:
        return "same", 2
    low, high = sorted((a.deaths, b.deaths), key=lambda pair: pair[1])
    if high[0] <= low[1]:
        return ("close", 1) if low[1] >= 3 else ("unknown", 0)
    if high[0] * 5 <= low[1] * 8:
        return ("close", 1) if low[1] >= 3 else ("unknown", 0)
    return ("apart", 0) if high[0] > 4 * low[1] and high[0] - low[1] >= 10 else ("unlike", 0)


def _types_agree(a: T | None, b: T | None) -> bool:
    if a is None or b is None or a is b or T.OTHER in (a, b):
        return True
    return any(a in alike and b in alike for alike in _ALIKE)


def _targets_differ(a: Facets, b: Facets) -> bool:
    """Whether both name a sort of target, and not the same one."""
    if TargetType.UNKNOWN in (a.target_type, b.target_type):
        return False
    return _SORTS.get(a.target_type, "people") != _SORTS.get(b.target_type, "people")
