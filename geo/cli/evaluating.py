"""The command `evaluate`: extracted claims against gold claims of your own."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from geo.claims.evaluate import Evaluation, Rate, evaluate
from geo.cli.printing import clean
from geo.codes import Kind, Stance
from geo.errors import DataError

_QUOTE = 160


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("pred", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--errors",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Worst errors to list a kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate_command(gold: Path, pred: Path, errors: int, as_json: bool) -> None:
    """Measure the claims of folder PRED against those of folder GOLD.

    Both hold DOC_ID.jsonl files in the codebook's fields, as `afatlas extract` writes them.
    Prints precision, recall and F1 with 95 % intervals, each field, and the worst errors
    with their quotes.
    """
    names = sorted(path.stem for path in gold.glob("*.jsonl"))
    if not names:
        raise DataError(gold, 0, "holds no DOC_ID.jsonl; name a folder of gold claims")
    wanted = {name: read_records(gold / f"{name}.jsonl") for name in names}
    given = {
        name: read_records(pred / f"{name}.jsonl")
        for name in names
        if (pred / f"{name}.jsonl").exists()
    }
    result = evaluate(wanted, given)
    if as_json:
        click.echo(json.dumps(_plain(result, errors), ensure_ascii=False, indent=1))
        return
    for line in _lines(result, errors):
        click.echo(line)


def read_records(path: Path) -> list[dict[str, Any]]:
    """Read the claims of one document, or raise `DataError` with the line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(path, 0, "is not UTF-8; save it as UTF-8") from error
    records = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
                _check(record)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                reason = "is no claim record of the codebook; mend or remove the line"
                raise DataError(path, number, reason) from error
            records.append(record)
    return records


def _check(record: dict[str, Any]) -> None:
    """Raise unless the parts that the measurement reads are there and of their type."""
    Kind(record["kind"])
    Stance(record["stance"])
    for span in record["evidence"]:
        range(span["start"], span["end"])
    for key in ("actors", "places"):
        iter(record[key])
    for place in record["places"]:
        place.get("country")


def _lines(result: Evaluation, errors: int) -> Iterator[str]:
    yield (
        f"{result.documents} documents, {result.silent} of them without a claim "
        f"(false claims there: {result.false_in_silent})"
    )
    for score in result.kinds:
        yield (
            f"{score.kind:9} gold {score.gold:4} pred {score.predicted:4} | found "
            f"{_rate(score.found)} | map-right {_rate(score.map_right)}"
        )
        told = ", ".join(f"{name} {share:.2f}" for name, share in score.fields.items())
        yield f"{'':9} fields right: {told or 'none found'}"
    for kind in Kind:
        worst = [fault for fault in result.faults if fault.kind is kind][:errors]
        if worst:
            yield f"-- worst errors, {kind}"
        for fault in worst:
            quote = clean(fault.quote)[:_QUOTE]
            yield f"   {clean(fault.doc_id)}: {fault.problem}: {quote}"


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return f"P {rate.precision:.2f} R {rate.recall:.2f} F1 {rate.f1:.3f} [{low:.3f}, {high:.3f}]"


def _plain(result: Evaluation, errors: int) -> dict[str, Any]:
    def rate(value: Rate) -> dict[str, Any]:
        names: Sequence[str] = ("precision", "recall", "f1")
        out: dict[str, Any] = {name: round(getattr(value, name), 3) for name in names}
        return out | {"f1_95": [round(v, 3) for v in value.interval]}

    return {
        "documents": result.documents,
        "documents_without_any": result.silent,
        "claims_in_documents_without_any": result.false_in_silent,
        "kinds": {
            str(score.kind): {
                "gold": score.gold,
                "pred": score.predicted,
                "found": rate(score.found),
                "map_right": rate(score.map_right),
                "fields": {name: round(share, 3) for name, share in score.fields.items()},
            }
            for score in result.kinds
        },
        "errors": [
            {"doc_id": f.doc_id, "kind": str(f.kind), "problem": f.problem, "quote": f.quote}
            for f in result.faults[:errors]
        ],
    }
