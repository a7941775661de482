"""The classes keep their order in greyscale and for deuteranopes; no two of them look alike."""

import itertools

import numpy as np
import pytest

from geo.views import palette
from geo.views.filters import Measure

# Machado, Oliveira and Fernandes 2009, severity 1.0; on linear RGB.
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
VISIONS = {"full": np.eye(3), "deuteranopia": DEUTERANOPIA, "protanopia": PROTANOPIA}


def linear(color: str) -> np.ndarray:
    values = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(color: str, vision: str) -> np.ndarray:
    rgb = np.clip(VISIONS[vision] @ linear(color), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = xyz @ rgb / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("classes", [2, 3, 4, 5])
def test_classes_darken_and_keep_apart(measure, classes, vision):
    colors = [palette.ZERO, *palette.ramp(measure, classes)]
    light = [lab(color, vision)[0] for color in colors]
    assert light == sorted(light, reverse=True)
    assert min(a - b for a, b in itertools.pairwise(light)) > 6
    for one, two in itertools.combinations(colors, 2):
        assert np.linalg.norm(lab(one, vision) - lab(two, vision)) > 10


def test_groups_have_colours_of_their_own():
    assert len(set(palette.GROUPS.values())) == len(palette.GROUPS)
    assert palette.group("OTHER:x") == palette.group("OTHER:x")
