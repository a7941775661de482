"""One incident told by many is one event; two attacks in one city on one day are two."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from claim_makers import PLACES, make_claim
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.facets import facets
from geo.claims.likeness import compare, far_apart
from geo.claims.link import _keys, link
from geo.codes import Attribution, EventType, Kind, Stance, TargetType
from geo.model import Toll

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "links.toml").read_text())["case"]


def of_case(side, doc_id):
    settings = dict(side)
    days = settings.pop("days", None)
    settings["event_type"] = EventType(settings.pop("type", "suicide_bomb"))
    settings["target_type"] = TargetType(settings.get("target_type", "unknown"))
    settings["stance"] = Stance(settings.get("stance", "asserted"))
    settings["actors"] = tuple(settings.get("actors", ["ISKP"]))
    return make_claim(doc_id, settings.pop("place", "Kabul"), days and tuple(days), **settings)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_pairs(case):
    a, b = of_case(case["a"], "a"), of_case(case["b"], "a" if case.get("same_document") else "b")
    verdict = compare(facets(a), facets(b))
    assert verdict == compare(facets(b), facets(a))
    linked = link([a, b])
    assert len(linked.incidents) + len(linked.alone) == (1 if case["same"] else 2), verdict
    if not case["same"]:
        assert verdict.conflict == case.get("conflict", "")
    else:
        assert set(case.get("rules", ())) <= set(linked.incidents[0].links[0].rules)


claims = st.lists(
    st.builds(
        make_claim,
        st.sampled_from("abcdef"),
        st.sampled_from([*PLACES, None]),
        st.sampled_from(
            [
                ("2024-05-01", "2024-05-01", 1),
                ("2024-05-02", "2024-05-02", 1),
                ("2024-05-31", "2024-05-31", 1),
                ("2024-06-01", "2024-06-02", 2),
                ("2024-05-01", "2024-05-31", 4),
                ("2024-01-01", "2024-12-31", 5),
                ("2021-08-15", "2024-12-31", 5),
                None,
            ]
        ),
        start=st.integers(0, 3),
        stance=st.sampled_from([Stance.ASSERTED] * 4 + [Stance.DENIED]),
        actors=st.sampled_from([("ISKP",), ("IS",), ("UNKNOWN",), ("NRF",), ("TALIBAN", "NRF")]),
        event_type=st.sampled_from([EventType.SUICIDE_BOMB, EventType.ATTACK, EventType.SHELLING]),
        target_type=st.sampled_from(
            [TargetType.UNKNOWN, TargetType.RELIGIOUS, TargetType.MILITARY_POLICE]
        ),
        target=st.sampled_from([None, "a mosque", "minister Khalil Haqqani", "a police post"]),
        deaths=st.sampled_from([None, 3, 5, 46, Toll.at_least(12), Toll(None, 30, 30)]),
        attribution=st.sampled_from([None, *Attribution]),
        review=st.sampled_from([False, False, False, True]),
    ),
    max_size=12,
)


@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(made, rng):
    shuffled = rng.sample(made, len(made))
    assert link(made) == link(shuffled)


@given(claims)
def test_each_claim_is_in_one_place_and_no_document_tells_an_incident_twice(made):
    linked = link(made)
    placed = [c.claim_id for i in linked.incidents for c in i.claims]
    placed += [c.claim_id for c in linked.alone]
    assert sorted(placed) == sorted({c.claim_id for c in made if not c.review})
    for incident in linked.incidents:
        asserted = [c for c in incident.claims if c.stance is Stance.ASSERTED]
        assert asserted
        assert len({c.doc_id for c in asserted}) == len(asserted)
        assert len(incident.links) == len(incident.claims) - 1
    assert all(c.stance is Stance.DENIED for c in linked.alone)


@given(claims)
def test_no_pair_that_the_rules_link_is_missed_by_the_blocks(made):
    items = [facets(c) for c in made]
    for a, b in combinations(items, 2):
        if a.claim.doc_id != b.claim.doc_id and compare(a, b).same:
            assert set(_keys(a)) & set(_keys(b))
        if far_apart(a, b):
            assert compare(a, b).conflict


@given(claims)
def test_linking_again_what_was_linked_changes_nothing(made):
    linked = link(made)
    for incident in linked.incidents:
        again = link(incident.claims)
        assert [i.claims for i in again.incidents] == [incident.claims]


@pytest.mark.parametrize("words", ["one", "two", "three", "four", "five", "six"])
def test_the_surest_pair_is_joined_first(claim, words):
    other = claim("a", quote=f"{words} at a post", start=500)
    mosque = claim("a", target="a mosque", deaths=15, quote=f"{words} at a mosque")
    told = claim("b", target="the mosque", deaths=15)
    assert sorted(len(i.claims) for i in link([other, mosque, told]).incidents) == [1, 2]
    (joined,) = [i for i in link([other, mosque, told]).incidents if len(i.claims) == 2]
    assert set(joined.claims) == {mosque, told}


def test_a_denial_joins_the_incident_of_its_own_document(claim):
    told = claim("a", target="a mosque", deaths=5, start=10)
    other = claim("a", "Herat", target="a school", start=500)
    denial = claim("a", None, None, stance=Stance.DENIED, start=40)
    linked = link([denial, other, told])
    (joined,) = [i for i in linked.incidents if denial in i.claims]
    assert told in joined.claims
    assert "denies" in joined.links[0].rules
    assert not linked.alone


def test_a_denial_of_what_nobody_tells_stays_alone(claim):
    denial = claim("a", stance=Stance.DENIED)
    assert link([denial, claim("b", "Herat")]).alone == (denial,)


def test_other_kinds_and_claims_for_review_are_passed_over(claim):
    presence = claim("a", kind=Kind.PRESENCE, event_type=None)
    assert link([presence, claim("b", review=True)]).incidents == ()
