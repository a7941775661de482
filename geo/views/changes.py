"""What changed between two snapshots, in words, one row a change."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from geo.store.diff import Difference, Moved
from geo.views import words
from geo.views.filters import Filters
from geo.views.frames import Frames, records
from geo.views.words import Names

COLUMNS: Final = ("change", "what", "record", "is_now", "said", "moved", "toll", "reason")
CHANGES: Final = ("new", "corrected", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Two snapshots and how they differ.

    Attributes:
        old: The earlier snapshot, made ready.
        new: The later one.
        differences: What is not as it was, events first.
    """

    old: Frames
    new: Frames
    differences: tuple[Difference, ...]


def within(compared: Compared, filters: Filters) -> Compared:
    """The same with only the records that filters choose, before or after the change."""
    if not filters.active():
        return compared
    after, before = (_chosen(frames, filters) for frames in (compared.new, compared.old))
    kept = tuple(d for d in compared.differences if d.new_id in after or d.old_id in before)
    return replace(compared, differences=kept)


def _chosen(frames: Frames, filters: Filters) -> set[str]:
    """Ids of the events and claims that filters choose, claims of those events included."""
    chosen = filters.apply(frames)
    events = set(chosen.events["event_id"])
    claims = frames.claims.loc[frames.claims["event_id"].isin(events), "claim_id"]
    own = (chosen.presence, chosen.statistics, chosen.held)
    return events.union(claims, *(rows["claim_id"] for rows in own))


def table(compared: Compared, names: Names, *, hidden: Collection[str] = ()) -> pd.DataFrame:
    """The changes as rows.

    Args:
        compared: Two snapshots.
        names: Our names.
        hidden: Fields whose values are not told.

    Returns:
        `COLUMNS`: `change` (new, corrected, withdrawn), `what` (event, claim), `record` [id, of
        the later snapshot where it is there], `is_now` [bool, whether it is], `said` (the record
        in words), `moved` (fields that differ, old and new value), `toll` [bool, whether a toll
        is among them] and `reason`.
    """
    before, after = (_described(frames, names) for frames in (compared.old, compared.new))
    rows = []
    for d in compared.differences:
        record = d.new_id or d.old_id or ""
        shown = after.get(record) if d.new_id else before.get(record)
        moved = "; ".join(_moved(m, names) for m in d.moved if m.field not in hidden)
        rows.append(
            (d.change, d.what, record, bool(d.new_id), shown or record, moved, d.toll_moved,
             d.reason)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"is_now": bool, "toll": bool})


def counts(differences: Collection[Difference], what: str) -> dict[str, int]:
    """How many of a sort ("event", "claim") are new, corrected, withdrawn; `tolls` that moved."""
    some = [d for d in differences if d.what == what]
    found = Counter(d.change for d in some)
    return {str(c): found[c] for c in CHANGES} | {"tolls": sum(d.toll_moved for d in some)}


def _described(frames: Frames, names: Names) -> Mapping[str, str]:
    """Each event and claim in words, by its id."""
    publishers = dict(zip(frames.documents["doc_id"], frames.documents["publisher"], strict=True))
    out = {str(row.event_id): _event(row, names) for row in records(frames.events)}
    for row in records(frames.claims):
        who = ", ".join(names.actor(a) for a in row.actors)
        when = words.day_range(row.date_start, row.date_end, row.date_prec)
        said = " citing ".join(row.speakers) or publishers.get(row.doc_id) or row.doc_id
        kind = "denial" if row.stance == "denied" else f"{row.kind} claim"
        out[str(row.claim_id)] = " · ".join(part for part in (kind, who, when, said) if part)
    return out


def _event(row: Any, names: Names) -> str:
    place = placed(row.place_name or row.country or "place unknown", names)
    province = names.provinces.get(row.adm1 or "", "")
    where = f"{place}, {province}" if province and province not in place else str(place)
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    who = ", ".join(names.actor(a) for a in row.actors)
    parts = (when, where, words.code(row.event_type or "event"), who)
    return " · ".join(part for part in parts if part)


def placed(place: str, names: Names) -> str:
    """A place as an event names it, or our name of the area where it is an id."""
    for known in (names.districts, names.provinces, names.places):
        if place in known:
            return known[place]
    return place


def _moved(moved: Moved, names: Names) -> str:
    old, new = (_value(moved.field, v, names) for v in (moved.old, moved.new))
    field = words.code(moved.field).removesuffix(" best")
    return f"{field}: {old} → {new}"


def _value(field: str, value: str, names: Names) -> str:
    if not value:
        return "unknown"
    if field == "adm1":
        return names.province(value)
    if field == "actors":
        return ", ".join(names.actor(a) for a in value.split(", "))
    return words.code(value) if field in _CODES else value.removesuffix(".0")


_CODES: Final = frozenset({"event_type", "attribution", "target_type", "activity", "metric"})
