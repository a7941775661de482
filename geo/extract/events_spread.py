"""Sentences that tell of several incidents at once, and incidents that their wording makes sure.

`spread` works on the claims of `geo.extract.events` and adds what one mention cannot hold:

* spread.one_and_another: "attacks, including one that killed X and another on Y in Z"
* spread.places: "recent attacks by G in A and B" tells of one in A and of one in B
* spread.named_dead: "the killings of G commanders, including N and M" tells of two
* sure.find: "found ... at a G hideout in P" is a find, however it is hedged
* sure.arrests: "special forces have arrested a number of G militants"
* sure.short: a text that is a date and a few sentences records an incident at its place
* sure.killed, sure.caught: forces killed or caught counted people in a province that is named
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.codes import Attribution, EventType, Kind, PlaceKind, TargetType, WherePrec
from geo.extract.events_resolve import claim_place
from geo.extract.reading import PlaceSpan, Reading, Sentence, TollSpan
from geo.extract.scanning import Scan
from geo.model import UNKNOWN_ACTOR, Claim, ClaimPlace, Evidence, Toll, Trace

_ONE_AND_ANOTHER: Final = Scan(
    r"\bincluding (?P<one>(?:the )?one\b[^.;]{4,200}?),? and "
    r"(?P<other>(?:another|a second|one)\b[^.;]{4,200})"
)
_PLURAL: Final = Scan(
    r"\b(?:recent|deadly|bloody|large|major|high-profile|previous)(?: \w+)? "
    r"(?:attacks|bombings|massacres|assaults|shootings)\b"
)
_JOINED: Final = re.compile(r"(?:,? and (?:in )?|, (?:in )?|,? as well as (?:in )?)")
_NAME: Final = r"(?:[A-Z][\w’'-]+(?: (?:al-|ul-)?[A-Z][\w’'-]+){0,3})"
_NAMED_DEAD: Final = Scan(
    rf"\b[Kk]illings? of (?P<whom>[^.;]{{2,80}}?),? (?:including|such as|among them) "
    rf"(?P<names>{_NAME}(?:, {_NAME}){{0,4}}(?:,? and {_NAME})?)"
)
_SPLIT_NAMES: Final = re.compile(r", and |, | and ")
_FIND: Final = re.compile(
    r"\b(?:found|discovered|seized|recovered|uncovered|destroy(?:ed|ing)?)\b[^.;]{0,120}"
    r"\b(?:hideouts?|hide-outs?|safe houses?|caches?|weapons|arms|ammunition|explosives|"
    r"bomb-making)\b"
)
_ARRESTS: Final = re.compile(
    r"\b(?:ha(?:s|ve) |had )?(?:arrested|detained|rounded up)\b[^.;]{0,60}"
    r"\b(?:militants|members|fighters|insurgents|operatives|commanders)\b"
)
_MISHAP: Final = re.compile(
    r"\b(?:accident\w*|cylinders?|stoves?|boilers?|thefts?|thie(?:f|ves)|feuds?|disputes?|"
    r"quarrel\w*|brawl\w*|crash\w*|overturn\w*|films?|documentar\w+|novels?|anniversary|"
    r"over (?:an?|the|land|water|money))\b",
    re.IGNORECASE,
)
"""Words of crimes, mishaps and fiction, which a text of few sentences may be about."""
_KILLED_NAME: Final = re.compile(rf"\bkilled\b(?! at least| \d)[^.;,]{{0,80}}?(?P<name>{_NAME})$")
FORCES: Final = frozenset({"AFG_GOV", "US_NATO", "PAK_GOV", "TJK_GOV", "IRN_GOV", "TALIBAN"})
"""States and their forces; the Taliban count as one, as rulers."""
SHORT_FLOOR: Final = 0.1
_SENTENCES: Final = 3
_CHARACTERS: Final = 600
_DAYS: Final = 2
"""Longest precision of a day: UCDP date_prec 1 or 2."""
SURE_FLOOR: Final = 0.2
"""Review claims at or above this become claims where the wording is sure."""


def spread(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Claims with those added that their sentences tell of besides.

    Args:
        reading: The typed spans of the document.
        claims: Its event claims, those held for review included.

    Returns:
        The claims, in order of their evidence; none of the claims given is lost.
    """
    kept = [_sure(reading, claim) for claim in claims]
    for sentence in reading.sentences:
        kept = _one_and_another(reading, sentence, kept)
        kept += _places(reading, sentence, kept)
        kept += _named_dead(reading, sentence, kept)
    return sorted(kept, key=lambda c: (c.evidence[0].start, c.evidence[-1].end))


