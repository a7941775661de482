"""Gold events as examples: which triggers tell of which incident, and what was right for it."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geo.extract.events_context import Context
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.extract.patterns import load_patterns
from geo.model import Document


@dataclass
class Sample:
    """A document with its context and gold."""

    document: Document
    context: Context
    events: list[dict]
    gold: list[dict]
    tags: list[frozenset[int]] = field(default_factory=list)


def load_documents(folder: Path) -> list[Document]:
    """The documents of a manifest."""
    out = []
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        out.append(
            Document(
                doc_id=row["id"],
                title=row.get("title") or "",
                publisher=row.get("publisher") or "",
                published=date.fromisoformat(row["published"]) if row.get("published") else None,
                text=(folder / row["path"]).read_text(encoding="utf-8"),
            )
        )
    return out


def load_samples(folder, data, knowledge=None, score=None) -> list[Sample]:
    """Read all documents of a folder with their gold events."""
    knowledge = knowledge or Knowledge.load(data)
    patterns = load_patterns(data / "patterns" / "events.toml")
    out = []
    for document in load_documents(folder):
        path = folder / "gold" / f"{document.doc_id}.jsonl"
        gold = [json.loads(x) for x in path.read_text(encoding="utf-8").split("\n") if x.strip()]
        events = [g for g in gold if g["kind"] == "event" and g["stance"] == "asserted"]
        reading = read_dated(document, knowledge)
        context = Context(reading, patterns, score(reading) if score else None)
        sample = Sample(document, context, events, gold)
        for mention in context.mentions:
            sample.tags.append(
                frozenset(
                    i
                    for i, event in enumerate(events)
                    for e in event["evidence"]
                    if e["start"] <= mention.start < e["end"]
                )
            )
        out.append(sample)
    return out
