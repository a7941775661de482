"""What a trigger looks like in its sentence: the features by which it is accepted or not."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from geo.extract.events_context import Context, Mention
from geo.extract.reading import Span
from geo.extract.scanning import Scan, Scans

Features = dict[str, float]

FAR: Final = 400.0
ENCODED: Final = (
    "event", "event_first", "event_again", "event_denied", "presence", "statistic", "any",
)  # fmt: skip
_WINDOW: Final = 60
_BEFORE: Final = re.compile(r"(\S+)\s+(?:\S+\s+)?$")
_LAST: Final = re.compile(r"([\w'’.-]+)[^\w]*$")
_NEXT: Final = re.compile(r"[^\w]*([\w'’-]+)")

_ARTICLES: Final = {
    "a": "indefinite", "an": "indefinite", "another": "another", "second": "another",
    "third": "another", "separate": "another", "other": "another", "the": "definite",
    "this": "this", "that": "this", "these": "this", "those": "this", "such": "such",
    "any": "any", "no": "no", "all": "any", "every": "any", "each": "any", "more": "any",
    "several": "many", "many": "many", "some": "many", "multiple": "many", "dozens": "many",
    "numerous": "many", "hundreds": "many", "few": "many", "two": "number", "three": "number",
    "four": "number", "five": "number", "one": "one", "its": "own", "their": "own",
    "his": "own", "was": "be", "were": "be", "been": "be", "being": "be", "is": "be", "are": "be",
    "be": "inf", "to": "inf", "has": "have", "have": "have", "had": "have", "by": "by",
    "in": "in", "after": "after", "who": "who", "that’s": "who", "which": "who", "and": "and",
    "left": "left", "of": "of", "today": "definite", "recent": "recent", "latest": "recent",
    "deadly": "deadly", "future": "future", "planned": "future", "further": "future",
    "least": "number", "people": "people", "not": "no", "never": "no",
}  # fmt: skip
_CUES: Final = {
    "modal": r"\b(?:may|might|could|would|should|can|will|if|unless|possib\w+|potential\w*)\b",
    "plan": r"\b(?:plan(?:s|ned|ning)?|plot\w*|threat\w*|vow\w*|intend\w*|aim(?:s|ed|ing)?|"
    r"prepar\w+"
    r"|seek\w*|want\w*|warn\w*|fear\w*|risk\w*|alert\w*|concern\w*|capab\w+|ability)\b",
    "general": r"\b(?:often|usually|frequent\w*|regular\w*|repeated\w*|routine\w*|continu\w+"
    r"|increas\w*|decreas\w*|declin\w*|ris(?:e|en|ing)|surge|wave|spate|series|campaign|growing"
    r"|typical\w*|ongoing|daily|tactics?|such|like|always|sometimes|years?|decades?|violence)\b",
    "count": r"\b(?:total|average|percent|per cent|record\w*|since|during|between|number of|period"
    r"|quarter|overall|recorded|documented|statistics|figures|annual\w*)\b|%",
    "talk": r"\b(?:condemn\w*|condolence\w*|investigat\w*|sympath\w*|statement|tweet\w*|mourn\w*"
    r"|funeral\w*|anniversar\w*|commemorat\w*|respon\w+|deal|talks?|negotiat\w*|agreement|peace)\b",
    "denial": r"\b(?:den(?:y|ied|ies|ial)|reject\w*|dismiss\w*|not|no|never|nobody|none|without)\b",
    "said": r"\b(?:said|says|told|according|reported\w*|confirm\w*|announc\w*|stat(?:ed|es)|"
    r"spokes\w+"
    r"|officials?|police|witness\w*)\b",
    "when": r"\b(?:on|last|yesterday|today|night|morning|evening|afternoon|hours?|dawn|days?)\b",
    "then": r"\b(?:then|later|earlier|previous\w*|before|after|following|meanwhile|also|"
    r"separately)\b",
    "past": r"\b(?:was|were|had|took place|happened|occurred|left|came)\b",
    "accident": r"\b(?:accident\w*|crash\w*|flood\w*|earthquakes?|drown\w*|quak\w*|disease|"
    r"fire broke|tremors?|landslides?|avalanches?|richter|magnitude|rubble|collisions?|drill|"
    r"exercise|film|wedding fire|natural causes|illness|criminal|robber\w*|family feud)\b",
    "old": r"\b(?:19\d\d|soviet|civil war|mujahideen)\b",
    "claim": r"\bclaim\w*|\bresponsib\w+",
}  # fmt: skip
_COMPILED: Final = {name: re.compile(body, re.IGNORECASE) for name, body in _CUES.items()}
_SCANS: Final = Scans(_COMPILED)
_BEFORE_TRIGGER: Final = ("modal", "plan", "general", "denial", "count")
_SCANS_BEFORE: Final = Scans({name: _COMPILED[name] for name in _BEFORE_TRIGGER})
_GENERAL: Final = Scan(_CUES["general"], re.IGNORECASE)
_CUE_KEYS: Final = tuple((name, f"s.cue.{name}") for name in _CUES)


def gap(a: Span | Mention, b: Span | Mention) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    if a.start >= b.end:
        return a.start - b.end
    return b.start - a.end if b.start > a.end else 0


class Row:
    """Spans of one sentence, to be asked for the nearest one without going through them all.

    Attributes:
        starts: Offset of the first character of each, ascending.
        ends: Of each, the greatest end offset of it and those before it.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take spans in any order; they may overlap."""
        ordered = sorted(spans, key=lambda s: s.start)
        self.starts = [s.start for s in ordered]
        self.ends = list(accumulate((s.end for s in ordered), max))

    def nearest(self, mention: Mention) -> float:
        """The smallest `gap` between a trigger and any of them; `FAR` where there is none."""
        at = bisect_right(self.starts, mention.start)
        gaps = [float(max(0, mention.start - self.ends[at - 1]))] if at else []
        if at < len(self.starts):
            gaps.append(float(max(0, self.starts[at] - mention.end)))
        return min(gaps, default=FAR)

    def between(self, low: int, high: int) -> int:
        """How many begin in a stretch of text."""
        return max(0, bisect_left(self.starts, high) - bisect_left(self.starts, low))


@dataclass(frozen=True, slots=True)
class Company:
    """What the triggers of one sentence are counted by, and the spans beside them.

    Attributes:
        roles: Number of its triggers of each role.
        clauses: Number of its triggers in each clause.
        spans: Its spans by the name that they have in features.
    """

    roles: Counter[str]
    clauses: Counter[int]
    spans: dict[str, Row]


def company(context: Context, index: int) -> Company:
    """Count what stands in a sentence; once, however many triggers it holds."""
    mentions = context.mentions_of[index]
    return Company(
        roles=Counter(str(m.hit.pattern.role) for m in mentions),
        clauses=Counter(m.clause for m in mentions),
        spans={
            "place": Row(p for p in context.places[index] if not p.role),
            "date": Row(d for d in context.dates[index] if d.prec),
            "toll": Row(context.tolls[index]),
            "actor": Row(context.actors[index]),
        },
    )


def article(context: Context, mention: Mention) -> str:
    """What sort of word stands before a trigger ("definite", "another", "by" ...), or ""."""
    known = context.articles.get(mention.index)
    if known is None:
        known = context.articles[mention.index] = _article(context, mention)
    return known


def _article(context: Context, mention: Mention) -> str:
    start = context.sentences[mention.sentence].start
    before = context.text[max(start, mention.start - 40) : mention.start].lower().split()
    for word in reversed(before[-3:]):
        sort = _ARTICLES.get(word.strip("\"“”‘’'(),.:;"))
        if sort:
            return sort
    return "first" if not before else ""


def sentence_features(context: Context, index: int) -> Features:
    """Features of a sentence; what depends on a trigger is added by `mention_features`."""
    s = context.sentences[index]
    text = context.text[s.start : s.end]
    places = [p for p in context.places[index] if not p.role]
    dates = context.dates[index]
    tolls = context.tolls[index]
    out: Features = {
        "s.heading": s.heading,
        "s.quoted": s.quoted,
        "s.length": len(text),
        "s.position": index / max(1, len(context.sentences)),
        "s.index": min(index, 60),
        "s.first": index == 0 or context.sentences[index - 1].paragraph != s.paragraph,
        "s.places": len(places),
        "s.afghan": sum(p.adm1 is not None and p.country == "AF" for p in places),
        "s.abroad": sum(p.country not in (None, "AF") for p in places),
        "s.all_places": len(context.places[index]),
        "s.days": sum(d.prec in (1, 2) for d in dates),
        "s.months": sum(d.prec in (3, 4) for d in dates),
        "s.years": sum(d.prec == 5 for d in dates),
        "s.deaths": sum(t.what == "deaths" for t in tolls),
        "s.injured": sum(t.what == "injured" for t in tolls),
        "s.captured": sum(t.what in ("captured", "abducted") for t in tolls),
        "s.deaths_max": max((t.best or t.low or 0 for t in tolls), default=-1),
        "s.forecast": sum(t.forecast for t in tolls),
        "s.actors": sum(a.basis == "lexicon" for a in context.actors[index]),
        "s.generic": sum(a.basis == "generic" for a in context.actors[index]),
        "s.anaphor": sum(a.basis == "anaphor" for a in context.actors[index]),
        "s.speakers": len(context.speakers[index]),
        "s.claims": len(context.claim_cues[index]),
        "s.names": len(context.names[index]),
        "s.question": text.rstrip().endswith("?"),
        "s.entry": s.paragraph in context.dated_lines,
        "s.entries": len(context.dated_lines),
        "s.disaster": context.disaster,
        "s.old": any(d.last is not None and d.last.year < 2001 for d in dates),
    }
    cues = _SCANS.starts(text)
    for name, key in _CUE_KEYS:
        out[key] = len(cues.get(name, ()))
    if context.scores is not None:
        scores = context.scores.sentences[index]
        out |= {f"enc.{label}": scores.get(label, 0.0) for label in ENCODED}
    return out


def mention_features(
    context: Context, mention: Mention, sentence: Features, beside: Company
) -> Features:
    """Features of one trigger: its pattern, its neighbours and those of its sentence."""
    pattern = mention.hit.pattern
    s = context.sentences[mention.sentence]
    deeds = beside.roles["noun"] + beside.roles["verb"]
    out: Features = dict(sentence)
    out |= {
        f"p.{pattern.id}": 1.0,
        f"role.{pattern.role}": 1.0,
        f"type.{pattern.type}": 1.0,
        "plural": pattern.plural,
        f"art.{article(context, mention)}": 1.0,
        "m.offset": (mention.start - s.start) / max(1, s.end - s.start),
        "m.clause": mention.clause,
        "m.siblings": beside.roles.total() - 1,
        "m.toll_sibling": beside.roles["toll"] - (pattern.role == "toll"),
        "m.noun_sibling": deeds - (pattern.role in ("noun", "verb")),
        "m.same_clause": beside.clauses[mention.clause] - 1,
    }
    last = _LAST.search(context.text, max(s.start, mention.start - 25), mention.start)
    after = _NEXT.match(context.text, mention.end, min(s.end, mention.end + 25))
    if after:
        word = after.group(1).lower()
        if word in _AFTER:
            out[f"next.{word}"] = 1.0
    if last and last.group(1)[0].isupper():
        out["m.after_capital"] = 1.0
    lo, hi = context.clause_span(mention.sentence, mention.clause)
    for name, found in beside.spans.items():
        out[f"near.{name}"] = found.nearest(mention)
        out[f"clause.{name}"] = found.between(lo, hi)
    if context.scores is not None:
        out["enc.in_event"] = context.scores.span("in_event", mention.start, mention.end)
    before = context.text[max(s.start, mention.start - _WINDOW) : mention.start]
    cues = _SCANS_BEFORE.starts(before)
    for name in _BEFORE_TRIGGER:
        out[f"pre.{name}"] = len(cues.get(name, ()))
    behind = context.text[mention.end : min(s.end, mention.end + 40)]
    out["post.general"] = _GENERAL.count(behind)
    return out


_AFTER: Final = frozenset(
    [
        "on",
        "in",
        "at",
        "by",
        "that",
        "which",
        "against",
        "near",
        "of",
        "and",
        "when",
        "after",
        "killed",
        "killing",
        "left",
        "have",
        "were",
        "was",
        "has",
        "to",
        "claimed",
        "targeting",
        "during",
        "for",
        "is",
        "are",
        "took",
        "came",
    ]
)
