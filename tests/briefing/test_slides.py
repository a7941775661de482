"""What stands in the files: shapes, fills, notes, alt texts, boxes; and the same bytes again."""

import hashlib
import io
import itertools
import math
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches, Pt
from shapely import Point, Polygon

from geo.briefing import export, figure, panels, side, slides
from geo.briefing.compose import compose
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.briefing.facts import Source
from geo.briefing.fit import line_height, width
from geo.briefing.scene import Area, Line, Text
from geo.errors import DeckError

pytestmark = pytest.mark.slow

QUERY = "groups=ISKP,TALIBAN&since=2021-01"
LONG = "An extraordinarily long headline about everything that was ever said anywhere " * 3


@pytest.fixture(scope="module")
def deck() -> Deck:
    return Deck(
        slides=tuple(
            SlideSpec(kind=k, query=QUERY, notes="Ours.", since_snapshot="s-before")
            for k in SlideKind
        )
    )


@pytest.fixture(scope="module")
def scenes(deck, material):
    return export.scenes(deck, material)


@pytest.fixture(scope="module")
def opened(deck, scenes):
    return Presentation(io.BytesIO(export.write(deck, scenes, ".pptx")))


def every_shape(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every_shape(shape.shapes)


def described(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr", "")


def test_each_province_is_a_named_freeform_with_the_fill_of_its_class(opened, scenes):
    slide = opened.slides[list(SlideKind).index(SlideKind.CHOROPLETH)]
    wanted = scenes[list(SlideKind).index(SlideKind.CHOROPLETH)].facts["fills"]
    found = {
        s.name.split()[1]: s for s in every_shape(slide.shapes) if s.name.startswith("Province ")
    }
    assert len(found) == 34
    assert found.keys() == wanted.keys()
    for adm1, shape in found.items():
        assert shape.shape_type == MSO_SHAPE_TYPE.FREEFORM
        assert described(shape)
        if wanted[adm1] is None:
            assert "pattFill" in shape._element.xml
        else:
            assert f"#{shape.fill.fore_color.rgb}".lower() == wanted[adm1]


def test_the_no_data_hatch_is_in_the_legend(opened, scenes):
    slide = opened.slides[0]
    legend = [s for s in every_shape(slide.shapes) if s.name.startswith("Legend ")]
    assert any("pattFill" in s._element.xml and "no data" in s.name.lower() for s in legend)
    assert b"no data" in figure.svg(scenes[0]).lower()


def test_pictures_shapes_and_charts_have_alt_text(opened):
    for slide in opened.slides:
        for shape in slide.shapes:
            if shape.shape_type in {
                MSO_SHAPE_TYPE.GROUP,
                MSO_SHAPE_TYPE.CHART,
                MSO_SHAPE_TYPE.TABLE,
            }:
                assert described(shape), shape.name


def test_notes_hold_quotes_speakers_publishers_and_ids(opened, material):
    notes = opened.slides[0].notes_slide.notes_text_frame.text
    assert notes.startswith("Ours.")
    ids = set(material.frames.events["event_id"])
    cited = [line for line in notes.splitlines() if line.startswith("[")]
    assert cited
    assert any(line[1 : line.index("]")] in ids for line in cited)
    assert all("“" in line and "Synthetic wire" in line for line in cited)
    assert "s-0123456789ab" in notes


def test_the_timeline_is_a_native_chart_with_its_data(opened, scenes):
    at = list(SlideKind).index(SlideKind.TIMELINE)
    chart = next(s.chart for s in opened.slides[at].shapes if s.has_chart)
    total = sum(sum(v or 0 for v in series.values) for series in chart.plots[0].series)
    assert total == scenes[at].facts["drawn"]
    assert chart.part.chart_workbook.xlsx_part is not None


def test_every_box_lies_on_the_slide_and_no_frame_text_on_another(opened, scenes):
    for slide in opened.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= Inches(13.34)
            assert shape.top + shape.height <= Inches(7.51)
    for scene in scenes:
        frame = [
            t
            for t in scene.texts()
            if t.name in {"title", "filters", "counts", "sources", "made from"}
        ]
        assert len(frame) == 5
        for a, b in itertools.pairwise(frame):
            assert a.y + a.h <= b.y + 1e-9
        assert frame[-1].y + frame[-1].h <= 7.5


@pytest.mark.parametrize("kind", list(SlideKind), ids=str)
def test_no_text_leaves_its_box_and_none_is_below_ten_points(kind, material):
    groups = "AFF,AFG_GOV,AQ,AQIS,BLA,ETIM,HIG,HQN,IJU,IMU,ISKP,TALIBAN"
    scene = compose(
        SlideSpec(kind=kind, title=LONG[:300], query=f"groups={groups}", since_snapshot="s-before"),
        material,
    )
    assert "…" not in " ".join(t for t in scene.texts()[1].lines)  # the filters, with 12 groups
    rule = next(i for i in scene.items if isinstance(i, Line) and i.name == "rule").y1
    for text in scene.texts():
        assert text.y >= rule or text.y + text.h <= rule + 1e-6, text.name
        assert text.size >= 10
        assert len(text.lines) * line_height(text.size) <= text.h + 0.03, text.name
        assert all(width(li, text.size, bold=text.bold) <= text.w + 0.03 for li in text.lines)


@pytest.mark.parametrize("query", ["", "measure=deaths", "measure=presence", "measure=injured"])
def test_the_middle_of_each_name_on_a_map_lies_in_its_own_area(material, query):
    for kind in (SlideKind.CHOROPLETH_DOTS, SlideKind.PRESENCE_MAP):
        scene = compose(SlideSpec(kind=kind, query=query), material)
        areas = [i for i in scene.items if isinstance(i, Area)]
        grounds = {
            i.name.split()[1]: Polygon(i.rings[0])
            for i in areas
            if i.name.split()[0] in {"Province", "District"}
        }
        labels = [t for t in scene.texts() if t.name.startswith("label ")]
        assert labels
        for t in labels:
            assert grounds[t.name.split()[1]].contains(Point(t.x + t.w / 2, t.y + t.h / 2)), t.lines


def test_same_deck_and_snapshot_give_the_same_bytes(deck, scenes):
    for suffix in (".pptx", ".xlsx"):
        assert export.write(deck, scenes, suffix) == export.write(deck, scenes, suffix)
    assert figure.png(scenes[1]) == figure.png(scenes[1])
    assert figure.svg(scenes[1]) == figure.svg(scenes[1])


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(tmp_path):
    root = Path(__file__).parents[2]
    script = (
        "import sys; sys.path[:0] = ['tests/briefing', '.']\n"
        "import conftest, hashlib\n"
        "from benchmarks import synthetic\n"
        "from geo.briefing import export\n"
        "from geo.briefing.deck import Deck, SlideSpec\n"
        "from geo.briefing.view import Material\n"
        "from geo.places.provinces import load_provinces\n"
        "from geo.views.frames import prepare\n"
        "from geo.views.words import Names\n"
        "f = prepare('s-0', synthetic.tables(80, seed=2))\n"
        "m = Material(frames=f, manifest=conftest.manifest(),\n"
        "  names=Names(), provinces=load_provinces(conftest.DATA / 'provinces.geojson'))\n"
        "kinds = ('choropleth_dots', 'timeline', 'quotes')\n"
        "d = Deck(slides=tuple(SlideSpec(kind=k) for k in kinds))\n"
        "print(hashlib.sha256(export.write(d, export.scenes(d, m), '.zip')).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert len(seen.pop().strip()) == hashlib.sha256().digest_size * 2


def test_no_shape_borrows_from_the_theme_and_each_has_a_number_of_its_own(opened):
    for slide in opened.slides:
        assert slide.shapes.title.text_frame.text
        assert not slide._element.xpath(".//p:style")
        ids = [n.get("id") for n in slide._element.xpath(".//p:cNvPr")]
        assert len(ids) == len(set(ids))


def test_every_cell_says_how_large_its_type_is_so_that_no_row_grows(opened):
    for slide in opened.slides:
        for shape in slide.shapes:
            for cell in shape.table.iter_cells() if shape.has_table else ():
                runs = cell.text_frame.paragraphs[0].runs
                assert runs
                assert all(run.font.size == Pt(10.5) for run in runs)


def test_a_picture_for_print_and_one_without_paper(scenes):
    screen, print_ = (figure.png(scenes[1], dpi=d) for d in (figure.SCREEN_DPI, figure.PRINT_DPI))
    assert Image.open(io.BytesIO(screen)).size == (1920, 1080)
    assert Image.open(io.BytesIO(print_)).size == (4000, 2250)
    clear = Image.open(io.BytesIO(figure.png(scenes[1], transparent=True)))
    assert clear.convert("RGBA").getpixel((2, 2))[3] == 0
    assert b"fill: #ffffff" not in figure.svg(scenes[8], transparent=True)


def test_hostile_titles_stay_text(material):
    nasty = "</a:t><script>alert(1)</script>\x00\x1b&amp;\"'=cmd|{{7*7}} ${x} $\\frac"
    scene = compose(SlideSpec(kind=SlideKind.KEY_FIGURES, title=nasty[:300], notes=nasty), material)
    deck = Presentation(io.BytesIO(slides.pptx([scene], title=nasty)))
    words = " ".join(s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame)
    assert "<script>alert(1)</script>" in words
    assert b"<script>" not in figure.svg(scene)
    assert figure.png(scene).startswith(b"\x89PNG")


def test_a_company_template_keeps_its_size_and_loses_its_slides(tmp_path, scenes):
    base = Presentation()
    base.slide_width, base.slide_height = Inches(10), Inches(7.5)
    base.slides.add_slide(base.slide_layouts[0]).shapes.title.text = "Old news"
    base.core_properties.author = base.core_properties.comments = "Clerk Exampleyar"
    base.save(tmp_path / "company.pptx")
    made = Presentation(
        io.BytesIO(slides.pptx(scenes[:2], title="x", template=tmp_path / "company.pptx"))
    )
    assert made.slide_width == Inches(10)
    assert len(made.slides) == 2
    assert made.core_properties.author == "Afghan Incident Atlas"
    assert made.core_properties.comments == ""
    assert not [p.partname for p in made.part.package.iter_parts() if "thumbnail" in p.partname]
    titles = [slide.shapes.title for slide in made.slides]
    assert [title.text_frame.text for title in titles] == [s.title for s in scenes[:2]]
    color = titles[0].text_frame.paragraphs[0].runs[0].font.color
    assert color.theme_color == MSO_THEME_COLOR.TEXT_1  # legible on a dark master too
    assert all(s.left + s.width <= Inches(10.01) for slide in made.slides for s in slide.shapes)


def test_a_template_that_is_none_is_refused(tmp_path, scenes):
    (tmp_path / "t.pptx").write_text("not a zip")
    with pytest.raises(DeckError, match="template"):
        slides.pptx(scenes[:1], title="x", template=tmp_path / "t.pptx")


@pytest.mark.parametrize(
    ("sure", "said"),
    [("month", "about April 2023"), ("within days", "about 1 April 2023"), ("", "1 April 2023")],
)
def test_a_source_is_cited_no_more_exactly_than_its_day_is_known(sure, said):
    day = date(2023, 4, 1)
    source = Source(doc_id="d", title="T", publisher="P", published=day, sure=sure)
    assert source.cited.endswith(f", {said}")


def test_bars_that_do_not_fit_are_one_bar_so_that_all_add_up():
    rows = [(f"kind {n}", float(9 - n), str(9 - n), "#000000") for n in range(9)]
    for height in (1.2, 2.0, 9.0):
        drawn = side.bars("Kinds", rows, (0, 0, 3, height), empty="", rest="others")
        said = [int(str(item.alt).rpartition(": ")[2]) for item in drawn if isinstance(item, Area)]
        assert sum(said) == sum(range(1, 10))


@pytest.mark.parametrize("actor", ["AFG_GOV", "US_NATO", "PAK_GOV", "TJK_GOV", "IRN_GOV"])
def test_the_forces_of_a_state_stand_in_words_in_a_table(actor, material):
    row = (
        {"place_name": "Kunduz", "country": "AF", "adm1": None, "actors": (actor,),
         "date_start": None, "date_end": None, "date_prec": None, "event_type": "shelling",
         "attribution": "disputed", "n_sources": 1}
        | {f"{what}_{end}": math.nan for what in ("deaths", "injured")
           for end in ("low", "best", "high")}
    )  # fmt: skip
    told = panels.event_row(row, material.names)[3]
    assert "_" not in told
    assert len(told) < 30


def test_key_figures_count_presence_as_the_foot_of_the_slide_does(material):
    scene = compose(SlideSpec(kind=SlideKind.KEY_FIGURES), material)
    number = scene.facts["Presence claims"]
    assert f"{number} presence claims" in " ".join(
        " ".join(item.lines) for item in scene.items if isinstance(item, Text)
    )
