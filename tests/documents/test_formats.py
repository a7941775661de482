"""Markdown, HTML and PDF: their text, and what they say of themselves."""

import contextlib
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.backends.backend_pdf import PdfPages

from geo.documents.formats import content
from geo.errors import DocumentError

BODY = "A suicide bombing in Kunduz in February 2025 left at least 5 dead and 7 injured. "


def test_front_matter_is_read_and_left_out_of_the_text():
    data = '---\ntitle: "Blast"\ndate: 2025-02-12\nsource: Amu\nlicense: CC BY\n---\nTwo died.\n'
    found = content(data.encode(), Path("a.md"))
    assert found.text == "Two died.\n"
    assert found.published == date(2025, 2, 12)
    assert found.stated == {"title": "Blast", "publisher": "Amu", "licence": "CC BY"}


def test_a_rule_in_a_text_is_no_front_matter():
    text = "Two died.\n---\nThree died.\n---\n"
    assert content(text.encode(), Path("a.md")).text == text
    assert content(f"---\n{text}".encode(), Path("a.txt")).text == f"---\n{text}"


def test_a_date_that_is_none_is_refused():
    with pytest.raises(DocumentError, match="YYYY-MM-DD"):
        content(b"---\ndate: yesterday\n---\nTwo died.\n", Path("a.md"))


def test_html_gives_the_article_and_its_metadata():
    page = (
        "<html><head><title>Blast</title>"
        "<meta property='article:published_time' content='2025-02-12T10:00:00Z'>"
        "<meta property='og:site_name' content='Amu TV'></head><body><nav>Home News</nav>"
        f"<article><h1>Blast</h1><p>{BODY * 3}</p><p>&lt;script&gt;alert(1)&lt;/script&gt; {BODY}"
        "</p><script>alert(2)</script></article></body></html>"
    )
    found = content(page.encode(), Path("a.html"))
    assert BODY.strip() in found.text
    assert "alert(2)" not in found.text
    assert "<script>alert(1)</script>" in found.text
    assert found.published == date(2025, 2, 12)
    assert found.stated["publisher"] == "Amu TV"


def test_html_is_read_in_the_encoding_that_it_declares():
    body = "بنج کشته در کندز بر جا ماند. " * 30
    page = f"<html><head><meta charset='windows-1256'></head><body><p>{body}</p></body></html>"
    found = content(page.encode("cp1256", "replace"), Path("a.html"))
    assert "کشته در" in found.text
    assert found.note == ""


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<<<>>>", "<div>" * 5000, "&" * 999],
    ids=["bare", "junk", "deep", "amp"],
)
def test_html_without_an_article_is_refused_or_read_without_a_crash(page):
    with contextlib.suppress(DocumentError):
        assert content(page.encode(), Path("a.html")).text.strip()


def pdf(path, *pages):
    with PdfPages(path) as file:
        for text in pages:
            figure = plt.figure()
            figure.text(0.1, 0.5, text)
            file.savefig(figure)
            plt.close(figure)
    return path.read_bytes()


def test_pdf_gives_the_text_of_all_pages(tmp_path):
    data = pdf(tmp_path / "a.pdf", "Five dead in Kunduz.", "Two dead in Herat.")
    found = content(data, Path("a.pdf"))
    assert "Five dead in Kunduz." in found.text
    assert "Two dead in Herat." in found.text
    assert found.published is None


@pytest.mark.parametrize(
    ("data", "match"),
    [(b"%PDF-1.7 broken", "damaged"), (b"", "damaged"), (b"no pdf at all", "damaged")],
)
def test_a_broken_pdf_is_refused(data, match):
    with pytest.raises(DocumentError, match=match):
        content(data, Path("a.pdf"))


def test_a_pdf_of_pictures_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="run text recognition"):
        content(pdf(tmp_path / "a.pdf", ""), Path("a.pdf"))
