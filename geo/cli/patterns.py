"""The command `patterns`: the declared patterns, one of them, or where they fire in a text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from geo.cli.printing import clean, exact
from geo.config import data_dir
from geo.documents.reader import read
from geo.errors import DocumentError, FilterError
from geo.extract.declared import Declared, declared, fired
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.model import Document

FAULTY = 1


@click.command()
@click.argument("name", metavar="[ID]", required=False)
@click.option("--on", metavar="TEXT|FILE", help="Show which patterns fire where in a text.")
def patterns(name: str | None, on: str | None) -> None:
    """List the declared patterns, or show one.

    Without ID lists the patterns of data/patterns: file, id, kind, how many positive and
    negative examples each has, and whether all of them hold; the status is 1 if one does
    not. With ID shows its expression and examples. With --on prints the words in which
    patterns (or the one named) fire; examples of cues stand in the notation of masked
    sentences.
    """
    folder = data_dir() / "patterns"
    known = list(declared(folder))
    chosen = [p for p in known if name in (None, p.id)]
    if not chosen:
        raise FilterError(f"no pattern {name!r}; `afatlas patterns` lists the ids")
    if on is not None:
        lines = _firing(folder, _document(on), {(p.file, p.id): p for p in chosen})
    elif name is None:
        lines = _listing(chosen)
    else:
        lines = (line for pattern in chosen for line in _shown(pattern))
    for line in lines:
        click.echo(line)
    if on is None and any(p.broken for p in chosen):
        raise click.exceptions.Exit(FAULTY)


def _listing(chosen: Sequence[Declared]) -> Iterator[str]:
    wide = max(len(p.id) for p in chosen)
    for p in chosen:
        counts = f"{len(p.positive)} positive, {len(p.negative)} negative"
        yield f"{p.file:15} {p.id:{wide}} {p.kind:31} {counts}: {_state(p)}"
    faulty = sum(bool(p.broken) for p in chosen)
    files = len({p.file for p in chosen})
    yield f"{len(chosen)} patterns in {files} files; examples fail in {faulty}"


def _shown(p: Declared) -> Iterator[str]:
    yield f"{p.id} ({p.file}): {p.kind}"
    yield f"  starts      {', '.join(map(exact, p.starts))}"
    yield f"  expression  {_expression(p)}"
    for label, phrases in (("positive", p.positive), ("negative", p.negative)):
        for phrase in phrases:
            verdict = "FAILS" if phrase in p.broken else "holds"
            yield f"  {label}    {verdict}  {exact(phrase)}"


def _expression(p: Declared) -> str:
    """The expression as it is written: only what steers a terminal stands as an escape."""
    return exact(p.expression).replace("\\\\", "\\")


def _state(p: Declared) -> str:
    return f"{len(p.broken)} FAIL" if p.broken else "all hold"


def _document(on: str) -> Document:
    """The text of a file, or the text given."""
    if _is_file(on):
        got = read(Path(on), doc_id="text", shown=on)
        if got.note:
            click.echo(clean(f"{on}: {got.note}"), err=True)
        return got.document
    if Path(on).suffix and not any(letter.isspace() for letter in on.strip()):
        raise DocumentError(on, "does not exist; check the name, or give the text itself")
    return Document(doc_id="text", title="", publisher="", published=None, text=on)


def _is_file(on: str) -> bool:
    try:
        return Path(on).is_file()
    except OSError:
        return False


def _firing(
    folder: Path, document: Document, chosen: dict[tuple[str, str], Declared]
) -> Iterator[str]:
    reading = read_dated(document, Knowledge.load(data_dir()))
    found = [f for f in fired(folder, reading) if (f.file, f.id) in chosen]
    for f in found:
        words = exact(document.text[f.start : f.end])
        yield f"[{f.start}:{f.end}] '{words}'  {f.id} ({f.file}): {chosen[f.file, f.id].kind}"
    yield f"{len(found)} places in {len(document.text)} characters"
