"""Fit the models of event extraction and write data/models/events.json.

    python -m training.events GOLD_DIR [GOLD_DIR ...] --out data/models/events.json
    python -m training.events DEV TRAIN --folds folds.json --predict DEV --pred OUT

The second form fits five times, each without one fifth of the documents, and writes what
each fit extracts from the documents that it never saw.
"""

import argparse
import json
import random
from datetime import date
from pathlib import Path

from geo.codes import Attribution, TargetType
from geo.extract import events
from geo.extract.events_arguments import (
    actor_features,
    beside_others,
    date_features,
    place_features,
)
from geo.extract.events_doers import actor_candidates
from geo.extract.events_drafts import final_features
from geo.extract.events_features import company, mention_features, sentence_features
from geo.extract.events_fields import event_type, incident_features
from geo.extract.events_links import pair_features
from geo.extract.events_resolve import candidates, days
from geo.extract.events_sides import sides_of
from training.boost import as_forest, blend, fit
from training.events_data import Sample, load_documents, load_samples

ROOT = Path(__file__).resolve().parents[1]


def close(text, day):
    return text is not None and day is not None and abs((date.fromisoformat(text) - day).days) <= 1


def weight(doc):
    """Real texts count most, invented ones least."""
    return 3.0 if doc.startswith(("real", "seed")) else 1.5 if doc.startswith("retold") else 1.0


class OutOfFold:
    """Scores of encoders that never saw the document, from a file of sentences."""

    def __init__(self, reading, rows):
        at = {row["start"]: row["scores"] for row in rows}
        self.sentences = [at.get(s.start, {}) for s in reading.sentences]

    def span(self, label, start, end):
        return 0.0

    def link(self, kind, anchor, span):
        return 0.0


def scorer(args, folds):
    """How each reading is scored in training: by its fold's encoder, by a file, or not at all."""
    if args.encoders:
        from geo.extract.encoder import Encoder

        encoders = {k: Encoder.load(args.encoders / f"fold{k}") for k in range(5)}
        return lambda reading: encoders[folds[reading.document.doc_id]].score(reading)
    if args.scores:
        body = json.loads(args.scores.read_text(encoding="utf-8"))
        return lambda reading: OutOfFold(reading, body.get(reading.document.doc_id, []))
    return None


class Rows:
    """Examples of one decision, each with the document it came from."""

    def __init__(self):
        self.x, self.y, self.doc = [], [], []

    def add(self, row, label, doc):
        self.x.append(row)
        self.y.append(int(label))
        self.doc.append(doc)

    def without(self, *prefixes):
        """The same examples without features of these beginnings."""
        out = Rows()
        out.x = [{k: v for k, v in x.items() if not k.startswith(prefixes)} for x in self.x]
        out.y, out.doc = self.y, self.doc
        return out

    def fit(self, docs, even=False, **options):
        keep = [i for i, d in enumerate(self.doc) if d in docs]
        labels = [self.y[i] for i in keep]
        if sum(labels) < 8 or sum(labels) > len(labels) - 8:
            return None
        weights = None if even else [weight(self.doc[i]) for i in keep]
        return fit([self.x[i] for i in keep], labels, weights=weights, **options)


