"""Commands about places: `geocode`, `gazetteer`, `check`."""

import csv
from pathlib import Path

import click

from geo.config import data_dir
from geo.errors import DataError
from geo.places.batch import RESULT_COLUMNS, answer
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver


def load_gazetteer() -> Gazetteer:
    """The project's gazetteer with the curator's own additions."""
    folder = data_dir()
    return Gazetteer.read(folder / "gazetteer.csv", folder / "gazetteer.local.csv")


@click.command()
@click.option(
    "--in",
    "source",
    type=click.Path(path_type=Path),
    required=True,
    help="CSV with the column query and, if you like, within.",
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="CSV to write: the same rows in the same order, with the answers.",
)
def geocode(source: Path, target: Path) -> None:
    """Look up the place names of a CSV file.

    Each row gets a status: resolved, ambiguous or unresolved. Nothing is guessed.
    """
    resolver = PlaceResolver(load_gazetteer())
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "query" not in (rows.fieldnames or ()):
                raise DataError(source, 1, "lacks the column query; name the column of toponyms so")
            records = [{"query": r["query"] or "", "within": r.get("within") or ""} for r in rows]
    except UnicodeDecodeError as error:
        raise DataError(source, 0, "is not UTF-8; save it again as UTF-8") from error
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("query", "within", *RESULT_COLUMNS), lineterminator="\n")
        writer.writeheader()
        for record in records:
            writer.writerow(record | answer(resolver, record["query"], record["within"]))
