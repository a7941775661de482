"""Boosted trees read from JSON and applied by onnxruntime: no pickle, no training library.

A file holds one model per decision ("accept", "same", "place" ...), each with the names of
its features; a feature that a row lacks is 0.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError
from geo.extract.trees_onnx import INPUT, session_of

Row = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A sum of regression trees under a logistic link.

    Attributes:
        names: Feature of each column.
        base: Log-odds before the first tree.
    """

    names: tuple[str, ...]
    base: float
    _session: Any

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """Build the model that `training/` wrote."""
        names = tuple(body["names"])
        session, alone = session_of(len(names), body)
        return cls(names, float(body["base"]) + alone, session)

    def matrix(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Rows as a table, one column a feature."""
        names, zeros = self.names, repeat(0.0)
        cells = array("d")
        for row in rows:
            cells.extend(map(row.get, names, zeros))
        return np.frombuffer(cells, dtype=np.float64).reshape(len(rows), len(names))

    def predict(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Probability of each row, in [0, 1]."""
        return self.weigh(self.matrix(rows)) if rows else np.zeros(0)

    def weigh(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each row of a table that `matrix` made."""
        score: NDArray[np.float64] = np.full(len(table), self.base)
        if self._session is not None and len(table):
            score += self._session.run(None, {INPUT: table})[0][:, 0]
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
        except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, IndexError) as error:
            raise DataError(path, 0, f"cannot be used ({error}); run `make train`") from error

    def predict(self, name: str, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Probabilities by one model; 0 to 1, one a row."""
        return self.models[name].predict(rows)

    def predict_all(
        self, names: Iterable[str], rows: Sequence[Row]
    ) -> dict[str, NDArray[np.float64]]:
        """Probabilities by those of the named models that there are, rows read once."""
        tables: dict[tuple[str, ...], NDArray[np.float64]] = {}
        out: dict[str, NDArray[np.float64]] = {}
        for name in names:
            model = self.models.get(name)
            if model is None:
                continue
            if model.names not in tables:
                tables[model.names] = model.matrix(rows)
            out[name] = model.weigh(tables[model.names])
        return out
