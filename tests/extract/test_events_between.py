"""The border of two provinces is neither of them."""

import pytest
from shipped import context_of

from geo.extract.events_between import between


@pytest.mark.parametrize("name", ["Farah", "Nimroz"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Gunmen shot nine miners on the border of Farah and Nimroz.",
            "border of Farah and Nimroz",
        ),
        (
            "Five men died on a road between Farah and Nimroz provinces on Monday.",
            "road between Farah and Nimroz provinces",
        ),
    ],
)
def test_a_line_between_two_provinces_is_a_region(text: str, line: str, name: str) -> None:
    context = context_of(text)
    place = next(p for p in context.reading.places if p.text.startswith(name))
    found = between(context, place)
    assert line.startswith(found.text)
    assert "and Nimroz" in found.text
    assert (found.country, found.adm1, found.kind) == ("AF", None, "region")
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot nine miners in Farah and Nimroz.",
        "Gunmen on the road to Herat shot four men between Farah and Nimroz on Monday.",
        "A bomb went off on the road between Qalat and Shahjoy.",
        "The governors of Farah and Nimroz met.",
    ],
)
def test_any_other_place_stays_as_it_is(text: str) -> None:
    context = context_of(text)
    assert all(between(context, p) == p for p in context.reading.places)
