"""What every picture must carry, worked out once from the view it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from geo.documents.origin import certainty
from geo.store.snapshot import Manifest
from geo.views import aggregate, words
from geo.views.aggregate import Balance, Sum
from geo.views.filters import Chosen, Filters, Measure
from geo.views.frames import Frames
from geo.views.words import Names

DISCLAIMER: Final = (
    "Boundaries (AIMS 2014, via geoBoundaries) and names imply no endorsement or recognition."
)
MACHINE: Final = "Contains machine-extracted data; accuracy: see docs/accuracy.md."
_LONG: Final = 16
"""Letters from which a group's name counts as long."""
_COUNTED: Final = {Measure.ATTACKS: "attack", Measure.PRESENCE: "presence claim"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document behind a picture; `sure` says how well its day is known ("month")."""

    doc_id: str
    title: str
    publisher: str
    published: date | None
    sure: str = ""

    @property
    def cited(self) -> str:
        """Publisher, title and day, as a source line."""
        day = words.published(self.published, self.sure)
        title = f"“{self.title}”" if self.title else self.doc_id
        return ", ".join(part for part in (self.publisher, title, day) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The frame of a picture.

    Attributes:
        filters: The active filters in words, without the period.
        filters_brief: The same with codes for long names of groups.
        period: The period in words.
        events: Events of the view, on and off the map [count].
        presence: Presence claims of the view [count].
        statistics: Statistics of the view [count].
        balance: How the records behind the measure split into mapped and off-map.
        counts: What the balance counts: "attack", "event" or "presence claim".
        deaths: Toll of the events as a range, with how many report none.
        injured: The same for the injured.
        sources: The documents that say it, by publisher and day.
        undated: Records left out by the period since nobody dates them.
        cut_off: Latest publication in the snapshot, or None.
        snapshot_id: Which snapshot it was drawn from.
        published: Words on publish mode, or "".
    """

    filters: str
    filters_brief: str
    period: str
    events: int
    presence: int
    statistics: int
    balance: Balance
    counts: str
    deaths: Sum
    injured: Sum
    sources: tuple[Source, ...]
    undated: int
    cut_off: date | None
    snapshot_id: str
    published: str = ""

    def counted(self) -> str:
        """Counts in one line: events, off-map, sources, toll."""
        return " · ".join(self.counts_said())

    def counts_said(self) -> list[str]:
        """The counts one by one, in words."""
        split = self.balance
        parts = [
            words.count(self.events, "event"),
            words.count(self.presence, "presence claim"),
            (
                f"{words.count(split.total, self.counts)} = {split.mapped:,} on the map + "
                f"{split.off_map:,} off-map"
            ),
            f"deaths: {toll_said(self.deaths)}",
            f"injured: {toll_said(self.injured)}",
            words.count(len(self.sources), "source"),
        ]
        if self.undated:
            parts.append(f"{self.undated:,} undated left out")
        return parts

    def made_from(self) -> str:
        """Data cut-off and snapshot in one line."""
        day = self.cut_off.isoformat() if self.cut_off else "unknown"
        base = f"Data cut-off {day} · snapshot {self.snapshot_id}"
        return f"{base} · {self.published}" if self.published else base


def toll_range(toll: Sum) -> str:
    """A sum of tolls as a range: "38 to 52", "38 to 52+" where some toll is a lower bound."""
    if toll.reported == 0:
        return "none reported" if toll.silent else "none"
    text = f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}"
    return f"{text}+" if toll.open else text


def toll_said(toll: Sum) -> str:
    """Range, best figure and silence: "38 to 52 (best 45), not reported: 3"."""
    told = toll.reported and toll.low != toll.high
    best = f" (best {toll.best:,})" if told else ""
    return f"{toll_range(toll)}{best}, not reported: {toll.silent:,}"