def examples(samples: list[Sample]) -> dict[str, Rows]:
    """Examples of every decision that only needs gold."""
    out: dict[str, Rows] = {}

    def rows(name):
        return out.setdefault(name, Rows())

    for s in samples:
        doc, c = s.document.doc_id, s.context
        sentences = [sentence_features(c, i) for i in range(len(c.sentences))]
        beside = [company(c, i) for i in range(len(c.sentences))]
        for m, tags in zip(c.mentions, s.tags, strict=True):
            row = mention_features(c, m, sentences[m.sentence], beside[m.sentence])
            rows("accept").add(row, bool(tags), doc)
        positive = [m for m in c.mentions if s.tags[m.index]]
        for k, b in enumerate(positive):
            for a in positive[max(0, k - 15) : k]:
                rows("same").add(
                    pair_features(c, a, b), bool(s.tags[a.index] & s.tags[b.index]), doc
                )
        previous = ()
        order = sorted(enumerate(s.events), key=lambda x: x[1]["evidence"][0]["start"])
        for i, event in order:
            own = [m for m in c.mentions if i in s.tags[m.index]]
            if not own:
                continue
            own = with_entries(s, i, own)
            rest = [m for m in positive if i not in s.tags[m.index]]
            spans = [(e["start"], e["end"]) for e in event["evidence"]]
            argument_examples(rows, c, doc, event, own, rest, spans, previous)
            previous = tuple(a for a in event["actors"] if a != "UNKNOWN")
    return out


def with_entries(s, event, own):
    """The triggers of an incident, and those of its entry in a list where it has one alone."""
    c = s.context
    paragraphs = {c.sentences[m.sentence].paragraph for m in own} & c.dated_lines
    alone = {
        p
        for p in paragraphs
        if all(
            s.tags[m.index] <= {event} for m in c.mentions if c.sentences[m.sentence].paragraph == p
        )
    }
    return [m for m in c.mentions if m in own or c.sentences[m.sentence].paragraph in alone]


def argument_examples(rows, c, doc, event, own, rest, spans, previous):
    kind = event_type(c, own)[0]
    gold = event["places"][0] if event["places"] else {"country": None, "adm1": None}
    for p in candidates(c, own, c.places):
        right = (p.country, p.adm1) == (gold["country"], gold["adm1"])
        rows("place").add(place_features(c, p, own, rest), right, doc)
    for d in days(c, own, c.dates):
        right = close(event["date_start"], d.first) and close(event["date_end"], d.last)
        rows("date").add(date_features(c, d, own, rest), right, doc)
    wanted = {a.split(":")[0] for a in event["actors"]}
    last = date.fromisoformat(event["date_end"]) if event["date_end"] else None
    sides = sides_of(c, own, rest, gold["country"], last)
    named = list(actor_candidates(c, own, sides).items())
    features = [actor_features(c, a, f, own, rest, str(kind), sides, previous) for a, f in named]
    beside_others(features)
    for (a, _), row in zip(named, features, strict=True):
        rows("actor").add(row, a.split(":")[0] in wanted, doc)
    row = incident_features(c, own, spans)
    for sort in TargetType:
        if sort is not TargetType.UNKNOWN:
            rows(f"target.{sort}").add(row, event["target_type"] == sort, doc)
    if event["actors"] != ["UNKNOWN"]:
        toned = row | {f"actor.{a.split(':')[0]}": 1.0 for a in event["actors"]}
        for tone in (Attribution.CLAIMED, Attribution.SUSPECTED, Attribution.DISPUTED):
            rows(f"tone.{tone}").add(toned, event["attribution"] == tone, doc)


OPTIONS = {
    "accept": {"iterations": 300, "leaves": 16, "rate": 0.1},
    "same": {"iterations": 120},
    "place": {"iterations": 300},
    "date": {"iterations": 300},
    "actor": {"iterations": 200, "leaves": 6, "rate": 0.05},
}
SMALL = {"iterations": 40, "leaves": 6}
DEEPER = {"actor": {"iterations": 200, "leaves": 16, "least": 4, "l2": 0.5}}
UNWEIGHTED = {"same", "date", "actor"}
UNAIDED = {"actor", "place"}
"""Models that the encoder does not help on documents kept out: they do without its scores."""
MIXED = {"accept", "same", "date", "claim"}
"""Models that are right more often as the mean of one with the encoder's scores and one without."""
ENCODED = ("enc.", "other.enc.", "max.enc.", "sum.enc.")


