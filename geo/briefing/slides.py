"""Write scenes as PPTX with native shapes, charts and tables that can be edited and recoloured."""

import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from lxml.etree import SubElement
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from geo.briefing import shapes
from geo.briefing.archive import settle
from geo.briefing.figure import PLATE_ALPHA
from geo.briefing.fit import legible, line_height
from geo.briefing.scene import (
    HEIGHT,
    INK,
    MUTED,
    WIDTH,
    Area,
    Chart,
    Dot,
    Line,
    Scene,
    Table,
    Text,
)
from geo.briefing.sheets import harmless
from geo.errors import DeckError

_PERSONAL: Final = frozenset(
    ("commentAuthors", "authors", "person", "thumbnail", "printerSettings", "custom-properties")
)
"""Parts of a template that may name persons or machines, or show its old first slide."""
_ALIGN: Final = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_EMU_PER_INCH: Final = 914_400


def pptx(scenes: Sequence[Scene], *, title: str, template: Path | None = None) -> bytes:
    """Write a deck.

    Args:
        scenes: One a slide.
        title: Title in the file's properties.
        template: A company's .pptx whose master, fonts and size are kept; its slides are dropped.

    Returns:
        The file; the same scenes give the same bytes.

    Raises:
        DeckError: If the template cannot be used.
    """
    deck = _open(template)
    width, height = deck.slide_width, deck.slide_height
    scale = min(width / _EMU_PER_INCH / WIDTH, height / _EMU_PER_INCH / HEIGHT)
    _properties(deck, title)
    layout = _layout(deck)
    for number, scene in enumerate(scenes, 1):
        slide = deck.slides.add_slide(layout)
        _Page(slide, scale, themed=template is not None).draw(scene, number)
        slide.notes_slide.notes_text_frame.text = legible(scene.notes)
    out = io.BytesIO()
    deck.save(out)
    return settle(out.getvalue())


def _properties(deck: Any, title: str) -> None:
    """Say what the file is, and forget who made the template."""
    core = deck.core_properties
    core.title = legible(title)[:255]
    core.author = core.last_modified_by = "Afghan Incident Atlas"
    core.comments = core.keywords = core.subject = core.category = ""
    core.revision = 1
    for part in (deck.part.package, deck.part):
        for name, link in list(part._rels.items()):  # noqa: SLF001 no public way to drop a part
            if link.reltype.rsplit("/", 1)[-1] in _PERSONAL:
                part._rels.pop(name)  # noqa: SLF001


def _open(template: Path | None) -> Any:
    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        _widen(deck)
        return deck
    try:
        deck = Presentation(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise DeckError(f"{template}: cannot be used as a template (not a .pptx file?)") from error
    ids = deck.slides._sldIdLst  # noqa: SLF001 python-pptx has no public way to drop a slide
    for entry in list(ids):
        deck.part.drop_rel(entry.rId)
        ids.remove(entry)
    return deck


def _widen(deck: Any) -> None:
    """Spread the layouts that come with python-pptx (4:3) over our width."""
    share = Inches(WIDTH) / Inches(10)
    for part in (deck.slide_master, *deck.slide_layouts):
        for frame in part._element.iter(qn("a:xfrm")):  # noqa: SLF001 the inherited ones have none
            for child, key in ((frame.off, "x"), (frame.ext, "cx")):
                child.set(key, str(round(int(child.get(key)) * share)))


def _layout(deck: Any) -> Any:
    """The layout with a title and the least besides; where none has one, the barest."""

    def rank(layout: Any) -> tuple[bool, int]:
        kinds = [p.placeholder_format.type for p in layout.placeholders]
        return (PP_PLACEHOLDER.TITLE not in kinds, len(kinds))

    return min(deck.slide_layouts, key=rank)


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.lstrip("#").upper())


