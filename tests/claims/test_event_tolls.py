"""One toll from many: low is the lowest, high the highest reliable, best has a source."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.claims.tolls import Telling, best_telling, combine
from geo.codes import SourceKind
from geo.model import Toll


def told(toll, kind=SourceKind.PRESS, day=1, claim_id="c"):
    if isinstance(toll, int):
        toll = Toll.exactly(toll)
    return Telling(claim_id=claim_id, toll=toll, kind=kind, published=date(2024, 5, day))


def test_rival_tolls_span_a_range_and_the_best_authority_is_best():
    tolls = [told(3, SourceKind.GOVERNMENT), told(20), told(12, SourceKind.UN)]
    assert combine(tolls) == Toll(3, 12, 20)


def test_the_latest_of_equals_is_best():
    assert combine([told(25, day=1), told(30, day=2)]) == Toll(25, 30, 30)
    assert combine([told(30, day=1), told(25, day=2)]) == Toll(25, 25, 30)


def test_a_lower_bound_leaves_the_top_open():
    assert combine([told(Toll.at_least(12)), told(10)]) == Toll(10, 10, None)
    assert combine([told(Toll.at_least(12)), told(20)]) == Toll(12, 20, 20)
    assert combine([told(Toll.at_least(12), day=2), told(12)]) == Toll(12, 12, None)


def test_a_party_to_the_fight_does_not_raise_the_top():
    assert combine([told(60, SourceKind.PARTY), told(12)]) == Toll(12, 12, 12)
    parties = [told(60, SourceKind.PARTY, day=1), told(40, SourceKind.PARTY, day=2)]
    assert combine(parties) == Toll(40, 40, 60)


def test_nothing_told_is_unknown_and_nobody_killed_is_zero():
    assert combine([]) is None
    assert best_telling([]) is None
    assert combine([told(0)]) == Toll(0, 0, 0)


def test_at_most_has_no_low():
    assert combine([told(Toll(None, 30, 30))]) == Toll(None, 30, 30)
    at_most = told(Toll(None, 30, 30), SourceKind.UN)
    assert combine([at_most, told(40)]) == Toll(None, 30, 40)
    assert combine([at_most, told(20)]) == Toll(20, 30, 30)


numbers = st.integers(0, 200)
tolls = st.one_of(
    numbers.map(Toll.exactly),
    numbers.map(Toll.at_least),
    numbers.map(lambda n: Toll(None, n, n)),
    st.tuples(numbers, numbers, numbers).map(lambda t: Toll(*sorted(t))),
    numbers.map(lambda n: Toll(n, None, None)),
    numbers.map(lambda n: Toll(None, None, n)),
)
tellings = st.lists(
    st.builds(
        told,
        tolls,
        st.sampled_from(list(SourceKind)),
        st.integers(1, 4),
        st.text("abc", min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda telling: telling.claim_id,
)


@given(tellings, st.randoms(use_true_random=False))
def test_low_best_high_are_in_order_whatever_the_order_of_sources(made, rng):
    toll = combine(made)
    # Toll itself refuses low > best > high.
    assert toll is not None
    assert toll.best is not None
    assert toll == combine(rng.sample(made, len(made)))
    lows = [t.toll.low for t in made if t.toll.low is not None]
    if toll.low is not None:
        assert toll.low == min(lows)