def _sure(reading: Reading, claim: Claim) -> Claim:
    if not claim.review or claim.score < floor_of(reading):
        return claim
    short = is_short(reading) and not _MISHAP.search(reading.document.text)
    rule = "sure.short" if short and any(p.adm1 for p in claim.places) else ""
    if not rule and claim.actors != (UNKNOWN_ACTOR,):
        rule = _sure_words(claim) or _sure_deed(reading, claim)
    if not rule:
        return claim
    first = claim.evidence[0]
    trace = (*claim.trace, Trace("kind", "event", rule, first.start, first.end, claim.score))
    return replace(claim, review=False, trace=trace)


def is_short(reading: Reading) -> bool:
    """Whether a text is a record of one incident: a date, and a few sentences."""
    text = reading.document.text
    told = [s for s in reading.sentences if not s.heading]
    if len(told) > _SENTENCES or len(text) > _CHARACTERS:
        return False
    return any(not text[: d.start].strip() for d in reading.dates[:1])


def floor_of(reading: Reading) -> float:
    """Score from which an incident of a text may become a claim by its wording."""
    return SHORT_FLOOR if is_short(reading) else SURE_FLOOR


def _sure_words(claim: Claim) -> str:
    words = claim.evidence[0].quote
    if claim.event_type is EventType.DISRUPTED_WEAPONS_USE and _FIND.search(words):
        return "sure.find"
    return (
        "sure.arrests" if claim.event_type is EventType.ARRESTS and _ARRESTS.search(words) else ""
    )


def _sure_deed(reading: Reading, claim: Claim) -> str:
    """A rule for forces that killed or caught somebody, counted, in a province that is named."""
    dated = (claim.date_prec or 9) <= _DAYS
    placed = any(p.adm1 for p in claim.places)
    if not FORCES.intersection(claim.actors) or not (placed or (dated and claim.places)):
        return ""
    told = [t for t in reading.tolls if t.best and not t.forecast and _inside(claim, t)]
    if claim.event_type is EventType.ARRESTS:
        return "sure.caught" if any(t.what == "captured" for t in told) else ""
    dated = dated and placed
    return "sure.killed" if dated and any(t.what == "deaths" and t.militants for t in told) else ""


def _inside(claim: Claim, toll: TollSpan) -> bool:
    return any(e.start <= toll.start and toll.end <= e.end for e in claim.evidence)


