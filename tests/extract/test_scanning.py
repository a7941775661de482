"""Expressions that are tried only where their letters stand find what `re` finds."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo.extract
from geo.extract.scanning import Held, Scan, Scans, fold, leads, needs

EXPRESSIONS = [
    r"\b(?:may|might|could|if|unless|possib\w+)\b",
    r"\b(?:no|not|without)\b[^.]{0,40}\b(?:claim\w*|responsib\w*)",
    r"\bclaim\w*|\bresponsib\w+|%",
    r"(?:un)?known\b|[Kk]illed|b[aeiou]mb",
    r"(?<!not )\bseized? (?:the )?(?:town|city)$",
    r"^[^.;]{0,20}?\b(?:denied|rejects?)\b",
    r"\w+ing\b",
    r"(?:a|an)?x?",
    r"(?P<who>men|women){1,2} were",
]
WORDS = [
    "may", "mighty", "if", "possible", "NOT", "no", "without", "claimed", "responsible", "%",
    "known", "unKnown", "killed", "bomb", "bımb", "seize", "seized the town", "city", "denied",
    "rejects", "bombing", "menmen were", "women were", "ſeize", "\u212anown", "İf",
    "İ", "x", "a", ".", ";", "a claim", "-", "_", "é", "ß",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " ", " ", ", "]).map(lambda gap: gap.join(words))
)
FLAGS = st.sampled_from([0, re.IGNORECASE])


def spans(matches):
    return [m.span() for m in matches]


@given(TEXTS, st.sampled_from(EXPRESSIONS), FLAGS, st.integers(0, 9), st.integers(0, 40))
def test_finds_what_the_expression_finds(text, expression, flags, start, end):
    plain = re.compile(expression, flags)
    wanted = spans(plain.finditer(text, start, end))
    assert spans(Scan(expression, flags).finditer(text, start, end)) == wanted
    assert spans(Held(expression, flags).finditer(text, start, end)) == wanted
    assert Scan(expression, flags).count(text, start, end) == len(wanted)
    for quick in (Scan(expression, flags), Held(expression, flags)):
        found = quick.search(text, start, end)
        assert (found and found.span()) == (wanted[0] if wanted else None)
    matched = Held(expression, flags).match(text, start, end)
    assert bool(matched) == bool(plain.match(text, start, end))


@given(TEXTS, FLAGS)
def test_several_are_found_in_one_pass(text, flags):
    patterns = {e: re.compile(e, flags) for e in EXPRESSIONS}
    wanted = {e: [m.start() for m in p.finditer(text)] for e, p in patterns.items()}
    assert Scans(patterns).starts(text) == {e: at for e, at in wanted.items() if at}


@given(TEXTS)
def test_folding_keeps_every_character_in_place(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        (r"\b(?:may|might)\b", {"may", "might"}),
        (r"(?:un)?known", {"un", "known"} - {"un"} | {"unknown"}),
        (r"b[ae]d\w*", {"bad", "bed"}),
        (r"(?:was )?\w+", set()),
        (r"killed?", {"kille"}),
        (r"perpetrators?: ", {"perpetra"}),
    ],
)
def test_beginnings_are_read_off(expression, begins):
    assert leads(re.compile(expression)) == begins


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        (r"\w+ (?:denied|rejected) it", {" denied ", " rejecte"}),
        (r"^\w+,? \w+ (?:killed|hurt)$|^\W*dead", {" killed", " hurt", "dead"}),
        (r"\w+|dead", set()),
    ],
)
def test_what_a_match_must_hold_is_the_longest_there_is(expression, held):
    assert needs(re.compile(expression)) == held


def test_no_expression_of_the_extractor_loses_its_beginnings():
    seen = 0
    for module in walk_packages(geo.extract.__path__, "geo.extract."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Scan):
                seen += 1
                assert value.quick, value.pattern.pattern
            if isinstance(value, Held):
                seen += 1
                assert needs(value.pattern), value.pattern.pattern
    assert seen > 5
