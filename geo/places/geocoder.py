"""Resolve a toponym to a place, or say honestly why not.

The resolver never guesses: it answers with one of three results. `GazetteerGeocoder` puts
geopy's interface on top of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process

from geo.codes import PlaceKind
from geo.model import Place
from geo.places.gazetteer import Gazetteer, surface_names
from geo.places.names import keys
from geo.places.toponym import Toponym, parse, split

HOME: Final = "AF"
_SIZE: Final = {kind: rank for rank, kind in enumerate(PlaceKind)}
_ALIKE: Final = 80.0
_LARGE: Final = 50_000  # people: a foreign city that news may name without its country


@dataclass(frozen=True, slots=True)
class Resolved:
    """The toponym means this place.

    Attributes:
        toponym: The words of the text.
        place: What they mean.
        rejected: Homonyms that were ruled out.
        reason: Why this one, in a few words.
    """

    toponym: str
    place: Place
    rejected: tuple[Place, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The toponym means one of these places and the text does not tell which."""

    toponym: str
    candidates: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """The gazetteer has no such place, or none inside the one that the text names.

    Attributes:
        toponym: The words of the text.
        suggestions: Places spelled alike, for a curator's eye; never an answer.
    """

    toponym: str
    suggestions: tuple[Place, ...] = ()


Resolution: TypeAlias = Resolved | Ambiguous | Unresolved


