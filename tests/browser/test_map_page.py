"""The map in a real browser: painted, filtered, linked, clicked through, small and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FRAME = 'iframe[title^="streamlit_folium"]'


def atlas(page: Page):
    return page.frame_locator(FRAME).locator(".atlas[data-painted]")


def area(page: Page, adm1: str):
    return page.frame_locator(FRAME).locator(f'path[data-area="{adm1}"]')


def painted(page: Page) -> str:
    """The stamp of the picture, once the page is at rest."""
    atlas(page).wait_for()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    return atlas(page).get_attribute("data-painted")


def classes(page: Page) -> dict[str, str]:
    rows = (
        page.frame_locator(FRAME)
        .locator("path[data-area]")
        .evaluate_all(
            "paths => paths.map(p => [p.dataset.area, p.dataset.cls + p.getAttribute('fill')])"
        )
    )
    return dict(rows)


def changed(page: Page, before: str) -> str:
    expect(atlas(page)).not_to_have_attribute("data-painted", before)
    return painted(page)


def test_34_provinces_are_painted_and_kunduz_tells_its_toll(world_server, visit):
    page = visit(world_server)
    painted(page)
    assert len(classes(page)) == 34
    assert classes(page)["AF-KDZ"].startswith("1#")
    assert "atlas-hatch" in classes(page)["AF-GHO"]
    expect(area(page, "AF-KDZ")).to_have_attribute(
        "aria-label", re.compile("Kunduz. 1 attack. Deaths: 46 to 150.*October 2021")
    )
    area(page, "AF-KDZ").hover()
    expect(page.frame_locator(FRAME).locator(".atlas-tip")).to_contain_text("Deaths: 46 to 150")


def test_years_slider_and_groups_change_the_map_and_the_link_gives_it_back(world_server, visit):
    page = visit(world_server)
    whole = painted(page)
    page.locator(".st-key-timeline button", has_text="2021").click()
    year = changed(page, whole)
    expect(page).to_have_url(re.compile(r"since=2021-01&until=2021-12"))
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    narrow = changed(page, year)
    expect(page).to_have_url(re.compile(r"since=2021-11"))
    assert classes(page)["AF-KDZ"].startswith("-1")
    page.locator('details[data-field="groups"] summary').click()
    page.get_by_label("Islamic State Khorasan Province").check()
    grouped = changed(page, narrow)
    expect(page).to_have_url(re.compile(r"groups=ISKP"))
    expect(page.locator(".st-key-words")).to_contain_text("groups: Islamic State Khorasan Province")
    again = visit(page.url)
    assert painted(again) == grouped
    assert classes(again) == classes(page)
    page.go_back()
    assert changed(page, grouped) == narrow
    page.locator(".st-key-words button", has_text="Clear all").click()
    assert changed(page, narrow) == whole


def test_from_province_to_event_to_sentence_and_back(world_server, visit):
    page = visit(f"{world_server}/?since=2021-10&until=2021-12")
    painted(page)
    area(page, "AF-KDZ").click()
    expect(page).to_have_url(re.compile("at=AF-KDZ"))
    page.get_by_role("link", name="October 2021 · suicide bomb").click()
    expect(page).to_have_url(re.compile(r"/evidence\?.*event=e-kunduz"))
    here = page.locator("mark.here")
    expect(here).to_have_text("At least 46 people died when a suicide bomber struck a mosque")
    page.get_by_role("link", name="Show on the map").click()
    expect(page).to_have_url(re.compile("at=AF-KDZ"))
    assert "since=2021-10" in page.url
    painted(page)


def test_off_map_box_lists_what_no_dot_can_show(world_server, visit):
    page = visit(world_server)
    painted(page)
    expect(page.locator(".st-key-side")).to_contain_text("9 attacks = 6 on the map + 3 off the map")
    page.get_by_text("Off the map: 3").click()
    box = page.locator(".st-key-offmap")
    expect(box).to_contain_text("abroad: 1")
    expect(box).to_contain_text("country only: 2")
    expect(box.get_by_role("link")).to_have_count(3)


def test_each_sort_of_record_looks_different(world_server, visit):
    page = visit(world_server)
    painted(page)
    spots = page.frame_locator(FRAME).locator(".atlas-spot")
    kinds = spots.evaluate_all("all => all.map(s => s.dataset.kinds)")
    assert sorted(kinds) == ["e", "e e", "ed", "n"]  # Kunduz, Kabul twice, Herat denied, Jalalabad
    assert classes(page)["AF-BDS"].startswith("1#")  # known to the province only: shaded, no dot
    presence = visit(f"{world_server}/?measure=presence")
    painted(presence)
    states = (
        presence.frame_locator(FRAME)
        .locator("path[data-area]")
        .evaluate_all(
            "paths => Object.fromEntries(paths.map(p => [p.dataset.area, p.dataset.state]))"
        )
    )
    assert (states["AF-NUR"], states["AF-KNR"], states["AF-ZAB"]) == ("", "denied", "faded")
    assert area(presence, "AF-ZAB").get_attribute("fill-opacity") == "0.45"
    assert area(presence, "AF-KNR").get_attribute("stroke-dasharray")
    legend = presence.frame_locator(FRAME).locator(".atlas-legend")
    expect(legend).to_contain_text("Not confirmed for over 12 months")
    expect(legend).to_contain_text("Somebody denies it")


def test_keyboard_opens_a_province(world_server, visit):
    page = visit(world_server)
    painted(page)
    area(page, "AF-KDZ").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("at=AF-KDZ"))
    expect(page.locator(".st-key-side")).to_contain_text("46 to 150")


def test_panning_and_zooming_run_nothing(world_server, visit):
    page = visit(world_server)
    painted(page)
    count = atlas(page).get_attribute("data-count")
    page.frame_locator(FRAME).get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(800)
    assert atlas(page).get_attribute("data-count") == count
    assert page.url.rstrip("/") == world_server


def test_narrow_screen_shows_the_map_and_no_sideways_scroll(world_server, visit):
    page = visit(world_server, width=390, height=844)
    painted(page)
    assert len(classes(page)) == 34
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_nothing_found_says_which_filter_to_loosen(world_server, visit):
    page = visit(f"{world_server}/?since=2023-05&until=2023-06&groups=NRF")
    expect(page.get_by_text(re.compile("No record matches all filters"))).to_contain_text(
        "Clear “May to June 2023”"
    )
    painted(page)


def test_an_address_that_makes_no_sense_is_said_and_dropped(world_server, visit):
    page = visit(f"{world_server}/?since=yesterday&groups=XYZ&measure=deaths&at=AF-XX")
    painted(page)
    for word in ("yesterday", "XYZ", "AF-XX"):
        expect(page.get_by_text(word)).to_have_count(1)
    expect(page.get_by_role("radio", name="Deaths")).to_be_checked()
