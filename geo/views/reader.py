"""A document cut where its claims begin and end, for a reader who checks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from geo.views import words


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the text that lies in the same claims throughout.

    Attributes:
        text: The characters, untouched.
        claims: Ids of the claims whose evidence covers it, empty for none.
    """

    text: str
    claims: tuple[str, ...]


def segments(text: str, evidence: pd.DataFrame) -> list[Segment]:
    """Cut a text at every border of a piece of evidence.

    Args:
        text: The whole text.
        evidence: `claim_id`, `start`, `end` [code points] of claims of this document; a piece
            that reaches beyond the text is cut off there.

    Returns:
        Segments in order; their texts joined are `text`.
    """
    marks = [
        (max(0, int(start)), min(len(text), int(end)), str(claim))
        for claim, start, end in zip(
            evidence["claim_id"], evidence["start"], evidence["end"], strict=True
        )
    ]
    marks = [mark for mark in marks if mark[0] < mark[1]]
    borders = sorted({0, len(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    out = []
    for start, end in pairwise(borders):
        inside = sorted({claim for a, b, claim in marks if a <= start and end <= b})
        out.append(Segment(text[start:end], tuple(inside)))
    return out


def quotes(evidence: pd.DataFrame, claim_ids: Iterable[str]) -> dict[str, str]:
    """The words of each claim to be shown, pieces joined by an ellipsis in brackets."""
    rows = evidence[evidence["claim_id"].isin(list(claim_ids))].sort_values(["claim_id", "n"])
    return {
        str(claim): words.undirected(" […] ".join(part["quote"].fillna("")))
        for claim, part in rows.groupby("claim_id")
    }


def sources_of(frames_claims: pd.DataFrame, event_id: str) -> pd.DataFrame:
    """The claims that tell an event, those of the earliest document first."""
    rows = frames_claims[frames_claims["event_id"].eq(event_id)]
    return rows.sort_values(["published", "doc_id", "claim_id"], na_position="last")


def said_by(speakers: Sequence[str], publisher: str) -> str:
    """Who says it: "SIGAR citing UN Monitoring Team", or the publisher in its own voice."""
    if speakers:
        return words.undirected(" citing ".join(speakers))
    publisher = words.undirected(publisher)
    return f"{publisher}, in its own voice" if publisher else "the document, in its own voice"
