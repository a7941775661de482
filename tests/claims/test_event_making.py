"""One event from the claims of one incident."""

from dataclasses import replace
from datetime import date

import pytest
from claim_makers import PLACES

from geo.claims.events import make_event
from geo.claims.link import Incident, link
from geo.codes import Attribution, EventType, PlaceKind, SourceKind, Stance, TargetType, WherePrec
from geo.model import ClaimPlace, Toll


def nobody(_speaker):
    return SourceKind.UNKNOWN


def one(documents, *claims, kinds=nobody):
    return make_event(Incident(tuple(claims), ()), documents, kinds)


def test_the_most_exact_of_each_is_taken(claim, documents):
    event = one(
        documents,
        claim("a", "Kunduz", ("2021-10-01", "2021-10-31", 4), event_type=EventType.ATTACK),
        claim("b", "Kunduz city", ("2021-10-08", "2021-10-08", 1), deaths=46),
        claim("c", "Afghanistan", ("2021-01-01", "2021-12-31", 5), deaths=50),
    )
    assert (event.date_start, event.date_end, event.date_prec) == (
        date(2021, 10, 8),
        date(2021, 10, 8),
        1,
    )
    assert event.place == PLACES["Kunduz city"]
    assert event.event_type is EventType.SUICIDE_BOMB
    assert event.deaths == Toll(46, 50, 50)
    assert event.doc_ids == ("a", "b", "c")
    assert event.on_map


@pytest.mark.parametrize("words", ["one", "two", "three", "four", "five", "six"])
def test_the_id_is_that_of_the_earliest_claim(claim, documents, words):
    first = claim("a", target="a mosque", deaths=5, quote=words)
    later = claim("b", target="mosque", deaths=5)
    alone, both = one(documents, first), one(documents, first, later)
    assert alone.event_id == both.event_id == one(documents, later, first).event_id
    assert one(documents, later).event_id != alone.event_id


def test_actors_are_joined_and_unknown_gives_way(claim, documents):
    def actors(*named):
        return one(
            documents, *(claim(d, actors=a) for d, a in zip("abc", named, strict=False))
        ).actors

    assert actors(("UNKNOWN",), ("ISKP",)) == ("ISKP",)
    assert actors(("UNKNOWN",)) == ("UNKNOWN",)
    assert actors(("IS",), ("ISKP",)) == ("ISKP",)
    assert actors(("NRF",), ("ISKP",)) == ("ISKP", "NRF")
    assert actors(("TJK_GOV", "UNKNOWN")) == ("TJK_GOV", "UNKNOWN")
    assert actors(("HQN", "TALIBAN"), ("HQN",)) == ("HQN", "TALIBAN")


def test_attribution_is_the_strongest_and_a_denial_disputes_it(claim, documents):
    told = claim("a", attribution=Attribution.SUSPECTED)
    claimed = claim("b", attribution=Attribution.CLAIMED)
    denial = claim("a", stance=Stance.DENIED, start=90, attribution=Attribution.DISPUTED)
    assert one(documents, told, claimed).attribution is Attribution.CLAIMED
    event = one(documents, told, claimed, denial)
    assert event.attribution is Attribution.DISPUTED
    assert event.denied
    assert event.doc_ids == ("a", "b")
    assert len(event.claim_ids) == 3


def test_best_toll_comes_with_its_claim_and_sources_with_their_kinds(claim, documents):
    kinds = {"UNAMA": SourceKind.UN, "Taliban": SourceKind.PARTY}.get
    press = replace(documents["c"], source_kind=SourceKind.PRESS)
    un = claim("a", deaths=12, speakers=("Somebody", "UNAMA"))
    event = one(
        documents | {"c": press},
        un,
        claim("b", deaths=40, speakers=("Taliban",)),
        claim("c", deaths=14),
        kinds=lambda s: kinds(s, SourceKind.UNKNOWN),
    )
    assert event.best_claim_id == un.claim_id
    assert event.deaths == Toll(12, 12, 14)
    assert event.source_kinds == (SourceKind.PARTY, SourceKind.PRESS, SourceKind.UN)


def test_what_nobody_tells_stays_unknown(claim, documents):
    event = one(documents, claim("a", None, None, target_type=None))
    assert event.place is None
    assert event.date_start is event.date_end is event.date_prec is None
    assert event.deaths is event.injured is event.best_claim_id is event.target is None
    assert event.target_type is None
    assert not event.on_map


def test_only_a_province_or_better_in_afghanistan_is_on_the_map(claim, documents):
    region = ClaimPlace(
        name="the north", country="AF", adm1=None, kind=PlaceKind.REGION, where_prec=WherePrec.FUZZY
    )
    assert one(documents, claim("a", "Kunduz")).on_map
    assert not one(documents, claim("a", "Afghanistan")).on_map
    assert not one(documents, claim("a", "Moscow")).on_map
    assert not one(documents, replace(claim("a"), places=(region,))).on_map


def test_target_type_is_the_one_told_most_often(claim, documents):
    kinds = [TargetType.CIVILIANS, TargetType.RELIGIOUS, TargetType.RELIGIOUS, TargetType.UNKNOWN]
    claims = [claim(d, target_type=t) for d, t in zip("abcd", kinds, strict=True)]
    assert one(documents, *claims).target_type is TargetType.RELIGIOUS


def test_events_of_linked_claims_count_each_document_once(claim, documents):
    claims = [claim(d, target="a mosque", deaths=5) for d in "abc"]
    (incident,) = link(claims).incidents
    assert len(make_event(incident, documents, nobody).doc_ids) == 3
