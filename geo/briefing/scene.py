"""One slide as a value: boxes, shapes, charts and tables, before any file format.

Both renderers (`figure` for PNG and SVG, `slides` for PPTX) draw the same `Scene`, so that what is
previewed is what is exported. Lengths are inches from the top left corner of a 13.333 x 7.5 slide,
sizes of type are points, colours are `#rrggbb`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

WIDTH: Final = 13.333
HEIGHT: Final = 7.5
SMALLEST_PT: Final = 10.0
"""No text on a slide is set smaller than this [pt]."""

INK: Final = "#1f2933"
MUTED: Final = "#52606d"
RULE: Final = "#cbd2d9"
PAPER: Final = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words in a box; made by `fit.place`, which guarantees that they fit.

    Attributes:
        name: What the box is ("title", "filters", "footer").
        x: Left edge [in].
        y: Top edge [in].
        w: Width [in].
        h: Height [in].
        lines: The words, already broken into lines that fit `w`.
        size: Size of type [pt].
        bold: Whether bold.
        color: Colour of the type.
        align: "left", "center" or "right".
        over: Whether it lies on a coloured shape, so that no template may change its colour.
        plate: Colour of a thin plate behind it that keeps it legible on any fill, or "".
    """

    name: str
    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    size: float
    bold: bool = False
    color: str = INK
    align: str = "left"
    over: bool = False
    plate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A filled polygon such as a province, possibly hatched or only outlined.

    Attributes:
        name: Name of the shape in the file ("Province AF-KDZ Kunduz").
        alt: Words for readers who cannot see it.
        rings: Outer rings, each a sequence of (x, y) [in].
        fill: Fill colour, or None for no fill.
        hatch: Whether it carries the no-data hatch.
        line: Colour of the outline.
        line_pt: Width of the outline [pt].
        group: Shapes of one group move together ("map").
    """

    name: str
    alt: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str | None
    hatch: bool = False
    line: str = "#ffffff"
    line_pt: float = 0.5
    group: str = "map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A circle: filled for an exact place, a ring for a near one, crossed where denied.

    Attributes:
        name: Name of the shape.
        alt: Words for readers who cannot see it.
        x: Centre [in].
        y: Centre [in].
        radius: Radius [in].
        fill: Fill colour, or None for no fill.
        line: Colour of the outline and the cross.
        line_pt: Width of both [pt].
        cross: Whether it is crossed.
        text: A number inside, or "".
        group: Shapes of one group move together ("map").
    """

    name: str
    alt: str
    x: float
    y: float
    radius: float
    fill: str | None
    line: str
    line_pt: float = 1.0
    cross: bool = False
    text: str = ""
    group: str = "map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line, as in the scale bar or a time axis."""

    name: str
    x1: float
    y1: float
    x2: float
    y2: float
    color: str = MUTED
    line_pt: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A bar chart; native, with its data sheet, in PPTX.

    Attributes:
        name: Name of the shape.
        alt: Words for readers who cannot see it.
        categories: Labels along the axis.
        series: (name, colour, one value per category); None is a gap, not zero.
        stacked: Whether bars are stacked.
        horizontal: Whether bars lie.
        axis_title: What the values count, with the unit.
    """

    name: str
    alt: str
    x: float
    y: float
    w: float
    h: float
    categories: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[float | None, ...]], ...]
    stacked: bool = True
    horizontal: bool = False
    axis_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; cells hold text that has been cut to fit their column.

    Attributes:
        widths: Width of each column [in].
        row_h: Height of a row [in].
        rows: The header first.
        size: Size of type [pt].
    """

    name: str
    alt: str
    x: float
    y: float
    widths: tuple[float, ...]
    row_h: float
    rows: tuple[tuple[str, ...], ...]
    size: float = 11.0


Item = Text | Area | Dot | Line | Chart | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One slide.

    Attributes:
        kind: Kind of slide, as in the deck.
        title: Its title.
        items: What is drawn, back to front.
        notes: Speaker notes: every quote, speaker, publisher, date and event id behind the slide.
        alt: The slide in words.
        sheet: The data behind the slide: column names and rows, for XLSX and CSV.
    """

    kind: str
    title: str
    items: tuple[Item, ...]
    notes: str
    alt: str
    sheet: tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]] = ((), ())
    facts: Mapping[str, Any] = field(default_factory=dict)

    def texts(self) -> Sequence[Text]:
        """Every text box, for tests that measure them."""
        return [item for item in self.items if isinstance(item, Text)]
