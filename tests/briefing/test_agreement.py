"""Page, PNG, SVG and PPTX say the same of any view, and the frame's figures can be recounted.

The expected figures are counted here anew, row by row in plain Python, from the stored tables.
"""

import calendar
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE

from benchmarks import synthetic
from geo.briefing import figure, slides
from geo.briefing.compose import compose
from geo.briefing.deck import SlideKind, SlideSpec
from geo.briefing.scene import Area, Scene
from geo.briefing.view import Material
from geo.codes import Attribution, EventType, Kind, SourceKind
from geo.places.provinces import load_districts, load_provinces
from geo.views import map as atlas_map
from geo.views.aggregate import breaks
from geo.views.filters import Bound, Filters, Level, Measure, Precision
from geo.views.frames import ATTACK_TYPES, prepare
from geo.views.names import load_names, load_population
from tests import world
from tests.briefing.conftest import DATA, manifest

pytestmark = pytest.mark.slow
HATCH = "hatch"
COSTLY = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],  # a slide is slow to shrink
}
WORLDS = {
    "made-up": world.tables(),
    "synthetic": synthetic.tables(60, seed=3),
    "held": world.with_held("c-camps", "c-sixty", "c-kunduz"),
}
NAMES = load_names(DATA)
PEOPLE = load_population(DATA)
PROVINCES = load_provinces(DATA / "provinces.geojson")
DISTRICTS = load_districts(DATA / "districts.geojson")
MATERIALS = {
    name: Material(
        frames=prepare("s-0123456789ab", tables), manifest=manifest(), names=NAMES,
        provinces=PROVINCES, districts=DISTRICTS, population=PEOPLE,
    )
    for name, tables in WORLDS.items()
}  # fmt: skip
GROUPS = ["ISKP", "TALIBAN", "TTP", "AQ", "NRF", "UNKNOWN", "OTHER:" + world.HOSTILE]
AREAS = ["AF-KDZ", "AF-NAN", "AF-LAG", "AF-BDS", "AF-KAB", "AF-HER", "AF-KNR", "AF-BAL", "AF-GHO"]
MONTHS = [(2020, 5), (2021, 10), (2021, 11), (2021, 12), (2022, 1), (2022, 12), (2024, 1),
          (2024, 12), (2025, 2)]  # fmt: skip


def few(values):
    """Mostly no filter; else one to three values."""
    return st.just(()) | st.lists(st.sampled_from(list(values)), max_size=3).map(tuple)


@st.composite
def views(draw) -> tuple[str, Filters]:
    """A world, and a choice that its slides can show."""
    name = draw(st.sampled_from(sorted(MATERIALS)))
    groups = [g for g in GROUPS if name != "synthetic" or not g.startswith("OTHER:")]
    ends = sorted([draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))])
    first, last = (date(*ends[0], 1), date(*ends[1], calendar.monthrange(*ends[1])[1]))
    closed = draw(st.sampled_from(["both", "since", "until", "none", "none"]))
    filters = Filters(
        since=first if closed in {"both", "since"} else None,
        until=last if closed in {"both", "until"} else None,
        groups=draw(few(groups)),
        kinds=draw(few(Kind)),
        types=draw(few([EventType.ATTACK, EventType.SUICIDE_BOMB, EventType.ARRESTS])),
        provinces=draw(few(AREAS)),
        attribution=draw(few(Attribution)),
        sources=draw(few([SourceKind.PRESS, SourceKind.UN, SourceKind.PARTY])),
        precision=draw(st.sampled_from([Precision.ANY, Precision.ANY, *Precision])),
        measure=draw(st.sampled_from(Measure)),
        toll=draw(st.sampled_from(Bound)),
        level=draw(st.sampled_from([Level.PROVINCE, Level.PROVINCE, Level.DISTRICT])),
        per_head=draw(st.booleans()),
    )
    return name, filters


def drawn(kind: SlideKind, filters: Filters, material: Material) -> Scene:
    return compose(SlideSpec(kind=kind, query=urlencode(filters.to_query())), material)


def on_the_page(filters: Filters, material: Material) -> dict[str, Any]:
    """What the map page paints."""
    chosen = filters.apply(material.frames)
    whole = filters.without("period").apply(material.frames)
    numbers = atlas_map.values(whole, filters, PEOPLE)
    view = atlas_map.View(
        frames=material.frames, filters=filters, chosen=chosen, names=NAMES, population=PEOPLE,
        bounds=breaks(numbers, whole=not filters.per_head),
    )  # fmt: skip
    return atlas_map.payload(view)


