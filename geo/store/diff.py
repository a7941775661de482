"""What changed between two snapshots: new, corrected and withdrawn events and claims.

A record of the older snapshot is found again in the newer one by its id, else by a claim
they share, else by words of one document that both rest on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from geo.store.schema import TABLES
from geo.store.snapshot import Snapshot

Change = Literal["new", "corrected", "withdrawn"]
_TOLL: Final = ("deaths", "injured", "attackers")
_IGNORED: Final = frozenset({"event_id", "claim_id", "best_claim_id", "score", "extractor"})
_Reason = Callable[[Change, str | None, str | None], str]


@dataclass(frozen=True, slots=True)
class Moved:
    """One field that differs; both values as text, "" where unknown."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One event or claim that is not as it was.

    Attributes:
        what: "event" or "claim".
        change: "new", "corrected" or "withdrawn".
        old_id: Id in the older snapshot, None for new.
        new_id: Id in the newer snapshot, None for withdrawn.
        moved: Fields that differ, of a corrected one.
        reason: Why, in words.
    """

    what: str
    change: Change
    old_id: str | None
    new_id: str | None
    moved: tuple[Moved, ...]
    reason: str

    @property
    def toll_moved(self) -> bool:
        """Whether a toll is among the fields that differ."""
        return any(m.field.startswith(_TOLL) for m in self.moved)


def compare(old: Snapshot, new: Snapshot) -> list[Difference]:
    """Every difference: events first, each kind in the order of the tables."""
    claim_pairs = _pair_claims(old, new)
    event_pairs = _pair_events(old, new, claim_pairs)
    reason = _reasons(old, new)
    return [
        *_differences("event", old, new, event_pairs, reason),
        *_differences("claim", old, new, claim_pairs, reason),
    ]


def _differences(
    what: str, old: Snapshot, new: Snapshot, pairs: Mapping[str, str], reason: _Reason
) -> Iterator[Difference]:
    before, after = (_records(snapshot, what) for snapshot in (old, new))
    back = {new_id: old_id for old_id, new_id in pairs.items()}

    def made(change: Change, old_id: str | None, new_id: str | None, *moved: Moved) -> Difference:
        return Difference(
            what=what,
            change=change,
            old_id=old_id,
            new_id=new_id,
            moved=moved,
            reason=reason(change, old_id, new_id),
        )

    for new_id, row in after.items():
        old_id = back.get(new_id)
        if old_id is None:
            yield made("new", None, new_id)
        elif moved := _moved(before[old_id], row):
            yield made("corrected", old_id, new_id, *moved)
    for old_id in before:
        if old_id not in pairs:
            yield made("withdrawn", old_id, None)


def _records(snapshot: Snapshot, what: str) -> dict[str, dict[str, str]]:
    table, key = f"{what}s", f"{what}_id"
    frame = snapshot.tables[table]
    names = [c.name for c in TABLES[table] if c.name not in _IGNORED]
    ids = frame[key].tolist()
    columns = {name: [_text(v) for v in frame[name].tolist()] for name in names}
    return {
        record_id: {name: values[i] for name, values in columns.items()}
        for i, record_id in enumerate(ids)
    }


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Moved, ...]:
    return tuple(Moved(k, old[k], new[k]) for k in new if old[k] != new[k])


_Home = tuple[str, str, str]
_Span = tuple[str, int, int]


def _pair_claims(old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Claims of both snapshots that are one: the same id, else most words in common."""
    before, after = (s.tables["claims"]["claim_id"].tolist() for s in (old, new))
    pairs = {claim_id: claim_id for claim_id in set(before) & set(after)}
    offered = _spans(new, {c for c in after if c not in pairs})
    common: defaultdict[tuple[str, str], int] = defaultdict(int)
    for home, spans in _spans(old, {c for c in before if c not in pairs}).items():
        for claim_id, start, end in spans:
            for other, other_start, other_end in offered.get(home, ()):
                shared = min(end, other_end) - max(start, other_start)
                if shared > 0:
                    common[claim_id, other] += shared
    taken: set[str] = set()
    for claim_id, other in sorted(common, key=lambda pair: (-common[pair], pair)):
        if claim_id not in pairs and other not in taken:
            pairs[claim_id] = other
            taken.add(other)
    return pairs


