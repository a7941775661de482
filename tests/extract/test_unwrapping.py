import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import knowledge

from geo.extract.extractor import extract
from geo.extract.spans.unwrapping import flowing
from geo.model import Document

PROSE = (
    "Officials in Kabul said on Tuesday that they do not believe the Islamic State branch has any "
    "bases in Nangarhar or Kunar. A roadside bomb killed four policemen in the Khogyani district "
    "of Nangarhar province on Monday, the governor's spokesman said. Two gunmen shot dead a tribal "
    "elder in Ghazni city on Sunday evening, and nobody has claimed responsibility for it so far."
)
ONE = textwrap.fill(PROSE, 72)
KEPT = [
    "Kabul: one dead\nHerat: two dead\nGhazni: none\nKunar: three dead",
    (
        "- Gunmen shot dead two policemen near the bazaar of Khogyani district\n"
        "- Unknown men blew up a culvert on the road between Ghazni and Gardez\n"
        "- Fighters burned down a school for girls in the Bala Buluk district."
    ),
    (
        "12 March 2019 Gunmen shot dead two policemen in Khogyani, Nangarhar\n"
        "14 March 2019 Unknown men blew up a culvert on the road near Gardez\n"
        "19 March 2019 Fighters burned down a school for girls in Bala Buluk"
    ),
    (
        "Gunmen shot dead two policemen near the bazaar of Khogyani, Nangarhar\n"
        "Unknown men blew up a culvert on the road between Ghazni and Gardez\n"
        "Fighters burned down a school for girls in Bala Buluk, Farah province"
    ),
    "A bomb went off.\nIt hurt nobody.\nThe road was closed.\nIt was opened again.",
]


@pytest.mark.parametrize("width", [60, 64, 72, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", " \n", "\n  "])
def test_a_hard_wrapped_text_runs_on(width, end):
    assert flowing(textwrap.fill(PROSE, width).replace("\n", end)).text == PROSE


@pytest.mark.parametrize("text", KEPT, ids=["short", "bullets", "dated", "rows", "sentences"])
def test_lists_and_short_lines_stay(text):
    assert flowing(text).text == text


def test_headings_and_paragraphs_stay_apart():
    text = "Calm In Most Provinces\n" + ONE + "\n\nKABUL\n" + ONE
    assert flowing(text).text == f"Calm In Most Provinces\n{PROSE}\n\nKABUL\n{PROSE}"


def test_capitals_beside_a_line_end_are_no_heading_and_no_dateline():
    text = (
        "Four shells were fired at a post of the border police in Spin Boldak and\n"
        "NATO aircraft were called in. It was criticised a day later by the staff\n"
        "of the Afghanistan Independent Human Rights Commission, Kandahar Office,\n"
        "others and by those who live nearby."
    )
    assert flowing(text).text == text.replace("\n", " ")


def test_a_wrapped_bullet_goes_on_until_the_next():
    points = [f"- {part}." for part in PROSE.rstrip(".").split(". ")]
    text = "\n".join(textwrap.fill(p, 66, subsequent_indent="  ") for p in points)
    assert flowing(text).text.split("\n") == points


def test_dated_entries_that_are_wrapped_stay_apart():
    entries = [f"{day} May 2019: {p}." for day, p in enumerate(PROSE.rstrip(".").split(". "), 11)]
    text = "\n".join(textwrap.fill(entry, 66) for entry in entries)
    assert flowing(text).text.split("\n") == entries


def claims(text):
    document = Document(doc_id="d", title="", publisher="", published=date(2019, 5, 15), text=text)
    return document, extract(document, knowledge())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_claims_are_those_of_the_running_text(end):
    _, wanted = claims(PROSE)
    document, found = claims(ONE.replace("\n", end))
    assert found
    plain = [
        (c.kind, c.actors, [p.name for p in c.places], c.speakers, c.date_start) for c in found
    ]
    assert plain == [
        (c.kind, c.actors, [p.name for p in c.places], c.speakers, c.date_start) for c in wanted
    ]
    for claim, other in zip(found, wanted, strict=True):
        quotes = [" ".join(e.quote.split()) for e in claim.evidence]
        assert quotes == [e.quote for e in other.evidence]
        for evidence in claim.evidence:
            evidence.verify(document)


@given(st.text(alphabet=st.sampled_from("aB .-\t\r\n1"), max_size=300), st.integers(45, 90))
def test_the_way_back_leads_to_the_same_letters(text, width):
    text += textwrap.fill(PROSE, width).replace("\n", text[:1] + "\n")
    flow = flowing(text)
    for at, letter in enumerate(flow.text):
        if not letter.isspace():
            assert text[flow.back(at)] == letter
    assert "".join(flow.text.split()) == "".join(text.split())


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u00ad\u200b"])
def test_marks_hidden_inside_a_word_are_left_out_and_led_back(mark: str) -> None:
    text = f"A bomb in Ka{mark}bul kil{mark}led five people; {mark}Herat{mark} was calm."
    mended = flowing(text)
    assert mended.text == f"A bomb in Kabul killed five people; {mark}Herat{mark} was calm."
    at = mended.text.index("Kabul")
    start, end = mended.span(at, at + len("Kabul"))
    assert text[start:end] == f"Ka{mark}bul"
    at = mended.text.index("Herat")
    assert text[slice(*mended.span(at, at + 5))] == "Herat"
