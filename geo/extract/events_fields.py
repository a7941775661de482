"""Type, tolls, attribution and target of an incident, from its own words."""

import re
from collections.abc import Sequence
from typing import Final

from geo.codes import EventType, TargetType
from geo.extract.events_context import Context, Mention
from geo.extract.events_features import Features
from geo.extract.events_tolls import BLOODLESS, own_tolls
from geo.extract.reading import TollSpan
from geo.extract.scanning import Scans
from geo.model import Toll

_ORDER: Final = (
    "suicide_bomb", "air_drone_strike", "shelling", "remote_explosive", "grenade", "abduction",
    "armed_clash", "arrests", "disrupted_weapons_use", "attack", "property_destruction",
)  # fmt: skip

_LEADS: Final = frozenset({"arrest", "foiled", "abduction"})
_TACTICS: Final = frozenset({
    "suicide_attack", "suicide_bomber", "explosive_vest", "bombing", "bombed", "bombardment",
    "explosion", "explosions", "exploded", "air_strike", "air_strikes", "attacked", "attack",
    "shooting", "shot", "ambush", "clash", "assassination", "rammed", "killed",
})  # fmt: skip

_STORES: Final = frozenset({"explosive_vest", "grenade"})
"""What is found in a raid, named after it."""

TARGET_WORDS: Final = {
    "religious": r"mosque|shrine|temple|gurdwara|church|imam|cleric|mullah|prayer|worship\w*|sufi|"
    r"seminary|madrasa|religious|scholar|ulema|preacher|mourners|funeral|procession|sikh|"
    r"shia|shi.ite",
    "aid_health_education": r"school|university|hospital|clinic|aid|doctor|nurse|teacher|student|"
    r"pupil|health|vaccin\w*|polio|charity|academy|education|tuition|learning|maternity|"
    r"deminer\w*|ngo",
    "media": r"journalist|reporter|radio|television|tv|media|newspaper|broadcaster|photographer",
    "diplomatic_foreign": r"embassy|consulate|diplomat\w*|foreign\w*|chinese|tourist|contractor|"
    r"ambassador|expatriate|international",
    "government": r"ministry|minister|governor|mayor|judge|court|official|government|parliament|"
    r"council|prosecutor|president|election|department|tax|administrator",
    "military_police": r"soldier|troops|police\w*|convoy|checkpoint|checkpost|outpost|base|army|"
    r"patrol|barracks|commando|border guards?|security forces?|guards?|officers?|nato|military|"
    r"taliban fighters|taliban members|garrison|humvee|garrison|constable|airfield|fort",
    "militants": r"militant\w*|insurgent\w*|fighters?|hideout|cell|commander|suspects?|rebel\w*|"
    r"terrorist\w*|compound|camp|leader|bomb-maker|facilitator|ringleader|emir",
    "infrastructure": r"pylon|power|bridge|road|dam|railway|cable|tower|pipeline|tanker|"
    r"electricity",
    "civilians": r"civilian\w*|bus|market|bazaar|hotel|restaurant|wedding|villager|resident|"
    r"children|people|passengers?|miners?|shopkeeper|elder|family|women|hazara|demonstrat\w*|crowd|"
    r"farmer|stadium|match|shop|minibus|worker",
}  # fmt: skip
_TARGETS: Final = {
    name: re.compile(rf"\b(?:{body})s?\b", re.IGNORECASE) for name, body in TARGET_WORDS.items()
}
_TONE: Final = {
    "said_it": r"\b(?:claim(?:ed|s|ing) (?:the )?(?:responsibility|credit)|(?:took|takes) (?:the )?"
    r"(?:credit|responsibility)|claimed by|(?:has |had |which |group )claimed (?:it|the|this|both)"
    r"|claims? (?:this|it|the) (?:attack|bombing|blast|shooting))\b",
    "claimed": r"\bclaim(?:ed|s|ing)?\b|\bresponsibility\b|\bcredit\b|\bsaid its\b|"
    r"\bboast\w*|\btheir own\b",
    "unclaimed": r"\b(?:no|not|nobody|without)\b[^.]{0,40}\b(?:claim\w*|responsib\w*)",
    "suspected": r"\b(?:suspect\w*|suspicion|believed?|likely|probably|apparent\w*|thought|"
    r"may have|"
    r"presum\w+|alleged\w*|reported\w*|bear\w* the hallmarks?|hallmark\w*|points? to)\b",
    "blamed": r"\b(?:blam\w+|accus\w+|attribut\w+|held responsible|ascrib\w+)\b",
    "denied": r"\b(?:den(?:y|ied|ies|ial)|reject\w*|disown\w*|distanc\w*|no (?:part|hand|"
    r"link|connection))\b",
    "official": r"\b(?:ministry|minister|spokes\w+|officials?|police|governor|army|military|"
    r"gdi|ispr|"
    r"statement|announced)\b",
}  # fmt: skip
_TONES: Final = {name: re.compile(body, re.IGNORECASE) for name, body in _TONE.items()}
_TARGET_SCANS: Final = Scans(_TARGETS)
_TONE_SCANS: Final = Scans(_TONES)


