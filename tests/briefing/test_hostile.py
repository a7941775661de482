"""Attack the files: hostile names, titles and quotes in every slide and every format."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from pptx import Presentation

from geo.briefing import export
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.views.changes import Compared
from geo.views.frames import prepare
from tests import world
from tests.briefing.conftest import differences

pytestmark = pytest.mark.slow

NASTY = (
    "=HYPERLINK(\"http://x\",1)", "+1+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\t=1", "\r=1",
    "\uff1d1",
    "</a:t><script>alert(1)</script>", "]]>", "&lt;!ENTITY", "\x00\x1b\ufffe", "{{7*7}} ${x}",
    "../../etc/passwd", "C:\\con\\nul", "\u202egnp.exe", "x" * 3000, "$\\frac{1}{0}$", "_\n_",
)  # fmt: skip


@pytest.fixture(scope="module")
def material(material):
    """Every text of a source, and names of groups, are hostile."""
    tables = world.tables()
    for name, column in (
        ("documents", "title"), ("documents", "publisher"), ("evidence", "quote"),
        ("events", "place_name"), ("events", "target"), ("claims", "target"),
        ("claim_places", "name"),
    ):  # fmt: skip
        size = len(tables[name])
        tables[name][column] = [NASTY[i % len(NASTY)] for i in range(size)]
    for name in ("events", "claims"):
        rows = [(f"OTHER:{NASTY[i % len(NASTY)]}",) for i in range(len(tables[name]))]
        tables[name]["actors"] = rows
    tables["claims"]["speakers"] = [(n,) for n in (NASTY * 9)[: len(tables["claims"])]]
    frames = prepare("s-0123456789ab", tables)
    return replace(
        material, frames=frames,
        before=lambda _id: Compared(
            old=frames, new=frames, differences=tuple(differences(tables))
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def files(material):
    """Everything that a deck of all kinds gives, by name."""
    slides = tuple(
        SlideSpec(kind=kind, title=NASTY[n][:300], notes=NASTY[-n][:300], since_snapshot="s-1")
        for n, kind in enumerate(SlideKind)
    )
    deck = Deck(title=NASTY[0], slides=slides)
    container = export.write(deck, export.scenes(deck, material), ".zip")
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_names_of_files_come_from_us(files):
    assert all(re.fullmatch(r"(\d\d-)?[a-z_]+\.[a-z]+", name) for name in files)
    assert len(files) == 3 + 3 * len(SlideKind)


def test_every_part_is_well_formed_and_runs_nothing(files):
    for name, content in files.items():
        if name.endswith(".svg"):
            root = fromstring(content)
            assert not [n for n in root.iter() if n.tag.rpartition("}")[2] in {"script", "a"}]
            ids = [n.get("id") for n in root.iter() if n.get("id")]
            assert len(ids) == len(set(ids))
    with zipfile.ZipFile(io.BytesIO(files["deck.pptx"])) as deck:
        for name in deck.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(deck.read(name))
            if name.endswith(".rels"):
                assert b"TargetMode" not in deck.read(name)  # no link leaves the file
    assert len(Presentation(io.BytesIO(files["deck.pptx"])).slides) == len(SlideKind)


def workbooks(files):
    yield files["data.xlsx"]
    with zipfile.ZipFile(io.BytesIO(files["deck.pptx"])) as deck:
        yield from (deck.read(name) for name in deck.namelist() if name.endswith(".xlsx"))


def test_no_cell_of_any_workbook_is_a_formula_or_begins_like_one(files):
    books = list(workbooks(files))
    assert len(books) >= 2  # the data, and the sheet behind a chart
    for content in books:
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            cells = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
            assert cells
            assert not [c.value for c in cells if c.data_type == "f"]
            assert not [c.value for c in cells if c.value.lstrip()[:1] in set("=+-@\uff1d")]
            assert not [c for c in cells if c.hyperlink]


def test_no_cell_of_a_csv_begins_like_a_formula(files):
    import csv

    for name, content in files.items():
        if name.endswith(".csv"):
            text = io.StringIO(content.decode("utf-8-sig"), newline="")
            cells = [cell for row in csv.reader(text) for cell in row]
            bad = [c for c in cells if c.lstrip()[:1] in set("=+-@\uff1d") and not number(c)]
            assert bad == [], name


def number(cell):
    return re.fullmatch(r"-?\d+(\.\d+)?", cell)


def test_a_very_long_word_stays_in_its_box(files):
    for slide in Presentation(io.BytesIO(files["deck.pptx"])).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                assert max((len(p.text) for p in shape.text_frame.paragraphs), default=0) < 400
