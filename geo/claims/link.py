"""Join claims of several documents that tell of one incident.

Pairs are compared within blocks (a name, a day, a province and month), the surest first,
and two groups of claims are joined unless any claim of one conflicts with any of the
other. The order in which documents come in makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from math import log
from typing import Final

from geo.claims.facets import Facets, facets
from geo.claims.likeness import ENOUGH, LONGEST, Verdict, compare, far_apart
from geo.codes import Kind
from geo.model import Claim

HOME: Final = "AF"
_CROWD: Final = 400
"""A block of more claims than these singles nothing out and is passed over."""
_DAYS: Final = 2
_STEP: Final = 1.6
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims were joined.

    Attributes:
        claim_id: One claim.
        other_id: The other one.
        points: Points of the comparison.
        rules: Names of the rules that gave them.
    """

    claim_id: str
    other_id: str
    points: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The claims that tell of one incident, in order of claim_id, and why they are joined."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to.

    Attributes:
        incidents: One or more asserted claims each, with the denials of them.
        alone: Denials of something that no document tells, in order of claim_id.
    """

    incidents: tuple[Incident, ...]
    alone: tuple[Claim, ...]


def link(claims: Iterable[Claim]) -> Linked:
    """Join event claims; claims of other kinds and those held for review are passed over.

    Args:
        claims: Claims of any documents, in any order.

    Returns:
        Every event claim not held for review, once: in an incident, or alone.
    """
    wanted = {c.claim_id: c for c in claims if c.kind is Kind.EVENT and not c.review}
    items = [facets(wanted[key]) for key in sorted(wanted)]
    asserted = [item for item in items if not item.denied]
    groups = _join(asserted)
    home = {index: n for n, (group, _) in enumerate(groups) for index in group}
    members = [[asserted[i].claim for i in group] for group, _ in groups]
    links = [list(found) for _, found in groups]
    blocks = _blocks(asserted)
    alone = []
    for denial in (item for item in items if item.denied):
        near = {index for key in _keys(denial) for index in blocks.get(key, ())}
        chosen = _denied(denial, near, asserted)
        if chosen is None:
            alone.append(denial.claim)
            continue
        index, verdict = chosen
        links[home[index]].append(_link(denial, asserted[index], verdict, "denies"))
        members[home[index]].append(denial.claim)
    incidents = [
        Incident(tuple(sorted(group, key=lambda claim: claim.claim_id)), tuple(why))
        for group, why in zip(members, links, strict=True)
    ]
    return Linked(tuple(sorted(incidents, key=lambda i: i.claims[0].claim_id)), tuple(alone))


def _join(items: Sequence[Facets]) -> list[tuple[list[int], list[Link]]]:
    """Join greedily, surest pair first; every tie is broken by claim id."""
    edges = []
    for i, j in sorted(_pairs(items)):
        if far_apart(items[i], items[j]):
            continue
        verdict = compare(items[i], items[j])
        if verdict.same:
            edges.append((-verdict.points, items[i].claim_id, items[j].claim_id, i, j, verdict))
    edges.sort(key=lambda edge: edge[:3])
    home = list(range(len(items)))
    groups: dict[int, list[int]] = {i: [i] for i in home}
    told_by = {i: {item.claim.doc_id} for i, item in enumerate(items)}
    why: defaultdict[int, list[Link]] = defaultdict(list)
    for _, _, _, i, j, verdict in edges:
        a, b = sorted((home[i], home[j]))
        if a == b or told_by[a] & told_by[b]:
            continue
        if any(_clash(items[x], items[y]) for x in groups[a] for y in groups[b]):
            continue
        why[a] += [*why.pop(b, []), _link(items[i], items[j], verdict)]
        groups[a] += groups.pop(b)
        told_by[a] |= told_by.pop(b)
        for member in groups[a]:
            home[member] = a
    return [(sorted(group), why[key]) for key, group in groups.items()]


def _clash(a: Facets, b: Facets) -> bool:
    return far_apart(a, b) or bool(compare(a, b).conflict)


def _pairs(items: Sequence[Facets]) -> set[tuple[int, int]]:
    """Pairs worth comparing: those that share a block."""
    return {
        pair
        for key, block in _blocks(items).items()
        if key[0] != "document" and 1 < len(block) <= _CROWD
        for pair in combinations(block, 2)
        if items[pair[0]].claim.doc_id != items[pair[1]].claim.doc_id
    }


def _blocks(items: Sequence[Facets]) -> Mapping[tuple[object, ...], list[int]]:
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for key in set(_keys(item)):
            blocks[key].append(index)
    return blocks


def _keys(item: Facets) -> Iterator[tuple[object, ...]]:
    """The blocks of a claim. Whatever can identify an incident has one: name, day, target, toll.

    Claims that share no block could not be linked by any rule of `geo.claims.likeness`.
    """
    yield "document", item.claim.doc_id
    for name in item.names:
        yield "name", name[-1]
    place = item.place
    country = place.country if place else None
    area = (place.adm1 if place and country == HOME else None) or country
    for word in item.words if item.deaths is not None else ():
        yield "toll", word, item.deaths
    if item.start is None or item.end is None or (item.days or 0) > LONGEST:
        return
    if (item.days or 0) <= _DAYS:
        for offset in range(-1, (item.days or 1) + 1):
            yield "day", area, item.start + timedelta(days=offset)
    month = item.start.replace(day=1)
    while month <= item.end:
        for word in item.words:
            yield "target", word, month
        for size in _sizes(item.deaths):
            yield "size", size, month
        month = (month + timedelta(days=32)).replace(day=1)


def _sizes(deaths: tuple[int, int] | None) -> range:
    """Steps of a scale on which tolls that are called close share one."""
    if deaths is None or deaths[1] < _FEWEST:
        return range(0)
    low, high = (int(log(max(n, 1)) / log(_STEP)) for n in deaths)
    return range(low, high + 2)


def _denied(
    denial: Facets, near: Iterable[int], asserted: Sequence[Facets]
) -> tuple[int, Verdict] | None:
    """The claim that a denial speaks of: of its own document first, else the likeliest."""
    ranked = []
    for index in sorted(near):
        other = asserted[index]
        own = other.claim.doc_id == denial.claim.doc_id
        verdict = compare(denial, other)
        if verdict.conflict or not (own or (verdict.identified and verdict.points >= ENOUGH)):
            continue
        gap = abs(denial.claim.evidence[0].start - other.claim.evidence[0].start) if own else 0
        ranked.append(((not own, -verdict.points, gap, other.claim_id), index, verdict))
    return min(ranked, key=lambda entry: entry[0])[1:] if ranked else None


def _link(a: Facets, b: Facets, verdict: Verdict, *more: str) -> Link:
    first, second = sorted((a.claim_id, b.claim_id))
    return Link(first, second, verdict.points, (*more, *verdict.rules))
