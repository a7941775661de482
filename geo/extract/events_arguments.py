"""Candidates for the place, the date and the doer of an incident, and what speaks for each."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, TypeVar

from geo.extract.events_context import Context, Mention, Others, Triggers, others, triggers
from geo.extract.events_features import FAR, Features, article, gap
from geo.extract.events_sides import Sides, side_features
from geo.extract.events_told import Told, told_of
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan, Span
from geo.extract.scanning import Scan

_S = TypeVar("_S", bound=Span)
_REACH: Final = 3
_PREPOSITIONS: Final = frozenset(
    [
        "in",
        "at",
        "near",
        "of",
        "on",
        "from",
        "to",
        "outside",
        "around",
        "across",
        "the",
        "by",
        "into",
        "towards",
        "between",
        "against",
        "for",
        "inside",
        "and",
        "with",
        "said",
        "told",
    ]
)
_KIND: Final = {"site": 0, "city": 1, "district": 2, "province": 3, "region": 4, "country": 5}


def around(span: Span, mentions: Triggers | Others) -> list[Mention]:
    """The few triggers of an ordered sequence that can be nearest to a span."""
    at = mentions.before(span.start)
    return mentions[max(0, at - 1) : at + 1]


def nearest(span: Span, mentions: Sequence[Mention]) -> Mention:
    """The trigger of an incident, given in order, that stands nearest to a span."""
    near = around(span, triggers(mentions))
    return near[0] if len(near) == 1 else min(near, key=lambda m: (gap(span, m), m.start))


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a span stands, whatever the incident.

    Attributes:
        sentence: Index of its sentence.
        clause: Index of its clause there.
        features: What is told of it as a candidate for every incident.
    """

    sentence: int
    clause: int
    features: Features


def _beside(context: Context, span: Span) -> Beside:
    key = ("span", span.start, span.end)
    known = context.beside.get(key)
    if isinstance(known, Beside):
        return known
    sentence = context.sentence_at(span.start)
    out: Features = {
        "heading": context.sentences[sentence].heading,
        "opening": sentence <= 1,
        "sentence": min(30, sentence),
        "next.comma": context.text[span.end : span.end + 1] == ",",
    }
    low = context.text[max(0, span.start - 30) : span.start].lower().split()
    for back, word in enumerate(reversed(low[-2:])):
        bare = word.strip(",.(")
        if bare in _PREPOSITIONS:
            out[f"prev{back}.{bare}"] = 1.0
    after = context.text[span.end : span.end + 14].lower().split()
    if after and after[0].strip(",.") in _PREPOSITIONS:
        out[f"next.{after[0].strip(',.')}"] = 1.0
    made = Beside(sentence, context.clause_at(sentence, span.start), out)
    context.beside[key] = made
    return made


def _position(context: Context, span: Span, own: Triggers, rest: Triggers | Others) -> Features:
    """Where a span stands to the triggers of the incident and to those of others."""
    beside = _beside(context, span)
    sentence, clause = beside.sentence, beside.clause
    mention = nearest(span, own)
    off = gap(span, mention)
    rival = min((gap(span, m) for m in around(span, rest)), default=int(FAR))
    same = [m.clause for m in own.within(sentence)]
    rivals = [m.clause for m in rest.within(sentence)]
    sentences = context.sentences
    later = sentences[mention.sentence].paragraph - sentences[sentence].paragraph
    return beside.features | {
        "same_sentence": bool(same),
        "same_clause": clause in same,
        "clause_away": min((abs(c - clause) for c in same), default=9),
        "rival_clause": clause in rivals,
        "rivals_here": len(rivals),
        "gap": min(FAR, off),
        "before": span.start < mention.start,
        "ahead": max(-5, min(20, mention.sentence - sentence)),
        "paragraphs": max(-3, min(9, later)),
        "rival_gap": min(FAR, rival),
        "nearer_own": off <= rival,
        "first_own": sentence == own[0].sentence,
        f"role.{mention.hit.pattern.role}": 1.0,
        "mentions": len(own),
        "rivals": min(30, len(rest)),
    }


