"""Every page opens, keeps the filters, and says what is wrong in a sentence."""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import synthetic
from geo.store.frames import frame
from geo.store.writer import write_snapshot
from geo.ui.server import PAGES
from tests import world

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NAMES = [name for name, _ in PAGES]


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    root = tmp_path_factory.mktemp("stores")
    write_snapshot(root / "world", world.tables())
    write_snapshot(root / "many", synthetic.tables(300, seed=5))
    held = world.with_held("c-camps", "c-denied", "c-sixty", "c-kunduz")
    write_snapshot(root / "held", held)
    write_snapshot(root / "empty", {"documents": frame("documents")})
    for kind in ("event", "presence", "statistic"):
        write_snapshot(root / kind, world.only(kind))
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
    """Everything that stands on the page as text."""
    kinds = ("markdown", "caption", "subheader", "info", "warning", "error", "text")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    return "\n".join(texts + [json.dumps(data, ensure_ascii=False) for data in elements(app)])


def elements(app: AppTest) -> list[dict]:
    """The data of what runs in the browser."""
    return [json.loads(element.proto.json) for element in app.get("bidi_component")]


@pytest.mark.parametrize("store", ["world", "many", "held", "empty"])
@pytest.mark.parametrize("page", NAMES)
def test_every_page_opens_on_every_sort_of_snapshot(opened, page, store):
    app = opened(page, store)
    assert not app.exception
    assert "Data cut-off" in said(app)


@pytest.mark.parametrize("store", ["event", "presence", "statistic"])
@pytest.mark.parametrize("page", NAMES)
def test_every_page_opens_where_the_texts_hold_records_of_one_kind_only(opened, page, store):
    assert not opened(page, store).exception


@pytest.mark.parametrize("page", NAMES)
def test_every_page_says_what_it_belongs_to(opened, page):
    top = next(data for data in elements(opened(page)) if "purpose" in data)
    assert top["name"] == "Afghan Incident Atlas"
    assert "armed groups" in top["purpose"]


def test_map_says_total_mapped_and_off_map(opened):
    app = opened("map")
    assert "**9 attacks** = **6** on the map + **3** off the map" in said(app)
    assert "Off the map: 3" in [box.label for box in app.expander]
    assert "abroad: 1" not in said(app), "made only when it is opened"


@pytest.mark.parametrize(
    "page", ["map", "timeline", "groups", "presence", "contested", "provinces"]
)
def test_what_is_held_for_review_is_named_apart_from_the_records(opened, page):
    line = "**11** of 11 records: 9 events, 2 presence claims, 0 statistics"
    assert f"{line} · held for review, not counted: 4 · no filter" in said(opened(page, "held"))
    assert "held for review" not in said(opened(page, kinds="event"))
    some = said(opened(page, "held", groups="TTP"))
    assert "**2** of 11 records: 1 event, 1 presence claim, 0 statistics · held" in some
    assert "held for review, not counted: 2" in some


def test_the_map_counts_presence_without_what_is_held_and_lists_that(opened):
    app = opened("map", "held", measure="presence")
    assert "**2 presence claims** = **1** on the map + **1** off the map" in said(app)
    labels = [box.label for box in app.expander]
    assert "Off the map: 1" in labels
    assert "Held for review: 4" in labels


def test_filters_come_from_the_address_and_go_back_into_it(opened):
    app = opened("map", groups="ISKP", since="2021-10", until="2021-12")
    (panel,) = [d for d in elements(app) if "chosen" in d]
    assert panel["chosen"]["groups"] == ["ISKP"]
    assert "October to December 2021" in [b.label.replace(" ✕", "") for b in app.button]
    app.button(key="clear_groups").click().run()
    assert "groups" not in app.query_params
    app.button(key="clear_all").click().run()
    assert dict(app.query_params) == {}


def test_the_period_offers_every_month_and_shows_the_chosen_ones(opened):
    (data,) = [d for d in elements(opened("map", since="2021-11")) if "months" in d]
    assert (data["months"][0], data["months"][-1]) == ("2021-10", "2025-02")
    assert (data["first"], data["last"], data["all"]) == (1, 40, False)
    assert data["years"] == ["2021", "2022", "2023", "2024", "2025"]


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


def test_a_claim_is_told_with_its_names_as_written_and_its_strength(opened):
    text = said(opened("evidence", claim="c-strength")).replace("\\", "")
    assert "Presence: Tehrik-i-Taliban Pakistan, strength" in text
    assert "Strength: 4,000 to 6,000 fighters" in text


def test_what_is_known_of_a_source_is_said_in_plain_words(stores, opened):
    tables = world.tables()
    tables["documents"]["published_basis"] = "from its header; sure to: month"
    tables["documents"].loc[0, "source_kind"] = None
    write_snapshot(stores / "vague", tables)
    doc = tables["documents"].loc[0, "doc_id"]
    text = said(opened("evidence", "vague", doc=doc)).replace("\\", "")
    assert "kind of source unknown" in text
    assert "(from its header; certainty: month)" in text


def test_a_claim_that_is_set_aside_is_not_called_a_file(stores, opened):
    assert "1 file set aside" in said(opened("sources"))
    tables = world.tables()
    one = tables["set_aside"]
    tables["set_aside"] = pd.concat([one, one.assign(stage="link")], ignore_index=True)
    write_snapshot(stores / "linked", tables)
    app = opened("sources", "linked")
    assert "2 files or claims set aside" in said(app)
    (table,) = [d.value for d in app.dataframe if "When" in d.value]
    assert list(table["When"]) == ["reading the file", "linking one of its claims"]


def test_provinces_have_the_same_number_on_the_tile_and_in_the_list(opened):
    made = elements(opened("provinces"))
    (tiles,) = [data["tiles"] for data in made if "tiles" in data]
    (listed,) = [data["rows"] for data in made if "rows" in data and "months" not in data]
    on_tiles = {tile["id"]: tile["sum"] for tile in tiles if tile["sum"] != "–"}
    assert on_tiles == {row["key"]: row["text"] for row in listed}


def test_denied_and_aged_presence_say_so_in_words(opened):
    shown = [d.value for d in opened("presence").dataframe]
    (table,) = [t.set_index(["Province", "Activity"])["State"] for t in shown if "State" in t]
    assert table["Kunar", "camp"] == "confirmed within 12 months; denied"
    assert table["Nuristan", "camp"] == "confirmed within 12 months"
    assert table["Zabul", "base"] == "not confirmed for over 12 months"


def test_contested_sets_denial_beside_claim(opened):
    text = said(opened("contested"))
    assert "“The group keeps camps in Kunar and Nuristan”" in text
    assert "“There is no such camp in Kunar”" in text
    cards = [card for data in elements(opened("contested")) for card in data.get("cards", [])]
    told = {card["key"]: card["lines"] for card in cards}
    assert told["claim:c-camps"] == ["camp"], "a sentence may tell of several things"
    assert told["claim:c-strength"] == ["strength"]


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