def words_of(context: Context, evidence: Sequence[tuple[int, int]]) -> str:
    """The evidence as one text."""
    return " ".join(context.text[a:b] for a, b in evidence)


def incident_features(
    context: Context, own: Sequence[Mention], evidence: Sequence[tuple[int, int]]
) -> Features:
    """Features of a whole incident: its words, tone, patterns and spans."""
    text = words_of(context, evidence)
    first, last = own[0], own[-1]
    follow = min(len(context.sentences), last.sentence + 2)
    around = text + context.text[last.end : context.sentences[follow - 1].end]
    out: Features = {"mentions": len(own), "length": len(text), "spans": len(evidence)}
    for mention in own:
        pattern = mention.hit.pattern
        for key in (f"p.{pattern.id}", f"type.{pattern.type}", f"role.{pattern.role}"):
            out[key] = out.get(key, 0) + 1
    out[f"first.{first.hit.pattern.id}"] = 1.0
    targets = _TARGET_SCANS.starts(text)
    at = first.start - evidence[0][0]
    for name in _TARGETS:
        found = targets.get(name, ())
        out[f"target.{name}"] = len(found)
        out[f"target_near.{name}"] = min((abs(start - at) for start in found), default=500)
    tones, beside = _TONE_SCANS.starts(text), _TONE_SCANS.starts(around)
    for name in _TONES:
        out[f"tone.{name}"] = len(tones.get(name, ()))
        out[f"around.{name}"] = len(beside.get(name, ()))
    out["claims"] = sum(len(context.claim_cues[i]) for i in {m.sentence for m in own})
    tolls = own_tolls(context, own, ())
    out["deaths"] = sum(t.what == "deaths" for t in tolls)
    out["injured"] = sum(t.what == "injured" for t in tolls)
    out["captured"] = sum(t.what == "captured" for t in tolls)
    out["militants"] = sum(t.militants for t in tolls)
    out["attackers"] = sum(t.attackers for t in tolls)
    ids = {i for m in own for s in context.actors[m.sentence] for i in s.actors}
    for actor in ids:
        out[f"has.{actor.split(':')[0]}"] = 1.0
    places = [p for m in own for p in context.places[m.sentence]]
    out["afghan"] = any(p.country == "AF" for p in places)
    out["abroad"] = any(p.country not in (None, "AF") for p in places)
    out["year"] = max(
        (d.last.year for m in own for d in context.dates[m.sentence] if d.last), default=0
    )
    published = context.reading.document.published
    out["published"] = published.year if published else 0
    return out


def tone_words(
    context: Context, evidence: Sequence[tuple[int, int]], last: Mention, cue: str
) -> tuple[int, int] | None:
    """The first words of one sort of `tone` in the evidence, else up to the sentence after it.

    Args:
        context: The document.
        evidence: Stretches of the incident, as (start, end) [code points].
        last: Its last trigger.
        cue: Sort of cue: "said_it", "claimed", "suspected", "blamed" or "denied".

    Returns:
        Offsets of the words [code points], or None.
    """
    after = min(len(context.sentences), last.sentence + 2) - 1
    for start, end in (*evidence, (last.end, context.sentences[after].end)):
        found = _TONES[cue].search(context.text, start, end)
        if found:
            return found.start(), found.end()
    return None