def page_fills(payload: dict[str, Any], areas: list[str]) -> dict[str, str]:
    """Fill of each area, as `static/map/atlas.js` chooses it."""
    out = {}
    for area in areas:
        c = payload["areas"].get(area, {"c": -1})["c"]
        out[area] = HATCH if c < 0 else payload["zero"] if c == 0 else payload["ramp"][c - 1]
    return out


def scene_areas(scene: Scene) -> dict[str, Area]:
    """Provinces, districts or tiles of a slide by their id."""
    found = [i.name.split() for i in scene.items if isinstance(i, Area)]
    kinds = {"Province", "District", "Tile"}
    areas = [i for i in scene.items if isinstance(i, Area)]
    return {name[1]: i for name, i in zip(found, areas, strict=True) if name[0] in kinds}


def pptx_fills(scene: Scene) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Fill of each province or district, and the legend's (words, fill)."""
    deck = Presentation(io.BytesIO(slides.pptx([scene], title="x")))
    found: dict[str, str] = {}
    legend = []
    for group in deck.slides[0].shapes:
        for shape in group.shapes if group.shape_type == MSO_SHAPE_TYPE.GROUP else ():
            hatched = "pattFill" in shape._element.xml
            fill = HATCH if hatched else _solid(shape)
            if group.name == "map" and shape.name.split()[0] in {"Province", "District"}:
                found[shape.name.split()[1]] = fill
            elif shape.name.startswith("Legend "):
                legend.append((shape.name.removeprefix("Legend "), fill))
    return found, legend


def _solid(shape) -> str:
    solid = shape.fill.type == MSO_FILL.SOLID
    return f"#{shape.fill.fore_color.rgb}".lower() if solid else ""


def svg_fills(scene: Scene) -> tuple[dict[str, str], list[str]]:
    """Fill of each area, and all words."""
    root = fromstring(figure.svg(scene))
    found, words = {}, []
    for node in root.iter():
        name = node.get("id", "")
        if name.startswith(("Province_", "District_")):
            style = next(n.get("style", "") for n in node.iter() if n.tag.endswith("path"))
            fill = re.search(r"fill: ?([^;]+)", style)
            found[name.split("_")[1]] = HATCH if fill and "url(" in fill[1] else fill[1]
        if node.tag.endswith("text"):
            words.append("".join(node.itertext()))
    return found, words


def png_fills(scene: Scene, areas: dict[str, Area]) -> dict[str, set[str]]:
    """The three commonest colours inside each area of the picture; white is under the hatch."""
    dpi = 144
    image = np.asarray(Image.open(io.BytesIO(figure.png(scene, dpi=dpi))).convert("RGB"))
    out = {}
    for name, area in areas.items():
        mask = Image.new("L", image.shape[1::-1])
        for ring in area.rings[:1]:
            ImageDraw.Draw(mask).polygon([(x * dpi, y * dpi) for x, y in ring], fill=1)
        colors, counts = np.unique(image[np.asarray(mask) > 0], axis=0, return_counts=True)
        common = colors[np.argsort(counts)[-3:]]
        seen = {f"#{r:02x}{g:02x}{b:02x}" for r, g, b in common}
        out[name] = {HATCH} if "#ffffff" in seen else seen
    return out


@settings(max_examples=40, **COSTLY)
@given(views())
def test_slides_class_and_colour_what_the_page_does(view):
    name, filters = view
    material = MATERIALS[name]
    payload = on_the_page(filters, material)
    scene = drawn(SlideKind.CHOROPLETH, filters, material)
    areas = scene_areas(scene)
    wanted = page_fills(payload, list(areas))
    assert {a: HATCH if i.hatch else i.fill for a, i in areas.items()} == wanted
    assert {a: c for a, c in scene.facts["classes"].items() if c >= 0} == {
        a: found["c"] for a, found in payload["areas"].items() if found["c"] >= 0
    }
    legend = [i for i in scene.items if isinstance(i, Area) and i.group == "legend"]
    labels = [*payload["legend"]["classes"], ""]
    colors = [payload["zero"], *payload["ramp"], HATCH]
    shown = [(i.name.removeprefix("Legend "), HATCH if i.hatch else i.fill) for i in legend]
    assert [fill for _, fill in shown] == colors
    assert [text for text, _ in shown][:-1] == labels[:-1]
    assert "no data" in shown[-1][0].lower()
    title = next(" ".join(t.lines) for t in scene.texts() if t.name == "legend title")
    assert title == payload["legend"]["title"]
    tiles = scene_areas(drawn(SlideKind.TILE_GRID, filters, material))
    if filters.level is Level.PROVINCE:
        assert {a: HATCH if i.hatch else i.fill for a, i in tiles.items()} == wanted


