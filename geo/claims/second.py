"""Two extractors of one document: where they agree the map shows it, else a person looks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.claims.evaluate import fields, map_right, pair
from geo.model import Claim, Trace

_CONFIRMED: Final = "second.confirms"
_OTHERWISE: Final = "second.disagrees"
_ALONE: Final = "second.alone"


def merge(first: Sequence[Claim], second: Sequence[Claim]) -> list[Claim]:
    """Join the claims of two extractors.

    Args:
        first: Claims of the rules, which decide what is said.
        second: Claims of another extractor of the same document.

    Returns:
        The first's claims in order: unchanged where the second is silent, with a trace where
        it says the same, and held for review where what the map shows differs. Then the
        claims that only the second makes, held for review.
    """
    ours, theirs = ([claim.record() for claim in claims] for claims in (first, second))
    out = list(first)
    paired = set()
    for i, j in pair(ours, theirs):
        paired.add(j)
        same = fields(ours[i], theirs[j])
        wrong = ", ".join(name for name, right in same.items() if not right)
        if map_right(first[i].kind, same):
            out[i] = _traced(first[i], second[j], _CONFIRMED, "agrees")
        else:
            out[i] = _traced(replace(first[i], review=True), second[j], _OTHERWISE, wrong)
    for j, claim in enumerate(second):
        if j not in paired:
            out.append(
                _traced(replace(claim, review=True), claim, _ALONE, "not found by the rules")
            )
    return out


def _traced(claim: Claim, other: Claim, rule: str, value: str) -> Claim:
    words = other.evidence[0]
    trace = Trace("review", value, f"{rule} ({other.extractor})", words.start, words.end)
    return replace(claim, trace=(*claim.trace, trace))
