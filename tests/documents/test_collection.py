"""Folders of texts: every file ends as a document or set aside with a reason."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from geo.codes import SourceKind
from geo.config import SEEDS
from geo.documents import reader
from geo.documents.collection import collect
from geo.documents.origin import read_origins
from geo.errors import DataError
from geo.fingerprints import input_digests

TEXT = "A suicide bombing in Kunduz in February 2025 left at least 5 dead and 7 injured.\n"


def folder(tmp_path, **files):
    root = tmp_path / "texts"
    for name, content in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def reasons(collection):
    return {aside.path: aside.reason for aside in collection.set_aside}


def test_the_seeds_are_what_their_origin_describes():
    collection = collect([SEEDS])
    assert [d.doc_id[:3] for d in collection.documents] == ["000", "001", "002", "003", "004"]
    assert not collection.set_aside
    for document in collection.documents:
        data = (SEEDS / f"{document.doc_id}.txt").read_bytes()
        assert document.text.encode() == data
        assert document.sha256 == hashlib.sha256(data).hexdigest()
        assert document.title
        assert document.published
        assert "inferred" in document.published_basis
        assert "sure to" in document.published_basis
        assert document.licence == "unknown"
    assert collection.documents[3].publisher == "AhlulBayt News Agency"
    assert collection.documents[3].source_kind is SourceKind.PRESS


def test_each_bad_file_gets_its_reason_and_the_good_ones_go_in(tmp_path):
    root = folder(
        tmp_path,
        **{
            "good.txt": TEXT,
            "empty.txt": b"",
            "binary.txt": b"\x00\x01\x02",
            "same.txt": TEXT,
            "picture.png": b"\x89PNG",
            "sub__deep.md": "# Attack in Herat\n\nTwo people were killed in Herat.\n",
            ".hidden.txt": "not read",
        },
    )
    collection = collect([root])
    assert [d.doc_id for d in collection.documents] == ["deep", "good"]
    assert reasons(collection) == {
        "texts/binary.txt": "is binary, not a text (see line 1, byte 0); "
        "save it as UTF-8 text, HTML or PDF",
        "texts/empty.txt": "is empty; put the text in, or remove the file",
        "texts/picture.png": "is no text that is read here "
        "(.htm, .html, .markdown, .md, .pdf, .text, .txt, .xhtml)",
        "texts/same.txt": "holds the same text as texts/good.txt; counted once, remove one",
    }
    assert all("no date of publication" in note for note in collection.notes)


def test_a_folder_without_texts_says_so(tmp_path):
    (tmp_path / "texts").mkdir()
    assert reasons(collect([tmp_path / "texts"])) == {
        "texts/": "holds no text (.htm, .html, .markdown, .md, .pdf, .text, .txt, .xhtml); "
        "put texts in"
    }


def test_a_missing_file_and_a_special_file_say_so(tmp_path):
    collection = collect([tmp_path / "gone.txt"])
    assert reasons(collection) == {"gone.txt": "does not exist; check the name"}


def test_a_text_of_50_mb_is_refused_without_being_read(tmp_path, monkeypatch):
    root = folder(tmp_path, **{"small.txt": TEXT})
    with (root / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    collection = collect([root])
    assert [d.doc_id for d in collection.documents] == ["small"]
    assert reasons(collection) == {
        "texts/huge.txt": "is too large (50 million bytes, the limit is 20 million); "
        "split it into its articles"
    }


def test_a_text_that_grows_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_TEXT", len(TEXT) - 1)
    root = folder(tmp_path, **{"a.html": f"<p>{TEXT}</p>"})
    assert "is too large" in reasons(collect([root]))["texts/a.html"]


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    root = folder(tmp_path, **{"a.txt": "Two were killed in Herat.", "b.txt": "x"})
    (root / "b.txt").unlink()
    (root / "b.txt").symlink_to(secret)
    (root / "inside.txt").symlink_to(root / "a.txt")
    collection = collect([root])
    assert [d.doc_id for d in collection.documents] == ["a"]
    assert reasons(collection) == {"texts/b.txt": "is a link out of its folder; copy the text in"}


def test_links_to_folders_and_locked_folders_are_said(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.txt").write_text(TEXT)
    root = folder(tmp_path, **{"a.txt": TEXT, "locked__b.txt": "Two died in Herat."})
    (root / "link").symlink_to(elsewhere)
    scan = os.scandir

    def scandir(path):
        if os.fspath(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    collection = collect([root])
    assert [d.doc_id for d in collection.documents] == ["a"]
    assert reasons(collection) == {
        "texts/link": "is a link to a folder; name that folder itself",
        "texts/locked": "cannot be opened (Permission denied); change its permissions",
    }


def test_a_file_name_that_is_no_utf8_is_spelled_out(tmp_path):
    root = folder(tmp_path, **{"a.txt": TEXT})
    odd = os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt")
    Path(odd).write_text("Two died in Herat.")
    assert [d.doc_id for d in collect([root]).documents] == ["a", "caf\\udce9"]
    assert "texts/caf\\udce9.txt" in input_digests([root])


def test_stems_that_clash_get_names_of_their_own(tmp_path):
    root = folder(tmp_path, **{"a__x.txt": "One in Kabul.", "b__x.txt": "Two in Herat."})
    names = [d.doc_id for d in collect([root]).documents]
    assert len(set(names)) == 2
    assert all(name.startswith("x-") for name in names)


def test_a_file_named_twice_goes_in_once(tmp_path):
    root = folder(tmp_path, **{"a.txt": TEXT})
    collection = collect([root, root / "a.txt", root])
    assert len(collection.documents) == 1
    assert not collection.set_aside


def test_origin_fills_what_the_file_does_not_say(tmp_path):
    root = folder(
        tmp_path,
        **{
            "a.txt": TEXT,
            "origin.toml": '[[document]]\nfile = "a.txt"\ntitle = "T"\npublisher = "UNAMA"\n'
            'published = "2025-02-12"\nsource_kind = "un"\nurl = "https://x.test/a"\n',
        },
    )
    (document,) = collect([root]).documents
    assert (document.title, document.publisher, document.published, document.source_kind) == (
        "T",
        "UNAMA",
        date(2025, 2, 12),
        SourceKind.UN,
    )
    assert document.licence == "unknown"
    (alone,) = collect([root / "a.txt"]).documents
    assert alone == document


def test_another_text_than_the_origin_describes_is_set_aside(tmp_path):
    root = folder(
        tmp_path,
        **{"a.txt": TEXT, "origin.toml": f'[[document]]\nfile = "a.txt"\nsha256 = "{"0" * 64}"\n'},
    )
    assert "is not the text that origin.toml describes" in reasons(collect([root]))["texts/a.txt"]


def test_an_origin_without_its_text_is_said(tmp_path):
    root = folder(tmp_path, **{"a.txt": TEXT, "origin.toml": '[[document]]\nfile = "b.txt"\n'})
    assert "is not there" in reasons(collect([root]))["texts/b.txt"]


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("[[document", "no valid TOML"),
        ("[document]\nfile = 'a'", "two brackets"),
        ("[[text]]\nfile = 'a'", "unknown entry 'text'"),
        ("[[document]]\ntitle = 'a'", "needs file ="),
        ("[[document]]\nfile = 'a'\npublsihed = 2024-01-01", "unknown key 'publsihed'"),
        ("[[document]]\nfile = 'a'\npublished = 'May 2024'", "write it as YYYY-MM-DD"),
        ("[[document]]\nfile = 'a'\ntitle = 3", "must be text in quotes"),
        ("[[document]]\nfile = 'a'\nsource_kind = 'blog'", "none of un, government"),
        ("[[document]]\nfile = 'a'\n[[document]]\nfile = 'a'", "twice"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_broken_origin_stops_the_run(tmp_path, content, match):
    root = folder(tmp_path, **{"origin.toml": content})
    with pytest.raises(DataError, match=match):
        read_origins(root / "origin.toml")
