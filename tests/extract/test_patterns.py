"""Every declared pattern fires in its own examples, and not in its counter-examples."""

from itertools import pairwise
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.extract.patterns import load_patterns

FILE = Path(__file__).resolve().parents[2] / "data" / "patterns" / "events.toml"
PATTERNS = load_patterns(FILE)
CASES = [(p.id, phrase, True) for p in PATTERNS.patterns for phrase in p.positive]
CASES += [(p.id, phrase, False) for p in PATTERNS.patterns for phrase in p.negative]


@pytest.mark.parametrize(("rule", "phrase", "fires"), CASES)
def test_pattern_examples(rule: str, phrase: str, fires: bool) -> None:
    found = {hit.pattern.id for hit in PATTERNS.hits(phrase)}
    assert (rule in found) is fires


def test_hits_do_not_overlap_and_stand_in_order() -> None:
    text = "A suicide car bomb attack killed five; gunmen then opened fire and shot two dead."
    hits = list(PATTERNS.hits(text))
    assert hits
    assert all(a.end <= b.start for a, b in pairwise(hits))


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("[[pattern]]\nid = 'a'\n", "lacks"),
        (
            "[[pattern]]\nid='a'\nrole='noun'\nstarts=['bom']\nexpression='('\npositive=['x']\nnegative=['y']",
            "mend the expression",
        ),
        (
            "[[pattern]]\nid='a'\nrole='odd'\nstarts=['bom']\nexpression='b'\npositive=['x']\nnegative=['y']",
            "role must be",
        ),
        ("[[pattern", "cannot be read"),
    ],
)
def test_broken_file_says_what_to_mend(tmp_path: Path, body: str, word: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match=word):
        load_patterns(path)
