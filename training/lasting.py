"""Shared by the training of the presence and statistics models: gold, labels, fitting.

Gold folders hold manifest.jsonl, texts/ and gold/ as the codebook's development set does.
Nothing of their texts is stored but single words and pairs of words as feature names.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from geo.extract.linear import LinearModel
from geo.extract.presence_features import Scene
from geo.extract.statistics_features import Candidate
from geo.model import Document

Gold = list[dict]
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ial\w*)|reject\w*|dismiss\w*|refut\w*|baseless|unfounded|propaganda|"
    r"no|not|none|nobody|never|neither|nor|without|only|\w+n['’]t|claims?|claimed|defeat\w*|"
    r"eliminat\w*|suppress\w*|cleared|crush\w*|wiped|eradicat\w*|lie|lies|false|fabricat\w*)\b",
    re.IGNORECASE,
)
"""Of a denial told in several places, the sentences that do not deny only tell what is denied."""


def documents(folders: Iterable[Path]) -> list[tuple[Document, Gold]]:
    """Read all documents with their gold claims."""
    found = []
    for folder in folders:
        lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").split("\n")
        for row in (json.loads(line) for line in lines if line.strip()):
            published = row.get("published")
            document = Document(
                doc_id=row["id"],
                title=row.get("title") or "",
                publisher=row.get("publisher") or "",
                published=date.fromisoformat(published[:10]) if published else None,
                text=(folder / row["path"]).read_text(encoding="utf-8"),
            )
            gold = (folder / "gold" / f"{row['id']}.jsonl").read_text(encoding="utf-8")
            found.append((document, [json.loads(c) for c in gold.split("\n") if c.strip()]))
    return found


def presence_labels(scene: Scene, gold: Gold) -> set[str]:
    """Which activities and stances the gold finds in a sentence, and "any" of each stance."""
    start, end = scene.sentence.start, scene.sentence.end
    found = set()
    for claim in gold:
        if claim["kind"] != "presence" or claim["activity"] == "strength":
            continue
        whole = sum(e["end"] - e["start"] for e in claim["evidence"])
        inside = sum(max(0, min(e["end"], end) - max(e["start"], start)) for e in claim["evidence"])
        most = inside >= 0.25 * whole or inside > 60
        if claim["stance"] == "denied" and len(claim["evidence"]) > 1:
            most = inside > 0 and _DENIES.search(scene.sentence.text) is not None
        if most:
            found |= {f"{claim['activity']}.{claim['stance']}", f"any.{claim['stance']}"}
    return found


def number_labels(candidates: Sequence[Candidate], gold: Gold) -> list[str]:
    """What the gold counts with each number of a document; "none" where it counts nothing."""
    labels = ["none"] * len(candidates)
    for claim in gold:
        label, value = _counted(claim)
        if label is None:
            continue
        options = []
        for at, candidate in enumerate(candidates):
            if not any(
                candidate.start < e["end"] and candidate.end > e["start"] for e in claim["evidence"]
            ):
                continue
            if value is None:
                if candidate.unit == "percent":
                    options.append((0, at))
                continue
            if value not in (candidate.low, candidate.best, candidate.high):
                continue
            toll = candidate.toll.what if candidate.toll else ""
            fit = (
                2 * (toll == label) + (label == "attacks" and not toll) - 3 * (labels[at] != "none")
            )
            options.append((-fit, at))
        if options:
            labels[min(options)[1]] = label
    return labels


def _counted(claim: dict) -> tuple[str | None, float | None]:
    if claim["stance"] == "denied":
        return None, None
    if claim["kind"] == "statistic":
        return claim["metric"], claim["low"] if claim["low"] is not None else claim["high"]
    strength = claim.get("strength") if claim["kind"] == "presence" else None
    if not strength:
        return None, None
    value = strength["low"] if strength["low"] is not None else strength["high"]
    return "strength" if claim["activity"] == "strength" else "strength_other", value


def fit(
    rows: Sequence[dict[str, float]],
    labels: Sequence[set[str]],
    thresholds: dict[str, float],
    *,
    strength: float,
    weights: Sequence[float] | None = None,
    rarest: int = 3,
    strengths: Mapping[str, float] | None = None,
) -> LinearModel:
    """Fit one logistic regression per class.

    Args:
        rows: Features of each example.
        labels: Classes of each example.
        thresholds: The classes, each with the probability from which it is accepted.
        strength: Inverse of the L2 penalty.
        weights: How much each example counts; all the same where None.
        rarest: Features of fewer examples are left out.
        strengths: Another inverse penalty for some of the classes.
    """
    counts = Counter(name for row in rows for name in row)
    kept = {name for name, count in counts.items() if count >= rarest}
    vectors = DictVectorizer()
    table = vectors.fit_transform(
        [{k: v for k, v in row.items() if k in kept} for row in rows]
    ).tocsr()
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    columns, bias = [], []
    for name in thresholds:
        truth = np.array([name in found for found in labels])
        if truth.sum() < 2:
            columns.append(np.zeros(table.shape[1]))
            bias.append(-9.0)
            continue
        penalty = (strengths or {}).get(name, strength)
        model = LogisticRegression(C=penalty, max_iter=400, solver="liblinear", random_state=7)
        model.fit(table, truth, sample_weight=weights)
        columns.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    table_of_weights = np.round(np.stack(columns, axis=1), 3)
    telling = [at for at, row in enumerate(table_of_weights) if np.abs(row).max() >= 0.01]
    names = vectors.get_feature_names_out()
    return LinearModel(
        classes=tuple(thresholds),
        bias=np.round(np.array(bias), 3),
        rows={str(names[old]): new for new, old in enumerate(telling)},
        weights=table_of_weights[telling],
        thresholds=dict(thresholds),
    )


def save(model: LinearModel, path: Path) -> None:
    """Write a model as JSON, features in order, so that the same training gives the same bytes."""
    table = {
        "classes": model.classes,
        "bias": model.bias.tolist(),
        "thresholds": list(model.thresholds.values()),
        "weights": {name: model.weights[at].tolist() for name, at in sorted(model.rows.items())},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


def save_trees(models: Mapping[str, dict], path: Path) -> None:
    """Write boosted trees as `geo.extract.trees.Forest` reads them."""
    path.write_text(json.dumps({"models": models}, separators=(",", ":")) + "\n", encoding="utf-8")


def own_sentences(path: Path) -> list[tuple[Document, set[str], list[tuple[int, int, str]]]]:
    """Read our own labelled sentences, each as a document of its own.

    Returns:
        The document, its presence labels, and (start, end, label) of each labelled number.
    """
    found = []
    for at, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line.strip() or line.startswith("#"):
            continue
        names, _, marked = line.partition(" | ")
        labels = {name for name in names.split("+") if name != "-"}
        labels |= {f"any.{name.split('.')[1]}" for name in labels}
        text, numbers = "", []
        for piece in re.split(r"(\{[^}]*\})", marked):
            words, _, label = (
                piece.strip("{}").rpartition(":") if piece[:1] == "{" else (piece, "", "")
            )
            if label:
                numbers.append((len(text), len(text) + len(words), label))
            text += words
        day = date(2024, 6, 3) if at % 2 else date(2016, 6, 6)
        document = Document(doc_id=f"own-{at}", title="", publisher="", published=day, text=text)
        found.append((document, labels, numbers))
    return found
