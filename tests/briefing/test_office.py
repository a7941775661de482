"""The deck opens in another program: converted by LibreOffice without a repair."""

import shutil

import pypdfium2
import pytest

from geo.briefing import export
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.errors import DeckError


@pytest.mark.slow
def test_libreoffice_makes_a_page_of_each_slide(material):
    if shutil.which("soffice") is None:
        with pytest.raises(DeckError, match="LibreOffice"):
            export.to_pdf(b"")
        return
    deck = Deck(slides=tuple(SlideSpec(kind=k, since_snapshot="s-before") for k in SlideKind))
    pages = pypdfium2.PdfDocument(export.write(deck, export.scenes(deck, material), ".pdf"))
    assert len(pages) == len(SlideKind)
    for page in pages:
        assert page.get_textpage().count_chars() > 100
        assert page.get_width() > page.get_height()
        picture = page.render(scale=0.5).to_pil().convert("L")
        darkest, lightest = picture.getextrema()
        assert darkest < 120 < 250 < lightest
        texts = page.get_textpage()
        right, low = page.get_width(), page.get_height()
        for n in range(texts.count_rects()):
            left, bottom, edge, top = texts.get_rect(n)
            assert -1 <= left <= edge <= right + 1, "cut at a side"
            assert -1 <= bottom <= top <= low + 1, "cut above or below"


def test_without_libreoffice_pdf_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DeckError, match=r"needs LibreOffice .*\.pptx or \.zip"):
        export.to_pdf(b"")