def _describe(shape: Any, name: str, alt: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 alt text has no public API
    properties.set("name", legible(name))
    properties.set("descr", legible(alt))


class _Page:
    """One slide being drawn."""

    def __init__(self, slide: Any, scale: float, *, themed: bool) -> None:
        self._slide = slide
        self._scale = scale
        self._themed = themed
        self._title = slide.shapes.title
        for placeholder in list(slide.placeholders):
            if self._title is None or placeholder.element is not self._title.element:
                placeholder.element.getparent().remove(placeholder.element)

    def draw(self, scene: Scene, number: int) -> None:
        tree = self._slide.shapes._spTree  # noqa: SLF001 our own elements go there
        together = defaultdict(list)
        for item in scene.items:
            if isinstance(item, Area | Dot):
                together[item.group].append(item)
        for item in scene.items:
            if isinstance(item, Area | Dot):
                if found := together.pop(item.group, None):
                    shapes.group(tree, item.group, f"{item.group}: {scene.alt}", found, self._emu)
            elif isinstance(item, Text):
                self._text(item)
            elif isinstance(item, Line):
                shapes.line(tree, item, self._emu, themed=self._themed)
            elif isinstance(item, Chart):
                self._chart(item)
            else:
                self._table(item)
        self._text(
            Text(name="slide number", x=WIDTH - 0.95, y=HEIGHT - 0.3, w=0.5, h=0.2,
                 lines=(str(number),), size=10, color=MUTED, align="right")
        )  # fmt: skip
        shapes.renumber(tree)

    def _emu(self, inches: float) -> Emu:
        return Emu(round(inches * self._scale * _EMU_PER_INCH))

    def _text(self, item: Text) -> None:
        edges = [self._emu(edge) for edge in (item.x, item.y, item.w, item.h)]
        if item.name == "title" and self._title is not None:
            box = self._title
            box.left, box.top, box.width, box.height = edges
        else:
            box = self._slide.shapes.add_textbox(*edges)
        if item.plate:
            box.fill.solid()
            box.fill.fore_color.rgb = _rgb(item.plate)
            color = box.fill._xPr.find(".//" + qn("a:srgbClr"))  # noqa: SLF001 no public way
            SubElement(color, qn("a:alpha")).set("val", str(round(PLATE_ALPHA * 100_000)))
        frame = box.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for i, line in enumerate(item.lines):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.alignment = _ALIGN[item.align]
            paragraph.line_spacing = Pt(round(line_height(item.size) * 72, 1))
            run = paragraph.add_run()
            run.text = legible(line)
            run.font.size = Pt(item.size)
            run.font.bold = item.bold
            if self._themed and not item.over:
                run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
            else:
                run.font.color.rgb = _rgb(item.color)
        _describe(box, item.name, "")

    def _chart(self, item: Chart) -> None:
        data = CategoryChartData()
        data.categories = [harmless(c) for c in item.categories]
        for name, _color, values in item.series:
            data.add_series(harmless(name), values)
        kinds = {
            (True, True): XL_CHART_TYPE.BAR_STACKED,
            (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
            (False, True): XL_CHART_TYPE.COLUMN_STACKED,
            (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        }
        shape = self._slide.shapes.add_chart(
            kinds[item.horizontal, item.stacked],
            self._emu(item.x),
            self._emu(item.y),
            self._emu(item.w),
            self._emu(item.h),
            data,
        )
        chart = shape.chart
        chart.font.size = Pt(10)
        if self._themed:
            chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
        else:
            chart.font.color.rgb = _rgb(INK)
        chart.has_title = False
        chart.has_legend = bool(item.series)
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.TOP
            chart.legend.include_in_layout = False
        plot = chart.plots[0]
        plot.gap_width = 25
        for series, (_name, color, _values) in zip(plot.series, item.series, strict=True):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(color)
        axis = chart.value_axis
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.rgb = _rgb("#e4e7eb")
        axis.format.line.fill.background()
        axis.major_tick_mark = chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
        chart.category_axis.format.line.color.rgb = _rgb(MUTED)
        axis.tick_labels.number_format = "#,##0"
        axis.tick_labels.number_format_is_linked = False
        if item.axis_title:
            axis.axis_title.text_frame.text = legible(item.axis_title)
            axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(10)
            axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
        if item.horizontal:
            chart.category_axis.reverse_order = True
        _describe(shape, item.name, item.alt)

    def _table(self, item: Table) -> None:
        rows, columns = len(item.rows), len(item.widths)
        shape = self._slide.shapes.add_table(
            rows,
            columns,
            self._emu(item.x),
            self._emu(item.y),
            self._emu(sum(item.widths)),
            self._emu(item.row_h * rows),
        )
        table = shape.table
        for c, w in enumerate(item.widths):
            table.columns[c].width = self._emu(w)
        for r, row in enumerate(item.rows):
            table.rows[r].height = self._emu(item.row_h)
            for c, text in enumerate(row):
                self._cell(table.cell(r, c), text, item.size, header=r == 0)
        _describe(shape, item.name, item.alt)

    def _cell(self, cell: Any, text: str, size: float, *, header: bool) -> None:
        cell.margin_left = cell.margin_right = self._emu(0.05)
        cell.margin_top = cell.margin_bottom = self._emu(0.02)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.text_frame.word_wrap = False
        cell.text_frame.text = legible(text) or " "  # an empty cell takes the theme's 18 points
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.line_spacing = Pt(round(line_height(size) * 72, 1))
        for run in paragraph.runs:
            run.font.size = Pt(size)
            run.font.bold = header
            run.font.color.rgb = _rgb(INK)
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb("#e4e7eb" if header else "#ffffff")
