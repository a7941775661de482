"""Who did it, who did it with him, and who says so: the words beside the names of actors."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from shipped import context_of

from geo.extract.events_partners import beside_doer, owned_together
from geo.extract.events_sides import sides_of
from geo.extract.events_told import told_of

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    body = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return list(body["case"])


@pytest.mark.parametrize("case", cases("partners.toml"), ids=lambda case: case["text"][:40])
def test_who_is_beside_the_doer(case: dict[str, Any]) -> None:
    c = context_of(case["text"], case["day"])
    hit = sides_of(c, c.mentions, [], "AF", case["day"]).hit
    assert beside_doer(c, c.mentions, case["doer"], case["kind"], hit) == case["beside"]


@pytest.mark.parametrize("case", cases("told.toml"), ids=lambda case: case["text"][:40])
def test_what_the_words_beside_a_name_say(case: dict[str, Any]) -> None:
    c = context_of(case["text"])
    span = next(s for s in c.reading.actors if s.actors == (case["actor"],))
    told = told_of(c, span)
    here = told.here()
    said = {"owns": told.owns, "doer": here.doer, "does": here.does, "accused": told.accused}
    assert [name for name, true in said.items() if true] == case["told"]


def test_both_reaches_back_to_two_incidents_and_all_to_more() -> None:
    text = (
        "On Monday a bomb killed two people in Herat. "
        "On Tuesday gunmen killed three people in Ghor. "
        "On Friday a bomb wounded a judge in Kabul. {who}."
    )
    both = context_of(text.format(who="ISKP claimed both attacks"))
    first, second, third = (
        [m for m in both.mentions if m.sentence == number] for number in range(3)
    )
    assert owned_together(both, first) == set()
    assert owned_together(both, second) == owned_together(both, third) == {"ISKP"}
    every = context_of(text.format(who="ISKP claimed responsibility for all the attacks"))
    assert owned_together(every, [m for m in every.mentions if m.sentence == 0]) == {"ISKP"}
    nobody = context_of(text.format(who="ISKP condemned all the attacks"))
    assert owned_together(nobody, [m for m in nobody.mentions if m.sentence == 2]) == set()