def _encoded(context: Context, sort: str, span: Span, own: Sequence[Mention]) -> Features:
    """What the encoder says of a span as an argument of the incident; empty without one."""
    scores = context.scores
    if scores is None:
        return {}
    near = sorted(own, key=lambda m: gap(span, m))[:4]
    links = [scores.link(sort, (m.start, m.end), (span.start, span.end)) for m in near]
    return {
        "enc.role": scores.span(f"event_{sort}", span.start, span.end),
        "enc.link": max(links),
        "enc.nearest": links[0],
    }


def reachable(context: Context, own: Sequence[Mention], spans: list[list[_S]]) -> list[_S]:
    """Spans in the sentences of an incident, some before them, and the opening of the text."""
    wanted: set[int] = {0, 1, 2} & set(range(len(context.sentences)))
    for mention in own:
        wanted.update(range(max(0, mention.sentence - _REACH), mention.sentence + 1))
        if mention.sentence + 1 < len(context.sentences):
            wanted.add(mention.sentence + 1)
    wanted.update(context.headings[: bisect_left(context.headings, own[0].sentence)])
    return [s for i in sorted(wanted) for s in spans[i]]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in the sentences of an incident, whatever the candidate.

    Attributes:
        places: Places within a province, once for each trigger beside them.
        dates: Dates that are resolved, likewise.
        actors: Ids of the actors.
        unclaimed: Whether they say that nobody owned up to it.
        unclaimed_after: Whether they, or those right after, say so.
    """

    places: int
    dates: int
    actors: frozenset[str]
    unclaimed: bool
    unclaimed_after: bool


def _around_own(context: Context, own: Sequence[Mention]) -> Around:
    """What stands in the sentences of an incident, gathered once."""
    key = tuple(triggers(own).sentences)
    known = context.around.get(key)
    if isinstance(known, Around):
        return known
    made = context.around[key] = Around(
        places=sum(p.adm1 is not None and not p.role for i in key for p in context.places[i]),
        dates=sum(d.first is not None for i in key for d in context.dates[i]),
        actors=frozenset(a for i in key for s in context.actors[i] for a in s.actors),
        unclaimed=_unclaimed(context, own, 0),
        unclaimed_after=_unclaimed(context, own, 3),
    )
    return made


def place_features(
    context: Context, place: PlaceSpan, own: Sequence[Mention], rest: Sequence[Mention]
) -> Features:
    """What speaks for a place as that of an incident."""
    out = _position(context, place, triggers(own), others(rest))
    out |= {
        f"status.{place.status}": 1.0,
        f"kind.{place.kind}": 1.0,
        f"office.{place.role}": 1.0,
        "kind": _KIND[str(place.kind)],
        "afghan": place.country == "AF",
        "adm1": place.adm1 is not None,
        "said_again": sum(
            p.adm1 == place.adm1 and p.start != place.start
            for m in own
            for p in context.places[m.sentence]
        ),
        "in_text": context.areas[place.adm1, place.country],
        "own_places": _around_own(context, own).places,
    }
    out |= _encoded(context, "place", place, own)
    return out


def date_features(
    context: Context, date: DateSpan, own: Sequence[Mention], rest: Sequence[Mention]
) -> Features:
    """What speaks for a date as that of an incident."""
    out = _position(context, date, triggers(own), others(rest))
    published = context.reading.document.published
    out |= {
        f"basis.{date.basis}": 1.0,
        f"modifier.{date.modifier}": 1.0,
        "prec": date.prec or 9,
        "resolved": date.first is not None,
        "age": (published - date.last).days if published and date.last else -1,
        "own_dates": _around_own(context, own).dates,
        "same_day": context.days[date.first, date.last],
    }
    out |= _encoded(context, "date", date, own)
    return out


def _unclaimed(context: Context, own: Sequence[Mention], ahead: int) -> bool:
    """Whether the words of an incident, or those after it, say that nobody owned up to it."""
    sentences = {m.sentence for m in own}
    for index in range(own[-1].sentence + 1, own[-1].sentence + 1 + ahead):
        if index >= len(context.sentences) or another(context, index):
            break
        sentences.add(index)
    return any(_nobody(context, i) for i in sentences)


def _nobody(context: Context, index: int) -> bool:
    """Whether a sentence says that nobody owned up."""
    s = context.sentences[index]
    key = ("nobody", s.start, s.end)
    known = context.beside.get(key)
    if known is None:
        known = context.beside[key] = _NOBODY.search(context.text, s.start, s.end) is not None
    return bool(known)


def another(context: Context, index: int) -> bool:
    """Whether a sentence tells of an incident of its own, not of "the attack"."""
    return any(
        m.hit.pattern.role in ("noun", "verb", "toll")
        and article(context, m) not in ("definite", "this")
        for m in context.mentions_of[index]
    )


def _words_between(context: Context, span: Span, own: Sequence[Mention]) -> int:
    """Words from an actor to the next trigger of the incident in its sentence; -1 for none."""
    ahead = [m.start for m in own if m.start >= span.end and m.start - span.end < 60]
    if not ahead or context.sentence_at(span.start) not in {m.sentence for m in own}:
        return -1
    return len(context.text[span.end : min(ahead)].split()) + 1


_NOBODY: Final = Scan(
    r"\b(?:no(?:body|[- ]one| \w+(?: \w+)?)?|none|neither|not|without)\b[^.;,]{0,36}?\b"
    r"(?:claim\w*|responsib\w*|sa(?:id|ys|y) (?:who|(?:that )?(?:it|they) (?:was|were|had|did)\b)|"
    r"own(?:ed|s)?(?: up| to| it)?\b|credit|boast\w*|"
    r"(?:come|came) forward|sp(?:oken|oke) up|avow\w*|sign for|admitted nor denied)|"
    r"\b(?:nobody|no[- ]one|no \w+) (?:has |had |was |is )?(?:yet |ever )?(?:been )?named\b|"
    r"\bunclaimed\b|\b(?:not|never|un)\s?(?:been |yet |made |publicly )*"
    r"(?:clear|known|established|public|solved|determined) ?(?:who|which|$|[.;,])|"
    r"\bwho (?:was|is|stood|had|sent|did|carried)\b[^.;]{0,40}\b(?:not|never|unclear|unknown)\b|"
    r"\bby (?:persons?|people|men|hands?|some(?:one|body)) (?:unknown|unidentified|never named)\b|"
    r"\bun(?:clear|known) who\b",
    re.IGNORECASE,
)
PINNED: Final = Scan(
    r"\b(?:blam\w+|accus\w+|suspect\w*|suspicions?|pin(?:s|ned)? (?:it|this|them|the)|"
    r"(?:hold|held)\w*\b[^.;]{0,30}\bresponsible|talk(?:s|ed)? of|point(?:s|ed)? (?:at|to)|"
    r"attribut\w+|la(?:y|id)s? (?:it|them|this)? ?(?:at|to)|bear\w* the (?:marks?|hallmarks?))\b",
    re.IGNORECASE,
)
"""Words that lay a deed at somebody's door."""


