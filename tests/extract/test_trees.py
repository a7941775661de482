"""Boosted trees read from JSON: the sums are right, and broken files say so."""

import json
import math
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.extract.trees import Forest, Trees

BODY = {
    "names": ["a", "b"],
    "base": 0.5,
    "roots": [0, 3],
    "feature": [0, -1, -1, 1, -1, -1],
    "threshold": [1.0, 0.0, 0.0, 2.5, 0.0, 0.0],
    "left": [1, 0, 0, 4, 0, 0],
    "right": [2, 0, 0, 5, 0, 0],
    "value": [0.0, -1.0, 1.0, 0.0, -2.0, 2.0],
    "depth": 1,
}


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ({"a": 1.0, "b": 2.5}, 0.5 - 1 - 2),
        ({"a": 1.1, "b": 2.5}, 0.5 + 1 - 2),
        ({"a": 1.1, "b": 3.0}, 0.5 + 1 + 2),
        ({}, 0.5 - 1 - 2),
        ({"unknown": 9.0}, 0.5 - 1 - 2),
    ],
)
def test_leaves_add_up(row: dict[str, float], score: float) -> None:
    assert Trees.from_json(BODY).predict([row])[0] == pytest.approx(logistic(score))


def test_rows_do_not_touch_each_other() -> None:
    trees = Trees.from_json(BODY)
    rows = [{"a": 1.1, "b": 3.0}, {}, {"a": 5.0}]
    assert list(trees.predict(rows)) == [trees.predict([row])[0] for row in rows]
    assert len(trees.predict([])) == 0


def test_forest_reads_what_training_writes(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"models": {"accept": BODY}}), encoding="utf-8")
    assert Forest.load(path).predict("accept", [{"a": 2.0}])[0] > 0


@pytest.mark.parametrize("body", ["", "[]", '{"models": {"accept": {"names": []}}}'])
def test_broken_model_says_what_to_do(tmp_path: Path, body: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match="make train"):
        Forest.load(path)


def test_a_tree_of_one_leaf_counts_too() -> None:
    body = BODY | {"roots": [0, 3, 6], "value": [*BODY["value"], 0.75]}
    body |= {key: [*BODY[key], 0] for key in ("threshold", "left", "right")}
    body["feature"] = [*BODY["feature"], -1]
    assert Trees.from_json(body).predict([{}])[0] == pytest.approx(logistic(0.5 - 3 + 0.75))
    only = {"names": ["a"], "base": 0.5, "roots": [0], "feature": [-1], "threshold": [0.0]}
    only |= {"left": [0], "right": [0], "value": [1.0], "depth": 0}
    assert Trees.from_json(only).predict([{"a": 1.0}])[0] == pytest.approx(logistic(1.5))


def test_several_models_are_asked_in_one_run() -> None:
    other = BODY | {"names": ["b", "c"], "base": -1.0}
    forest = Forest({"x": Trees.from_json(BODY), "y": Trees.from_json(other)})
    rows = [{"a": 1.1, "b": 3.0}, {}, {"b": 2.0, "c": 9.0}]
    asked = forest.predict_all(["y", "missing", "x"], rows)
    assert list(asked) == ["y", "x"]
    for name, chances in asked.items():
        assert chances.tolist() == pytest.approx(forest.predict(name, rows).tolist())
    assert forest.predict_all(["missing"], rows) == {}


def test_a_model_of_many_nodes_keeps_its_numbers() -> None:
    """Node numbers of one, two and three bytes."""
    trees = 6000
    body = {
        "names": ["a"], "base": 0.0, "depth": 1,
        "roots": [3 * n for n in range(trees)],
        "feature": [0, -1, -1] * trees,
        "threshold": [float(n) for n in range(trees) for _ in range(3)],
        "left": [n for tree in range(trees) for n in (3 * tree + 1, 0, 0)],
        "right": [n for tree in range(trees) for n in (3 * tree + 2, 0, 0)],
        "value": [0.0, 0.001, -0.001] * trees,
    }  # fmt: skip
    below = 4321
    score = 0.001 * (trees - below) - 0.001 * below
    assert Trees.from_json(body).predict([{"a": below - 0.5}])[0] == pytest.approx(logistic(score))
