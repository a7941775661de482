"""The command `evaluate`: extracted claims against gold claims of your own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from geo.claims.evaluate import Evaluation, Rate, evaluate
from geo.cli.printing import clean
from geo.codes import Kind, Stance
from geo.documents.decoding import utf8
from geo.errors import DataError

_QUOTE = 160
_DAYS: Final = ("date_start", "date_end")
_COUNTS: Final = ("deaths", "injured", "strength")
_NUMBERS: Final = ("low", "high", "change_pct")


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
    lines = utf8(path).split("\n")
    records = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line, parse_constant=_no_number)
                _check(record)
                wrong = _wrong(record)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                reason = "is no claim record of the codebook; mend or remove the line"
                raise DataError(path, number, reason) from error
            first = seen.setdefault(json.dumps(record, sort_keys=True), number)
            if first != number:
                wrong = f"says the same as line {first}; remove one of them"
            if wrong:
                raise DataError(path, number, wrong)
            records.append(record)
    return records


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _check(record: dict[str, Any]) -> None:
    """Raise unless the parts that the measurement reads are there and of their type."""
    Kind(record["kind"])
    Stance(record["stance"])
    for span in record["evidence"]:
        range(span["start"], span["end"])
    for key in ("actors", "places"):
        iter(record[key])
    for place in record["places"]:
        hash((place.get("country"), place.get("adm1")))


def _wrong(record: Mapping[str, Any]) -> str:
    """What is wrong with a day or a number of a record, and the mend; "" for nothing."""
    for key in _DAYS:
        if not _is_day(record.get(key)):
            return f"{key} is {record[key]!r}; write it as YYYY-MM-DD or null"
    for key in _NUMBERS:
        if not _is_number(record.get(key)):
            return f"{key} is {record[key]!r}; write a number or null"
    for key in _COUNTS:
        count = record.get(key)
        if count is None:
            continue
        if not isinstance(count, dict) or not all(
            _is_number(count.get(part)) for part in ("low", "best", "high")
        ):
            return f'{key} is {count!r}; write {{"low", "best", "high"}} as numbers, or null'
    return ""


def _is_day(value: object) -> bool:
    if not value:
        return value in (None, "")
    try:
        date.fromisoformat(str(value)[:10])
    except ValueError:
        return False
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return value is None
    return isinstance(value, int | float) and abs(value) < inf


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
