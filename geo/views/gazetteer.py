"""The gazetteer as a page needs it: search, a place's picture, who uses it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.codes import PlaceKind
from geo.model import Place
from geo.places.gazetteer import surface_names
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolved
from geo.places.names import keys
from geo.views import palette
from geo.views.frames import Frames

FILL: Final = "#94bfe0"
POINT: Final = "#b9431d"
SHOWN: Final = 25
_ENOUGH: Final = 3
_PRECISION: Final = {
    1: "a named point",
    2: "near a named point",
    3: "its district",
    4: "its province",
    5: "no firm outline",
    6: "its country",
    7: "international",
}
_LANGUAGES: Final = (("Dari", "fa"), ("Pashto", "ps"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found.

    Attributes:
        answer: The place that the name means, or None where it is open.
        reason: Why, or what is open, in a few words.
        places: Places to offer, the likeliest first, the answer among them.
    """

    answer: Place | None
    reason: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Usage:
    """The records that name a place or lie in it.

    Attributes:
        events: Rows of `Frames.events`.
        presence: Rows of `Frames.presence`.
    """

    events: pd.DataFrame
    presence: pd.DataFrame


def search(resolver: PlaceResolver, text: str) -> Hits:
    """Look a name up in any script; what only begins or sounds alike is offered, not answered."""
    found = resolver.resolve(text)
    if isinstance(found, Resolved):
        return Hits(answer=found.place, reason=found.reason, places=(found.place, *found.rejected))
    if isinstance(found, Ambiguous):
        return Hits(
            answer=None, reason="the name alone does not tell which", places=found.candidates
        )
    offered = dict.fromkeys([*_beginning(resolver, text), *found.suggestions])
    reason = "no such name; similar ones" if offered else "no such name"
    return Hits(answer=None, reason=reason, places=tuple(offered)[:SHOWN])


def _beginning(resolver: PlaceResolver, text: str) -> list[Place]:
    start = next(iter(keys(text)), "")
    if len(start) < _ENOUGH:
        return []
    by_key = resolver.gazetteer.folded()
    return [p for key in sorted(by_key) if key.startswith(start) for p in by_key[key]][:SHOWN]


def table(places: tuple[Place, ...], resolver: PlaceResolver) -> pd.DataFrame:
    """Places as rows: id, name, kind, province, Dari and Pashto names."""
    return pd.DataFrame(
        {
            "id": [p.place_id for p in places],
            "name": [p.name for p in places],
            "kind": [str(p.kind) for p in places],
            "in": [whole(p, resolver) for p in places],
            "fa": [p.name_fa for p in places],
            "ps": [p.name_ps for p in places],
        }
    )


def whole(place: Place, resolver: PlaceResolver) -> str:
    """The larger places around a place, the nearest first: "Paghman, Kabul"."""
    ids = (place.adm2, place.adm1, place.country)
    around = [resolver.gazetteer.get(i) for i in ids if i and i != place.place_id]
    return ", ".join(p.name for p in around if p is not None) or place.country


def scripts(place: Place) -> list[list[str]]:
    """Names by language, for `static/names.js`: [language, its code, name ...]."""
    latin = [name for name in surface_names(place) if name.isascii() or name == place.name]
    rows = [["English", "en", *latin]]
    for (label, code), name in zip(_LANGUAGES, (place.name_fa, place.name_ps), strict=True):
        if name:
            rows.append([label, code, name])
    return rows


def facts(place: Place, resolver: PlaceResolver) -> list[tuple[str, str]]:
    """What the row says, as label and text."""
    known = place.where_prec.as_point and place.lat is not None
    point = f"{place.lat:.4f}° N, {place.lon:.4f}° E" if known else "none"
    rows = [
        ("Kind", str(place.kind)),
        ("Lies in", whole(place, resolver)),
        ("Known to", _PRECISION[int(place.where_prec)]),
        ("Point", point),
        ("Provinces", ", ".join(_named(code, resolver) for code in place.members)),
        ("Seat of", _named(place.capital_of, resolver)),
        ("People", f"{place.population:,}" if place.population else ""),
        ("Name used", _years(place)),
        ("Source", place.source),
        ("Id", place.place_id),
    ]
    return [(label, text) for label, text in rows if text]


def usage(frames: Frames, place: Place) -> Usage:
    """Events and presence claims at a place or inside it."""
    events, spots = frames.events, frames.spots
    claims = spots.loc[_inside(spots, place), "claim_id"]
    return Usage(
        events=events[_inside(events, place)],
        presence=frames.presence[frames.presence["claim_id"].isin(claims)],
    )


def _inside(rows: pd.DataFrame, place: Place) -> "pd.Series[bool]":
    at = rows["place_id"].eq(place.place_id)
    if place.kind is PlaceKind.COUNTRY:
        return at | rows["country"].eq(place.country)
    if place.kind is PlaceKind.PROVINCE:
        return at | rows["adm1"].eq(place.adm1 or "")
    if place.kind is PlaceKind.DISTRICT:
        return at | rows["adm2"].eq(place.place_id)
    return at


def picture(
    place: Place,
    names: Mapping[str, str],
    districts: Mapping[str, str] | None = None,
    *,
    dark: bool = False,
) -> dict[str, Any]:
    """The place for `static/map/atlas.js`: its outline and, where it is known to it, its point.

    Args:
        place: The place.
        names: Names of provinces by ISO 3166-2, for labels.
        districts: Names of districts by id, for tooltips.
        dark: Whether the page is dark.
    """
    level, shaded = _shaded(place)
    titles = names if level == "province" else (districts or {})
    spots = []
    if place.where_prec.as_point and place.lat is not None and place.lon is not None:
        kind = "e" if place.where_prec == 1 else "n"
        spots.append(
            {
                "id": place.place_id, "at": place.adm1, "lat": place.lat, "lon": place.lon,
                "n": 1, "dots": [[POINT, kind]], "t": [place.name, str(place.kind)],
            }
        )  # fmt: skip
    out: dict[str, Any] = {
        "level": level,
        "areas": {
            code: {"c": int(code in shaded), "t": [titles.get(code, code)]}
            for code in sorted({*shaded, *titles})
        },
        "focus": [code for code in shaded if level == "district"],
        "spots": spots,
        "ramp": [FILL],
        "zero": palette.ZERO_DARK if dark else palette.ZERO,
        "denied": POINT,
        "names": dict(names),
        "countries": [],
        "none": "Another area",
        "at": place.adm1 if place.country == "AF" and place.adm1 in names else None,
        "dark": dark,
        "legend": {
            "title": place.name,
            "classes": ["Elsewhere", _PRECISION[int(place.where_prec)].capitalize()],
            "none": "",
            "symbols": [["e", "Named point"]] if spots else [],
            "notes": [] if shaded or spots else ["Nothing of it can be drawn honestly."],
        },
    }  # fmt: skip
    out["stamp"] = hashlib.sha256(json.dumps(out, sort_keys=True).encode()).hexdigest()[:12]
    return out


def _shaded(place: Place) -> tuple[str, tuple[str, ...]]:
    """Which level of areas to draw and which of them belong to the place."""
    if place.members:
        return "province", place.members
    if place.adm2 and place.country == "AF":
        return "district", (place.adm2,)
    return "province", (place.adm1,) if place.adm1 and place.country == "AF" else ()


def _named(place_id: str, resolver: PlaceResolver) -> str:
    found = resolver.gazetteer.get(place_id)
    return found.name if found else place_id


def _years(place: Place) -> str:
    if not (place.valid_from or place.valid_to):
        return ""
    return f"{place.valid_from or 'before'} to {place.valid_to or 'today'}"
