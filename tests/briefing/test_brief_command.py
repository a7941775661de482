"""`afatlas brief`: files from a deck or a view, decks compared, faults as one sentence."""

import io
import subprocess
import sys

import pytest
from click.testing import CliRunner
from PIL import Image
from pptx import Presentation

from geo.briefing.deck import SlideKind
from geo.cli import main
from geo.cli.briefs import _FORMATS, _KINDS
from geo.store.writer import write_snapshot
from tests import world

DECK = '{"format": "afatlas-deck", "version": 1, "title": "A", "slides": [{"kind": "%s"}]%s}'


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    earlier = world.tables()
    earlier["events"]["deaths_high"] = earlier["events"]["deaths_high"].where(
        earlier["events"]["event_id"].ne("e-kunduz"), 99
    )
    first = write_snapshot(folder, earlier, versions={"code": "test"})
    write_snapshot(folder, world.tables(), versions={"code": "test"})
    return folder, str(getattr(first, "snapshot_id", first))


def run(*arguments):
    result = CliRunner().invoke(main, ["brief", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def test_the_choices_are_those_of_the_deck():
    from geo.briefing import export

    assert list(_KINDS) == [str(k) for k in SlideKind]
    assert ", ".join(export.FORMATS) == _FORMATS


def test_help_imports_nothing_that_draws():
    code = (
        "import sys, click.testing; from geo.cli import main\n"
        "assert click.testing.CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "print([m for m in sys.modules if m.startswith(('geo.briefing', 'matplotlib', 'pptx'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_view_becomes_a_picture_for_screen_or_print(store, tmp_path):
    view = "http://127.0.0.1:8501/?groups=ISKP&measure=deaths"
    for flags, size in (((), (1920, 1080)), (("--print", "--transparent"), (4000, 2250))):
        result = run("--view", view, "-o", tmp_path / "map.png", "--store", store[0], *flags)
        assert result.exit_code == 0, result.output
        picture = Image.open(io.BytesIO((tmp_path / "map.png").read_bytes()))
        assert picture.size == size
        assert (picture.convert("RGBA").getpixel((1, 1))[3] == 0) == bool(flags)


@pytest.mark.slow
def test_what_changed_since_the_last_briefing_is_a_slide(store, tmp_path):
    folder, first = store
    out = tmp_path / "changes.pptx"
    result = run("--view", "", "--kind", "changes", "--since", first, "-o", out, "--store", folder)
    assert result.exit_code == 0, result.output
    slide = Presentation(io.BytesIO(out.read_bytes())).slides[0]
    table = next(s.table for s in slide.shapes if s.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1][0] == "corrected"
    assert "deaths high: 99 → 150" in cells[1][2]
    words = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert "0 new, 1 corrected, 0 withdrawn; tolls moved: 1" in words


def test_two_deck_files_are_compared(tmp_path):
    for name, kind in (("old", "method"), ("new", "quotes")):
        (tmp_path / f"{name}.json").write_text(DECK % (kind, ""))
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    assert run("--compare", old, new).output == "slide 1: changed kind: method became quotes\n"
    assert run("--compare", old, old).output == "The decks are the same.\n"


@pytest.mark.parametrize(
    ("deck", "says"),
    [
        (DECK % ("method", ', "snapshot": "s-000000000000"'), ["snapshot", "s-000000000000"]),
        (DECK % ("method", ', "snapshot": "../../etc"'), ["snapshot", "../../etc"]),
        ((DECK % ("method", ""))[:-3], ["not complete JSON"]),
        (DECK.replace('"%s"}', '"changes", "since_snapshot": "s-11"}%s') % ("", ""),
         ["slide 1 (changes)", "s-11"]),
        (DECK.replace('"%s"}', '"method", "query": "groups=NOBODY"}%s') % ("", ""),
         ["slide 1", "NOBODY"]),
        (DECK.replace('"%s"}', '"method", "query": "measure=money"}%s') % ("", ""),
         ["slide 1", "measure='money'"]),
        (DECK.replace('"%s"}', '"method", "query": "colour=red"}%s') % ("", ""),
         ["slide 1", "no filter 'colour'"]),
    ],
)  # fmt: skip
def test_a_wrong_deck_is_one_sentence_and_status_two(store, tmp_path, deck, says):
    path = tmp_path / "monday.json"
    path.write_text(deck)
    result = run(path, "-o", tmp_path / "x.pptx", "--store", store[0])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    for words in says:
        assert words in result.output
    assert not (tmp_path / "x.pptx").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("a.json", "--view", "x"), ("a.json", "b.json"), ("--compare", "a.json")]
)
def test_what_makes_no_sense_is_refused(arguments, tmp_path):
    assert run(*arguments, "-o", tmp_path / "x.png").exit_code == 2
