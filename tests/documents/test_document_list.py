"""The list that `afatlas extract` is given: a bad line costs that line only."""

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
    document = good[0].document()
    assert document.text == "Two died in Herat.\r\n"
    assert (document.title, document.publisher, document.published) == ("T", "", date(2024, 5, 1))
    with pytest.raises(DocumentError, match="does not exist"):
        good[1].document()
    bad = [str(entry) for entry in got if isinstance(entry, DocumentError)]
    assert any("'../up' cannot name a file" in text for text in bad)
    assert any("listed twice" in text for text in bad)
    assert any("write it as YYYY-MM-DD or null" in text for text in bad)


def test_a_list_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read as a list"):
        list(read_manifest(tmp_path / "none.jsonl"))
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="cannot be read as a list"):
        list(read_manifest(tmp_path / "x"))
