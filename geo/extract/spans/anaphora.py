"""Who "the group", "both groups" or "its fighters" are, by what was named last."""

import re
from typing import Final

from geo.extract.reading import ActorSpan, Sentence

_GROUP: Final = re.compile(
    r"\b(?:(?:th(?:e|is|at)|these)\s+(?:(?:armed|militant|terrorist|terror|jihadist|extremist|"
    r"insurgent|"
    r"sunni|islamist|pakistani|banned|outlawed|resistance|same)\s+){0,2}"
    r"(?:groups?|outfits?|organi[sz]ations?|network|branch|affiliate|front|movement|faction)|"
    r"both\s+(?:groups|organi[sz]ations|fronts)|"
    r"its\s+(?:fighters|members|leaders|commanders|operatives|militants|forces|men)|"
    r"the\s+(?:militants|insurgents|terrorists))\b",
    re.IGNORECASE,
)
_MEMORY: Final = 6


def find_anaphors(
    text: str, sentences: tuple[Sentence, ...], actors: tuple[ActorSpan, ...]
) -> tuple[ActorSpan, ...]:
    """Return the actors with anaphors added and resolved, in order.

    A generic mention that is an anaphor ("the militants") gives way to it.
    """
    groups = [span for span in actors if _is_group(span)]
    found: list[ActorSpan] = []
    for match in _GROUP.finditer(text):
        before = [span for span in groups if span.end <= match.start()][-_MEMORY:]
        meant = _referents(match.group().lower(), before)
        if meant:
            found.append(
                ActorSpan(
                    start=match.start(),
                    end=match.end(),
                    text=match.group(),
                    rule="actor.anaphor",
                    actors=meant,
                    basis="anaphor",
                )
            )
    kept = [
        span
        for span in actors
        if span.basis != "generic" or not any(a.start <= span.start < a.end for a in found)
    ]
    return tuple(sorted(kept + found, key=lambda span: (span.start, span.end)))


def _is_group(span: ActorSpan) -> bool:
    return span.basis == "lexicon" and not span.actors[0].endswith(("_GOV", "_NATO"))


def _referents(words: str, before: list[ActorSpan]) -> tuple[str, ...]:
    names = list(dict.fromkeys(span.actors[0] for span in reversed(before)))
    if words.startswith("both"):
        return tuple(reversed(names[:2])) if len(names) > 1 else ()
    return tuple(names[:1])