class PlaceResolver:
    """Resolve toponyms by the gazetteer alone, offline and repeatably.

    Args:
        gazetteer: Places to choose from.
        home: Country whose places come first where the text names no other.
    """

    def __init__(self, gazetteer: Gazetteer, home: str = HOME) -> None:
        self.gazetteer = gazetteer
        self.home = home
        buckets: dict[tuple[str, int], list[str]] = {}
        for key in gazetteer.folded():
            buckets.setdefault((key[0], len(key)), []).append(key)
        self._buckets = buckets
        self._suggest = lru_cache(maxsize=1 << 14)(self._alike)
        self._whole = lru_cache(maxsize=1 << 12)(self._meanings)

    def resolve(
        self,
        toponym: str,
        *,
        within: str | Place | None = None,
        kind: PlaceKind | None = None,
        country: str | None = None,
        near: Sequence[Place] = (),
    ) -> Resolution:
        """Resolve one toponym.

        A name shared by nested places (province, district, town) means the largest, since
        the text claims no more; but the seat of a country rather than its province, and
        the seat of a province rather than the district around it. Homonyms elsewhere
        stay `Ambiguous` unless the arguments decide.

        Args:
            toponym: The words of the text; kind words and larger places may be in it.
            within: A larger place that the text names, as words or as a place.
            kind: What sort of place the text means, where the caller knows.
            country: ISO 3166-1 alpha-2 that the place lies in, where the caller knows.
            near: Other places that the document names; they decide between homonyms only.
        """
        name = parse(toponym)
        if (name.within or name.aside) and self.gazetteer.candidates(toponym):
            name = Toponym((toponym,))
        kinds = (kind,) if kind else name.kinds
        found, whole_form = self._lookup(name, kinds)
        wholes = self._wholes(within, name)
        if wholes is None:
            return Unresolved(toponym, found)
        kept = [p for p in found if all(any(w.contains(p) for w in ws) for ws in wholes)]
        if country:
            kept = [p for p in kept if p.country in (country, "")]
        if kinds and (kind or not whole_form):
            kept = _of_kind(kept, kinds)
        decided = bool(wholes or country)
        if not kept:
            bare = name.forms[-1] if name.forms else ""
            return Unresolved(toponym, found or self._suggest(bare))
        if name.small and not (whole_form or decided or near):
            return Unresolved(toponym, tuple(kept))
        return self._choose(toponym, found, kept, near, decided=decided, city=name.city)

    def around(self, toponym: str, within: str = "") -> Place | None:
        """The nearest larger place that the words name, or None where that is not one place."""
        for named in (split(toponym)[1:], split(within)):
            for start in range(len(named)):
                if known := self.gazetteer.get(named[start]):
                    return known
                found = self.resolve(", ".join(named[start:]))
                if isinstance(found, Resolved):
                    return found.place
        return None

    def _lookup(
        self, name: Toponym, kinds: tuple[PlaceKind, ...]
    ) -> tuple[tuple[Place, ...], bool]:
        """Places of the fullest form that names any, and whether that is all the words."""
        for form in name.forms:
            found = self.gazetteer.candidates(form)
            if not found:
                continue
            if name.kinds and form == name.forms[0]:
                return found, True
            if not kinds or form == name.forms[-1] or _of_kind(found, kinds):
                return found, False
        return (), False

    def _wholes(
        self, within: str | Place | None, name: Toponym
    ) -> tuple[tuple[Place, ...], ...] | None:
        """Larger places that must contain the answer; None where one of them is unknown."""
        wholes: list[tuple[Place, ...]] = []
        if isinstance(within, Place):
            wholes.append((within,))
        named = [*name.within]
        if isinstance(within, str):
            named += split(within)
        for words in named:
            found = self._whole(words)
            if not found:
                return None
            wholes.append(found)
        if name.aside:
            aside = self._whole(name.aside)
            if parse(name.aside).kinds or any(p.kind is PlaceKind.PROVINCE for p in aside):
                wholes.append(aside)
        return tuple(wholes)

    def _meanings(self, words: str) -> tuple[Place, ...]:
        """What a larger place may mean: the place that the name alone means and its kin."""
        if known := self.gazetteer.get(words):
            return (known,)
        answer = self.resolve(words)
        if isinstance(answer, Ambiguous):
            return answer.candidates
        if not isinstance(answer, Resolved):
            return ()
        top = answer.place
        kin = (p for p in answer.rejected if p.contains(top) or top.contains(p))
        return (top, *kin) if not parse(words).kinds else (top,)

    def _choose(
        self,
        toponym: str,
        found: tuple[Place, ...],
        kept: list[Place],
        near: Sequence[Place],
        *,
        decided: bool,
        city: bool,
    ) -> Resolution:
        reason = "only place of that name" if len(found) == 1 else "larger place or kind named"
        if not decided and len({p.country for p in kept}) > 1:
            kept, reason = self._at_home(toponym, kept)
        top = _largest(kept)
        if top is not None and top.kind is PlaceKind.CITY and not decided and not top.capital_of:
            kept += _rivals(top, found)
            top = _largest(kept)
        if top is None and near:
            close = [p for p in kept if any(n.contains(p) or _same_adm1(n, p) for n in near)]
            top, reason = _largest(close), "near other places of the document"
        if top is None and city:
            top, reason = _largest([p for p in kept if p.capital_of]), "only seat called a city"
        if top is None:
            provinces = [p for p in kept if p.kind is PlaceKind.PROVINCE]
            if len(provinces) == 1:
                top, reason = provinces[0], "the province before smaller homonyms"
        if top is None:
            return Ambiguous(toponym, tuple(kept))
        if len(kept) > 1 and reason.startswith("larger"):
            reason = "largest of nested places"
        return Resolved(toponym, top, tuple(p for p in found if p is not top), reason)

    def _at_home(self, toponym: str, kept: list[Place]) -> tuple[list[Place], str]:
        """Prefer the home country, unless only a foreign place is spelled so or it is large."""
        home = [p for p in kept if p.country == self.home]
        exact = [p for p in kept if toponym.casefold() in _spellings(p)]
        if exact and not any(p.country == self.home for p in exact):
            return exact, "only place spelled so"
        large = any(
            p.country != self.home
            and (p.population or 0) >= _LARGE
            and toponym.casefold() in _spellings(p)
            for p in kept
        )
        if not home or (large and not any(p.kind is PlaceKind.PROVINCE for p in home)):
            return kept, "largest of nested places"
        return home, "home country"

    def _alike(self, name: str) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for key in keys(name)[:1]:
            lengths = range(len(key) - 2, len(key) + 3)
            pool = [k for n in lengths for k in self._buckets.get((key[0], n), ())]
            for match, _, _ in process.extract(
                key, pool, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5
            ):
                for place in self.gazetteer.folded()[match]:
                    found[place.place_id] = place
        return tuple(found.values())[:5]


def _rivals(town: Place, found: Sequence[Place]) -> list[Place]:
    """Districts of the town's name in other provinces, whose seats may bear that name too."""
    return [
        p
        for p in found
        if p.kind is PlaceKind.DISTRICT and p.country == town.country and p.adm1 != town.adm1
    ]


def _spellings(place: Place) -> frozenset[str]:
    return frozenset(name.casefold() for name in surface_names(place))


def _of_kind(places: Sequence[Place], kinds: tuple[PlaceKind, ...]) -> list[Place]:
    """The places of the first kind in `kinds` that any of them has."""
    for kind in kinds:
        if kept := [p for p in places if p.kind is kind]:
            return kept
    return []


def _largest(places: Sequence[Place]) -> Place | None:
    """The place that contains all others (or its seat, see `PlaceResolver`), or None."""
    if not places:
        return None
    top = max(places, key=lambda p: _SIZE[p.kind])
    if not all(top.contains(p) for p in places):
        return None
    for place in places:
        if place.capital_of and (
            (top.kind is PlaceKind.PROVINCE and place.capital_of == top.country)
            or (top.kind is PlaceKind.DISTRICT and place.capital_of == top.adm1)
        ):
            return place
    return top


def _same_adm1(a: Place, b: Place) -> bool:
    return a.adm1 is not None and a.adm1 == b.adm1