def _spans(snapshot: Snapshot, wanted: set[str]) -> dict[_Home, list[_Span]]:
    """Evidence of the wanted claims by document, kind and stance."""
    claims = snapshot.tables["claims"]
    homes = dict(
        zip(
            claims["claim_id"],
            zip(claims["doc_id"], claims["kind"], claims["stance"], strict=True),
            strict=True,
        )
    )
    evidence = snapshot.tables["evidence"]
    out: defaultdict[_Home, list[_Span]] = defaultdict(list)
    columns = (evidence[name].tolist() for name in ("claim_id", "start", "end"))
    for claim_id, start, end in zip(*columns, strict=True):
        if claim_id in wanted:
            out[homes[claim_id]].append((claim_id, int(start), int(end)))
    return out


def _pair_events(old: Snapshot, new: Snapshot, claims: Mapping[str, str]) -> dict[str, str]:
    """Events of both snapshots that are one: the same id, else most claims in common."""
    homes_before, homes_after = (_homes(snapshot) for snapshot in (old, new))
    after = set(homes_after.values())
    pairs = {event_id: event_id for event_id in homes_before.values() if event_id in after}
    taken = set(pairs.values())
    votes: defaultdict[tuple[str, str], int] = defaultdict(int)
    for claim_id, event_id in homes_before.items():
        other = homes_after.get(claims.get(claim_id, ""))
        if other is not None and event_id not in pairs and other not in taken:
            votes[event_id, other] += 1
    for event_id, other in sorted(votes, key=lambda pair: (-votes[pair], pair)):
        if event_id not in pairs and other not in taken:
            pairs[event_id] = other
            taken.add(other)
    return pairs


def _homes(snapshot: Snapshot) -> dict[str, str]:
    """Event of each claim that is linked to one."""
    claims = snapshot.tables["claims"].dropna(subset=["event_id"])
    return dict(zip(claims["claim_id"], claims["event_id"], strict=True))


def _reasons(old: Snapshot, new: Snapshot) -> _Reason:
    texts_before, texts_after = (
        set(snapshot.tables["documents"]["doc_id"]) for snapshot in (old, new)
    )
    before, after = (_documents(snapshot) for snapshot in (old, new))
    titles = _titles(old) | _titles(new)

    def told(docs: set[str]) -> str:
        return ", ".join(titles.get(doc) or doc for doc in sorted(docs))

    def reason(change: Change, old_id: str | None, new_id: str | None) -> str:
        was, now = before.get(old_id or "", set()), after.get(new_id or "", set())
        if fresh := now - texts_before:
            return f"told by a new document: {told(fresh)}"
        if gone := was - texts_after:
            return f"document no longer there: {told(gone)}"
        if change == "corrected" and was != now:
            return "claims are linked otherwise"
        return "same texts, read or corrected otherwise"

    return reason


def _titles(snapshot: Snapshot) -> dict[str, str]:
    documents = snapshot.tables["documents"]
    return dict(zip(documents["doc_id"], documents["title"].fillna(""), strict=True))


def _documents(snapshot: Snapshot) -> dict[str, set[str]]:
    """Documents behind each event and each claim."""
    claims = snapshot.tables["claims"]
    out: defaultdict[str, set[str]] = defaultdict(set)
    for claim_id, event_id, doc_id in zip(
        claims["claim_id"], claims["event_id"], claims["doc_id"], strict=True
    ):
        out[claim_id].add(doc_id)
        if isinstance(event_id, str):
            out[event_id].add(doc_id)
    return out
