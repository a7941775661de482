"""What a toponym is doing in its sentence: the scene of something, or only part of a title.

"the governor of Balkh", "Kabul said", "KABUL (Reuters) -" and "a man from Kunar" name places
where nothing is said to have happened.
"""

import re
from typing import Final

from geo.extract.scanning import Held

_WINDOW: Final = 70
_REACH: Final = 48

_DATELINE: Final = re.compile(
    r"\s*(?:[A-Z][\w'’-]+(?: ?[A-Z/][\w'’-]+){0,3})(?:, ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)?"
    r"(?:,? ?(?:\(?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)?))?"
    r"(?: ?\([^()\n]{1,40}\))?"
    r"(?:\s?[-–—]{1,2}\s|\s?:\s(?=[A-Z]))"
)
_CAPS_DATELINE: Final = re.compile(
    r"\s*[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]{2,}){0,3}(?:, [A-Z][A-Za-z.]+)?"
    r"(?:,? \(?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)?)?(?: ?\([^()\n]{1,40}\))?[ .:–—-]"
)
_OFFICE: Final = (
    r"(?:governors?|mayors?|police|chiefs?|commanders?|heads?|directors?|ministers?|ministry|"
    r"spokes(?:man|men|person|woman|people)|officials?|council(?:lors?|s)?|lawmakers?|MPs?|"
    r"representatives?|deput(?:y|ies)|ambassadors?|envoys?|prosecutors?|elders?|residents?|"
    r"professors?|lecturers?|students?|authorities|administration|government|leadership|emirate|"
    r"correspondents?|analysts?|journalists?|intelligence|regime|parliament)"
)
_OFFICE_WORD: Final = re.compile(rf"{_OFFICE}\Z", re.IGNORECASE)
_PLACED_BEFORE: Final = re.compile(
    r"(?:\A|(?<=[\s(“]))(?P<word>[\w-]+)\s+(?P<how>of|for|in|to|from)\s+(?:the\s+)?(?:\w+ern\s+)?"
    r"(?:(?:province|city|district)\s+of\s+)?\Z"
)
_LAST_BEFORE: Final = ("of", "for", "in", "to", "from", "the", "ern")
"""How the words of `_PLACED_BEFORE` can end."""
_OFFICE_AFTER: Final = Held(
    r"(?:\s+(?:province|city|district))?(?:['’]s?)?\s+(?:(?:deputy|acting|provincial|former|"
    r"chief|senior|public|health|local|district|de facto|shadow|interim|Taliban|Taliban-appointed|"
    rf"top|intelligence|security)\s+){{0,2}}{_OFFICE}\b(?! (?:headquarters|office|station|post|"
    r"training|academy|compound|district|checkpoint|hospital|base|convoy|vehicle))",
    re.IGNORECASE,
)
_ORIGIN_OF: Final = re.compile(r"(?:citizens?|natives?|nationals?)\Z", re.IGNORECASE)
_ORIGIN_FROM: Final = re.compile(
    r"(?:m[ae]n|women|woman|fighters?|militants?|persons?|people|citizens?|natives?|nationals?|"
    r"recruits?|migrants?|refugees?|families|family|bomber|attackers?|resident|farmer|trader|"
    r"originally|hails?|hailing|hailed|born|arrived|returned|came|coming|fled|deported)\Z",
    re.IGNORECASE,
)
_ORIGIN_AFTER: Final = re.compile(r"-(?:born|based|raised|trained|educated)\b", re.IGNORECASE)
_CAPITALS: Final = frozenset(
    """
    kabul islamabad washington moscow dushanbe tehran beijing delhi ankara tashkent ashgabat
    brussels london rawalpindi riyadh doha berlin paris astana bishkek vienna
    """.split()  # noqa: SIM905
)
_SPEAKS_AFTER: Final = re.compile(
    r"(?:['’]s?\s+(?:cooperation|response|claim|denial|version|account|rulers?|stance|position|"
    r"protestation|attitude|relations?|promises?|policy|tone|foreign|defen[cs]e|interior|"
    r"ministr\w+|"
    r"envoy)\b|,?\s+(?:has|have|had|was|were|is|which\s+has|again|also|still|itself|too)?\s*"
    r"(?:not\s+)?(?:said|says|say|den\w+|reject\w*|accus\w+|claim\w*|insist\w*|blam\w+|call\w*|"
    r"hold\w*|warn\w*|maintain\w*|provid\w+|want\w*|ask\w*|confirm\w*|admit\w*|respon\w+|"
    r"repl\w+|underlin\w+|maintains|demand\w*|speak\w*|spoke|puts?|counts?|committed|agreed|"
    r"retaliated|regards?)\b)"
)
_SPEAKS_BEFORE: Final = re.compile(
    r"\b(?:according to|between|by|relations with|talks with|pressure on|accus(?:es|ed|ing)|"
    r"urg(?:es|ed|ing)|told|asked|in the words of)\s+\Z",
    re.IGNORECASE,
)
_PUBLISHER_AFTER: Final = re.compile(
    r"\s+(?:Times|Post|Today|News|Press|Daily|Review|Tribune|Herald|Journal|Monitor|Now|TV|Radio|"
    r"Television|Bureau|Examiner|Telegraph|Agency|bureau)\b"
)
_CREDIT_WORD: Final = re.compile(r"eporting|riting|diting|contributed|REUTERS|Photo")
_CREDIT_BEFORE: Final = re.compile(
    r"\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|contributed|REUTERS|Photo)\b[^.]{0,60}\Z"
)


def datelines(text: str, paragraph_starts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches at the head of paragraphs that tell where and when a report was filed."""
    found = []
    for start in paragraph_starts:
        match = _CAPS_DATELINE.match(text, start, start + 120) or _DATELINE.match(
            text, start, start + 120
        )
        if match:
            found.append((start, match.end()))
    return tuple(found)


def role_of(text: str, start: int, end: int) -> str:
    """The role of the toponym at [start, end), "" where it may be a scene; see `PlaceSpan`."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    if _PUBLISHER_AFTER.match(after) or (
        _CREDIT_WORD.search(before) and _CREDIT_BEFORE.search(before)
    ):
        return "publisher"
    word = how = ""
    if before[-1:].isspace() and before.rstrip().endswith(_LAST_BEFORE):
        placed = _PLACED_BEFORE.search(before[-_REACH:])
        word, how = (placed["word"], placed["how"]) if placed else ("", "")
    if (how != "from" and _OFFICE_WORD.match(word)) or _OFFICE_AFTER.match(after):
        return "office"
    if text[start:end].lower() in _CAPITALS and (
        _SPEAKS_AFTER.match(after) or _SPEAKS_BEFORE.search(before)
    ):
        return "government"
    origin = _ORIGIN_FROM if how == "from" else _ORIGIN_OF if how == "of" else None
    if (origin and origin.match(word)) or _ORIGIN_AFTER.match(after):
        return "origin"
    return ""