def _one_and_another(reading: Reading, sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    found = _ONE_AND_ANOTHER.search(sentence.text)
    base = _covering(claims, sentence) if found else None
    if found is None or base is None:
        return claims
    begin = sentence.start
    one = (begin, begin + found.end("one"))
    other = (begin + found.start("other"), begin + len(found[0].rstrip()) + found.start())
    made = []
    for (start, end), own in ((one, begin + found.start("one")), (other, other[0])):
        where = _place_in(reading, own, end)
        deaths = _deaths_in(reading, own, end)
        named = _KILLED_NAME.search(reading.document.text[own:end])
        if deaths is None and named:
            deaths = Toll.exactly(1)
        made.append(
            _variant(
                reading, base, "spread.one_and_another", start, end,
                places=(where,) if where else _country(),
                deaths=deaths,
            )
        )  # fmt: skip
    return [c for c in claims if c is not base] + made


def _places(reading: Reading, sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    plural = _PLURAL.search(sentence.text)
    if plural is None:
        return []
    after = sentence.start + plural.end()
    run = next((r for r in _runs(reading, after, sentence.end) if len(r) > 1), ())
    base = _covering(claims, sentence)
    if len(run) < 2 or base is None or run[0].start - after > 60:
        return []
    dated = any(sentence.start <= d.start < sentence.end for d in reading.dates)
    at = claims.index(base)
    base = base if dated else _undated(base)
    areas = {(span.country, span.adm1) for span in run}
    if not areas & {(p.country, p.adm1) for p in base.places}:
        base = _moved(base, run[0])
    claims[at] = base = replace(base, review=False)
    made = []
    for span in run:
        where = claim_place(span)
        if (where.country, where.adm1) in {(p.country, p.adm1) for p in base.places}:
            continue
        made.append(
            _variant(
                reading, base, "spread.places", base.evidence[0].start, base.evidence[0].end,
                places=(where,), deaths=None,
            )
        )  # fmt: skip
    return made


def _undated(claim: Claim) -> Claim:
    """A claim without its days, and without the account of them."""
    trace = tuple(t for t in claim.trace if not t.field.startswith("date_"))
    return replace(claim, date_start=None, date_end=None, date_prec=None, trace=trace)


def _moved(claim: Claim, span: PlaceSpan) -> Claim:
    """A claim at another place, with the words that say so."""
    where = claim_place(span)
    trace = Trace("places", where.name, "spread.places", span.start, span.end)
    rest = tuple(t for t in claim.trace if t.field != "places")
    return replace(claim, places=(where,), trace=(*rest, trace))


def _runs(reading: Reading, start: int, end: int) -> Iterator[tuple[PlaceSpan, ...]]:
    """Runs of resolved places that are joined by commas or "and"."""
    run: list[PlaceSpan] = []
    text = reading.document.text
    for span in reading.places:
        if not start <= span.start < end or span.status != "resolved" or span.role:
            continue
        if run and not _JOINED.fullmatch(text[run[-1].end : span.start]):
            yield tuple(run)
            run = []
        run.append(span)
    if run:
        yield tuple(run)


def _named_dead(reading: Reading, sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    found = _NAMED_DEAD.search(sentence.text)
    told = _covering(claims, sentence)
    if found is None or (told is not None and not told.review):
        return []
    names = [name for name in _SPLIT_NAMES.split(found["names"]) if name]
    start, end = sentence.start + found.start(), sentence.start + found.end()
    where = _place_in(reading, start, min(sentence.end, end + 60))
    whom = f"{found['whom'].strip()} "
    return [
        Claim(
            doc_id=reading.document.doc_id,
            kind=Kind.EVENT,
            places=(where,) if where else _country(),
            evidence=(Evidence.cut(reading.document, start, end),),
            event_type=EventType.ATTACK,
            attribution=Attribution.UNKNOWN,
            target=whom + name,
            target_type=TargetType.UNKNOWN,
            deaths=Toll.exactly(1),
            score=0.6,
            trace=(
                Trace("kind", "event", "spread.named_dead", start, end, 0.6),
                *_noted(
                    "spread.named_dead",
                    start,
                    end,
                    event_type=EventType.ATTACK,
                    actors=UNKNOWN_ACTOR,
                    attribution=Attribution.UNKNOWN,
                    deaths="1/1/1",
                    places=where.name if where else "Afghanistan",
                    target=whom + name,
                ),
            ),
        )
        for name in names
    ]


def _variant(
    reading: Reading,
    base: Claim,
    rule: str,
    start: int,
    end: int,
    *,
    places: tuple[ClaimPlace, ...],
    deaths: Toll | None,
) -> Claim:
    dropped = ("places", "deaths", "injured", "deaths_attackers")
    trace = [t for t in base.trace if t.field not in dropped]
    trace.append(Trace("kind", "event", rule, start, end, base.score))
    if places:
        trace += _noted(rule, start, end, places=places[0].name)
    if deaths:
        figures = (deaths.low, deaths.best, deaths.high)
        value = "/".join("?" if n is None else str(n) for n in figures)
        trace += _noted(rule, start, end, deaths=value)
    return replace(
        base,
        evidence=(Evidence.cut(reading.document, start, end),),
        places=places,
        deaths=deaths,
        injured=None,
        deaths_attackers=None,
        review=False,
        trace=tuple(trace),
    )


def _noted(rule: str, start: int, end: int, **values: str) -> list[Trace]:
    """One trace for each value that a rule read off the same words."""
    return [Trace(field, str(value), rule, start, end) for field, value in values.items()]


def _covering(claims: Iterable[Claim], sentence: Sentence) -> Claim | None:
    """The surest claim whose first evidence lies in a sentence."""
    inside = [c for c in claims if sentence.start <= c.evidence[0].start < sentence.end]
    return max(inside, key=lambda c: c.score, default=None)


def _place_in(reading: Reading, start: int, end: int) -> ClaimPlace | None:
    inside = [
        p for p in reading.places
        if start <= p.start and p.end <= end and p.status == "resolved" and not p.role
    ]  # fmt: skip
    exact = min(inside, key=lambda p: (list(PlaceKind).index(p.kind), p.start), default=None)
    return claim_place(exact) if exact else None


def _deaths_in(reading: Reading, start: int, end: int) -> Toll | None:
    for toll in reading.tolls:
        if toll.what == "deaths" and start <= toll.start and toll.end <= end and not toll.forecast:
            return Toll(toll.low, toll.best, toll.high)
    return None


def _country() -> tuple[ClaimPlace, ...]:
    return (
        ClaimPlace(
            name="Afghanistan", country="AF", adm1=None, kind=PlaceKind.COUNTRY, place_id="AF",
            where_prec=WherePrec.COUNTRY,
        ),
    )  # fmt: skip
