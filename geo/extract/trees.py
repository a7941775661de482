"""Boosted trees read from JSON and applied with numpy: no pickle, no training library.

A file holds one model per decision ("accept", "same", "place" ...), each with the names of
its features; a feature that a row lacks is 0.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError

Row = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A sum of regression trees under a logistic link.

    Attributes:
        names: Feature of each column.
        columns: Column of each feature.
        base: Log-odds before the first tree.
        roots: Node at which each tree begins.
        feature: Column that a node looks at.
        threshold: A row goes left where its value is not above this; infinite in a leaf.
        children: Of node n, where a row goes on to: at 2n + 1 to the left, at 2n to the right;
            a leaf leads to itself.
        value: Log-odds that a leaf adds.
        depth: Greatest number of steps from a root to a leaf.
    """

    names: tuple[str, ...]
    columns: dict[str, int]
    base: float
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    children: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """Build the model that `training/` wrote."""
        names = tuple(body["names"])
        feature = np.asarray(body["feature"], dtype=np.int32)
        leaf = feature < 0
        own = np.arange(len(feature), dtype=np.int32)
        children = np.empty(2 * len(feature), dtype=np.int32)
        children[0::2] = np.where(leaf, own, np.asarray(body["right"], dtype=np.int32))
        children[1::2] = np.where(leaf, own, np.asarray(body["left"], dtype=np.int32))
        return cls(
            names=names,
            columns={name: i for i, name in enumerate(names)},
            base=float(body["base"]),
            roots=np.asarray(body["roots"], dtype=np.int32),
            feature=np.maximum(feature, 0),
            threshold=np.where(leaf, np.inf, np.asarray(body["threshold"], dtype=np.float64)),
            children=children,
            value=np.asarray(body["value"], dtype=np.float64),
            depth=int(body["depth"]),
        )

    def matrix(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Rows as a table, one column a feature."""
        table = np.zeros((len(rows), len(self.names)))
        columns = self.columns
        for i, row in enumerate(rows):
            line = table[i]
            for name, value in row.items():
                column = columns.get(name)
                if column is not None:
                    line[column] = value
        return table

    def predict(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Probability of each row, in [0, 1]."""
        if not rows:
            return np.zeros(0)
        table = self.matrix(rows)
        left = table[:, self.feature] <= self.threshold
        offset = (np.arange(len(rows)) * left.shape[1])[:, None]
        flat = left.ravel()
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            node = self.children[2 * node + flat[offset + node]]
        score = self.base + self.value[node].sum(axis=1)
        out: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-score))
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """The models of one file by the decision that each takes."""

    models: dict[str, Trees]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a model file.

        Raises:
            DataError: It is missing or not what `training/` writes.
        """
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
            return cls({name: Trees.from_json(model) for name, model in body["models"].items()})
        except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
            raise DataError(path, 0, f"cannot be used ({error}); run `make train`") from error

    def predict(self, name: str, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Probabilities by one model; 0 to 1, one a row."""
        return self.models[name].predict(rows)
