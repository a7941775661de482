"""What is stated plainly is taken whatever the model makes of it; what is doubted is not."""

from functools import cache

import pytest
from shipped import context_of

from geo.extract.presence import stated
from geo.extract.presence_features import Scene, scenes
from geo.extract.presence_plain import PLAIN, plain
from geo.extract.presence_rules import default_rules


@cache
def scene_of(text: str) -> Scene:
    (scene,) = scenes(context_of(text).reading, default_rules().cues)
    return scene


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Armed groups remain active in Afghanistan.", "presence.asserted"),
        ("ISKP is still active in Kunar and Nangarhar.", "presence.asserted"),
        ("ISKP continues to maintain a high level of activity in Kabul.", "presence.asserted"),
        ("The Taliban controls the country, including its capital.", "base.asserted"),
        ("The Taliban still hold most of Helmand.", "base.asserted"),
        ("The insurgents control or contest more territory than in 2015.", "base.asserted"),
    ],
)
def test_a_plain_statement_is_taken(text: str, label: str) -> None:
    scene = scene_of(text)
    assert list(plain(scene)) == [label]
    assert stated(scene, [(label, 0.2, False)]) == [(label, PLAIN, True)]
    assert stated(scene, [(label, 0.9, True)]) == [(label, 0.9, True)]


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence that ISKP is active in Kunar.",
        "If ISKP is active in Kunar, we shall find it.",
        "Is it true that ISKP is active in Kunar?",
        "ISKP could become active in Kunar.",
        "ISKP is no longer active in Kunar.",
        "The Taliban hold talks in Doha.",
        "American troops hold most of Helmand.",
    ],
)
def test_what_is_doubted_or_denied_is_left_to_the_model(text: str) -> None:
    assert list(plain(scene_of(text))) == []
    assert stated(scene_of(text), []) == []
