"""State forces without a name: "Pakistani jets", "Turkish police", "soldiers", "the army".

Whose they are follows from a word of nation beside them, else from the sentence, else from
the day: before 15 August 2021 the forces of Kabul are the state's, after it the Taliban's.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from geo.extract.reading import ActorSpan, Sentence
from geo.extract.scanning import Scan

TAKEOVER: Final = date(2021, 8, 15)
HOME_FORCES: Final = frozenset({"AFG_GOV", "TALIBAN"})
_HEDGE: Final = 60

_FORCE: Final = (
    r"(?:forces?|army|military|police(?:men|man)?|soldiers?|commandos?|troops|guards?|officers?|"
    r"security services?|security agents?|agents|jets?|warplanes?|fighter jets|aircraft|planes?|"
    r"drones?|helicopters?|gunners|artillery|rangers|prosecutors|authorities|air ?strikes?|"
    r"air force|strikes?|shelling|guns?|bombs?|bombers?|bombing|missiles?|batter(?:y|ies)|"
    r"mortars?|mortar fire|shells?|rockets?|raids?|bombardment|"
    r"intelligence|services|side|units?|special forces|conscripts?)"
)
_NATION: Final = Scan(
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
_ALLIES: Final = (
    r"(?:[Cc]oalition|[Ii]nternational|[Ff]oreign|NATO|ISAF|U\.S\.|US|American|British)"
)
_LED: Final = r"(?:[ -](?:led|supported|backed|enabled|assisted))?"
_AFGHAN: Final = (
    r"(?:Afghan(?: [Nn]ational)?(?: [Aa]rmy| [Ss]ecurity [Ff]orces?| [Pp]olice)?|ANSF|ANA)"
)
_ARMED: Final = (
    r"(?: (?:[Ss]pecial|[Oo]perations?|[Ss]ecurity|[Aa]ssault|[Ss]trike|[Cc]ombined|[Jj]oint))*"
    r" (?:forces?|troops|soldiers|commandos|service members|servicemen|patrols?|teams?|units?)\b"
)
_JOINT: Final = Scan(
    rf"\b(?:[Cc]ombined |[Jj]oint |[Pp]artnered )?(?:{_AFGHAN}{_LED}(?:,? and |-|/| & ){_ALLIES}"
    rf"|{_ALLIES}{_LED}(?: forces| troops| soldiers)?(?:,? and |-|/| & ){_AFGHAN}){_LED}{_ARMED}|"
    r"\b(?:[Cc]ombined|[Pp]artnered)(?: [Ss]ecurity| [Aa]ssault)? [Ff]orces?\b"
)
_BARE: Final = Scan(
    r"\b(?:(?:security|government|special|air) forces?|(?:border|security) guards|police(?:men)?|"
    r"police officers|soldiers|army|commandos|troops|guards|forces|"
    r"special units|intelligence (?:agents|officers|directorate|service|staff)|"
    r"security (?:services|agencies|agents))\b"
)
_BARE_BEFORE: Final = re.compile(
    r"\b(?:security|government|state|border|local|special|provincial|commando|traffic|"
    r"public order) \Z"
)
_HINT_REACH: Final = 600
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
_ELSEWHERE: Final = re.compile(
    r"\b(?:Turk(?:ey|ish)|T\u00fcrkiye|Istanbul|Ankara|Russia|Moscow|Dagestan|German|Berlin|India(?!na)|"
    r"Delhi|Mumbai|Kerala|Kashmir|Austria|Vienna|France|French|Paris|Dutch|Netherlands|Belgi|"
    r"Swed|Brit(?:ain|ish)|London|Spain|Spanish|Ital(?:y|ian)|Uzbekistan|Uzbek (?:police|"
    r"authorities|security)|Tashkent|Kyrgyz|Bishkek|Kazakh|Turkmen|Oklahoma|New York|Virginia|"
    r"Iraqi?|Syrian?)\b"
)
_HERE: Final = re.compile(r"\b(?:Afghan|Kabul|Kandahar|Herat|Nangarhar|Kunduz|Taliban)")
_SERVICES: Final = Scan(
    r"\b(?:FSB|FBI|GKNB|NIA|ATS|MI5|SNB|Anti[- ]Terror(?:ism|ist)? Squad|"
    r"National Investigation Agency|Federal Security Service)\b"
)
_CITY: Final = Scan(
    r"\b(?:Istanbul|Ankara|Moscow|Delhi|Mumbai|Kerala|Gujarat|Srinagar|Kashmir|Hyderabad|Vienna|"
    r"Berlin|Cologne|Paris|Brussels|London|Stockholm|Bishkek|Tashkent|Almaty) "
    r"(?:anti-terror )?police\b"
)
_IN: Final = re.compile(r"\b[Ii]n \Z")
_FORMER: Final = Scan(
    r"\b(?:under|during|of|by|since) (?P<republic>the (?:Islamic )?Republic)\b(?! of\b)"
)
"""The state before the takeover, in texts written after it."""
_OF_FORMER: Final = re.compile(
    r" (?:of|under|from) the (?:previous|former|ousted|deposed|fallen|old|last|then) "
    r"(?:\w+ )?(?:regime|government|republic|administration|authorities)\b",
    re.IGNORECASE,
)


def home_forces(day: date | None) -> str:
    """Whose the forces of Kabul are on a day; today's where it is unknown."""
    return "TALIBAN" if day is None or day >= TAKEOVER else "AFG_GOV"


