"""The tables of a snapshot, made ready for counting: typed, joined and marked once.

`prepare` is the only place that turns stored columns (nullable numbers, lists, days) into
what the views work on. Frames are shared by all readers and never changed afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.codes import Attribution, EventType, Kind, SourceKind, Stance, WherePrec
from geo.documents.origin import certainty
from geo.store.schema import TABLES, Table

Codes = NDArray[np.int32]
"""A whole number a row; -1 stands for none."""
AFGHANISTAN: Final = "AF"
ATTACK_TYPES: Final[frozenset[str]] = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.ATTACK,
        EventType.SUICIDE_BOMB,
        EventType.REMOTE_EXPLOSIVE,
        EventType.GRENADE,
        EventType.SHELLING,
        EventType.AIR_DRONE_STRIKE,
        EventType.ABDUCTION,
        EventType.PROPERTY_DESTRUCTION,
    }
)
"""Types counted as attacks; arrests, foiled plots and the like are incidents but no attacks."""

_NUMBERS = ("int8", "int16", "int32", "float", "double")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frames:
    """A snapshot's tables with what every view needs already worked out.

    Attributes:
        snapshot_id: Which snapshot this is; the key of every cache.
        events: One row an event: the stored columns, `is_attack` and `contested`
            (denied, or who did it is disputed) [bool], `reason`, the cause of being off the map
            ("" where it is on it); `who` and `said`, the places in
            `lists` of its actors and source kinds; `adm1_no` and `adm2_no`, the places in
            `areas` of its province and district.
        claims: One row a claim: the stored columns, `published` [day] of its document,
            `published_sure`, how sure that is ("" exact or not said), and `lens`, the source
            kinds that speak in it; `who` and `said` as in `events`.
        presence: The rows of `claims` about presence, with `on_map`, `reason`, `denied`.
        statistics: The rows of `claims` that are statistics.
        held: The rows of `claims`, of every kind, that the extractor is unsure of, with
            `denied`. Until a person has looked they are neither in `presence` or `statistics`
            nor behind an event; they are counted apart.
        spots: One row for each place of a presence claim: `claim_id`, the columns of
            `claim_places`, `on_map`, `denied`, `claim`, the row of its claim in `presence`,
            `adm1_no` and `adm2_no` as in `events`.
        documents: As stored, days as timestamps.
        tables: Every table as stored, days as timestamps and lists as tuples.
        lists: The different lists of actors and of source kinds.
        areas: Ids of provinces and districts, by the names of their columns.
        claim_event: For each row of `claims` the row of its event in `events`.
        claim_doc: For each row of `claims` a number of its document, from 0.
    """

    snapshot_id: str
    events: pd.DataFrame
    claims: pd.DataFrame
    presence: pd.DataFrame
    statistics: pd.DataFrame
    held: pd.DataFrame
    spots: pd.DataFrame
    documents: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    lists: tuple[tuple[str, ...], ...]
    areas: Mapping[str, tuple[str, ...]]
    claim_event: Codes
    claim_doc: Codes


def prepare(snapshot_id: str, tables: Mapping[str, pd.DataFrame]) -> Frames:
    """Make a snapshot's tables ready; a table that is not given counts as empty.

    Args:
        snapshot_id: Identity of the snapshot.
        tables: Frames by the names of `geo.store.schema.TABLES`.

    Returns:
        Frames whose days are `datetime64`, numbers `float64` (missing: NaN), lists tuples.
    """
    typed = {name: _typed(tables.get(name), columns) for name, columns in TABLES.items()}
    events = typed["events"].reset_index(drop=True)
    events["is_attack"] = events["event_type"].isin(ATTACK_TYPES)
    events["contested"] = events["denied"] | events["attribution"].eq(Attribution.DISPUTED)
    events["reason"] = _reasons(events)
    events["on_map"] = events["reason"].eq("")
    claims = _with_documents(typed["claims"], typed["documents"])
    lists: dict[tuple[str, ...], int] = {}
    for rows, said in ((events, "source_kinds"), (claims, "lens")):
        rows["who"] = _numbered(lists, rows["actors"])
        rows["said"] = _numbered(lists, rows[said])
    places = typed["claim_places"]
    told = claims[~claims["review"]]
    presence = told[told["kind"].eq(Kind.PRESENCE)].reset_index(drop=True)
    held = claims[claims["review"]].reset_index(drop=True)
    spots = places[places["claim_id"].isin(presence["claim_id"])].reset_index(drop=True)
    spots["reason"] = _reasons(spots)
    spots["on_map"] = spots["reason"].eq("")
    spots["claim"] = _row_of(presence["claim_id"], spots["claim_id"])
    spots["denied"] = presence["stance"].eq(Stance.DENIED).to_numpy()[spots["claim"]]
    areas: dict[str, tuple[str, ...]] = {}
    for level in ("adm1", "adm2"):
        numbers, ids = pd.factorize(pd.concat([events[level], spots[level]]), sort=True)
        events[f"{level}_no"], spots[f"{level}_no"] = np.split(numbers, [len(events)])
        areas[level] = tuple(str(area) for area in ids)
    return Frames(
        snapshot_id=snapshot_id,
        events=events,
        claims=claims,
        presence=_with_spots(presence, spots),
        statistics=told[told["kind"].eq(Kind.STATISTIC)].reset_index(drop=True),
        held=held.assign(denied=held["stance"].eq(Stance.DENIED)),
        spots=spots,
        documents=typed["documents"],
        tables=typed,
        lists=tuple(lists),
        areas=areas,
        claim_event=_row_of(events["event_id"], claims["event_id"]),
        claim_doc=pd.factorize(claims["doc_id"])[0].astype("int32"),
    )


def records(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame one by one, columns as attributes."""
    return iter(rows.itertuples(index=False))


