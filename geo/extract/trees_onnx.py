"""Boosted trees as an ONNX graph of one node, so that onnxruntime walks them.

Only what one `TreeEnsemble` node needs is written: a protocol buffer is numbered fields, each
a varint or a run of bytes. The numbers stay 64-bit floats from the row to the sum.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

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


def session_of(columns: int, body: Mapping[str, Any]) -> tuple[Any, float]:
    """What sums up the trees of a model, and what is to be added to each sum.

    Args:
        columns: Width of a row.
        body: The lists that `training/` writes ("roots", "feature", "threshold" ...).

    Returns:
        A session that turns rows, shape (n, columns), into sums, shape (n, 1); and the sum of
        the trees that are one leaf, which the graph cannot hold.
    """
    feature = np.asarray(body["feature"], dtype=np.int64)
    value = np.asarray(body["value"], dtype=np.float64)
    roots = np.asarray(body["roots"], dtype=np.int64)
    leaf = feature < 0
    number = np.where(leaf, np.cumsum(leaf), np.cumsum(~leaf)) - 1
    inner = np.flatnonzero(~leaf)
    grown = roots[~leaf[roots]]
    alone = float(value[roots[leaf[roots]]].sum())
    if not len(grown):
        return None, alone
    sides = [np.asarray(body[side], dtype=np.int64)[inner] for side in ("left", "right")]
    given = [
        _integer("n_targets", 1),
        _integer("aggregate_function", _SUM),
        _integer("post_transform", 0),
        _integers("tree_roots", number[grown]),
        _integers("nodes_featureids", feature[inner]),
        _tensor("nodes_splits", np.asarray(body["threshold"], dtype="<f8")[inner], _DOUBLE),
        _tensor("nodes_modes", np.zeros(len(inner), dtype=np.uint8), _UINT8),
        _integers("leaf_targetids", np.zeros(int(leaf.sum()), dtype=np.int64)),
        _tensor("leaf_weights", value[leaf].astype("<f8"), _DOUBLE),
    ]
    for name, to in zip(("true", "false"), sides, strict=True):
        given.append(_integers(f"nodes_{name}nodeids", number[to]))
        given.append(_integers(f"nodes_{name}leafs", leaf[to].astype(np.int64)))
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = _model(columns, given)
    return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"]), alone


def _model(columns: int, attributes: Iterable[bytes]) -> bytes:
    node = _run(1, INPUT) + _run(2, _OUTPUT) + _run(4, "TreeEnsemble") + _run(7, "ai.onnx.ml")
    node += b"".join(_run(5, one) for one in attributes)
    graph = _run(1, node) + _run(2, "trees")
    graph += _run(11, _table(INPUT, columns)) + _run(12, _table(_OUTPUT, 1))
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
    return _run(1, name) + _run(8, b"".join(map(_varint, values.tolist()))) + _count(20, _INTS)


def _tensor(name: str, values: NDArray[Any], kind: int) -> bytes:
    body = _run(1, _varint(len(values))) + _count(2, kind) + _run(9, values.tobytes())
    return _run(1, name) + _run(5, body) + _count(20, _TENSOR)


def _count(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _run(field: int, body: bytes | str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return _varint(field << 3 | _BYTES) + _varint(len(raw)) + raw


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
