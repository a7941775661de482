"""Claims and documents made by hand."""

from datetime import date

from geo.codes import EventType, Kind, PlaceKind, Stance, TargetType, WherePrec
from geo.model import Claim, ClaimPlace, Evidence, Toll

PLACES = {
    "Kabul": ClaimPlace(
        name="Kabul",
        country="AF",
        adm1="AF-KAB",
        kind=PlaceKind.CITY,
        place_id="AF-P-kabul",
        lat=34.53,
        lon=69.17,
        where_prec=WherePrec.EXACT,
    ),
    "Kunduz": ClaimPlace(
        name="Kunduz",
        country="AF",
        adm1="AF-KDZ",
        kind=PlaceKind.PROVINCE,
        place_id="AF-KDZ",
        where_prec=WherePrec.ADM1,
    ),
    "Kunduz city": ClaimPlace(
        name="Kunduz city",
        country="AF",
        adm1="AF-KDZ",
        kind=PlaceKind.CITY,
        place_id="AF-P-kunduz",
        lat=36.73,
        lon=68.86,
        where_prec=WherePrec.EXACT,
    ),
    "Herat": ClaimPlace(
        name="Herat",
        country="AF",
        adm1="AF-HER",
        kind=PlaceKind.PROVINCE,
        place_id="AF-HER",
        where_prec=WherePrec.ADM1,
    ),
    "Afghanistan": ClaimPlace(
        name="Afghanistan", country="AF", adm1=None, kind=PlaceKind.COUNTRY, place_id="AF"
    ),
    "Moscow": ClaimPlace(
        name="Moscow", country="RU", adm1="RU-MOW", kind=PlaceKind.CITY, where_prec=WherePrec.EXACT
    ),
}


def make_claim(doc_id="a", place="Kabul", days=("2024-05-01", "2024-05-01", 1), **changed):
    """One event claim; `deaths` may be a number, `quote` replaces the evidence."""
    first, last, prec = days or (None, None, None)
    quote = changed.pop("quote", f"an attack told by {doc_id}")
    start = changed.pop("start", 0)
    deaths = changed.pop("deaths", None)
    settings = {
        "kind": Kind.EVENT,
        "stance": Stance.ASSERTED,
        "actors": ("ISKP",),
        "event_type": EventType.SUICIDE_BOMB,
        "target_type": TargetType.UNKNOWN,
    }
    return Claim(
        doc_id=doc_id,
        places=(PLACES[place],) if place else (),
        date_start=first and date.fromisoformat(first),
        date_end=last and date.fromisoformat(last),
        date_prec=prec,
        evidence=(Evidence(start, start + len(quote), quote),),
        deaths=Toll.exactly(deaths) if isinstance(deaths, int) else deaths,
        **(settings | changed),
    )
