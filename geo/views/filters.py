"""What the reader asked to see, as one value that fits in a link.

A `Filters` is made from an address with `Filters.from_query`, which never fails: what makes
no sense is dropped with a sentence. `apply` chooses the records, `in_words` says which.
"""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import quote, unquote

import pandas as pd

from geo.codes import Attribution, DatePrec, EventType, Kind, SourceKind, WherePrec
from geo.views.frames import Frames


class Measure(StrEnum):
    """What the map and the charts count."""

    ATTACKS = "attacks"
    DEATHS = "deaths"
    INJURED = "injured"
    PRESENCE = "presence"
    CONTESTED = "contested"


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
    "precision": Precision,
    "level": Level,
    "lang": Lang,
}
_FIRST, _LAST = 1900, 2100


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
        spots: Rows of `Frames.spots` that belong to `presence`.
        undated: How many records the period left out because no source dates them.
    """

    events: pd.DataFrame
    presence: pd.DataFrame
    statistics: pd.DataFrame
    spots: pd.DataFrame
    undated: int

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
        level: What is shaded. Chooses no records.
        per_head: Whether counts are shown per 100,000 people. Chooses no records.
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
    level: Level = Level.PROVINCE
    per_head: bool = False
    lang: Lang = Lang.EN
    at: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is after until {self.until}")
        for name in (*_OPEN, *_CLOSED):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

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
                out[field.name] = _spell(value, last=field.name == "until")
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
            measure=self.measure, level=self.level, per_head=self.per_head, lang=self.lang
        )

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
        events, presence, statistics = frames.events, frames.presence, frames.statistics
        parts = {
            Kind.EVENT: self._keep(events, frames, "source_kinds"),
            Kind.PRESENCE: self._keep(presence, frames, "lens"),
            Kind.STATISTIC: self._keep(statistics, frames, "lens"),
        }
        if self.types:
            parts[Kind.EVENT] &= events["event_type"].isin(self.types)
        if self.attribution:
            parts[Kind.EVENT] &= events["attribution"].isin(self.attribution)
        undated = 0
        for kind, rows in (
            (Kind.EVENT, events),
            (Kind.PRESENCE, presence),
            (Kind.STATISTIC, statistics),
        ):
            if self.kinds and kind not in self.kinds:
                parts[kind] = pd.Series(data=False, index=rows.index)
            if self.since or self.until:
                first, last = span(rows)
                undated += int((parts[kind] & first.isna()).sum())
                parts[kind] &= first.notna()
                if self.since:
                    parts[kind] &= last >= pd.Timestamp(self.since)
                if self.until:
                    parts[kind] &= first <= pd.Timestamp(self.until)
        chosen = presence[parts[Kind.PRESENCE]]
        return Chosen(
            events=events[parts[Kind.EVENT]],
            presence=chosen,
            statistics=statistics[parts[Kind.STATISTIC]],
            spots=frames.spots[frames.spots["claim_id"].isin(chosen["claim_id"])],
            undated=undated,
        )

    def _keep(self, rows: pd.DataFrame, frames: Frames, lens: str) -> pd.Series:
        """Which rows pass the filters that all three kinds share."""
        keep = pd.Series(data=True, index=rows.index)
        if self.groups:
            keep &= has_any(rows["actors"], self.groups)
        if self.sources:
            keep &= has_any(rows[lens], self.sources)
        if not self.provinces and self.precision is Precision.ANY:
            return keep
        own = rows.index.to_series() if lens == "source_kinds" else rows["claim_id"]
        spots = rows if lens == "source_kinds" else frames.tables["claim_places"]
        key = own if lens == "source_kinds" else spots["claim_id"]
        good = pd.Series(data=True, index=spots.index)
        if self.provinces:
            good &= spots["adm1"].isin(self.provinces)
        if (worst := _WHERE[self.precision]) is not None:
            good &= spots["where_prec"].le(worst)
        if self.precision is Precision.RESEARCH:
            keep &= rows["date_prec"].le(DatePrec.WEEK)
        return keep & own.isin(key[good])


def span(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """First and last day of each record; a presence without a date takes its document's."""
    first, last = rows["date_start"], rows["date_end"]
    if "published" in rows and "denied" in rows:
        return first.fillna(rows["published"]), last.fillna(rows["published"])
    return first, last


def has_any(lists: pd.Series, wanted: Collection[str]) -> pd.Series:
    """Whether each tuple of the series holds one of the wanted values."""
    codes, kinds = pd.factorize(lists)
    hits = [bool(set(kind) & set(wanted)) for kind in kinds]
    return pd.Series(pd.array([*hits, False], dtype="bool").take(codes), index=lists.index).astype(
        bool
    )


def _read_period(query: Mapping[str, str], notes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("since", "until"):
        if raw := query.get(name):
            day = _read_day(raw, last=name == "until")
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


def _spell(day: date, *, last: bool) -> str:
    edge = calendar.monthrange(day.year, day.month)[1] if last else 1
    return f"{day:%Y-%m}" if day.day == edge else day.isoformat()


def _read_day(raw: str, *, last: bool) -> date | None:
    try:
        if len(raw) == len("2021-10"):
            year, month = int(raw[:4]), int(raw[5:])
            day = date(year, month, calendar.monthrange(year, month)[1] if last else 1)
        else:
            day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if _FIRST <= day.year <= _LAST else None
