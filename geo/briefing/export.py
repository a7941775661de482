"""From a deck and a snapshot to files: PPTX, PDF, PNG, SVG, XLSX, or a ZIP of all."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geo.briefing import figure, publish, sheets, slides, veil
from geo.briefing.archive import pack
from geo.briefing.compose import compose
from geo.briefing.deck import Deck
from geo.briefing.scene import Scene
from geo.briefing.view import Material
from geo.errors import DeckError

FORMATS: Final = (".pptx", ".pdf", ".png", ".svg", ".xlsx", ".csv", ".zip")
PUBLISHED: Final = "Briefing"
"""Title in the properties of a published file, whatever the deck is called."""
_OFFICE_SECONDS: Final = 120


def scenes(deck: Deck, material: Material) -> list[Scene]:
    """Compose every slide of a deck, with publish mode applied where the deck asks for it.

    Raises:
        DeckError: If the deck is empty, or a slide asks for what does not exist.
    """
    if not deck.slides:
        raise DeckError("the deck has no slides; add one on the Briefing page or to its JSON")
    deck, _ = veil.cleared(deck, material.frames, material.names)
    frames, words = publish.apply(material.frames, material.manifest, deck.publish)
    shown = replace(material, frames=frames, published=words)
    return [compose(spec, shown, f"slide {n}") for n, spec in enumerate(deck.slides, 1)]


def warnings(deck: Deck, material: Material) -> list[str]:
    """What publish mode took out of the briefer's own words, and what it asks about."""
    return veil.cleared(deck, material.frames, material.names)[1]


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are drawn.

    Attributes:
        dpi: Pixels an inch of a PNG.
        transparent: Whether PNG and SVG leave the paper out.
        template: A company's .pptx, for PPTX and PDF.
    """

    dpi: float = figure.SCREEN_DPI
    transparent: bool = False
    template: Path | None = None


def write(deck: Deck, drawn: Sequence[Scene], suffix: str, look: Look | None = None) -> bytes:
    """Write composed slides in one format.

    Args:
        deck: The deck, for its title.
        drawn: Its slides, from `scenes`.
        suffix: One of `FORMATS`; .png, .svg and .csv take a deck of one slide.
        look: How pictures are drawn, and on which template.

    Raises:
        DeckError: If the format is unknown, takes one slide only, or needs a missing program.
    """
    look = look or Look()
    title = PUBLISHED if deck.publish.on else deck.title
    whole: dict[str, Callable[[], bytes]] = {
        ".pptx": lambda: slides.pptx(drawn, title=title, template=look.template),
        ".pdf": lambda: to_pdf(slides.pptx(drawn, title=title, template=look.template)),
        ".xlsx": lambda: sheets.to_xlsx(drawn),
        ".zip": lambda: _everything(deck, drawn, title, look),
    }
    if suffix in whole:
        return whole[suffix]()
    if suffix not in FORMATS:
        raise DeckError(f"cannot write {suffix or 'no ending'}; use {', '.join(FORMATS)}")
    if len(drawn) != 1:
        raise DeckError(f"{suffix} holds one slide, the deck has {len(drawn)}; use .zip")
    return _single(drawn[0], suffix, look)


def _single(scene: Scene, suffix: str, look: Look) -> bytes:
    if suffix == ".png":
        return figure.png(scene, dpi=look.dpi, transparent=look.transparent)
    if suffix == ".svg":
        return figure.svg(scene, transparent=look.transparent)
    return sheets.to_csv(scene)


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


def _everything(deck: Deck, drawn: Sequence[Scene], title: str, look: Look) -> bytes:
    files = {
        "deck.pptx": slides.pptx(drawn, title=title, template=look.template),
        "data.xlsx": sheets.to_xlsx(drawn),
    }
    if not deck.publish.on:  # the deck names its undisclosed publishers
        files["deck.json"] = deck.dumps().encode()
    for number, scene in enumerate(drawn, 1):
        for suffix in (".png", ".svg", ".csv"):
            files[f"{number:02d}-{scene.kind}{suffix}"] = _single(scene, suffix, look)
    return pack(files)
