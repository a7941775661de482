"""Areas, dots and lines as elements of a slide, with nothing borrowed from the theme.

Shapes that python-pptx makes carry a style of the theme, whose shadow some programs draw; these
say all about themselves. They are named, described, and can be recoloured by hand.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from lxml import etree

from geo.briefing.figure import HATCH_COLOR
from geo.briefing.fit import legible
from geo.briefing.scene import INK, MUTED, PAPER, RULE, Area, Dot, Line

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_NAMESPACES: Final = {"a": _A, "p": _P}
_EMU_PER_PT: Final = 12_700
_INKS: Final = frozenset({INK, MUTED, RULE})
Emu = Callable[[float], int]
"""From inches of a scene to units of the file."""


def _make(parent: Any, tag: str, **attributes: object) -> Any:
    prefix, name = tag.split(":")
    said = {key: str(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_NAMESPACES[prefix]}}}{name}", said)


def group(tree: Any, name: str, alt: str, items: Sequence[Area | Dot], emu: Emu) -> None:
    """Add shapes that move together.

    Args:
        tree: The slide's tree of shapes, an lxml element.
        name: Name of the group.
        alt: The group in words.
        items: What is in it, back to front.
        emu: Units of the file.
    """
    element = _make(tree, "p:grpSp")
    _named(_make(element, "p:nvGrpSpPr"), "GrpSp", name, alt)
    frame = _make(_make(element, "p:grpSpPr"), "a:xfrm")
    left, top, right, low = _bounds(items, emu)
    for tag in ("off", "ext", "chOff", "chExt"):
        if tag.endswith("ff"):
            _make(frame, f"a:{tag}", x=left, y=top)
        else:
            _make(frame, f"a:{tag}", cx=right - left, cy=low - top)
    for item in items:
        if isinstance(item, Area):
            _area(element, item, emu)
        else:
            _dot(element, item, emu)


def line(tree: Any, item: Line, emu: Emu, *, themed: bool = False) -> None:
    """Add a straight line.

    Args:
        tree: The slide's tree of shapes.
        item: The line.
        emu: Units of the file.
        themed: Whether a grey or black line takes the theme's colour of text, to be seen on a
            dark master.
    """
    element = _make(tree, "p:cxnSp")
    _named(_make(element, "p:nvCxnSpPr"), "CxnSp", item.name, "")
    left, right = sorted((emu(item.x1), emu(item.x2)))
    top, low = sorted((emu(item.y1), emu(item.y2)))
    shape = _make(element, "p:spPr")
    flip = {"flipV": 1} if (item.x2 - item.x1) * (item.y2 - item.y1) < 0 else {}
    _frame(shape, (left, top, right, low), **flip)
    _make(_make(shape, "a:prstGeom", prst="line"), "a:avLst")
    _outline(shape, item.color, item.line_pt, themed=themed and item.color in _INKS)


def renumber(tree: Any) -> None:
    """Give every shape of a slide a number of its own."""
    for number, element in enumerate(tree.iter(f"{{{_P}}}cNvPr"), 1):
        element.set("id", str(number))


def _area(parent: Any, item: Area, emu: Emu) -> None:
    element = _make(parent, "p:sp")
    _named(_make(element, "p:nvSpPr"), "Sp", item.name, item.alt)
    shape = _make(element, "p:spPr")
    box = _bounds([item], emu)
    _frame(shape, box)
    geometry = _make(shape, "a:custGeom")
    for tag in ("avLst", "gdLst", "ahLst", "cxnLst"):
        _make(geometry, f"a:{tag}")
    _make(geometry, "a:rect", l="l", t="t", r="r", b="b")
    left, top, right, low = box
    path = _make(_make(geometry, "a:pathLst"), "a:path", w=right - left, h=low - top)
    for ring in item.rings:
        for n, (x, y) in enumerate(ring):
            step = _make(path, "a:lnTo" if n else "a:moveTo")
            _make(step, "a:pt", x=emu(x) - left, y=emu(y) - top)
        _make(path, "a:close")
    if item.hatch:
        pattern = _make(shape, "a:pattFill", prst="wdUpDiag")
        _color(_make(pattern, "a:fgClr"), HATCH_COLOR)
        _color(_make(pattern, "a:bgClr"), item.fill or PAPER)
    else:
        _fill(shape, item.fill)
    _outline(shape, item.line, item.line_pt)


def _dot(parent: Any, item: Dot, emu: Emu) -> None:
    element = _make(parent, "p:sp")
    _named(_make(element, "p:nvSpPr"), "Sp", item.name, item.alt)
    shape = _make(element, "p:spPr")
    _frame(shape, _bounds([item], emu))
    kind = "flowChartSummingJunction" if item.cross else "ellipse"
    _make(_make(shape, "a:prstGeom", prst=kind), "a:avLst")
    _fill(shape, item.fill)
    _outline(shape, item.line, item.line_pt)
    if item.text:
        _number(element, item.text)


def _number(element: Any, text: str) -> None:
    body = _make(element, "p:txBody")
    _make(body, "a:bodyPr", wrap="none", lIns=0, tIns=0, rIns=0, bIns=0, anchor="ctr")
    paragraph = _make(body, "a:p")
    _make(paragraph, "a:pPr", algn="ctr")
    run = _make(paragraph, "a:r")
    _fill(_make(run, "a:rPr", lang="en-GB", sz=1000, b=1), PAPER)
    _make(run, "a:t").text = legible(text)


def _named(parent: Any, kind: str, name: str, alt: str) -> None:
    _make(parent, "p:cNvPr", id=0, name=legible(name), descr=legible(alt))
    _make(parent, f"p:cNv{kind}Pr")
    _make(parent, "p:nvPr")


def _frame(shape: Any, box: tuple[int, int, int, int], **flip: int) -> None:
    left, top, right, low = box
    frame = _make(shape, "a:xfrm", **flip)
    _make(frame, "a:off", x=left, y=top)
    _make(frame, "a:ext", cx=right - left, cy=low - top)


def _fill(shape: Any, color: str | None) -> None:
    if color is None:
        _make(shape, "a:noFill")
    else:
        _color(_make(shape, "a:solidFill"), color)


def _color(parent: Any, color: str) -> None:
    _make(parent, "a:srgbClr", val=color.lstrip("#").upper())


def _outline(shape: Any, color: str, points: float, *, themed: bool = False) -> None:
    pen = _make(shape, "a:ln", w=round(points * _EMU_PER_PT))
    if themed:
        _make(_make(pen, "a:solidFill"), "a:schemeClr", val="tx1")
    else:
        _fill(pen, color)
    _make(pen, "a:round")


def _bounds(items: Sequence[Area | Dot], emu: Emu) -> tuple[int, int, int, int]:
    across: list[int] = []
    down: list[int] = []
    for item in items:
        if isinstance(item, Area):
            across += [emu(x) for ring in item.rings for x, _ in ring]
            down += [emu(y) for ring in item.rings for _, y in ring]
        else:
            across += [emu(item.x - item.radius), emu(item.x + item.radius)]
            down += [emu(item.y - item.radius), emu(item.y + item.radius)]
    return min(across), min(down), max(across), max(down)
