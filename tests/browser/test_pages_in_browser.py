"""Every page by its own link on a fresh server, hostile text everywhere, two sessions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.world import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FLAT = " ".join(HOSTILE.split())


def unharmed(page: Page) -> None:
    """Nothing in the page ran, and nothing became markup."""
    assert page.title() != "run"
    for frame in page.frames:
        assert frame.locator("img[src='x']").count() == 0
        assert frame.locator("script", has_text="document.title='run'").count() == 0
        assert frame.locator("b", has_text="bold").count() == 0
        assert frame.get_by_text("49", exact=True).count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_evidence_link_is_right_as_the_first_request_of_a_fresh_server(world_store, visit):
    with serving(world_store) as address:
        page = visit(f"{address}/evidence?event=e-kunduz&since=2021-10")
        expect(page.locator("mark.here")).to_have_text(
            "At least 46 people died when a suicide bomber struck a mosque"
        )
        expect(page.get_by_text("Told by 1 document")).to_be_visible()
        expect(page.get_by_role("link", name="Map", exact=True)).to_be_visible()
        expect(page).to_have_title(re.compile("Evidence"))
        page.get_by_role("link", name="Map", exact=True).click()
        page.frame_locator("iframe").locator(".atlas[data-painted]").wait_for()
        assert "since=2021-10" in page.url
        page.context.close()


@pytest.mark.parametrize(
    "path",
    ["", "evidence?doc=hostile", "evidence?event=e-hostile", "evidence?claim=c-denied", "sources",
     "?at=AF-KAB", "?measure=presence&at=AF-KNR", "?groups=OTHER:x", "method", "contested",
     "groups", "presence?at=AF-KNR", "provinces?at=AF-KAB", "timeline"],
)  # fmt: skip
def test_hostile_text_is_only_text(world_server, visit, path):
    page = visit(f"{world_server}/{path}")
    page.get_by_text(re.compile("Data cut-off")).last.wait_for()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    unharmed(page)


def test_hostile_document_is_shown_word_for_word(world_server, visit):
    page = visit(f"{world_server}/evidence?event=e-hostile")
    expect(page.locator(".reader")).to_contain_text(FLAT)
    expect(page.get_by_role("heading", name="<script>")).to_contain_text("{{7*7}}")
    expect(page.locator("mark.here")).to_have_text(
        "An attack in Kabul on 15 December 2021 killed 9"
    )
    unharmed(page)


def test_hostile_names_reach_the_map_as_our_own_words_only(world_server, visit):
    page = visit(f"{world_server}/?at=AF-KAB")
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')
    frame.locator(".atlas[data-painted]").wait_for()
    frame.locator('[data-spot="AF-P-test-kabul"]').hover(force=True)
    expect(frame.locator(".atlas-tip")).to_contain_text("Another group")
    expect(page.locator(".st-key-side")).to_contain_text("{{7*7}}")
    unharmed(page)


def test_two_sessions_do_not_disturb_each_other(world_server, visit):
    one, two = visit(f"{world_server}/?groups=ISKP"), visit(f"{world_server}/?groups=NRF")
    for page, other, own in ((one, "National", "Khorasan"), (two, "Khorasan", "National")):
        words = page.locator(".st-key-words")
        expect(words).to_contain_text(own)
        expect(words).not_to_contain_text(other)
    one.locator(".st-key-words button", has_text="Clear all").click()
    expect(one.locator(".st-key-words")).to_contain_text("no filter is active")
    expect(two.locator(".st-key-words")).to_contain_text("National")
    assert "groups=NRF" in two.url


def test_filters_stay_when_the_page_changes(world_server, visit):
    page = visit(f"{world_server}/?groups=ISKP&since=2021-10")
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sources\?"))
    expect(page.get_by_text("4 documents read")).to_be_visible()
    assert "groups=ISKP" in page.url
    page.go_back()
    expect(page.locator(".st-key-words")).to_contain_text("Khorasan")
    assert "since=2021-10" in page.url


def test_a_page_is_found_however_its_address_is_spelled(world_server, visit):
    page = visit(f"{world_server}/map?groups=ISKP&since=2021-10")
    page.frame_locator("iframe").locator(".atlas[data-painted]").wait_for()
    expect(page.locator(".st-key-words")).to_contain_text("Khorasan")
    assert page.url == f"{world_server}/?groups=ISKP&since=2021-10"
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page = visit(f"{world_server}/Sources/?groups=ISKP")
    expect(page.get_by_text("4 documents read")).to_be_visible()
    assert page.url == f"{world_server}/sources?groups=ISKP"