def lookup(keys: pd.Series, table: pd.Series) -> pd.Series:
    """The value of a table (unique index) for each key; missing where it has none."""
    return table.reindex(keys.to_numpy()).set_axis(keys.index)


def _row_of(ids: pd.Series, wanted: pd.Series) -> Codes:
    """The row of each wanted id, -1 for none."""
    rows = pd.Series(np.arange(len(ids)), index=ids.to_numpy())
    rows = rows[~rows.index.duplicated()]
    return rows.reindex(wanted.to_numpy()).fillna(-1).to_numpy().astype("int32")


def _numbered(lists: dict[tuple[str, ...], int], rows: pd.Series) -> Codes:
    """The number of each row's list, adding those that have none yet."""
    numbers = (lists.setdefault(row, len(lists)) for row in rows)
    return np.fromiter(numbers, dtype="int32", count=len(rows))


def _typed(frame: pd.DataFrame | None, columns: Table) -> pd.DataFrame:
    given = frame if frame is not None else pd.DataFrame(columns=[c.name for c in columns])
    out: dict[str, Any] = {}
    for column in columns:
        values = given[column.name]
        if column.arrow in _NUMBERS:
            out[column.name] = pd.to_numeric(values).astype("float64")
        elif column.arrow == "date32":
            out[column.name] = pd.to_datetime(values).astype("datetime64[s]")
        elif column.arrow == "bool":
            out[column.name] = values.fillna(value=False).astype(bool)
        elif column.arrow.startswith("list"):
            out[column.name] = values.map(_as_tuple).astype(object)
        else:
            out[column.name] = values.astype(object).where(values.notna(), None)
    return pd.DataFrame(out, columns=[c.name for c in columns])


def _as_tuple(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple | np.ndarray) else ()


def _reasons(rows: pd.DataFrame) -> pd.Series:
    """Why each row cannot be drawn; "" where it can."""
    country, prec = rows["country"], rows["where_prec"]
    home = country.eq(AFGHANISTAN)
    drawable = home & rows["adm1"].notna() & prec.le(WherePrec.ADM1)
    cases = [
        drawable,
        country.notna() & ~home,
        prec.eq(WherePrec.FUZZY),
        home,
    ]
    words = ["", "abroad", "region of several provinces", "country only"]
    return pd.Series(np.select(cases, words, "place unknown"), index=rows.index, dtype=object)


def _with_documents(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    by_id = documents.drop_duplicates("doc_id").set_index("doc_id")
    out = claims.reset_index(drop=True)
    out["published"] = lookup(out["doc_id"], by_id["published"]).astype("datetime64[s]")
    sure = by_id["published_basis"].map(certainty)
    out["published_sure"] = lookup(out["doc_id"], sure).astype(object).fillna("")
    kind = lookup(out["doc_id"], by_id["source_kind"]).fillna(str(SourceKind.UNKNOWN))
    out["lens"] = [
        tuple(sorted(set(said))) or (str(own),)
        for said, own in zip(out["speaker_kinds"], kind, strict=True)
    ]
    return out


def _with_spots(presence: pd.DataFrame, spots: pd.DataFrame) -> pd.DataFrame:
    """Mark each presence claim as drawn, or say why none of its places can be."""
    out = presence.copy()
    drawn = set(spots.loc[spots["on_map"], "claim_id"])
    first = spots.sort_values(["claim_id", "n"]).drop_duplicates("claim_id")
    reasons = lookup(out["claim_id"], first.set_index("claim_id")["reason"])
    reason = reasons.astype(object).fillna("place unknown")
    out["on_map"] = out["claim_id"].isin(drawn)
    out["reason"] = reason.where(~out["on_map"], "").astype(object)
    out["denied"] = out["stance"].eq(Stance.DENIED)
    return out
