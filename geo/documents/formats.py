"""The text of each kind of file: plain text and Markdown as they stand, HTML, PDF."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pypdfium2
from lxml.etree import LxmlError
from pypdfium2 import PdfiumError
from trafilatura import bare_extraction

from geo.documents.decoding import decode
from geo.documents.origin import iso_day
from geo.errors import DocumentError

PLAIN: Final = frozenset({".txt", ".text", ""})
MARKDOWN: Final = frozenset({".md", ".markdown"})
HTML: Final = frozenset({".html", ".htm", ".xhtml"})
PDF: Final = frozenset({".pdf"})
SUFFIXES: Final = (PLAIN - {""}) | MARKDOWN | HTML | PDF
_FRONT_MATTER: Final = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_CHARSET: Final = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD: Final = 4096
_ENTRY: Final = re.compile(r"^([A-Za-z_]{1,40})[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_FIELDS: Final = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "licence": "licence",
    "license": "licence",
}
# Dates later than this are faults of a page's metadata; fixed so that no clock is asked.
_LATEST: Final = "2100-01-01"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds.

    Attributes:
        text: The text that offsets count.
        stated: What the file says of itself: title, publisher, url, licence.
        published: Day of publication that the file states, or None.
        basis: How that day is known, "" without one.
        note: "" or a sentence for the run report.
    """

    text: str
    stated: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    basis: str = ""
    note: str = ""


def content(data: bytes, path: Path) -> Content:
    """Take the text out of a file by the kind that its name tells.

    Raises:
        DocumentError: The file holds no text that can be read.
    """
    suffix = path.suffix.lower()
    if suffix in PDF or data.startswith(b"%PDF-"):
        return _pdf(data, path)
    if suffix in HTML:
        return _html(data, path)
    decoded = decode(data, path)
    if suffix in MARKDOWN:
        return _markdown(decoded.text, decoded.note, path)
    return Content(decoded.text, note=decoded.note)


def _markdown(text: str, note: str, path: Path) -> Content:
    """Read front matter, where there is some, and leave it out of the text."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Content(text, note=note)
    body = text[found.end() :]
    if not body.strip():
        raise DocumentError(path, "holds front matter but no text below it; put the text in")
    stated: dict[str, str] = {}
    published = None
    for key, value in _ENTRY.findall(found[1]):
        name = _FIELDS.get(key.lower())
        plain = value.strip().strip("\"'")
        if name == "published":
            published = _day(plain, path)
        elif name and plain:
            stated[name] = plain
    basis = "stated in the file's front matter" if published else ""
    return Content(body, stated, published, basis, note)


def _html(data: bytes, path: Path) -> Content:
    charset = _CHARSET.search(data[:_HEAD])
    decoded = decode(data, path, declared=charset[1].decode("ascii") if charset else "")
    try:
        page: Any = bare_extraction(
            decoded.text,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "max_date": _LATEST},
        )
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(path, "is HTML that cannot be read; save the page as text") from error
    if page is None or not (page.text or "").strip():
        raise DocumentError(path, "holds no article text; save the article as plain text")
    pairs = {
        "title": page.title,
        "publisher": page.sitename,
        "url": page.url,
        "licence": page.license,
    }
    stated = {key: str(value) for key, value in pairs.items() if value}
    published = _day(page.date, path) if page.date else None
    basis = "stated in the page's metadata" if published else ""
    return Content(page.text, stated, published, basis, decoded.note)


def _pdf(data: bytes, path: Path) -> Content:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        reason = "is a PDF that is damaged or needs a password; save it again without"
        raise DocumentError(path, reason) from error
    try:
        pages = [_page_text(pdf, number) for number in range(len(pdf))]
        title = str(pdf.get_metadata_dict().get("Title") or "")
    except PdfiumError as error:
        raise DocumentError(path, "is a damaged PDF; fetch it again") from error
    finally:
        pdf.close()
    text = "\n\n".join(pages)
    if not text.strip():
        raise DocumentError(path, "is a PDF of pictures without text; run text recognition first")
    return Content(text, {"title": title} if title else {})


def _page_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page; pdfium marks a hyphen at the end of a line by U+FFFE."""
    page = pdf[number]
    try:
        text: str = page.get_textpage().get_text_bounded()
    finally:
        page.close()
    return text.replace("\r\n", "\n").replace("\ufffe\n", "").replace("\ufffe", "")


def _day(value: str, path: Path) -> date:
    try:
        return iso_day(value)
    except ValueError as error:
        reason = f"states the date {value!r}; write it as YYYY-MM-DD, or leave it out"
        raise DocumentError(path, reason) from error
