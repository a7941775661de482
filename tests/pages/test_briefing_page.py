"""The deck in the reader's tab: what each page adds, steps and their undoing, faults in words."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.briefing import compose
from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.store.writer import write_snapshot
from geo.ui import address
from geo.ui.server import PAGES
from tests import world

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("briefing") / "store"
    write_snapshot(folder, world.tables())
    return folder


@pytest.fixture
def opened(store, monkeypatch):
    def run(page, deck=None, **query):
        monkeypatch.setenv("AFATLAS_STORE", str(store))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params.update(query)
        if deck is not None:
            app.session_state["deck"] = deck
        app.switch_page(f"pages/{page}.py")
        return app.run()

    return run


def deck(app) -> Deck:
    return app.session_state["deck"]


@pytest.mark.parametrize("page", [name for name, _ in PAGES if name not in {"briefing", "changes"}])
def test_every_page_adds_its_view_with_the_filters(opened, page):
    app = opened(page, groups="TTP", measure="deaths")
    app.button(key=f"brief-{page}").click().run()
    assert not app.exception
    (slide,) = deck(app).slides
    assert "groups=TTP" in slide.query
    assert "measure=deaths" in slide.query


def test_the_groups_page_adds_the_group_that_it_shows(opened):
    app = opened("groups", group="TTP")
    app.button(key="brief-groups").click().run()
    assert deck(app).slides == (SlideSpec(kind=SlideKind.GROUP_PROFILE, query="groups=TTP"),)


def test_slides_are_edited_moved_removed_and_every_step_is_undone(opened):
    kinds = (SlideKind.METHOD, SlideKind.KEY_FIGURES)
    first = Deck(slides=tuple(SlideSpec(kind=k) for k in kinds))
    app = opened("briefing", first)
    app.text_input(key="title-0-0").set_value("How").run()
    assert deck(app).slides[0].title == "How"
    app.button(key="down-0").click().run()
    assert [s.kind for s in deck(app).slides] == [*reversed(kinds)]
    assert "2 · How" in [b.label for b in app.button]
    app.button(key="remove-0").click().run()
    assert [s.title for s in deck(app).slides] == ["How"]
    for _ in range(3):
        app.button(key="undo").click().run()
    assert deck(app) == first
    assert not app.exception


def test_publish_mode_says_on_the_page_what_it_takes_out(opened):
    slides = (SlideSpec(kind=SlideKind.KEY_FIGURES, notes="at 34.5281, 69.1723"),)
    app = opened("briefing", Deck(publish=Publish(on=True), slides=slides))
    assert [w.value for w in app.warning if "34" in w.value]
    assert "\\[withheld\\]" in app.text[0].value or "[withheld]" in app.text[0].value


def test_a_deck_held_to_a_snapshot_that_is_gone_says_so_and_can_be_let_go(opened):
    held = Deck(snapshot="s-000000000000", slides=(SlideSpec(kind=SlideKind.METHOD),))
    app = opened("briefing", held)
    assert "s\\-000000000000" in app.error[0].value
    app.button(key="unpin").click().run()
    assert deck(app).snapshot == ""
    assert not app.error


def test_a_slide_of_changes_without_its_snapshot_asks_for_it(opened):
    app = opened("briefing", Deck(slides=(SlideSpec(kind=SlideKind.CHANGES),)))
    assert "since\\_snapshot" in app.error[0].value
    assert "Since snapshot" in [box.label for box in app.selectbox]


def test_with_one_snapshot_the_changes_page_says_what_it_waits_for(opened):
    app = opened("changes")
    assert "one snapshot only" in app.info[0].value


def test_a_slide_takes_the_address_of_any_page():
    assert set(address.OWN) <= compose._OF_PAGES
