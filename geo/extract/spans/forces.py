"""State forces without a name: "Pakistani jets", "Turkish police", "soldiers", "the army".

Whose they are follows from a word of nation beside them, else from the sentence, else from
the day: before 15 August 2021 the forces of Kabul are the state's, after it the Taliban's.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from geo.extract.reading import ActorSpan, Sentence

TAKEOVER: Final = date(2021, 8, 15)

_FORCE: Final = (
    r"(?:forces?|army|military|police(?:men|man)?|soldiers?|commandos?|troops|guards?|officers?|"
    r"security services?|security agents?|agents|jets?|warplanes?|fighter jets|aircraft|planes?|"
    r"drones?|helicopters?|gunners|artillery|rangers|prosecutors|authorities|air ?strikes?|"
    r"air force|strikes?|shelling|mortars?|mortar fire|shells?|rockets?|raids?|bombardment|"
    r"intelligence|services|side|units?|special forces|conscripts?)"
)
_NATION: Final = re.compile(
    r"\b(?P<nation>Pakistani|Pakistan['’]s|Tajik|Tajikistan['’]s|Iranian|Iran['’]s|U\.S\.|US|"
    r"American|"
    r"America['’]s|British|NATO|coalition|Turkish|German|Austrian|Russian|Belgian|Dutch|Uzbek|"
    r"Kyrgyz|"
    r"Indian|Chinese|French|Swedish|Spanish|Italian|Australian|Danish|Polish)"
    rf" (?:and [A-Z]\w+ )?(?:\w+[ -]){{0,2}}?{_FORCE}\b"
)
_OWNER: Final = {
    "pakistani": "PAK_GOV",
    "pakistan": "PAK_GOV",
    "tajik": "TJK_GOV",
    "tajikistan": "TJK_GOV",
    "iranian": "IRN_GOV",
    "iran": "IRN_GOV",
    "u.s.": "US_NATO",
    "us": "US_NATO",
    "american": "US_NATO",
    "america": "US_NATO",
    "nato": "US_NATO",
    "coalition": "US_NATO",
    "british": "US_NATO",
}
_BARE: Final = re.compile(
    r"\b(?:(?:[Ss]ecurity|[Gg]overnment|[Ss]tate|[Bb]order|[Ll]ocal|[Ss]pecial|[Pp]rovincial|"
    r"[Cc]ommando|[Aa]ir|"
    r"[Tt]raffic|[Pp]ublic order) )?"
    r"(?:[Ss]oldiers|[Pp]olice(?:men)?|[Aa]rmy|[Cc]ommandos|[Tt]roops|[Ss]ecurity forces|"
    r"[Ss]pecial forces|"
    r"[Aa]ir force|[Bb]order guards|[Pp]olice officers|[Ii]ntelligence (?:agents|officers|"
    r"directorate|service|staff)|"
    r"[Ss]ecurity (?:services|agencies|agents)|[Gg]uards|[Ff]orces)\b"
)
_HINTS: Final = (
    (
        "PAK_GOV",
        re.compile(
            r"\b(?:Pakistan|Peshawar|Islamabad|Quetta|Balochistan|Waziristan|"
            r"ISPR)"
        ),
    ),
    ("TJK_GOV", re.compile(r"\b(?:Tajik(?!\s+Taliban)|Dushanbe)")),
    ("IRN_GOV", re.compile(r"\bIran")),
)


def home_forces(day: date | None) -> str:
    """Whose the forces of Kabul are on a day; today's where it is unknown."""
    return "TALIBAN" if day is None or day >= TAKEOVER else "AFG_GOV"


def find_national(text: str) -> Iterator[ActorSpan]:
    """Forces with a word of nation."""
    for match in _NATION.finditer(text):
        nation = match["nation"].lower().removesuffix("'s").removesuffix("’s")
        yield ActorSpan(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            rule="actor.nation",
            actors=(_OWNER.get(nation, f"OTHER:{match.group()}"),),
        )


def find_bare(
    text: str, sentences: tuple[Sentence, ...], days: list[date | None]
) -> Iterator[ActorSpan]:
    """Forces without one.

    Args:
        text: The document.
        sentences: Its sentences.
        days: For each sentence the day that it is about, or None.
    """
    for sentence, day in zip(sentences, days, strict=True):
        matches = list(_BARE.finditer(text, sentence.start, sentence.end))
        if not matches:
            continue
        owner = home_forces(day)
        for actor, hint in _HINTS:
            if hint.search(text, sentence.start, min(sentence.end, sentence.start + 600)):
                owner = actor
                break
        for match in matches:
            yield ActorSpan(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                rule="actor.forces",
                actors=(owner,),
                basis="state",
            )
