"""Explosions that nobody brought about: what earlier wars left in the ground is no incident."""

import re
from typing import Final

from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.scanning import Scan

LEFT_OVER: Final = 0.3
"""What is left of the score of an incident told as one."""
_LEFT_OVER: Final = Scan(
    r"\b(?:unexploded|left[- ]?over (?:from|\w+ (?:shell|mine|bomb|round))|remnants? of (?:the )?"
    r"(?:past |previous |earlier )?(?:war|conflict)|explosive remnants|old (?:land)?mines?\b|"
    r"(?:shells?|mines?|ordnance) (?:left|remaining) from|from (?:past|previous|earlier) "
    r"(?:wars|conflicts|fighting))",
    re.IGNORECASE,
)


def left_over(context: Context, draft: Draft) -> bool:
    """Whether the sentences of an incident speak of what wars have left behind."""
    return any(
        _LEFT_OVER.search(context.text, s.start, s.end) is not None
        for s in (context.sentences[i] for i in {m.sentence for m in draft.own})
    )
