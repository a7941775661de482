"""Measure extracted claims against gold claims of the same documents.

Claims are codebook records (`Claim.record()`), gold and prediction alike.

* found: a gold and a predicted claim of one kind and stance rest on the same words: at
  least 30 % of the evidence of one lies inside that of the other; each is used once.
* map-right: found, and what the map shows is right. Event: country and province, days
  (each end within one day), actors. Presence: actors, activity, at least half of the
  provinces. Statistic: metric, number, overlapping period.
* per field: share of the found pairs in which the field is right.

Intervals are 95 % by bootstrap over documents with a fixed seed.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geo.codes import Kind

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]

OVERLAP: Final = 0.3
_SLACK_FACTOR, _SLACK_CHARS = 4, 300
ROUNDS: Final = 1000
_SEED: Final = 7
_MAP: Final = {
    Kind.EVENT: ("adm1", "dates", "actors"),
    Kind.PRESENCE: ("actors", "activity", "areas_half"),
    Kind.STATISTIC: ("metric", "number", "dates_overlap"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and F1 with its 95 % interval (low, high)."""

    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """How one kind of claim came out.

    Attributes:
        kind: The kind.
        gold: Gold claims.
        predicted: Predicted claims.
        found: Rate of claims found.
        map_right: Rate of claims found with what the map shows right.
        fields: Of each field, the share of found pairs in which it is right.
    """

    kind: Kind
    gold: int
    predicted: int
    found: Rate
    map_right: Rate
    fields: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: what is wrong ("missed", "spurious", or the wrong fields), and where."""

    doc_id: str
    kind: Kind
    problem: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The whole measurement.

    Attributes:
        documents: Documents measured.
        silent: Those whose gold has no claim.
        false_in_silent: Claims predicted in these.
        kinds: One score a kind.
        faults: All errors, worst first: missed, spurious, then by number of wrong fields.
    """

    documents: int
    silent: int
    false_in_silent: int
    kinds: tuple[KindScore, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Tally:
    gold: int
    predicted: int
    found: int
    right: int


def evaluate(gold: Records, predicted: Records, *, rounds: int = ROUNDS) -> Evaluation:
    """Measure predictions against gold.

    Args:
        gold: Records by doc_id; a document without claims has an empty list.
        predicted: Records by doc_id; a document left out counts as without claims.
        rounds: Rounds of the bootstrap.
    """
    tallies: dict[Kind, dict[str, _Tally]] = {kind: {} for kind in Kind}
    marks: dict[Kind, defaultdict[str, list[bool]]] = {kind: defaultdict(list) for kind in Kind}
    faults: list[tuple[int, Fault]] = []
    for doc_id in sorted(gold):
        wanted, given = gold[doc_id], predicted.get(doc_id, ())
        pairs = pair(wanted, given)
        compared = {i: fields(wanted[i], given[j]) for i, j in pairs}
        for kind in Kind:
            mine = [i for i in compared if wanted[i]["kind"] == kind]
            tallies[kind][doc_id] = _Tally(
                sum(record["kind"] == kind for record in wanted),
                sum(record.get("kind") == kind for record in given),
                len(mine),
                sum(map_right(kind, compared[i]) for i in mine),
            )
            for i in mine:
                for name, right in compared[i].items():
                    marks[kind][name].append(right)
        faults += _faults(doc_id, wanted, given, pairs, compared)
    silent = [doc_id for doc_id in gold if not gold[doc_id]]
    return Evaluation(
        documents=len(gold),
        silent=len(silent),
        false_in_silent=sum(len(predicted.get(doc_id, ())) for doc_id in silent),
        kinds=tuple(_score(kind, tallies[kind], marks[kind], rounds) for kind in Kind),
        faults=tuple(fault for _, fault in sorted(faults, key=lambda f: -f[0])),
    )


def pair(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Pair claims that rest on the same words, the likest first; each is used once."""
    gold_chars = [_characters(record) for record in gold]
    given_chars = [_characters(record) for record in predicted]
    options = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(predicted):
            if wanted["kind"] != given.get("kind") or wanted["stance"] != given.get("stance"):
                continue
            ours, theirs = gold_chars[i], given_chars[j]
            common = len(ours & theirs)
            if not common or max(common / len(theirs), common / len(ours)) < OVERLAP:
                continue
            if len(theirs) > _SLACK_FACTOR * len(ours) + _SLACK_CHARS:
                continue
            same = fields(wanted, given)
            right = map_right(Kind(wanted["kind"]), same)
            options.append((right, sum(same.values()), common / len(ours | theirs), -i, -j))
    used_gold: set[int] = set()
    used_given: set[int] = set()
    out = []
    for *_, minus_i, minus_j in sorted(options, reverse=True):
        if -minus_i not in used_gold and -minus_j not in used_given:
            used_gold.add(-minus_i)
            used_given.add(-minus_j)
            out.append((-minus_i, -minus_j))
    return out


def map_right(kind: Kind, same: Mapping[str, bool]) -> bool:
    """Whether what the map shows of a claim is right."""
    return all(same[name] for name in _MAP[kind])


def fields(gold: Record, given: Record) -> dict[str, bool]:
    """Of each field, whether both say the same."""
    same = {
        "actors": _actors(gold) == _actors(given),
        "dates": _same_dates(gold, given),
        "dates_overlap": _overlap(gold, given),
        "speakers_any": bool(gold.get("speakers")) == bool(given.get("speakers")),
    }
    if gold["kind"] == Kind.EVENT:
        same["adm1"] = _areas(gold) == _areas(given)
        for name in ("event_type", "attribution", "target_type"):
            same[name] = gold.get(name) == given.get(name)
        for name in ("deaths", "injured"):
            same[name] = _number(gold.get(name)) == _number(given.get(name))
    elif gold["kind"] == Kind.PRESENCE:
        ours, theirs = _areas(gold), _areas(given)
        half = bool(ours | theirs) and 2 * len(ours & theirs) >= len(ours | theirs)
        same["areas"] = ours == theirs
        same["areas_half"] = ours == theirs or half
        same["activity"] = gold.get("activity") == given.get("activity")
        same["strength"] = _number(gold.get("strength")) == _number(given.get("strength"))
    else:
        same["metric"] = gold.get("metric") == given.get("metric")
        same["number"] = _value(gold) == _value(given)
        same["change_pct"] = gold.get("change_pct") == given.get("change_pct")
    return same


def _score(
    kind: Kind, tallies: Mapping[str, _Tally], marks: Mapping[str, Sequence[bool]], rounds: int
) -> KindScore:
    every = list(tallies.values())
    return KindScore(
        kind=kind,
        gold=sum(t.gold for t in every),
        predicted=sum(t.predicted for t in every),
        found=_rate(every, lambda t: t.found, rounds),
        map_right=_rate(every, lambda t: t.right, rounds),
        fields={name: sum(right) / len(right) for name, right in marks.items()},
    )


def _rate(tallies: Sequence[_Tally], hits: Callable[[_Tally], int], rounds: int) -> Rate:
    rng = random.Random(_SEED)  # noqa: S311
    drawn = sorted(
        _f1(rng.choices(tallies, k=len(tallies)) if tallies else [], hits)[2] for _ in range(rounds)
    )
    precision, recall, f1 = _f1(tallies, hits)
    return Rate(precision, recall, f1, (drawn[rounds // 40], drawn[-rounds // 40 - 1]))


def _f1(tallies: Sequence[_Tally], hits: Callable[[_Tally], int]) -> tuple[float, float, float]:
    hit = sum(hits(t) for t in tallies)
    gold = sum(t.gold for t in tallies)
    given = sum(t.predicted for t in tallies)
    precision = hit / given if given else float(not gold)
    recall = hit / gold if gold else 1.0
    return precision, recall, 2 * hit / (gold + given) if gold + given else 1.0


def _faults(
    doc_id: str,
    gold: Sequence[Record],
    given: Sequence[Record],
    pairs: Sequence[tuple[int, int]],
    compared: Mapping[int, Mapping[str, bool]],
) -> list[tuple[int, Fault]]:
    """Errors of a document with their weight."""
    used = {j for _, j in pairs}
    out = []
    for i, record in enumerate(gold):
        if i not in compared:
            out.append((100, Fault(doc_id, Kind(record["kind"]), "missed", _quote(record))))
        elif wrong := [name for name, right in compared[i].items() if not right]:
            problem = "wrong " + ", ".join(wrong)
            weight = len(wrong) + 10 * (not map_right(Kind(record["kind"]), compared[i]))
            out.append((weight, Fault(doc_id, Kind(record["kind"]), problem, _quote(record))))
    for j, record in enumerate(given):
        if j not in used and record.get("kind") in set(Kind):
            out.append((90, Fault(doc_id, Kind(record["kind"]), "spurious", _quote(record))))
    return out


def _quote(record: Record) -> str:
    return " / ".join(str(span.get("quote", "")) for span in record.get("evidence") or ())


def _characters(record: Record) -> set[int]:
    return {n for span in record.get("evidence") or () for n in range(span["start"], span["end"])}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _days(record: Record) -> tuple[date | None, date | None]:
    return _day(record.get("date_start")), _day(record.get("date_end"))


def _same_dates(a: Record, b: Record) -> bool:
    return all(
        (x is None and y is None) or (x is not None and y is not None and abs((x - y).days) <= 1)
        for x, y in zip(_days(a), _days(b), strict=True)
    )


def _overlap(a: Record, b: Record) -> bool:
    (a0, a1), (b0, b1) = _days(a), _days(b)
    if a0 is None or b0 is None or a1 is None or b1 is None:
        return a0 is None and b0 is None
    return a0 <= b1 and b0 <= a1


def _areas(record: Record) -> set[tuple[str | None, str | None]]:
    return {(place.get("country"), place.get("adm1")) for place in record.get("places") or ()}


def _actors(record: Record) -> set[str]:
    return {str(a).split(":")[0] for a in record.get("actors") or ()}


def _number(value: Record | None) -> float | None:
    if not value:
        return None
    best = value.get("best", value.get("low"))
    number: float | None = best if best is not None else value.get("high")
    return number


def _value(record: Record) -> float | None:
    low: float | None = record.get("low")
    return low if low is not None else record.get("high")
