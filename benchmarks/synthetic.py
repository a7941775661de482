"""Made-up snapshots of any size for benchmarks and tests; never mixed with real data.

`tables(n, seed)` gives the same frames for the same arguments. Every text says that it is
synthetic, and every document id begins with "synthetic-".
"""

import json
from datetime import date, timedelta

import numpy as np
import pandas as pd

from geo.codes import Activity, Attribution, EventType, SourceKind, TargetType
from geo.config import ROOT
from geo.store.frames import frame

ADM1 = [
    "AF-BAL",
    "AF-BAM",
    "AF-BDG",
    "AF-BDS",
    "AF-BGL",
    "AF-DAY",
    "AF-FRA",
    "AF-FYB",
    "AF-GHA",
    "AF-GHO",
    "AF-HEL",
    "AF-HER",
    "AF-JOW",
    "AF-KAB",
    "AF-KAN",
    "AF-KAP",
    "AF-KDZ",
    "AF-KHO",
    "AF-KNR",
    "AF-LAG",
    "AF-LOG",
    "AF-NAN",
    "AF-NIM",
    "AF-NUR",
    "AF-PAN",
    "AF-PAR",
    "AF-PIA",
    "AF-PKA",
    "AF-SAM",
    "AF-SAR",
    "AF-TAK",
    "AF-URU",
    "AF-WAR",
    "AF-ZAB",
]
ACTORS = ("ISKP", "TALIBAN", "TTP", "AQ", "NRF", "AFF", "UNKNOWN")
FIRST = date(2020, 1, 1)
DAYS = 60 * 30
N_PLACES = 400


