"""The tables of a snapshot, made ready for counting: typed, joined and marked once.

`prepare` is the only place that turns stored columns (nullable numbers, lists, days) into
what the views work on. Frames are shared by all readers and never changed afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.codes import EventType, Kind, SourceKind, Stance, WherePrec
from geo.store.schema import TABLES, Table

AFGHANISTAN: Final = "AF"
HELD: Final = "held for review"
"""Why a claim that the extractor is unsure of is not on the map until a person looks."""
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
        events: One row an event: the stored columns, `is_attack` [bool] and `reason`, the
            cause of being off the map ("" where it is on it).
        claims: One row a claim: the stored columns, `published` [day] of its document and
            `lens`, the source kinds that speak in it.
        presence: The rows of `claims` about presence, with `on_map`, `reason`, `denied`.
        statistics: The rows of `claims` that are statistics.
        spots: One row for each place of a presence claim: `claim_id`, the columns of
            `claim_places`, and `on_map`.
        documents: As stored, days as timestamps.
        tables: Every table as stored, days as timestamps and lists as tuples.
    """

    snapshot_id: str
    events: pd.DataFrame
    claims: pd.DataFrame
    presence: pd.DataFrame
    statistics: pd.DataFrame
    spots: pd.DataFrame
    documents: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]


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
    events["reason"] = _reasons(events)
    events["on_map"] = events["reason"].eq("")
    claims = _with_documents(typed["claims"], typed["documents"])
    places = typed["claim_places"]
    presence = claims[claims["kind"].eq(Kind.PRESENCE)].reset_index(drop=True)
    spots = places[places["claim_id"].isin(presence["claim_id"])].reset_index(drop=True)
    spots["reason"] = _reasons(spots)
    held = spots["claim_id"].isin(presence.loc[presence["review"], "claim_id"])
    spots["reason"] = spots["reason"].mask(held, HELD)
    spots["on_map"] = spots["reason"].eq("")
    return Frames(
        snapshot_id=snapshot_id,
        events=events,
        claims=claims,
        presence=_with_spots(presence, spots),
        statistics=claims[claims["kind"].eq(Kind.STATISTIC)].reset_index(drop=True),
        spots=spots,
        documents=typed["documents"],
        tables=typed,
    )


def records(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame one by one, columns as attributes."""
    return iter(rows.itertuples(index=False))


def lookup(keys: pd.Series, table: pd.Series) -> pd.Series:
    """The value of a table (unique index) for each key; missing where it has none."""
    return table.reindex(keys.to_numpy()).set_axis(keys.index)


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
    out["reason"] = reason.where(~out["on_map"], "").mask(out["review"], HELD).astype(object)
    out["denied"] = out["stance"].eq(Stance.DENIED)
    return out
