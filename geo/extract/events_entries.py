"""Sentences that list incidents, parted by semicolons: each part is read by itself.

"A judge was shot in Herat on 1 May; on 3 May two teachers were killed in Khost; in Kunar ..."
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from geo.extract.events_context import Context, Mention
from geo.extract.reading import DateSpan, PlaceSpan, Span

_S = TypeVar("_S", bound=Span)
Part = tuple[int, int]
"""Offsets of the first character of a part and of the one behind it."""
_DEEDS: Final = ("noun", "verb", "toll")
_OPENING: Final = re.compile(
    r"\s*(?:and |then |also |while )*(?:in|at|near|on|outside|around|from|by) (?:the )?"
    r"(?:(?:city|town|district|province|village|north|south|east|west|neighbou?ring|capital) )*"
    r"(?:of )?(?:the )?",
    re.IGNORECASE,
)
"""What may stand before the day or the place that opens a part."""
_SEVERAL: Final = 3
_MONTH: Final = 4
_CUT: Final = re.compile(r";\s")
_LEAD: Final = re.compile(r":\s")
_BACK: Final = re.compile(
    r"\s*(?:and |but )?(?:it|its|they|he|she|this|that|these|those|"
    r"the (?:attack|blast|bombing|explosion|assault|dead|toll|victims?|attackers?|same attack))\b",
    re.IGNORECASE,
)
"""A part that goes on with what the one before tells."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands in one part.

    Attributes:
        part: Its offsets.
        deeds: Number of its triggers that tell of an incident.
        areas: Provinces that it names.
        days: Days, weeks and months that it names.
        opens: Whether its day or its place opens it ("on 3 May", "in Kunar").
        back: Whether it goes on with what was told before.
    """

    part: Part
    deeds: int
    areas: frozenset[str]
    days: frozenset[tuple[date | None, date | None]]
    opens: bool
    back: bool

    def joined(self, after: "_Told") -> "_Told":
        """This part and the one behind it, as one."""
        return replace(
            self,
            part=(self.part[0], after.part[1]),
            deeds=self.deeds + after.deeds,
            areas=self.areas | after.areas,
            days=self.days | after.days,
        )

    def another(self, before: "_Told", *, several: bool) -> bool:
        """Whether it tells of another incident than the one before: elsewhere, another day."""
        if not (before.deeds and self.deeds) or self.back:
            return False
        elsewhere = bool(before.areas and self.areas) and not before.areas & self.areas
        later = bool(before.days and self.days) and not before.days & self.days
        if elsewhere and (later or several):
            return True
        return self.opens and (elsewhere or (later and bool(self.areas)))


def entries(context: Context, sentence: int) -> tuple[Part, ...]:
    """The parts of a sentence that tell of an incident each, in order; () for none.

    What stands before the first of them (a lead-in up to a colon) belongs to no part.
    """
    key = ("entries", sentence, sentence)
    known = context.beside.get(key)
    if isinstance(known, tuple):
        return known
    made = context.beside[key] = _entries(context, sentence)
    return made


def _entries(context: Context, sentence: int) -> tuple[Part, ...]:
    s = context.sentences[sentence]
    cuts = [c.end() for c in _CUT.finditer(context.text, s.start, s.end)]
    if not cuts:
        return ()
    deeds = [m.start for m in context.mentions_of[sentence] if m.hit.pattern.role in _DEEDS]
    places = [p for p in context.places[sentence] if not p.role]
    dates = [d for d in context.dates[sentence] if d.first and not d.role]
    leads = [c.end() for c in _LEAD.finditer(context.text, s.start, cuts[0])]
    start = leads[-1] if leads and _between(deeds, (leads[-1], cuts[0])) else s.start
    told = [
        _told(context, part, deeds, places, dates)
        for part in zip([start, *cuts], [*cuts, s.end], strict=True)
    ]
    several = sum(t.deeds > 0 for t in told) >= _SEVERAL
    out = [told[0]]
    for one in told[1:]:
        if one.another(out[-1], several=several):
            out.append(one)
        else:
            out[-1] = out[-1].joined(one)
    return tuple(t.part for t in out) if len(out) > 1 else ()


def _told(
    context: Context, part: Part, deeds: Sequence[int], places: Sequence[PlaceSpan],
    dates: Sequence[DateSpan],
) -> _Told:  # fmt: skip
    text = context.text
    here, when = within(places, part), within(dates, part)
    opens = any(_OPENING.fullmatch(text, part[0], span.start) for span in [*here[:1], *when[:1]])
    opens |= bool(when) and not text[part[0] : when[0].start].strip()
    return _Told(
        part=part,
        deeds=_between(deeds, part),
        areas=frozenset(p.adm1 for p in here if p.adm1),
        days=frozenset((d.first, d.last) for d in when if (d.prec or 9) <= _MONTH),
        opens=opens,
        back=_BACK.match(text, part[0], part[1]) is not None,
    )


def _between(starts: Sequence[int], part: Part) -> int:
    return bisect_left(starts, part[1]) - bisect_left(starts, part[0])


def within(spans: Sequence[_S], part: Part) -> list[_S]:
    """Spans, given in order, that begin in a part."""
    low = bisect_left(spans, part[0], key=_start)
    return list(spans[low : bisect_left(spans, part[1], key=_start)])


def _start(span: Span) -> int:
    return span.start


def _part_at(parts: Sequence[Part], offset: int) -> Part | None:
    at = bisect_right(parts, offset, key=lambda p: p[0]) - 1
    return parts[at] if at >= 0 and offset < parts[at][1] else None


def entry_of(context: Context, mention: Mention) -> Part | None:
    """The part of a listing sentence that a trigger stands in; None where it lists nothing."""
    return _part_at(entries(context, mention.sentence), mention.start)


def in_lead(context: Context, mention: Mention) -> bool:
    """Whether a trigger stands in the words before a list, which only sum it up."""
    parts = entries(context, mention.sentence)
    return bool(parts) and mention.start < parts[0][0]


def told_apart(context: Context, first: Mention, second: Mention) -> bool:
    """Whether two triggers stand in different parts of one listing sentence."""
    if first.sentence != second.sentence:
        return False
    return entry_of(context, first) != entry_of(context, second)


def of_part(context: Context, own: Sequence[Mention], spans: Sequence[_S]) -> list[_S]:
    """Spans without those of other parts of a listing sentence; only its own, where it has any."""
    mine = {entry_of(context, m) for m in own}
    part = mine.pop() if len(mine) == 1 else None
    if part is None:
        return list(spans)
    parts = entries(context, own[0].sentence)
    stands = [(s, _part_at(parts, s.start)) for s in spans]
    return [s for s, at in stands if at == part] or [s for s, at in stands if at is None]