def event_type(context: Context, own: Sequence[Mention]) -> tuple[EventType, Mention]:
    """Type of an incident, and the trigger behind it.

    What the text names first decides for arrests, plots foiled and abductions; a raid in which
    people die is a clash; else the codebook's order of tactics holds.
    """
    kind, trigger = _by_order(own)
    dead = any(
        t.what == "deaths" and not t.attackers and t.best != 0 for t in own_tolls(context, own, ())
    )
    leads = [m for m in own if m.hit.pattern.id in _LEADS or _caught(context, m)]
    raids = [m for m in own if m.hit.pattern.id in ("raid", "eliminated")]
    tactics = [
        m
        for m in own
        if m.hit.pattern.id in _TACTICS
        and not (m.hit.pattern.id in _STORES and _opens([*leads, *raids], m))
    ]
    if leads:
        first = leads[0]
        sort = EventType.ARRESTS if _caught(context, first) else EventType(first.hit.pattern.type)
        if dead and sort is EventType.DISRUPTED_WEAPONS_USE:
            return EventType.ARMED_CLASH, raids[0] if raids else first
        caught = next((m for m in leads if m.hit.pattern.id == "arrest"), None)
        if sort is EventType.DISRUPTED_WEAPONS_USE and caught and _opens(raids, first) and not dead:
            return EventType.ARRESTS, caught
        early = not tactics or first.start < tactics[0].start
        if sort is EventType.ARRESTS and dead:
            early = False
        if early:
            return sort, first
        if sort is EventType.ARRESTS and dead and not tactics:
            return EventType.ARMED_CLASH, first
    if raids and all(m.hit.pattern.id in ("killed", "assassination") for m in tactics):
        return EventType.ARMED_CLASH, raids[0]
    return kind, trigger


def _opens(raids: Sequence[Mention], lead: Mention) -> bool:
    """Whether a raid is told before a find."""
    return any(raid.start < lead.start for raid in raids)


def _caught(context: Context, mention: Mention) -> bool:
    """Whether "captured" speaks of people rather than of ground."""
    if mention.hit.pattern.id != "taking_ground":
        return False
    start = context.sentences[mention.sentence].start
    return (
        _PEOPLE_WERE.search(context.text, max(start, mention.start - 60), mention.start) is not None
        or _OF_PEOPLE.match(context.text, mention.end) is not None
    )


_PEOPLE_WERE: Final = re.compile(
    r"\b(?:leaders?|(?:sub-?)?commanders?|facilitators?|insurgents?|militants?|fighters?|suspects?|members?|"
    r"individuals?|specialists?|associates?|operatives?|men|man|gunm[ae]n|attackers?)\b"
    r"(?: [\w-]+){0,4}? (?:was|were|been|being) (?:also )?$",
    re.IGNORECASE,
)

_OF_PEOPLE: Final = re.compile(
    r" (?:of )?(?:[\w’'-]+ ){0,4}?(?:leaders?|(?:sub-?)?commanders?|facilitators?|insurgents?|"
    r"militants?|fighters?|suspects?|members?|operatives?|men|gunm[ae]n|attackers?)\b",
    re.IGNORECASE,
)


def _by_order(own: Sequence[Mention]) -> tuple[EventType, Mention]:
    weak = {"raid", "eliminated", "burned", "struck", "foiled", "arrest"}
    firm = [m for m in own if m.hit.pattern.id not in weak] or list(own)
    for name in _ORDER:
        for mention in firm:
            if mention.hit.pattern.type == name:
                return EventType(name), mention
    return EventType.ATTACK, own[0]


def named_victim(
    context: Context, own: Sequence[Mention], tolls: Sequence[TollSpan], kind: EventType
) -> Toll | None:
    """One death where somebody's assassination is told without a number, else None.

    An arrest has no victim: there "assassinations" are what those caught are accused of.
    """
    if any(t.what == "deaths" for t in tolls):
        return None
    told = [m for m in own if m.hit.pattern.id == "assassination"]
    if kind in BLOODLESS:
        told = [m for m in told if context.text[m.start : m.end].endswith("ed")]
    return Toll.exactly(1) if told else None


def target_of(
    context: Context, evidence: Sequence[tuple[int, int]], sort: TargetType
) -> tuple[str, int, int] | None:
    """The first words of the evidence that name a target of one sort, with their offsets."""
    expression = _TARGETS.get(str(sort))
    if expression is None:
        return None
    for start, end in evidence:
        found = expression.search(context.text, start, end)
        if found:
            left = found.start()
            before = re.search(r"(?:[A-Z][\w’'-]+ |\b[a-z]{3,} ){1,2}$", context.text[start:left])
            if before and not re.match(_STOP, before.group()):
                left -= len(before.group())
            return context.text[left : found.end()], left, found.end()
    return None


_STOP: Final = re.compile(
    r"(?:.*\b(?:the|and|of|on|in|at|by|for|from|with|that|were|was|had|has|when|who|near|into)\b)",
    re.IGNORECASE,
)
