"""What the words around toponyms say of them: their kind, and the larger place they lie in."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.codes import PlaceKind
from geo.extract.scanning import Scan
from geo.extract.spans.toponym_mentions import KINDS, Mention
from geo.model import Place

_AFTER: Final = re.compile(
    r"(?:['’]s)?[ -](?P<kind>[Pp]rovinces?|[Dd]istricts?|[Cc]ity|[Cc]ities|[Tt]owns?|[Vv]illages?|"
    r"[Hh]amlet|[Vv]alley|[Oo]blast|[Aa]reas?|[Qq]uarters?|[Nn]eighbou?rhood|[Ss]uburb|[Tt]ownship|"
    r"Agency|"
    r"[Bb]azaar|sector)\b(?! (?:[Gg]overnor|[Cc]ouncil|[Cc]hief|[Hh]all|[Pp]olice))"
)
_BEFORE: Final = Scan(
    r"\b(?P<kind>provinces?|districts?|city|cities|towns?|villages?|hamlet|valley|bazaar)"
    r"(?: centres?| centers?)? of (?:the )?\Z",
    re.IGNORECASE,
)
_JOIN: Final = re.compile(
    r"(?:, | and |, and | or |/| & |, as well as | to )"
    r"(?:the |in |both |northern |southern |eastern |western )?\Z"
)
_DIRECTION: Final = r"(?:(?:north|south|east|west|central)\w* )?"
_IN: Final = re.compile(
    r"(?:, | \(|,? (?:in|of|inside|within|near|outside) |, (?:a|the) \w+ (?:in|of) |"
    r"['’]s? (?:\w+ ){1,2}in )"
    r"(?:(?:the )?(?:provinces?|city|districts?|outskirts|north|south|east|west|centre|center|edge|"
    r"\w+ (?:district|province|city)) of )?(?:the )?(?:\w+ )?(?:(?:restive|remote|far|"
    r"neighbou?ring) )?" + _DIRECTION + r"\Z"
)
_OUT: Final = re.compile(
    r"(?: [Pp]rovince| [Cc]ity| [Dd]istrict)?(?:['’]s? |,? \(|: |,? in (?:the )?| - | – |, |"
    r"/)(?:the |its )?" + _DIRECTION + r"\Z"
)
_GAP: Final = 48
_LARGE: Final = frozenset({PlaceKind.PROVINCE, PlaceKind.COUNTRY})


def add_kinds(text: str, mentions: Sequence[Mention]) -> None:
    """Read "X district", "the district of X" and shared heads ("Khost and Takhar provinces")."""
    chain: list[Mention] = []
    leading: PlaceKind | None = None
    for mention in mentions:
        gap = text[chain[-1].stop : mention.start] if chain else ""
        if not (chain and gap and len(gap) < 24 and _JOIN.match(gap)):
            chain, leading = [], None
        before = _BEFORE.search(text, max(0, mention.start - 40), mention.start)
        if before:
            mention.kind, plural = _kind(before["kind"])
            leading = mention.kind if plural else None
        elif leading:
            mention.kind = leading
        chain.append(mention)
        after = _AFTER.match(text, mention.end, mention.end + 24)
        if after:
            mention.kind, plural = _kind(after["kind"])
            mention.kind_end = after.end()
            if plural:
                for earlier in chain:
                    earlier.kind = earlier.kind or mention.kind


def _kind(word: str) -> tuple[PlaceKind, bool]:
    """The kind that a word means, and whether it is a plural."""
    lowered = word.lower()
    if lowered == "cities":
        return PlaceKind.CITY, True
    if lowered in KINDS:
        return KINDS[lowered], False
    return KINDS[lowered.removesuffix("s")], True


def add_wholes(text: str, mentions: Sequence[Mention]) -> None:
    """Note which neighbour in the text a mention is said to lie in."""
    for left, right in pairwise(mentions):
        gap = text[left.stop : right.start]
        if not gap or len(gap) > _GAP or left.sentence != right.sentence:
            continue
        if _IN.match(gap) and may_hold(right, left):
            left.within.append(right)
            left.within += right.within
        elif left.kind_end and _puts_in(gap, left, right) and _is_namesake(left, right):
            left.options, left.within = (), [right]
        elif _OUT.match(gap) and may_hold(left, right):
            right.within.append(left)
    for left, middle, right in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if middle in left.within and right in middle.within:
            left.within.append(right)


def _puts_in(gap: str, left: Mention, right: Mention) -> bool:
    """Whether the words put a part in a larger place ("X district, Y province")."""
    if gap in (" of ", " in "):
        return True
    part, whole = left.kind is PlaceKind.DISTRICT, right.kind is PlaceKind.PROVINCE
    return gap == ", " and part and whole and bool(right.kind_end)


def _is_namesake(part: Mention, whole: Mention) -> bool:
    """Whether a part with a kind word is said to lie where none of its namesakes does."""
    return all(p.kind not in _LARGE for p in part.options) and any(
        w.kind in _LARGE for w in whole.options
    )


def may_hold(whole: Mention, part: Mention) -> bool:
    """Whether a meaning of the whole contains, and is not, a meaning of the part."""
    if not part.options:
        return bool(whole.options)
    return any(
        w.place_id != p.place_id and w.contains(p) and _fits(part.kind, p)
        for w in whole.options
        for p in part.options
    )


def _fits(kind: PlaceKind | None, place: Place) -> bool:
    return kind not in (PlaceKind.PROVINCE, PlaceKind.DISTRICT) or place.kind in (
        kind,
        PlaceKind.CITY,
    )
