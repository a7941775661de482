"""`afatlas brief`: write a briefing from a deck file or from one view, or compare two decks.

What draws slides is imported when a slide is wanted, so that `afatlas --help` stays quick.
"""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from geo import config
from geo.cli.printing import clean
from geo.errors import DeckError, SnapshotError

if TYPE_CHECKING:
    from geo.briefing.deck import Deck

_FORMATS: Final = ".pptx, .pdf, .png, .svg, .xlsx, .csv, .zip"
_KINDS: Final = (
    "choropleth", "choropleth_dots", "timeline", "group_profile", "presence_map", "contested",
    "tile_grid", "event_table", "key_figures", "quotes", "method", "changes",
)  # fmt: skip
_FILE: Final = click.Path(path_type=Path)


@click.command("brief")
@click.argument("deck_file", required=False, type=_FILE, metavar="[DECK.json]")
@click.argument("other_file", required=False, type=_FILE, metavar="[NEWER.json]")
@click.option("--view", help="Address of a page, or its query, instead of a deck file.")
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default="choropleth_dots",
    show_default=True,
    help="With --view: kind of slide.",
)
@click.option("--title", default="", help="With --view: title of the slide.")
@click.option("--since", default="", help="With --kind changes: snapshot of the last briefing.")
@click.option("--compare", is_flag=True, help="Say how NEWER.json differs from DECK.json.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File to write; its ending chooses the format ({_FORMATS}).",
)
@click.option("--print", "for_print", is_flag=True, help="PNG in 300 dpi (4000 x 2250 pixels).")
@click.option("--transparent", is_flag=True, help="PNG and SVG without the white paper.")
@click.option("--template", type=_FILE, help="A .pptx whose master is kept.")
@click.option("--store", type=_FILE, help="Folder of snapshots.")
def brief(
    deck_file: Path | None,
    other_file: Path | None,
    view: str | None,
    kind: str,
    title: str,
    since: str,
    compare: bool,
    out: Path | None,
    for_print: bool,
    transparent: bool,
    template: Path | None,
    store: Path | None,
) -> None:
    """Write a briefing: the same deck and snapshot give the same bytes.

    afatlas brief monday.json -o monday.pptx

    afatlas brief --view "groups=ISKP&since=2024-01" -o map.png

    afatlas brief --compare last-monday.json monday.json
    """
    from geo.briefing import deck as decks  # noqa: PLC0415 see the module's docstring

    if compare:
        if deck_file is None or other_file is None:
            raise click.UsageError("--compare needs two deck files, the older first")
        _say(decks.compare(decks.load(deck_file), decks.load(other_file)))
        return
    if other_file is not None:
        raise click.UsageError("two deck files are for --compare")
    if (deck_file is None) == (view is None):
        raise click.UsageError("give a deck file or --view, one of them")
    if out is None:
        raise click.UsageError("say where to write: -o FILE")
    deck = decks.load(deck_file) if deck_file else _of_view(view or "", kind, title, since)

    from geo.briefing import export, figure  # noqa: PLC0415 see the module's docstring
    from geo.briefing.material import gather  # noqa: PLC0415

    dpi = figure.PRINT_DPI if for_print else figure.SCREEN_DPI
    look = export.Look(dpi=dpi, transparent=transparent, template=template)
    try:
        material = gather(store or config.store_dir(), config.data_dir(), deck.snapshot)
    except SnapshotError as error:
        if deck.snapshot:
            raise DeckError(f"{deck_file or 'deck'}: snapshot: {error}") from error
        raise
    for sentence in export.warnings(deck, material):
        click.echo(clean(sentence), err=True)
    scenes = export.scenes(deck, material)
    content = export.write(deck, scenes, out.suffix.lower(), look)
    _replace(out, content)
    counted = f"{len(scenes)} slide{'s' if len(scenes) != 1 else ''}"
    click.echo(f"{out}: {counted}, {len(content):,} bytes, {material.frames.snapshot_id}", err=True)


def _say(differences: Iterable[str]) -> None:
    told = list(differences)
    for sentence in told:
        click.echo(clean(sentence))
    if not told:
        click.echo("The decks are the same.")


def _of_view(address: str, kind: str, title: str, since: str) -> "Deck":
    """A deck of one slide from the address of a page."""
    from geo.briefing.deck import Deck, SlideKind, SlideSpec  # noqa: PLC0415

    query = urlsplit(address).query if "?" in address else address
    slide = SlideSpec(kind=SlideKind(kind), title=title, query=query, since_snapshot=since)
    return Deck(title=title or "Briefing", slides=(slide,))


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".brief-", delete=False) as part:
        part.write(content)
    Path(part.name).chmod(0o644)
    os.replace(part.name, path)  # noqa: PTH105 atomic on every system
