"""The list that `afatlas extract` is given: a bad line costs that line only."""

import json
from datetime import date

import pytest

from geo.documents.manifest import Entry, read_manifest
from geo.errors import DataError, DocumentError


def test_lines_are_read_in_order_and_bad_ones_reported(tmp_path):
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.txt").write_text("Two died in Herat.\r\n", newline="")
    lines = [
        '{"id": "a", "path": "t/a.txt", "title": "T", "published": "2024-05-01"}',
        "",
        "{broken",
        "[1]",
        '{"path": "t/a.txt"}',
        '{"id": "../up", "path": "t/a.txt"}',
        '{"id": "..", "path": "t/a.txt"}',
        '{"id": "b"}',
        '{"id": "c", "path": "t/a.txt", "published": "in May"}',
        '{"id": "a", "path": "t/a.txt"}',
        '{"id": "d", "path": "t/none.txt", "published": null}',
    ]
    listing = tmp_path / "list.jsonl"
    listing.write_text("\n".join(lines))
    got = list(read_manifest(listing))
    good = [entry for entry in got if isinstance(entry, Entry)]
    assert [entry.doc_id for entry in good] == ["a", "d"]
    assert len(got) == 10
    document = good[0].read().document
    assert document.text == "Two died in Herat.\r\n"
    assert (document.title, document.publisher, document.published) == ("T", "", date(2024, 5, 1))
    with pytest.raises(DocumentError, match="does not exist"):
        good[1].read()
    bad = [str(entry) for entry in got if isinstance(entry, DocumentError)]
    assert any("'../up' cannot name a file" in text for text in bad)
    assert f"{listing}:10: id is 'a' in line 1 of {listing}; give each its own id" in bad
    assert any("write it as YYYY-MM-DD or null" in text for text in bad)


@pytest.mark.parametrize(
    "day", ["2024-05-01", "2024-05-01T09:30:00Z", "2024-05-01 09:30", " 20240501 "]
)
def test_a_day_may_have_a_time(tmp_path, day):
    listing = tmp_path / "list.jsonl"
    listing.write_text(json.dumps({"id": "a", "path": "a.txt", "published": day}))
    (entry,) = read_manifest(listing)
    assert isinstance(entry, Entry)
    assert entry.origin.published == date(2024, 5, 1)


@pytest.mark.parametrize("day", ["2024-05-01 or so", "2024-05-01?", "2024-05-01/2024-06-01", "May"])
def test_a_day_that_is_not_sure_is_not_taken_for_one_that_is(tmp_path, day):
    listing = tmp_path / "list.jsonl"
    listing.write_text(json.dumps({"id": "a", "path": "a.txt", "published": day}))
    (bad,) = read_manifest(listing)
    assert isinstance(bad, DocumentError)
    assert "write it as YYYY-MM-DD or null" in str(bad)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (r'{"id": "b\ud800", "path": "a.txt"}', "cannot name a file; use letters and digits"),
        ('{"id": "' + 150 * "é" + '", "path": "a.txt"}', "longer than 200 bytes; shorten it"),
        ('{"id": "' + 201 * "b" + '", "path": "a.txt"}', "longer than 200 bytes; shorten it"),
        (r'{"id": "b\u202etxt", "path": "a.txt"}', "cannot name a file; use letters and digits"),
        ('{"path": "a.txt"}', 'has no id; give it an "id" that no other line has'),
        (r'{"id": "b", "path": "a.txt", "title": "T\udc80"}', "title holds '\\udc80', half a"),
        (r'{"id": "b", "path": "a.txt", "publisher": "\ud83d"}', "publisher holds '\\ud83d'"),
    ],
)
def test_text_that_no_file_can_hold_costs_its_line_only(tmp_path, line, said):
    listing = tmp_path / "list.jsonl"
    whole = [
        r'{"id": "\ud83d\ude00", "path": "a.txt", "title": "\ud83d\ude00"}',
        '{"id": "' + 100 * "é" + '", "path": "a.txt"}',
    ]
    listing.write_text("\n".join([whole[0], line, whole[1]]), encoding="utf-8")
    first, bad, last = read_manifest(listing)
    assert isinstance(first, Entry)
    assert first.doc_id == first.origin.title == "\U0001f600"
    assert isinstance(last, Entry)
    assert isinstance(bad, DocumentError)
    assert bad.path == f"{listing}:2"
    assert said in bad.reason
    str(bad).encode()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Report", "report"),
        ("\u00e9tat", "e\u0301tat"),
        ("E\u0301TAT", "\u00e9tat"),
        ("STRASSE", "stra\u00dfe"),
        ("\u03a3", "\u03c2"),
        ("\u1fb4", "\u1fb3\u0301"),
    ],
    ids=ascii,
)
def test_ids_that_are_one_file_to_some_system_are_refused(tmp_path, first, second):
    listing = tmp_path / "list.jsonl"
    ids = [first, "other", second, "report 2"]
    lines = [json.dumps({"id": i, "path": "a.txt"}, ensure_ascii=False) for i in ids]
    listing.write_text("\n".join(["", *lines]), encoding="utf-8")
    one, other, bad, last = read_manifest(listing)
    assert [entry.doc_id for entry in (one, other, last)] == [first, "other", "report 2"]
    assert str(bad) == (
        f"{listing}:4: id {second!r} names the same file as {first!r} in line 2 of {listing}; "
        "give each its own id"
    )


def test_a_list_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read as a list"):
        list(read_manifest(tmp_path / "none.jsonl"))
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"x:1: byte 0 is not UTF-8; save it as UTF-8"):
        list(read_manifest(tmp_path / "x"))
    (tmp_path / "x").write_bytes(
        b'{"id": "a", "path": "a.txt"}\n{"id": "caf\xe9", "path": "b.txt"}'
    )
    with pytest.raises(DataError, match=r"x:2: byte 40 is not UTF-8; save it as UTF-8"):
        list(read_manifest(tmp_path / "x"))
