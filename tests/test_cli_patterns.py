"""The command `patterns`: what is declared, whether it holds, and where it fires."""

import re
import shutil
import tomllib

import pytest
from commands import afatlas

from geo.cli.printing import exact
from geo.config import ROOT, data_dir

TEXT = "A suicide bombing killed nine in Kunduz; no ISKP fighters \u202eoperate in Kunar."


def test_every_declared_pattern_is_listed_and_holds():
    lines = afatlas("patterns").output.splitlines()
    count = 0
    for path in sorted((data_dir() / "patterns").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]:
            (line,) = [ln for ln in lines if ln.split()[:2] == [path.name, row["id"]]]
            sorts = [row.get(key) for key in ("role", "activity", "metric")]
            assert any(sort in line.split() for sort in sorts if sort)
            assert f"{len(row['positive'])} positive, {len(row['negative'])} negative" in line
            assert line.endswith(": all hold")
            count += 1
    assert lines[-1] == f"{count} patterns in 3 files; examples fail in 0"


@pytest.mark.parametrize("name", ["suicide_attack", "denied.no_group", "stat.single"])
def test_one_pattern_is_shown_with_its_expression_and_examples(name):
    output = afatlas("patterns", name).output
    rows = [
        row
        for path in (data_dir() / "patterns").glob("*.toml")
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]
        if row["id"] == name
    ]
    (row,) = rows
    assert re.search(r"^  expression  \S", output, re.MULTILINE)
    if "expression" in row:
        assert f"  expression  {row['expression']}\n" in output
    for label in ("positive", "negative"):
        for phrase in row[label]:
            assert f"  {label}    holds  {phrase}\n" in output


def fires(output):
    """(words, id) of each place printed, once their offsets are right."""
    found = re.findall(r"^\[(\d+):(\d+)\] '(.*)'  (\S+) \(", output, re.MULTILINE)
    for start, end, words, _ in found:
        assert TEXT[int(start) : int(end)] == words.replace(r"\u202e", "\u202e")
    return [(words, name) for _, _, words, name in found]


def test_where_patterns_fire_in_a_text_or_a_file(tmp_path):
    output = afatlas("patterns", "--on", TEXT).output
    found = fires(output)
    assert ("suicide bombing", "suicide_attack") in found
    assert (r"no ISKP fighters \u202eoperate", "denied.no_group") in found
    assert "\u202e" not in output
    assert f"{len(found)} places in {len(TEXT)} characters" in output
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert afatlas("patterns", "--on", path).output == output
    only = fires(afatlas("patterns", "suicide_attack", "--on", TEXT).output)
    assert only == [("suicide bombing", "suicide_attack")]
    for quiet in ("", "x" * 5000):
        assert afatlas("patterns", "--on", quiet).output.startswith("0 places in ")


WRAPPED = (
    "A man died in Kunduz. According to police the gunmen who had come at night shot\r\n"
    "dead two elders of the village, and then set fire to the homes of the people who\r\n"
    "live there. Later a soft\u00adware seller was hurt when a roadside bomb explo\u00added,\r\n"
    "and the provincial council said that there were no ISKP fighters who would operate\r\n"
    "in Kunar at all.\r\n"
)


def test_offsets_are_those_of_a_hard_wrapped_file_as_written(tmp_path):
    path = tmp_path / "wrapped.txt"
    path.write_text(WRAPPED, encoding="utf-8", newline="")
    output = afatlas("patterns", "--on", path).output
    found = re.findall(r"^\[(\d+):(\d+)\] '(.*)'  (\S+) \(", output, re.MULTILINE)
    for start, end, words, _ in found:
        assert exact(WRAPPED[int(start) : int(end)]) == words
    words = {name: words for _, _, words, name in found}
    assert words["shot"] == r"shot\r\ndead"
    assert words["exploded"] == r"explo\xadded"
    assert words["denied.no_group"] == "no ISKP fighters who would operate"
    assert f"places in {len(WRAPPED)} characters" in output


def test_a_file_in_another_encoding_is_read_and_said(tmp_path):
    path = tmp_path / "western.txt"
    path.write_bytes("The Taliban’s suicide bombing killed nine in Kunduz.".encode("cp1252"))
    result = afatlas("patterns", "--on", path)
    assert "'suicide bombing'  suicide_attack" in result.stdout
    assert "western.txt: holds 1 byte that is not UTF-8, the first in line 1" in result.stderr
    path.write_bytes(b"A bomb\0 killed nine.")
    assert "is binary, not a text (see line 1, byte 6)" in afatlas(
        "patterns", "--on", path, status=2
    ).stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "no pattern 'nonsense'; `afatlas patterns` lists the ids"),
        (["--on", "gone.txt"], "gone.txt: does not exist; check the name"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(arguments, said):
    assert said in " ".join(afatlas("patterns", *arguments, status=2).stderr.split())


def test_an_example_that_fails_and_a_folder_without_patterns_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("AFATLAS_DATA", str(tmp_path))
    assert "holds no pattern file" in afatlas("patterns", status=2).stderr
    shutil.copytree(ROOT / "data" / "patterns", tmp_path / "patterns")
    for name, phrase in (
        ("events", "suicide rates rose"),
        ("presence", "no one was hurt in PLACE"),
    ):
        path = tmp_path / "patterns" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        other = {"events": "a suicide bombing", "presence": "no MEN are operating in PLACE"}[name]
        path.write_text(text.replace(f'"{phrase}"', f'"{other}"', 1), encoding="utf-8")
    output = afatlas("patterns", status=1).output
    assert output.count("1 FAIL\n") == 2
    assert output.endswith("examples fail in 2\n")
    shown = afatlas("patterns", "suicide_attack", status=1).output
    assert "  negative    FAILS  a suicide bombing\n" in shown
