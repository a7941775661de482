import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing import fit

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.floats(0.5, 12), st.floats(0.2, 3))
def test_what_is_placed_lies_in_its_box_and_is_legible(text, w, h):
    placed = fit.place("x", text, (0.0, 0.0, w, h), 24)
    assert placed.size >= 10
    assert len(placed.lines) * fit.line_height(placed.size) <= max(h, fit.line_height(10)) + 1e-6
    assert all(fit.width(line, placed.size) <= w + 0.02 for line in placed.lines)


@given(st.text(alphabet="abc déو", max_size=200), st.floats(0.6, 6))
def test_a_cut_line_fits_and_says_that_it_was_cut(text, w):
    line = fit.cut(text, w, 10)
    whole = " ".join(fit.legible(text).split())
    assert fit.width(line, 10) <= w + 0.02
    assert line == whole or line.endswith("…")


def test_nothing_is_lost_where_it_fits():
    placed = fit.place("x", "one two three", (0, 0, 5, 1), 12)
    assert " ".join(placed.lines) == "one two three"


@pytest.mark.parametrize("count", [1, 3, 400])
def test_a_list_says_how_many_it_left_out(count):
    names = [f"Publisher number {i}" for i in range(count)]
    text = fit.listing(names, 6, 0.34, 10, lead="Sources: ", more="see notes")
    assert len(fit.wrap(text, 6, 10)) <= 2
    shown = text.count("Publisher number")
    assert shown == count or f"and {count - shown} more" in text
