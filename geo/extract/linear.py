"""Linear models over named features, stored as JSON: small, readable, free of code.

A model is a table of weights, one row per feature and one column per class. It is trained by
the scripts under `training/` and never holds words of a source text beyond single words.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError
from geo.extract.trees import Trees

_FAR: Final = 35.0


class Model(Protocol):
    """What says how likely each of some classes is, by named features."""

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes."""

    def probabilities_of(self, rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """Probability of each class on its own, for each of several rows of features."""

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class, strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearModel:
    """One-against-rest logistic regression.

    Attributes:
        classes: Names of the classes, in order of the columns.
        bias: One number per class.
        rows: Feature name to its row in `weights`.
        weights: One row per feature, one column per class.
        thresholds: Class to the probability from which it is accepted.
    """

    classes: tuple[str, ...]
    bias: NDArray[np.float64]
    rows: dict[str, int]
    weights: NDArray[np.float64]
    thresholds: dict[str, float]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Probability of each class on its own; they need not add up to 1."""
        return self.probabilities_of([features])[0]

    def probabilities_of(self, rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """The same for each of several rows of features."""
        sums = np.tile(self.bias, (len(rows), 1))
        for number, features in enumerate(rows):
            at, values = self._known(features)
            if at:
                sums[number] += np.asarray(values) @ self.weights.take(at, axis=0)
        likely = 1 / (1 + np.exp(-np.minimum(np.maximum(sums, -_FAR), _FAR)))
        return [dict(zip(self.classes, row, strict=True)) for row in likely.tolist()]

    def _known(self, features: Mapping[str, float]) -> tuple[list[int], list[float]]:
        """Rows and values of the features that the model knows."""
        rows = self.rows
        known = [name for name in features if name in rows]
        return [*map(rows.__getitem__, known)], [*map(features.__getitem__, known)]

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""
        return self.thresholds[name]

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class, strongest first."""
        known = [feature for feature in features if feature in self.rows]
        at, values = self._known(features)
        column = self.weights[at, self.classes.index(name)].tolist()
        shares = [
            (-weight * value, feature)
            for weight, value, feature in zip(column, values, known, strict=True)
            if weight * value > 0
        ]
        return tuple(feature for _, feature in nsmallest(count, shares))


@dataclass(frozen=True, slots=True)
class Blend:
    """The mean of two models of the same classes; thresholds are the first one's."""

    first: LinearModel
    second: LinearModel

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes."""
        return self.first.classes

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Mean probability of each class."""
        return self.probabilities_of([features])[0]

    def probabilities_of(self, rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """The same for each of several rows of features."""
        both = zip(
            self.first.probabilities_of(rows), self.second.probabilities_of(rows), strict=True
        )
        return [
            {name: (value + other[name]) / 2 for name, value in mine.items()}
            for mine, other in both
        ]

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""
        return self.first.threshold(name)

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class in the first model, strongest first."""
        return self.first.reasons(features, name, count)


@dataclass(frozen=True, slots=True)
class Boosted:
    """A linear model whose word on one class is shared with boosted trees.

    The mean is of log-odds; the other classes, thresholds and reasons are the linear model's.

    Attributes:
        linear: Knows every class, also by single words.
        trees: Know the one class, by how features go together.
        name: The class.
        share: Weight of the trees, 0 to 1.
    """

    linear: LinearModel | Blend
    trees: Trees
    name: str
    share: float

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes."""
        return self.linear.classes

    def probabilities_of(self, rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """Probability of each class on its own, for each of several rows of features."""
        likely = self.linear.probabilities_of(rows)
        if rows:
            mine = _odds(np.array([row[self.name] for row in likely]))
            mean = mine + self.share * (_odds(self.trees.predict(rows)) - mine)
            for row, value in zip(likely, (1 / (1 + np.exp(-mean))).tolist(), strict=True):
                row[self.name] = value
        return likely

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""
        return self.linear.threshold(name)

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class in the linear model, strongest first."""
        return self.linear.reasons(features, name, count)


def _odds(likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds of probabilities, none of them beyond `_FAR`."""
    inside = np.clip(likely, np.exp(-_FAR), 1 - 1e-15)
    odds: NDArray[np.float64] = np.log(inside / (1 - inside))
    return odds


@cache
def load_model(path: Path) -> LinearModel:
    """Read a model.

    Raises:
        DataError: The file is missing, no JSON, or its rows do not fit its classes.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        classes, weights = tuple(table["classes"]), table["weights"]
        model = LinearModel(
            classes=classes,
            bias=np.array(table["bias"], dtype=np.float64),
            rows={name: at for at, name in enumerate(weights)},
            weights=np.array([*weights.values()], dtype=np.float64).reshape(-1, len(classes)),
            thresholds=dict(zip(classes, table["thresholds"], strict=True)),
        )
    except FileNotFoundError:
        raise DataError(path, 0, "the model is missing; run `make train`") from None
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(path, 0, f"no model ({error}); restore the file") from error
    if len(model.bias) != len(classes) or len(model.weights) != len(model.rows):
        raise DataError(path, 0, f"every row needs {len(classes)} numbers; run `make train`")
    return model
