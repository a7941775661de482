"""The gazetteer page in a real browser: Dari drawn right to left, the place on the map."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_dari_name_is_found_drawn_right_to_left_and_put_on_the_map(world_server, visit):
    page = visit(f"{world_server}/gazetteer")
    box = page.get_by_test_id("stTextInputField")
    box.fill("قندوز")
    box.press("Enter")
    expect(page.get_by_text("Kunduz, province")).to_be_visible()
    name = page.locator(".names bdi[lang='fa']")
    expect(name).to_have_text("قندوز")
    assert name.evaluate("n => getComputedStyle(n).direction") == "rtl"
    drawn = name.evaluate(
        "n => { const all = document.createRange(); all.selectNodeContents(n);"
        " const first = document.createRange(); first.setStart(n.firstChild, 0);"
        " first.setEnd(n.firstChild, 1); const a = all.getBoundingClientRect(),"
        " f = first.getBoundingClientRect(); return [a.right - f.right, f.left - a.left]; }"
    )
    assert abs(drawn[0]) < 1 < drawn[1]  # the first letter stands at the right edge
    joined = name.evaluate(
        "n => { const c = document.createElement('canvas').getContext('2d');"
        " c.font = getComputedStyle(n).font; const t = n.textContent;"
        " const w = s => c.measureText(s).width;"
        " return [w(t), [...t].reduce((sum, letter) => sum + w(letter), 0)]; }"
    )
    assert joined[0] < joined[1]  # joined letters take less room than single ones
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')
    frame.locator(".atlas[data-painted]").wait_for()
    expect(frame.locator('[data-area="AF-KDZ"]')).to_have_attribute("data-cls", "1")
    expect(frame.locator('[data-area="AF-HER"]')).to_have_attribute("data-cls", "0")
    expect(page).to_have_url(re.compile("q="))


def test_a_link_to_a_town_draws_its_district_and_its_point(world_server, visit):
    page = visit(f"{world_server}/gazetteer?place=gn-1135689")
    expect(page.get_by_text("Kunduz, city")).to_be_visible()
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')
    frame.locator(".atlas[data-painted]").wait_for()
    expect(frame.locator('[data-area="AF-D-KDZ-kunduz"]')).to_have_attribute("data-cls", "1")
    expect(frame.locator('[data-spot="gn-1135689"]')).to_have_count(1)
