"""Commands about places: `geocode`, `gazetteer`, `check`."""

import csv
import re
import unicodedata
from pathlib import Path

import click

from geo.cli.online import suggestions
from geo.cli.printing import clean
from geo.codes import PlaceKind, WherePrec
from geo.config import data_dir, store_dir
from geo.errors import DataError
from geo.extract.knowledge import Knowledge
from geo.model import Place
from geo.places.additions import LOCAL, add_place
from geo.places.batch import RESULT_COLUMNS, answer
from geo.places.check import check_places
from geo.places.gazetteer import Gazetteer, surface_names
from geo.places.geocoder import Ambiguous, PlaceResolver, Resolved
from geo.places.worklist import open_names, worklist
from geo.store.snapshot import open_current

_FILE = click.Path(path_type=Path, dir_okay=False)


def load_gazetteer() -> Gazetteer:
    """The project's gazetteer with the curator's own additions."""
    folder = data_dir()
    return Gazetteer.read(folder / "gazetteer.csv", folder / LOCAL)


@click.command()
@click.option(
    "--in",
    "source",
    type=_FILE,
    required=True,
    help="CSV with the column query and, if you like, within.",
)
@click.option(
    "--out",
    "target",
    type=_FILE,
    required=True,
    help="CSV to write: one row a query, in order, with the answer.",
)
def geocode(source: Path, target: Path) -> None:
    """Look up the place names of a CSV file. Nothing is guessed.

    Each row gets a status: resolved, ambiguous or unresolved. An unresolved name keeps the
    province and district of the larger place in `within`.
    """
    resolver = PlaceResolver(load_gazetteer())
    queries = _queries(source)
    counts = dict.fromkeys(("resolved", "ambiguous", "unresolved"), 0)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("query", "within", *RESULT_COLUMNS), lineterminator="\n")
        writer.writeheader()
        for query, within in queries:
            cells = answer(resolver, query, within)
            counts[cells["status"]] += 1
            writer.writerow({"query": query, "within": within} | cells)
    told = ", ".join(f"{n} {status}" for status, n in counts.items())
    click.echo(f"{len(queries)} names: {told}", err=True)


