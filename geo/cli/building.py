"""The command `build`: texts into a snapshot."""

import importlib
import json
from pathlib import Path
from typing import Any, Final

import click

from geo.cli.printing import clean, stages
from geo.config import SEEDS, data_dir, store_dir
from geo.errors import AtlasError, SnapshotError
from geo.pipeline import Report
from geo.pipeline import build as run

SOURCES: Final = "sources.json"
_SHOWN: Final = 50


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH …]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the store (default: var/store, or AFATLAS_STORE).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes to extract with; the result is the same.",
)
@click.option(
    "--ask-model",
    is_flag=True,
    help="Ask the language model of AFATLAS_LLM_URL too; needs the extra llm.",
)
def build(paths: tuple[Path, ...], out: Path | None, workers: int, ask_model: bool) -> None:
    """Read texts into a new snapshot and show it from now on.

    PATH is a text (.txt, .md, .html, .pdf) or a folder of texts; without one the five seed
    texts are read. A file origin.toml beside the texts gives title, publisher and date.
    Earlier snapshots stay; a build that fails changes nothing.
    """
    store = out or store_dir()
    endpoint = _endpoint() if ask_model else None
    with stages() as tell:
        report = run(
            paths or (SEEDS,),
            store_dir=store,
            data_dir=data_dir(),
            progress=tell,
            workers=workers,
            second=endpoint and (lambda reading: endpoint.ask(reading).claims),
        )
    remember(store, paths or (SEEDS,))
    for line in lines(report):
        click.echo(line)
    if endpoint:
        click.echo(f"  model      {endpoint.bill.line()}")
        for failure in endpoint.bill.failures[:_SHOWN]:
            click.echo(f"    {clean(failure)}")


def _endpoint() -> Any:
    """The endpoint of the environment; its module is loaded only when it is wanted."""
    try:
        asking = importlib.import_module("geo.asking")
    except ModuleNotFoundError as error:
        reason = 'asking a model needs the extra llm: pip install "afghan-incident-atlas[llm]"'
        raise AtlasError(reason) from error
    return asking.endpoint_from_environment()


def lines(report: Report) -> list[str]:
    """The run report in words."""
    told = ", ".join(f"{n} {kind}" for kind, n in report.claims.items())
    off_map = report.events - report.on_map
    out = [
        f"Snapshot {report.snapshot_id} in {report.seconds:.1f} s",
        f"  documents  {report.documents}",
        f"  claims     {told}; {report.review} held for review",
        f"  events     {report.events}: {report.on_map} on the map, {off_map} off it",
        f"  set aside  {len(report.set_aside)}",
    ]
    out += [
        f"    {clean(s.path)} ({s.stage}): {clean(s.reason)}" for s in report.set_aside[:_SHOWN]
    ]
    if (hidden := len(report.set_aside) - _SHOWN) > 0:
        out.append(f"    ... and {hidden} more, all on the page Sources")
    out += [f"  note       {clean(note)}" for note in report.notes[:_SHOWN]]
    if (hidden := len(report.notes) - _SHOWN) > 0:
        out.append(f"  ... and {hidden} more notes")
    return out


def remember(store: Path, paths: tuple[Path, ...]) -> None:
    """Note which texts the current snapshot is of, so that `serve` can renew it."""
    waiting = store / f"{SOURCES}.new"
    listed = [str(path.resolve()) for path in paths]
    waiting.write_text(json.dumps(listed, ensure_ascii=False) + "\n", encoding="utf-8")
    waiting.replace(store / SOURCES)


def remembered(store: Path) -> tuple[Path, ...]:
    """The texts of the latest build, the seeds where none is noted."""
    try:
        listed = json.loads((store / SOURCES).read_text(encoding="utf-8"))
        return tuple(Path(path) for path in listed) or (SEEDS,)
    except FileNotFoundError:
        return (SEEDS,)
    except (ValueError, TypeError) as error:
        raise SnapshotError(f"{store / SOURCES} is damaged; remove it and build again") from error
