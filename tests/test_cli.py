"""The command line: what it prints, its exit status, and never a traceback."""

import ast
import json
import os
import re
import socket
import sys
from pathlib import Path

import pytest
from commands import afatlas
from hypothesis import example, given
from hypothesis import strategies as st
from toy_extractor import toy_claims

from geo import pipeline
from geo.cli import COMMANDS, main, serving
from geo.cli.printing import exact
from geo.config import ROOT, data_dir
from geo.store.snapshot import current_id, open_current

KUNDUZ = "12 died in Kunduz on 2024-05-01. 3 died in Herat on 2024-05-03."
_ESCAPE = re.compile(r"\\(?:[\\ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
HOSTILE = (
    "<script>alert(1)</script> \x1b[31m `${x}` {{7*7}} {% x %} 'q' \"q\" \\ \u202eکابل: "
    "9 died in Kunduz on 2024-05-01."
)


@pytest.fixture(autouse=True)
def _toy(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "from_reading", toy_claims)
    monkeypatch.setenv("AFATLAS_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)


def texts(tmp_path, **files):
    folder = tmp_path / "texts"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_every_command_has_help_that_starts_with_a_sentence():
    names = [name for name in main.list_commands(None) if main.get_command(None, name)]
    assert {"build", "serve", "extract", "explain", "diff", "evaluate"} <= set(names)
    for name in names:
        output = afatlas(name, "--help").output
        assert output.startswith(f"Usage: main {name}")
        assert ". " in output or ".\n" in output
    assert set(names) <= set(COMMANDS)
    assert "afatlas build" in " ".join(afatlas("--help").output.split())
    assert "version" in afatlas("--version").output


def test_build_reports_and_writes(tmp_path):
    folder = texts(tmp_path, a=KUNDUZ, b="", c="5 died in Nowhere on 2024-05-01.")
    output = afatlas("build", folder).output
    assert "documents  2" in output
    assert "3 event, 0 presence, 0 statistic; 0 held for review" in output
    assert "events     3: 2 on the map, 1 off it" in output
    assert "texts/b.txt (read): is empty; put the text in, or remove the file" in output
    assert current_id(tmp_path / "store") in output
    other = afatlas("build", folder, "--out", tmp_path / "other")
    assert current_id(tmp_path / "other") == current_id(tmp_path / "store")
    assert "Reading texts" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "gone.txt"], "gone.txt does not exist; check the name"),
        (["build", "empty"], "empty/ holds no text"),
        (["build", "--workers", "0", "."], "0 is not in the range"),
        (["extract", "--manifest", "none.jsonl", "--out", "o"], "none.jsonl"),
        (["extract"], "Missing option '--manifest'"),
        (["explain", "e-1"], "no snapshot in"),
        (["diff", "s-1"], "no snapshot 's-1'"),
        (["evaluate", "empty", "empty"], "holds no DOC_ID.jsonl"),
        (["serve", "--port", "99999"], "99999 is not in the range"),
        (["nonsense"], "No such command 'nonsense'"),
        (["build", "--nonsense"], "No such option"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    result = afatlas(*arguments, status=2)
    assert said in " ".join(result.stderr.split())
    assert len(result.stderr.strip().splitlines()) <= 4


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    folder = texts(tmp_path, a=KUNDUZ)
    (tmp_path / "file").write_text("x")
    assert "file" in afatlas("build", folder, "--out", tmp_path / "file" / "x", status=2).stderr


def listing(tmp_path, *entries):
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(json.dumps(e) if isinstance(e, dict) else e for e in entries))
    return path


def test_extract_writes_codebook_records_and_goes_on_past_bad_documents(tmp_path):
    texts(tmp_path, a=KUNDUZ, quiet="Quiet.", boom="boom", unsure="uncertain: 5 died in Kabul.")
    out = tmp_path / "out"
    out.mkdir()
    (out / "gone.jsonl").write_text("left from before\n")
    path = listing(
        tmp_path,
        {"id": "gone", "path": "texts/none.txt", "title": "", "published": None, "publisher": ""},
        {"id": "a", "path": "texts/a.txt", "title": "T", "published": "2024-05-09"},
        "{broken",
        {"id": "boom", "path": "texts/boom.txt"},
        {"id": "quiet", "path": "texts/quiet.txt"},
        {"id": "unsure", "path": "texts/unsure.txt"},
    )
    result = afatlas("extract", "--manifest", path, "--out", out, status=3)
    assert sorted(p.name for p in out.iterdir()) == ["a.jsonl", "quiet.jsonl", "unsure.jsonl"]
    assert (out / "quiet.jsonl").read_bytes() == (out / "unsure.jsonl").read_bytes() == b""
    records = [json.loads(line) for line in (out / "a.jsonl").read_text().splitlines()]
    assert [r["evidence"][0]["start"] for r in records] == [0, 33]
    codebook = ["kind", "stance", "speakers", "actors", "places", "date_start", "date_end"]
    codebook += ["date_prec", "evidence", "event_type", "attribution", "target", "target_type"]
    codebook += ["deaths", "injured", "deaths_attackers"]
    assert list(records[0])[: len(codebook)] == codebook
    assert records[0]["deaths"] == {"low": 12, "best": 12, "high": 12}
    complaints = result.stderr.strip().splitlines()
    assert len(complaints) == 3
    assert any(line.startswith("gone: ") and "does not exist" in line for line in complaints)
    assert any(line.startswith("boom: the extractor failed") for line in complaints)