def fit_one(name: str, rows: Rows, docs: set[str]) -> dict | None:
    """Fit one model on the documents of `docs`."""
    even = name in UNWEIGHTED
    plain = rows.without(*ENCODED)
    aided = any(len(a) > len(b) for a, b in zip(rows.x, plain.x, strict=True))
    sets = [plain] if name in UNAIDED or not aided else [rows]
    if name in MIXED and aided:
        sets.append(plain)
    options = [OPTIONS.get(name, SMALL), *([DEEPER[name]] if name in DEEPER else [])]
    bodies = [part.fit(docs, even=even, **o) for part in sets for o in options]
    if not all(bodies):
        return None
    return bodies[0] if len(bodies) == 1 else blend(bodies)


def fit_base(data: dict[str, Rows], docs: set[str]) -> dict[str, dict]:
    fitted = {name: fit_one(name, rows, docs) for name, rows in data.items()}
    return {name: body for name, body in fitted.items() if body}


def claim_examples(samples, forest_of, rows: Rows) -> None:
    """Incidents that models which never saw the document find, and whether gold has them."""
    for s in samples:
        doc, c = s.document.doc_id, s.context
        forest = forest_of(doc)
        if not c.mentions:
            continue
        drafts = events.draft(c, forest)
        taken: set[int] = set()
        made = list(zip(final_features(c, drafts), [d.spans for d in drafts], strict=True))
        for row, spans in sorted(made, key=lambda x: -x[0]["accept.max"]):
            mine = {k for a, b in spans for k in range(a, b)}
            hit = None
            for i, event in enumerate(s.events):
                gold = {k for e in event["evidence"] for k in range(e["start"], e["end"])}
                common = len(mine & gold)
                if i in taken or not common or len(mine) > 4 * len(gold) + 300:
                    continue
                if max(common / len(mine), common / len(gold)) >= 0.3:
                    hit = i
                    break
            if hit is not None:
                taken.add(hit)
            rows.add(row, hit is not None, doc)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--scores", type=Path, help="out-of-fold sentence scores")
    parser.add_argument("--encoders", type=Path, help="folder with the encoders fold0 to fold4")
    parser.add_argument("--pred", type=Path, help="write claims of the held-out documents here")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.folds:
        folds = json.loads(args.folds.read_text(encoding="utf-8"))
    else:
        order = sorted(d.doc_id for folder in args.gold for d in load_documents(folder))
        random.Random(7).shuffle(order)
        folds = {doc: i % 5 for i, doc in enumerate(order)}
    score = scorer(args, folds)
    samples = [s for folder in args.gold for s in load_samples(folder, args.data, score=score)]
    ids = [s.document.doc_id for s in samples]
    data = examples(samples)
    print({k: (len(r.x), sum(r.y)) for k, r in data.items()}, flush=True)
    forests = {}
    for fold in range(5):
        forests[fold] = fit_base(data, {d for d in ids if folds[d] != fold})
    rows = Rows()
    ready = {fold: as_forest(models) for fold, models in forests.items()}
    claim_examples(samples, lambda doc: ready[folds[doc]], rows)
    print("claim", len(rows.x), sum(rows.y), flush=True)
    if args.pred:
        args.pred.mkdir(parents=True, exist_ok=True)
        patterns = samples[0].context.patterns
        for fold in range(5):
            models = dict(forests[fold])
            models["claim"] = fit_one("claim", rows, {d for d in ids if folds[d] != fold})
            forest = as_forest(models)
            knowledge = events.EventKnowledge(patterns, forest, forest)
            for s in samples:
                if folds[s.document.doc_id] == fold:
                    claims = events.find_events(s.context.reading, s.context.scores, knowledge)
                    found = [c.record() for c in claims if not c.review]
                    (args.pred / f"{s.document.doc_id}.jsonl").write_text(
                        "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in found),
                        encoding="utf-8",
                    )
    if args.out:
        models = fit_base(data, set(ids))
        models["claim"] = fit_one("claim", rows, set(ids))
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(
            json.dumps({"models": models}, separators=(",", ":"), sort_keys=True) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
