"""When a time is that of a statement or of the publication, not of what is told."""

import re
from typing import Final

from geo.extract.scanning import Held, Scan

_SAID: Final = (
    "said|told|announced|reported|confirmed|stated|declared|tweeted|wrote|posted|acknowledged|"
    "admitted|denied|condemned|disclosed|revealed|released|published|issued|presented|speaking|"
    "statement|interview|briefing|testified|warned|vowed|added|explained|insisted|argued|noted"
)
_BETWEEN: Final = (
    "in|a|an|the|to|at|his|its|their|press|news|statement|video|audio|message|briefing|conference|"
    "reporters|journalists|agency|afp|reuters|ap|cnn|bbc|associated|telegram|twitter|x|email|"
    "phone|telephone|here|also|late|early|on|later|earlier"
)
_SAYS_BEFORE: Final = Scan(rf"\b(?:{_SAID})(?: (?:{_BETWEEN})\b){{0,6}},? ?$", re.IGNORECASE)
_SAYS_AFTER: Final = Held(
    r"(?: (?:night|evening|morning|afternoon))? (?:also )?"
    r"(?:said|told|announced|reported|confirmed|stated|declared|claimed|acknowledged|admitted|"
    r"denied|condemned|disclosed|revealed|released|issued|published|warned|added)\b",
    re.IGNORECASE,
)
_REACH: Final = 80
"""How far before a time its verb of saying may stand [code points]."""


def role_of(text: str, start: int, end: int) -> str:
    """Whether a time is that of a statement.

    Args:
        text: The text.
        start: First character of the expression [code points].
        end: Just past its last character.

    Returns:
        "report" for "he said on Monday" and "forces yesterday confirmed", else "".
    """
    before = text[max(0, start - _REACH) : start]
    if _SAYS_BEFORE.search(before) or _SAYS_AFTER.match(text, end, end + _REACH):
        return "report"
    return ""
