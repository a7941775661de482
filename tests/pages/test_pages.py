"""Every page opens, keeps the filters, and says what is wrong in a sentence."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import synthetic
from geo.store.frames import frame
from geo.store.writer import write_snapshot
from geo.ui.frame import PAGES
from tests import world

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NAMES = [name for name, _ in PAGES]


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    root = tmp_path_factory.mktemp("stores")
    write_snapshot(root / "world", world.tables())
    write_snapshot(root / "many", synthetic.tables(300, seed=5))
    write_snapshot(root / "empty", {"documents": frame("documents")})
    return root


@pytest.fixture
def opened(stores, monkeypatch):
    def run(page: str, store: str = "world", **query: str) -> AppTest:
        monkeypatch.setenv("AFATLAS_STORE", str(stores / store))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params.update(query)
        app.switch_page(f"pages/{page}.py")
        return app.run()

    return run


def said(app: AppTest) -> str:
    return "\n".join(
        str(element.value)
        for kind in ("markdown", "caption", "subheader", "info", "warning", "error", "text")
        for element in app.get(kind)
    )


@pytest.mark.parametrize("store", ["world", "many", "empty"])
@pytest.mark.parametrize("page", NAMES)
def test_every_page_opens_on_every_sort_of_snapshot(opened, page, store):
    app = opened(page, store)
    assert not app.exception
    assert "Data cut-off" in said(app)


def test_map_says_total_mapped_and_off_map(opened):
    text = said(opened("map"))
    assert "**9 attacks** = **6** on the map + **3** off the map" in text
    assert "abroad: 1" in text


def test_filters_come_from_the_address_and_go_back_into_it(opened):
    app = opened("map", groups="ISKP", since="2021-10", until="2021-12")
    assert app.multiselect(key="f_groups").value == ["ISKP"]
    assert "October to December 2021" in [b.label.replace(" ✕", "") for b in app.button]
    app.multiselect(key="f_types").select("suicide_bomb").run()
    assert app.query_params["types"] == "suicide_bomb"
    assert app.query_params["groups"] == "ISKP"
    app.button(key="clear_groups").click().run()
    assert "groups" not in app.query_params
    app.button(key="clear_all").click().run()
    assert dict(app.query_params) == {}


def test_slider_narrows_the_period(opened):
    app = opened("map")
    months = app.select_slider(key="f_months")
    first, last = months.value
    assert (first.isoformat(), last.isoformat()) == ("2021-10-01", "2025-02-01")


def test_evidence_finds_document_and_claim_of_an_event(opened):
    text = said(opened("evidence", event="e-kunduz"))
    assert "A quarter of attacks" in text
    assert "“At least 46 people died when a suicide bomber struck a mosque”" in text
    assert "Told by 1 document" in text


@pytest.mark.parametrize("name", ["event", "claim", "doc"])
def test_evidence_of_something_that_is_not_there_says_so(opened, name):
    app = opened("evidence", **{name: "<b>x</b>"})
    assert not app.exception
    assert f"This snapshot has no {name}" in app.warning[0].value
    assert "\\<b\\>" in app.warning[0].value


def test_denied_and_aged_presence_say_so_in_words(opened):
    table = opened("presence").dataframe[0].value.set_index(["Province", "Activity"])["State"]
    assert table["Kunar", "camp"] == "confirmed within 12 months; denied"
    assert table["Nuristan", "camp"] == "confirmed within 12 months"
    assert table["Zabul", "base"] == "not confirmed for over 12 months"


def test_contested_sets_denial_beside_claim(opened):
    text = said(opened("contested"))
    assert "“The group keeps camps in Kunar and Nuristan”" in text
    assert "“There is no such camp in Kunar”" in text


def test_a_change_between_small_numbers_is_no_percentage(opened):
    table = opened("timeline").dataframe[0].value
    assert list(table["Attacks"]) == [4, 2, 1]
    assert "too few for a percentage" in table["Change"].iloc[0]


def test_no_store_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("AFATLAS_STORE", str(tmp_path / "nothing"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    assert "run `afatlas build`" in app.error[0].value


def test_a_damaged_store_is_a_sentence(stores, monkeypatch, tmp_path):
    store = tmp_path / "store"
    snapshot = write_snapshot(store, world.tables())
    (store / snapshot / "events.parquet").write_bytes(b"not parquet")
    monkeypatch.setenv("AFATLAS_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    assert "damaged" in app.error[0].value