def gather(
    frames: Frames, manifest: Manifest, filters: Filters, names: Names, published: str = ""
) -> tuple[Facts, Chosen]:
    """Work out the frame of the picture that shows a view.

    Args:
        frames: The snapshot, made ready.
        manifest: Its manifest.
        filters: The view.
        names: Our names of groups and provinces.
        published: Words on publish mode, or "".

    Returns:
        The facts, and the records that the view chooses.
    """
    chosen = filters.apply(frames)
    codes = {a: name if len(name) <= _LONG else a for a, name in names.actors.items()}
    facts = Facts(
        filters=_in_words(filters, names),
        filters_brief=_in_words(filters, replace(names, actors=codes)),
        period=words.period(filters.since, filters.until),
        events=len(chosen.events),
        presence=len(chosen.presence),
        statistics=len(chosen.statistics),
        balance=aggregate.balance(chosen, filters.measure),
        counts=_COUNTED.get(filters.measure, "event"),
        deaths=aggregate.toll(chosen.events, "deaths"),
        injured=aggregate.toll(chosen.events, "injured"),
        sources=sources(frames, chosen),
        undated=chosen.undated,
        cut_off=manifest.cut_off,
        snapshot_id=manifest.snapshot_id,
        published=published,
    )
    return facts, chosen


def _in_words(filters: Filters, names: Names) -> str:
    said = [text for name, text in words.in_words(filters, names) if name != "period"]
    return " · ".join(said) or "no filters"


def claims_behind(frames: Frames, chosen: Chosen) -> pd.DataFrame:
    """The claims that a choice rests on: of its events, its presence and its statistics."""
    wanted = set(chosen.presence["claim_id"]) | set(chosen.statistics["claim_id"])
    keep = frames.claims["event_id"].isin(set(chosen.events["event_id"]))
    return frames.claims[keep | frames.claims["claim_id"].isin(wanted)]


def sources(frames: Frames, chosen: Chosen) -> tuple[Source, ...]:
    """The documents that a choice rests on, by publisher, day and id."""
    wanted = set(claims_behind(frames, chosen)["doc_id"])
    rows = frames.documents[frames.documents["doc_id"].isin(wanted)]
    out = [source(row) for _, row in rows.iterrows()]
    return tuple(sorted(out, key=lambda s: (s.publisher, s.published or date.min, s.doc_id)))


def source(row: pd.Series) -> Source:
    """One row of the documents table as a source."""
    day = row["published"]
    return Source(
        doc_id=row["doc_id"],
        title=row["title"] or "",
        publisher=row["publisher"] or "",
        published=None if pd.isna(day) else day.date(),
        sure=certainty(row.get("published_basis")),
    )


def quotes(frames: Frames, claim_ids: pd.Series, between: str = " […] ") -> dict[str, str]:
    """The words that each claim rests on, the parts of one joined in their order."""
    evidence = frames.tables["evidence"]
    rows = evidence[evidence["claim_id"].isin(claim_ids)].sort_values(["claim_id", "n"])
    return {str(c): between.join(said) for c, said in rows.groupby("claim_id")["quote"]}


def notes(frames: Frames, claims: pd.DataFrame, *, most: int = 60) -> str:
    """Every quote behind a slide with speaker, publisher, date and event id, as plain text.

    Args:
        frames: The snapshot.
        claims: Rows of `Frames.claims`.
        most: Claims listed at most; the rest is counted.
    """
    shown = claims.sort_values(["date_start", "claim_id"], na_position="last").head(most)
    documents = frames.documents[frames.documents["doc_id"].isin(shown["doc_id"])]
    by_doc = {row["doc_id"]: source(row) for _, row in documents.iterrows()}
    said = quotes(frames, shown["claim_id"])
    lines = []
    for _, row in shown.iterrows():
        who = " citing ".join(row["speakers"]) or "in its own voice"
        lines.append(
            f"[{row['event_id'] or row['claim_id']}] “{said.get(row['claim_id'], '')}” "
            f"— {who}; {by_doc[row['doc_id']].cited}"
        )
    if len(claims) > most:
        lines.append(f"and {words.count(len(claims) - most, 'further claim')}, see the data file.")
    return "\n".join(lines)


def source_list(sources_: Sequence[Source]) -> list[str]:
    """Citations for the footer."""
    return [item.cited for item in sources_]
