"""The nouns of the project: documents, evidence, places, tolls and claims.

Everything here is immutable, compares by value and knows nothing of files, frames or
screens. Field names are the codebook's (docs/codebook.md). `None` is unknown, never zero.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from geo.codes import (
    Activity,
    Attribution,
    Counted,
    EventType,
    Kind,
    Metric,
    PlaceKind,
    SourceKind,
    Stance,
    TargetType,
    WherePrec,
)
from geo.errors import EvidenceError

UNKNOWN_ACTOR = "UNKNOWN"
ANY_ACTOR = "ANY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source text as published, never edited.

    Attributes:
        doc_id: Stable name, the stem of its file.
        title: Headline, or "" where none is known.
        publisher: Who published it, or "".
        published: Day of publication, or None where it is not known.
        text: The whole text; every offset in the project counts its code points.
        published_basis: How the day is known ("printed", "inferred: ...", "given").
        source_kind: What sort of publisher it is.
        url: Where it was published, or "". Shown, never fetched.
        licence: Licence of the text, or "unknown".
        sha256: Digest of the file's bytes, or "" for a text made in memory.
    """

    doc_id: str
    title: str
    publisher: str
    published: date | None
    text: str
    published_basis: str = ""
    source_kind: SourceKind = SourceKind.UNKNOWN
    url: str = ""
    licence: str = "unknown"
    sha256: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that a claim rests on, and where they stand.

    Attributes:
        start: Offset of the first character [code points].
        end: Offset just past the last character [code points].
        quote: The words themselves.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def cut(cls, document: Document, start: int, end: int) -> Self:
        """Quote a non-empty stretch of a document."""
        if not 0 <= start < end <= len(document.text):
            raise ValueError(f"no span [{start}, {end}) in {document.doc_id}")
        return cls(start, end, document.text[start:end])

    def verify(self, document: Document) -> None:
        """Raise `EvidenceError` unless the document still says this, here."""
        found = document.text[self.start : self.end]
        if found != self.quote:
            raise EvidenceError(document.doc_id, self.start, quoted=self.quote, found=found)


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people were killed or hurt, as the range that a source allows [persons].

    Each bound may be None (unknown); all three None is not a toll. Zero says that nobody
    was. A source that is silent has no `Toll` at all.
    """

    low: int | None
    best: int | None
    high: int | None

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if not known or min(known) < 0 or known != sorted(known):
            raise ValueError(f"need 0 <= low <= best <= high, got {self}")

    @classmethod
    def exactly(cls, number: int) -> Self:
        """A count given without hedging."""
        return cls(number, number, number)

    @classmethod
    def at_least(cls, number: int) -> Self:
        """A count given as a lower bound."""
        return cls(number, number, None)


@dataclass(frozen=True, slots=True)
class Strength:
    """How many a group is said to have [persons, or groups]; see `Counted`."""

    low: int | None
    high: int | None
    counted: Counted

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.high) if n is not None]
        if not known or min(known) < 0 or known != sorted(known):
            raise ValueError(f"need 0 <= low <= high, got {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the gazetteer.

    Attributes:
        place_id: Identifier, such as "AF-KDZ" (province), "AF-D-..." (district).
        name: The spelling that we print.
        kind: What sort of place it is.
        country: ISO 3166-1 alpha-2, or "" for a region across countries.
        adm1: ISO 3166-2 of its province, or None (a country, a region of provinces).
        adm2: Place_id of its district, or None.
        lat: Representative point [degrees north, WGS 84], or None where it has none.
        lon: Representative point [degrees east, WGS 84], or None where it has none.
        where_prec: What naming only this place tells.
        names: Other names and spellings, Latin script.
        name_fa: Dari name, or "".
        name_ps: Pashto name, or "".
        members: Of a region: ISO 3166-2 of the provinces it covers.
        valid_from: First year in which the name was used, or None.
        valid_to: Last year in which the name was used, or None.
        source: Where the row comes from.
        capital_of: Place_id of the province or country whose seat it is, or "".
        population: People, where the source counts them, or None.
    """

    place_id: str
    name: str
    kind: PlaceKind
    country: str
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    where_prec: WherePrec
    names: tuple[str, ...] = ()
    name_fa: str = ""
    name_ps: str = ""
    members: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    source: str = ""
    capital_of: str = ""
    population: int | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"{self.place_id}: lat and lon must be given together")
        if (
            self.lat is not None
            and self.lon is not None
            and not (abs(self.lat) <= 90 and abs(self.lon) <= 180)
        ):
            raise ValueError(f"{self.place_id}: not on the globe, lat and lon swapped?")

    def contains(self, other: "Place") -> bool:
        """Whether the other place lies in this one, or is this one."""
        if self.place_id in (other.place_id, other.adm1, other.adm2):
            return True
        if self.kind is PlaceKind.COUNTRY:
            return bool(self.country) and self.country == other.country
        return other.adm1 is not None and other.adm1 in self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlace:
    """A place as one claim names it.

    Attributes:
        name: The words of the text.
        country: ISO 3166-1 alpha-2, or None for a region across countries.
        adm1: ISO 3166-2, or None.
        kind: What sort of place the text names.
        place_id: Row of the gazetteer, or None where it has none.
        adm2: Place_id of the district, or None.
        lat: Point to draw [degrees north], only where where_prec is 1 or 2.
        lon: Point to draw [degrees east], only where where_prec is 1 or 2.
        where_prec: How precisely the place is known.
    """

    name: str
    country: str | None
    adm1: str | None
    kind: PlaceKind
    place_id: str | None = None
    adm2: str | None = None
    lat: float | None = None
    lon: float | None = None
    where_prec: WherePrec = WherePrec.COUNTRY


