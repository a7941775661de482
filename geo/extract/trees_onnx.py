"""Boosted trees as an ONNX graph of one node, so that onnxruntime walks them.

The numbers stay 64-bit floats from the row to the sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

INPUT: Final = "rows"
_OUTPUT: Final = "sums"
_DOMAIN: Final = "ai.onnx.ml"
_OPSETS: Final = {"": 18, _DOMAIN: 5}
_SUM: Final = 1
_NOT_ABOVE: Final = 0
"""Numbers that `TreeEnsemble` gives to adding leaves up and to branching left at `<=`."""


@dataclass(frozen=True, slots=True, eq=False)
class Wood:
    """The trees of one model as `training/` writes them.

    Attributes:
        names: Features that a tree looks at.
        base: Log-odds before the first tree.
        roots: Node at which each tree begins.
        feature: Number of the feature in `names` that a node looks at; -1 in a leaf.
        threshold: A row goes left where its value is not above this.
        left: Node that it goes on to there.
        right: Node that it goes on to otherwise.
        value: Log-odds that a leaf adds.
    """

    names: tuple[str, ...]
    base: float
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Read the lists of a model ("names", "base", "roots" ...)."""
        roots, feature, left, right = (
            np.asarray(body[key], dtype=np.int64) for key in ("roots", "feature", "left", "right")
        )
        used = np.unique(feature[feature >= 0])
        names = tuple(body["names"][column] for column in used)
        number = np.searchsorted(used, feature)
        return cls(
            names, float(body["base"]), roots, np.where(feature < 0, -1, number),
            np.asarray(body["threshold"], dtype=np.float64), left, right,
            np.asarray(body["value"], dtype=np.float64),
        )  # fmt: skip


class Graph:
    """Several models over the union of their features, summed up in one run."""

    def __init__(self, models: Sequence[Wood]) -> None:
        """Join models to one graph, which is built when it is first asked."""
        self._models = tuple(models)
        self.names = tuple(dict.fromkeys(name for m in models for name in m.names))
        self._columns = {name: column for column, name in enumerate(self.names)}

    @cached_property
    def _built(self) -> tuple[Any, NDArray[np.float64]]:
        """What sums up the trees, and what is to be added to each sum."""
        columns = self._columns
        base = np.array([m.base for m in self._models])
        roots, parts, leaves = [], [], []
        inner = ends = 0
        for number, m in enumerate(self._models):
            leaf = m.feature < 0
            ids = np.where(leaf, ends + np.cumsum(leaf), inner + np.cumsum(~leaf)) - 1
            base[number] += m.value[m.roots[leaf[m.roots]]].sum()
            roots.append(ids[m.roots[~leaf[m.roots]]])
            at, own = ~leaf, np.array([columns[name] for name in m.names], dtype=np.int64)
            parts.append(
                (
                    own[m.feature[at]], m.threshold[at], ids[m.left[at]], leaf[m.left[at]],
                    ids[m.right[at]], leaf[m.right[at]],
                )
            )  # fmt: skip
            leaves.append((m.value[leaf], np.full(int(leaf.sum()), number)))
            inner, ends = inner + int(at.sum()), ends + int(leaf.sum())
        session = None
        if inner:
            session = _session(
                len(self.names), len(self._models), np.concatenate(roots),
                [np.concatenate(column) for column in zip(*parts, strict=True)],
                [np.concatenate(column) for column in zip(*leaves, strict=True)],
            )  # fmt: skip
        return session, base

    def matrix(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Rows as a table, one column a feature."""
        columns = self._columns
        table = []
        for row in rows:
            cells = [0.0] * len(columns)
            for name in row:
                if name in columns:
                    cells[columns[name]] = row[name]
            table.append(cells)
        return np.array(table, dtype=np.float64).reshape(len(rows), len(columns))

    def weigh(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Probability of each row by each model, shape (rows, models)."""
        session, base = self._built
        score = np.empty((len(rows), len(base)))
        score[:] = base
        if session is not None and rows:
            score += session.run(None, {INPUT: self.matrix(rows)})[0]
        out: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-score))
        return out


def _session(
    columns: int, models: int, roots: NDArray[np.int64], nodes: Sequence[NDArray[Any]],
    leaves: Sequence[NDArray[Any]],
) -> Any:  # fmt: skip
    feature, threshold, left, left_leaf, right, right_leaf = nodes
    value, target = leaves
    node = helper.make_node(
        "TreeEnsemble", [INPUT], [_OUTPUT], domain=_DOMAIN, n_targets=models,
        aggregate_function=_SUM, post_transform=0, tree_roots=roots.tolist(),
        nodes_featureids=feature.tolist(), nodes_splits=numpy_helper.from_array(threshold),
        nodes_modes=numpy_helper.from_array(np.full(len(feature), _NOT_ABOVE, dtype=np.uint8)),
        nodes_truenodeids=left.tolist(), nodes_trueleafs=left_leaf.astype(int).tolist(),
        nodes_falsenodeids=right.tolist(), nodes_falseleafs=right_leaf.astype(int).tolist(),
        leaf_targetids=target.tolist(), leaf_weights=numpy_helper.from_array(value),
    )  # fmt: skip
    table, sums = (
        helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["rows", width])
        for name, width in ((INPUT, columns), (_OUTPUT, models))
    )
    model = helper.make_model(
        helper.make_graph([node], "trees", [table], [sums]),
        opset_imports=[helper.make_opsetid(name, of) for name, of in _OPSETS.items()],
        ir_version=10,
    )
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