def actor_features(
    context: Context, actor: str, spans: list[ActorSpan], own: Sequence[Mention],
    rest: Sequence[Mention], kind: str, sides: Sides, previous: Sequence[str] = (),
) -> Features:  # fmt: skip
    """What speaks for an actor as the doer of an incident.

    Args:
        context: The document.
        actor: Id of the actor.
        spans: Its mentions within reach of the incident, at least one.
        own: Triggers of the incident.
        rest: All other triggers.
        kind: Event type of the incident.
        sides: Whose people it hit, and who rules there.
        previous: Doers of the incident told before it.
    """
    own, rest = triggers(own), others(rest)
    best = spans[0]
    if len(spans) > 1:
        best = min(spans, key=lambda s: (gap(s, nearest(s, own)), s.start))
    told = [told_of(context, s) for s in spans]
    mine = [(s, t) for s, t in zip(spans, told, strict=True) if t.sentence in own.sentences]
    here = [t.here() for _, t in mine]
    out = _position(context, best, own, rest)
    words = _words_between(context, best, own)
    title, around = context.reading.document.title, _around_own(context, own)
    out |= {
        f"id.{actor.split(':', maxsplit=1)[0]}": 1.0,
        f"type.{kind}": 1.0,
        f"basis.{best.basis}": 1.0,
        f"where.{best.position}": 1.0,
        "role_only": best.role_only,
        "here": len(mine),
        "all_role_only": all(s.role_only for s, _ in mine) if mine else 2.0,
        "spans": len(spans),
        "rank": context.named[actor] / max(1, len(context.reading.actors)),
        "others_here": len(around.actors - {actor, "UNKNOWN", "ANY"}),
        "agent": sum(s.position == "agent" for s, _ in mine),
        "object": sum(s.position == "object" for s, _ in mine),
        "member": sum(s.position == "member" for s, _ in mine),
        "titled": bool(title) and any(s.text in title for s in spans),
        "perpetrator": any(h.perpetrator for h in here),
        "previous": actor in previous,
        "previous_other": bool(previous) and actor not in previous,
        "unclaimed": around.unclaimed,
        "unclaimed_after": around.unclaimed_after,
        "words_to_trigger": words,
        "adjacent": any(0 < _words_between(context, s, own) <= 3 for s, _ in mine),
        "subject": any(h.subject for h in here),
        "shared_span": len(best.actors),
    }  # fmt: skip
    out |= side_features(sides, actor, [s for s, _ in mine])
    encoded = [_encoded(context, "actor", s, own) for s in spans[:6]]
    for key in encoded[0]:
        out[key] = max(row[key] for row in encoded)
    acts, victim, by = (sum(map(attrgetter(n), here)) for n in ("acts", "victim", "by"))
    passive, counted = sum(h.passive for h in here), sum(h.counted for h in here)
    claims, back = sum(t.claims for t in told), own[0].start - 200
    told_best = told_of(context, best)
    beside_best = told_best.here()
    acts_best, claims_best = told_best.beyond()
    out |= {
        "acts": acts, "victim": victim, "by": by, "claims": claims,
        "own_up": sum(t.claims for t in told if t.start >= back),
        "denies": sum(t.denies for t in told),
        "says": sum(h.says for h in here), "passive": passive, "counted": counted,
        "drive": 2 * by + 2 * claims + acts + out["adjacent"] - victim - passive - counted,
        "suspects": sum(t.suspects for t in told), "accused": _accused(told, own),
        "best_acts": acts_best,
        "best_victim": beside_best.victim, "best_by": beside_best.by,
        "best_claims": claims_best,
    }  # fmt: skip
    return out


def _accused(told: Sequence[Told], own: Sequence[Mention]) -> int:
    """Mentions of an actor that lay the incident at its door, in its words or after them."""
    first, last = own[0].sentence, own[-1].sentence + 2
    return sum(t.accused for t in told if first <= t.sentence <= last)


_RELATIVE: Final = (
    "drive", "by", "claims", "own_up", "accused", "acts", "adjacent", "here", "enc.link",
    "enc.role", "side.foe_hit", "side.home",
)  # fmt: skip


def beside_others(rows: Sequence[Features]) -> None:
    """Tell each candidate how well the best of the others does."""
    for name in _RELATIVE:
        values = [row.get(name, 0.0) for row in rows]
        best, second, *_ = [*sorted(values, reverse=True), -9.0, -9.0]
        for row, value in zip(rows, values, strict=True):
            row[f"other.{name}"] = second if value == best else best
