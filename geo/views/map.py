"""What the map shows, and the folium objects that carry it to the browser.

Source text never gets here: the map is given ids, numbers, codes and our own names. They
travel as base64 JSON, which no template engine can read anything into, and reach the page
as text nodes. `static/map/atlas.js` draws them.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from jinja2 import Template
from numpy.typing import NDArray

from geo.views import aggregate, palette, presence, words
from geo.views.filters import Chosen, Filters, Level, Measure
from geo.views.frames import Frames
from geo.views.routes import Points, routes
from geo.views.spots import actors, most, spots, tally
from geo.views.words import Names

CREDIT: Final = "Boundaries: geoBoundaries/AIMS 2014, no endorsement implied · Natural Earth"
NO_DATA: Final = "No record"
_STATES: Final = {
    "faded": "Not confirmed for over 12 months",
    "denied": "Somebody denies that a group is here",
}
DENIED: Final = "#c2185b"
_STATIC: Final = "../../app/static"
"""The app's own files as seen from the frame that st_folium draws in."""
_COUNTRIES: Final = (
    ("Iran", (33.0, 59.2)),
    ("Turkmenistan", (37.6, 61.9)),
    ("Uzbekistan", (38.3, 65.7)),
    ("Tajikistan", (38.3, 69.0)),
    ("Pakistan", (30.2, 69.3)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that one picture of the map depends on.

    Attributes:
        frames: The snapshot.
        filters: What the reader asked for.
        chosen: The records that the filters let through.
        bounds: Upper bounds of the classes, the same for every period.
        names: Our names, in the reader's language.
        population: People per province, for rates; empty for none.
        points: Where places lie, for arrows; empty for none.
        dark: Whether the page is dark.
    """

    frames: Frames
    filters: Filters
    chosen: Chosen
    bounds: Sequence[float]
    names: Names
    population: Mapping[str, int] = field(default_factory=dict)
    points: Points = field(default_factory=dict)
    dark: bool = False


def values(chosen: Chosen, filters: Filters, population: Mapping[str, int]) -> pd.Series:
    """The number behind each area's colour; NaN where there is no data."""
    return _numbers(aggregate.by_area(chosen, column(filters.level)), filters, population)


def _numbers(table: pd.DataFrame, filters: Filters, population: Mapping[str, int]) -> pd.Series:
    numbers = aggregate.measured(table, filters.measure, filters.toll)
    if filters.per_head and filters.level is Level.PROVINCE:
        people = pd.Series(numbers.index.map(population), index=numbers.index, dtype="float64")
        numbers = numbers / people * 100_000
    return numbers


def column(level: Level) -> str:
    """The column that holds an area's id."""
    return "adm1" if level is Level.PROVINCE else "adm2"


def payload(view: View) -> dict[str, Any]:
    """The picture as plain data: `areas`, `spots`, colours, names and the legend."""
    filters, bounds = view.filters, view.bounds
    level = column(filters.level)
    table = aggregate.by_area(view.chosen, level)
    numbers = _numbers(table, filters, view.population)
    classes = aggregate.classify(numbers, bounds)
    states = _states(view)
    tips = _tips(view, table, level, states)
    shown = filters.measure is not Measure.PRESENCE
    provinces = _provinces(view) if level == "adm2" else {}
    out: dict[str, Any] = {
        "level": str(filters.level),
        "areas": {
            area: {"c": int(classes[area]), "t": tips[area], "s": states.get(area, "")}
            | ({"at": provinces.get(area)} if level == "adm2" else {})
            for area in table.index
        },
        "spots": spots(view.chosen.events, view.names) if shown else [],
        "arrows": [] if shown else routes(view.frames, view.chosen, view.points, view.names),
        "ramp": list(palette.ramp(filters.measure, len(bounds))),
        "zero": palette.ZERO_DARK if view.dark else palette.ZERO,
        "denied": DENIED,
        "names": dict(view.names.provinces),
        "countries": [[name, list(at)] for name, at in _COUNTRIES],
        "none": NO_DATA,
        "at": filters.at,
        "dark": view.dark,
        "legend": _legend(view, bool(states)),
    }
    out["stamp"] = hashlib.sha256(json.dumps(out, sort_keys=True).encode()).hexdigest()[:12]
    return out


class AtlasMap(folium.Map):
    """A folium map that asks nobody but our own server for its scripts."""

    default_js = [  # noqa: RUF012 folium's own contract
        ("leaflet", f"{_STATIC}/vendor/leaflet/leaflet.js"),
        ("atlas", f"{_STATIC}/map/atlas.js"),
    ]
    default_css = [  # noqa: RUF012 folium's own contract
        ("leaflet_css", f"{_STATIC}/vendor/leaflet/leaflet.css"),
        ("atlas_css", f"{_STATIC}/map/atlas.css"),
    ]


class _Base(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Atlas.base({{ this._parent.get_name() }}, {{ this.settings|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "atlas_base"
        self.settings = {"url": f"{_STATIC}/map/", "v": "", "credit": CREDIT}


class _Paint(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}"
        'Atlas.paint({{ this._parent.get_name() }}, "{{ this.encoded }}");'
        "{% endmacro %}"
    )

    def __init__(self, encoded: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "atlas_paint"
        self.encoded = encoded


def base() -> folium.Map:
    """The map beneath: the same for every picture, so that the browser keeps it."""
    made = AtlasMap(
        location=(34.0, 67.0), zoom_start=6, tiles=None, zoom_snap=0.25, zoom_delta=0.5,
        min_zoom=4, max_zoom=11, zoom_control=True, scroll_wheel_zoom=True,
    )  # fmt: skip
    made.add_child(_Base())
    return made


def encode(content: Mapping[str, Any]) -> str:
    """A `payload` as base64 JSON: letters that no template engine reads anything into."""
    text = json.dumps(content, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def layer(encoded: str) -> folium.FeatureGroup:
    """The changing part: one group with one element that paints a `payload`, encoded."""
    group = folium.FeatureGroup(name="atlas")
    group.add_child(_Paint(encoded))
    return group


def _provinces(view: View) -> dict[str, str]:
    """The province of each district that a record names."""
    pairs = [rows[["adm2", "adm1"]] for rows in (view.chosen.events, view.chosen.spots)]
    found = pd.concat(pairs).dropna().drop_duplicates("adm2")
    return dict(zip(found["adm2"], found["adm1"], strict=True))


def _tips(
    view: View, table: pd.DataFrame, level: str, states: Mapping[str, str]
) -> dict[str, list[str]]:
    """What the tooltip of each area says, title first."""
    events = view.chosen.events
    row_of = table.index.get_indexer(pd.Index(view.frames.areas[level]))
    place = np.append(row_of, -1)[events[f"{level}_no"].to_numpy()]  # no area: the last
    mapped = (place >= 0) & events["on_map"].to_numpy()
    groups = actors(events.loc[mapped, ["who", "actors"]], place[mapped])
    documents = _documents(view.frames, events.index[mapped], place[mapped], len(table))
    out = {}
    rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    for i, (area, row) in enumerate(zip(table.index, rows, strict=True)):
        name = view.names.provinces.get(area) or view.names.districts.get(area) or area
        lines = [name]
        if row["events"]:
            others = row["events"] - row["attacks"]
            said = words.count(row["attacks"], "attack")
            lines.append(f"{said}, {words.count(others, 'other incident')}" if others else said)
            for what in ("deaths", "injured"):
                lines.append(f"{what.capitalize()}: {words.total(area_toll(row, what))}")
            lines.append(f"By: {most(groups[i], view.names)}")
            if pd.notna(row["last"]):
                lines.append(f"Latest: {row['last']:%B %Y}")
            lines.append(f"Told by {words.count(documents[i], 'document')}")
        if row["presence"] or row["denied"]:
            lines.append(
                f"{words.count(row['presence'], 'presence claim')}, {row['denied']} denied"
            )
        lines += [said for mark, said in _STATES.items() if mark in states.get(area, "")]
        if view.filters.per_head and area in view.population:
            rate = row["attacks"] / view.population[area] * 100_000
            lines.append(f"{rate:.2f} attacks per 100,000 people (2021 estimate, no census)")
        out[area] = lines
    return out


def area_toll(row: Mapping[str, Any], what: str) -> aggregate.Sum:
    """The toll in a row of `aggregate.by_area`."""
    reported = pd.notna(row[f"{what}_best"])
    silent = int(row[f"{what}_silent"])
    return aggregate.Sum(
        low=int(row[f"{what}_low"]) if reported else 0,
        best=int(row[f"{what}_best"]) if reported else 0,
        high=int(row[f"{what}_high"]) if reported else 0,
        open=bool(row[f"{what}_open"]),
        reported=int(row["events"]) - silent,
        silent=silent,
    )


def _documents(frames: Frames, events: pd.Index, place: NDArray[np.int64], areas: int) -> list[int]:
    """How many documents tell an event of each area.

    Args:
        frames: The snapshot.
        events: Rows of `Frames.events`.
        place: The number of each one's area.
        areas: How many areas there are.
    """
    area = np.full(len(frames.events) + 1, -1)
    area[events.to_numpy()] = place
    told = area.astype("int64")[
        frames.claim_event
    ]  # a claim without an event takes the spare last row
    documents = int(frames.claim_doc.max(initial=0)) + 1
    pairs = [
        pair
        for pair, _ in tally(
            told[told >= 0] * documents + frames.claim_doc[told >= 0].astype("int64")
        )
    ]
    counts: list[int] = np.bincount(np.array(pairs, int) // documents, minlength=areas).tolist()
    return counts


def _states(view: View) -> dict[str, str]:
    if view.filters.measure is not Measure.PRESENCE or view.filters.level is not Level.PROVINCE:
        return {}
    day = presence.as_of(view.frames, view.filters).day
    table = presence.area_state(presence.cells(view.frames, view.chosen, day))
    return {
        str(area): " ".join(n for n in ("faded", "denied") if row[n])
        for area, row in table.iterrows()
    }


def _legend(view: View, aged: bool) -> dict[str, Any]:
    measure, bounds = view.filters.measure, view.bounds
    rate = view.filters.per_head and view.filters.level is Level.PROVINCE
    symbols = [["e", "Event at a named place"], ["n", "Event near a place"],
               ["ed", "Denied or disputed"]]  # fmt: skip
    notes = ["Classes are the same for every period."]
    if measure is Measure.PRESENCE:
        symbols = []
        if aged:
            symbols = [
                ["faded", "Not confirmed for over 12 months"],
                ["denied", "Somebody denies it"],
            ]
    if rate:
        notes.append("Rates are indicative: no census since 1979.")
    return {
        "title": words.measure(view.filters),
        "classes": class_labels(bounds, whole=not rate),
        "none": f"{NO_DATA} (not the same as none)",
        "symbols": symbols,
        "notes": notes,
    }


def class_labels(bounds: Sequence[float], *, whole: bool) -> list[str]:
    """The classes in words, zero first: "0", "1 to 5", "6 to 20"."""
    out, last = ["0"], 0.0
    for bound in bounds:
        low = last + 1 if whole else last
        if whole:
            out.append(f"{bound:,.0f}" if bound <= low else f"{low:,.0f} to {bound:,.0f}")
        else:
            out.append(f"{low:,.2f} to {bound:,.2f}")
        last = float(int(bound)) if whole else bound
    return out
