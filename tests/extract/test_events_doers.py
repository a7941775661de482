"""Who is chosen as the doer, given what was learned of each candidate."""

import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from shipped import context_of

from geo.extract.events_doers import abroad, choose_actors
from geo.extract.events_sides import sides_of
from geo.extract.trees import Forest

CASES = Path(__file__).resolve().parents[1] / "cases" / "doers.toml"


class Learned:
    """A forest that scores an actor as a case says."""

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def predict(self, name: str, rows: list[dict[str, float]]) -> list[float]:
        assert name == "actor"
        known = [next(k for k in row if k.startswith("id.")).removeprefix("id.") for row in rows]
        return [self.scores.get(actor, 0.5) for actor in known]


@pytest.mark.parametrize(
    "case", tomllib.loads(CASES.read_text(encoding="utf-8"))["case"], ids=lambda c: c["text"][:40]
)
def test_doer(case: dict[str, Any]) -> None:
    context = context_of(case["text"], case["day"])
    own = [m for m in context.mentions if m.sentence == 0]
    country = case.get("country", "AF")
    sides = sides_of(context, own, [], country, case["day"])
    chosen = choose_actors(
        context, own, [], case["kind"], sides, cast("Forest", Learned(case["scores"]))
    )
    assert [actor for actor, _, _ in abroad(context, chosen, country)] == case["doers"]
