"""Whether the doer of an incident says himself that it was his: the attribution "claimed"."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from geo.codes import Attribution
from geo.extract.events_arguments import another
from geo.extract.events_context import Context
from geo.extract.events_drafts import Draft
from geo.extract.events_sides import FORCES_OF, home_of
from geo.extract.events_told import NOT_DONE
from geo.extract.events_voices import listed, official, opposed, telling, uncued, unowned
from geo.extract.reading import ActorSpan, Sentence

_SAID: Final = (
    r"(?:said|says|say|told|announc(?:ed|es?|ing)|claim(?:ed|s)(?! (?:the |\w+ )?lives\b)|"
    r"report(?:ed|s)|boast(?:ed|s)|"
    r"tweeted|stat(?:ed|es)|confirmed|acknowledged|celebrated|hailed|signed|"
    r"put (?:its|their) name to|took credit|takes credit|called it|calls it|lists?|listed|released|"
    r"let it be known|spoke of|speaks of|asserted|explained|avowed|vaunted|owned up|disclosed|"
    r"regretted|regrets|expressed regret|apologi[sz]ed|conced(?:ed|es)|accepted|admit(?:ted|s)|"
    r"wrote|writes|posted|published|circulated|issued|maintains|framed it|"
    r"(?:identified|named) (?:the|its|two|three|four|five|six|seven|them|him|both))"
)
_AFTER: Final = re.compile(
    r"['’]s (?:own )?account\b|(?:['’]s (?:\w+ )?spokes\w+,|,)? (?=said|wrote|says)|"
    r"(?:['’]s)?(?:[^.;:,]{0,48}?|, [^.;:,]{0,80},[^.;:,]{0,12}?|"
    r"[^.;:]{0,90}?\btheir spokes\w+ [^.;:,]{0,30}?)"
    rf"(?<!\bwas )(?<!\bis )(?<!\bare )(?<!\bwere )\b{_SAID}\b(?! to\b)(?! {NOT_DONE})",
    re.IGNORECASE,
)
"""A group, a few words or an apposition, and what it said."""
_BEFORE: Final = re.compile(
    r"\b(?:according to|by the account of) (?:the |an? |its )?(?:\w+ )?$", re.IGNORECASE
)
_INVERTED: Final = re.compile(
    r", (?:said|says|announced|tweeted|reported) (?:the |an? |its )?(?:\w+ )?$", re.IGNORECASE
)
_STOP: Final = re.compile(r"(?:['’]s)?(?: [\w’'-]+){0,4}[.,;]|$")
_BODIES: Final = {
    "US_NATO": r"Pentagon|CENTCOM|Central Command|(?:US|U\.S\.|American) (?:military|army|command|"
    r"forces?(?:[- ]Afghanistan)?|Forces-Afghanistan)|coalition|ISAF|NATO|Resolute Support|"
    r"USFOR-A|DOD|Department of Defen[cs]e|U\.?S\.? defen[cs]e officials?|White House|"
    r"President (?:Obama|Trump|Biden|Bush)",
    "PAK_GOV": r"ISPR|Inter[- ]Services Public Relations|CTD|counter[- ]terrorism department|"
    r"Frontier Corps|Pakistani? (?:army|military|officials)|military['’]s media wing",
    "TALIBAN": r"de facto authorities|GDI|Mujahid|Taliban (?:government|authorities|officials|"
    r"administration|police|intelligence|spokes\w+)|Islamic Emirate|Qari You?s[ou]f|"
    r"Yous[ue]f Ahmadi|Suhail Shaheen",
    "IRN_GOV": r"intelligence ministry|Revolutionary Guards?|IRGC",
    "TJK_GOV": r"GKNB|state committee|border (?:guards?|troops|service)",
}
"""Bodies that speak for forces of a state, wherever those fought."""
_RULING: Final = (
    r"(?:defen[cs]e|interior) (?:ministry|minister)|ministry of (?:defen[cs]e|(?:the )?interior)|"
    r"GDI|NDS|intelligence (?:directorate|agency|service)|\d+(?:st|nd|rd|th) (?:Army )?Corps|"
    r"directorate of (?:security|intelligence)|spy agency|"
    r"Zabihullah Mujahid|army|military|commandos|border guards|authorities|"
    r"(?:security|military|intelligence) (?:officials|sources)|special forces"
)
"""Offices of those who rule where something happened."""


def _telling(body: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{body})\b[^.;]{{0,70}}?(?<!\bwas )(?<!\bwere )\b(?:{_SAID}|admitted)\b|"
        rf"\b(?:according to|{_SAID}) (?:the |an? )?(?:\w+ ){{0,2}}(?:{body})\b",
        re.IGNORECASE,
    )


_OFFICE: Final = _telling(_RULING)
_OUTLET: Final = _telling(r"Amaq|al-?Azaim|Umar Media|M[ou]hamm[ae]d Kh[ou]rasani")
"""Outlets and spokesmen by which groups make their deeds known."""
_BODY: Final = {actor: _telling(body) for actor, body in _BODIES.items()}
_PAPERS: Final = {
    "US_NATO": re.compile(r"\bISAF\b|Resolute Support|\bNATO\b|Central Command|Pentagon"),
    "PAK_GOV": re.compile(r"Inter[- ]Services Public Relations|\bISPR\b"),
    "TALIBAN": re.compile(r"Alemarah|Voice of Jihad|Islamic Emirate"),
    "ISKP": re.compile(r"\bAmaq\b"),
}
"""Publishers that are the voice of somebody who fights."""
_TITLES: Final = {
    "US_NATO": re.compile(
        r"^(?:ISAF|NATO|RS)\b.*\b(?:Joint Command|Update|Release)\b", re.IGNORECASE
    )
}
"""Titles that only such a publisher gives."""
_AGAIN: Final = re.compile(
    r"\b(?:the|its|their) (?:same )?(?:statement|ministry|agency|directorate|command|"
    rf"spokes\w+|release|communiqu\w+|sources?|officials|office)\b[^.;,]{{0,30}}?\b{_SAID}\b|"
    rf"^(?:it|he|they|she) (?:also |further )?(?:added|{_SAID})\b|"
    r", (?:it|he|they|she) (?:added|said)\b",
    re.IGNORECASE,
)
"""Who spoke before goes on."""
_BOTH: Final = re.compile(
    rf"(?:\b{_SAID}\b|\bbehind\b|\bresponsib\w+)[^.;]{{0,60}}?\b(?:both|(?:the|these|those) "
    r"(?:two|three|four|attacks|bombings|blasts)|all (?:of them|three|four|the attacks|these)|"
    r"alike)\b",
    re.IGNORECASE,
)
"""A claim of several incidents told before."""
_BOTH_BY: Final = re.compile(
    r"\b(?:both|all (?:three|four|of them)|the (?:two|three|four) \w+)[^.;]{0,30}\b"
    r"(?:claimed|owned|signed) by (?:the )?$",
    re.IGNORECASE,
)
_FILM: Final = re.compile(
    r"\b(?:posted|published|released|circulated|put|showed|spread)\b[^.;]{0,24}?"
    r"\b(?:videos?|films?|footage|pictures?|photos?|photographs?)\b",
    re.IGNORECASE,
)
"""A group shows its deed."""
_SUSPECTED: Final = re.compile(
    r"\b(?:suspected (?:to be )?(?:the work of |\w+ing )?(?:(?:members|fighters) of )?|suspects? |"
    r"suspicions? (?:\w+ ){0,5}(?:on|upon|to) |suspicions? [^.;]{0,20}\bf[ae]ll(?:s|"
    r"en)? (?:up)?on |"
    r"hallmarks? of |talk of |handwriting of |stamp of |"
    r"(?:believed|thought|presumed|assumed|suspected) to (?:be|have been|belong to|come from|"
    r"(?:be )?held by)(?: (?:members|fighters|men|militants|the work|part|held))*(?: of| by| from|"
    r" to)? |"
    r"thinks? (?:that )?(?:they|it|he) (?:was|were) (?:of |from |members of )?|thinks? of |"
    r"in all (?:probability|likelihood)(?: by| the work of)? |"
    r"(?:probably|likely|possibly|presumably|perhaps|apparently) (?:the work of |carried out by |"
    r"by |members of ))"
    r"(?:the |an? )?$",
    re.IGNORECASE,
)
_SUSPECTS: Final = re.compile(
    r" \(suspected\)|(?:['’]s)?(?: \w+){0,2}? (?:is|are|was|were|being) (?:(?:the|also|main|prime|"
    r"chief|"
    r"widely|thus) ){0,2}(?:suspect(?:ed|s)?\b|(?:believed|thought|presumed|assumed) (?:to (?:be|"
    r"have)|likely|behind|responsible)|likeliest|most likely)|"
    r"[^.;,]{0,50} (?:may|might) (?:be|have been) (?:behind|responsible)",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"(?:['’]s?)?(?:[^.;]{0,50}?(?<!nor )\b(?:den(?:ied|ies|y|ying)|disown(?:s|ed)?|"
    r"distanc(?:ed|es|ing)|reject(?:ed|s)?)\b (?:any |all )?(?:involvement|responsib|role|part\b|"
    r"hand|being behind|carrying|it\b|itself|having|that (?:it|they|its)\b|them\b|"
    rf"the (?:accus|alleg|charge|attack))|[^.;]{{0,40}}?\b(?:said|says?|repl(?:ied|ies|y)|"
    rf"insist(?:ed|s)?|swore|maintain(?:ed|s)?) {NOT_DONE})",
    re.IGNORECASE,
)
"""A group that will not have it: not a denial of the toll, but of its part."""
_SAME: Final = ({"ISKP", "IS"},)
"""Actors that one name may mean."""
_BACK: Final = 4
_AHEAD: Final = 5
_ITS_OWN: Final = re.compile(
    rf" (?:\w+ ){{0,2}}{_SAID}\b[^.;:]{{0,30}}\b(?:it|its|they|their|this|both)\b", re.IGNORECASE
)
_STATES: Final = FORCES_OF | {"TALIBAN"}
_ARTICLE: Final = 4
_OPEN: Final = (Attribution.ATTRIBUTED, Attribution.UNKNOWN, Attribution.CLAIMED)
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|reported|confirmed|announced|according|tweeted|stated)\b", re.IGNORECASE
)


def own_word(
    context: Context, draft: Draft, tone: Attribution
) -> tuple[Attribution, tuple[int, int] | None]:
    """The attribution of an incident, by who tells it: a doer, or an office of his, as his own.

    Args:
        context: The document.
        draft: The incident.
        tone: Its attribution so far; suspected and disputed stay as they are.

    Returns:
        The attribution, and offsets of the voice that makes it so [code points], or None.
    """
    if tone not in _OPEN or not draft.actors:
        return tone, None
    if (doubt := _doubted(context, draft)) is not None:
        return doubt
    said = draft.features.get("tone.said_it", 0.0)
    if not said and (other := opposed(context, draft)):
        return Attribution.ATTRIBUTED, other
    if voice := _own_voice(context, draft):
        return Attribution.CLAIMED, voice if tone is not Attribution.CLAIMED else None
    if said <= draft.features.get("tone.unclaimed", 0.0) and (left := _left_open(context, draft)):
        return Attribution.ATTRIBUTED, left
    hushed = tone is Attribution.CLAIMED and (_silent(context, draft) or _unsaid(context, draft))
    return (Attribution.ATTRIBUTED if hushed else tone), None


def _doubted(context: Context, draft: Draft) -> tuple[Attribution, tuple[int, int]] | None:
    """Where the words beside a doer only suspect it, or it denies its part."""
    doers = {actor for actor, _, _ in draft.actors}
    owned = draft.features.get("tone.said_it", 0.0) > draft.features.get("tone.unclaimed", 0.0)
    for index in _reach(context, draft):
        sentence = context.sentences[index]
        if index > draft.own[-1].sentence and owned:
            continue
        for span in context.actors[index]:
            if not doers & set(span.actors):
                continue
            before = context.text[max(sentence.start, span.start - 40) : span.start]
            if _DENIES.match(context.text, span.end, sentence.end):
                return Attribution.DISPUTED, (span.start, span.end)
            if _SUSPECTED.search(before) or _SUSPECTS.match(context.text, span.end, sentence.end):
                return Attribution.SUSPECTED, (span.start, span.end)
    return None


def _silent(context: Context, draft: Draft) -> bool:
    """Whether forces of a state did something of which nobody is heard to speak."""
    if not _STATES.intersection(actor for actor, _, _ in draft.actors):
        return False
    cues = ("around.claimed", "around.official", "around.said_it")
    if any(draft.features.get(cue) for cue in cues):
        return False
    return not any(_SPEECH.search(context.text, start, end) for start, end in draft.spans)


def _own_voice(context: Context, draft: Draft) -> tuple[int, int] | None:
    """Where a doer of an incident, or an office of his, tells of it."""
    doers = {actor for actor, _, _ in draft.actors}
    doers |= {a for same in _SAME if same & doers for a in same}
    country = draft.place.country if draft.place else None
    day = draft.day.last if draft.day else context.reading.document.published
    offices = [_BODY[actor] for actor in doers if actor in _BODY]
    if home_of(country, day) in doers:
        offices.append(_OFFICE)
    if not doers & _STATES:
        offices.append(_OUTLET)
    reach = _reach(context, draft)
    for index in reach:
        voice = _voice(context, index, doers, offices)
        if voice:
            return voice
    return (
        _own_paper(context, draft, doers)
        or _goes_on(context, reach[0], doers, offices)
        or _claims_several(context, draft, doers)
        or official(context, draft)
        or listed(context, draft)
        or telling(context, draft)
    )


def _unsaid(context: Context, draft: Draft) -> bool:
    """Whether a group is nowhere said to have claimed what it did."""
    names = {actor for actor, _, _ in draft.actors}
    return not names & _STATES and uncued(context, draft)


def _left_open(context: Context, draft: Draft) -> tuple[int, int] | None:
    """Where a doer speaks of an incident, but neither says that it was his nor denies it."""
    doers = {actor for actor, _, _ in draft.actors}
    for index in _reach(context, draft):
        sentence = context.sentences[index]
        for span in context.actors[index]:
            if doers & set(span.actors) and unowned(context.text, span.end, sentence.end):
                return span.start, span.end
    return None


def _voice(
    context: Context, index: int, doers: AbstractSet[str], offices: Sequence[re.Pattern[str]],
    *, owned: bool = True,
) -> tuple[int, int] | None:  # fmt: skip
    """Where a doer, or an office of his, speaks in a sentence; and owns it, unless not asked."""
    sentence = context.sentences[index]
    for span in context.actors[index]:
        if doers & set(span.actors) and _tells(context, span, sentence, owned=owned):
            return span.start, span.end
    for office in offices:
        found = office.search(context.text, sentence.start, sentence.end)
        if found and not (owned and unowned(context.text, found.start(), sentence.end)):
            return found.start(), found.end()
    return None


def _own_paper(context: Context, draft: Draft, doers: AbstractSet[str]) -> tuple[int, int] | None:
    """The first words of an incident that its doer's own office publishes."""
    document = context.reading.document
    mine = any(
        (actor in _PAPERS and _PAPERS[actor].search(document.publisher))
        or (actor in _TITLES and _TITLES[actor].search(document.title))
        for actor in doers
    )
    return draft.spans[0] if mine else None


