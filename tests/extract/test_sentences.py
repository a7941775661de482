from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans.sentences import LONGEST, find_sentences

CASES = {
    "Two died. One lived.": ["Two died.", "One lived."],
    "U.S. forces left. Gen. John Nicholson stayed.": [
        "U.S. forces left.",
        "Gen. John Nicholson stayed.",
    ],
    "He met Mr. Karim on Jan. 5 at 3 p.m. in Herat.": [
        "He met Mr. Karim on Jan. 5 at 3 p.m. in Herat."
    ],
    "It belongs to the U.S. The base is large.": ["It belongs to the U.S.", "The base is large."],
    "Brig. No. 5 lost A. Khan.": ["Brig. No. 5 lost A. Khan."],
    "“We left.” They stayed.": ["“We left.”", "They stayed."],
    "“We left,” he said. “Then it burned.”": ["“We left,” he said.", "“Then it burned.”"],
    "He left.In Herat it rained.": ["He left.", "In Herat it rained."],
    "About 3.5 km away.": ["About 3.5 km away."],
    "They fell.[3][4] It rained.": ["They fell.[3][4]", "It rained."],
    "It fell this quarter.52 In March it rose.": ["It fell this quarter.52", "In March it rose."],
    "It rose from 2022.56 The fall began.": ["It rose from 2022.56", "The fall began."],
    "“It is over.”14 They left.": ["“It is over.”14", "They left."],
    "No.5 Squadron flew 3.5 Km and v.2 Rockets.": ["No.5 Squadron flew 3.5 Km and v.2 Rockets."],
    "What now? Nothing! Wait… Go.": ["What now?", "Nothing!", "Wait…", "Go."],
    "- one went\n- two went": ["one went", "two went"],
    "1. One went.\n2. Two went.": ["One went.", "Two went."],
    "A HEADLINE\n\nThe text follows.": ["A HEADLINE", "The text follows."],
    "": [],
    " \n\n ": [],
}


@pytest.mark.parametrize("text", CASES, ids=lambda text: text[:30] or "empty")
def test_cutting(text):
    assert [s.text for s in find_sentences(text)] == CASES[text]


def test_headings_are_told_from_running_text():
    first, second = find_sentences("Story highlights\n\nA bomb went off in the market.")
    assert first.heading
    assert not second.heading
    assert (first.paragraph, second.paragraph) == (0, 1)


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "The mission verified that the number of people who died in\n"
        "the first quarter had risen by a third. It gave no reason."
    )
    sentences = find_sentences(text)
    assert [s.paragraph for s in sentences] == [0, 0]
    assert sentences[0].text.endswith("by a third.")


def test_a_sentence_that_is_mostly_quoted_is_marked():
    quoted, plain = find_sentences("“All of this was said by somebody,” he said. He went “home”.")
    assert quoted.quoted
    assert not plain.quoted


@given(st.text(alphabet=st.sampled_from('ab A.!?"“”’\n-•1) \u200b\u202eU…[3]'), max_size=200))
def test_sentences_quote_the_text_in_order(text):
    found = find_sentences(text)
    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [s.index for s in found] == list(range(len(found)))
    covered = sum(len(s.text.split()) for s in found)
    assert covered <= len(text.split())


@pytest.mark.parametrize("joint", ["; ", ", and ", ", ", " ", ""])
def test_an_endless_sentence_is_cut_at_its_best_joint(joint):
    text = joint.join(["gunmen attacked a post"] * 400)
    found = find_sentences(text)
    assert max(s.end - s.start for s in found) <= LONGEST
    assert "".join(s.text for s in found).replace(" ", "") == text.replace(" ", "")
    assert all(s.text == s.text.strip() for s in found)
    if joint.strip():
        assert all(s.text.endswith(joint[0]) for s in found[:-1])


def test_a_long_sentence_is_left_whole():
    text = "and ".join(["gunmen attacked a post "] * 60)
    assert len(find_sentences(text)) == 1
