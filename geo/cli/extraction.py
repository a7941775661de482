"""The command `extract`: claims of listed documents as JSON Lines, one file a document."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from geo.cli.printing import clean
from geo.config import data_dir
from geo.documents.manifest import read_manifest
from geo.errors import DocumentError
from geo.model import Claim, Document
from geo.pipeline import extract_all, load_knowledge

UNREADABLE: Final = 3


@click.command()
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help='JSON Lines, one {"id", "path", "title", "published", "publisher"} a document.',
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the claims: ID.jsonl for each document.",
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True)
def extract(manifest: Path, out: Path, workers: int) -> None:
    """Extract the claims of listed documents.

    Writes one claim a line with the field names of the codebook, an empty file where a
    document has none; claims held for review are left out. Paths are relative to the list.
    A document that cannot be read gets no file and a line on standard error, and the exit
    status is 3 once all others are done. One read in an encoding that had to be guessed gets
    its file and a line that names the place and the mend.
    """
    load_knowledge(data_dir())
    documents: list[Document] = []
    failed = False
    entries = list(read_manifest(manifest))
    out.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        if isinstance(entry, DocumentError):
            failed = True
            _complain(entry.path, entry.reason)
            continue
        try:
            got = entry.read()
        except DocumentError as error:
            failed = True
            _complain(entry.doc_id, str(error))
            (out / f"{entry.doc_id}.jsonl").unlink(missing_ok=True)
            continue
        documents.append(got.document)
        if got.note:
            _complain(entry.doc_id, f"{entry.path}: {got.note}")
    for found in extract_all(documents, data_dir(), workers):
        target = out / f"{found.doc_id}.jsonl"
        if found.fault:
            failed = True
            _complain(found.doc_id, found.fault)
            target.unlink(missing_ok=True)
        else:
            _write(target, found.claims)
    if failed:
        raise click.exceptions.Exit(UNREADABLE)


def _write(path: Path, claims: Iterable[Claim]) -> None:
    """Write the claims of one document in the order of their words, all or nothing."""
    unique = {claim.claim_id: claim for claim in claims if not claim.review}
    ordered = sorted(unique.values(), key=lambda c: (c.evidence[0].start, c.claim_id))
    waiting = path.with_name(path.name + ".new")
    with waiting.open("w", encoding="utf-8", newline="\n") as file:
        for claim in ordered:
            record = claim.record() | {"id": claim.claim_id, "score": claim.score}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    waiting.replace(path)


def _complain(name: str, reason: str) -> None:
    click.echo(f"{clean(name)}: {clean(reason)}", err=True)
