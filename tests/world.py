"""A small made-up snapshot with one record of each sort, for the views, pages and browser tests.

Offsets are found by looking the quote up, so that evidence always holds.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from geo.store.frames import frame

HOSTILE = (
    "<script>document.title='run'</script> <img src=x onerror=\"document.title='run'\"> "
    "`${document.title='run'}` ${7*7} {{7*7}} {{ cycler.__init__.__globals__ }} {% x %} {# y #} "
    "</textarea><b>bold</b> \\n 'single' \"double\" $x^2$ :red[colour] [link](javascript:alert(1)) "
    "در کابل انفجار شد"
)
HOSTILE_REPORT = (
    f"{HOSTILE}\n\nIslamic State gunmen killed nine people in an attack on a mosque in Herat city "
    "on 15 December 2021, said <b>police</b> man <img src=x onerror=\"document.title='run'\"> "
    f"{{{{7*7}}}}.\n\n{HOSTILE}\n"
)
"""A whole text for the extractor: its attack reaches the map."""
TEXTS: Mapping[str, dict[str, Any]] = {
    "report": {
        "title": "A quarter of attacks",
        "publisher": "Example Wire",
        "source_kind": "press",
        "published": date(2022, 1, 10),
        "text": (
            "At least 46 people died when a suicide bomber struck a mosque in Kunduz city in "
            "October 2021, an attack that the group claimed. Officials said up to 150 had died. "
            "Gunmen killed three near Jalalabad on 5 November 2021. A bomb went off in Qarghayi "
            "district that month. In Badakhshan province fighters clashed with police in "
            "December 2021. Somewhere in the country a minister was shot in late 2021. "
            "A blast in Kerman in Iran on 3 December 2021 killed 12. "
            "A raid in Herat on 2 December 2021, which the group denies, left two dead. "
            "Another attack was reported. Police arrested five in Kabul on 6 December 2021."
        ),
    },
    "un": {
        "title": "Monitoring report",
        "publisher": "UN Monitoring Team",
        "source_kind": "un",
        "published": date(2025, 2, 1),
        "text": (
            "The group keeps camps in Kunar and Nuristan. It has 4,000 to 6,000 fighters in the "
            "east. In 2022 it had a base in Zabul."
        ),
    },
    "statement": {
        "title": "No such group",
        "publisher": "Ministry",
        "source_kind": "party",
        "published": date(2025, 2, 20),
        "text": "There is no such camp in Kunar, he said. There were 60 attacks in 2024.",
    },
    "hostile": {
        "title": HOSTILE,
        "publisher": HOSTILE,
        "source_kind": "press",
        "published": date(2021, 12, 20),
        "text": f"{HOSTILE} An attack in Kabul on 15 December 2021 killed 9. {HOSTILE}",
    },
}
_KABUL = {"adm1": "AF-KAB", "country": "AF", "place_id": "AF-P-test-kabul"}


def tables() -> dict[str, pd.DataFrame]:
    """The snapshot's tables."""
    made = _World()
    made.event(
        "kunduz", "report", "At least 46 people died when a suicide bomber struck a mosque",
        actors=["ISKP"], event_type="suicide_bomb", attribution="claimed", deaths=(46, 46, 150),
        days=(date(2021, 10, 1), date(2021, 10, 31), 4), prec=1, adm1="AF-KDZ", at=(36.729, 68.857),
        place_name="Kunduz", place_id="AF-P-test-kunduz", n_sources=1,
    )  # fmt: skip
    made.event(
        "jalalabad", "report", "Gunmen killed three near Jalalabad on 5 November 2021",
        actors=["UNKNOWN"], event_type="attack", attribution="unknown", deaths=(3, 3, 3),
        days=(date(2021, 11, 5), date(2021, 11, 5), 1), prec=2, adm1="AF-NAN", at=(34.43, 70.45),
        place_name="Jalalabad", place_id="AF-P-test-jalalabad",
    )  # fmt: skip
    made.event(
        "qarghayi", "report", "A bomb went off in Qarghayi district that month",
        actors=["ISKP"], event_type="remote_explosive", attribution="suspected",
        days=(date(2021, 11, 1), date(2021, 11, 30), 4), prec=3, adm1="AF-LAG",
        adm2="AF-D-LAG-qarghayi", place_name="Qarghayi",
    )  # fmt: skip
    made.event(
        "badakhshan", "report", "In Badakhshan province fighters clashed with police",
        actors=["NRF", "TALIBAN"], event_type="armed_clash", attribution="attributed",
        days=(date(2021, 12, 1), date(2021, 12, 31), 4), prec=4, adm1="AF-BDS",
        place_name="Badakhshan",
    )  # fmt: skip
    made.event(
        "minister", "report", "Somewhere in the country a minister was shot in late 2021",
        actors=["ISKP"], event_type="attack", attribution="claimed", deaths=(1, 1, 1),
        days=(date(2021, 10, 1), date(2021, 12, 31), 5), prec=6, place_name="Afghanistan",
    )  # fmt: skip
    made.event(
        "kerman", "report", "A blast in Kerman in Iran on 3 December 2021 killed 12",
        actors=["ISKP"], event_type="remote_explosive", attribution="claimed", deaths=(12, 12, 12),
        days=(date(2021, 12, 3), date(2021, 12, 3), 1), prec=1, country="IR", place_name="Kerman",
    )  # fmt: skip
    made.event(
        "herat", "report", "A raid in Herat on 2 December 2021, which the group denies",
        actors=["TTP"], event_type="attack", attribution="disputed", deaths=(2, 2, 2),
        days=(date(2021, 12, 2), date(2021, 12, 2), 1), prec=1, adm1="AF-HER", at=(34.35, 62.2),
        place_name="Herat", place_id="AF-P-test-herat", denied=True,
    )  # fmt: skip
    made.event("undated", "report", "Another attack was reported", actors=["OTHER:" + HOSTILE],
               event_type="attack", attribution="unknown", prec=6)  # fmt: skip
    made.event(
        "hostile", "hostile", "An attack in Kabul on 15 December 2021 killed 9",
        actors=["OTHER:" + HOSTILE], event_type="attack", attribution="suspected",
        deaths=(9, 9, None), days=(date(2021, 12, 15), date(2021, 12, 15), 1), prec=1,
        at=(34.53, 69.17), place_name=HOSTILE, target=HOSTILE, **_KABUL,
    )  # fmt: skip
    made.event(
        "arrests", "report", "Police arrested five in Kabul on 6 December 2021",
        actors=["TALIBAN"], event_type="arrests", attribution="attributed",
        days=(date(2021, 12, 6), date(2021, 12, 6), 1), prec=1, at=(34.53, 69.17),
        place_name="Kabul", **_KABUL,
    )  # fmt: skip
    made.presence("camps", "un", "The group keeps camps in Kunar and Nuristan", activity="camp",
                  actors=["TTP"], where=["AF-KNR", "AF-NUR"])  # fmt: skip
    made.presence("strength", "un", "It has 4,000 to 6,000 fighters in the east", actors=["TTP"],
                  activity="strength", where=[None], strength=(4000, 6000))  # fmt: skip
    made.presence("aged", "un", "In 2022 it had a base in Zabul", activity="base", actors=["AQ"],
                  where=["AF-ZAB"], days=(date(2022, 1, 1), date(2022, 12, 31), 5))  # fmt: skip
    made.presence("denied", "statement", "There is no such camp in Kunar", activity="camp",
                  actors=["TTP"], where=["AF-KNR"], stance="denied",
                  speakers=[HOSTILE])  # fmt: skip
    made.statistic("sixty", "statement", "There were 60 attacks in 2024", actors=["ISKP"])
    return made.frames()


