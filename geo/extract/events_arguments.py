"""Candidates for the place, the date and the doer of an incident, and what speaks for each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, TypeVar

from geo.extract.events_context import Context, Mention
from geo.extract.events_features import FAR, Features, article, gap
from geo.extract.events_sides import Sides, side_features
from geo.extract.reading import ActorSpan, DateSpan, PlaceSpan, Span

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


def _around(span: Span, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The few triggers of an ordered sequence that can be nearest to a span."""
    at = bisect_left(mentions, span.start, key=_start)
    return mentions[max(0, at - 1) : at + 1]


def _start(mention: Mention) -> int:
    return mention.start


def _sentence(mention: Mention) -> int:
    return mention.sentence


def within(mentions: Sequence[Mention], sentence: int) -> Sequence[Mention]:
    """The triggers of an ordered sequence that stand in one sentence."""
    low = bisect_left(mentions, sentence, key=_sentence)
    return mentions[low : bisect_right(mentions, sentence, key=_sentence)]


def nearest(span: Span, mentions: Sequence[Mention]) -> Mention:
    """The trigger of an incident, given in order, that stands nearest to a span."""
    return min(_around(span, mentions), key=lambda m: (gap(span, m), m.start))


def _position(
    context: Context, span: Span, own: Sequence[Mention], rest: Sequence[Mention]
) -> Features:
    """Where a span stands to the triggers of the incident and to those of others."""
    sentence = context.sentence_at(span.start)
    mention = nearest(span, own)
    ahead = mention.sentence - sentence
    rival = min((gap(span, m) for m in _around(span, rest)), default=int(FAR))
    same = within(own, sentence)
    clause = context.clause_at(sentence, span.start)
    rivals_here = within(rest, sentence)
    out: Features = {
        "same_sentence": bool(same),
        "same_clause": any(m.clause == clause for m in same),
        "clause_away": min((abs(m.clause - clause) for m in same), default=9),
        "rival_clause": any(m.clause == clause for m in rivals_here),
        "rivals_here": len(rivals_here),
        "gap": min(FAR, gap(span, mention)),
        "before": span.start < mention.start,
        "ahead": max(-5, min(20, ahead)),
        "paragraphs": max(
            -3,
            min(
                9,
                context.sentences[mention.sentence].paragraph
                - context.sentences[sentence].paragraph,
            ),
        ),
        "rival_gap": min(FAR, rival),
        "nearer_own": gap(span, mention) <= rival,
        "heading": context.sentences[sentence].heading,
        "opening": sentence <= 1,
        "sentence": min(30, sentence),
        "first_own": sentence == own[0].sentence,
        f"role.{mention.hit.pattern.role}": 1.0,
        "mentions": len(own),
        "rivals": min(30, len(rest)),
    }
    low = context.text[max(0, span.start - 30) : span.start].lower().split()
    for back, word in enumerate(reversed(low[-2:])):
        if word.strip(",.(") in _PREPOSITIONS:
            out[f"prev{back}.{word.strip(',.(')}"] = 1.0
    after = context.text[span.end : span.end + 14].lower().split()
    if after and after[0].strip(",.") in _PREPOSITIONS:
        out[f"next.{after[0].strip(',.')}"] = 1.0
    out["next.comma"] = context.text[span.end : span.end + 1] == ","
    return out


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
    for sentence in context.sentences:
        if sentence.heading and sentence.index < own[0].sentence:
            wanted.add(sentence.index)
    return [s for i in sorted(wanted) for s in spans[i]]


def place_features(
    context: Context, place: PlaceSpan, own: Sequence[Mention], rest: Sequence[Mention]
) -> Features:
    """What speaks for a place as that of an incident."""
    out = _position(context, place, own, rest)
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
        "in_text": sum(
            p.adm1 == place.adm1 and p.country == place.country for p in context.reading.places
        ),
        "own_places": sum(
            p.adm1 is not None and not p.role for m in own for p in context.places[m.sentence]
        ),
    }
    out |= _encoded(context, "place", place, own)
    return out


def date_features(
    context: Context, date: DateSpan, own: Sequence[Mention], rest: Sequence[Mention]
) -> Features:
    """What speaks for a date as that of an incident."""
    out = _position(context, date, own, rest)
    published = context.reading.document.published
    out |= {
        f"basis.{date.basis}": 1.0,
        f"modifier.{date.modifier}": 1.0,
        "prec": date.prec or 9,
        "resolved": date.first is not None,
        "age": (published - date.last).days if published and date.last else -1,
        "own_dates": sum(d.first is not None for m in own for d in context.dates[m.sentence]),
        "same_day": sum(
            d.first == date.first and d.last == date.last for d in context.reading.dates
        ),
    }
    out |= _encoded(context, "date", date, own)
    return out


