"""Linear models over named features, stored as JSON: small, readable, free of code.

A model is a table of weights, one row per feature and one column per class. It is trained by
the scripts under `training/` and never holds words of a source text beyond single words.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """One-against-rest logistic regression.

    Attributes:
        classes: Names of the classes, in order of the columns.
        bias: One number per class.
        weights: Feature name to one weight per class.
        thresholds: Probability from which a class is accepted, one per class.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    thresholds: tuple[float, ...]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Probability of each class on its own; they need not add up to 1."""
        sums = list(self.bias)
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None:
                for column, weight in enumerate(row):
                    sums[column] += weight * value
        return {name: _logistic(total) for name, total in zip(self.classes, sums, strict=True)}

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""
        return self.thresholds[self.classes.index(name)]

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class, strongest first."""
        column = self.classes.index(name)
        shares = [
            (self.weights[feature][column] * value, feature)
            for feature, value in features.items()
            if feature in self.weights
        ]
        ordered = sorted(shares, key=lambda share: (-share[0], share[1]))
        return tuple(feature for share, feature in ordered[:count] if share > 0)


@dataclass(frozen=True, slots=True)
class Blend:
    """The mean of two models of the same classes; thresholds are the first one's."""

    first: LinearModel
    second: LinearModel

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Mean probability of each class."""
        other = self.second.probabilities(features)
        mine = self.first.probabilities(features)
        return {name: (value + other[name]) / 2 for name, value in mine.items()}

    def threshold(self, name: str) -> float:
        """Probability from which the class is accepted."""
        return self.first.threshold(name)

    def reasons(self, features: Mapping[str, float], name: str, count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a class in the first model, strongest first."""
        return self.first.reasons(features, name, count)


@cache
def load_model(path: Path) -> LinearModel:
    """Read a model.

    Raises:
        DataError: The file is missing, no JSON, or its rows do not fit its classes.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        model = LinearModel(
            classes=tuple(table["classes"]),
            bias=tuple(table["bias"]),
            weights={name: tuple(row) for name, row in table["weights"].items()},
            thresholds=tuple(table["thresholds"]),
        )
    except FileNotFoundError:
        raise DataError(path, 0, "the model is missing; run `make train`") from None
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(path, 0, f"no model ({error}); restore the file") from error
    width = len(model.classes)
    rows = (model.bias, model.thresholds, *model.weights.values())
    if any(len(row) != width for row in rows):
        raise DataError(path, 0, f"every row needs {width} numbers; run `make train`")
    return model


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, value))))
