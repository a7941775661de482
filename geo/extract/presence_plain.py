"""Sentences that say so plainly that a group is somewhere, or holds ground, that no model is asked.

Advice to travellers and short news items state it in a clause ("armed groups remain active in
Y", "the insurgents control most of X"), which a model that has seen few of them may doubt.
"""

import re
from collections.abc import Iterator
from typing import Final

from geo.codes import Activity, Stance
from geo.extract.presence_features import Scene

PLAIN: Final = 0.7
"""Score of a claim that a sentence states plainly."""
_WHO: Final = (
    r"\b(?:GROUP|MEN|TALIBAN)(?: (?:actors|groups|fighters|insurgents|members|militants))?"
)
_ACTIVE: Final = re.compile(
    _WHO
    + r" (?:have |has )?(?:still |also )?(?:remain(?:s|ed)?|is|are|continues? to be|been|stays?)"
    r" (?:\w+ly |still |also |very )?(?:active|present|operational)"
    r" (?:in|across|throughout|inside|along)\b|"
    + _WHO
    + r" (?:also |still |now )?(?:continues? to )?maintains? an? (?:\w+ ){0,4}?"
    r"(?:presence|foothold|activity) (?:in|across|throughout|inside|along)\b"
)
_HOLDS: Final = re.compile(
    _WHO + r" (?:now |still |currently |already )?(?:controls?|holds?|retains?)"
    r"(?: or (?:contests?|influences?|controls?))? "
    r"(?:the country\b|PLACE\b(?!['’])|(?:most|much|large parts|parts|all|half) (?:of )?(?:the )?"
    r"(?:\w+ )?(?:in )?PLACE\b|most (?:of the )?(?:land|country|districts|territory)\b|"
    r"more (?:\w+ )?territory\b|(?:the )?(?:\w+ )?territory in\b)"
)
_REACH: Final = 60
_DOUBTED: Final = re.compile(
    r"\b(?:if|unless|whether|no|not|never|nor|neither|without|den(?:y|ies|ied)|reject\w*|"
    r"evidence|should|were to|until|once|formerly|previously|hope\w*|claims? (?:to|that))\b|\?",
    re.IGNORECASE,
)


def plain(scene: Scene) -> Iterator[str]:
    """The labels of what a sentence states plainly ("presence.asserted"), without any doubt.

    Args:
        scene: The sentence, masked.
    """
    text = scene.masked.text
    for expression, activity in ((_ACTIVE, Activity.PRESENCE), (_HOLDS, Activity.BASE)):
        found = expression.search(text)
        if found is None or "?" in text:
            continue
        if _DOUBTED.search(text, max(0, found.start() - _REACH), found.start()) is None:
            yield f"{activity}.{Stance.ASSERTED}"
