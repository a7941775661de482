"""Filters, period, cards, table and crowded places: by mouse, by keyboard, on a small screen."""

import re

import pytest
from playwright.sync_api import expect

from benchmarks import synthetic
from geo.store.writer import write_snapshot
from tests.browser.conftest import serving
from tests.browser.test_map_page import FRAME, changed, classes, painted
from tests.browser.test_pages_in_browser import FLAT, unharmed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = ["", "timeline", "groups", "presence", "contested", "provinces", "evidence", "sources",
         "gazetteer", "method"]  # fmt: skip


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    store = tmp_path_factory.mktemp("crowded") / "store"
    write_snapshot(store, synthetic.tables(2_000, seed=4))
    with serving(store) as address:
        yield address


def test_a_filter_is_ticked_by_keyboard_and_cleared(world_server, visit):
    page = visit(world_server)
    whole = painted(page)
    page.locator('details[data-field="types"] summary').focus()
    page.keyboard.press("Enter")
    page.get_by_label("suicide bomb").focus()
    page.keyboard.press("Space")
    changed(page, whole)
    expect(page).to_have_url(re.compile("types=suicide_bomb"))
    expect(page.locator('details[data-field="types"] .said')).to_have_text("suicide bomb")
    assert [a for a, c in classes(page).items() if not c.startswith("-1")] == ["AF-KDZ"]
    page.get_by_role("button", name=re.compile("event types: suicide bomb")).click()
    expect(page.locator('details[data-field="types"] .said')).to_have_text("All")


def test_the_period_is_moved_by_keys_and_by_dragging(world_server, visit):
    page = visit(world_server)
    whole = painted(page)
    last = page.get_by_role("slider", name="Last month")
    last.focus()
    page.keyboard.press("PageDown")
    changed(page, whole)
    expect(page).to_have_url(re.compile("until=2024-02"))
    expect(last).to_have_attribute("aria-valuetext", "Feb 2024")
    stage = page.locator(".period .stage").bounding_box()
    first = page.get_by_role("slider", name="First month").bounding_box()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 4.5 / 41, first["y"] + 20, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("since=2022-02|since=2022-03"))
    page.get_by_role("button", name="2021", exact=True).click()
    expect(page).to_have_url(re.compile("since=2021-01&until=2021-12"))
    page.get_by_role("button", name="All", exact=True).click()
    expect(page).not_to_have_url(re.compile("since"))


def test_the_figure_of_a_toll_can_be_chosen(world_server, visit):
    page = visit(f"{world_server}/?measure=deaths")
    best = painted(page)
    page.get_by_text("Highest", exact=True).click()
    changed(page, best)
    expect(page).to_have_url(re.compile("toll=high"))
    legend = page.frame_locator(FRAME).locator(".atlas-legend summary")
    expect(legend).to_have_text("Deaths (highest figure)")


def test_districts_say_why_they_have_no_rate(world_server, visit):
    page = visit(f"{world_server}/?level=district&per_head=1")
    expect(page.get_by_text(re.compile("a rate would be a guess"))).to_be_visible()


def test_the_table_is_made_when_opened_and_saved_whole(world_server, visit):
    page = visit(world_server)
    painted(page)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    page.get_by_text("Table of 10 events").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all 10 as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.count("e-") >= 10
    assert not re.search(r"(^|,)[=+@-]", text.replace("\r", ""), flags=re.MULTILINE)
    unharmed(page)


def test_hostile_speakers_stand_in_cards_as_text(world_server, visit):
    page = visit(f"{world_server}/presence?at=AF-KNR")
    card = page.locator(".card.denied").first
    expect(card).to_contain_text(FLAT[:60])
    expect(card.locator("a")).to_have_attribute("href", re.compile("^evidence.*claim=c-denied$"))
    unharmed(page)


def test_a_click_on_a_card_goes_to_the_sentence_and_back(world_server, visit):
    page = visit(f"{world_server}/presence?at=AF-KNR&groups=TTP")
    page.locator(".card.denied a").first.click()
    expect(page.locator("mark.here")).to_have_text("There is no such camp in Kunar")
    assert "groups=TTP" in page.url
    page.go_back()
    expect(page.locator(".card.denied").first).to_be_visible()


def test_places_that_cover_each_other_are_one_bubble_until_one_comes_near(crowded, visit):
    page = visit(crowded)
    painted(page)
    frame = page.frame_locator(FRAME)
    bubbles = frame.locator('.atlas-spot[data-spot^="near "]')
    expect(bubbles.first).to_have_attribute("aria-label", re.compile("events at .* places"))
    total = (
        "all => all.reduce((sum, s) => sum + (s.querySelector('text') ? "
        "Number(s.textContent.replace(',', '')) : s.querySelectorAll('circle').length), 0)"
    )
    spots = frame.locator(".atlas-spot")
    before, count = spots.evaluate_all(total), spots.count()
    runs = frame.locator(".atlas").get_attribute("data-count")
    bubbles.first.press("Enter")
    expect(spots).not_to_have_count(count)
    assert spots.evaluate_all(total) == before
    assert frame.locator(".atlas").get_attribute("data-count") == runs
    assert page.url.rstrip("/") == crowded


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_telephone(crowded, visit, name):
    page = visit(f"{crowded}/{name}", width=390, height=844)
    page.get_by_text(re.compile("Data cut-off")).last.wait_for()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
