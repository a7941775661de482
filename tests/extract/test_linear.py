import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.linear import Blend, Boosted, LinearModel
from geo.extract.trees import Trees

NAMES = ("a", "b", "c")
ROWS = st.lists(
    st.dictionaries(st.sampled_from((*NAMES, "new")), st.floats(-9, 9), max_size=4), max_size=5
)


def model(*weights):
    return LinearModel(
        classes=("x", "y"),
        bias=np.array([0.5, -0.5]),
        rows={name: at for at, name in enumerate(NAMES)},
        weights=np.array(weights, dtype=np.float64),
        thresholds={"x": 0.5, "y": 0.5},
    )


FIRST = model((1, 0), (0, 2), (-1, -1))
SECOND = model((0, 1), (3, 0), (0, 0))


def test_features_add_up_and_unknown_ones_count_for_nothing():
    found = FIRST.probabilities({"a": 1.5, "new": 9.0, "b": 1.0})
    assert found == {"x": pytest.approx(1 / (1 + np.exp(-2))), "y": pytest.approx(0.8175744762)}


@pytest.mark.parametrize("judge", [FIRST, Blend(FIRST, SECOND)])
@given(rows=ROWS)
def test_rows_asked_together_get_what_each_gets_alone(judge, rows):
    assert judge.probabilities_of(rows) == [judge.probabilities(row) for row in rows]


STUMP = Trees.from_json(
    {
        "names": ["a"], "base": 0.0, "depth": 2, "roots": [0], "feature": [0, -1, -1],
        "threshold": [0.5, 0.0, 0.0], "left": [1, 0, 0], "right": [2, 0, 0],
        "value": [0.0, -2.0, 2.0],
    }
)  # fmt: skip
"""Log-odds 2 where "a" is above a half, else -2."""


@pytest.mark.parametrize(("share", "odds"), [(0.0, 1.5), (0.5, 1.75), (1.0, 2.0)])
def test_trees_share_the_say_on_one_class(share, odds):
    shared = Boosted(FIRST, STUMP, "x", share)
    (found,) = shared.probabilities_of([{"a": 1.0}])
    assert found["x"] == pytest.approx(1 / (1 + np.exp(-odds)))
    assert found["y"] == FIRST.probabilities({"a": 1.0})["y"]
    assert shared.probabilities_of([]) == []


@given(rows=ROWS)
def test_the_sure_stay_sure(rows):
    sure = Boosted(model((900, 0), (900, 0), (-900, 0)), STUMP, "x", 0.5)
    assert all(0 <= row["x"] <= 1 for row in sure.probabilities_of(rows))
