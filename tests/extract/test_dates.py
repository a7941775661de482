from datetime import date
from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.reading import Sentence
from geo.extract.spans.dates import find_dates
from geo.extract.spans.dates_anchors import Anchor, Anchors, load_anchors

ROOT = Path(__file__).parents[2]
ANCHORS = load_anchors(ROOT / "data" / "anchors.csv")
CASES = loads((ROOT / "tests" / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("span", case["text"])[:50])
def test_expression(case):
    spans = find_dates(case["text"], (), case.get("published"), ANCHORS)
    if "span" not in case:
        assert [span.text for span in spans] == []
        return
    found = {span.text: span for span in spans}
    assert case["span"] in found, f"found only {list(found)}"
    span = found[case["span"]]
    said = (span.first, span.last, span.prec, span.basis, span.modifier)
    meant = tuple(case.get(key) for key in ("first", "last", "prec"))
    assert said == (*meant, case["basis"], case.get("modifier", ""))


def test_there_are_enough_cases():
    assert len(CASES) >= 150


def test_every_span_names_its_rule():
    for case in CASES:
        for span in find_dates(case["text"], (), case.get("published"), ANCHORS):
            assert span.rule.startswith("date."), span


def test_year_of_a_title_dates_a_list_without_publication():
    text = "1 November - a bombing.\n4 November - a shooting."
    spans = find_dates(text, (), None, ANCHORS, title="Incidents in November 2016")
    assert [span.first for span in spans] == [date(2016, 11, 1), date(2016, 11, 4)]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Country reports on terrorism 2016: Afghanistan", 2016),
        ("List of bombings in Afghanistan in 2016", 2016),
        ("Battle of Farah (2016)", 2016),
        ("2016 Qala-e Now bombing", 2016),
        ("Trial over the 2016 bombing opens", 2017),
        ("Reports on violence, 2015 to 2016", 2017),
        ("Report on violence in 2018", 2017),
        ("Violence goes on", 2017),
    ],
)
def test_year_of_a_title_that_looks_back_dates_what_it_tells(title, year):
    spans = find_dates("On April 3 a bomb went off.", (), date(2017, 7, 19), ANCHORS, title=title)
    assert [span.first for span in spans] == [date(year, 4, 3)]


def test_year_does_not_carry_into_the_next_paragraph():
    sentences = [
        Sentence(start=0, end=21, text="In 2019 it was quiet.", index=0, paragraph=0),
        Sentence(start=21, end=40, text="In March it struck.", index=1, paragraph=1),
    ]
    spans = find_dates("In 2019 it was quiet.In March it struck.", sentences, date(2025, 5, 19))
    assert spans[-1].first == date(2025, 3, 1)


def test_anchor_that_ends_before_it_starts(tmp_path):
    path = tmp_path / "anchors.csv"
    path.write_text("names,first,last\ntakeover,2021-08-15,2021-08-14\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is after"):
        load_anchors(path)


def test_longest_name_of_an_anchor_wins():
    anchors = Anchors.of(
        [
            Anchor("takeover", date(2021, 8, 15), date(2021, 8, 15)),
            Anchor("takeover of the valley", date(2021, 9, 6), date(2021, 9, 6)),
        ]
    )
    (span,) = find_dates("since the takeover of the valley", (), date(2022, 1, 1), anchors)
    assert (span.text, span.first) == ("since the takeover of the valley", date(2021, 9, 6))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Five were killed, the police said on Tuesday.", "report"),
        ("Five were killed, an official told reporters late on Friday.", "report"),
        ("Forces yesterday confirmed the arrest.", "report"),
        ("The review was released Thursday, November 5.", "report"),
        ("The police said that on Tuesday five were killed.", ""),
        ("Five were killed on Tuesday, the police said.", ""),
        ("The police said so. On Tuesday five were killed.", ""),
        ("KABUL, Afghanistan (Nov. 20, 2011) - Five were killed.", "dateline"),
        ("KABUL, Aug. 8 - Five were killed.", "dateline"),
        ("28 November - Five were killed.", ""),
        ("KABUL TIMELINE\n28 November - Five were killed.", ""),
    ],
)
def test_role(text, role):
    assert find_dates(text, (), date(2011, 11, 22), ANCHORS)[0].role == role


PIECES = st.sampled_from(
    [
        "on Tuesday", "17 March", "2023", "in the last quarter of 2024", "since the takeover",
        "the night to", "between", "and", "the", "31", "February", "two days later", "\u200b",
        "\u202e", "\u2066", "Маrch", "Tuеsday", "’s", "“", "”", "(", ")", "\n", "\r\n", ",", ".",
        "9999", "0000-00-00", "99/99/9999", "\u0661\u0662 May", "1,000,000", "the 31st", "ago",
        "a", "last", "week", "000", "Jan.", "\U0001f4a5", "e\u0301", "May",
    ]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=200),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_spans_hold_their_words(text, published):
    end = 0
    for span in find_dates(text, (), published, ANCHORS):
        assert text[span.start : span.end] == span.text
        assert span.text
        assert span.start >= end
        end = span.end
        if span.first is not None:
            assert span.last is not None
            assert span.first <= span.last
        assert (span.prec is None) == (span.last is None)