def test_extract_says_what_it_read_in_a_guessed_encoding(tmp_path):
    folder = texts(tmp_path, utf8=KUNDUZ)
    (folder / "mixed.txt").write_bytes(f"Calm’s here.\n{KUNDUZ} It’s so.".encode("cp1252"))
    (folder / "wide.txt").write_bytes(KUNDUZ.encode("utf-16-le"))
    (folder / "spoilt.txt").write_bytes(KUNDUZ.encode() + b"\0")
    names = ["utf8", "mixed", "wide", "spoilt"]
    path = listing(tmp_path, *({"id": n, "path": f"texts/{n}.txt"} for n in names))
    out = tmp_path / "out"
    result = afatlas("extract", "--manifest", path, "--out", out, status=3)
    told = dict(line.split(": ", 1) for line in result.stderr.strip().splitlines())
    assert sorted(told) == ["mixed", "spoilt", "wide"]
    assert (
        "mixed.txt: holds 2 bytes that are not UTF-8, the first in line 1, byte 4" in told["mixed"]
    )
    assert "wide.txt: has no byte order mark; read as utf-16-le" in told["wide"]
    assert "spoilt.txt: is binary, not a text (see line 1, byte 63); save it" in told["spoilt"]
    assert not (out / "spoilt.jsonl").exists()
    for name in ("utf8", "mixed", "wide"):
        assert len((out / f"{name}.jsonl").read_text().splitlines()) == 2


def test_a_long_report_says_what_it_leaves_out(tmp_path):
    names = [f"t{n:02}" for n in range(52)]
    folder = texts(tmp_path, **{name: f"Calm at {name}." for name in names})
    for n in range(53):
        (folder / f"e{n:02}.txt").write_text("")
    (folder / "z.txt").write_bytes("The Taliban’s men.".encode("cp1252"))
    lines = afatlas("build", folder, "--out", tmp_path / "s").output.splitlines()
    assert "    ... and 3 more, all on the page Sources" in lines
    notes = [line for line in lines if line.startswith("  note")]
    assert "texts/z.txt: holds 1 byte that is not UTF-8, the first in line 1" in notes[0]
    assert len(notes) == 50
    assert lines[-1] == "  ... and 4 more notes"


def test_extract_without_faults_ends_with_0_and_the_same_bytes(tmp_path):
    texts(tmp_path, a=KUNDUZ)
    path = listing(tmp_path, {"id": "a", "path": "texts/a.txt", "published": "2024-05-09"})
    written = []
    for name in ("one", "two"):
        afatlas("extract", "--manifest", path, "--out", tmp_path / name)
        written.append((tmp_path / name / "a.jsonl").read_bytes())
    assert written[0] == written[1] != b""


def test_explain_shows_words_rule_place_and_links(tmp_path):
    afatlas("build", texts(tmp_path, a=KUNDUZ, b="15 died in Kunduz on 2024-05-01."))
    events = open_current(tmp_path / "store").tables["events"]
    event_id = events.loc[events["n_sources"] == 2, "event_id"].item()
    output = afatlas("explain", event_id).output
    assert f"event {event_id}: attack by ISKP" in output
    assert re.search(r"deaths      low 12, best 1[25], high 15", output)
    assert "Kunduz (AF-KDZ, AF; known to: the province, 4)" in output
    assert "quote       [0:31] 12 died in Kunduz on 2024-05-01" in output
    assert "kind = event: toy.died [0:31] '12 died in Kunduz on 2024-05-01' (1.00)" in output
    assert "link.date_same_day" in output
    claims = open_current(tmp_path / "store").tables["claims"]
    assert "claim c-" in afatlas("explain", claims["claim_id"].iloc[0]).output
    assert "has no event 'e-none'" in afatlas("explain", "e-none", status=2).stderr
    assert "has no claim 'x'" in afatlas("explain", "x", status=2).stderr


