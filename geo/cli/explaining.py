"""The command `explain`: an event or a claim with its quotes and how each value came about."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click
import pandas as pd

from geo.cli.printing import clean, exact
from geo.codes import WherePrec
from geo.config import store_dir
from geo.store.query import ClaimRecord, claim_record, event_claims, event_row
from geo.store.snapshot import Snapshot, open_current, open_snapshot

_WORDS: Final = 80
_PRECISION: Final = {
    WherePrec.EXACT: "a named point",
    WherePrec.NEAR: "near a named point",
    WherePrec.ADM2: "the district",
    WherePrec.ADM1: "the province",
    WherePrec.FUZZY: "a region without a firm outline",
    WherePrec.COUNTRY: "the country",
    WherePrec.INTERNATIONAL: "international",
}


@click.command()
@click.argument("record_id", metavar="ID")
@click.option("--snapshot", help="Id of the snapshot (default: the current one).")
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of the store."
)
def explain(record_id: str, snapshot: str | None, store: Path | None) -> None:
    """Show how an event or a claim came about.

    ID is the id of an event (e-...) or of a claim (c-...), as the pages and the exports show
    it. Prints the words it rests on, the place, and the rule behind each value.
    """
    folder = store or store_dir()
    opened = open_snapshot(folder, snapshot) if snapshot else open_current(folder)
    tell = _event if record_id.startswith("e-") else _claim
    for line in tell(opened, record_id):
        click.echo(line)


def _event(snapshot: Snapshot, event_id: str) -> Iterator[str]:
    event = event_row(snapshot, event_id)
    claims = event_claims(snapshot, event_id)
    yield f"event {event_id}: {_known(event, 'event_type')} by {', '.join(event['actors'])}"
    yield f"  when        {_days(event)}"
    yield f"  where       {_where(event, event['place_name'])}"
    yield f"  on the map  {'yes' if event['on_map'] else 'no, in the off-map box'}"
    yield f"  attribution {_known(event, 'attribution')}"
    yield f"  target      {_known(event, 'target')} ({_known(event, 'target_type')})"
    for name in ("deaths", "injured"):
        yield f"  {name:11} {_toll(event, name)}"
    yield f"  best toll   {_known(event, 'best_claim_id')}"
    yield f"  sources     {event['n_sources']} documents, {len(claims)} claims"
    yield f"  denied      {'yes' if event['denied'] else 'no'}"
    for claim_id in claims["claim_id"]:
        yield ""
        yield from _claim(snapshot, claim_id)


def _claim(snapshot: Snapshot, claim_id: str) -> Iterator[str]:
    record = claim_record(snapshot, claim_id)
    claim = record.claim
    documents = snapshot.tables["documents"].set_index("doc_id")
    document = documents.loc[claim["doc_id"]]
    yield f"claim {claim_id}: {claim['stance']} {claim['kind']} by {', '.join(claim['actors'])}"
    title = clean(document["title"]) or "untitled"
    yield f"  document    {clean(claim['doc_id'])}: {title} ({_published(document)})"
    yield f"  says        {_speakers(claim)}"
    for row in record.evidence.to_dict("records"):
        yield f"  quote       [{row['start']}:{row['end']}] {exact(row['quote'])}"
    for row in record.places.to_dict("records"):
        yield f"  place       {_where(row, row['name'])}"
    yield f"  when        {_days(claim)}"
    yield from _particulars(claim)
    held = "; held for review" if claim["review"] else ""
    yield f"  sure        {claim['score']:.2f} by {claim['extractor']}{held}"
    yield from _trace(record, snapshot.document_text(claim["doc_id"]))


def _particulars(claim: Mapping[str, Any]) -> Iterator[str]:
    if claim["kind"] == "event":
        for name in ("event_type", "attribution", "target", "target_type"):
            yield f"  {name:11} {_known(claim, name)}"
        for name in ("deaths", "injured", "attackers"):
            yield f"  {name:11} {_toll(claim, name)}"
    elif claim["kind"] == "presence":
        yield f"  activity    {_known(claim, 'activity')}"
        low, high = _known(claim, "strength_low"), _known(claim, "strength_high")
        yield f"  strength    {low} to {high} ({_known(claim, 'counted')})"
    else:
        yield f"  metric      {_known(claim, 'metric')}"
        yield f"  number      {_known(claim, 'low')} to {_known(claim, 'high')}"
        yield f"  change      {_known(claim, 'change_pct')} percent"


def _trace(record: ClaimRecord, text: str) -> Iterator[str]:
    for row in record.trace.to_dict("records"):
        words = ""
        if pd.notna(row["start"]) and pd.notna(row["end"]):
            start, end = int(row["start"]), int(row["end"])
            more = " ..." if end > start + _WORDS else ""
            words = f" [{start}:{end}] '{exact(text[start : min(end, start + _WORDS)])}'{more}"
        value = clean(str(row["value"]))
        yield f"  why         {row['field']} = {value}: {row['rule']}{words} ({row['score']:.2f})"


def _known(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    return "unknown" if pd.isna(value) else clean(str(value))


def _days(row: Mapping[str, Any]) -> str:
    if pd.isna(row["date_start"]):
        return "unknown"
    first, last = (f"{row[key]:%Y-%m-%d}" for key in ("date_start", "date_end"))
    days = first if first == last else f"{first} to {last}"
    return f"{days} (date_prec {row['date_prec']})"


def _where(row: Mapping[Any, Any], name: object) -> str:
    if pd.isna(row["where_prec"]):
        return "unknown"
    area = ", ".join(str(row[key]) for key in ("adm2", "adm1", "country") if pd.notna(row[key]))
    prec = WherePrec(int(row["where_prec"]))
    point = f", {row['lat']:.4f} N {row['lon']:.4f} E" if pd.notna(row["lat"]) else ""
    return f"{clean(str(name))} ({area}{point}; known to: {_PRECISION[prec]}, {int(prec)})"


def _toll(row: Mapping[str, Any], name: str) -> str:
    values = [row[f"{name}_{part}"] for part in ("low", "best", "high")]
    if all(pd.isna(v) for v in values):
        return "not reported"
    low, best, high = ("?" if pd.isna(v) else str(int(v)) for v in values)
    return f"low {low}, best {best}, high {high}"


def _published(document: Mapping[str, Any]) -> str:
    day = document["published"]
    when = "undated" if pd.isna(day) else f"{day:%Y-%m-%d}"
    return ", ".join(filter(None, (clean(document["publisher"] or ""), when)))


def _speakers(claim: Mapping[str, Any]) -> str:
    pairs = zip(claim["speakers"], claim["speaker_kinds"], strict=True)
    told = ", citing ".join(f"{clean(name)} ({kind})" for name, kind in pairs)
    return told or "the document in its own voice"
