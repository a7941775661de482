"""Snapshots made by hand."""

from datetime import date

from geo.store.frames import frame
from geo.store.writer import write_snapshot

EVENT = {
    "event_id": "e-1",
    "date_start": date(2021, 10, 1),
    "date_end": date(2021, 10, 31),
    "date_prec": 4,
    "event_type": "suicide_bomb",
    "actors": ("ISKP",),
    "country": "AF",
    "adm1": "AF-KDZ",
    "lat": 36.73,
    "lon": 68.86,
    "where_prec": 1,
    "on_map": True,
    "deaths_low": 50,
    "deaths_best": 50,
}
DOCUMENT = {"doc_id": "a", "text": "A bombing\r\nin Kunduz.", "published": date(2026, 1, 21)}
CLAIM = {
    "claim_id": "c-1",
    "doc_id": "a",
    "kind": "event",
    "stance": "asserted",
    "actors": ("ISKP",),
    "event_id": "e-1",
    "score": 0.5,
}
EVIDENCE = {"claim_id": "c-1", "n": 0, "start": 0, "end": 9, "quote": "A bombing"}


def tables(events=(EVENT,), documents=(DOCUMENT,), claims=(CLAIM,), evidence=(EVIDENCE,)):
    """Frames of a small snapshot."""
    return {
        "events": frame("events", events),
        "documents": frame("documents", documents),
        "claims": frame("claims", claims),
        "evidence": frame("evidence", evidence),
    }


def write(folder, **changed):
    """Write a small snapshot and return its id."""
    return write_snapshot(folder, tables(**changed), inputs={"a": "0"}, versions={"code": "1"})