@dataclass(frozen=True, slots=True)
class Trace:
    """How one value of a claim came about.

    Attributes:
        field: Field of the claim ("actors", "date_start", "deaths", "kind" ...).
        value: What was concluded, as text.
        rule: Id of the pattern, rule or feature ("date.month_of_last_year").
        start: First character of the words behind it [code points], or None.
        end: Just past the last character, or None.
        score: How sure the rule is, 0 to 1.
    """

    field: str
    value: str
    rule: str
    start: int | None = None
    end: int | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one document says; fields and words are the codebook's.

    Fields that belong to another kind of claim stay None.
    """

    doc_id: str
    kind: Kind
    stance: Stance = Stance.ASSERTED
    speakers: tuple[str, ...] = ()
    actors: tuple[str, ...] = (UNKNOWN_ACTOR,)
    places: tuple[ClaimPlace, ...] = ()
    date_start: date | None = None
    date_end: date | None = None
    date_prec: int | None = None
    evidence: tuple[Evidence, ...]
    # event
    event_type: EventType | None = None
    attribution: Attribution | None = None
    target: str | None = None
    target_type: TargetType | None = None
    deaths: Toll | None = None
    injured: Toll | None = None
    deaths_attackers: Toll | None = None
    # presence
    activity: Activity | None = None
    strength: Strength | None = None
    # statistic
    metric: Metric | None = None
    low: float | None = None
    high: float | None = None
    change_pct: float | None = None
    # how sure, and why
    score: float = 1.0
    review: bool = False
    extractor: str = "rules"
    trace: tuple[Trace, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a claim needs evidence")
        if not self.actors:
            raise ValueError("a claim needs actors, UNKNOWN where the text leaves them open")
        if self.kind is Kind.EVENT and len(self.places) > 1:
            raise ValueError("an event has at most one place")
        dates = (self.date_start, self.date_end, self.date_prec)
        if len({d is None for d in dates}) > 1:
            raise ValueError("date_start, date_end and date_prec are known together or not at all")
        if self.date_start and self.date_end and self.date_start > self.date_end:
            raise ValueError("date_start after date_end")

    @property
    def claim_id(self) -> str:
        """Hash of what is said and where: the same run gives the same id."""
        key = json.dumps([self.doc_id, self.record()], ensure_ascii=False, sort_keys=True)
        return "c-" + hashlib.sha256(key.encode()).hexdigest()[:12]

    def record(self) -> dict[str, Any]:
        """The claim with exactly the codebook's field names, ready for JSON."""
        out: dict[str, Any] = {
            "kind": str(self.kind),
            "stance": str(self.stance),
            "speakers": list(self.speakers),
            "actors": list(self.actors),
            "places": [
                {"name": p.name, "country": p.country, "adm1": p.adm1, "kind": str(p.kind)}
                for p in self.places
            ],
            "date_start": self.date_start.isoformat() if self.date_start else None,
            "date_end": self.date_end.isoformat() if self.date_end else None,
            "date_prec": None if self.date_prec is None else int(self.date_prec),
            "evidence": [{"start": e.start, "end": e.end, "quote": e.quote} for e in self.evidence],
        }
        if self.kind is Kind.EVENT:
            out |= {
                "event_type": _text(self.event_type),
                "attribution": _text(self.attribution),
                "target": self.target,
                "target_type": _text(self.target_type),
                "deaths": _toll(self.deaths),
                "injured": _toll(self.injured),
                "deaths_attackers": _toll(self.deaths_attackers),
            }
        elif self.kind is Kind.PRESENCE:
            s = self.strength
            out |= {
                "activity": _text(self.activity),
                "strength": s and {"low": s.low, "high": s.high, "counted": str(s.counted)},
            }
        else:
            out |= {
                "metric": _text(self.metric),
                "low": self.low,
                "high": self.high,
                "change_pct": self.change_pct,
            }
        return out


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _toll(toll: Toll | None) -> dict[str, int | None] | None:
    return None if toll is None else {"low": toll.low, "best": toll.best, "high": toll.high}
