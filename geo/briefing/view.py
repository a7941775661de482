"""What a slide's body is given, and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.briefing.deck import SlideSpec
from geo.briefing.facts import Facts
from geo.briefing.scene import Item
from geo.store.snapshot import Manifest
from geo.views.changes import Compared
from geo.views.filters import Chosen, Filters
from geo.views.frames import Frames
from geo.views.words import Names

Box = tuple[float, float, float, float]
"""Left, top, width, height [in]."""
Sheet = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]
"""Column names, and rows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """What slides are made from.

    Attributes:
        frames: The snapshot, made ready (after publish mode, where that is on).
        manifest: Its manifest.
        names: Our names of groups and provinces.
        provinces: The 34 polygons, as from `geo.places.provinces.load_provinces`.
        districts: The 398 polygons, as from `load_districts`, or None for provinces only.
        population: People per province, for rates; empty for none.
        published: Words on publish mode, or "".
        before: How a snapshot, by its id, differs from this one, for `changes` slides.
    """

    frames: Frames
    manifest: Manifest
    names: Names
    provinces: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame | None = None
    population: Mapping[str, int] = field(default_factory=dict)
    published: str = ""
    before: Callable[[str], Compared] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One slide's material, chosen by its filters."""

    spec: SlideSpec
    filters: Filters
    chosen: Chosen
    facts: Facts
    material: Material


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """A slide's body.

    Attributes:
        title: The title that the atlas proposes.
        items: What is drawn, back to front.
        alt: The body in words.
        claims: The claims behind it, rows of `Frames.claims`, for the notes.
        sheet: The data behind it.
        facts: Numbers on the slide, for comparison with the page.
    """

    title: str
    items: tuple[Item, ...]
    alt: str
    claims: pd.DataFrame
    sheet: Sheet
    facts: Mapping[str, Any] = field(default_factory=dict)
