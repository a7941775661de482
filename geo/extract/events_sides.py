"""Who stands on which side of an incident: whose people were hit, who rules where it happened.

"Six Daesh men were killed" names no doer, yet tells on whose side he stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.extract.events_context import Context, Mention, others, triggers
from geo.extract.events_features import Features, gap
from geo.extract.events_tolls import own_tolls
from geo.extract.reading import ActorSpan
from geo.extract.scanning import Held, Scan
from geo.extract.spans.forces import TAKEOVER
from geo.model import ANY_ACTOR, UNKNOWN_ACTOR

STATE_OF: Final[Mapping[str, str]] = {
    "PK": "PAK_GOV", "TJ": "TJK_GOV", "IR": "IRN_GOV", "US": "US_NATO",
}  # fmt: skip
"""Forces of a country other than Afghanistan, by ISO 3166-1 code."""
FORCES_OF: Final = frozenset({"AFG_GOV", "US_NATO", "PAK_GOV", "TJK_GOV", "IRN_GOV"})
_FORCES: Final = Scan(
    r"\b(?:soldiers?|police\w*|troops?|guards?|officers?|constables?|commandos?|personnel|"
    r"cadets?|conscripts?|sergeants?|recruits|agents?|army|servicemen|militia\w*|levies|rangers?)\b",
    re.IGNORECASE,
)
_AIR: Final = Scan(
    r"\b(?:air ?strikes?|air ?raids?|aircraft|(?:war)?planes?|jets?|drones?|helicopters?|"
    r"bombard\w+|bombed|from the air|air force|missiles?)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = Scan(
    r"\b(?:unidentified|unknown|masked|somebody|someone|nobody|no one|not clear who|"
    r"two men|three men|a man|attackers?|assailants?)\b",
    re.IGNORECASE,
)
_HIT_BEFORE: Final = Held(
    r"\b(?:(?:operations?|raids?|strikes?|offensives?|sweeps?|assaults?|fight|drive) against|"
    r"(?:capture|arrest|killing|deaths?|detention|elimination|dismantling|surrender) of|killed|"
    r"killing|wounded|wounding|arrested|arresting|detained|detaining|captured|capturing|seized|"
    r"eliminated|eliminating|dismantled|dismantling|shot dead)\W+"
    r"(?:(?:the|an?|some|several|at least|more than|\d+|\w+teen|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|senior|top|key|suspected|alleged|\w+[- ]m[ae]n)\W+){0,3}$",
    re.IGNORECASE,
)
_NAMED_BEFORE: Final = Held(
    r"\b(?:kill|arrest|detain|captur|eliminat|assassinat)\w* (?:\w+ ){0,2}?[A-Z][^,.;]{2,40}, "
    r"(?:an?|the|its|their) (?:[\w-]+ ){0,3}$"
)
"""Whom somebody caught or killed by name, before the group that he belongs to."""
_LAIR_BEFORE: Final = Held(
    r"\b(?:raid|storm|search|enter|destroy|dismantl|clear|bust|discover|target|smash|uncover|"
    r"besieg|surround|demolish|bomb|shell|attack|hit|struck|strik)\w*"
    r"(?: (?:on|in|into|up|out|against))? (?:an?|the|two|three|four|several|its|their|\d+)? ?"
    r"(?:(?:alleged|suspected|major|key|secret|important|large) )?$",
    re.IGNORECASE,
)
_LAIR_AFTER: Final = re.compile(
    r"(?:['’]s?)?[ -](?:[\w-]+ ){0,2}?(?:hide-?outs?|cells?|dens?|hiding places?|lairs?|networks?|"
    r"bases?|camps?|positions?|compounds?|safe ?houses?|houses?|teams?|strongholds?|targets?|"
    r"cent(?:re|er)s?|caves?|caches?)\b",
    re.IGNORECASE,
)
_HIT_AFTER: Final = re.compile(
    r"^(?:['’]s)?\W+(?:(?:men|fighters?|members?|militants?|commanders?|leaders?|suspects?|"
    r"operatives?|insurgents?|prisoners?|and|officials?|soldiers|others?)\W+){0,3}"
    r"(?:(?:were|was|have been|has been|had been|being|are)\W+(?:\w+ly\W+)?(?:also\W+)?(?:killed|"
    r"arrested|detained|captured|seized|taken|picked up|rounded up|eliminated|wounded|injured|"
    r"hurt|shot)\b|(?:slain|dead|killed(?! )|died|perished|lost their lives|surrendered)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """What an incident tells of its sides without naming a doer.

    Attributes:
        home: Forces that rule where and when it happened, or None where no such id exists.
        after: Whether it happened after the takeover of Kabul.
        hit: Actors whose people were killed, hurt or captured.
        militants: Counts of militants among the tolls.
        forces: Counts of soldiers or police among them.
        others: Counts of anyone else.
        captured: Counts of people captured.
        air: Whether something came from the air.
        unnamed: Words for a doer who has no name.
    """

    home: str | None
    after: bool
    hit: frozenset[str]
    militants: int
    forces: int
    others: int
    captured: int
    air: bool
    unnamed: int

    @property
    def groups(self) -> frozenset[str]:
        """Actors hit that are no state forces."""
        return frozenset(a for a in self.hit if not is_state(a, after=self.after))

    @property
    def rulers(self) -> frozenset[str]:
        """State forces hit."""
        return self.hit - self.groups

    @property
    def against_groups(self) -> bool:
        """Whether those hit are armed groups or militants, and no forces beside them."""
        return not self.forces and (bool(self.groups) or (self.militants > 0 and not self.rulers))


def home_of(country: str | None, day: date | None) -> str | None:
    """The forces that rule a country on a day; Afghanistan where no country is known."""
    if country in (None, "AF"):
        if day is None:
            return None
        return "TALIBAN" if day >= TAKEOVER else "AFG_GOV"
    return STATE_OF.get(country or "")


def is_state(actor: str, *, after: bool) -> bool:
    """Whether an actor is a state force at the time."""
    return actor in FORCES_OF or (actor == "TALIBAN" and after)


def sides_of(
    context: Context, own: Sequence[Mention], rest: Sequence[Mention], country: str | None,
    day: date | None,
) -> Sides:  # fmt: skip
    """Read the sides of an incident off its own sentences.

    Args:
        context: The document.
        own: Triggers of the incident.
        rest: All other triggers.
        country: ISO 3166-1 code of its place, or None.
        day: Its last possible day, or None: then that of publication.
    """
    day = day or context.reading.document.published
    own, rest = triggers(own), others(rest)
    tolls = own_tolls(context, own, rest)
    hit: set[str] = set()
    air = unnamed = 0
    for index in sorted(set(own.sentences)):
        sentence = context.sentences[index]
        mine, rivals = own.within(index), rest.within(index)
        for span in context.actors[index]:
            near = min(gap(span, m) for m in mine)
            if any(gap(span, m) < near for m in rivals):
                continue
            before = context.text[max(sentence.start, span.start - 70) : span.start]
            after = context.text[span.end : min(sentence.end, span.end + 60)]
            counted = any(t.start <= span.start < t.end for t in tolls)
            if counted or _hit(before, after):
                hit.update(a for a in span.actors if a not in (UNKNOWN_ACTOR, ANY_ACTOR))
        lo = max(sentence.start, mine[0].start - 160)
        hi = min(sentence.end, mine[-1].end + 160)
        air += _AIR.search(context.text, lo, hi) is not None
        unnamed += _UNNAMED.count(context.text, lo, hi)
    people = [t for t in tolls if not t.attackers and t.best != 0]
    words = [context.text[t.start : t.end + 24] for t in people]
    militants = [t.militants for t in people]
    forces = [
        not m and _FORCES.search(w) is not None for m, w in zip(militants, words, strict=True)
    ]
    return Sides(
        home=home_of(country, day),
        after=day is None or day >= TAKEOVER,
        hit=frozenset(hit),
        militants=sum(militants),
        forces=sum(forces),
        others=len(people) - sum(militants) - sum(forces),
        captured=sum(t.what == "captured" for t in tolls),
        air=bool(air),
        unnamed=unnamed,
    )


def _hit(before: str, after: str) -> bool:
    """Whether the words around a mention tell of its people as killed, hurt or caught."""
    return bool(
        _HIT_BEFORE.search(before)
        or _HIT_AFTER.match(after)
        or _NAMED_BEFORE.search(before)
        or (_LAIR_AFTER.match(after) and _LAIR_BEFORE.search(before))
    )


def side_features(sides: Sides, actor: str, spans: Sequence[ActorSpan]) -> Features:
    """What the sides of an incident say for one actor as its doer."""
    state = is_state(actor, after=sides.after)
    groups, rulers = sides.groups, sides.rulers
    return {
        "side.home": actor == sides.home,
        "side.state": state,
        "side.after": sides.after,
        "side.hit": actor in sides.hit,
        "side.others_hit": len(sides.hit - {actor}),
        "side.groups_hit": len(groups - {actor}),
        "side.rulers_hit": len(rulers - {actor}),
        "side.foe_hit": len((groups if state else rulers) - {actor}),
        "side.militants": sides.militants,
        "side.forces": sides.forces,
        "side.people": sides.others,
        "side.captured": sides.captured,
        "side.air": sides.air,
        "side.unnamed": sides.unnamed,
        "side.foes_counted": sides.militants if state else sides.forces,
        "side.friends_counted": sides.forces if state else sides.militants,
        "side.named": bool(spans),
    }
