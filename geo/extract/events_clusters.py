"""From accepted triggers to incidents: which belong together, and what they rest on."""

import re
from dataclasses import dataclass, field
from typing import Final

from geo.extract.events_context import Context, Mention, Others, Triggers
from geo.extract.events_entries import in_lead, told_apart
from geo.extract.events_features import company, mention_features, sentence_features
from geo.extract.events_links import apart, pair_features, side
from geo.extract.events_owned import meant
from geo.extract.trees import Forest

ACCEPT: Final = 0.2
"""A trigger below this is not read as telling of a claimed incident."""
APART: Final = 0.5
"""What is left of a link between triggers that the text dates to other days."""
ENTRIES: Final = 0.5
"""What is left of a link between triggers of two entries of a dated list."""
SAME: Final = 0.5
"""Two triggers at or above this tell of one incident."""
_LOOK_BACK: Final = 15
NONE: Final = 0.2
"""What is left of a deed that the text says did not happen."""
_NO: Final = re.compile(
    r"\b(?:no|not (?:a|an|any|one)(?: single)?|without (?:a|an|any)) (?:[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
_LEAD_IN: Final = " \t\n,;:–—-"


@dataclass
class Incident:
    """Triggers that tell of one incident, in order.

    Attributes:
        mentions: The triggers.
        accepted: How sure each is.
    """

    mentions: list[Mention] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)

    def add(self, mention: Mention, score: float) -> None:
        """Take in one more trigger."""
        self.mentions.append(mention)
        self.accepted.append(score)


def accept(context: Context, forest: Forest) -> list[float]:
    """How likely each trigger tells of a concrete incident, by the model "accept"."""
    told = {m.sentence for m in context.mentions}
    rows = {i: sentence_features(context, i) for i in told}
    beside = {i: company(context, i) for i in told}
    features = [
        mention_features(context, m, rows[m.sentence], beside[m.sentence]) for m in context.mentions
    ]
    return [
        float(p) * (NONE if _none(context, m) else 1.0)
        for m, p in zip(context.mentions, forest.predict("accept", features), strict=True)
    ]


def _none(context: Context, mention: Mention) -> bool:
    """Whether the words before a deed say that there was none: "no high-profile attacks"."""
    start = context.sentences[mention.sentence].start
    return mention.hit.pattern.role in ("noun", "verb") and (
        _NO.search(context.text, max(start, mention.start - 40), mention.start) is not None
    )


def _unowned(context: Context, incident: Incident) -> bool:
    """Whether all that is told is that nobody claims: "no group claimed any"."""
    return all(
        m.hit.pattern.role == "claim"
        and _NO.search(context.text, max(0, m.start - 40), m.start) is not None
        for m in incident.mentions
    )


def group(context: Context, forest: Forest, scores: list[float]) -> list[Incident]:
    """Join accepted triggers into incidents, each with the best earlier one or on its own."""
    chosen = [m for m in context.mentions if scores[m.index] >= ACCEPT and not in_lead(context, m)]
    pairs = [(a, b) for k, b in enumerate(chosen) for a in chosen[max(0, k - _LOOK_BACK) : k]]
    same = forest.predict("same", [pair_features(context, a, b) for a, b in pairs])
    link = {(a.index, b.index): float(p) for (a, b), p in zip(pairs, same, strict=True)}
    out: list[_Gathered] = []
    home: dict[int, int] = {}
    for k, mention in enumerate(chosen):
        linked: dict[int, list[float]] = {}
        for m in chosen[max(0, k - _LOOK_BACK) : k]:
            linked.setdefault(home[m.index], []).append(link[m.index, mention.index])
        best, found = SAME, None
        for at in sorted(meant(context, mention, ((k, out[k].incident.mentions) for k in linked))):
            values = linked[at]
            strength = 0.7 * max(values) + 0.3 * sum(values) / len(values)
            if strength >= best and out[at].other_entry(context, mention):
                strength *= ENTRIES
            if strength >= best and out[at].other_part(context, mention):
                continue
            if strength >= best and out[at].other_day(context, mention):
                strength *= APART
            if strength >= best:
                best, found = strength, at
        if found is None:
            found = len(out)
            out.append(_Gathered())
        home[mention.index] = found
        out[found].take(context, mention, scores[mention.index])
    incidents = [i for i in (g.incident for g in out) if not _unowned(context, i)]
    _fill_entries(context, incidents, scores)
    return incidents


