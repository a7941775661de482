"""The gazetteer page without a browser: what it says for a name, a place, a worklist."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.store.frames import frame
from geo.store.writer import write_snapshot
from tests import world

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    tables = world.tables()
    rows = [
        {
            "toponym": "Qala-e Nur", "status": "unresolved", "doc_id": "report", "start": 0,
            "end": 10, "quote": world.HOSTILE, "candidates": ["gn-1138958"],
        },
        {
            "toponym": "Qalai Noor", "status": "ambiguous", "doc_id": "un", "start": 0,
            "end": 10, "quote": "near Qalai Noor", "candidates": [],
        },
    ]  # fmt: skip
    tables["toponyms"] = frame("toponyms", rows)
    write_snapshot(folder, tables)
    return folder


@pytest.fixture
def opened(store, monkeypatch):
    monkeypatch.setenv("AFATLAS_STORE", str(store))

    def run(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params.update(query)
        app.switch_page("pages/gazetteer.py")
        app.run()
        assert not app.exception
        return app

    return run


def said(app: AppTest) -> str:
    kinds = ("markdown", "caption", "subheader", "warning", "error")
    return "\n".join(str(e.value) for kind in kinds for e in app.get(kind))


def test_a_name_in_dari_finds_the_place_and_who_uses_it(opened):
    text = said(opened(q="قندوز"))
    assert "Kunduz, province" in text
    assert "largest of nested places" in text
    assert "**Used by** 1 event and 0 presence claims" in text


def test_an_ambiguous_name_offers_all_and_shows_none(opened):
    app = opened(q="Faizabad")
    assert "the name alone does not tell which" in said(app)
    offered = next(d.value for d in app.dataframe if "Pashto" in d.value)
    assert set(offered["In"]) >= {"Faizabad, Badakhshan, Afghanistan", "Badakhshan, Afghanistan"}
    assert all(link.startswith("gazetteer?place=") for link in offered["Place"])
    assert "Source" not in said(app)


def test_a_link_to_a_place_shows_it(opened):
    text = said(opened(place="x-kab-dasht-e-barchi"))
    assert "Dasht\\-e Barchi, district" in text
    assert "its district" in text
    assert "**Point** none" in text


def test_a_typing_error_is_offered_and_not_answered(opened):
    app = opened(q="Nangarhr")
    assert "no such name; similar ones" in said(app)
    assert (
        "Nangarhar" in next(d.value for d in app.dataframe if "Pashto" in d.value)["Name"].tolist()
    )


@pytest.mark.parametrize("nonsense", [world.HOSTILE, "   ", "()", ",,,", "x" * 3000])
def test_no_query_breaks_the_page(opened, nonsense):
    assert "Worklist: 1 open name" in said(opened(q=nonsense, place=nonsense))


def test_typing_puts_the_query_into_the_address(opened):
    app = opened()
    app.text_input(key="gazetteer_query").set_value("Torkham").run()
    assert not app.exception
    assert app.query_params["q"] in ("Torkham", ["Torkham"])
    assert "Torkham, site" in said(app)


def test_the_worklist_groups_spellings_and_counts(opened):
    app = opened()
    rows = next(d.value for d in app.dataframe if "Mentions" in d.value)
    assert rows["Name"].tolist() == ["Qala-e Nur"]
    assert rows["Mentions"].tolist() == [2]
    assert rows["Documents"].tolist() == [2]
    assert rows["May be"].tolist() == ["Kabul (city, Kabul, Kabul, Afghanistan)"]
