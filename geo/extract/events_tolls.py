"""Which tolls are those of an incident, whose dead they count, and what they come to."""

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from geo.codes import EventType
from geo.extract.events_context import Context, Mention, others, triggers
from geo.extract.events_entries import of_part
from geo.extract.events_features import gap
from geo.extract.reading import TollSpan
from geo.extract.spans.tolls_rivals import RIVAL
from geo.extract.spans.tolls_sides import TALIBS
from geo.model import Toll

BLOODLESS: Final = frozenset({EventType.ARRESTS, EventType.DISRUPTED_WEAPONS_USE})
"""Types of incidents in which nobody need be hurt."""


def tolls_of(
    context: Context, own: Sequence[Mention], rest: Sequence[Mention], kind: EventType
) -> list[TollSpan]:
    """Tolls of an incident: in its own sentences, else in those right after it."""
    tolls = own_tolls(context, own, rest)
    if kind not in BLOODLESS and not any(t.what == "deaths" for t in tolls):
        tolls += later_tolls(context, own, rest)
    return tolls


def own_tolls(context: Context, own: Sequence[Mention], rest: Sequence[Mention]) -> list[TollSpan]:
    """Tolls in the sentences of an incident that stand nearer to it than to another."""
    out: list[TollSpan] = []
    own, rest = triggers(own), others(rest)
    for index in sorted(set(own.sentences)):
        mine, rivals = own.within(index), rest.within(index)
        for toll in of_part(context, mine, context.tolls[index]):
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
    rest = others(rest)
    for index in range(last + 1, min(last + 1 + _AHEAD, len(context.sentences))):
        sentence = context.sentences[index]
        if sentence.paragraph != context.sentences[last].paragraph or sentence.heading:
            break
        elsewhere = {p.adm1 for p in context.places[index] if p.adm1} - home
        dated = any((d.prec or 9) <= _MONTH and not d.role for d in context.dates[index])
        if elsewhere or dated or rest.within(index):
            break
        found = [t for t in context.tolls[index] if t.what in ("deaths", "injured")]
        if any(t.what == "deaths" for t in found):
            return found
    return []


_AHEAD: Final = 2
_MONTH: Final = 4


def by_side(
    tolls: Sequence[TollSpan], *, state: bool, group: bool, taliban: bool = True, text: str = ""
) -> list[TollSpan]:
    """The tolls, the doers' own dead marked as such, and those of one list added up.

    Args:
        tolls: Tolls of one incident.
        state: Whether forces of a state are among its doers.
        group: Whether anyone else is.
        taliban: Whether the Taliban are among its doers; else "a Talib" is no man of theirs.
        text: The whole text, in whose words militants may have fallen by their own device.
    """
    dead = _dead(tolls)
    if state and not group and not dead:
        tolls = [replace(t, attackers=False, militants=True) if _hit(t) else t for t in tolls]
        dead = _dead(tolls)
    militants = [t for t in dead if t.militants]
    others = [t for t in dead if not t.militants]
    fallen: Collection[TollSpan] = ()
    if militants and others and state != group:
        fallen = [t for t in others if of_forces(t)]
        if group:
            fallen = [t for t in militants if taliban or t.who not in TALIBS]
    fallen = [*fallen, *(t for t in militants if _OWN_DEVICE.match(text, t.end))]
    out = [replace(t, attackers=True, militants=False) if t in fallen else t for t in tolls]
    forces = [t for t in others if of_forces(t)]
    if state and group and militants and forces:
        out = _both_sides(out, militants[0], forces[0])
    raid = state and not group and militants and others
    if raid and _in_one_breath(militants[0], others[0], text):
        out = _both_sides(out, militants[0], others[0])
    return _added(out)


def _dead(tolls: Sequence[TollSpan]) -> list[TollSpan]:
    """The tolls of those who were killed, attackers left out."""
    return [t for t in tolls if t.what == "deaths" and not t.attackers and t.best]


def _hit(toll: TollSpan) -> bool:
    """Whether gunmen are counted who were killed, not those who made an attack."""
    made = toll.rule == "toll.himself" or toll.who.startswith(("attacker", "assailant", "bomber"))
    return toll.attackers and toll.what == "deaths" and not made


