"""Fit boosted trees with scikit-learn and write them as plain JSON lists."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from geo.extract.trees import Forest, Trees


def fit(
    rows, labels, *, iterations=150, leaves=12, rate=0.08, least=8, l2=1.0, weights=None, seed=7
):
    """Fit one model; a feature that fewer than four rows have is left out.

    Args:
        rows: Feature dicts.
        labels: 0 or 1 for each row.
        iterations: Number of trees.
        leaves: Leaves a tree.
        rate: Learning rate.
        least: Rows a leaf needs.
        l2: Weight of the penalty.
        weights: Weight of each row, or None.
        seed: Seed of the fit.

    Returns:
        The body that `geo.extract.trees.Trees.from_json` reads.
    """
    count = {}
    for row in rows:
        for name, value in row.items():
            if value:
                count[name] = count.get(name, 0) + 1
    names = sorted(name for name, n in count.items() if n >= 4)
    columns = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in columns:
                table[i, columns[name]] = value
    model = HistGradientBoostingClassifier(
        max_iter=iterations,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        min_samples_leaf=least,
        l2_regularization=l2,
        early_stopping=False,
        random_state=seed,
        max_features=0.5,
    )
    model.fit(table, np.asarray(labels), sample_weight=weights)
    body = {"names": names, "base": float(model._baseline_prediction.ravel()[0])}  # noqa: SLF001
    out = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "value")}
    depth = 1
    for (tree,) in model._predictors:  # noqa: SLF001
        offset = len(out["feature"])
        out["roots"].append(offset)
        for node in tree.nodes:
            leaf = bool(node["is_leaf"])
            depth = max(depth, int(node["depth"]))
            out["feature"].append(-1 if leaf else int(node["feature_idx"]))
            out["threshold"].append(0.0 if leaf else float(f"{node['num_threshold']:.6g}"))
            out["left"].append(0 if leaf else offset + int(node["left"]))
            out["right"].append(0 if leaf else offset + int(node["right"]))
            out["value"].append(float(f"{node['value']:.4g}") if leaf else 0.0)
    return body | out | {"depth": depth}


def blend(bodies):
    """Average models in log-odds, as one model."""
    names = sorted({name for body in bodies for name in body["names"]})
    columns = {name: i for i, name in enumerate(names)}
    share = 1.0 / len(bodies)
    out = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "value")}
    for body in bodies:
        offset = len(out["feature"])
        out["roots"] += [offset + n for n in body["roots"]]
        out["feature"] += [-1 if f < 0 else columns[body["names"][f]] for f in body["feature"]]
        out["threshold"] += body["threshold"]
        out["left"] += [offset + n for n in body["left"]]
        out["right"] += [offset + n for n in body["right"]]
        out["value"] += [float(f"{share * v:.4g}") for v in body["value"]]
    base = share * sum(body["base"] for body in bodies)
    return {"names": names, "base": base, "depth": max(b["depth"] for b in bodies)} | out


def as_forest(models):
    """Models by decision, as `fit` returns them, as the extractor reads them."""
    return Forest({name: Trees.from_json(body) for name, body in models.items()})
