"""From the map to a saved deck in three clicks, and what is in the file."""

import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.store.writer import write_snapshot
from tests import world
from tests.browser.conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FRAME = 'iframe[title^="streamlit_folium"]'


def provinces(slide):
    group = next(
        s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP and s.name == "map"
    )
    return {s.name.split()[1]: s for s in group.shapes if s.name.startswith("Province ")}


def described(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


def filled(shape):
    """Colour of a shape, or "hatch"."""
    if "pattFill" in shape._element.xml:
        return "hatch"
    return f"#{shape.fill.fore_color.rgb}".lower()


def painted(page):
    """What the browser shows of each province: its fill, or "hatch", and the words of its tip."""
    page.frame_locator(FRAME).locator(".atlas[data-painted]").wait_for()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    rows = (
        page.frame_locator(FRAME)
        .locator("path[data-area]")
        .evaluate_all(
            "paths => paths.map(p => [p.dataset.area, p.getAttribute('fill'),"
            " p.getAttribute('aria-label')])"
        )
    )
    return {area: ("hatch" if "atlas-hatch" in fill else fill, said) for area, fill, said in rows}


def three_clicks(page):
    """The clicks from a page to a saved PPTX; gives the opened file."""
    page.get_by_role("button", name="Add to briefing (0)").click()
    expect(page.get_by_role("button", name="Add to briefing (1)")).to_be_visible()
    page.get_by_role("link", name="Briefing").click()
    expect(page.get_by_text("as it is exported")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PPTX").click()
    return Presentation(io.BytesIO(Path(download.value.path()).read_bytes()))


def test_three_clicks_from_the_map_of_a_fresh_server_to_slides_that_show_the_same(
    visit, world_store
):
    with serving(world_store) as fresh:
        page = visit(f"{fresh}/?groups=ISKP,TTP,NRF&measure=deaths")
        shown = painted(page)
        deck = three_clicks(page)
    slide = deck.slides[0]
    shapes = provinces(slide)
    assert len(shown) == len(shapes) == 34
    assert {area: filled(shape) for area, shape in shapes.items()} == {
        area: fill for area, (fill, _) in shown.items()
    }
    assert len({fill for fill, _ in shown.values()}) >= 3  # no data and two classes
    for area, shape in shapes.items():
        assert shape.shape_type == MSO_SHAPE_TYPE.FREEFORM
        name = shown[area][1].split(".")[0]
        assert shape.name == f"Province {area} {name}"
        assert described(shape).startswith(f"{name}: deaths")
    for shape in slide.shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            assert described(shape), shape.name
    notes = slide.notes_slide.notes_text_frame.text
    events = [e for e in world.tables()["events"].to_dict("records")
              if {"ISKP", "TTP", "NRF"} & set(e["actors"])]  # fmt: skip
    quotes = world.tables()["evidence"].set_index("claim_id")["quote"]
    for event in events:
        assert f"[{event['event_id']}] “{quotes[event['best_claim_id']]}” — " in notes
    assert "Example Wire, “A quarter of attacks”, 10 January 2022" in notes
    words = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert f"{len(events)} events" in words
    assert "groups: Islamic State Khorasan Province" in words


def test_a_deck_file_is_saved_opened_again_and_a_wrong_one_is_a_sentence(
    visit, world_server, tmp_path
):
    page = visit(f"{world_server}/briefing")
    page.get_by_role("button", name="Monday briefing").click()
    expect(page.get_by_text("as it is exported")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save deck file").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert len(json.loads(saved)["slides"]) == 8
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_text("Slide 1 of 7", exact=False)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("of 8, as it is exported")).to_be_visible()
    page.get_by_text("Open or compare a deck file").click()
    mine = tmp_path / "monday.json"
    mine.write_text(
        saved.replace('"kind": "key_figures"', '"kind": "choropleth"', 1), encoding="utf-8"
    )
    page.locator("input[type=file]").nth(1).set_input_files(mine)
    expect(page.get_by_text("slide 1: changed kind: choropleth became key_figures")).to_be_visible()
    wrong = tmp_path / "old.json"
    wrong.write_text('{"format": "afatlas-deck", "version": 0}')
    page.locator("input[type=file]").first.set_input_files(wrong)
    expect(page.get_by_text("version 0", exact=False).first).to_be_visible()


def test_what_changed_is_a_page_a_file_and_a_slide(visit, tmp_path):
    store = tmp_path / "store"
    earlier = world.tables()
    events = earlier["events"]
    events["deaths_high"] = events["deaths_high"].where(events["event_id"].ne("e-kunduz"), 99)
    before = write_snapshot(store, earlier)
    write_snapshot(store, world.tables())
    with serving(store) as server:
        page = visit(f"{server}/changes")
        expect(page.get_by_test_id("stMetric").filter(has_text="Tolls moved")).to_contain_text("1")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save CSV").click()
        lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert any("e-kunduz" in line and "99 → 150" in line for line in lines)
        deck = three_clicks(page)
    words = " ".join(s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame)
    assert f"Events since {before}" in words
    assert "1 corrected" in words