def _queries(source: Path) -> list[tuple[str, str]]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "query" not in (rows.fieldnames or ()):
                raise DataError(source, 1, "lacks the column query; name the column of toponyms so")
            return [(row["query"] or "", row.get("within") or "") for row in rows]
    except UnicodeDecodeError as error:
        raise DataError(source, 0, "is not UTF-8; save it again as UTF-8") from error
    except csv.Error as error:
        raise DataError(source, 0, f"is not a CSV file ({error}); save it as CSV") from error


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the data files. Prints one sentence per fault; status 1 if there is any.

    Gazetteer and boundaries are checked against each other, the lexicons by reading them.
    """
    folder = data_dir()
    faults = [str(fault) for fault in check_places(folder)]
    if not faults:
        try:
            Knowledge.load(folder)
        except DataError as error:
            faults.append(str(error))
    for fault in faults:
        click.echo(clean(fault), err=True)
    if faults:
        many = "fault" if len(faults) == 1 else "faults"
        click.echo(f"{len(faults)} {many} in {folder}", err=True)
        ctx.exit(1)
    places = load_gazetteer()
    kinds = {kind: sum(p.kind is kind for p in places) for kind in PlaceKind}
    told = ", ".join(f"{n} of kind {kind}" for kind, n in kinds.items())
    click.echo(f"No fault in {folder}: {len(places)} places ({told}).")


@click.group()
def gazetteer() -> None:
    """Look at the gazetteer and add to it. Own places live in a file that updates leave alone."""


@gazetteer.command()
@click.argument("name")
@click.option("--within", help="A larger place.")
@click.option("--online", is_flag=True, help="Ask Nominatim too; its answers are only printed.")
def show(name: str, within: str | None, online: bool) -> None:
    """Show what a name means, in any script. NAME may also be the id of a place."""
    places = load_gazetteer()
    if place := places.get(name):
        _print(place)
    else:
        found = PlaceResolver(places).resolve(name, within=within)
        if isinstance(found, Resolved):
            _print(found.place)
            click.echo(f"  why        {found.reason}")
            for other in found.rejected:
                click.echo(f"  not        {_line(other)}")
        elif isinstance(found, Ambiguous):
            click.echo(f"{clean(name)} is ambiguous; it may be")
            for other in found.candidates:
                click.echo(f"  {_line(other)}")
        else:
            click.echo(f"{clean(name)} is not known" + (f" within {within}" if within else ""))
            for other in found.suggestions:
                click.echo(f"  similar    {_line(other)}")
    if online:
        for line in suggestions(name):
            click.echo(f"  online     {clean(line)}")


@gazetteer.command()
@click.argument("name")
@click.option("--kind", type=click.Choice([str(k) for k in PlaceKind]), default="city")
@click.option("--country", default="AF", help="ISO 3166-1 alpha-2.")
@click.option("--adm1", help="Province, ISO 3166-2 such as AF-KDZ.")
@click.option("--adm2", help="District id, such as AF-D-KDZ-kunduz.")
@click.option("--lat", type=float, help="Degrees north; leave out what no source supports.")
@click.option("--lon", type=float, help="Degrees east.")
@click.option("--alias", "aliases", multiple=True, help="Another spelling; may be repeated.")
@click.option("--name-fa", default="", help="Dari name.")
@click.option("--name-ps", default="", help="Pashto name.")
@click.option("--source", required=True, help="Where you know the place from.")
def add(
    name: str, kind: str, country: str, adm1: str | None, adm2: str | None, lat: float | None,
    lon: float | None, aliases: tuple[str, ...], name_fa: str, name_ps: str, source: str,
) -> None:  # fmt: skip
    """Add a place of your own, or say in one sentence why it cannot be."""
    folder = data_dir()
    precision = WherePrec.EXACT
    if lat is None and lon is None:
        precision = WherePrec.ADM2 if adm2 else WherePrec.ADM1 if adm1 else WherePrec.COUNTRY
    try:
        place = Place(
            place_id=f"x-own-{(adm1 or country).lower()}-{_slug(name)}", name=name,
            kind=PlaceKind(kind), country=country, adm1=adm1, adm2=adm2, lat=lat, lon=lon,
            where_prec=precision, names=aliases, name_fa=name_fa, name_ps=name_ps, source=source,
        )  # fmt: skip
    except ValueError as error:
        raise DataError(folder / LOCAL, 0, f"not written: {error}") from error
    path = add_place(place, folder)
    click.echo(f"Added {place.place_id} to {path}.")


@gazetteer.command(name="worklist")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of the store."
)
def show_worklist(limit: int, store: Path | None) -> None:
    """List names that texts use and the gazetteer leaves open, the most frequent first."""
    items = worklist(open_names(open_current(store or store_dir()).tables["toponyms"]))
    places = load_gazetteer()
    click.echo(f"{len(items)} names are open")
    for item in items[:limit]:
        docs = f"{len(item.documents)} documents"
        click.echo(f"{clean(item.toponym)}  {item.status}, {item.mentions} mentions in {docs}")
        for quote in item.quotes:
            click.echo(f"    “{clean(quote)}”")
        for place_id in item.suggestions:
            if place := places.get(place_id):
                click.echo(f"    perhaps {_line(place)}")


def _print(place: Place) -> None:
    click.echo(_line(place))
    rows = (
        ("names", ", ".join(surface_names(place))),
        ("point", "" if place.lat is None else f"{place.lat:.4f} N, {place.lon:.4f} E"),
        ("where_prec", str(int(place.where_prec))),
        ("provinces", ", ".join(place.members)),
        ("seat of", place.capital_of),
        ("people", f"{place.population:,}" if place.population else ""),
        ("source", place.source),
    )
    for label, text in rows:
        if text:
            click.echo(f"  {label:10} {text}")


def _line(place: Place) -> str:
    where = ", ".join(code for code in (place.adm2, place.adm1, place.country) if code)
    return f"{place.place_id}  {place.name}, {place.kind} ({where})"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"
