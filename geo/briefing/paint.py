"""Which area gets which class and fill, as the map page paints them."""

import math
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.briefing.view import Sheet, View
from geo.views import aggregate, palette, words
from geo.views.filters import Level, Measure
from geo.views.map import NO_DATA, class_labels, column, values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paint:
    """Areas, the number of each, and its class, as the page paints them."""

    areas: gpd.GeoDataFrame
    key: str
    noun: str
    label: str
    measure: Measure
    bounds: tuple[float, ...]
    numbers: pd.Series
    classes: pd.Series
    names: words.Names
    rate: bool

    def name(self, area: str) -> str:
        """Our name of an area."""
        names = self.names.provinces if self.key == "adm1" else self.names.districts
        return names.get(area, area)

    def said(self, area: object) -> str:
        """The number of an area in words."""
        value = float(self.numbers.loc[str(area)])
        if math.isnan(value):
            return "no data"
        return f"{value:,.2f}" if self.rate else f"{value:,.0f}"

    def legend(self) -> list[tuple[str | None, str]]:
        """Fill (None: hatched) and words of each class, zero first, no data last."""
        labels = class_labels(self.bounds, whole=not self.rate)
        return [
            *[(palette.fill(self.measure, n, len(self.bounds)), t) for n, t in enumerate(labels)],
            (None, f"{NO_DATA} (no data, not the same as none)"),
        ]

    def sheet(self) -> Sheet:
        """The numbers as a table."""
        rows = tuple(
            (str(a), self.name(str(a)), None if pd.isna(v) else float(v), int(c))
            for a, v, c in zip(self.numbers.index, self.numbers, self.classes, strict=True)
        )
        return ((self.key, "name", str(self.measure), "class"), rows)

    def facts(self) -> dict[str, Any]:
        """Class and fill of each area, for comparison with the page."""
        return {
            "classes": {str(a): int(c) for a, c in self.classes.items()},
            "fills": self.fills(),
        }

    def fills(self) -> dict[str, str | None]:
        """Fill of each area; None for no data (hatched)."""
        return {
            str(a): palette.fill(self.measure, int(c), len(self.bounds))
            for a, c in self.classes.items()
        }


def paint(view: View, level: Level | None = None) -> Paint:
    """Class every area as the page does: the same numbers, the same bounds for every period.

    Args:
        view: The slide's view.
        level: Province or district; None for what the view asks for.
    """
    material, filters = view.material, view.filters
    districts = material.districts if (level or filters.level) is Level.DISTRICT else None
    by_district = districts is not None
    filters = replace(filters, level=Level.DISTRICT if by_district else Level.PROVINCE)
    areas = material.provinces if districts is None else districts
    key = column(filters.level)
    whole = filters.without("period").apply(material.frames)
    numbers = values(whole, filters, material.population)
    bounds = aggregate.breaks(numbers, whole=not filters.per_head)
    numbers = values(view.chosen, filters, material.population).reindex(areas[key])
    rate = filters.per_head and not by_district
    return Paint(
        areas=areas,
        key=key,
        noun="District" if by_district else "Province",
        label=words.measure(filters),
        measure=filters.measure,
        bounds=bounds,
        numbers=numbers,
        classes=aggregate.classify(numbers, bounds),
        names=material.names,
        rate=rate,
    )
