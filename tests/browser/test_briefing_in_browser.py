"""From the map to a saved deck in three clicks, and what is in the file."""

import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def provinces(slide):
    group = next(
        s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP and s.name == "map"
    )
    return {s.name.split()[1]: s for s in group.shapes if s.name.startswith("Province ")}


def test_three_clicks_from_the_map_to_a_saved_deck(visit, world_server):
    page = visit(f"{world_server}/?groups=ISKP")
    page.get_by_role("button", name="Add to briefing (0)").click()
    expect(page.get_by_role("button", name="Add to briefing (1)")).to_be_visible()
    page.get_by_role("link", name="Briefing").click()
    expect(page.get_by_text("as it is exported")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PPTX").click()
    deck = Presentation(io.BytesIO(Path(download.value.path()).read_bytes()))
    shapes = provinces(deck.slides[0])
    assert len(shapes) == 34
    assert all(s._element.xpath(".//p:cNvPr")[0].get("descr") for s in shapes.values())
    notes = deck.slides[0].notes_slide.notes_text_frame.text
    assert re.search(r"“.+” — .+", notes)


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
    page.get_by_text("Open a deck file").click()
    wrong = tmp_path / "old.json"
    wrong.write_text('{"format": "afatlas-deck", "version": 0}')
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_text("version 0", exact=False).first).to_be_visible()