@dataclass
class _Gathered:
    """An incident that still grows, with one of its triggers for each thing that tells them apart.

    Attributes:
        incident: The incident.
        paragraphs: One trigger of each paragraph.
        sides: One trigger of each set of days, those of a record apart.
    """

    incident: Incident = field(default_factory=Incident)
    paragraphs: dict[int, Mention] = field(default_factory=dict)
    sides: dict[object, Mention] = field(default_factory=dict)

    def take(self, context: Context, mention: Mention, score: float) -> None:
        """Take in one more trigger."""
        self.incident.add(mention, score)
        self.paragraphs.setdefault(context.sentences[mention.sentence].paragraph, mention)
        beside = side(context, mention)
        self.sides.setdefault((beside.record, beside.sharp), mention)

    def other_entry(self, context: Context, mention: Mention) -> bool:
        """Whether a trigger stands in another entry of a dated list than the incident."""
        if len(self.paragraphs) > 1:
            return False
        mine = context.own_entry([mention])
        theirs = context.own_entry(list(self.paragraphs.values()))
        return mine is not None and theirs is not None and mine != theirs

    def other_part(self, context: Context, mention: Mention) -> bool:
        """Whether a trigger stands in another part of a listing sentence than the incident."""
        return any(told_apart(context, m, mention) for m in self.incident.mentions[-_LOOK_BACK:])

    def other_day(self, context: Context, mention: Mention) -> bool:
        """Whether a trigger is dated to other days than one of the incident."""
        return any(apart(context, m, mention) for m in self.sides.values())


def _fill_entries(context: Context, incidents: list[Incident], scores: list[float]) -> None:
    """Give an entry of a list, with all its triggers, to the one incident that it tells of."""
    owners: dict[int, list[Incident]] = {}
    for incident in incidents:
        for paragraph in {context.sentences[m.sentence].paragraph for m in incident.mentions}:
            owners.setdefault(paragraph, []).append(incident)
    taken = {m.index for incident in incidents for m in incident.mentions}
    for mention in context.mentions:
        paragraph = context.sentences[mention.sentence].paragraph
        if paragraph in context.dated_lines and len(owners.get(paragraph, ())) == 1:
            owner = owners[paragraph][0]
            if mention.index not in taken:
                owner.add(mention, scores[mention.index])
    for incident in incidents:
        order = sorted(range(len(incident.mentions)), key=lambda i: incident.mentions[i].index)
        incident.mentions = [incident.mentions[i] for i in order]
        incident.accepted = [incident.accepted[i] for i in order]


def evidence(context: Context, triggers: Triggers, others: Others) -> list[tuple[int, int]]:
    """What an incident rests on: whole sentences, or its clauses of those that it shares."""
    spans: list[tuple[int, int]] = []
    for index in sorted(set(triggers.sentences)):
        sentence = context.sentences[index]
        own, rest = triggers.within(index), others.within(index)
        start, end = sentence.start, sentence.end
        if rest:
            start, end = _part(context, index, own, rest)
        while end > start and context.text[end - 1] in _LEAD_IN:
            end -= 1
        while start < end and context.text[start] in _LEAD_IN:
            start += 1
        if start >= end:
            continue
        if spans and start <= spans[-1][1] + 3:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _part(context: Context, index: int, own: list[Mention], rest: list[Mention]) -> tuple[int, int]:
    """The clauses of a sentence that only one incident uses, cut inside one where need be."""
    sentence = context.sentences[index]
    first, last = own[0], own[-1]
    before = [m for m in rest if m.start < first.start]
    after = [m for m in rest if m.start > last.start]
    starts = context.clauses[index]
    start, end = sentence.start, sentence.end
    if before:
        rival = max(before, key=lambda m: m.start)
        cuts = [c for c in starts if rival.end <= c <= first.start]
        start = cuts[0] if cuts else (rival.end + first.start) // 2
        start = cuts[-1] if cuts and len(cuts) > 1 and cuts[0] - rival.end < 20 else start
    if after:
        rival = min(after, key=lambda m: m.start)
        cuts = [c for c in starts if last.end <= c <= rival.start]
        end = cuts[-1] if cuts else rival.start
    text = context.text
    while start > sentence.start and start < first.start and not text[start - 1].isspace():
        start += 1
    while last.end < end < sentence.end and not text[end].isspace():
        end -= 1
    return min(start, first.start), max(end, last.end)