def _span(
    match: re.Match[str], rule: str, actors: tuple[str, ...], group: int | str = 0
) -> ActorSpan:
    return ActorSpan(
        start=match.start(group),
        end=match.end(group),
        text=match[group],
        rule=rule,
        actors=actors,
    )


def find_joint(text: str) -> Iterator[ActorSpan]:
    """Afghan and foreign forces that act as one ("a combined Afghan and coalition force")."""
    for match in _JOINT.finditer(text):
        yield _span(match, "actor.joint", ("AFG_GOV", "US_NATO"))


def find_national(text: str) -> Iterator[ActorSpan]:
    """Forces with a word of nation, and those of a city or with a name of their own."""
    for match in _NATION.finditer(text):
        nation = match["nation"].lower().removesuffix("'s").removesuffix("’s")
        yield _span(match, "actor.nation", (_OWNER.get(nation, f"OTHER:{match.group()}"),))
    forces = [*_SERVICES.finditer(text)]
    forces += [
        m for m in _CITY.finditer(text) if not _IN.search(text, max(0, m.start() - 4), m.start())
    ]
    for match in forces:
        yield _span(match, "actor.nation", (f"OTHER:{match.group()}",))


def find_former(text: str, published: date | None) -> Iterator[ActorSpan]:
    """The Islamic Republic, looked back on: "was detained under the Republic"."""
    if published is not None and published < TAKEOVER:
        return
    for match in _FORMER.finditer(text):
        yield _span(match, "actor.former_state", ("AFG_GOV",), "republic")


def find_bare(
    text: str, folded: str, sentences: tuple[Sentence, ...], days: list[date | None]
) -> Iterator[ActorSpan]:
    """Forces without one.

    Args:
        text: The document.
        folded: The same, folded.
        sentences: Its sentences.
        days: For each sentence the day that it is about, or None.
    """
    index = -1
    owner = ""
    for match in _BARE.finditer(folded):
        moved = False
        while index + 1 < len(sentences) and sentences[index + 1].start <= match.start():
            index, moved = index + 1, True
        if index < 0:
            continue
        if moved:
            owner = _owner(text, sentences[index], days[index])
        before = _BARE_BEFORE.search(folded, max(0, match.start() - 14), match.start())
        start = before.start() if before else match.start()
        whose = owner or f"OTHER:{text[start : match.end()]}"
        if whose in HOME_FORCES and _OF_FORMER.match(text, match.end(), match.end() + _HEDGE):
            whose = "AFG_GOV"
        yield ActorSpan(
            start=start,
            end=match.end(),
            text=text[start : match.end()],
            rule="actor.forces",
            actors=(whose,),
            basis="state",
        )


def _owner(text: str, sentence: Sentence, day: date | None) -> str:
    """Whose unnamed forces are in a sentence; "" for those of a country without an id."""
    for actor, hint in _HINTS:
        if hint.search(text, sentence.start, min(sentence.end, sentence.start + _HINT_REACH)):
            return actor
    stop = min(sentence.end, sentence.start + _HINT_REACH)
    if _ELSEWHERE.search(text, sentence.start, stop) and not _HERE.search(
        text, sentence.start, stop
    ):
        return ""
    return home_forces(day)
