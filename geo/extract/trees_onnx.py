"""Boosted trees as an ONNX graph of one node, so that onnxruntime walks them.

Only what one `TreeEnsemble` node needs is written: a protocol buffer is numbered fields, each
a varint or a run of bytes. The numbers stay 64-bit floats from the row to the sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

INPUT: Final = "rows"
_OUTPUT: Final = "sums"
_VARINT: Final = 0
_BYTES: Final = 2
_DOUBLE: Final = 11
_UINT8: Final = 2
_INT: Final = 2
_TENSOR: Final = 4
_INTS: Final = 7
_IR: Final = 10
_OPSET: Final = 18
_ML_OPSET: Final = 5
_SUM: Final = 1


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
    given = [
        _integer("n_targets", models),
        _integer("aggregate_function", _SUM),
        _integer("post_transform", 0),
        _integers("tree_roots", roots),
        _integers("nodes_featureids", feature),
        _tensor("nodes_splits", threshold.astype("<f8"), _DOUBLE),
        _tensor("nodes_modes", np.zeros(len(feature), dtype=np.uint8), _UINT8),
        _integers("nodes_truenodeids", left),
        _integers("nodes_trueleafs", left_leaf.astype(np.int64)),
        _integers("nodes_falsenodeids", right),
        _integers("nodes_falseleafs", right_leaf.astype(np.int64)),
        _integers("leaf_targetids", target),
        _tensor("leaf_weights", value.astype("<f8"), _DOUBLE),
    ]
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = _model(columns, models, given)
    return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _model(columns: int, models: int, attributes: Iterable[bytes]) -> bytes:
    node = _run(1, INPUT) + _run(2, _OUTPUT) + _run(4, "TreeEnsemble") + _run(7, "ai.onnx.ml")
    node += b"".join(_run(5, one) for one in attributes)
    graph = _run(1, node) + _run(2, "trees")
    graph += _run(11, _table(INPUT, columns)) + _run(12, _table(_OUTPUT, models))
    sets = _run(8, _run(1, "") + _count(2, _OPSET))
    sets += _run(8, _run(1, "ai.onnx.ml") + _count(2, _ML_OPSET))
    return _count(1, _IR) + _run(7, graph) + sets


def _table(name: str, columns: int) -> bytes:
    """A value of 64-bit floats with any number of rows."""
    shape = _run(1, _run(2, "n")) + _run(1, _count(1, columns))
    return _run(1, name) + _run(2, _run(1, _count(1, _DOUBLE) + _run(2, shape)))


def _integer(name: str, value: int) -> bytes:
    return _run(1, name) + _count(3, value) + _count(20, _INT)


def _integers(name: str, values: NDArray[np.int64]) -> bytes:
    return _run(1, name) + _run(8, _varints(values)) + _count(20, _INTS)


def _tensor(name: str, values: NDArray[Any], kind: int) -> bytes:
    body = _run(1, _varint(len(values))) + _count(2, kind) + _run(9, values.tobytes())
    return _run(1, name) + _run(5, body) + _count(20, _TENSOR)


def _count(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _run(field: int, body: bytes | str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return _varint(field << 3 | _BYTES) + _varint(len(raw)) + raw


def _varints(values: NDArray[np.int64]) -> bytes:
    """Numbers from 0 to 2^21, each as a varint."""
    groups = np.stack([values & 127, values >> 7 & 127, values >> 14], axis=1)
    length = 1 + (values > 127) + (values >> 14 > 0)
    place = np.arange(3)
    groups[place < length[:, None] - 1] |= 128
    return groups[place < length[:, None]].astype(np.uint8).tobytes()


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