def _both_sides(tolls: Sequence[TollSpan], militants: TollSpan, forces: TollSpan) -> list[TollSpan]:
    """Tolls in which the dead of the two sides of a battle are one sum."""
    total = _summed(militants, forces)
    return [total if t == militants else t for t in tolls if t != forces]


def _in_one_breath(one: TollSpan, other: TollSpan, text: str) -> bool:
    """Whether one voice tells of militants killed and of civilians who died with them."""
    first, second = sorted((one, other), key=lambda t: t.start)
    between = text[first.end : second.start]
    civil = _CIVIL.fullmatch(other.who) is not None and other.rule != RIVAL
    return civil and bool(between) and "." not in between and not _TELLS.search(between)


def of_forces(toll: TollSpan) -> bool:
    """Whether soldiers, police or "a member of the security forces" are counted."""
    member = toll.who in ("member", "members") and _SERVICE.search(toll.text) is not None
    return member or toll.who in _FORCES


def _added(tolls: Sequence[TollSpan]) -> list[TollSpan]:
    """Tolls of which those that one verb tells of one side are one: "a leader and two guards"."""
    out: list[TollSpan] = []
    for toll in tolls:
        last = out[-1] if out else None
        same = last is not None and (last.start, last.end, last.what, last.attackers) == (
            toll.start, toll.end, toll.what, toll.attackers
        )  # fmt: skip
        if last is not None and same and last.militants != toll.militants:
            out[-1] = replace(_summed(last, toll), militants=True)
        else:
            out.append(toll)
    return out


def _summed(one: TollSpan, other: TollSpan) -> TollSpan:
    """A toll with the dead of another added; what either leaves open stays open."""
    return replace(
        one,
        low=_plus(one.low, other.low),
        best=_plus(one.best, other.best),
        high=_plus(one.high, other.high),
    )


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


_FORCES: Final = frozenset({
    "soldier", "soldiers", "policeman", "policemen", "police", "officer", "officers", "troops",
    "personnel", "commando", "commandos", "constable", "constables", "servicemen", "serviceman",
    "sergeant", "raider", "raiders", "mujahideen", "mujahid", "agents", "service members",
    "service member",
})  # fmt: skip
"""Words for the men of a state's forces."""
_OWN_DEVICE: Final = re.compile(
    r"[^.;]{0,40}?\b(?:when|as|while|after)\b[^.;]{0,60}?(?:\b(?:their|his) own (?:\w+ )?"
    r"(?:explosives?|bombs?|devices?|mines?|vests?|IEDs?)\b|\bprematurely\b|"
    r"\b(?:were|was|had been) (?:assembling|planting|making|laying|building|placing|burying)\b)"
)
"""Words behind a toll of those who were killed by what they had made (codebook 6.4)."""
_SERVICE: Final = re.compile(r"\b(?:forces|service|police|army|intelligence)\b")


_SHOT: Final = "toll.shot"
"""Who was shot has died where nothing else is told."""
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
    firm = [t for t in firm if t.rule != _SHOT] or firm
    firm = [t for t in firm if not _spared(t)] or firm
    firm = [t for t in firm if not _VAGUE.search(t.text)] or firm
    firm = [t for t in firm if not _SOME_OF.match(t.text)] or firm
    firm = _joined(firm)
    firm = [t for t in firm if not any(_is_among(t, whole) for whole in firm)]
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
    best = known[_best_of(firm, text)] if len(known) == len(firm) else max(numbers)
    forecast = [t.high or t.best or 0 for t in mine if t.forecast]
    return Toll(min(numbers), best, max([*numbers, *forecast]))


