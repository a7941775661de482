"""Write scenes as PPTX with native shapes, charts and tables that can be edited and recoloured."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from geo.briefing.archive import settle
from geo.briefing.figure import HATCH_COLOR
from geo.briefing.fit import legible
from geo.briefing.scene import HEIGHT, INK, WIDTH, Area, Chart, Dot, Item, Line, Scene, Table, Text
from geo.errors import DeckError

_BLANK: Final = 6
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
    deck.core_properties.title = legible(title)
    deck.core_properties.author = "Afghan Incident Atlas"
    layout = _blank_layout(deck)
    for number, scene in enumerate(scenes, 1):
        slide = deck.slides.add_slide(layout)
        for placeholder in list(slide.placeholders):
            placeholder.element.getparent().remove(placeholder.element)
        _Page(slide, scale).draw(scene)
        _number(slide, number, scale)
        slide.notes_slide.notes_text_frame.text = legible(scene.notes)
    out = io.BytesIO()
    deck.save(out)
    return settle(out.getvalue())


def _open(template: Path | None) -> Any:
    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
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


def _blank_layout(deck: Any) -> Any:
    layouts = list(deck.slide_layouts)
    fewest = min(range(len(layouts)), key=lambda i: (len(layouts[i].placeholders), i))
    return (
        layouts[_BLANK]
        if len(layouts) > _BLANK and not layouts[_BLANK].placeholders
        else layouts[fewest]
    )


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.lstrip("#").upper())


def _describe(shape: Any, name: str, alt: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 alt text has no public API
    properties.set("name", legible(name))
    properties.set("descr", legible(alt))


class _Page:
    """One slide being drawn."""

    def __init__(self, slide: Any, scale: float) -> None:
        self._slide = slide
        self._scale = scale
        self._groups: dict[str, Any] = {}

    def draw(self, scene: Scene) -> None:
        shapes = defaultdict(list)
        for item in scene.items:
            if isinstance(item, Area | Dot):
                shapes[item.group].append(item)
        done: set[str] = set()
        for item in scene.items:
            if isinstance(item, Area | Dot):
                if item.group not in done:
                    done.add(item.group)
                    self._group(item.group, scene.alt, shapes[item.group])
            else:
                self._single(item)

    def _emu(self, inches: float) -> Emu:
        return Emu(round(inches * self._scale * _EMU_PER_INCH))

    def _group(self, name: str, alt: str, items: Iterable[Area | Dot]) -> None:
        group = self._slide.shapes.add_group_shape()
        for item in items:
            if isinstance(item, Area):
                self._area(group.shapes, item)
            else:
                self._dot(group.shapes, item)
        _describe(group, name, alt)

    def _area(self, shapes: Any, item: Area) -> None:
        first, *rest = item.rings
        builder = shapes.build_freeform(self._emu(first[0][0]), self._emu(first[0][1]), scale=1.0)
        builder.add_line_segments([(self._emu(x), self._emu(y)) for x, y in first[1:]], close=True)
        for ring in rest:
            builder.move_to(self._emu(ring[0][0]), self._emu(ring[0][1]))
            builder.add_line_segments(
                [(self._emu(x), self._emu(y)) for x, y in ring[1:]], close=True
            )
        shape = builder.convert_to_shape()
        if item.hatch:
            shape.fill.patterned()
            shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            shape.fill.fore_color.rgb = _rgb(HATCH_COLOR)
            shape.fill.back_color.rgb = _rgb(item.fill or "#ffffff")
        elif item.fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(item.fill)
        shape.line.color.rgb = _rgb(item.line)
        shape.line.width = Pt(item.line_pt)
        shape.shadow.inherit = False
        _describe(shape, item.name, item.alt)

    def _dot(self, shapes: Any, item: Dot) -> None:
        r = item.radius
        shape = shapes.add_shape(
            MSO_SHAPE.OVAL,
            self._emu(item.x - r),
            self._emu(item.y - r),
            self._emu(2 * r),
            self._emu(2 * r),
        )
        if item.fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(item.fill)
        shape.line.color.rgb = _rgb(item.line)
        shape.line.width = Pt(item.line_pt)
        shape.shadow.inherit = False
        _describe(shape, item.name, item.alt)

    def _single(self, item: Item) -> None:
        if isinstance(item, Text):
            self._text(item)
        elif isinstance(item, Line):
            self._line(item)
        elif isinstance(item, Chart):
            self._chart(item)
        elif isinstance(item, Table):
            self._table(item)

    def _text(self, item: Text) -> None:
        box = self._slide.shapes.add_textbox(
            self._emu(item.x), self._emu(item.y), self._emu(item.w), self._emu(item.h)
        )
        frame = box.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for i, line in enumerate(item.lines):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.alignment = _ALIGN[item.align]
            run = paragraph.add_run()
            run.text = legible(line)
            run.font.size = Pt(item.size)
            run.font.bold = item.bold
            run.font.color.rgb = _rgb(item.color)
        _describe(box, item.name, "")

    def _line(self, item: Line) -> None:
        shape = self._slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT,
            self._emu(item.x1),
            self._emu(item.y1),
            self._emu(item.x2),
            self._emu(item.y2),
        )
        shape.line.color.rgb = _rgb(item.color)
        shape.line.width = Pt(item.line_pt)
        effects = shape._element.spPr.makeelement(qn("a:effectLst"), {})  # noqa: SLF001 no public way
        shape._element.spPr.append(effects)  # noqa: SLF001 to drop the theme's shadow
        _describe(shape, item.name, "")

    def _chart(self, item: Chart) -> None:
        data = CategoryChartData()
        data.categories = [legible(c) for c in item.categories]
        for name, _color, values in item.series:
            data.add_series(legible(name), values)
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
        chart.font.color.rgb = _rgb(INK)
        chart.has_title = False
        chart.has_legend = len(item.series) > 1
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.TOP
            chart.legend.include_in_layout = False
        plot = chart.plots[0]
        plot.gap_width = 25
        for series, (_name, color, _values) in zip(plot.series, item.series, strict=True):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(color)
        axis = chart.value_axis
        axis.has_major_gridlines = False
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
        cell.text_frame.text = legible(text)
        for run in cell.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
            run.font.bold = header
            run.font.color.rgb = _rgb(INK)
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb("#e4e7eb" if header else "#ffffff")


def _number(slide: Any, number: int, scale: float) -> None:
    page = _Page(slide, scale)
    page._text(  # noqa: SLF001 same module
        Text(
            name="slide number",
            x=WIDTH - 0.9,
            y=HEIGHT - 0.3,
            w=0.5,
            h=0.2,
            lines=(str(number),),
            size=10,
            color="#52606d",
            align="right",
        )
    )
