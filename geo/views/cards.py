"""A record as a card for `static/cards.js`: words, a colour, and the key of its evidence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from geo.codes import SourceKind, WherePrec
from geo.views import palette, words
from geo.views import presence as ages
from geo.views.frames import records
from geo.views.words import Names


def first(rows: pd.DataFrame, most: int) -> Iterator[Any]:
    """The first rows, one by one."""
    return records(rows.head(most))


def event(row: Any, names: Names) -> dict[str, Any]:
    """A row of `Frames.events`: date and type, place and doers, toll and documents."""
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    what = words.code(str(row.event_type or "event"))
    lines = [f"{place(row, names)} · {doers(row, names)}"]
    lines.append(f"{tolls(row)} · {words.count(row.n_sources, 'document')}")
    return {
        "key": f"event:{row.event_id}",
        "kind": "event denied" if row.contested else "event",
        "color": palette.group(row.actors[0] if row.actors else "UNKNOWN"),
        "title": f"{when} · {what}",
        "lines": lines,
    }


def place(row: Any, names: Names) -> str:
    """Where an event was, and how exactly that is known, or why it is off the map."""
    said = str(row.place_name or "place not named")
    if row.reason:
        return f"{said} (off the map: {row.reason})"
    province = names.province(str(row.adm1))
    where = said if said == province else f"{said}, {province}"
    known = {
        WherePrec.NEAR: "near it",
        WherePrec.ADM2: "known to the district",
        WherePrec.ADM1: "known to the province only",
    }.get(row.where_prec)
    return f"{where} ({known})" if known else where


def doers(row: Any, names: Names) -> str:
    """The groups of an event, on whose word, and whether somebody says otherwise."""
    groups = ", ".join(names.actor(a) for a in row.actors) or names.actor("UNKNOWN")
    disputed = ", denied or disputed" if row.contested else ""
    return f"{groups} ({words.code(row.attribution or 'unknown')}{disputed})"


def tolls(row: Any) -> str:
    """Deaths and injured of an event or a claim in words."""
    return (
        f"deaths: {words.people(row.deaths_low, row.deaths_best, row.deaths_high)} · "
        f"injured: {words.people(row.injured_low, row.injured_best, row.injured_high)}"
    )


def presence(row: Any, names: Names, day: date) -> dict[str, Any]:
    """A row of `Frames.presence`: who and what, who says so, when, how many, how long ago."""
    groups = ", ".join(names.actor(a) for a in row.actors)
    what = words.code(str(row.activity or "presence"))
    said = " citing ".join(row.speakers) or "the document itself"
    when = words.day_range(row.date_start, row.date_end, row.date_prec)
    if pd.isna(row.date_start):
        when = words.published(row.published, row.published_sure)
        when = when if pd.isna(row.published) else f"published {when}"
    lines = [f"said by {said} · {when}"]
    if pd.notna(row.strength_low) or pd.notna(row.strength_high):
        strength = words.people(row.strength_low, row.strength_low, row.strength_high)
        lines.append(f"{strength} {words.code(row.counted or 'counted')}")
    old = ages.aged(row, day)
    if old and not row.denied:
        lines.append(ages.AGED_WORDS.capitalize())
    kinds = ["presence", *(["denied"] if row.denied else []), *(["aged"] if old else [])]
    return {
        "key": f"claim:{row.claim_id}",
        "kind": " ".join(kinds),
        "color": palette.group(row.actors[0] if row.actors else "UNKNOWN"),
        "title": f"{'Denied: ' if row.denied else ''}{groups} · {what}",
        "lines": lines,
    }


def quote(row: Any, actor: str, who: str, said: str) -> dict[str, Any]:
    """A row of `Frames.claims` with what it tells of and its words.

    Args:
        row: The claim.
        actor: Whose colour it has.
        who: The chain of speakers.
        said: The words of its evidence.
    """
    day = words.published(row.published, row.published_sure)
    what = words.code(str(row.activity or row.event_type or row.metric or row.kind))
    kinds = ", ".join(words.code(k) for k in row.lens if k != SourceKind.UNKNOWN)
    return {
        "key": f"claim:{row.claim_id}",
        "kind": "denied" if row.stance == "denied" else "said",
        "color": palette.group(actor),
        "title": f"{day} · {who}" + (f" ({kinds})" if kinds else ""),
        "lines": [what],
        "quote": f"“{said}”",
    }