def _goes_on(
    context: Context, first: int, doers: AbstractSet[str], offices: Sequence[re.Pattern[str]]
) -> tuple[int, int] | None:
    """Where "the statement" or "it" goes on with what the doer's office told before."""
    sentence = context.sentences[first]
    again = _AGAIN.search(context.text[sentence.start : sentence.end])
    if again is None:
        return None
    for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
        voice = _voice(context, index, doers, offices, owned=False)
        if voice:
            return sentence.start + again.start(), sentence.start + again.end()
    return None


def _claims_several(
    context: Context, draft: Draft, doers: AbstractSet[str]
) -> tuple[int, int] | None:
    """Where a doer claims "both", this incident and one beside it."""
    last = max(m.sentence for m in draft.own)
    for index in range(last, min(last + 1 + _AHEAD, len(context.sentences))):
        sentence = context.sentences[index]
        for span in context.actors[index]:
            if not doers & set(span.actors):
                continue
            before = context.text[max(sentence.start, span.start - 80) : span.start]
            claim = _BOTH.search(context.text, span.end, min(sentence.end, span.end + 90))
            told = claim is not None or _BOTH_BY.search(before) is not None
            if told and (index > last or span.start > draft.own[-1].end):
                return span.start, span.end
    return None


def _tells(context: Context, span: ActorSpan, sentence: Sentence, *, owned: bool = True) -> bool:
    """Whether a mention of an actor is the subject of a verb of saying."""
    before = context.text[max(sentence.start, span.start - 40) : span.start]
    film = _FILM.search(context.text, span.end, sentence.end)
    inverted = _INVERTED.search(before) and _STOP.match(context.text, span.end, sentence.end)
    if owned and unowned(context.text, span.end, sentence.end):
        return False
    after = _AFTER.match(context.text, span.end, sentence.end)
    return bool(after or inverted or film or _BEFORE.search(before))


def _reach(context: Context, draft: Draft) -> Sequence[int]:
    """Sentences of an incident, and the one after it that tells of no other, or opens with a voice.

    "Islamic State said that it had answered a call to attack" names an attack, yet no other one.
    """
    own = sorted({m.sentence for m in draft.own})
    after = own[-1] + 1
    if after < len(context.sentences) and (
        not another(context, after) or _opens_with_a_voice(context, after)
    ):
        own.append(after)
    return own


def _opens_with_a_voice(context: Context, index: int) -> bool:
    sentence = context.sentences[index]
    return not context.places[index] and any(
        span.start - sentence.start <= _ARTICLE
        and _ITS_OWN.match(context.text, span.end, sentence.end)
        for span in context.actors[index]
    )