def test_source_text_cannot_steer_the_terminal(tmp_path):
    folder = texts(tmp_path, evil=HOSTILE)
    (folder / "origin.toml").write_text(
        '[[document]]\nfile = "evil.txt"\ntitle = "<b>\\u001B[2J{{7*7}}"\npublisher = "`x`"\n'
    )
    afatlas("build", folder)
    (event,) = open_current(tmp_path / "store").tables["events"]["event_id"]
    output = afatlas("explain", event).output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "<b> [2J{{7*7}}" in output


def test_explain_prints_quotes_exactly(tmp_path):
    text = "12 died\nin\tKunduz on 2024-05-01."
    afatlas("build", texts(tmp_path, a=text))
    claims = open_current(tmp_path / "store").tables["claims"]
    output = afatlas("explain", claims["claim_id"].iloc[0]).output
    (quote,) = re.findall(r"quote       \[(\d+):(\d+)\] (.*)", output)
    assert quote[2] == r"12 died\nin\tKunduz on 2024-05-01"
    assert text[int(quote[0]) : int(quote[1])] == "12 died\nin\tKunduz on 2024-05-01"


@given(st.text())
@example("a\n\u2028\x85\\n\x1b[31m \u202e کابل’")
def test_an_exact_quote_is_one_line_that_loses_nothing(text):
    shown = exact(text)
    assert _ESCAPE.sub(lambda m: ast.literal_eval(f'"{m[0]}"'), shown) == text
    assert len(f"{shown}.".splitlines()) == 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_diff_tells_what_changed(tmp_path):
    folder = texts(tmp_path, a=KUNDUZ)
    afatlas("build", folder)
    old = current_id(tmp_path / "store")
    (folder / "b.txt").write_text("15 died in Kunduz on 2024-05-01.")
    afatlas("build", folder)
    output = afatlas("diff", old, "--claims").output
    assert "events: 0 new, 1 corrected, 0 withdrawn; 1 tolls moved" in output
    assert "deaths_high: 12 -> 15" in output
    assert "told by a new document: b" in output
    assert "claims: 1 new" in output


def test_evaluate_prints_a_table_and_json(tmp_path):
    texts(tmp_path, a=KUNDUZ)
    path = listing(tmp_path, {"id": "a", "path": "texts/a.txt"})
    afatlas("extract", "--manifest", path, "--out", tmp_path / "gold")
    (tmp_path / "pred").mkdir()
    output = afatlas("evaluate", tmp_path / "gold", tmp_path / "gold").output
    assert "event     gold    2 pred    2 | found P 1.00 R 1.00 F1 1.000 [1.000, 1.000]" in output
    output = afatlas("evaluate", tmp_path / "gold", tmp_path / "pred").output
    assert "a: missed: 12 died in Kunduz on 2024-05-01" in output
    plain = json.loads(afatlas("evaluate", tmp_path / "gold", tmp_path / "pred", "--json").output)
    assert plain["kinds"]["event"]["found"]["recall"] == 0
    (tmp_path / "pred" / "a.jsonl").write_text('{"kind": "event"}\n')
    assert "a.jsonl:1: is no claim record" in (
        afatlas("evaluate", tmp_path / "gold", tmp_path / "pred", status=2).stderr
    )


def test_extract_goes_on_past_ids_and_titles_that_no_file_can_hold(tmp_path):
    texts(tmp_path, a=KUNDUZ)
    bad = [{"id": "\ud800"}, {"id": 150 * "é"}, {"id": "b", "title": "\ud800"}]
    entries = [{"path": "texts/a.txt"} | e for e in [*bad, {"id": 100 * "é"}]]
    out = tmp_path / "out"
    result = afatlas("extract", "--manifest", listing(tmp_path, *entries), "--out", out, status=3)
    told = result.stderr.splitlines()
    assert len(told) == 3
    for number, line in enumerate(told, 1):
        assert f"list.jsonl:{number}: " in line
    assert [path.name for path in out.iterdir()] == [100 * "é" + ".jsonl"]


