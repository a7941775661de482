"""The command `diff`: what changed between two snapshots."""

from pathlib import Path

import click

from geo.cli.printing import clean
from geo.config import store_dir
from geo.store.diff import Difference, compare
from geo.store.snapshot import current_id, open_snapshot

_CURRENT = "current"


@click.command()
@click.argument("old")
@click.argument("new", default=_CURRENT)
@click.option("--claims", is_flag=True, help="List the claims too, not only the events.")
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of the store."
)
def diff(old: str, new: str, claims: bool, store: Path | None) -> None:
    """Tell what changed from snapshot OLD to snapshot NEW (default: the current one).

    Lists new, corrected and withdrawn events, with the fields that moved and why.
    """
    folder = store or store_dir()
    names = [current_id(folder) or name if name == _CURRENT else name for name in (old, new)]
    before, after = (open_snapshot(folder, name) for name in names)
    found = compare(before, after)
    for what in ("event", "claim"):
        some = [d for d in found if d.what == what]
        counts = {c: sum(d.change == c for d in some) for c in ("new", "corrected", "withdrawn")}
        told = ", ".join(f"{n} {change}" for change, n in counts.items())
        click.echo(f"{what}s: {told}; {sum(d.toll_moved for d in some)} tolls moved")
        if what == "event" or claims:
            for difference in some:
                _print(difference)


def _print(difference: Difference) -> None:
    ids = " -> ".join(dict.fromkeys(i for i in (difference.old_id, difference.new_id) if i))
    click.echo(f"  {difference.change:9} {ids}  ({clean(difference.reason)})")
    for moved in difference.moved:
        old, new = clean(moved.old) or "unknown", clean(moved.new) or "unknown"
        click.echo(f"      {moved.field}: {old} -> {new}")