def _best_of(tolls: Sequence[TollSpan], text: str) -> int:
    """Which of rival tolls is best: the first that no doer boasts of, or one that corrects it."""
    best = 0
    for at, toll in enumerate(tolls[1:], 1):
        old = tolls[best]
        early = _EARLY.search(text[max(0, old.start - _BESIDE) : old.end + _BESIDE // 2])
        late = best == at - 1 and (
            _LATE.search(text[max(0, toll.start - _BESIDE) : toll.start])
            or (toll.rule == RIVAL and _LATE.match(text, toll.end + len(" in the ")))
        )
        newer = early or late or _seen(text, old, toll)
        if old.boast > toll.boast or (old.boast == toll.boast and newer):
            best = at
    return best


def _seen(text: str, old: TollSpan, new: TollSpan) -> bool:
    """Whether a hospital counts the dead whom those who answer for it only admitted."""
    return (
        _ADMITTED.search(text, max(0, old.start - _BESIDE), old.start) is not None
        and _HOSPITAL.search(text, max(old.end, new.start - _BESIDE), new.end + _BESIDE // 2)
        is not None
    )


_ADMITTED: Final = re.compile(
    r"\b(?:admit\w*|acknowledg\w*|conced\w*|own(?:ed|s)? (?:up )?to)\b", re.IGNORECASE
)
_HOSPITAL: Final = re.compile(
    r"\b(?:hospitals?|doctors?|medics?|nurses?|morgue|clinic|health)\b", re.IGNORECASE
)


def told_by(context: Context, toll: TollSpan, names: AbstractSet[str]) -> bool:
    """Whether one of some actors is said, in the clause before a toll, to tell it."""
    index = context.sentence_at(toll.start)
    for span in context.actors[index]:
        if span.end > toll.start or names.isdisjoint(span.actors):
            continue
        between = context.text[span.end : toll.start]
        if _TELLS.search(between) and not _TURNS.search(between):
            return True
    return False


_TELLS: Final = re.compile(
    r"\b(?:sa(?:id|ys?)|claim\w*|put|puts|spoke|speaks?|spokes\w*|boast\w*|announc\w*|count\w*|"
    r"statement|account|message|report\w*)\b"
)
_TURNS: Final = re.compile(r"[;]|\b(?:but|while|whereas|although|though|denied)\b")
"""Words after which somebody else may speak."""


_BESIDE: Final = 60
_EARLY: Final = re.compile(
    r"\b(?:first (?:official )?(?:count|figures?|reports?|toll)|initial\w*|at first|early reports?|"
    r"preliminary|that (?:night|evening))\b",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"\b(?:as of|now|later(?=\s*$)|rose|risen|raised|revised|final|correct(?:ed)?|updated|"
    r"reached)\b",
    re.IGNORECASE,
)


def _joined(tolls: Sequence[TollSpan]) -> list[TollSpan]:
    """Tolls, those who died with somebody ("his driver also died") added to the one before."""
    out: list[TollSpan] = []
    for toll in tolls:
        if out and toll.who in _HIS and _ALSO.search(toll.text):
            out[-1] = _summed(out[-1], toll)
        else:
            out.append(toll)
    return out


_ALSO: Final = re.compile(r"\balso\b")
_HIS: Final = frozenset({
    "driver", "bodyguard", "bodyguards", "guard", "guards", "aide", "aides", "companion",
    "companions", "wife", "son", "sons", "brother", "brothers", "daughter", "nephew", "child",
    "children", "family",
})  # fmt: skip
"""Words for those who are with somebody."""


def _is_among(toll: TollSpan, whole: TollSpan) -> bool:
    """Whether one person's death is told who is among the dead that another toll counts."""
    more = whole.low is not None and whole.low > 1 and whole.rule != RIVAL
    return (
        toll.low == toll.high == 1
        and more
        and not whole.boast
        and whole.militants == toll.militants
    )


def _part_of(toll: TollSpan, whole: TollSpan) -> bool:
    """Whether militants are counted who fell in one part of what was summed up before."""
    if not (toll.militants and whole.militants) or toll.best is None or whole.best is None:
        return False
    return toll.best < whole.best


_SOME_OF: Final = re.compile(
    r"(?:at least |only )?[\w-]+ of (?:them\b|whom\b|those (?:killed|wounded|hurt)\b|"
    r"(?:the|these|those) (?:dead|victims|killed|wounded|injured|fallen|slain)\b)",
    re.IGNORECASE,
)
"""Words of a part of those counted before: "two of the dead were children"."""


def _spared(toll: TollSpan) -> bool:
    """Whether it only says that civilians came to no harm, which is no rival of a toll."""
    return toll.high == 0 and _CIVIL.search(toll.text) is not None


_CIVIL: Final = re.compile(
    r"\b(?:civil\w*|bystanders?|residents?|villagers?|wom[ae]n|child(?:ren)?|hostages?)\b",
    re.IGNORECASE,
)
