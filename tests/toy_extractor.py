"""A small extractor for tests of what comes after extraction: one rule, sentence by sentence.

"N died in PLACE on YYYY-MM-DD" is an event in that province, "nobody died in PLACE" denies
one; "boom" is a fault.
"""

import re
from datetime import date

from geo.codes import EventType, Kind, PlaceKind, Stance, WherePrec
from geo.model import Claim, ClaimPlace, Evidence, Toll, Trace

RULE = re.compile(r"(?P<n>\d+|nobody)\sdied\sin\s(?P<place>\w+)(?:\son\s(?P<day>[\d-]{10}))?")
ADM1 = {"Kunduz": "AF-KDZ", "Herat": "AF-HER", "Kabul": "AF-KAB"}


def toy_claims(reading, *, scores=None):
    """Claims of a document that was read."""
    assert scores is None or scores
    document = reading.document
    if "boom" in document.text:
        message = "boom"
        raise ValueError(message)
    return tuple(claim_of(document, match) for match in RULE.finditer(document.text))


def claim_of(document, match):
    """The claim of one match."""
    day = date.fromisoformat(match["day"]) if match["day"] else None
    quote = match[0] if "misquote" not in document.text else "another thing"
    denied = match["n"] == "nobody"
    return Claim(
        doc_id=document.doc_id,
        kind=Kind.EVENT,
        stance=Stance.DENIED if denied else Stance.ASSERTED,
        actors=("ISKP",),
        places=(
            ClaimPlace(
                name=match["place"],
                country="AF",
                adm1=ADM1.get(match["place"]),
                kind=PlaceKind.PROVINCE,
                place_id=ADM1.get(match["place"]),
                where_prec=WherePrec.ADM1 if match["place"] in ADM1 else WherePrec.COUNTRY,
            ),
        ),
        date_start=day,
        date_end=day,
        date_prec=day and 1,
        evidence=(Evidence(match.start(), match.start() + len(quote), quote),),
        event_type=EventType.ATTACK,
        deaths=None if denied else Toll.exactly(int(match["n"])),
        review="uncertain" in document.text,
        trace=(Trace("kind", "event", "toy.died", match.start(), match.end()),),
    )
