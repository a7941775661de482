"""Attacks that were fights by the codebook: a raid in which militants die, dead on both sides."""

import re
from typing import Final

from geo.codes import EventType
from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_sides import is_state
from geo.extract.events_tolls import of_forces
from geo.extract.scanning import Scan
from geo.extract.spans.forces import TAKEOVER

_HELPLESS: Final = Scan(
    r"\b(?:execut\w*|behead\w*|hanged|tortur\w*|in custody|detainees?|prisoners?|captives?|"
    r"captured|assassinat\w*|"
    r"surrender\w*|sniper|drones?|airstrikes?|air strikes?|missiles?|aircraft|jets|helicopters?|"
    r"bombed|insider|"
    r"turned (?:his|their) (?:gun|weapon)s?|colleagues?|protest\w*|demonstrat\w*|at (?:his|"
    r"their) (?:home|door)|poison\w*)\b",
    re.IGNORECASE,
)
"""Words of people who did not fight, and of what comes from the air."""
_FIGHT: Final = Scan(
    r"\b(?:fought|fight(?:s|ing)? (?:for|went|lasted)|beat(?:s|en)? (?:back|off)|threw back|"
    r"shot back|shoot(?:s|ing)? back|"
    r"returned fire|return fire|fired back|gun ?battle|gunfight|fire ?fight|repell?ed|repulsed|"
    r"held out|"
    r"hours of (?:fighting|shooting)|shoot at each other|shot at one another|"
    r"exchang\w+ (?:of )?(?:\w+ )?fire)\b",
    re.IGNORECASE,
)


def fought(context: Context, draft: Draft) -> bool:
    """Whether an incident told as an attack was a fight (codebook 6.1, 6.18)."""
    if draft.kind is not EventType.ATTACK:
        return False
    words = [context.text[a:b] for a, b in draft.spans]
    if any(_HELPLESS.search(w) for w in words):
        return False
    if any(_FIGHT.search(w) for w in words):
        return True
    dead = [t for t in draft.tolls if t.what == "deaths" and t.best]
    if any(t.attackers and t.militants for t in dead):
        return True  # they fell as their attack was beaten off
    fallen = any(t.attackers for t in dead) and any(of_forces(t) for t in dead if not t.attackers)
    return fallen or _raid(context, draft, any(t.militants and not t.attackers for t in dead))


def _raid(context: Context, draft: Draft, militants: bool) -> bool:
    """Whether forces of a state killed militants."""
    day = draft.day.last if draft.day else context.reading.document.published
    after = day is None or day >= TAKEOVER
    return militants and any(is_state(actor, after=after) for actor, _, _ in draft.actors)