RECORD = {
    "kind": "event", "stance": "asserted", "actors": [], "places": [{"country": "AF"}],
    "evidence": [{"start": 0, "end": 9, "quote": "x"}], "date_start": "2024-05-01",
    "deaths": {"low": 1, "best": None, "high": 2},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date_start": "2024-13-45"}, "date_start is '2024-13-45'; write it as YYYY-MM-DD"),
        ({"date_end": 20240501}, "date_end is 20240501; write it as YYYY-MM-DD or null"),
        ({"date_end": 0}, "date_end is 0; write it as YYYY-MM-DD or null"),
        ({"deaths": "seven"}, "deaths is 'seven'; write"),
        ({"injured": {"best": "seven"}}, "injured is {'best': 'seven'}; write"),
        ({"strength": []}, "strength is []; write"),
        ({"low": float("nan")}, "is no claim record of the codebook"),
        ({"deaths": {"low": float("inf")}}, "is no claim record of the codebook"),
        ({"high": True}, "high is True; write a number or null"),
        ({"change_pct": "5"}, "change_pct is '5'; write a number or null"),
        ({"places": [{"country": []}]}, "is no claim record of the codebook"),
        ({}, "says the same as line 1; remove one of them"),
    ],
)
def test_evaluate_names_the_line_of_a_record_it_cannot_measure(tmp_path, change, said):
    for name, records in (("good", [RECORD]), ("bad", [RECORD, RECORD | change])):
        (tmp_path / name).mkdir()
        lines = "\n".join(map(json.dumps, records))
        (tmp_path / name / "a.jsonl").write_text(lines)
    afatlas("evaluate", tmp_path / "good", tmp_path / "good")
    for gold, pred in (("bad", "good"), ("good", "bad")):
        error = afatlas("evaluate", tmp_path / gold, tmp_path / pred, status=2).stderr
        assert f"a.jsonl:2: {said}" in error


def test_evaluate_refuses_a_number_beyond_all_numbers(tmp_path):
    (tmp_path / "gold").mkdir()
    line = json.dumps(RECORD | {"low": 7}).replace('"low": 7', '"low": 1e999')
    (tmp_path / "gold" / "a.jsonl").write_text(line)
    error = afatlas("evaluate", tmp_path / "gold", tmp_path / "gold", status=2).stderr
    assert "a.jsonl:1: low is inf; write a number or null" in error


@pytest.fixture
def started(monkeypatch):
    """Catch the command that serve would become."""
    calls = []
    monkeypatch.setattr(serving, "start", calls.append)
    monkeypatch.setattr(os, "chdir", lambda _path: None)
    return calls


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_serve_builds_the_seeds_once_and_becomes_the_server(tmp_path, started):
    port = free_port()
    first = afatlas("serve", "--port", port)
    assert "Building a snapshot: there is none yet" in first.output
    assert f"Atlas on http://127.0.0.1:{port}" in first.output
    assert len(open_current(tmp_path / "store").tables["documents"]) == 5
    (command,) = started
    assert command[0] == sys.executable
    assert str(ROOT / "asgi.py") in command
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--server.port") + 1] == str(port)
    second = afatlas("serve", "--port", port, "--all-interfaces")
    assert "up to date" in second.output
    assert "no password" in second.output
    assert "0.0.0.0" in started[1]


def test_serve_renews_what_was_built_last_and_mends_a_damaged_store(tmp_path, started):
    folder = texts(tmp_path, a=KUNDUZ)
    afatlas("build", folder)
    (folder / "b.txt").write_text("15 died in Kunduz on 2024-05-01.")
    port = free_port()
    assert "have changed" in afatlas("serve", "--port", port).output
    assert len(open_current(tmp_path / "store").tables["documents"]) == 2
    snapshot = tmp_path / "store" / current_id(tmp_path / "store")
    (snapshot / "claims.parquet").write_bytes(b"")
    assert "damaged or missing" in afatlas("serve", "--port", port).output
    assert len(open_current(tmp_path / "store").tables["claims"]) == 3
    for path in (*folder.iterdir(), folder):
        path.unlink() if path.is_file() else path.rmdir()
    assert (
        "is gone, so the snapshot is shown as it was built"
        in afatlas("serve", "--port", port).output
    )
    assert len(started) == 3


def test_a_port_in_use_is_said_with_the_mend(started):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = afatlas("serve", "--port", port, status=2)
    assert f"port {port} is in use; choose another: make run PORT={port + 1}" in result.stderr
    assert started == []


def test_a_broken_data_file_is_named(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    for name in ("gazetteer.csv", "actors.csv"):
        (tmp_path / "data" / name).write_bytes((data_dir() / name).read_bytes()[:30])
    monkeypatch.setenv("AFATLAS_DATA", str(tmp_path / "data"))
    assert "gazetteer.csv" in afatlas("build", texts(tmp_path, a=KUNDUZ), status=2).stderr
    path = listing(tmp_path, {"id": "a", "path": "texts/a.txt"})
    out = Path("out")
    result = afatlas("extract", "--manifest", path, "--out", out, status=2)
    assert "gazetteer.csv" in result.stderr
    assert not out.exists()