def only(kind: str) -> dict[str, pd.DataFrame]:
    """The same snapshot with the claims of one kind alone."""
    made = tables()
    made["claims"] = made["claims"][made["claims"]["kind"].eq(kind)]
    told = set(made["claims"]["claim_id"])
    for name in ("claim_places", "evidence", "trace"):
        made[name] = made[name][made[name]["claim_id"].isin(told)]
    if kind != "event":
        made["events"] = made["events"].iloc[:0]
    return made


def with_held(*claims: str) -> dict[str, pd.DataFrame]:
    """The same snapshot with some claims held for review; one of an event leaves no event."""
    made = tables()
    rows = made["claims"]
    held = rows["claim_id"].isin(claims)
    events = set(rows.loc[held, "event_id"].dropna())
    made["claims"] = rows.assign(
        review=held, event_id=rows["event_id"].mask(rows["event_id"].isin(events))
    )
    made["events"] = made["events"][~made["events"]["event_id"].isin(events)]
    return made


class _World:
    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            "claims": [], "claim_places": [], "evidence": [], "events": [], "trace": [],
        }  # fmt: skip

    def event(
        self, name: str, doc: str, quote: str, *, prec: int, days: Any = None, deaths: Any = None,
        at: Any = None, adm1: str | None = None, country: str = "AF", adm2: str | None = None,
        **fields: Any,
    ) -> None:  # fmt: skip
        lat, lon = at or (None, None)
        toll = dict(zip(("deaths_low", "deaths_best", "deaths_high"), deaths or (), strict=False))
        said = {"actors", "event_type", "attribution", "target"}
        shared = {k: v for k, v in fields.items() if k in said} | toll | _days(days)
        place = {"country": country, "adm1": adm1, "adm2": adm2, "lat": lat, "lon": lon,
                 "where_prec": prec, "place_id": fields.get("place_id")}  # fmt: skip
        self.rows["events"].append(
            shared
            | place
            | {"event_id": f"e-{name}", "place_name": fields.get("place_name"),
               "on_map": adm1 is not None and country == "AF", "best_claim_id": f"c-{name}",
               "n_sources": 1, "n_claims": 1, "denied": fields.get("denied", False),
               "source_kinds": [TEXTS[doc]["source_kind"]]}
        )  # fmt: skip
        self._claim(name, doc, quote, kind="event", event_id=f"e-{name}", **shared)
        named = fields.get("place_name") or "the country"
        self.rows["claim_places"].append(
            place | {"claim_id": f"c-{name}", "n": 0, "name": named, "kind": "city"}
        )

    def presence(
        self, name: str, doc: str, quote: str, *, where: list[str | None], days: Any = None,
        strength: Any = (None, None), **fields: Any,
    ) -> None:  # fmt: skip
        low, high = strength
        counted = "fighters" if low else None
        self._claim(name, doc, quote, kind="presence", strength_low=low, strength_high=high,
                    counted=counted, **fields, **_days(days))  # fmt: skip
        for n, adm1 in enumerate(where):
            self.rows["claim_places"].append(
                {"claim_id": f"c-{name}", "n": n, "name": adm1 or "the east", "country": "AF",
                 "adm1": adm1, "kind": "province" if adm1 else "region",
                 "where_prec": 4 if adm1 else 5}
            )  # fmt: skip

    def statistic(self, name: str, doc: str, quote: str, **fields: Any) -> None:
        self._claim(name, doc, quote, kind="statistic", metric="attacks", low=60.0, high=60.0,
                    **fields, **_days((date(2024, 1, 1), date(2024, 12, 31), 5)))  # fmt: skip

    def _claim(self, name: str, doc: str, quote: str, **fields: Any) -> None:
        start = TEXTS[doc]["text"].index(quote)
        self.rows["claims"].append(
            {"claim_id": f"c-{name}", "doc_id": doc, "stance": "asserted", "score": 0.9,
             "extractor": "rules"} | fields
        )  # fmt: skip
        self.rows["evidence"].append({"claim_id": f"c-{name}", "n": 0, "start": start,
                                      "end": start + len(quote), "quote": quote})  # fmt: skip
        self.rows["trace"].append({"claim_id": f"c-{name}", "n": 0, "field": "kind",
                                   "value": fields["kind"], "rule": HOSTILE, "start": start,
                                   "end": start + len(quote), "score": 0.9})  # fmt: skip

    def frames(self) -> dict[str, pd.DataFrame]:
        documents = [
            {"doc_id": doc, "published_basis": "given", "licence": "made up"} | row
            for doc, row in TEXTS.items()
        ]
        aside = [{"path": HOSTILE, "stage": "read", "reason": "is empty; remove it"}]
        open_names = [{"toponym": HOSTILE, "status": "unresolved", "doc_id": "hostile", "start": 0,
                       "end": 8, "quote": HOSTILE, "candidates": []}]  # fmt: skip
        rows = self.rows | {"documents": documents, "set_aside": aside, "toponyms": open_names}
        return {name: frame(name, part) for name, part in rows.items()}


def _days(days: Any) -> dict[str, Any]:
    return dict(zip(("date_start", "date_end", "date_prec"), days or (), strict=False))
