"""What a number must count by the words around it."""

import pytest
from shipped import context_of

from geo.extract.presence_features import scenes
from geo.extract.presence_rules import default_rules
from geo.extract.statistics_features import in_order
from geo.extract.statistics_metric import allowed, declared


def counted(text: str, low: int) -> frozenset[str] | None:
    found = in_order(scenes(context_of(text).reading, default_rules().cues))
    (candidate,) = [c for c, _, _ in found if c.low == low]
    told = declared(candidate)
    assert told is None or allowed(candidate) == told
    return told


@pytest.mark.parametrize(
    ("text", "low", "metric"),
    [
        ("The NRF says that it carried out 44 operations this year.", 44, "attacks"),
        ("U.S. forces conducted 31 operations against ISKP this year.", 31, "other"),
        ("The ministry said that it had foiled 19 attacks.", 19, "other"),
        ("Some 25 attacks planned by ISKP have been thwarted since May.", 25, "other"),
        ("Officials say that 52 ISKP members were killed in raids.", 52, "militants_killed"),
        ("The mission documented 640 civilian deaths.", 640, "deaths"),
        ("It counted 310 civilian injuries.", 310, "injured"),
    ],
)
def test_the_words_leave_no_choice(text: str, low: int, metric: str) -> None:
    assert counted(text, low) == {metric}


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("ISKP claimed 44 attacks this year.", 44),
        ("It counted 31 operations this year.", 31),
        ("The army lost 400 men against ISKP.", 400),
        ("He says that 14 members of the community have been murdered by ISKP.", 14),
        ("The NRF has 3,000 fighters.", 3000),
        ("U.S. aircraft carried out 120 airstrikes in Nangarhar.", 120),
    ],
)
def test_otherwise_the_model_is_asked(text: str, low: int) -> None:
    assert counted(text, low) is None
