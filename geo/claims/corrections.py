"""Corrections: a person's word against the extractor's, applied between claims and link.

A correction is data with a reason. It names a claim by its document and words, says what it
expects to find, and is set aside once the extractor no longer says that, so that it cannot
linger unseen. The file is corrections.toml in the data folder, one `[[correction]]` each:

    [[correction]]
    doc_id = "000_f36f7b11746793df"
    quote = "one that killed"          # words inside the claim's evidence
    kind = "event"
    field = "event_type"               # or actors, dates, deaths, ..., review, withdrawn
    expect = "attack"
    value = "suicide_bomb"
    reason = "document 004 tells of a suicide bomber"
    by = "initials of whoever decided"
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from geo.codes import (
    Activity,
    Attribution,
    EventType,
    Kind,
    Metric,
    Stance,
    TargetType,
)
from geo.errors import DataError
from geo.model import Claim, Toll, Trace

FILE: Final = "corrections.toml"
_KEYS: Final = ("doc_id", "quote", "kind", "field", "expect", "value", "reason", "by")
_WITHDRAWN: Final = "withdrawn"
_DATES: Final = "dates"
_DAYS: Final = 3
_Dates = tuple[date | None, date | None, int | None]


def _toll(value: Any) -> Toll | None:
    if value == "":
        return None
    if not isinstance(value, dict) or value.keys() - {"low", "best", "high"}:
        raise TypeError("a toll is {low = 3, best = 3, high = 5}, with what is known of it")
    return Toll(value.get("low"), value.get("best"), value.get("high"))


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value == "" else read(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text in quotes is needed")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is needed")
    return value


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError('a list in brackets is needed, such as ["ISKP"]')
    return tuple(_text(name) for name in value)


def _days(value: Any) -> _Dates:
    if value == "":
        return None, None, None
    if not isinstance(value, list) or len(value) != _DAYS:
        raise TypeError(
            'first day, last day and date_prec are needed, ["2024-05-01", "2024-05-31", 4]'
        )
    first, last, prec = value
    return date.fromisoformat(str(first)), date.fromisoformat(str(last)), int(prec)


# How a value of the file becomes a value of the claim; "" is unknown.
_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "stance": Stance,
    "actors": _names,
    "speakers": _names,
    _DATES: _days,
    "event_type": _or_none(EventType),
    "attribution": _or_none(Attribution),
    "target": _or_none(_text),
    "target_type": _or_none(TargetType),
    "deaths": _toll,
    "injured": _toll,
    "deaths_attackers": _toll,
    "activity": _or_none(Activity),
    "metric": _or_none(Metric),
    "low": _or_none(float),
    "high": _or_none(float),
    "change_pct": _or_none(float),
    "review": _flag,
    _WITHDRAWN: _flag,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One field of one claim, put right by a person.

    Attributes:
        doc_id: Document of the claim.
        quote: Words inside the claim's evidence that single it out.
        kind: Kind of the claim.
        field: Field that is wrong; "withdrawn" takes the claim out.
        expect: Value that the extractor gives; anything else makes the correction stale.
        value: Value that is right.
        reason: Why, for every reader.
        by: Who decided.
    """

    doc_id: str
    quote: str
    kind: Kind
    field: str
    expect: Any
    value: Any
    reason: str
    by: str

    def concerns(self, claim: Claim) -> bool:
        """Whether it speaks of this claim."""
        return (
            claim.doc_id == self.doc_id
            and claim.kind is self.kind
            and any(self.quote in evidence.quote for evidence in claim.evidence)
        )


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of corrections; there are none where there is no file.

    Raises:
        DataError: The file breaks its contract; the message names the entry and the mend.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(path, 0, f"is no valid TOML: {error}") from error
    if strange := sorted(content.keys() - {"correction"}):
        raise DataError(path, 0, f"has the unknown entry {strange[0]!r}; use [[correction]]")
    tables = content.get("correction", [])
    if not isinstance(tables, list):
        raise DataError(path, 0, "needs [[correction]] tables, with two brackets")
    return tuple(_correction(table, n, path) for n, table in enumerate(tables, 1))


def _correction(table: Mapping[str, Any], number: int, path: Path) -> Correction:
    where = f"correction {number}"
    if missing := [key for key in _KEYS if key not in table]:
        raise DataError(path, 0, f"{where} lacks {missing[0]}")
    if strange := sorted(table.keys() - set(_KEYS)):
        raise DataError(path, 0, f"{where} has the unknown key {strange[0]!r}")
    if table["field"] not in _READ:
        known = ", ".join(_READ)
        raise DataError(path, 0, f"{where}: field {table['field']!r} is none of {known}")
    read = _READ[table["field"]]
    try:
        return Correction(
            **{key: _text(table[key]) for key in ("doc_id", "quote", "field", "reason", "by")},
            kind=Kind(table["kind"]),
            expect=read(table["expect"]),
            value=read(table["value"]),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise DataError(path, 0, f"{where} ({table['field']}): {error}") from error


def apply(
    corrections: Sequence[Correction], claims: Iterable[Claim]
) -> tuple[list[Claim], list[Correction]]:
    """Correct claims.

    Returns:
        The claims, corrected and without those withdrawn, in their order; and the
        corrections that are stale: no claim, or more than one, is as they expect.
    """
    out: list[Claim | None] = list(claims)
    stale = []
    for correction in corrections:
        concerned = [n for n, claim in enumerate(out) if claim and _expects(correction, claim)]
        if len(concerned) != 1:
            stale.append(correction)
            continue
        (n,) = concerned
        try:
            out[n] = _corrected(correction, out[n])
        except ValueError:
            stale.append(correction)
    return [claim for claim in out if claim], stale


def _expects(correction: Correction, claim: Claim) -> bool:
    return correction.concerns(claim) and bool(_value(claim, correction.field) == correction.expect)


def _value(claim: Claim, field: str) -> Any:
    if field == _WITHDRAWN:
        return False
    if field == _DATES:
        return claim.date_start, claim.date_end, claim.date_prec
    return getattr(claim, field)


def _corrected(correction: Correction, claim: Claim | None) -> Claim | None:
    """The corrected claim, None where withdrawn; `ValueError` where no claim can be so."""
    if claim is None or (correction.field == _WITHDRAWN and correction.value):
        return None
    changed: dict[str, Any] = {correction.field: correction.value}
    if correction.field == _WITHDRAWN:
        return claim
    if correction.field == _DATES:
        changed = dict(zip(("date_start", "date_end", "date_prec"), correction.value, strict=True))
    rule = f"correction by {correction.by}: {correction.reason}"
    trace = Trace(correction.field, _said(correction.value), rule)
    return replace(claim, **changed, trace=(*claim.trace, trace))


def _said(value: Any) -> str:
    """A value as a reader is told it: "ISKP, TTP", "3/3/?", "?" where it is unknown."""
    if isinstance(value, Toll):
        return "/".join(_said(number) for number in (value.low, value.best, value.high))
    if isinstance(value, tuple):
        return ", ".join(_said(part) for part in value)
    return "?" if value is None else str(value)
