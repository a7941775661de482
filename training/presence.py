"""Fit the models of presence and statistics, and measure them on documents kept out.

    python -m training.presence GOLD_DIR [GOLD_DIR ...] [--encoders FOLDER --folds folds.json]
    python -m training.presence DEV TRAIN --folds folds.json --pred OUT [--encoders FOLDER]

Each GOLD_DIR holds manifest.jsonl, texts/ and gold/. The first form writes the models under
data/models: presence.json, statistics.json and lasting.json (trees), which need no encoder, and,
where FOLDER holds the encoders fold0 to fold4 that never saw the fifth they score, the same
three as presence_encoded.json and so on. The second form fits five times, each without one
fifth of the documents, and writes what each fit extracts from the documents that it never saw.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from geo.config import data_dir
from geo.extract.cues import load_cues
from geo.extract.encoder import Encoder
from geo.extract.extractor import read_dated
from geo.extract.knowledge import Knowledge
from geo.extract.presence import presence_claims
from geo.extract.presence_features import features as sentence_features
from geo.extract.presence_features import scenes
from geo.extract.presence_rules import COUNTS_NOTHING, TELLS, LastingRules
from geo.extract.statistics import statistic_claims
from geo.extract.statistics_features import features as number_features
from geo.extract.statistics_features import in_order
from geo.extract.statistics_numbers import encoded, judge
from training import boost, lasting

ROOT = Path(__file__).resolve().parents[1]
ACTIVITIES = (
    "base", "camp", "finance", "leadership", "presence", "recruitment", "support", "transit",
)  # fmt: skip
SENTENCES = {"any.asserted": 0.32, "any.denied": 0.32} | {
    f"{activity}.{stance}": 0.35 for stance in ("asserted", "denied") for activity in ACTIVITIES
}
NUMBERS = {
    "none": 0.6, "attacks": 0.5, "deaths": 0.5, "injured": 0.5, "arrests": 0.5,
    "militants_killed": 0.5, "groups": 0.5, "money_usd": 0.5, "other": 0.5,
    "strength": 0.5, "strength_other": 0.5,
}  # fmt: skip
STRENGTH = 0.2
NUMBER_STRENGTH = 0.1
AT_ALL = {"any.asserted": 0.05, "any.denied": 0.05}
"""Whether a sentence tells anything is fitted more stiffly than what it tells."""
WORDS = ("word:", "pair:", "left", "right")
"""Beginnings of the features that trees do not see: single words, which linear models weigh."""
TREES = {"iterations": 150, "leaves": 12, "rate": 0.06, "least": 15, "l2": 3.0}


DENSE = (
    "written-profiles", "written-thinktank2", "written-testimony", "written-dispatch",
    "written-bulletin",
)  # fmt: skip
"""Texts written to be full of claims; real ones hold fewer to the page."""


def weight(doc_id):
    """Real texts count most, invented ones least, the densest among them half."""
    if doc_id.startswith(("real", "seed")):
        return 3.0
    if doc_id.startswith(DENSE):
        return 0.5
    return 1.5 if doc_id.startswith("retold") else 1.0


@dataclass
class Sample:
    """One document, masked, with the examples it gives."""

    doc_id: str
    reading: object
    scenes: tuple
    scores: object
    sentences: list
    sentence_labels: list
    numbers: list
    number_labels: list


def sample(document, knowledge, cues, scores_of, gold=None, own=None):
    """Read a document and turn its gold, or its own labels, into examples."""
    reading = read_dated(document, knowledge)
    return sample_of(document.doc_id, reading, scores_of(reading), cues, gold=gold, own=own)


def sample_of(doc_id, reading, scores, cues, gold=None, own=None):
    """The same for a document that is read and scored already."""
    found = scenes(reading, cues)
    told = [scores.sentences[s.sentence.index] if scores else None for s in found]
    offered = list(in_order(found))
    if gold is not None:
        sentence_labels = [lasting.presence_labels(s, gold) for s in found]
        number_labels = [{n} for n in lasting.number_labels([c for c, _, _ in offered], gold)]
    else:
        labels, marked = own
        sentence_labels = [labels] * len(found)
        number_labels = [
            {next((n for a, b, n in marked if a < c.end and c.start < b), "none")}
            for c, _, _ in offered
        ]
    return Sample(
        doc_id, reading, found, scores,
        [sentence_features(s, found[i - 1] if i else None, told[i]) for i, s in enumerate(found)],
        sentence_labels,
        [number_features(c, rank, before, encoded(c, scores)) for c, rank, before in offered],
        number_labels,
    )  # fmt: skip


def bare(row):
    """The same features without those of the encoder."""
    return {name: value for name, value in row.items() if not name.startswith("encoder:")}


def unworded(row):
    """The same features without those of single words."""
    return {name: value for name, value in row.items() if not name.startswith(WORDS)}


def fit_trees(samples, of=dict):
    """Fit the trees, by class, on what `of` leaves of the features, as JSON can hold them."""
    sentences = [unworded(of(r)) for s in samples for r in s.sentences]
    numbers = [unworded(of(r)) for s in samples for r in s.numbers]
    told = [weight(s.doc_id) for s in samples for _ in s.sentences]
    tells = [TELLS in found for s in samples for found in s.sentence_labels]
    nothing = [COUNTS_NOTHING in found for s in samples for found in s.number_labels]
    return {
        TELLS: boost.fit(sentences, tells, weights=told, **TREES),
        COUNTS_NOTHING: boost.fit(numbers, nothing, **TREES),
    }


def fit(samples, cues, *, with_encoder):
    """Fit all models on some documents; the rules, and the trees without and with an encoder."""
    rows = [r for s in samples for r in s.sentences]
    labels = [r for s in samples for r in s.sentence_labels]
    numbers = [r for s in samples for r in s.numbers]
    counted = [r for s in samples for r in s.number_labels]
    told = [weight(s.doc_id) for s in samples for _ in s.sentences]
    plain = (
        lasting.fit(
            [bare(r) for r in rows],
            labels,
            SENTENCES,
            strength=STRENGTH,
            weights=told,
            strengths=AT_ALL,
        ),
        lasting.fit([bare(r) for r in numbers], counted, NUMBERS, strength=NUMBER_STRENGTH),
    )
    rich = plain
    if with_encoder:
        rich = (
            lasting.fit(rows, labels, SENTENCES, strength=STRENGTH, weights=told, strengths=AT_ALL),
            lasting.fit(numbers, counted, NUMBERS, strength=NUMBER_STRENGTH),
        )
    trees = fit_trees(samples, bare)
    trees_encoded = fit_trees(samples) if with_encoder else trees
    presence_cues, number_cues = cues
    rules = LastingRules(
        presence_cues=presence_cues, number_cues=number_cues, presence=plain[0], numbers=plain[1],
        presence_encoded=rich[0], numbers_encoded=rich[1],
        trees=boost.as_forest(trees), trees_encoded=boost.as_forest(trees_encoded),
    )  # fmt: skip
    return rules, trees, trees_encoded


def predict(rules, one, out):
    """Write what the rules extract from one document."""
    numbers = judge(rules.numbers_model(one.scores), one.scenes, one.scores)
    claims = presence_claims(one.reading, one.scenes, numbers, one.scores, rules)
    claims += statistic_claims(one.reading, one.scenes, numbers)
    lines = [json.dumps(c.record(), ensure_ascii=False) + "\n" for c in claims if not c.review]
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{one.doc_id}.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Read, label, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, help="JSON: document to fold, 0 to 4")
    parser.add_argument("--encoders", type=Path, help="folder with the encoders fold0 to fold4")
    parser.add_argument("--pred", type=Path, help="where to write what is extracted, fold by fold")
    args = parser.parse_args()
    data = data_dir()
    cues = (
        load_cues(data / "patterns" / "presence.toml", "activity"),
        load_cues(data / "patterns" / "statistics.toml", "metric"),
    )
    folds = json.loads(args.folds.read_text(encoding="utf-8")) if args.folds else {}
    encoders = (
        {k: Encoder.load(args.encoders / f"fold{k}") for k in range(5)} if args.encoders else {}
    )

    def scores_of(reading):
        return (encoders and encoders[folds.get(reading.document.doc_id, 0)].score(reading)) or None

    knowledge = Knowledge.load(data)
    both = cues[0] + cues[1]
    samples = [
        sample(document, knowledge, both, scores_of, gold=gold)
        for document, gold in lasting.documents(args.folders)
    ]
    own = [
        sample(document, knowledge, both, scores_of, own=(labels, marked))
        for document, labels, marked in lasting.own_sentences(ROOT / "training/data/lasting.txt")
    ]
    if args.pred:
        for fold in range(5):
            kept = [s for s in samples if folds[s.doc_id] != fold]
            rules, _, _ = fit(kept + own, cues, with_encoder=bool(encoders))
            for one in samples:
                if folds[one.doc_id] == fold:
                    predict(rules, one, args.pred)
        return
    rules, trees, trees_encoded = fit(samples + own, cues, with_encoder=bool(encoders))
    models = data / "models"
    lasting.save_trees(trees, models / "lasting.json")
    lasting.save(rules.presence, models / "presence.json")
    lasting.save(rules.numbers, models / "statistics.json")
    if encoders:
        lasting.save(rules.presence_encoded, models / "presence_encoded.json")
        lasting.save(rules.numbers_encoded, models / "statistics_encoded.json")
        lasting.save_trees(trees_encoded, models / "lasting_encoded.json")
    print(f"{len(samples)} documents, {len(own)} sentences of our own")


if __name__ == "__main__":
    main()
