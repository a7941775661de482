"""Where map, legend and ranking stand on a slide."""

from typing import Final

from geo.briefing.view import Box

_MAP: Final = 6.6
"""Width of a map [in]; legend and ranking share the rest."""
_LEGEND: Final = 2.95
GAP: Final = 0.3
_RANKING: Final = 2.5
"""Height of the ranking: eight bars [in]."""


def map_box(box: Box) -> Box:
    """The left part of a body, for the map."""
    x, y, _w, h = box
    return (x, y, _MAP, h)


def beside(box: Box) -> tuple[Box, Box]:
    """Column of the legend, column of the ranking."""
    x, y, w, h = box
    left = x + _MAP + GAP
    right = left + _LEGEND + GAP
    return (left, y, _LEGEND, h), (right, y, x + w - right, h)


def below(box: Box, used: float) -> Box:
    """What is left of a box beneath its first inches."""
    x, y, w, h = box
    return (x, y + used, w, h - used)


def head(box: Box) -> Box:
    """Room for a ranking of eight bars."""
    return (*box[:3], _RANKING)


def foot(box: Box) -> Box:
    """What the ranking leaves of its column."""
    return below(box, _RANKING + 0.18)
