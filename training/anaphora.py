"""Fit whom "the group" or "it" means, from documents with gold claims.

    python -m training.anaphora GOLD ... [--folds FOLDS.json] [--strength 0.3]

An anaphor in the words of a claim teaches that the actors of the claim are meant and all others
that were named before are not. With `--folds` nothing is written: each document is read with
what the others teach, and the share of right choices is printed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.config import data_dir
from geo.extract.knowledge import Knowledge
from geo.extract.linear import LinearModel
from geo.extract.reading import ActorSpan
from geo.extract.spans.actors import find_actors
from geo.extract.spans.anaphora import resolved
from geo.extract.spans.antecedents import Features
from geo.extract.spans.dates import find_dates
from geo.extract.spans.sentences import find_sentences
from geo.model import Document
from training import lasting

OWN = Path(__file__).resolve().parent / "data" / "anaphora.txt"
OWN_WEIGHT = 8
FOLDS = 5
STRENGTH = 0.3
ROUNDS = 2
"""The first round knows nothing of the anaphors before; the second what the first chose."""
NOBODY = {"UNKNOWN", "ANY"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with its named actors and its claims."""

    document: Document
    sentences: tuple
    actors: tuple[ActorSpan, ...]
    gold: list[dict]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """An anaphor in the words of a claim.

    Attributes:
        doc_id: Its document.
        sort: Its sort, see `geo.extract.spans.anaphora.Spot`.
        rows: Features of each candidate.
        meant: Actors of the claims that it stands in.
        chosen: Whom the model of the round before chose.
    """

    doc_id: str
    sort: str
    rows: dict[str, Features]
    meant: frozenset[str]
    chosen: tuple[str, ...]


def read(document: Document, gold: list[dict], knowledge: Knowledge) -> Sample:
    """Find the named actors of a document."""
    sentences = find_sentences(document.text)
    dates = find_dates(
        document.text, sentences, document.published, knowledge.anchors, title=document.title
    )
    actors = find_actors(document.text, sentences, knowledge.actors, document.published, dates)
    return Sample(document, sentences, actors, gold)


def own_sentences(path: Path, knowledge: Knowledge) -> list[Sample]:
    """Read our own sentences: "2024-05-02 | ISKP | The Taliban said that [the group] ...".

    They teach what no claim shows often enough: whose men are meant beside a title, and that the
    one who speaks of a group is not the group.
    """
    found = []
    for at, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line.strip() or line.startswith("#"):
            continue
        day, actors, marked = line.split(" | ", 2)
        start, end = marked.index("["), marked.index("]") - 1
        document = Document(
            doc_id=f"own-{at}", title="", publisher="", published=date.fromisoformat(day),
            text=marked.replace("[", "", 1).replace("]", "", 1),
        )  # fmt: skip
        claim = {"actors": actors.split("+"), "evidence": [{"start": start, "end": end}]}
        found.append(replace(read(document, [claim], knowledge), weight=OWN_WEIGHT))
    return found


def examples(sample: Sample, model: LinearModel | None) -> list[Example]:
    """The anaphors of a document that stand in the words of claims."""
    document, out = sample.document, []
    spots = resolved(
        document.text, sample.sentences, sample.actors, document.published, model, document.title
    )
    for spot, chosen in spots:
        meant = {
            actor
            for claim in sample.gold
            if any(e["start"] <= spot.start < e["end"] for e in claim["evidence"])
            for actor in claim["actors"]
        } - NOBODY
        if spot.rows and spot.sort != "both" and meant & spot.rows.keys():
            out.append(Example(document.doc_id, spot.sort, spot.rows, frozenset(meant), chosen))
    return out


def fit(samples: Sequence[Sample], strength: float) -> LinearModel:
    """Fit the choice, round by round."""
    model = None
    for _ in range(ROUNDS):
        rows, labels, weights = [], [], []
        for sample in samples:
            for example in examples(sample, model):
                for actor, row in example.rows.items():
                    rows.append(row)
                    labels.append({"meant"} if actor in example.meant else set())
                    weights.append(sample.weight)
        model = lasting.fit(rows, labels, {"meant": 0.5}, strength=strength, weights=weights)
    if model is None:
        raise ValueError("no round was run")
    return model


def held_out(
    samples: Sequence[Sample], own: Sequence[Sample], folds: dict[str, int], strength: float
) -> None:
    """Print how often the choice is right in documents kept out."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for fold in range(FOLDS):
        kept = [s for s in samples if folds[s.document.doc_id] != fold]
        model = fit([*kept, *own], strength)
        for sample in samples:
            if folds[sample.document.doc_id] == fold:
                for example in examples(sample, model):
                    for group in ("all", example.sort, example.doc_id.rsplit("-", 1)[0]):
                        asked[group] += 1
                        right[group] += bool(example.meant.intersection(example.chosen))
    for group in sorted(asked):
        print(f"{group}: {right[group]} of {asked[group]}, {right[group] / asked[group]:.3f}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, help="JSON: document to fold, 0 to 4")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    options = parser.parse_args()
    knowledge = Knowledge.load(data_dir())
    samples = [read(d, gold, knowledge) for d, gold in lasting.documents(options.folders)]
    own = own_sentences(OWN, knowledge)
    if options.folds:
        folds = json.loads(options.folds.read_text(encoding="utf-8"))
        held_out(samples, own, folds, options.strength)
        return
    lasting.save(fit([*samples, *own], options.strength), data_dir() / "models" / "anaphora.json")


if __name__ == "__main__":
    main()
