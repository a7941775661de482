"""Publish mode: look for what must not leave the house anywhere in the file, and do not find it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.briefing import export, facts, publish
from geo.briefing.deck import Deck, Publish, SlideKind, SlideSpec
from geo.store.diff import Difference, Moved
from geo.views.changes import Compared
from geo.views.frames import prepare

PERSON = "Zarmina Exampleyar"
STREET = "Lane Seven of Sampletown"
CUT_OFF = date(2025, 1, 5)
LAT, LON = 34.5281731, 69.1723456


@pytest.fixture(scope="module")
def secret(tables, material):
    """The material with a private name, an exact point and a fresh event planted everywhere."""
    planted = {name: table.copy() for name, table in tables.items()}
    events = planted["events"]
    events["lat"] = events["lat"].where(events["lat"].isna(), LAT)
    events["lon"] = events["lon"].where(events["lon"].isna(), LON)
    events["place_name"] = STREET
    events["target"] = PERSON
    fresh = events.index[0]
    events.loc[fresh, ["date_start", "date_end"]] = pd.Timestamp(CUT_OFF - timedelta(days=1))
    places = planted["claim_places"]
    places["name"] = STREET
    planted["claims"]["target"] = PERSON
    planted["claims"]["speakers"] = [(PERSON,)] * len(planted["claims"])
    planted["evidence"]["quote"] = f"{PERSON} was hurt in {STREET}."
    planted["documents"]["title"] = f"{PERSON} hurt"
    planted["documents"]["text"] = f"{PERSON} was hurt in {STREET}."
    for name in ("events", "claims"):
        planted[name]["actors"] = [
            (f"OTHER:{PERSON}",) if n % 3 == 1 else actors
            for n, actors in enumerate(planted[name]["actors"])
        ]
    frames = prepare("s-0123456789ab", planted)

    def before(_earlier: str) -> Compared:
        reason = f"told by a new document: {PERSON} in {STREET}.txt"
        moved = (Moved("speakers", PERSON, ""), Moved("actors", f"OTHER:{PERSON}", "ISKP"))
        found = [
            Difference(what=w, change=c, old_id=o, new_id=n, moved=moved, reason=reason)
            for w, c, o, n in (
                ("event", "corrected", events["event_id"][2], events["event_id"][2]),
                ("event", "new", None, fresh_id),
                ("event", "withdrawn", "e-gone", None),
                ("claim", "withdrawn", f"c-{PERSON}", None),
            )
        ]
        return Compared(old=frames, new=frames, differences=tuple(found))

    fresh_id = events["event_id"][fresh]
    return replace(material, frames=frames, before=before), events.loc[fresh]


def everything(container: bytes) -> str:
    """All words of a ZIP, of the workbooks and decks inside it too."""
    out = []
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            out.append(name)
            if content[:2] == b"PK":
                out.append(everything(content))
            else:
                out.append(content.decode("utf-8", "ignore"))
    return "\n".join(out)


@pytest.fixture(scope="module")
def written(secret):
    material, _ = secret
    title, notes = f"{PERSON} in {STREET}", f"{PERSON} told Synthetic wire 1, at {LAT}, {LON}"
    slides = tuple(
        SlideSpec(kind=kind, since_snapshot="s-before", title=title, notes=notes)
        for kind in SlideKind
    )

    def write(on: bool) -> str:
        mode = Publish(on=on, undisclosed=("Synthetic wire 1",))
        deck = Deck(title=title, slides=slides, publish=mode)
        return everything(export.write(deck, export.scenes(deck, material), ".zip"))

    return {on: write(on) for on in (False, True)}


@pytest.mark.slow
@pytest.mark.parametrize("secret_words", [PERSON, STREET, "Exampleyar", "Synthetic wire 1,"])
def test_what_is_private_is_in_the_plain_file_and_not_in_the_published(written, secret_words):
    assert secret_words in written[False]
    assert secret_words not in written[True]


@pytest.mark.slow
def test_no_exact_coordinate_and_no_fresh_event_is_published(written, secret):
    _, fresh = secret
    assert fresh["event_id"] in written[False]
    assert fresh["event_id"] not in written[True]
    assert not re.search(r"34\.528\d|69\.172\d", written[True])
    dot = re.compile(r'name="Events? (e-|at )')
    assert dot.search(written[False])
    assert not dot.search(written[True])
    assert "e-gone" in written[False]
    assert "e-gone" not in written[True]


@pytest.mark.parametrize("kind", [SlideKind.CHOROPLETH, SlideKind.QUOTES, SlideKind.EVENT_TABLE])
def test_the_frame_says_it_whole(secret, kind):
    deck = Deck(slides=(SlideSpec(kind=kind),), publish=Publish(on=True, delay_hours=8784))
    scene = export.scenes(deck, secret[0])[0]
    made = next(" ".join(t.lines) for t in scene.texts() if t.name == "made from")
    assert "publish mode: districts" in made
    assert made.endswith(facts.DISCLAIMER)


@pytest.mark.slow
def test_the_slides_say_that_it_was_applied(written):
    assert "publish mode: districts" in written[True]
    assert "publish mode" not in written[False]


def test_nothing_is_more_exact_than_the_district_and_the_sums_still_agree(secret):
    material, _ = secret
    frames, words = publish.apply(material.frames, material.manifest, Publish(on=True))
    assert words
    assert frames.events["where_prec"].min() >= 3
    assert frames.events["lat"].isna().all()
    assert frames.spots["lat"].isna().all()
    edge = pd.Timestamp(CUT_OFF) - pd.Timedelta(days=2)
    assert frames.events["date_end"].max() <= edge
    assert set(frames.claims["event_id"].dropna()) == set(frames.events["event_id"])


def test_switched_off_it_changes_nothing(material):
    assert publish.apply(material.frames, material.manifest, Publish()) == (material.frames, "")


def test_spreadsheets_hold_no_formula(material):
    planted = {name: table.copy() for name, table in material.frames.tables.items()}
    planted["events"]["place_name"] = '=HYPERLINK("http://x","y")'
    shown = replace(material, frames=prepare("s-0", planted))
    deck = Deck(slides=(SlideSpec(kind=SlideKind.EVENT_TABLE, title="@SUM(1)"),))
    drawn = export.scenes(deck, shown)
    book = load_workbook(io.BytesIO(export.write(deck, drawn, ".xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value)[0] in "=+-@\t" for cell in cells if cell.data_type == "s")
    lines = export.write(deck, drawn, ".csv").decode("utf-8-sig").splitlines()
    assert not re.search(r'(^|,)"?[=+@-]', "\n".join(lines[1:]))
