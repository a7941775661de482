"""From a deck and a snapshot to files: PPTX, PDF, PNG, SVG, XLSX, or a ZIP of all."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from geo.briefing import figure, publish, sheets, slides
from geo.briefing.archive import pack
from geo.briefing.compose import compose
from geo.briefing.deck import Deck
from geo.briefing.scene import Scene
from geo.briefing.view import Material
from geo.errors import DeckError

FORMATS: Final = (".pptx", ".pdf", ".png", ".svg", ".xlsx", ".csv", ".zip")
_OFFICE_SECONDS: Final = 120


def scenes(deck: Deck, material: Material) -> list[Scene]:
    """Compose every slide of a deck, with publish mode applied where the deck asks for it.

    Raises:
        DeckError: If the deck is empty, or a slide asks for what does not exist.
    """
    if not deck.slides:
        raise DeckError("the deck has no slides; add one on the Briefing page or to its JSON")
    frames, words = publish.apply(material.frames, material.manifest, deck.publish)
    shown = Material(
        frames=frames,
        manifest=material.manifest,
        names=material.names,
        provinces=material.provinces,
        districts=material.districts,
        population=material.population,
        published=words,
        before=material.before,
    )
    return [compose(spec, shown, f"slide {n}") for n, spec in enumerate(deck.slides, 1)]


def write(deck: Deck, drawn: Sequence[Scene], suffix: str, template: Path | None = None) -> bytes:
    """Write composed slides in one format.

    Args:
        deck: The deck, for its title.
        drawn: Its slides, from `scenes`.
        suffix: One of `FORMATS`; .png, .svg and .csv take a deck of one slide.
        template: A company's .pptx, for .pptx and .pdf.

    Raises:
        DeckError: If the format is unknown, takes one slide only, or needs a missing program.
    """
    if suffix == ".pptx":
        return slides.pptx(drawn, title=deck.title, template=template)
    if suffix == ".pdf":
        return to_pdf(slides.pptx(drawn, title=deck.title, template=template))
    if suffix == ".xlsx":
        return sheets.to_xlsx(drawn)
    if suffix == ".zip":
        return _everything(deck, drawn, template)
    singles = {".png": figure.png, ".svg": figure.svg, ".csv": sheets.to_csv}
    if suffix not in singles:
        raise DeckError(f"cannot write {suffix or 'no ending'}; use {', '.join(FORMATS)}")
    if len(drawn) != 1:
        raise DeckError(f"{suffix} holds one slide, the deck has {len(drawn)}; use .zip")
    return singles[suffix](drawn[0])


def to_pdf(deck: bytes) -> bytes:
    """Convert a PPTX with LibreOffice, or raise `DeckError` where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise DeckError("PDF needs LibreOffice (soffice), not found; use .pptx or .zip")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "deck.pptx"
        source.write_bytes(deck)
        command = [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 a fixed command, no shell, our own file
                command, check=True, capture_output=True, timeout=_OFFICE_SECONDS
            )
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise DeckError("LibreOffice could not write the PDF; use .pptx or .zip") from error


def _everything(deck: Deck, drawn: Sequence[Scene], template: Path | None) -> bytes:
    files = {
        "deck.pptx": slides.pptx(drawn, title=deck.title, template=template),
        "data.xlsx": sheets.to_xlsx(drawn),
    }
    if not deck.publish.on:  # the deck names its undisclosed publishers
        files["deck.json"] = deck.dumps().encode()
    for number, scene in enumerate(drawn, 1):
        stem = f"{number:02d}-{scene.kind}"
        files |= {
            f"{stem}.png": figure.png(scene),
            f"{stem}.svg": figure.svg(scene),
            f"{stem}.csv": sheets.to_csv(scene),
        }
    return pack(files)
