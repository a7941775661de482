"""`afatlas brief`: write a briefing from a deck file or from one view."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import click

from geo import config
from geo.briefing import deck as decks
from geo.briefing import export
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.briefing.material import gather


@click.command("brief")
@click.argument("deck_file", required=False, type=click.Path(path_type=Path), metavar="[DECK.json]")
@click.option("--view", help="Address of a page, or its query, instead of a deck file.")
@click.option(
    "--kind",
    type=click.Choice([str(k) for k in SlideKind]),
    default=str(SlideKind.CHOROPLETH_DOTS),
    show_default=True,
    help="With --view: kind of slide.",
)
@click.option("--title", default="", help="With --view: title of the slide.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File to write; its ending chooses the format ({', '.join(export.FORMATS)}).",
)
@click.option("--template", type=click.Path(path_type=Path), help="A .pptx whose master is kept.")
@click.option("--store", type=click.Path(path_type=Path), help="Folder of snapshots.")
def brief(
    deck_file: Path | None,
    view: str | None,
    kind: str,
    title: str,
    out: Path,
    template: Path | None,
    store: Path | None,
) -> None:
    """Write a briefing: the same deck and snapshot give the same bytes.

    afatlas brief monday.json -o monday.pptx

    afatlas brief --view "groups=ISKP&since=2024-01" -o map.png
    """
    if (deck_file is None) == (view is None):
        raise click.UsageError("give a deck file or --view, one of them")
    if deck_file is not None:
        deck = decks.load(deck_file)
    else:
        address = view or ""
        query = urlsplit(address).query if "?" in address else address
        slide = SlideSpec(kind=SlideKind(kind), title=title, query=query)
        deck = Deck(title=title or "Briefing", slides=(slide,))
    material = gather(store or config.store_dir(), config.data_dir(), deck.snapshot)
    scenes = export.scenes(deck, material)
    content = export.write(deck, scenes, out.suffix.lower(), template)
    _replace(out, content)
    counted = f"{len(scenes)} slide{'s' if len(scenes) != 1 else ''}"
    click.echo(f"{out}: {counted}, {len(content):,} bytes, {material.frames.snapshot_id}", err=True)


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".brief-", delete=False) as part:
        part.write(content)
    Path(part.name).chmod(0o644)
    os.replace(part.name, path)  # noqa: PTH105 atomic on every system