def _unclaimed(context: Context, own: Sequence[Mention], ahead: int) -> bool:
    """Whether the words of an incident, or those after it, say that nobody owned up to it."""
    sentences = {m.sentence for m in own}
    for index in range(own[-1].sentence + 1, own[-1].sentence + 1 + ahead):
        if index >= len(context.sentences) or _another(context, index):
            break
        sentences.add(index)
    spans = (context.sentences[i] for i in sentences)
    return any(_NOBODY.search(context.text, s.start, s.end) is not None for s in spans)


def _another(context: Context, index: int) -> bool:
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


PERPETRATOR: Final = re.compile(r"\bperpetrators?: ?(?:[\w -]+ (?:or|and) )?$", re.IGNORECASE)
"""What stands before the doer that a list names ("(Perpetrator: ")."""
_NOBODY: Final = re.compile(
    r"\b(?:no(?:body|[- ]one| \w+(?: \w+)?)?|none|neither|not|without)\b[^.;,]{0,36}?\b"
    r"(?:claim\w*|responsib\w*|sa(?:id|ys|y) who|own(?:ed|s)?(?: up| to| it)?\b|credit|boast\w*|"
    r"(?:come|came) forward|sp(?:oken|oke) up|avow\w*|sign for|admitted nor denied)|"
    r"\b(?:nobody|no[- ]one|no \w+) (?:has |had |was |is )?(?:yet |ever )?(?:been )?named\b|"
    r"\bunclaimed\b|\b(?:not|never|un)\s?(?:been |yet |made |publicly )*"
    r"(?:clear|known|established|public|solved|determined) ?(?:who|which|$|[.;,])|"
    r"\bwho (?:was|is|stood|had|sent|did|carried)\b[^.;]{0,40}\b(?:not|never|unclear|unknown)\b|"
    r"\bby (?:persons?|people|men|hands?|some(?:one|body)) (?:unknown|unidentified|never named)\b|"
    r"\bun(?:clear|known) who\b",
    re.IGNORECASE,
)
PINNED: Final = re.compile(
    r"\b(?:blam\w+|accus\w+|suspect\w*|suspicions?|pin(?:s|ned)? (?:it|this|them|the)|"
    r"(?:hold|held)\w*\b[^.;]{0,30}\bresponsible|talk(?:s|ed)? of|point(?:s|ed)? (?:at|to)|"
    r"attribut\w+|la(?:y|id)s? (?:it|them|this)? ?(?:at|to)|bear\w* the (?:marks?|hallmarks?))\b",
    re.IGNORECASE,
)
"""Words that lay a deed at somebody's door."""
_BY: Final = re.compile(
    r"(?:\bby (?:the |an? |\w+ ){0,2}|\bperpetrators?:? (?:\w+ (?:or|and) )?)$", re.IGNORECASE
)
_CLAIMS: Final = re.compile(
    r"^[^.;]{0,60}?\b(?:claim(?:ed|s|ing)? (?:the )?(?:responsib|credit|it|that|this|the|both|all)"
    r"|said (?:it|its) (?:had|was behind|men|fighters|forces|mujahid\w+|car|bomb\w*|suicide|"
    r"target\w+)"
    r"|took responsib|took credit)",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"^[^.;]{0,60}?\b(?:den(?:ied|ies|y)|reject|distanc|disown)", re.IGNORECASE
)
_PASSIVE: Final = re.compile(
    r"^(?:\W*\w+){0,4}?\W+(?:were|was|been|being|are|is)\W+(?:\w+\W+)?(?:killed|wounded|"
    r"injured|shot|"
    r"arrested|detained|attacked|ambushed|hit|captured|targeted|gunned|assassinated|murdered)\b"
    r"|^(?:\W*\w+){0,2}?\W+(?:dead|killed|wounded|injured|dying|died|hurt)\b",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(r"^[^.;,]{0,30}?\b(?:said|says|told|announced|spokes)", re.IGNORECASE)
_ACTS: Final = re.compile(
    r"^(?:\W*\w+){0,4}?\W+(?:killed|attack\w*|detonat\w*|fired|opened|shot|launch\w*|carried out|"
    r"conduct\w*|arrest\w*|detain\w*|raid\w*|storm\w*|captur\w*|seiz\w*|kidnap\w*|abduct\w*|"
    r"bomb\w*|"
    r"ambush\w*|target\w*|struck|hit|set off|planted|behind|responsible)\b",
    re.IGNORECASE,
)
_VICTIM: Final = re.compile(
    r"\b(?:against|on|at|killed|killing|kill|wounded|wounding|targeted|targeting|target|arrested|"
    r"detained|detaining|attacked|of|hit|struck|striking|ambushed|murder|assassinated|including)\W+"
    r"(?:the |an? |some |\d+ |two |three |four |five |six |senior |top |key |suspected |"
    r"\w+ ){0,2}$",
    re.IGNORECASE,
)


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
    best = min(spans, key=lambda s: (gap(s, nearest(s, own)), s.start))
    out = _position(context, best, own, rest)
    mine = [s for s in spans if any(m.sentence == context.sentence_at(s.start) for m in own)]
    out |= {
        f"id.{actor.split(':', maxsplit=1)[0]}": 1.0,
        f"type.{kind}": 1.0,
        f"basis.{best.basis}": 1.0,
        f"where.{best.position}": 1.0,
        "role_only": best.role_only,
        "here": len(mine),
        "all_role_only": all(s.role_only for s in mine) if mine else 2.0,
        "spans": len(spans),
        "rank": sum(actor in s.actors for s in context.reading.actors)
        / max(1, len(context.reading.actors)),
        "others_here": len({
            i for m in own for s in context.actors[m.sentence] for i in s.actors
        } - {actor, "UNKNOWN", "ANY"}),
        "agent": sum(s.position == "agent" for s in mine),
        "object": sum(s.position == "object" for s in mine),
        "member": sum(s.position == "member" for s in mine),
        "titled": any(s.text in context.reading.document.title for s in spans),
        "perpetrator": any(
            PERPETRATOR.search(context.text[max(0, s.start - 60) : s.start]) for s in mine
        ),
        "previous": actor in previous,
        "previous_other": bool(previous) and actor not in previous,
        "unclaimed": _unclaimed(context, own, 0),
        "unclaimed_after": _unclaimed(context, own, 3),
        "words_to_trigger": _words_between(context, best, own),
        "adjacent": any(0 < _words_between(context, s, own) <= 3 for s in mine),
        "subject": any(s.start - context.sentences[context.sentence_at(s.start)].start < 12
                       for s in mine),
        "shared_span": len(best.actors),
    }  # fmt: skip
    out |= side_features(sides, actor, mine)
    encoded = [_encoded(context, "actor", s, own) for s in spans[:6]]
    for key in encoded[0]:
        out[key] = max(row[key] for row in encoded)
    acts = victim = by = claims = denies = says = suspects = passive = counted = own_up = 0
    for s in spans:
        stop = context.sentences[context.sentence_at(s.start)].end
        after = context.text[s.end : min(stop, s.end + 90)]
        before = context.text[max(0, s.start - 50) : s.start]
        here = s in mine
        acts += here and _ACTS.match(after) is not None
        victim += here and _VICTIM.search(before) is not None
        by += here and _BY.search(before) is not None
        claims += _CLAIMS.match(after) is not None
        own_up += _CLAIMS.match(after) is not None and s.start >= own[0].start - 200
        denies += _DENIES.match(after) is not None
        passive += here and _PASSIVE.match(after) is not None
        counted += here and any(
            t.start - 4 <= s.start < t.end + 12 for t in context.tolls[context.sentence_at(s.start)]
        )
        says += here and _SAYS.match(after) is not None
        suspects += (
            "suspic" in after.lower() or "suspect" in after.lower() or "blame" in before.lower()
        )
    out |= {
        "acts": acts, "victim": victim, "by": by, "claims": claims, "own_up": own_up,
        "denies": denies,
        "says": says, "passive": passive, "counted": counted,
        "drive": 2 * by + 2 * claims + acts + out["adjacent"] - victim - passive - counted,
        "suspects": suspects, "best_acts": _ACTS.match(
            context.text[best.end : best.end + 90]) is not None,
        "best_victim": _VICTIM.search(context.text[max(0, best.start - 50) : best.start])
        is not None,
        "best_by": _BY.search(context.text[max(0, best.start - 50) : best.start]) is not None,
        "best_claims": _CLAIMS.match(context.text[best.end : best.end + 90]) is not None,
    }  # fmt: skip
    return out


_RELATIVE: Final = (
    "drive", "by", "claims", "own_up", "acts", "adjacent", "here", "enc.link", "enc.role",
    "side.foe_hit", "side.home",
)  # fmt: skip


def beside_others(rows: Sequence[Features]) -> None:
    """Tell each candidate how well the best of the others does."""
    for name in _RELATIVE:
        values = [row.get(name, 0.0) for row in rows]
        for i, row in enumerate(rows):
            others = values[:i] + values[i + 1 :]
            row[f"other.{name}"] = max(others, default=-9.0)
