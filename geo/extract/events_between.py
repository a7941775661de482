"""Incidents on the border of two provinces, or on the road from one to the other.

"Gunmen killed 12 men on the border of Farah and Nimroz" says neither of the two: its place is a
region, and no province is guessed.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from geo.codes import PlaceKind
from geo.extract.events_context import Context
from geo.extract.reading import PlaceSpan

_LINE: Final = re.compile(
    r"\b(?:border|frontier|boundary|(?:main |ring )?(?:highway|road|motorway))s? "
    r"(?:between|of|linking|connecting|that (?:links|connects)) (?:the )?(?:provinces of )?\Z"
)
_AND: Final = re.compile(r"(?: [Pp]rovinces?| districts?)?(?:,? and | with | to )(?:the )?")
_REACH: Final = 50


def between(context: Context, place: PlaceSpan) -> PlaceSpan:
    """The place itself, or the line between two provinces where it is one end of such a line.

    Args:
        context: The document.
        place: Where an incident seems to have been.
    """
    text = context.text
    named = context.places[context.sentence_at(place.start)]
    for a, b in pairwise(named):
        if a.adm1 is None or b.adm1 is None or a.adm1 == b.adm1 or a.country != b.country:
            continue
        again = place.kind is PlaceKind.PROVINCE and place.adm1 in (a.adm1, b.adm1)
        if not (place in (a, b) or again):
            continue
        line = _LINE.search(text, max(0, a.start - _REACH), a.start)
        if line is not None and _AND.fullmatch(text, a.end, b.start):
            return replace(
                a, start=line.start(), end=b.end, text=text[line.start() : b.end],
                rule="place.between", place=None, kind=PlaceKind.REGION, adm1=None, role="",
            )  # fmt: skip
    return place
