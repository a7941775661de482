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
