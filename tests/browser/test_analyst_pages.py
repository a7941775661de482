"""Timeline, contested, groups, presence, provinces, sources: played, clicked, opened by link."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.test_map_page import FRAME, area, painted

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LINKS = {
    "timeline": "Events per month by group",
    "groups": "The groups beside each other",
    "presence": "by group, province and activity",
    "contested": "Neither is averaged with the other",
    "provinces": "10 events = 7 in a province + 3 off the map",
    "sources": "4 documents read",
    "method": "How to read the atlas",
    "briefing": "Data cut-off",
}


@pytest.mark.parametrize("page_name", LINKS)
def test_each_page_opens_by_its_own_link_first_on_a_fresh_server(world_store, visit, page_name):
    with serving(world_store) as address:
        page = visit(f"{address}/{page_name}")
        expect(page.get_by_text(LINKS[page_name]).first).to_be_visible()
        expect(page.get_by_role("link", name="Map", exact=True)).to_be_visible()
        expect(page.get_by_text(re.compile("Data cut-off")).last).to_be_visible()
        page.context.close()


def test_the_timeline_plays_in_the_browser_with_the_same_classes(world_server, visit):
    page = visit(f"{world_server}/timeline")
    player = page.locator(".player[data-frame]")
    expect(player).to_have_attribute("data-frame", "2")
    fills = player.locator("path[data-area]")
    expect(fills).to_have_count(34)
    page.get_by_label("Speed").select_option("30")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert int(player.get_attribute("data-shown")) >= 4
    page.get_by_role("button", name="Previous").click()
    expect(player).to_have_attribute("data-frame", "1")
    expect(page.locator(".now")).to_have_text("November 2021: 2 mapped events")
    assert player.locator('path[data-area="AF-NAN"]').get_attribute("data-cls") == "1"
    assert player.locator('path[data-area="AF-KDZ"]').get_attribute("data-cls") == "-1"
    assert page.url == f"{world_server}/timeline"


def test_a_click_on_a_bar_is_a_filter(world_server, visit):
    page = visit(f"{world_server}/timeline")
    page.locator('.st-key-timeline g[data-key="2021-12"]').click()
    expect(page).to_have_url(re.compile("since=2021-12&until=2021-12"))
    expect(page.locator(".st-key-words")).to_contain_text("December 2021")


def test_a_mark_on_the_contested_axis_opens_its_sentence(world_server, visit):
    page = visit(f"{world_server}/contested?kinds=presence")
    denied = page.locator('.axis g[data-kind="denied"]').first
    expect(denied).to_be_visible()
    said, below = page.locator(".axis").first.evaluate(
        """axis => ["said", "denied"].map(kind => {
          const {top, bottom} = axis.querySelector(`g[data-kind="${kind}"]`).getBoundingClientRect()
          return {top, bottom}
        })"""
    )
    assert said["bottom"] <= below["top"], "of one day, one would hide the other"
    denied.click()
    expect(page.locator("mark.here")).to_have_text("There is no such camp in Kunar")


def test_a_tile_opens_its_province(world_server, visit):
    page = visit(f"{world_server}/provinces")
    tiles = page.locator("button.tile")
    expect(tiles).to_have_count(34)
    page.locator('button.tile[data-area="AF-KDZ"]').click()
    expect(page).to_have_url(re.compile("at=AF-KDZ"))
    expect(page.locator(".st-key-side")).to_contain_text("46 to 150")


def test_a_province_of_the_presence_map_tells_claim_and_denial(world_server, visit):
    page = visit(f"{world_server}/presence")
    painted(page)
    area(page, "AF-KNR").click()
    side = page.locator(".st-key-side")
    expect(side).to_contain_text("Denied: Tehrik-i-Taliban Pakistan · camp")
    expect(side).to_contain_text("published 1 February 2025")


def test_dari_names_stand_on_the_map_right_to_left(world_server, visit):
    page = visit(f"{world_server}/?lang=fa")
    painted(page)
    label = page.frame_locator(FRAME).locator(".atlas-label", has_text="بلخ").locator("div")
    assert label.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_dark_page_draws_a_dark_map(world_server, visit):
    page = visit(world_server, color_scheme="dark")
    painted(page)
    expect(page.frame_locator(FRAME).locator(".atlas.dark")).to_have_count(1)
