"""Of which incident a claim of responsibility speaks: "claimed the bombing of the bus"."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from geo.extract.events_context import Context, Mention
from geo.extract.events_features import article

_FAR: Final = 60
"""Characters from a claim to the deed that it names, and on to its place."""
_BOMBS: Final = frozenset({"suicide_bomb", "remote_explosive"})
_VAGUE: Final = frozenset({"", "attack", "armed_clash"})

Object = tuple[str, frozenset[str]]
"""Sort of deed, "" where the word leaves it open, and the provinces named with it."""


def claimed_object(context: Context, sentence: int) -> Object | None:
    """What a claim in a sentence says it is of; None where it is not told."""
    key = ("claimed", sentence, sentence)
    known = context.beside.get(key, False)
    if known is not False:
        return known if isinstance(known, tuple) else None
    made = context.beside[key] = _object(context, sentence)
    return made


def _object(context: Context, sentence: int) -> Object | None:
    mentions = context.mentions_of[sentence]
    for claim in context.claim_cues[sentence]:
        at = bisect_left(mentions, claim.end + 1, key=lambda m: m.start)
        near = [m for m in mentions[at : at + 3] if m.start - claim.end < _FAR]
        noun = next((m for m in near if m.hit.pattern.role == "noun"), None)
        if noun is None:
            continue
        if noun.hit.pattern.plural or article(context, noun) not in ("definite", "this"):
            return None
        areas = frozenset(
            p.adm1
            for p in context.places[sentence]
            if p.adm1 and not p.role and claim.end <= p.start < noun.end + _FAR
        )
        sort = _sort(noun)
        return (sort, areas) if sort or areas else None
    return None


def _sort(mention: Mention) -> str:
    kind = mention.hit.pattern.type
    return "bomb" if kind in _BOMBS else "" if kind in _VAGUE else kind


def fits(context: Context, wanted: Object, mentions: Sequence[Mention]) -> bool:
    """Whether an incident is of the sort, and in the province, that a claim names."""
    sort, areas = wanted
    if areas:
        sentences = {m.sentence for m in mentions}
        told = {p.adm1 for i in sentences for p in context.places[i] if not p.role}
        if not areas & told:
            return False
    return not sort or sort in {_sort(m) for m in mentions}


def meant(
    context: Context, mention: Mention, incidents: Iterable[tuple[int, Sequence[Mention]]]
) -> list[int]:
    """Which of some incidents a trigger can belong to, by the claim in its sentence.

    Args:
        context: The document.
        mention: A trigger.
        incidents: Number and triggers of each incident told before it.

    Returns:
        Their numbers, ascending; all, where no claim says what it is of or none there fits.
    """
    pairs = list(incidents)
    every = sorted(at for at, _ in pairs)
    wanted = claimed_object(context, mention.sentence)
    if wanted is None:
        return every
    here = context.sentences[mention.sentence].paragraph
    kept: set[int] = set()
    fit = False
    for at, told in pairs:
        last = told[-1].sentence
        if last == mention.sentence or not _says(told):
            kept.add(at)
        elif context.sentences[last].paragraph == here and fits(context, wanted, told):
            kept.add(at)
            fit = True
    return sorted(kept) if fit else every


def _says(mentions: Sequence[Mention]) -> bool:
    """Whether the words of an incident tell what sort of deed it was."""
    return any(m.hit.pattern.role in ("noun", "verb") for m in mentions)
