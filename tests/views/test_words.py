"""Dates with no more precision than known, ranges, counts."""

from datetime import date
from math import nan

import pandas as pd
import pytest

from geo.documents.origin import certainty
from geo.views import words
from geo.views.aggregate import Sum
from geo.views.filters import Filters, Precision
from geo.views.words import Names


@pytest.mark.parametrize(
    ("start", "end", "prec", "said"),
    [
        ((2021, 10, 8), (2021, 10, 8), 1, "8 October 2021"),
        ((2021, 10, 1), (2021, 10, 31), 4, "October 2021"),
        ((2024, 10, 1), (2024, 12, 31), 5, "October to December 2024"),
        ((2023, 1, 1), (2023, 12, 31), 5, "2023"),
        ((2021, 1, 1), (2023, 12, 31), 5, "2021 to 2023"),
        ((2021, 10, 5), (2021, 10, 9), 2, "5 October 2021 to 9 October 2021"),
        ((2021, 11, 1), (2022, 2, 28), 5, "November 2021 to February 2022"),
    ],
)
def test_dates_carry_their_precision(start, end, prec, said):
    assert words.day_range(date(*start), date(*end), prec) == said


def test_an_unknown_date_says_so():
    assert words.day_range(None, None, None) == "date unknown"


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        ((12, 12, 12), "12"),
        ((12, 15, 25), "12 to 25"),
        ((12, 12, nan), "at least 12"),
        ((nan, 30, 30), "up to 30"),
        ((nan, nan, nan), "not reported"),
        ((0, 0, 0), "0"),
        ((1200, 1200, 3000), "1,200 to 3,000"),
    ],
)
def test_tolls_are_ranges_and_unknown_is_not_zero(toll, said):
    assert words.people(*toll) == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (Sum(38, 40, 52, False, 5, 3), "38 to 52, 3 events with no figure"),
        (Sum(38, 40, 52, True, 5, 0), "38 to 52 or more"),
        (Sum(12, 12, 12, True, 1, 0), "at least 12"),
        (Sum(0, 0, 0, False, 0, 2), "not reported"),
        (Sum(0, 0, 0, False, 0, 0), "none"),
        (Sum(0, 0, 0, False, 1, 0), "0"),
    ],
)
def test_sums_count_what_nobody_reported(total, said):
    assert words.total(total) == said


def test_filters_in_words():
    names = Names(
        actors={"ISKP": "Islamic State Khorasan Province"}, provinces={"AF-KDZ": "Kunduz"}
    )
    asked = Filters(since=date(2021, 10, 1), until=date(2021, 10, 31), groups=("ISKP",),
                    provinces=("AF-KDZ",), precision=Precision.RESEARCH)  # fmt: skip
    assert words.sentence(asked, names) == (
        "October 2021 · groups: Islamic State Khorasan Province · provinces: Kunduz · "
        "precision: research grade (district, week)"
    )
    assert words.sentence(Filters(), names) == "All records"


@pytest.mark.parametrize(
    ("basis", "said", "sorting"),
    [
        ("printed", "1 April 2023", "2023-04-01"),
        ("inferred: a speech; sure to: day", "1 April 2023", "2023-04-01"),
        ("inferred: about then; sure to: month", "about April 2023", "2023-04 (about)"),
        ("sure to: year", "about 2023", "2023 (about)"),
        ("inferred: that week; sure to: within days", "about 1 April 2023", "2023-04-01 (about)"),
        (None, "1 April 2023", "2023-04-01"),
    ],
)
def test_a_day_of_publication_is_as_exact_as_it_is_known(basis, said, sorting):
    sure = certainty(basis)
    assert words.published(pd.Timestamp(2023, 4, 1), sure) == said
    assert words.published_sorting(pd.Timestamp(2023, 4, 1), sure) == sorting
    assert words.published(pd.NaT, sure) == words.published_sorting(pd.NaT, sure) == "undated"
