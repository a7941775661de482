"""Whose voice is heard of an incident: one that leaves it open, both sides, or an official."""

import re
from typing import Final

from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_sides import FORCES_OF, home_of
from geo.extract.reading import SpeakerSpan
from geo.extract.spans.speakers import speaker_over

_SPEAKS: Final = (
    r"(?:said|says?|stated?|states|announc(?:ed|es|ing)|told|tells|reported|replied|issued|"
    r"published|wrote|spoke|claimed|confirmed|acknowledged|admitted)"
)
_UNOWNED: Final = re.compile(
    r"(?:['’]s?)?[^.;:]{0,60}?(?:"
    r"\b(?:neither|never|not|(?:declin|refus)\w+ to|yet to)\b[^.;:,]{0,14}?"
    r"\b(?:confirm|claim|comment|say|acknowledg|own|issued?|sp[eo]ak)\w*|"
    rf"\b{_SPEAKS}\b[^.;]{{0,40}}?\b(?:nothing|aware of|look(?:ing|ed)? into|investigat\w+|"
    r"inquir(?:y|ies)|checking|check (?:the|these|those)|examin(?:e|ing)|"
    r"no (?:further )?(?:information|comment|details|knowledge|idea)|"
    r"could not (?:confirm|comment|say)))\b",
    re.IGNORECASE,
)
"""A voice that looks into a matter, or leaves it open, and has not owned up to it."""
_OWNED: Final = re.compile(
    r"\b(?:claim(?:ed|s|ing)?(?! (?:the |\d+ |\w+ )?lives)|responsibility|credit|said its|boast\w*|"
    r"their own (?:word|boast|account|admission|statement|telling))\b",
    re.IGNORECASE,
)
_NOT_A_CLAIM: Final = re.compile(
    r"\b(?:if|whether|neither|not|nobody|none|no)\b[^.;]{0,24}$", re.IGNORECASE
)
_FRIENDS: Final = frozenset({"TTP", "HQN", "AQ", "AQIS", "IMU", "ETIM", "JA", "IJU", "JUA", "LET"})
"""Groups that fight beside the Taliban of Kabul rather than against them."""
_OFFICES: Final = (
    r"(?:police (?:chief|commander)|chief of police|"
    r"(?:defen[cs]e|interior|intelligence) (?:ministry|minister)|minister of|"
    r"ministry of|Islamic Emirate|government spokes\w+|ministry['’]s spokes\w+|"
    r"(?<!local )(?:security|military|intelligence) (?:officials?|sources|committee|department)|"
    r"army|corps|garrison|brigade|spy agency)\b"
)
"""Who speaks for those that rule where something happened."""
_OFFICIAL: Final = re.compile(rf"\b{_OFFICES}", re.IGNORECASE)
_OFFICE_BEFORE: Final = re.compile(rf"\b{_OFFICES}[^.;:]{{0,30}}$", re.IGNORECASE)
_OFFICE_AFTER: Final = re.compile(
    rf",? (?:who is )?(?:the |a |an )?(?:[\w’'-]+ ){{0,3}}?{_OFFICES}", re.IGNORECASE
)
"""The office of somebody, beside his name."""
_MARK: Final = re.compile(r"[-–—•*#·▪]")
_TELLING: Final = re.compile(
    r"\b(?:by|in|according to|as) (?:its|their|the (?:group|movement|front|organi[sz]ation)['’]s) "
    r"(?:own )?(?:\w+ )?(?:announcement|telling|account|words?|statement|"
    r"communiqu\w+|boast|bulletin)\b",
    re.IGNORECASE,
)
"""What a group says of itself, told without a verb: "by its own account"."""
_OPENS: Final = re.compile(r":\s*$")
_LISTING: Final = re.compile(r"\b(?:MoD|MoI|NDS|GDI|the ministry|the directorate)\b")
_ENTRIES: Final = 16
"""Sentences before an entry in which the head of its list is looked for."""
_BACK: Final = 4000
"""Characters before a name in which its office is looked for."""
_BESIDE: Final = 60


