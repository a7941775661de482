"""Presence claims: cues with their examples, whole sentences, and laws."""

import re
from datetime import date
from pathlib import Path
from tomllib import loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.config import data_dir
from geo.errors import DataError
from geo.extract.cues import find_hits, load_cues, mask
from geo.extract.knowledge import Knowledge
from geo.extract.linear import load_model
from geo.extract.presence import find_presence
from geo.extract.presence_features import scenes
from geo.extract.presence_places import Asked, choose_places
from geo.extract.presence_rules import load_rules
from geo.extract.reader import read
from geo.extract.reading import Sentence, Span
from geo.model import Document

ROOT = Path(__file__).parents[2]
CASES = loads((ROOT / "tests" / "cases" / "presence.toml").read_text(encoding="utf-8"))["case"]
RULES = load_rules(data_dir())
CUES = RULES.cues


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(data_dir())


def document(text, published=None):
    return Document(doc_id="x", title="", publisher="", published=published, text=text)


def fires(cue, masked):
    return any(t in masked for t in cue.triggers) and cue.expression.search(masked) is not None


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.cue_id)
def test_cue_fires_in_its_positive_examples_only(cue):
    assert [text for text in cue.positive if not fires(cue, text)] == []
    assert [text for text in cue.negative if fires(cue, text)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_sentence(case, knowledge):
    reading = read(document(case["text"], case["published"]), knowledge)
    claims = [c for c in find_presence(reading) if not c.review]
    if "claim" not in case:
        assert claims == []
        return
    meant = case["claim"]
    found = [
        c
        for c in claims
        if (c.activity, c.stance) == (meant["activity"], meant.get("stance", "asserted"))
    ]
    assert len(found) == 1, [(c.activity, c.stance) for c in claims]
    claim = found[0]
    assert set(claim.actors) == set(meant["actors"])
    if "areas" in meant:
        assert {p.adm1 or p.country for p in claim.places} == set(meant["areas"])
    if "low" in meant:
        assert (claim.strength.low, claim.strength.high) == (
            meant["low"], meant.get("high", meant["low"]),
        )  # fmt: skip


PIECES = st.sampled_from(
    [
        "The TTP runs camps in Kunar.", "There is no ISKP in Afghanistan;", "no ", "\n\n", "((((",
        "“", "6,000 to 6,500 fighters ", "in Herat, Farah and ", "the group ", "NRF ", "\u200b",
        "\u202e", "in 2023 ", "Taliban said that ", "recruits ", "$43,000 per month ", "İstanbul ",
        "ﬁnance ", "is active in ", "Khost", "’s safe haven ", ". ", "- ",
        "denied harbouring the BLA. ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_claim_quotes_the_text_and_is_traced(knowledge, text):
    reading = read(document(text), knowledge)
    for claim in find_presence(reading):
        for evidence in claim.evidence:
            evidence.verify(reading.document)
        assert {"kind", "activity", "stance", "actors"} <= {t.field for t in claim.trace}
        assert 0 <= claim.score <= 1
        for trace in claim.trace:
            assert trace.start is None or 0 <= trace.start < trace.end <= len(text)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_name_of_a_group_decides_nothing_but_the_actor(knowledge, text):
    other = re.sub("ISKP|NRF", lambda m: {"ISKP": "NRF ", "NRF": "AFF"}[m[0]].strip(), text)
    day = document(text).published

    def seen(words):
        return [
            (c.activity, c.stance) for c in find_presence(read(document(words, day), knowledge))
        ]

    assert len(seen(text)) == len(seen(other))


@given(
    st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5)
)
def test_a_masked_range_leads_back_into_the_text(text, ranges):
    sentence = Sentence(start=0, end=len(text), text=text, index=0, paragraph=0)
    tokens = [
        (Span(start=a, end=b, text=text[a:b]), "GROUP") for a, b in ranges if a < b <= len(text)
    ]
    masked = mask(text, sentence, tokens)
    assert len(masked.text) == len(masked.starts) == len(masked.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(masked.starts, masked.ends, strict=True))
    assert list(masked.starts) == sorted(masked.starts)
    for hit in find_hits(CUES, masked):
        assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("positive = []", "missing"),
        ("colour = 'red'", "unknown"),
        ("match = '('", "presence.x"),
    ],
)
def test_a_broken_pattern_is_named(tmp_path, change, said):
    good = {
        "id": "id = 'presence.x'", "activity": "activity = 'presence'",
        "triggers": "triggers = ['a']",
        "match": "match = 'a'", "positive": "positive = ['a']", "negative": "negative = ['b']",
    }  # fmt: skip
    good[change.split(" ")[0]] = change
    path = tmp_path / "presence.toml"
    path.write_text("[[pattern]]\n" + "\n".join(good.values()), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        load_cues(path, "activity")


@pytest.mark.parametrize(
    "text", ["", "{}", '{"classes": ["a"], "bias": [0, 1], "weights": {}, "thresholds": [0.5]}']
)
def test_a_broken_model_is_named(tmp_path, text):
    path = tmp_path / "model.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"model\.json"):
        load_model(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The UN says the TTP has about 6,000 fighters in Kunar.", {("strength", "asserted")}),
        ("Kabul says that ISKP has no physical presence in Kunar.", {("presence", "denied")}),
    ],
)
def test_a_number_or_a_denial_is_no_assertion_besides(text, told, knowledge):
    found = find_presence(read(document(text, date(2024, 5, 2)), knowledge))
    assert {(c.activity, c.stance) for c in found if not c.review} == told


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("The TTP has men in Kunar and that it runs camps in Khost.", "camps", ["Khost"]),
        ("The TTP keeps cells in Kunar and has moved men to Khost.", "moved", ["Khost"]),
        ("The TTP runs camps in Kunar and Khost.", "camps", ["Kunar", "Khost"]),
        ("Fighters of ISIS (outlawed in Russia) are active in Kunar.", "active", ["Kunar"]),
        ("U.S. officials say that ISKP is active in Kunar.", "active", ["Kunar"]),
    ],
)
def test_places_are_those_of_the_clause(text, words, places, knowledge):
    (scene,) = scenes(read(document(text, date(2024, 5, 2)), knowledge), CUES)
    at = text.index(words)
    asked = Asked(anchor=(at, at + len(words)), wide=True)
    assert [place.text for place in choose_places(scene, asked)] == places


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Kabul denies that the Tehrik-e Taliban Pakistan has camps in Khost and Paktia.",
            [("camp", "denied", "Kabul")],
        ),
        (
            (
                "The Taliban deny that the TTP has camps in Khost; Islamabad says that between "
                "4,000 and 4,500 TTP fighters live there."
            ),
            [("camp", "denied", "Taliban"), ("strength", "asserted", "Islamabad")],
        ),
        (
            (
                "The Taliban deny that ISKP fighters are present in Kunar; Pakistan says the group "
                "has camps there."
            ),
            [("camp", "asserted", "Pakistan"), ("presence", "denied", "Taliban")],
        ),
        (
            (
                "While Kabul denies that it shelters the TTP, the UN says the group runs camps in "
                "Paktika."
            ),
            [("camp", "asserted", "UN"), ("support", "denied", "Kabul")],
        ),
        (
            "Officials denied that ISKP maintains bases in Nuristan.",
            [("base", "denied", "Officials")],
        ),
        (
            "In 2020 President Ghani declared that ISKP had been “crushed” in Kunar.",
            [("presence", "denied", "Ashraf Ghani")],
        ),
    ],
)
def test_a_denial_governs_its_own_clause(text, told, knowledge):
    claims = find_presence(read(document(text, date(2024, 5, 2)), knowledge))
    assert sorted((c.activity, c.stance, *c.speakers[:1]) for c in claims) == told
