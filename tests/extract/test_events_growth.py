"""Many triggers and many incidents: looked up instead of gone through, with the same outcome."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import context_of

from geo.config import ROOT
from geo.extract import events_clusters, events_retold
from geo.extract.events import load_event_knowledge
from geo.extract.events_clusters import Incident, group
from geo.extract.events_context import Mention, Others, Triggers
from geo.extract.events_drafts import draft_all, twins
from geo.extract.events_features import FAR, Row, company, gap, mention_features
from geo.extract.patterns import Hit
from geo.extract.reading import Span

DATA = ROOT / "data"
PLACES = ("Kabul", "Herat", "Khost", "Ghazni", "Kunduz")


def days_apart(n):
    """A text of n incidents, each in a paragraph and on a day of its own; some places return."""
    lines = []
    for k in range(n):
        day = date(2020, 1, 1) + timedelta(days=3 * (k % 17))
        lines.append(
            f"A bomb went off in {PLACES[k % 5]} on {day:%-d %B %Y}, killing {2 + k % 4} people."
        )
    return "\n\n".join(lines)


class Fixed:
    """A forest that gives every row one score."""

    def __init__(self, score):
        self.score = score

    def predict(self, _name, rows):
        return [self.score] * len(rows)


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8)


def mention(index, start, end, sentence=0):
    pattern = next(iter(load_event_knowledge(DATA).patterns.patterns))
    return Mention(index, Hit(start, end, pattern), sentence, 0, start, end)


@given(SPANS, st.integers(0, 60), st.integers(0, 30), st.integers(0, 40))
def test_a_row_finds_the_nearest_span_and_counts_those_of_a_stretch(spans, start, low, length):
    given_spans = [Span(start=a, end=a + n, text="x", rule="r") for a, n in spans]
    trigger = mention(0, start, start + 4)
    row = Row(given_spans)
    assert row.nearest(trigger) == min((gap(s, trigger) for s in given_spans), default=FAR)
    inside = [s for s in given_spans if low <= s.start < low + length]
    assert row.between(low, low + length) == len(inside)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=12), st.integers(0, 80))
def test_a_view_of_the_others_is_the_list_of_them(drawn, offset):
    everything, sentence = [], 0
    for k, (_, step) in enumerate(drawn):
        sentence += step
        everything.append(mention(7 + 2 * k, 5 * k, 5 * k + 3, sentence))
    own = Triggers(m for m, (mine, _) in zip(everything, drawn, strict=True) if mine)
    rest = [m for m in everything if m not in own]
    places = {m.index: k for k, m in enumerate(everything)}
    view = Others(Triggers(everything), own, places)
    assert [*view] == rest
    assert [view[k] for k in range(len(view))] == rest
    assert view[-3:] == rest[-3:]
    assert view.before(offset) == sum(m.start < offset for m in rest)
    for index in range(sentence + 1):
        assert view.within(index) == [m for m in rest if m.sentence == index]
    with pytest.raises(IndexError):
        view[len(rest)]


def test_the_siblings_of_a_trigger_are_those_of_its_sentence_but_itself():
    context = context_of(
        "A bomb killed 3 people in Kabul, and gunmen attacked a post, killing 2 more."
    )
    mentions = context.mentions
    assert len(mentions) > 3
    beside = company(context, 0)
    for m in mentions:
        row = mention_features(context, m, {}, beside)
        rest = [o for o in mentions if o is not m]
        assert row["m.siblings"] == len(rest)
        assert row["m.toll_sibling"] == sum(o.hit.pattern.role == "toll" for o in rest)
        assert row["m.noun_sibling"] == sum(o.hit.pattern.role in ("noun", "verb") for o in rest)
        assert row["m.same_clause"] == sum(o.clause == m.clause for o in rest)
        assert row["near.place"] == min(gap(p, m) for p in context.places[0] if not p.role)


def counted(monkeypatch, module, name):
    """Count the calls of a function of a module."""
    calls = Counter()
    plain = getattr(module, name)

    def call(*arguments):
        calls[name] += 1
        return plain(*arguments)

    monkeypatch.setattr(module, name, call)
    return calls


def test_joining_compares_a_trigger_with_linked_incidents_alone(monkeypatch):
    calls = counted(monkeypatch, events_clusters, "apart")
    seen = []
    for n in (20, 40, 60):
        calls.clear()
        context = context_of(days_apart(n))
        scores = [1.0] * len(context.mentions)
        incidents = group(context, Fixed(0.9), scores)
        assert sum(len(i.mentions) for i in incidents) == len(context.mentions)
        seen.append(calls["apart"])
    assert seen[0] > 0
    assert seen[2] - seen[1] <= 1.1 * (seen[1] - seen[0])


def drafts_of(context):
    mentions = {}
    for m in context.mentions:
        mentions.setdefault(m.sentence, []).append(m)
    incidents = [
        Incident(own, [0.4 + 0.01 * own[0].sentence] * len(own)) for own in mentions.values()
    ]
    return draft_all(context, incidents, load_event_knowledge(DATA).forest)


def test_looking_for_one_told_again_compares_those_of_a_place_and_day(monkeypatch):
    calls = counted(monkeypatch, events_retold, "same")
    context = context_of(days_apart(40))
    drafts = drafts_of(context)
    events_retold.join_retold(context, drafts)
    keys = Counter(
        (d.place.adm1, d.day.first, d.day.last)
        for d in drafts
        if d.place and d.place.adm1 and d.day
    )
    assert calls["same"] <= sum(n * (n - 1) // 2 for n in keys.values()) < 40 * 39 // 20


def plain_twins(context, draft, drafts):
    """What `twins` looks up, read off every pair of drafts."""
    out = {}

    def words(d, table):
        return frozenset().union(*(table[m.sentence] for m in d.own))

    for other in drafts:
        if other is draft:
            continue
        key = f"twin.{'before' if other.own[0].index < draft.own[0].index else 'after'}"
        places = [(d.place.country, d.place.adm1) if d.place else None for d in (draft, other)]
        days = [(d.day.first, d.day.last) if d.day else None for d in (draft, other)]
        tolls = [{(t.what, t.best) for t in d.tolls} for d in (draft, other)]
        near, day = places[0] == places[1], days[0] == days[1]
        kind = draft.kind is other.kind
        found = {key: near + day + bool(tolls[0] & tolls[1]) + kind}
        if near and day:
            found |= {
                f"{key}.place_day": 1,
                f"{key}.mentions": len(other.own),
                f"{key}.names": len(words(draft, context.names) & words(other, context.names)),
                f"{key}.kind": kind,
                f"{key}.accept": max(other.incident.accepted),
                f"{key}.words": len(words(draft, context.words) & words(other, context.words)),
            }
        for name, value in found.items():
            out[name] = max(out.get(name, 0), value)
    return out


def test_twins_are_those_that_comparing_every_pair_finds():
    text = days_apart(30) + "\n\nGunmen attacked a post.\n\nA blast hit Herat.\n\nA raid killed 3."
    context = context_of(text)
    drafts = drafts_of(context)
    assert len(drafts) > 30
    assert twins(context, drafts) == [plain_twins(context, d, drafts) for d in drafts]
    assert twins(context, drafts[:1]) == [{}]