def unowned(text: str, start: int, end: int) -> bool:
    """Whether a voice goes on to leave it open, or to look into it, from `start` to `end`."""
    return _UNOWNED.match(text, start, end) is not None


def uncued(context: Context, draft: Draft) -> bool:
    """Whether no word of an incident, or of the sentence after it, speaks of a claim."""
    last = draft.own[-1]
    after = min(len(context.sentences), last.sentence + 2) - 1
    for start, end in (*draft.spans, (last.end, context.sentences[after].end)):
        for found in _OWNED.finditer(context.text, start, end):
            if not _NOT_A_CLAIM.search(context.text[max(0, found.start() - 40) : found.start()]):
                return False
    return True


def opposed(context: Context, draft: Draft) -> tuple[int, int] | None:
    """The second of two sides of a battle that are both its doers: neither claims it alone."""
    names = {actor for actor, _, _ in draft.actors}
    home = home_of("AF", draft.day.last if draft.day else context.reading.document.published)
    kabul = {"TALIBAN"} if home == "TALIBAN" else {"AFG_GOV", "US_NATO"}
    camps = {"kabul" if n in kabul else n if n in FORCES_OF else "group" for n in names}
    if len(camps) < 2 or (home == "TALIBAN" and names & _FRIENDS):
        return None
    return draft.actors[1][1].start, draft.actors[1][1].end


def _alone_at_home(context: Context, draft: Draft) -> bool:
    """Whether those that rule the place, and nobody else, are the doers."""
    day = draft.day.last if draft.day else context.reading.document.published
    home = home_of(draft.place.country if draft.place else None, day)
    return {actor for actor, _, _ in draft.actors} == {home}


def official(context: Context, draft: Draft) -> tuple[int, int] | None:
    """Where an official of those who rule the place tells what their forces did there.

    "Karimi said": he is one whose office the text has told before.
    """
    if not _alone_at_home(context, draft):
        return None
    speaker = speaker_over(context.reading.speakers, draft.spans)
    if speaker is None or speaker.denies:
        return None
    if not speaker.scope_start <= draft.trigger.start < speaker.scope_end:
        return None
    known = _OFFICIAL.search(context.text[speaker.start : speaker.end])
    return (speaker.start, speaker.end) if known or _introduced(context.text, speaker) else None


def _introduced(text: str, speaker: SpeakerSpan) -> bool:
    """Whether the office of a speaker stands beside his name where that comes first."""
    name = speaker.name.rpartition(" ")[2]
    first = text.find(name, max(0, speaker.start - _BACK), speaker.end)
    if first < 0 or not name[:1].isupper():
        return False
    before, after = text[max(0, first - _BESIDE) : first], first + len(name)
    return bool(_OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(text, after))


def listed(context: Context, draft: Draft) -> tuple[int, int] | None:
    """Where an office of the doers opens the list that they stand in: "as per the ministry:"."""
    entry = first = draft.own[0].sentence
    lines = context.sentences
    while entry > 0 and lines[entry - 1].paragraph == lines[first].paragraph:
        entry -= 1
        if first - entry > _ENTRIES:
            return None
    start = lines[entry].start
    marked = _MARK.search(context.text, max(0, start - 3), start + 1)
    if not marked or not _alone_at_home(context, draft):
        return None
    for index in range(entry - 1, max(-1, entry - 1 - _ENTRIES), -1):
        sentence = context.sentences[index]
        if not _OPENS.search(context.text, max(sentence.start, sentence.end - 3), sentence.end):
            continue
        found = _OFFICIAL.search(context.text, sentence.start, sentence.end) or _LISTING.search(
            context.text, sentence.start, sentence.end
        )
        return (found.start(), found.end()) if found else None
    return None


def telling(context: Context, draft: Draft) -> tuple[int, int] | None:
    """Where the words of an incident are said to be those of the group that did it."""
    names = {actor for actor, _, _ in draft.actors}
    if names & FORCES_OF:
        return None
    for start, end in draft.spans:
        found = _TELLING.search(context.text, start, end)
        if found:
            return found.start(), found.end()
    return None
