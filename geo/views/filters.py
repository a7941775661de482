"""What the reader asked to see, as one value that fits in a link.

A `Filters` is made from an address with `Filters.from_query`, which never fails: what makes
no sense is dropped with a sentence. `apply` chooses the records, `in_words` says which.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.codes import Attribution, DatePrec, EventType, Kind, SourceKind, WherePrec
from geo.views.days import read_day, spelled
from geo.views.frames import Codes, Frames

Mask = NDArray[np.bool_]


class Measure(StrEnum):
    """What the map and the charts count."""

    ATTACKS = "attacks"
    DEATHS = "deaths"
    INJURED = "injured"
    PRESENCE = "presence"
    CONTESTED = "contested"
    SHARE = "share"


class Bound(StrEnum):
    """Which figure of a toll is shown where only one can be."""

    LOW = "low"
    BEST = "best"
    HIGH = "high"


class Precision(StrEnum):
    """How exact a record must be to be shown."""

    ANY = "any"
    PROVINCE = "province"
    DISTRICT = "district"
    POINT = "point"
    RESEARCH = "research"


class Level(StrEnum):
    """What the map shades."""

    PROVINCE = "province"
    DISTRICT = "district"


class Lang(StrEnum):
    """Language of place names."""

    EN = "en"
    FA = "fa"
    PS = "ps"


_WHERE: Final = {
    Precision.ANY: None,
    Precision.PROVINCE: WherePrec.ADM1,
    Precision.DISTRICT: WherePrec.ADM2,
    Precision.POINT: WherePrec.NEAR,
    Precision.RESEARCH: WherePrec.ADM2,
}
_CLOSED: Final[dict[str, type[StrEnum]]] = {
    "kinds": Kind,
    "types": EventType,
    "attribution": Attribution,
    "sources": SourceKind,
}
_OPEN: Final = ("groups", "provinces")
_CHOICES: Final[dict[str, type[StrEnum]]] = {
    "measure": Measure,
    "toll": Bound,
    "precision": Precision,
    "level": Level,
    "lang": Lang,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The values that a snapshot knows; an address that asks for others gets a note."""

    groups: Collection[str]
    provinces: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The records that a `Filters` lets through.

    Attributes:
        events: Rows of `Frames.events`.
        presence: Rows of `Frames.presence`, asserted and denied.
        statistics: Rows of `Frames.statistics`.
        held: Rows of `Frames.held`; no records, so counted apart.
        spots: Rows of `Frames.spots` that belong to `presence`.
        undated: How many records the period left out because no source dates them.
        areas: `Frames.areas`.
    """

    events: pd.DataFrame
    presence: pd.DataFrame
    statistics: pd.DataFrame
    held: pd.DataFrame
    spots: pd.DataFrame
    undated: int
    areas: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        """Number of records, of all three kinds."""
        return len(self.events) + len(self.presence) + len(self.statistics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """A choice of records and of how to show them; the default shows everything.

    Attributes:
        since: First day shown, or None for no limit.
        until: Last day shown, or None for no limit.
        groups: Actor ids, any of them; empty for all.
        kinds: Kinds of record; empty for all.
        types: Event types; empty for all. Says nothing of presence or statistics.
        provinces: ISO 3166-2 codes; empty for all, off-map records included.
        attribution: On whose word a group is named for an event; empty for all.
        sources: Source kinds that speak, any of them; empty for all.
        precision: How exact place (and, for research, date) must be.
        measure: What is counted. Chooses no records.
        toll: Which figure of a toll the map paints. Chooses no records.
        level: What is shaded. Chooses no records.
        per_head: Whether counts are shown per 100,000 people; never for a share. Chooses no
            records.
        lang: Language of place names. Chooses no records.
        at: Province whose panel is open, or None. Chooses no records.
    """

    since: date | None = None
    until: date | None = None
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    precision: Precision = Precision.ANY
    measure: Measure = Measure.ATTACKS
    toll: Bound = Bound.BEST
    level: Level = Level.PROVINCE
    per_head: bool = False
    lang: Lang = Lang.EN
    at: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is after until {self.until}")
        for name in (*_OPEN, *_CLOSED):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.measure is Measure.SHARE:
            object.__setattr__(self, "per_head", False)

    def to_query(self) -> dict[str, str]:
        """Spell the choice as URL parameters, leaving out defaults."""
        out: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, tuple):
                out[field.name] = ",".join(quote(v, safe=" :()'.") for v in value)
            elif isinstance(value, date):
                out[field.name] = spelled(value, last=field.name == "until")
            else:
                out[field.name] = "1" if value is True else str(value)
        return out

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], known: Known | None = None
    ) -> tuple[Self, tuple[str, ...]]:
        """Read URL parameters.

        Args:
            query: Parameters by name; names that are not ours are ignored.
            known: Values of the snapshot, or None to take groups and provinces as given.

        Returns:
            The filters, and a sentence for each parameter that was dropped.
        """
        notes: list[str] = []
        found = _read_period(query, notes) | _read_lists(query, known, notes)
        for name, choices in _CHOICES.items():
            if raw := query.get(name):
                if raw in set(choices):
                    found[name] = choices(raw)
                else:
                    notes.append(f"The address asks for {name}={_short(raw)}, which is no choice.")
        if raw := query.get("at"):
            if known is None or raw in known.provinces:
                found["at"] = raw
            else:
                notes.append(f"The address asks for at={_short(raw)}, which is no province.")
        found["per_head"] = query.get("per_head") == "1"
        return cls(**found), tuple(notes)

    def without(self, name: str) -> Self:
        """The same choice with one filter cleared; "period" clears both ends."""
        names = ("since", "until") if name == "period" else (name,)
        default = type(self)()
        return replace(self, **{n: getattr(default, n) for n in names})

    def cleared(self) -> Self:
        """The same way of showing, with every filter that chooses records cleared."""
        return type(self)(
            measure=self.measure, toll=self.toll, level=self.level, per_head=self.per_head,
            lang=self.lang,
        )  # fmt: skip

    def active(self) -> tuple[str, ...]:
        """Names of the filters that choose records, "period" for both ends."""
        default = type(self)()
        names = (*_OPEN, *_CLOSED, "precision")
        period = ("period",) if self.since or self.until else ()
        return period + tuple(n for n in names if getattr(self, n) != getattr(default, n))

    def apply(self, frames: Frames) -> Chosen:
        """Choose the records; one that spans days counts where any of them lies inside.

        With a period, a record that no source dates is left out and counted in `undated`; a
        presence claim without a date of its own is dated by its document.
        """
        parts = [
            (Kind.EVENT, frames.events),
            (Kind.PRESENCE, frames.presence),
            (Kind.STATISTIC, frames.statistics),
        ]
        kept, undated = [], 0
        for kind, rows in parts:
            keep, silent = self._dated(rows, self._keep(kind, rows, frames))
            kept.append(keep)
            undated += silent
        events, presence, statistics = (
            rows if keep.all() else rows[keep] for keep, (_, rows) in zip(kept, parts, strict=True)
        )
        near = kept[1][frames.spots["claim"].to_numpy()]
        return Chosen(
            events=events,
            presence=presence,
            statistics=statistics,
            held=self._held(frames),
            spots=frames.spots if near.all() else frames.spots[near],
            undated=undated,
            areas=frames.areas,
        )

    def _held(self, frames: Frames) -> pd.DataFrame:
        """Choose what is held for review as if it were not."""
        rows = frames.held
        kept = np.zeros(len(rows), dtype=bool)
        for kind in Kind:
            mine = rows["kind"].eq(kind).to_numpy()
            own = rows[mine] if kind is Kind.PRESENCE else rows[mine].drop(columns="denied")
            kept[mine] = self._dated(own, self._keep(kind, own, frames))[0]
        return rows[kept]

    def _dated(self, rows: pd.DataFrame, keep: Mask) -> tuple[Mask, int]:
        """Which of the kept rows lie in the period, and how many it leaves out as undated."""
        if self.since is None and self.until is None:
            return keep, 0
        first, last = (days.to_numpy() for days in span(rows))
        silent = np.isnat(first)
        inside = keep & ~silent
        if self.since:
            inside &= last >= np.datetime64(self.since)
        if self.until:
            inside &= first <= np.datetime64(self.until)
        return inside, int((keep & silent).sum())

    def _keep(self, kind: Kind, rows: pd.DataFrame, frames: Frames) -> Mask:
        """Which rows pass every filter but the period."""
        if self.kinds and kind not in self.kinds:
            return np.zeros(len(rows), dtype=bool)
        keep = np.ones(len(rows), dtype=bool)
        if self.groups:
            keep &= has_any(frames.lists, rows["who"].to_numpy(), self.groups)
        if self.sources:
            keep &= has_any(frames.lists, rows["said"].to_numpy(), self.sources)
        if kind is Kind.EVENT:
            if self.types:
                keep &= rows["event_type"].isin(self.types).to_numpy()
            if self.attribution:
                keep &= rows["attribution"].isin(self.attribution).to_numpy()
        return keep & self._placed(kind, rows, frames) if self._asks_place() else keep

    def _asks_place(self) -> bool:
        return bool(self.provinces) or self.precision is not Precision.ANY

    def _placed(self, kind: Kind, rows: pd.DataFrame, frames: Frames) -> Mask:
        """Which rows lie, with one of their places, where the filters ask for."""
        own = "adm1" in rows
        spots = rows if own else frames.tables["claim_places"]
        good = np.ones(len(spots), dtype=bool)
        if self.provinces:
            good &= spots["adm1"].isin(self.provinces).to_numpy()
        if (worst := _WHERE[self.precision]) is not None:
            good &= spots["where_prec"].le(worst).to_numpy()
        keep = good if own else rows["claim_id"].isin(spots["claim_id"][good]).to_numpy()
        if self.precision is Precision.RESEARCH:
            keep = keep & rows["date_prec"].le(DatePrec.WEEK).to_numpy()
        return keep


def span(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """First and last day of each record; a presence without a date takes its document's."""
    first, last = rows["date_start"], rows["date_end"]
    if "published" in rows and "denied" in rows:
        return first.fillna(rows["published"]), last.fillna(rows["published"])
    return first, last