def tables(n_events: int, seed: int = 0, first: date = FIRST) -> dict[str, pd.DataFrame]:
    """Make a snapshot's tables with n_events events and a tenth as many presence claims."""
    rng = np.random.default_rng(seed)
    n_docs = max(1, n_events // 20)
    doc_ids = [f"synthetic-{i:05d}" for i in range(n_docs)]
    kinds = rng.choice(list(SourceKind), n_docs)
    text = "This text is synthetic. A made-up group attacked a made-up place. Nothing happened."
    documents = [
        {
            "doc_id": doc_id,
            "title": f"Synthetic report {i}",
            "publisher": f"Synthetic wire {i % 7}",
            "source_kind": str(kinds[i]),
            "published": first + timedelta(days=int(i * DAYS / n_docs)),
            "published_basis": "given",
            "licence": "made up",
            "n_claims": 0,
            "text": text,
        }
        for i, doc_id in enumerate(doc_ids)
    ]
    events, claims, places, evidence = [], [], [], []
    towns, homes = _towns(rng)
    for i in range(n_events):
        event = _event(i, rng, first, towns, homes)
        events.append(event)
        doc = int(rng.integers(n_docs))
        claim_id = f"c-{i:07d}"
        event["best_claim_id"] = claim_id
        event["source_kinds"] = [str(kinds[doc])]
        shared = (
            "date_start",
            "date_end",
            "date_prec",
            "event_type",
            "actors",
            "attribution",
            "target_type",
            "deaths_low",
            "deaths_best",
            "deaths_high",
            "injured_low",
            "injured_best",
            "injured_high",
            "event_id",
        )
        claims.append(
            {key: event[key] for key in shared}
            | {
                "claim_id": claim_id,
                "doc_id": doc_ids[doc],
                "kind": "event",
                "stance": "asserted",
                "score": 0.9,
                "extractor": "synthetic",
            }
        )
        places.append(_place(claim_id, 0, event["adm1"], rng, event))
        evidence.append(
            {"claim_id": claim_id, "n": 0, "start": 24, "end": 66, "quote": text[24:66]}
        )
    for i in range(max(1, n_events // 10)):
        claim_id = f"p-{i:07d}"
        doc = int(rng.integers(n_docs))
        denied = bool(rng.random() < 0.15)
        claims.append(
            {
                "claim_id": claim_id,
                "doc_id": doc_ids[doc],
                "kind": "presence",
                "stance": "denied" if denied else "asserted",
                "speakers": ["UN Monitoring Team"] if rng.random() < 0.5 else [],
                "speaker_kinds": ["un"] if rng.random() < 0.5 else [],
                "actors": [str(rng.choice(ACTORS[:6]))],
                "activity": str(rng.choice(list(Activity))),
                "score": 0.8,
                "extractor": "synthetic",
            }
        )
        for n in range(int(rng.integers(0, 3))):
            adm1 = str(rng.choice(ADM1)) if rng.random() < 0.6 else None
            places.append(_place(claim_id, n, adm1, rng, {}))
        evidence.append({"claim_id": claim_id, "n": 0, "start": 0, "end": 23, "quote": text[:23]})
    return {
        "documents": frame("documents", documents),
        "claims": frame("claims", claims),
        "claim_places": frame("claim_places", places),
        "evidence": frame("evidence", evidence),
        "trace": frame("trace"),
        "events": frame("events", events),
        "set_aside": frame("set_aside"),
        "toponyms": frame("toponyms"),
    }


def _towns(rng: np.random.Generator) -> tuple[np.ndarray, list[str]]:
    """Made-up towns near the middles of provinces, more in some than in others."""
    layer = json.loads((ROOT / "static" / "map" / "provinces.json").read_text(encoding="utf-8"))
    middle = {f["properties"]["id"]: f["properties"]["at"] for f in layer["features"]}
    homes = [ADM1[min(33, int(rng.exponential(9)))] for _ in range(N_PLACES)]
    spread = rng.normal(0, 0.13, (N_PLACES, 2))
    return (np.array([middle[home] for home in homes]) + spread).round(4), homes


def _event(
    i: int, rng: np.random.Generator, first: date, towns: np.ndarray, homes: list[str]
) -> dict[str, object]:
    town = int(rng.integers(len(towns)))
    length = int(rng.choice([0, 0, 0, 0, 3, 6, 29, 90]))
    start = first + timedelta(days=int(rng.integers(DAYS)))
    dated = bool(rng.random() > 0.05)
    draw = rng.random()
    prec = 1 if draw < 0.4 else 3 if draw < 0.55 else 4 if draw < 0.85 else 6
    abroad = draw > 0.97
    adm1 = homes[town] if prec < 6 else None
    toll = _toll(rng)
    hurt = _toll(rng)
    actors = [str(a) for a in rng.choice(ACTORS, 2 if rng.random() < 0.05 else 1, replace=False)]
    return {
        "event_id": f"e-{i:07d}",
        "date_start": start if dated else None,
        "date_end": start + timedelta(days=length) if dated else None,
        "date_prec": (1 if length == 0 else 3 if length < 7 else 4 if length < 30 else 5)
        if dated
        else None,
        "event_type": str(rng.choice(list(EventType))),
        "actors": actors,
        "attribution": str(rng.choice(list(Attribution))),
        "target": "made-up target",
        "target_type": str(rng.choice(list(TargetType))),
        "place_name": "Synthetic place",
        "country": "IR" if abroad else "AF",
        "adm1": adm1,
        "lat": float(towns[town][0]) if prec == 1 else None,
        "lon": float(towns[town][1]) if prec == 1 else None,
        "place_id": f"synthetic-{town}" if prec == 1 else None,
        "where_prec": prec,
        "on_map": adm1 is not None and not abroad,
        "deaths_low": toll[0],
        "deaths_best": toll[1],
        "deaths_high": toll[2],
        "injured_low": hurt[0],
        "injured_best": hurt[1],
        "injured_high": hurt[2],
        "n_sources": 1 + int(rng.poisson(0.4)),
        "n_claims": 1,
        "denied": bool(rng.random() < 0.03),
    }


def _toll(rng: np.random.Generator) -> tuple[int | None, int | None, int | None]:
    if rng.random() < 0.3:
        return None, None, None
    best = int(rng.poisson(6))
    low = best - int(rng.integers(0, best + 1))
    if rng.random() < 0.2:
        return best, best, None
    return low, best, best + int(rng.poisson(2))


def _place(
    claim_id: str, n: int, adm1: object, rng: np.random.Generator, event: dict[str, object]
) -> dict[str, object]:
    return {
        "claim_id": claim_id,
        "n": n,
        "name": "Synthetic place",
        "country": event.get("country", "AF"),
        "adm1": adm1,
        "kind": "province" if adm1 else "country",
        "lat": event.get("lat"),
        "lon": event.get("lon"),
        "where_prec": event.get("where_prec", 4 if adm1 else int(rng.choice([5, 6]))),
    }