@settings(max_examples=25, **COSTLY)
@given(views())
def test_dots_and_states_of_presence_are_those_of_the_page(view):
    name, filters = view
    material = MATERIALS[name]
    payload = on_the_page(filters, material)
    scene = drawn(SlideKind.CHOROPLETH_DOTS, filters, material)
    assert scene.facts["dots"] == sum(spot["n"] for spot in payload["spots"])
    marks = Counter(scene.facts["marks"])
    assert marks == Counter(tuple(d) for spot in payload["spots"] for d in spot["dots"])
    page = on_the_page(Filters(**{**_as_dict(filters), "measure": Measure.PRESENCE,
                                  "level": Level.PROVINCE}), material)  # fmt: skip
    states = drawn(SlideKind.PRESENCE_MAP, filters, material).facts["states"]
    said = {a: found["s"] for a, found in page["areas"].items() if "c" in found}
    faded = {a for a, s in said.items() if "faded" in s}
    assert {a for a, s in states.items() if s == "faded"} == faded
    assert set(states) <= {a for a, found in page["areas"].items() if found["c"] >= 0}


def _as_dict(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in filters.__dataclass_fields__}


@settings(max_examples=6, **COSTLY)
@given(views())
def test_the_files_hold_what_the_page_shows(view):
    name, filters = view
    material = MATERIALS[name]
    filters = Filters(**{**_as_dict(filters), "level": Level.PROVINCE})
    payload = on_the_page(filters, material)
    scene = drawn(SlideKind.CHOROPLETH, filters, material)
    areas = scene_areas(scene)
    wanted = page_fills(payload, list(areas))
    in_pptx, legend = pptx_fills(scene)
    assert in_pptx == wanted
    assert [fill for _, fill in legend] == [payload["zero"], *payload["ramp"], HATCH]
    assert "no data" in legend[-1][0].lower()
    in_svg, words = svg_fills(scene)
    assert in_svg == wanted
    assert any("no data" in line.lower() for line in words)
    in_png = png_fills(scene, areas)
    assert [a for a, fill in wanted.items() if fill not in in_png[a]] == []


