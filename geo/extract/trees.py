"""Boosted trees read from JSON and applied by onnxruntime: no pickle, no training library.

A file holds one model per decision ("accept", "same", "place" ...), each with the names of
its features; a feature that a row lacks is 0.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError
from geo.extract.trees_onnx import Graph, Wood

Row = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A sum of regression trees under a logistic link.

    Attributes:
        wood: The trees.
        graph: What sums them up.
    """

    wood: Wood
    graph: Graph

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """Build the model that `training/` wrote."""
        wood = Wood.of(body)
        return cls(wood, Graph([wood]))

    def predict(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Probability of each row, in [0, 1]."""
        return self.graph.weigh(rows)[:, 0]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """The models of one file by the decision that each takes."""

    models: dict[str, Trees]
    _joint: dict[tuple[str, ...], Graph] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a model file.

        Raises:
            DataError: It is missing or not what `training/` writes.
        """
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
            return cls({name: Trees.from_json(model) for name, model in body["models"].items()})
        except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, IndexError) as error:
            raise DataError(path, 0, f"cannot be used ({error}); run `make train`") from error

    def predict(self, name: str, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Probabilities by one model; 0 to 1, one a row."""
        return self.models[name].predict(rows)

    def predict_all(
        self, names: Iterable[str], rows: Sequence[Row]
    ) -> dict[str, NDArray[np.float64]]:
        """Probabilities by those of the named models that there are, in one run."""
        known = tuple(name for name in names if name in self.models)
        if not known:
            return {}
        if known not in self._joint:
            self._joint[known] = Graph([self.models[name].wood for name in known])
        table = self._joint[known].weigh(rows)
        return {name: table[:, column] for column, name in enumerate(known)}
