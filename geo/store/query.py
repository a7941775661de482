"""Questions that pages and commands ask of a snapshot; every answer is a frame or a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.errors import SnapshotError
from geo.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class ClaimRecord:
    """One claim with all that belongs to it.

    Attributes:
        claim: Its row, by column name.
        places: Its rows of claim_places, in order.
        evidence: Its rows of evidence, in order.
        trace: Its rows of trace, in order: how each value came about.
    """

    claim: dict[str, Any]
    places: pd.DataFrame
    evidence: pd.DataFrame
    trace: pd.DataFrame


def event_row(snapshot: Snapshot, event_id: str) -> dict[str, Any]:
    """The row of one event, or raise `SnapshotError`."""
    return _row(snapshot, "events", "event_id", event_id)


def event_claims(snapshot: Snapshot, event_id: str) -> pd.DataFrame:
    """The claims linked to an event, in the order of documents and words."""
    claims = snapshot.tables["claims"]
    return claims[claims["event_id"] == event_id]


def claim_record(snapshot: Snapshot, claim_id: str) -> ClaimRecord:
    """A claim with places, evidence and trace, or raise `SnapshotError`."""
    claim = _row(snapshot, "claims", "claim_id", claim_id)
    return ClaimRecord(
        claim=claim,
        places=_belonging(snapshot, "claim_places", [claim_id]),
        evidence=_belonging(snapshot, "evidence", [claim_id]),
        trace=_belonging(snapshot, "trace", [claim_id]),
    )


def document_claims(snapshot: Snapshot, doc_id: str) -> pd.DataFrame:
    """All claims of a document in the order of their words, those held for review too."""
    claims = snapshot.tables["claims"]
    return claims[claims["doc_id"] == doc_id]


def evidence_of(snapshot: Snapshot, claim_ids: Sequence[str]) -> pd.DataFrame:
    """The evidence of several claims, in the order of the table."""
    return _belonging(snapshot, "evidence", claim_ids)


def _row(snapshot: Snapshot, table: str, key: str, value: str) -> dict[str, Any]:
    rows = snapshot.tables[table]
    found = rows[rows[key] == value]
    if found.empty:
        what = "event" if key == "event_id" else "claim"
        raise SnapshotError(f"snapshot {snapshot.snapshot_id} has no {what} {value!r}")
    return {str(k): v for k, v in found.iloc[0].to_dict().items()}


def _belonging(snapshot: Snapshot, table: str, claim_ids: Sequence[str]) -> pd.DataFrame:
    rows = snapshot.tables[table]
    return rows[rows["claim_id"].isin(list(claim_ids))]