def has_any(lists: Sequence[Collection[str]], codes: Codes, wanted: Collection[str]) -> Mask:
    """Whether the list of each row holds one of the wanted values.

    Args:
        lists: `Frames.lists`.
        codes: The place of each row's list in it.
        wanted: Values.
    """
    asked = set(wanted)
    hits = np.fromiter((not asked.isdisjoint(values) for values in lists), bool, len(lists))
    return hits[codes]


def _read_period(query: Mapping[str, str], notes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("since", "until"):
        if raw := query.get(name):
            day = read_day(raw, last=name == "until")
            if day is None:
                notes.append(f"The address asks for {name}={_short(raw)}, which is no date.")
            else:
                found[name] = day
    if found.get("since", date.min) > found.get("until", date.max):
        notes.append("The address asks for a period that ends before it begins.")
        return {}
    return found


def _read_lists(query: Mapping[str, str], known: Known | None, notes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in (*_OPEN, *_CLOSED):
        allowed = _allowed(name, known)
        values = [unquote(v) for v in query.get(name, "").split(",") if v]
        found[name] = tuple(v for v in values if allowed is None or v in allowed)
        notes += [
            f"The address asks for {name}={_short(v)}, which this atlas does not have."
            for v in values
            if allowed is not None and v not in allowed
        ]
    return found


def _allowed(name: str, known: Known | None) -> Collection[str] | None:
    if name in _CLOSED:
        return set(_CLOSED[name])
    if known is None:
        return None
    return known.groups if name == "groups" else known.provinces


def _short(raw: str) -> str:
    return repr(raw if len(raw) <= 40 else raw[:39] + "…")
