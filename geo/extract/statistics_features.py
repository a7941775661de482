"""What a number offers to the statistics model: what it counts, and over what.

A candidate is a number of the reading, or an ordinal that counts incidents so far ("the
fifth bombing in September"). Names of groups and places are never features.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.extract.presence_features import Scene, encoder_features
from geo.extract.reading import NumberSpan, TollSpan
from geo.extract.scanning import Scan

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*|[(),;:%]")
_ORDINALS: Final = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ORDINAL: Final = Scan(
    r"\b(?P<n>"
    + "|".join(_ORDINALS)
    + r")\b(?= (?:\S+ ){0,4}?(?:attacks?|bombings?|blasts?|assaults?|strikes?|explosions?|"
    r"killings?|killed|to be|incidents?|such|mass|deadly|major|suicide)\b)",
    re.IGNORECASE,
)
_NOUNS: Final = {
    "attack": "attacks attack bombings bombing blasts explosions assaults strikes operations "
    "incidents assassinations ambushes attempts airstrikes shootings killings "
    "times explosion blast operation",
    "fight": "clashes raids battles engagements firefights",
    "people": "people persons civilians soldiers policemen police troops personnel members men "
    "women children officers guards journalists workers individuals foreigners servicemen "
    "victims lives others residents citizens students elders",
    "toll": "deaths casualties fatalities dead wounded injured injuries killed",
    "fighter": "fighters militants insurgents terrorists rebels combatants operatives jihadists "
    "extremists gunmen suspects",
    "leader": "leaders commanders figures leader officials",
    "group": "groups organisations organizations outfits networks cells formations factions",
    "area": "provinces districts cities villages areas places countries",
    "thing": "houses vehicles schools homes families weapons rounds rockets shops rifles "
    "motorcycles kilograms kilos kg tonnes bags mosques camps centers centres buildings",
    "time": "years year months month weeks week days day hours hour minutes",
    "distance": "miles mile kilometres kilometers km metres meters yards feet",
}
_NOUN_CLASS: Final = {word: name for name, words in _NOUNS.items() for word in words.split()}
_SIDE: Final = 5
_MARK: Final = re.compile(
    r"(?:[a-z\d)”\"][.:,;”\"]|\b(?:Week|pp?\.|page|pages|para\w*\.?|section|table|figure|"
    r"footnote|note|chapter|annex|no\.|No\.|resolution|corps|brigade) )\d{1,4}\Z"
)
"""A number that refers to a note, a page or a week: "included:75", "p. 61", "Week 37"."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?![\d,.]\d|\d)")
_BEFORE_YEAR: Final = re.compile(
    r"\b(?:since|in|by|until|till|from|before|after|between|during|through|early|late|mid)[ -]\Z",
    re.IGNORECASE,
)
_FIELDS: Final = 80
"""Characters of a word that are looked at on either side of a number."""
_COLUMNS: Final = 3
"""Bars that a row of a table has at least."""
_SUMMED: Final = re.compile(
    r"(?:[\w'’-]+ ){0,6}?(?:(?:were|was|been|had|have|has) )*"
    r"(?:killed|dead|slain|wounded|injured|captured|arrested|detained) or "
    r"(?:killed|wounded|injured|captured|arrested|detained|maimed|missing|surrendered)\b"
)
_SUM_BEFORE: Final = re.compile(
    r"\b(?:kill(?:ed|ing)s?|wound(?:ed|ing)|captur(?:ed|ing)) or (?:[\w-]+ ){0,2}?"
    r"(?:kill\w+|wound\w+|injur\w+|captur\w+|arrest\w+|detain\w+|disappear\w+)"
    r"(?: of| at least| about| some| more than| over| nearly)* \Z"
)
_SO_FAR: Final = re.compile(
    r"\b(?:since|so far|this (?:year|month|week)|(?:in|within|over)(?: the| less than| under| just|"
    r" about| past| last| as many)* (?:\w+ )?(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_OTHER: Final = frozenset({"other"})
_OF_TOLL: Final = {
    "deaths": frozenset({"deaths", "militants_killed"}),
    "injured": frozenset({"injured"}),
    "captured": frozenset({"arrests"}),
    "abducted": frozenset({"other"}),
}
_MEN: Final = frozenset({"strength", "strength_other", "other"})
_OF_NOUN: Final = {
    "attack": frozenset({"attacks", "other"}),
    "people": _MEN | {"deaths", "arrests"},
    "toll": frozenset({"deaths", "injured", "other"}),
    "fighter": _MEN | {"militants_killed", "arrests"},
    "leader": _MEN | {"deaths", "arrests"},
    "group": _MEN | {"groups"},
    "fight": frozenset({"other"}),
    "area": frozenset({"other"}),
    "thing": frozenset({"other", "strength_other"}),
    "time": frozenset({"other"}),
    "distance": frozenset({"other"}),
}
_MONEY: Final = frozenset({"money_usd"})
_DEATHS: Final = frozenset({"deaths"})
_ATTACKS: Final = frozenset({"attacks"})
_ONE_MORE_DEAD: Final = re.compile(
    r"[\w' -]{0,40}?\b(?:killed|to die|to be slain|deaths?|fatality|casualty)\b", re.IGNORECASE
)
_ONE_MORE_ATTACK: Final = re.compile(
    r"[\w' -]{0,40}?\b(?:attacks?|bombings?|blasts?|assaults?|strikes?|explosions?|incidents?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that may be a statistic or a strength.

    Attributes:
        scene: Its sentence.
        start: First character [code points].
        end: Just past the last.
        low: Smallest number, or None.
        best: The number named, or None.
        high: Largest, or None.
        unit: "", "percent", "usd" or "ordinal".
        noun: What is counted, lower case, or "".
        toll: The toll it belongs to, or None.
    """

    scene: Scene
    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    unit: str
    noun: str
    toll: TollSpan | None


def candidates(scene: Scene) -> tuple[Candidate, ...]:
    """All numbers of a sentence that might count something, in order."""
    found = [_from_number(scene, number) for number in scene.numbers if _counts(scene, number)]
    for match in _ORDINAL.finditer(scene.sentence.text):
        start = scene.sentence.start + match.start()
        end = start + len(match.group())
        if any(n.start < end and start < n.end for n in scene.numbers):
            continue
        value = float(_ORDINALS[match["n"].lower()])
        found.append(
            Candidate(
                scene=scene, start=start, end=end, low=value, best=value, high=value,
                unit="ordinal", noun="", toll=None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def _counts(scene: Scene, number: NumberSpan) -> bool:
    """Whether a number can count something: no mark "[12]", date, bare year, page or field."""
    base = scene.sentence.start
    text = scene.sentence.text
    around = text[max(0, number.start - base - 1) : number.end - base + 1]
    if (around.startswith("[") and around.endswith("]")) or _is_of_date(scene, number):
        return False
    low, high = number.start - base, number.end - base
    if _is_field(text, low, high) or _is_cell(text, low, high):
        return False
    if number.noun or number.unit:
        return True
    glued = _MARK.search(text[: number.end - base]) if number.text.isdigit() else None
    return glued is None and not re.fullmatch(r"[12]\d{3}(?:\.\d{1,3})?", number.text)


def _is_of_date(scene: Scene, number: NumberSpan) -> bool:
    """Whether a number is a year of a date, or a year by the word before it ("since 2021")."""
    year = _YEAR.match(number.text)
    if year is None or number.unit:
        return False
    end = number.start + year.end()
    for date in scene.dates:
        alone = (date.start, date.end) == (number.start, end)
        if date.start <= number.start and end <= date.end and not (alone and number.noun):
            return True
    before = scene.sentence.text[: number.start - scene.sentence.start]
    return _BEFORE_YEAR.search(before[-16:]) is not None


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether a number is one of several fields between colons ("x:996:996")."""
    low, high = start, end
    while low > 0 and start - low < _FIELDS and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and high - end < _FIELDS and not text[high].isspace():
        high += 1
    return text.count(":", low, high) > 1 and ":" in (
        text[start - 1 : start], text[end : end + 1]
    )  # fmt: skip


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a number fills a cell of a table row ("| 13 | Mine | 6 |") without a word."""
    if text.count("|") < _COLUMNS:
        return False
    low, high = text.rfind("|", 0, start) + 1, text.find("|", end)
    return not any(c.isalpha() for c in text[low : high if high >= 0 else len(text)])


def _from_number(scene: Scene, number: NumberSpan) -> Candidate:
    tolls = [t for t in scene.tolls if t.start < number.end and number.start < t.end]
    same = [t for t in tolls if t.best == number.best or t.high == number.high]
    return Candidate(
        scene=scene,
        start=number.start,
        end=number.end,
        low=number.low,
        best=number.best,
        high=number.high,
        unit=number.unit,
        noun=number.noun,
        toll=next(iter(same or tolls), None),
    )


def fitting(candidate: Candidate) -> frozenset[str] | None:
    """What a number can count by the words that it belongs to; None where they leave it open.

    The dead are counted by "deaths" or "militants_killed", attacks never by "arrests".
    """
    toll = candidate.toll
    if sums_up(candidate):
        return _OTHER
    if toll is not None:
        people = _NOUN_CLASS.get(candidate.noun) == "people"
        return (
            _DEATHS
            if toll.what == "deaths" and people and not toll.militants
            else (_OF_TOLL.get(toll.what))
        )
    if candidate.unit == "usd":
        return _MONEY
    if candidate.unit == "ordinal":
        return _of_ordinal(candidate)
    return _OF_NOUN.get(_NOUN_CLASS.get(candidate.noun, ""))


def sums_up(candidate: Candidate) -> bool:
    """Whether a number counts several fates at once: "40 killed or captured"."""
    sentence = candidate.scene.sentence
    return not candidate.unit and (
        _SUMMED.match(sentence.text[candidate.end - sentence.start :].lstrip()) is not None
        or _SUM_BEFORE.search(sentence.text[: candidate.start - sentence.start]) is not None
    )


def _of_ordinal(candidate: Candidate) -> frozenset[str] | None:
    """What an ordinal counts: "the fourth killed" the dead, "the fourth bombing" attacks."""
    sentence = candidate.scene.sentence
    at = candidate.end - sentence.start
    attack = _ONE_MORE_ATTACK.match(sentence.text, at)
    dead = _ONE_MORE_DEAD.match(sentence.text, at)
    if attack is not None and (dead is None or attack.end() < dead.end()):
        return _ATTACKS
    return _DEATHS if dead is not None else None


def features(
    candidate: Candidate,
    rank: int,
    before: Candidate | None,
    encoded: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Name what the statistics model may look at for one number.

    Args:
        candidate: The number.
        rank: Its position among the numbers of its sentence, from 0.
        before: The number before it in the sentence, or None.
        encoded: Probabilities of the sentence encoder by label, or None without an encoder.
    """
    found = dict.fromkeys(_names(candidate), 1.0)
    found[f"rank:{min(rank, 3)}"] = 1.0
    if before is not None:
        found[f"before:{_NOUN_CLASS.get(before.noun, before.unit or 'none')}"] = 1.0
    return found | encoder_features(encoded) if encoded else found


def _names(candidate: Candidate) -> Iterator[str]:
    scene = candidate.scene
    yield f"unit:{candidate.unit}"
    if candidate.noun:
        yield f"noun:{candidate.noun}"
        yield f"nounclass:{_NOUN_CLASS.get(candidate.noun, 'other')}"
    toll = candidate.toll
    if toll is not None:
        yield f"toll:{toll.what}"
        if toll.militants:
            yield f"toll:{toll.what}.militants"
        if toll.attackers:
            yield "toll:attackers"
    else:
        yield "toll:none"
    value = candidate.best if candidate.best is not None else candidate.high
    yield f"size:{0 if not value else min(6, int(math.log10(max(value, 1)) * 2))}"
    yield f"open:{candidate.high is None}"
    if candidate.unit == "ordinal" and _SO_FAR.search(
        scene.sentence.text, candidate.end - scene.sentence.start
    ):
        yield "ordinal:so_far"
    yield f"range:{candidate.low != candidate.high and candidate.high is not None}"
    yield from _near(candidate)
    for hit in scene.hits:
        own = hit.who is not None and hit.who[0] < candidate.end and candidate.start < hit.who[1]
        yield f"{'own' if own else 'cue'}:{hit.cue.cue_id}"
    yield from _dates(candidate)
    for word in set(scene.words):
        yield f"word:{word}"
    yield f"heading:{scene.sentence.heading}"
    if toll is not None:
        for date in scene.dates:
            yield f"toll+date:{date.prec}"


def _near(candidate: Candidate) -> Iterator[str]:
    """Words left and right of the number, with and without their distance."""
    masked = candidate.scene.masked
    at = bisect_left(masked.starts, candidate.start)
    if at == len(masked.starts) or masked.starts[at] != candidate.start:
        return
    last = at
    while last < len(masked.ends) and masked.starts[last] < candidate.end:
        last += 1
    left = _WORD.findall(masked.text[max(0, at - 90) : at])[-_SIDE:]
    right = _WORD.findall(masked.text[last : last + 90])[:_SIDE]
    for distance, word in enumerate(reversed(left), start=1):
        yield f"left:{word}"
        if distance <= 2:
            yield f"left{distance}:{word}"
    for distance, word in enumerate(right, start=1):
        yield f"right:{word}"
        if distance <= 2:
            yield f"right{distance}:{word}"
    if len(left) >= 2:
        yield f"lefts:{left[-2]}_{left[-1]}"
    if len(right) >= 2:
        yield f"rights:{right[0]}_{right[1]}"


def _dates(candidate: Candidate) -> Iterator[str]:
    dates = candidate.scene.dates
    if not dates:
        yield "date:none"
    for date in dates:
        yield f"date:prec{date.prec}"
        if date.modifier:
            yield f"date:{date.modifier}"
        yield f"date:{date.basis}"
    long = any(d.prec in (3, 4, 5) for d in dates)
    short = any(d.prec in (1, 2) and not d.modifier for d in dates)
    yield f"dates:long{long}.short{short}"


def in_order(scenes: Sequence[Scene]) -> Iterator[tuple[Candidate, int, Candidate | None]]:
    """All candidates of a document with rank and predecessor in their sentence."""
    for scene in scenes:
        before = None
        for rank, candidate in enumerate(candidates(scene)):
            yield candidate, rank, before
            before = candidate
