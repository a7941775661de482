"""The whole way in the browser: the five seeds and a hostile text, built like any other."""

import re

import pytest
from playwright.sync_api import expect

from geo.store.snapshot import open_current
from tests.browser.test_map_page import area, classes, painted
from tests.browser.test_pages_in_browser import FLAT, unharmed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_kunduz_tells_the_attack_of_october_2021_and_its_toll(seeds_server, visit):
    page = visit(seeds_server)
    painted(page)
    assert len(classes(page)) == 34
    assert "#" in classes(page)["AF-KDZ"]
    area(page, "AF-KDZ").click()
    expect(page).to_have_url(re.compile("at=AF-KDZ"))
    side = page.locator(".st-key-side")
    card = side.locator(".card", has_text="October 2021").last
    expect(card).to_contain_text(re.compile("deaths: at least 50"))
    card.get_by_role("link").click()
    expect(page.locator("mark.here", has_text="Kunduz")).to_contain_text("October 2021")
    unharmed(page)


def test_a_hostile_text_goes_the_whole_way_as_text(seeds_store, seeds_server, visit):
    tables = open_current(seeds_store).tables
    documents, claims = tables["documents"], tables["claims"]
    doc = documents.loc[documents["title"].str.contains("onerror"), "doc_id"].iloc[0]
    mine = claims[claims["doc_id"].eq(doc) & claims["kind"].eq("event")]
    assert len(mine) == 1, "the attack of the hostile text must reach the map"
    page = visit(f"{seeds_server}/?at=AF-HER")
    painted(page)
    assert "#" in classes(page)["AF-HER"]
    side = page.locator(".st-key-side")
    expect(side).to_contain_text("deaths: 9")
    unharmed(page)
    side.get_by_role("link", name="15 December 2021").click()
    expect(page.locator(".reader")).to_contain_text(FLAT[:60])
    expect(page.locator("mark.here").first).to_contain_text("killed nine people")
    unharmed(page)
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.get_by_text("6 documents read")).to_be_visible()
    unharmed(page)