@dataclass
class Recounted:
    events: list[dict[str, Any]]
    presence: list[dict[str, Any]]
    statistics: list[dict[str, Any]]
    undated: int


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Records of a stored table, missing values as None, days as `date`."""
    out = []
    for record in frame.to_dict("records"):
        for key, value in record.items():
            if isinstance(value, list | tuple):
                continue
            if pd.api.types.is_list_like(value):
                record[key] = list(value)
            elif pd.isna(value):
                record[key] = None
            elif isinstance(value, pd.Timestamp):
                record[key] = value.date()
        out.append(record)
    return out


def recount(tables: dict[str, pd.DataFrame], f: Filters) -> Recounted:
    """Choose records by the words of `Filters`, without using it."""
    documents = {d["doc_id"]: d for d in rows(tables["documents"])}
    claims = rows(tables["claims"])
    places: dict[str, list[dict[str, Any]]] = {}
    for place in rows(tables["claim_places"]):
        places.setdefault(place["claim_id"], []).append(place)
    worst = {Precision.ANY: 9, Precision.PROVINCE: 4, Precision.DISTRICT: 3, Precision.POINT: 2,
             Precision.RESEARCH: 3}[f.precision]  # fmt: skip
    undated = 0
    out: dict[str, list[dict[str, Any]]] = {k: [] for k in Kind}

    def consider(kind, record, spots, first, last, voices):
        nonlocal undated
        if f.kinds and kind not in f.kinds:
            return
        if f.groups and not set(f.groups) & set(record["actors"] or ()):
            return
        if f.sources and not set(f.sources) & set(voices):
            return
        if f.provinces or f.precision is not Precision.ANY:
            good = [s for s in spots if not f.provinces or s["adm1"] in f.provinces]
            if f.precision is not Precision.ANY:
                good = [s for s in good if (s["where_prec"] or 9) <= worst]
            if not good:
                return
        if f.precision is Precision.RESEARCH and (record["date_prec"] or 9) > 3:
            return
        if kind == Kind.EVENT:
            if f.types and record["event_type"] not in f.types:
                return
            if f.attribution and record["attribution"] not in f.attribution:
                return
        if f.since or f.until:
            if first is None:
                undated += 1
                return
            if (f.since and last < f.since) or (f.until and first > f.until):
                return
        out[kind].append(record)

    for event in rows(tables["events"]):
        consider(Kind.EVENT, event, [event], event["date_start"], event["date_end"],
                 event["source_kinds"] or ())  # fmt: skip
    for claim in claims:
        if claim["review"]:
            continue
        if claim["kind"] == "event":
            continue
        document = documents[claim["doc_id"]]
        voices = claim["speaker_kinds"] or (document["source_kind"],)
        first, last = claim["date_start"], claim["date_end"]
        if claim["kind"] == "presence":
            first, last = first or document["published"], last or document["published"]
        kind = Kind(claim["kind"])
        consider(kind, claim, places.get(claim["claim_id"], []), first, last, voices)
    return Recounted(out[Kind.EVENT], out[Kind.PRESENCE], out[Kind.STATISTIC], undated)


def mapped(record: dict[str, Any]) -> bool:
    return record["country"] == "AF" and bool(record["adm1"]) and record["where_prec"] <= 4


def toll_words(events: list[dict[str, Any]], what: str) -> tuple[str, int]:
    low = best = high = silent = 0
    is_open = False
    for event in events:
        a, b, c = (event[f"{what}_{n}"] for n in ("low", "best", "high"))
        if a is None and b is None and c is None:
            silent += 1
            continue
        middle = b if b is not None else a if a is not None else c
        low += int(a or 0)
        best += int(middle)
        high += int(c if c is not None else middle)
        is_open |= c is None
    if silent == len(events):
        return ("none reported" if silent else "none"), silent
    if low == high:
        return f"{low:,}{'+' if is_open else ''}", silent
    return f"{low:,} to {high:,}{'+' if is_open else ''} (best {best:,})", silent


def period_words(since: date | None, until: date | None) -> str:
    """The period of whole months."""
    if since is None and until is None:
        return "all dates"
    if until is None:
        return f"since {since:%B %Y}"
    if since is None:
        return f"until {until:%B %Y}"
    if (since.month, until.month) == (1, 12):
        return f"{since:%Y}" if since.year == until.year else f"{since:%Y} to {until:%Y}"
    if (since.year, since.month) == (until.year, until.month):
        return f"{since:%B %Y}"
    if since.year == until.year:
        return f"{since:%B} to {until:%B %Y}"
    return f"{since:%B %Y} to {until:%B %Y}"


@settings(max_examples=60, **COSTLY)
@given(
    views(),
    st.sampled_from([SlideKind.CHOROPLETH, SlideKind.KEY_FIGURES, SlideKind.EVENT_TABLE]),
)
def test_every_figure_of_the_frame_can_be_counted_again(view, kind):
    name, filters = view
    tables, material = WORLDS[name], MATERIALS[name]
    found = recount(tables, filters)
    scene = drawn(kind, filters, material)
    texts = {t.name: " ".join(t.lines) for t in scene.texts()}
    chosen = {e["event_id"] for e in found.events}
    own = {c["claim_id"] for c in found.presence + found.statistics}
    behind = [c for c in rows(tables["claims"]) if c["event_id"] in chosen or c["claim_id"] in own]
    sources = {c["doc_id"] for c in behind}
    if filters.measure is Measure.PRESENCE:
        places: dict[str, list[dict[str, Any]]] = {}
        for place in rows(tables["claim_places"]):
            places.setdefault(place["claim_id"], []).append(place)
        total = len(found.presence)
        shown = sum(any(mapped(p) for p in places.get(c["claim_id"], [])) for c in found.presence)
        noun = "presence claim"
    else:
        counted = found.events
        noun = "event"
        if filters.measure is Measure.ATTACKS:
            counted = [e for e in counted if e["event_type"] in ATTACK_TYPES]
            noun = "attack"
        total, shown = len(counted), sum(map(mapped, counted))
    facts = scene.facts
    assert facts["events"] == len(found.events)
    assert facts["presence"] == len(found.presence)
    assert facts["sources"] == len(sources)
    assert (facts["total"], facts["mapped"], facts["off_map"]) == (total, shown, total - shown)
    said = texts["counts"]
    assert f"{len(found.events):,} event" in said
    assert f"{len(found.presence):,} presence claim" in said
    assert f"{len(sources):,} source" in said
    assert f"{total:,} {noun}" in said
    assert f"{shown:,} on the map + {total - shown:,} off-map" in said
    for what in ("deaths", "injured"):
        range_, silent = toll_words(found.events, what)
        assert f"{what}: {range_}, not reported: {silent:,}" in said
    assert ("undated" in said) == (found.undated > 0)
    if found.undated:
        assert f"{found.undated:,} undated left out" in said
    assert texts["filters"].startswith(f"{period_words(filters.since, filters.until)} · ")
    words = scene.facts["filters"]
    for group in filters.groups:
        assert NAMES.actor(group) in words
    for area in filters.provinces:
        assert NAMES.province(area) in words
    for value in (*filters.types, *filters.kinds):
        assert value.replace("_", " ") in words
    assert ("no filters" in words) == (not set(filters.active()) - {"period"})
    assert "Data cut-off 2025-01-05 · snapshot s-0123456789ab" in texts["made from"]
    for document in rows(tables["documents"]):
        if document["doc_id"] in sources and len(sources) == 1:
            assert document["publisher"][:30] in texts["sources"]
