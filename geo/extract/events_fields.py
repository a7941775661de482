"""Type, tolls, attribution and target of an incident, from its own words."""

import re
from collections.abc import Sequence
from typing import Final

from geo.codes import EventType, TargetType
from geo.extract.events_context import Context, Mention
from geo.extract.events_features import Features, gap
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


def own_tolls(context: Context, own: Sequence[Mention], rest: Sequence[Mention]) -> list[TollSpan]:
    """Tolls in the sentences of an incident that stand nearer to it than to another."""
    out: list[TollSpan] = []
    for index in sorted({m.sentence for m in own}):
        mine = [m for m in own if m.sentence == index]
        rivals = [m for m in rest if m.sentence == index]
        for toll in context.tolls[index]:
            near = min(gap(toll, m) for m in mine)
            rival = min((gap(toll, m) for m in rivals), default=near + 1)
            if near <= rival:
                out.append(toll)
    return out


def later_tolls(
    context: Context, own: Sequence[Mention], rest: Sequence[Mention]
) -> list[TollSpan]:
    """Tolls told right after an incident whose own words give none of its dead.

    Read are up to two sentences of the same paragraph, until one names another province or
    day, or tells of another incident.
    """
    last = own[-1].sentence
    home = {p.adm1 for p in context.places[last] if p.adm1}
    taken = {m.sentence for m in rest}
    for index in range(last + 1, min(last + 1 + _AHEAD, len(context.sentences))):
        sentence = context.sentences[index]
        if sentence.paragraph != context.sentences[last].paragraph or sentence.heading:
            break
        elsewhere = {p.adm1 for p in context.places[index] if p.adm1} - home
        dated = any((d.prec or 9) <= _MONTH and not d.role for d in context.dates[index])
        if index in taken or elsewhere or dated:
            break
        found = [t for t in context.tolls[index] if t.what in ("deaths", "injured")]
        if any(t.what == "deaths" for t in found):
            return found
    return []


_AHEAD: Final = 2
_MONTH: Final = 4


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
        if dead and sort is EventType.DISRUPTED_WEAPONS_USE and _opens(raids, first):
            return EventType.ARMED_CLASH, raids[0]
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
    r"\b(?:leaders?|commanders?|facilitators?|insurgents?|militants?|fighters?|suspects?|members?|"
    r"individuals?|specialists?|associates?|operatives?|men|man|gunm[ae]n|attackers?)\b"
    r"(?: [\w-]+){0,4}? (?:was|were|been|being) (?:also )?$",
    re.IGNORECASE,
)

_OF_PEOPLE: Final = re.compile(
    r" (?:of )?(?:[\w’'-]+ ){0,4}?(?:leaders?|commanders?|facilitators?|insurgents?|militants?|"
    r"fighters?|suspects?|members?|operatives?|men|gunm[ae]n|attackers?)\b",
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


_VAGUE: Final = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|several|multiple|numerous|many)\b", re.IGNORECASE
)
"""Words for a crowd; they yield to a figure that the same incident is given."""


def merge_tolls(
    tolls: Sequence[TollSpan], what: str, *, attackers: bool, text: str = ""
) -> Toll | None:
    """One range from the tolls of one sort: rival tolls widen it, a forecast is its top.

    Args:
        tolls: Tolls of the incident, in order.
        what: "deaths" or "injured".
        attackers: Whether the attackers or the others are counted.
        text: The whole text, in whose words a count may be corrected; the first count of
            rivals is the best where they say nothing.
    """
    mine = [t for t in tolls if t.what == what and t.attackers is attackers]
    firm = [t for t in mine if not t.forecast]
    firm = [t for t in firm if not _spared(t)] or firm
    firm = [t for t in firm if not _VAGUE.search(t.text)] or firm
    firm = [t for i, t in enumerate(firm) if not any(_part_of(t, whole) for whole in firm[:i])]
    if not firm:
        top = [t.high or t.best for t in mine if (t.high or t.best) is not None]
        return Toll(None, None, max(x for x in top if x is not None)) if top else None
    values = {(t.low, t.best, t.high) for t in firm}
    if len(values) == 1:
        low, best, high = values.pop()
        if low is None and best is None and high is None:
            return None
        return Toll(low, best, high)
    numbers = [n for t in firm for n in (t.low, t.best, t.high) if n is not None]
    if not numbers:
        return None
    bests = [t.best if t.best is not None else t.low for t in firm]
    known = [b for b in bests if b is not None]
    best = known[_newest(firm, text)] if len(known) == len(firm) else max(numbers)
    open_top = any(t.high is None for t in firm)
    forecast = [t.high or t.best or 0 for t in mine if t.forecast]
    high = None if open_top and not forecast else max([*numbers, *forecast])
    return Toll(min(numbers), best, high)


def _newest(tolls: Sequence[TollSpan], text: str) -> int:
    """Which of rival tolls is best: the first, or the last one that corrects it."""
    best = 0
    for at, toll in enumerate(tolls[1:], 1):
        old = tolls[best]
        early = _EARLY.search(text[max(0, old.start - _BESIDE) : old.end + _BESIDE // 2])
        if early or _LATE.search(text[max(0, toll.start - _BESIDE) : toll.start]):
            best = at
    return best


_BESIDE: Final = 60
_EARLY: Final = re.compile(
    r"\b(?:first (?:official )?(?:count|figures?|reports?|toll)|initial\w*|at first|early reports?|"
    r"preliminary|that (?:night|evening))\b",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:as of|now|rose|risen|raised|revised|final|correct(?:ed)?|updated)\b",
    re.IGNORECASE,
)


def _part_of(toll: TollSpan, whole: TollSpan) -> bool:
    """Whether militants are counted who fell in one part of what was summed up before."""
    if not (toll.militants and whole.militants) or toll.best is None or whole.best is None:
        return False
    return toll.best < whole.best


def _spared(toll: TollSpan) -> bool:
    """Whether it only says that civilians came to no harm, which is no rival of a toll."""
    return toll.high == 0 and _CIVIL.search(toll.text) is not None


_CIVIL: Final = re.compile(
    r"\b(?:civil\w*|bystanders?|residents?|villagers?|women|children|hostages?)\b",
    re.IGNORECASE,
)


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


BLOODLESS: Final = frozenset({EventType.ARRESTS, EventType.DISRUPTED_WEAPONS_USE})


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
