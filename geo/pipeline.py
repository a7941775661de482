"""The stages in order: texts, claims, events, snapshot; and what a run has to report.

Extraction is a pure function of one document, so many documents are shared out among
processes; the result does not depend on how many there are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Final

import geopandas as gpd
from pyogrio.errors import DataSourceError

from geo.claims.corrections import FILE as CORRECTIONS
from geo.claims.corrections import Correction, apply, read_corrections
from geo.claims.events import make_event
from geo.claims.link import link
from geo.claims.second import merge
from geo.claims.speakers import SpeakerKinds
from geo.codes import Kind, SourceKind
from geo.documents.collection import Collection, SetAside, collect
from geo.errors import AtlasError, DataError, EvidenceError
from geo.extract.encoder import Encoder
from geo.extract.extractor import as_written, from_reading, read_dated
from geo.extract.knowledge import Knowledge
from geo.extract.reading import Reading
from geo.fingerprints import data_versions, input_digests
from geo.model import Claim, ClaimPlace, Document
from geo.places.gazetteer import Gazetteer
from geo.places.provinces import load_districts
from geo.store.placing import settle
from geo.store.rows import Toponym, make_tables
from geo.store.writer import check_writable, write_snapshot

ENCODER: Final = Path("models") / "encoder"
FEW: Final = 24
"""Up to so many documents are read in this process: starting others would take longer."""
_CONTEXT: Final = 60
# What a fault of the extractor on one odd text may raise; it costs that document only.
_FAULTS: Final = (
    AtlasError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

Progress = Callable[[str, int, int], None]
Second = Callable[[Reading], Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document gave: its claims and open toponyms, or why it gave nothing.

    Attributes:
        doc_id: The document.
        claims: Its claims, those held for review too.
        toponyms: Place names left open.
        fault: "" or why there are no claims.
        data_fault: Whether a data file is at fault, not the document.
    """

    doc_id: str
    claims: tuple[Claim, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    fault: str = ""
    data_fault: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did.

    Attributes:
        snapshot_id: Snapshot that it wrote.
        documents: Documents that went in.
        claims: Claims by kind; those held for review are counted apart.
        review: Claims held for review.
        events: Events.
        on_map: Events that the map shows; the others are in the off-map box.
        set_aside: What could not be used, with reasons.
        notes: Sentences on documents that went in with a reservation.
        seconds: How long the run took.
    """

    snapshot_id: str
    documents: int
    claims: Mapping[str, int]
    review: int
    events: int
    on_map: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
    seconds: float


def build(
    paths: Sequence[Path],
    *,
    store_dir: Path,
    data_dir: Path,
    progress: Progress | None = None,
    workers: int = 1,
    second: Second | None = None,
) -> Report:
    """Read texts into a new snapshot and make it the current one.

    Args:
        paths: Files and folders of texts.
        store_dir: Folder of the store.
        data_dir: Folder of gazetteer, lexicons and boundaries.
        progress: Called with (stage, done, in all).
        workers: Processes to extract with.
        second: Another extractor; where it disagrees with the rules, a person looks.

    Raises:
        AtlasError: No text could be read, or a data file is missing or broken; the store
            is then as it was.
    """
    started = perf_counter()
    tell = progress or (lambda _stage, _done, _total: None)
    check_writable(store_dir)
    knowledge = load_knowledge(data_dir)
    districts = _districts(data_dir)
    kinds = SpeakerKinds.read(data_dir / "speakers.csv")
    corrections = read_corrections(data_dir / CORRECTIONS)
    collection = collect(paths, partial(tell, "read"))
    if not collection.documents:
        raise AtlasError(_nothing(paths, collection))
    documents = [_with_kind(document, kinds) for document in collection.documents]
    claims: list[Claim] = []
    toponyms: list[Toponym] = []
    aside = list(collection.set_aside)
    for done, got in enumerate(extract_all(documents, data_dir, workers), 1):
        claims += _with_second(second, documents[done - 1], got.claims, knowledge.knowledge)
        toponyms += got.toponyms
        if got.fault:
            aside.append(SetAside(got.doc_id, "extract", got.fault))
        tell("extract", done, len(documents))
    claims, stale = apply(corrections, claims)
    aside += [SetAside(c.doc_id, "extract", _stale(c)) for c in stale]
    claims, outside = settle(claims, districts)
    aside += [SetAside(p.name, "link", _outside(p)) for p in outside]
    tell("link", 0, 1)
    linked = link(claims)
    by_id = {document.doc_id: document for document in documents}
    events = [make_event(incident, by_id, kinds) for incident in linked.incidents]
    aside += [SetAside(c.doc_id, "link", _lone_denial(c)) for c in linked.alone]
    tell("link", 1, 1)
    tables = make_tables(
        documents,
        claims,
        events,
        speaker_kind=kinds,
        place_name=partial(_place_name, knowledge.gazetteer),
        set_aside=aside,
        toponyms=toponyms,
    )
    tell("write", 0, 1)
    snapshot_id = write_snapshot(
        store_dir, tables, inputs=input_digests(paths), versions=data_versions(data_dir)
    )
    tell("write", 1, 1)
    unique = {claim.claim_id: claim for claim in claims}.values()
    told = Counter(str(claim.kind) for claim in unique if not claim.review)
    return Report(
        snapshot_id=snapshot_id,
        documents=len(documents),
        claims={str(kind): told[str(kind)] for kind in Kind},
        review=sum(claim.review for claim in unique),
        events=len(events),
        on_map=sum(event.on_map for event in events),
        set_aside=tuple(sorted(set(aside))),
        notes=collection.notes,
        seconds=perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What a process loads once.

    Attributes:
        knowledge: Lexicons and places.
        gazetteer: The gazetteer with the curator's own additions.
        encoder: The encoder, or None where none is shipped.
    """

    knowledge: Knowledge
    gazetteer: Gazetteer
    encoder: Encoder | None


@lru_cache(maxsize=1)
def load_knowledge(data_dir: Path) -> Known:
    """Load lexicons, gazetteer and encoder, once a process.

    Raises:
        DataError: A file is missing or breaks its contract.
    """
    gazetteer = Gazetteer.read(data_dir / "gazetteer.csv", data_dir / "gazetteer.local.csv")
    encoder = data_dir / ENCODER
    return Known(
        Knowledge.load(data_dir), gazetteer, Encoder.load(encoder) if encoder.is_dir() else None
    )


def extract_all(
    documents: Sequence[Document], data_dir: Path, workers: int = 1
) -> Iterator[Extracted]:
    """Extract every document, in order, whatever the number of processes.

    Raises:
        AtlasError: A data file is broken, or a process was ended from outside.
    """
    for got in _shared_out(documents, data_dir, workers):
        if got.data_fault:
            raise AtlasError(got.fault)
        yield got


def _shared_out(documents: Sequence[Document], data_dir: Path, workers: int) -> Iterator[Extracted]:
    one = partial(extract_one, data_dir)
    if workers <= 1 or len(documents) <= FEW:
        yield from map(one, documents)
        return
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            chunk = max(1, min(16, len(documents) // (4 * workers)))
            yield from pool.map(one, documents, chunksize=chunk)
    except BrokenProcessPool as error:
        reason = "a process that extracts was ended from outside (memory?); try --workers 1"
        raise AtlasError(reason) from error


def extract_one(data_dir: Path, document: Document) -> Extracted:
    """Extract one document; what it says wrong of its own text is never let through."""
    try:
        known = load_knowledge(data_dir)
        reading = read_dated(document, known.knowledge)
        scores = known.encoder.score(reading) if known.encoder else None
        claims = from_reading(reading, scores=scores)
        for claim in claims:
            for evidence in claim.evidence:
                evidence.verify(document)
    except EvidenceError as error:
        return Extracted(document.doc_id, fault=f"a quote is not in the text ({error})")
    except DataError as error:
        return Extracted(document.doc_id, fault=str(error), data_fault=True)
    except _FAULTS as error:
        kind = type(error).__name__
        reason = f"the extractor failed on this text ({kind}: {error}); please report it"
        return Extracted(document.doc_id, fault=reason)
    return Extracted(document.doc_id, claims, tuple(_toponyms(reading)))


def _toponyms(reading: Reading) -> Iterator[Toponym]:
    text = reading.document.text
    for span in reading.places:
        if span.status != "resolved":
            around = text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT]
            start, end = reading.span_as_written(span.start, span.end)
            yield Toponym(
                doc_id=reading.document.doc_id,
                start=start,
                end=end,
                toponym=span.text,
                status=span.status,
                quote=" ".join(around.split()),
                candidates=tuple(place.place_id for place in span.candidates),
            )


def _districts(data_dir: Path) -> gpd.GeoDataFrame:
    path = data_dir / "districts.geojson"
    try:
        return load_districts(path)
    except (DataSourceError, ValueError) as error:
        if isinstance(error, AtlasError):
            raise
        raise DataError(path, 0, "is no map layer; restore it from the repository") from error


def _with_kind(document: Document, kinds: SpeakerKinds) -> Document:
    if document.source_kind is not SourceKind.UNKNOWN or not document.publisher:
        return document
    return replace(document, source_kind=kinds(document.publisher))


def _place_name(gazetteer: Gazetteer, place: ClaimPlace) -> str:
    row = gazetteer.get(place.place_id) if place.place_id else None
    return row.name if row else place.name


def _nothing(paths: Sequence[Path], collection: Collection) -> str:
    reasons = "; ".join(f"{s.path} {s.reason}" for s in collection.set_aside[:3])
    given = ", ".join(str(path) for path in paths)
    return f"nothing to build in {given}: {reasons or 'no text was found'}"


def _outside(place: ClaimPlace) -> str:
    return (
        f"the point of {place.place_id or place.name} lies outside {place.adm1}; shown by "
        "province only, mend the gazetteer (afatlas check)"
    )


def _with_second(
    second: Second | None, document: Document, claims: Sequence[Claim], knowledge: Knowledge
) -> Sequence[Claim]:
    if second is None:
        return claims
    reading = read_dated(document, knowledge)
    return merge(claims, as_written(reading, second(reading)))


def _stale(correction: Correction) -> str:
    return (
        f"a correction of {correction.field} fits no claim any more, or several "
        f"({correction.quote[:60]!r}); mend or remove it in {CORRECTIONS}"
    )


def _lone_denial(claim: Claim) -> str:
    quote = " ".join(claim.evidence[0].quote.split())
    return f"denies something that no document tells, so it is no event: {quote[:120]!r}"
