"""The data behind slides as XLSX and CSV, with nothing in a cell that a spreadsheet would run."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from geo.briefing.archive import settle
from geo.briefing.fit import legible
from geo.briefing.scene import Scene
from geo.briefing.view import Sheet

_RUNS: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""First characters of a formula, wide ones too; a tab or a line may hide one."""
_UNSEEN: Final = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: text that begins like one gets a quote."""
    if not isinstance(value, str):
        return value
    clean = legible(value)
    seen = "".join(c for c in clean if unicodedata.category(c) not in _UNSEEN)
    return f"'{clean}" if clean[:1] in _RUNS or seen[:1] in _RUNS else clean


def to_csv(scene: Scene) -> bytes:
    """The data behind one slide as CSV; see `csv_of`."""
    return csv_of(scene.sheet)


def csv_of(sheet: Sheet) -> bytes:
    """A table as CSV (UTF-8 with a mark for spreadsheets)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    header, rows = sheet
    writer.writerow([harmless(name) for name in header])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(scenes: Sequence[Scene]) -> bytes:
    """The data behind every slide, one sheet a slide, its title above; see `xlsx_of`."""
    tables = [
        (f"{number} {scene.kind}", ((scene.title,), (scene.sheet[0], *scene.sheet[1])))
        for number, scene in enumerate(scenes, 1)
    ]
    return xlsx_of(tables)


def xlsx_of(tables: Sequence[tuple[str, Sheet]]) -> bytes:
    """Tables as one workbook, a sheet each; the same tables give the same bytes."""
    book = Workbook(write_only=True)
    book.properties.creator = "Afghan Incident Atlas"
    for name, (header, rows) in tables:
        sheet = book.create_sheet(name[:31])
        for row in (tuple(header), *rows):
            sheet.append([_cell(sheet, value) for value in row])
    if not tables:
        book.create_sheet("empty")
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue())


def _cell(sheet: Any, value: Any) -> Any:
    safe = harmless(value)
    cell = WriteOnlyCell(sheet, value=safe)
    if isinstance(safe, str):
        cell.data_type = "s"
    return cell
