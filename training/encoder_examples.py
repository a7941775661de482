"""Gold as targets of the encoder: labels of sentences, tags of tokens, links between spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geo.extract.encoder_windows import Tokenizer, Tokens, tokenize
from geo.extract.events_context import Context
from geo.extract.knowledge import Knowledge
from geo.extract.patterns import PatternSet
from geo.extract.reader import read
from geo.extract.reading import Reading, Span
from geo.model import Document
from training.encoder_data import Example
from training.encoder_labels import SENTENCE_LABELS, sentence_labels

TOKEN_LABELS = (
    "in_event", "in_presence", "in_statistic", "target",
    "event_place", "event_date", "event_actor", "event_toll",
    "presence_place", "presence_actor", "presence_number",
    "statistic_place", "statistic_actor", "statistic_number",
)  # fmt: skip
LINKS = ("place", "date", "actor", "toll", "same")

TITLE = 12


@dataclass
class Target:
    """One document ready for training.

    Attributes:
        example: The document with its gold.
        reading: Its typed spans.
        tokens: Its tokens.
        title: Tokens of its title.
        sentences: Labels of each unit, one row of 0 and 1 per unit.
        tags: (first token, past the last, label, 0 or 1).
        links: (anchor first, past, span first, past, link, 0 or 1).
    """

    example: Example
    reading: Reading
    tokens: Tokens
    title: list[int]
    sentences: list[list[int]]
    tags: list[tuple[int, int, int, int]] = field(default_factory=list)
    links: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)


def _close(text: str | None, day: date | None) -> bool:
    if text is None or day is None:
        return text is None and day is None
    return abs((date.fromisoformat(text) - day).days) <= 1


def _places(reading: Reading, claim: dict[str, Any]) -> list[Span]:
    wanted = {(p["country"], p["adm1"]) for p in claim["places"]}
    names = {p["name"].casefold() for p in claim["places"]}
    return [
        p
        for p in reading.places
        if p.text.casefold() in names or (p.status == "resolved" and (p.country, p.adm1) in wanted)
    ]


def _dates(reading: Reading, claim: dict[str, Any]) -> list[Span]:
    if claim["date_start"] is None:
        return []
    return [
        d
        for d in reading.dates
        if _close(claim["date_start"], d.first) and _close(claim["date_end"], d.last)
    ]


def _actors(reading: Reading, claim: dict[str, Any]) -> list[Span]:
    wanted = {a.split(":")[0] for a in claim["actors"]} - {"UNKNOWN"}
    return [a for a in reading.actors if wanted & {x.split(":")[0] for x in a.actors}]


def _tolls(reading: Reading, claim: dict[str, Any]) -> list[Span]:
    best = {
        "deaths": (claim.get("deaths") or {}).get("best"),
        "injured": (claim.get("injured") or {}).get("best"),
    }
    return [t for t in reading.tolls if best.get(t.what) is not None and best[t.what] == t.best]


def _numbers(reading: Reading, claim: dict[str, Any]) -> list[Span]:
    said = claim if claim["kind"] == "statistic" else claim.get("strength") or {}
    wanted = {said.get("low"), said.get("high")} - {None}
    return [n for n in reading.numbers if n.unit != "percent" and {n.low, n.best, n.high} & wanted]


def _inside(span: Span, claim: dict[str, Any]) -> bool:
    return any(e["start"] <= span.start < e["end"] for e in claim["evidence"])


def _chosen(found: Sequence[Span], claim: dict[str, Any]) -> list[Span]:
    """Those inside the evidence; else the nearest before it; else the first of all."""
    inside = [span for span in found if _inside(span, claim)]
    if inside or not found:
        return inside
    first = min(e["start"] for e in claim["evidence"])
    before = [span for span in found if span.start < first]
    return [before[-1] if before else found[0]]


_FINDERS = {
    "place": (_places, "places"),
    "date": (_dates, "dates"),
    "actor": (_actors, "actors"),
    "toll": (_tolls, "tolls"),
    "number": (_numbers, "numbers"),
}


def _roles(reading: Reading, gold: Sequence[dict[str, Any]]) -> Iterator[tuple[Span, str, int]]:
    for label in TOKEN_LABELS:
        kind, _, role = label.partition("_")
        if role not in _FINDERS:
            continue
        finder, name = _FINDERS[role]
        hits: set[int] = set()
        for claim in gold:
            if claim["kind"] == kind:
                hits |= {span.start for span in _chosen(finder(reading, claim), claim)}
        for span in getattr(reading, name):
            yield span, label, int(span.start in hits)


def _tags(target: Target) -> None:
    gold, tokens = target.example.gold, target.tokens
    for number, kind in enumerate(("event", "presence", "statistic")):
        spans = [(e["start"], e["end"]) for c in gold if c["kind"] == kind for e in c["evidence"]]
        for at, token in enumerate(tokens.tokens):
            hit = any(start <= token.start < end for start, end in spans)
            target.tags.append((at, at + 1, number, int(hit)))
    for span, label, value in _roles(target.reading, gold):
        low, high = tokens.within(span.start, span.end)
        if low < high:
            target.tags.append((low, high, TOKEN_LABELS.index(label), value))
    for claim in gold:
        name = claim.get("target")
        for span in claim["evidence"] if name else ():
            at = target.example.text.find(name, span["start"], span["end"])
            if at >= 0:
                inside = range(*tokens.within(at, at + len(name)))
                for token in range(*tokens.within(span["start"], span["end"])):
                    label = TOKEN_LABELS.index("target")
                    target.tags.append((token, token + 1, label, int(token in inside)))


def _links(target: Target, context: Context) -> None:
    events = [c for c in target.example.gold if c["kind"] == "event"]
    reading, tokens = target.reading, target.tokens
    owners = {
        m.index: {i for i, e in enumerate(events) if _inside(m.hit, e)} for m in context.mentions
    }
    anchors = [m for m in context.mentions if owners[m.index]]
    found = {
        (i, link): {s.start for s in _FINDERS[link][0](reading, event)}
        for i, event in enumerate(events)
        for link in LINKS[:4]
    }
    for mention in anchors:
        a = tokens.within(mention.start, mention.end)
        sentence = context.sentences[mention.sentence]
        first = context.sentences[max(0, mention.sentence - 3)].start
        for link in LINKS[:4]:
            right = set().union(*(found[i, link] for i in owners[mention.index]))
            for span in getattr(reading, _FINDERS[link][1]):
                if first <= span.start < sentence.end or (span.start < 300 and link != "toll"):
                    b = tokens.within(span.start, span.end)
                    target.links.append((*a, *b, LINKS.index(link), int(span.start in right)))
    for k, later in enumerate(anchors):
        for earlier in anchors[max(0, k - 15) : k]:
            a = tokens.within(earlier.start, earlier.end)
            b = tokens.within(later.start, later.end)
            same = bool(owners[earlier.index] & owners[later.index])
            target.links.append((*a, *b, LINKS.index("same"), int(same)))
    target.links[:] = [row for row in target.links if row[0] < row[1] and row[2] < row[3]]


def build(
    example: Example, knowledge: Knowledge, patterns: PatternSet, tokenizer: Tokenizer
) -> Target:
    """Read one document and lay out what the encoder is to learn from it."""
    document = Document(
        doc_id=example.doc_id,
        title=example.title,
        publisher="",
        published=date.fromisoformat(example.published) if example.published else None,
        text=example.text,
    )
    reading = read(document, knowledge)
    tokens = tokenize(reading, tokenizer)
    spans = [
        (tokens.tokens[low].start, tokens.tokens[high - 1].end) for _, low, high in tokens.units
    ]
    rows = [
        [int(label in found) for label in SENTENCE_LABELS]
        for found in sentence_labels(example.gold, spans)
    ]
    title = tokenizer.encode_batch([example.title], add_special_tokens=False)[0].ids[:TITLE]
    target = Target(example, reading, tokens, title, rows)
    _tags(target)
    _links(target, Context(reading, patterns))
    return target
