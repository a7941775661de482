"""Colours that mean the same on every page, picture and slide.

The classes of a choropleth run from light to dark, so that they keep their order in greyscale
and for every kind of colour vision; measures differ in hue. A group has one colour everywhere
and is never told by colour alone (labels, hatches and outlines say it too).
"""

import functools
import hashlib
from typing import Final

from geo.views.filters import Measure

ZERO: Final = "#f4f1ea"
"""Fill of an area with data that counts zero."""
ZERO_DARK: Final = "#3a4652"
"""The same on a dark page."""
NO_DATA: Final = "#ffffff"
"""Fill beneath the hatch of an area without any record."""
HATCH: Final = "#9aa5b1"
"""Strokes of the no-data hatch."""
OUTLINE: Final = "#7b8794"
"""Border of a province."""

RAMPS: Final[dict[Measure, tuple[str, ...]]] = {
    Measure.ATTACKS: ("#fbcb9c", "#f9a76b", "#e8743b", "#b9431d", "#77210d"),
    Measure.DEATHS: ("#f1b7c0", "#e88f9c", "#cf5468", "#a0243f", "#5f0a20"),
    Measure.INJURED: ("#edc4e2", "#dd9fcb", "#bd68a5", "#8f397b", "#561950"),
    Measure.PRESENCE: ("#bcd4eb", "#8ab7db", "#5595c8", "#2a6599", "#123a63"),
    Measure.CONTESTED: ("#cdc5e8", "#b3a6dd", "#8a76c3", "#61489c", "#3a2168"),
    Measure.SHARE: ("#cdc5e8", "#b3a6dd", "#8a76c3", "#61489c", "#3a2168"),
}
"""Five classes of each measure, light to dark."""

GROUPS: Final[dict[str, str]] = {
    "ISKP": "#1b1b1b",
    "TALIBAN": "#0072b2",
    "NRF": "#009e73",
    "AFF": "#56b4e9",
    "TTP": "#d55e00",
    "AQ": "#cc79a7",
    "AQIS": "#a8467f",
    "HQN": "#5b7fa6",
    "ETIM": "#b8a200",
    "JA": "#8c6d31",
    "IMU": "#e69f00",
    "IS": "#5a5a5a",
    "AFG_GOV": "#3b8686",
    "US_NATO": "#6a51a3",
    "PAK_GOV": "#41793b",
    "UNKNOWN": "#a7adb5",
    "ANY": "#c7b8a3",
}
_SPARE: Final = (
    "#7a8b52",
    "#9c6b98",
    "#b07d62",
    "#5c8a8a",
    "#8a7f5c",
    "#74719e",
    "#a05d56",
    "#4f7f57",
)


def ramp(measure: Measure, classes: int) -> tuple[str, ...]:
    """Colours of `classes` classes (1 to 5), spread over the whole ramp, light to dark."""
    full = RAMPS[measure]
    if classes >= len(full):
        return full
    if classes <= 1:
        return (full[2],)[:classes]
    step = (len(full) - 1) / (classes - 1)
    return tuple(full[round(i * step)] for i in range(classes))


def fill(measure: Measure, number: int, classes: int) -> str | None:
    """Fill of class `number` as given by `aggregate.classify`; None for no data (hatched)."""
    if number < 0:
        return None
    return ZERO if number == 0 else ramp(measure, classes)[number - 1]


@functools.cache
def group(actor: str) -> str:
    """Colour of a group; one without a colour of its own always gets the same spare one."""
    digest = hashlib.sha256(actor.encode()).digest()
    return GROUPS.get(actor) or _SPARE[digest[0] % len(_SPARE)]
