"""How many people a text says were killed, hurt, captured or abducted."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from geo.extract.reading import NumberSpan, Sentence, TollSpan
from geo.extract.spans.lexing import Lexed, lex, words
from geo.extract.spans.tolls_groups import (
    Group,
    group_from,
    groups_from,
    named_object,
)
from geo.extract.spans.tolls_marked import Marked, mark
from geo.extract.spans.tolls_rivals import find_rivals
from geo.extract.spans.tolls_sides import Told, spans_of
from geo.extract.spans.tolls_subjects import (
    antecedent,
    earlier_be,
    groups_before,
    one_name,
    subject,
)
from geo.extract.spans.tolls_words import BE


def find_tolls(
    text: str,
    sentences: Sequence[Sentence],
    numbers: Sequence[NumberSpan],
    *,
    lexed: Lexed | None = None,
) -> tuple[TollSpan, ...]:
    """Find the words that tell how many were killed, hurt, captured or abducted.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; may be empty.
        numbers: Its quantities, from `find_numbers`.
        lexed: The text as `lex` cuts it, where the caller has it already.

    Returns:
        Spans in order of start; the dead and the hurt of one clause are two spans.
    """
    marked = mark(text, lexed or lex(text), numbers)
    spans: list[TollSpan] = []
    for found in _TELLING.finditer(marked.tokens.classes):
        at = found.start()
        told = _READERS[found.group()](marked, at)
        if told is not None:
            spans += spans_of(text, marked, at, told)
    spans.sort(key=lambda s: (s.start, s.end))
    spans += find_rivals(text, sentences, numbers, spans)
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def _participle(marked: Marked, at: int) -> Told | None:
    """Killed: of somebody before it (passive) or after it (active)."""
    classes = marked.tokens.classes
    if _describes(classes, at) or (_combined(classes, at) and not _crowd(marked, at)):
        return None
    if classes[at + 1 : at + 3] == ":N" or _numbered(marked, at):
        return _labelled(marked, at)
    left, passive = _auxiliaries(marked, at)
    if classes[left - 1 : left] == "n":
        return None
    if not passive and classes[at] != "D":
        after = groups_from(marked, at + 1) or _one_killed(marked, at)
        if any(g.counted for g in after) and _takes_object(marked, at, after[0]):
            after = _with_others(marked, after)
            return "toll.active", after, at, after[-1].end
    lists = passive or classes[at] != "D" or _lists_dead(marked, left)
    lists &= marked.tokens.words[left] not in ("was", "is")
    before = subject(marked, left, lists=lists, passive=passive)
    if not before:
        before = antecedent(marked, left) or (one_name(marked, left, at) if passive else [])
    if not before or not (passive or _reduced(marked, at, before)):
        return None
    after = _companions(marked, at + 1)
    rule = "toll.passive" if passive else "toll.participle"
    return rule, [*before, *after], before[0].start, after[-1].end if after else at + 1


def _lists_dead(marked: Marked, left: int) -> bool:
    """Whether "dead" tells of a whole list: "left a guard and two boys dead"."""
    classes = marked.tokens.classes
    if "H" in classes[max(0, left - 12) : left]:
        return True
    found = groups_before(marked, left)
    if not found:
        return False
    start = found[0].start
    return classes[max(0, start - 1) : start] in ("", *".:;\n") or (
        marked.tokens.words[start - 1] == "with"
    )


def _companions(marked: Marked, at: int) -> list[Group]:
    """Those told after the verb: "was killed (in Logar) along with two guards"."""
    classes, words_ = marked.tokens.classes, marked.tokens.words
    if words_[at : at + 1] not in ([w] for w in _WITH):
        at = _later_with(marked, at)
    found = groups_from(marked, at + 1) if at else []
    if not found or not all(g.counted and (g.who or g.part) for g in found):
        return []
    end = found[-1].end
    rest = group_from(marked, end + 1) if classes[end : end + 1] == "&" else found[-1]
    verb_follows = rest is not None and classes[rest.end : rest.end + 1] in tuple("KICBDwu")
    return [] if verb_follows or found[0].who in _PRONOUNS else found


def _later_with(marked: Marked, at: int) -> int:
    """Where "along with" stands behind the time and the place of a death, or 0."""
    for place in range(at, min(at + _COMPANY, len(marked.tokens.words))):
        if marked.tokens.words[place] in _WITH[1:4]:
            return place
        if marked.tokens.classes[place] in _CLAUSE_ENDS:
            break
    return 0


_COMPANY: Final = 14
"""How far behind a verb those who died with somebody may be told [tokens]."""
_CLAUSE_ENDS: Final = frozenset(".;:\n&yvwKICBDVJjickbHsO")
_WITH: Final = ("with", "along with", "together with", "as well as", "in addition to")
_PRONOUNS: Final = frozenset(("him", "her", "he", "she"))


def _auxiliaries(marked: Marked, at: int) -> tuple[int, bool]:
    """Where "had been" before a verb begins, and whether the verb is passive."""
    classes, words = marked.tokens.classes, marked.tokens.words
    left, passive = at, False
    while left > 0 and (classes[left - 1] in 'wum"“' or words[left - 1].endswith("ly")):
        if words[left - 1] == "both" and classes[left : left + 1] in ("P", "q"):
            break
        left -= 1
        passive |= words[left] in BE
    if classes[max(0, left - 2) : left] == "wH":
        left, passive = left - 2, True
    if left > 1 and not passive and classes[left - 1] == "&" and classes[at] in "KICBDs":
        earlier = earlier_be(classes, left - 1)
        if earlier and not groups_from(marked, at + 1):
            return earlier, True
    return left, passive


def _describes(classes: str, at: int) -> bool:
    """Whether a participle only describes those counted: "six captured fighters"."""
    return (
        classes[at] in "CB"
        and classes[at - 1 : at] == "N"
        and classes[at + 1 : at + 2] in ("P", "p")
    )


def _labelled(marked: Marked, at: int) -> Told | None:
    """Dead: 7; the number of the dead stands at 15."""
    if marked.tokens.classes[at + 1 : at + 3] != ":N":
        return _toll(marked, at)
    group = group_from(marked, at + 2)
    return ("toll.labelled", [group], at, at + 3) if group else None


def _numbered(marked: Marked, at: int) -> bool:
    """Whether "the number of (the)" stands before "dead" or "wounded", or "put" and "at 14"."""
    words = marked.tokens.words
    back = at - 1 if at and words[at - 1] == "the" else at
    counted = back > 1 and words[back - 1] in ("of", "for") and words[back - 2] in _COUNTS
    put = words[at + 1 : at + 2] == ["at"] and not _PUT.isdisjoint(words[max(0, at - 6) : at])
    return counted or (put and marked.tokens.classes[at + 2 : at + 3] == "N")


_COUNTS: Final = words("number count toll figure figures tally")
_PUT: Final = words("put puts putting")


def _reduced(marked: Marked, at: int, before: Sequence[Group]) -> bool:
    """Whether a participle without "was" tells of those before it."""
    classes = marked.tokens.classes
    if classes[at] == "D" or len(before) > 1 or not before[0].single:
        return True
    if classes[before[0].start] == "N":
        return True
    return classes[at + 1 : at + 2] in ("", *"yE.,;)\n&")


def _combined(classes: str, at: int) -> bool:
    """Whether one number is shared: "killed or wounded", "killed and captured"."""
    return (
        classes[at + 1 : at + 2] in ("r", "&", "/") and classes[at + 2 : at + 3] in (tuple("KICB"))
    ) or (at > 1 and classes[at - 1] in "r&/" and classes[at - 2] in "KICB")


def _crowd(marked: Marked, at: int) -> bool:
    """Whether "several dead and wounded" is told: some of either."""
    number = marked.numbers.get(at - 1)
    open_top = number is not None and number.high is None and number.rule != "number.least"
    return marked.tokens.classes[at : at + 3] == "D&I" and open_top


def _takes_object(marked: Marked, at: int, group: Group) -> bool:
    """Whether what follows a verb is its object: not a town that was captured."""
    if group.who or not group.named:
        return True
    size = sum(c not in "'’-" for c in marked.tokens.classes[group.start : group.end])
    return marked.tokens.words[at] not in ("captured", "hurt") and size <= 5


def _active(marked: Marked, at: int) -> Told | None:
    classes, words = marked.tokens.classes, marked.tokens.words
    before = words[at - 1] if at else ""
    if words[at] in ("kill", "injure") and (before == "to" or classes[at - 1 : at] in ("m", "n")):
        return None
    if classes[at] == "J" and classes[at + 1 : at + 2] == "o":
        return _killing_of(marked, at)
    if words[at] in ("wound", "wounds") and classes[at + 1 : at + 2] != "N":
        return None
    if at + 2 < len(classes) and classes[at + 1] in "r&/" and classes[at + 2] in "JicbKICB":
        return None
    after = groups_from(marked, at + 1) or _one_killed(marked, at)
    after = _with_others(marked, after)
    return ("toll.active", after, at, after[-1].end) if after else None


def _with_others(marked: Marked, found: list[Group]) -> list[Group]:
    """Those killed, and who died with one of them: "the commander of Paktia, along with two"."""
    if len(found) != 1 or not found[0].single:
        return found
    link = _later_with(marked, found[0].end)
    more = groups_from(marked, link + 1) if link else []
    return [*found, *more] if more and all(g.counted and g.who for g in more) else found


def _one_killed(marked: Marked, at: int) -> list[Group]:
    return named_object(marked, at + 1) if marked.tokens.classes[at] in "KJ" else []


def _noun(marked: Marked, at: int) -> Told | None:
    """Nineteen deaths; the deaths of two boys; 38 injuries."""
    classes = marked.tokens.classes
    if classes[at + 1 : at + 3] == ":N":
        return _labelled(marked, at)
    if at and classes[at - 1] in "Nz":
        number = marked.numbers.get(at - 1)
        if number is None:
            return "toll.none", [Group(at - 1, at, 0, 0, 0, "")], at - 1, at + 1
        group = Group(at - 1, at, number.low, number.best, number.high, "")
        return "toll.noun", [group], at - 1, at + 1
    if classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        return ("toll.deaths_of", after, at, after[-1].end) if after else None
    if at > 1 and classes[at - 2] == "N" and classes[at - 1] in "xXq":
        number = marked.numbers[at - 2]
        group = Group(at - 2, at, number.low, number.best, number.high, "")
        return "toll.noun", [group], at - 2, at + 1
    stands = marked.tokens.words[at + 1 : at + 2] == ["at"] and classes[at + 2 : at + 3] == "N"
    return _toll(marked, at) if stands else None


def _died(marked: Marked, at: int) -> Told | None:
    left, _ = _auxiliaries(marked, at)
    fell = marked.tokens.words[at] == "fell"
    before = subject(marked, left, lists=True, passive=not fell)
    before = before or antecedent(marked, left) or _with_his(marked, at)
    if not before or (fell and not _fell(marked, at, before)):
        return None
    after = _companions(marked, at + 1)
    return "toll.died", [*before, *after], before[0].start, after[-1].end if after else at + 1


def _with_his(marked: Marked, at: int) -> list[Group]:
    """The one who "died with nine of his men", told before the clause."""
    after = _companions(marked, at + 1)
    his = after and not {"his", "her"}.isdisjoint(marked.tokens.words[at : after[0].end])
    return [Group(at, at + 1, 1, 1, 1, "")] if his else []


def _fell(marked: Marked, at: int, before: Sequence[Group]) -> bool:
    """Whether "fell" tells of the dead: counted people, and no "fell by 12 per cent"."""
    after = marked.tokens.words[at + 1 : at + 2]
    return after not in (["to"], ["by"], ["from"], ["into"], ["ill"], ["off"], ["out"]) and all(
        g.who and marked.tokens.classes[g.start] == "N" for g in before
    )


def _lives(marked: Marked, at: int) -> Told | None:
    classes = marked.tokens.classes
    if classes[at + 1 : at + 2] == "o":
        after = groups_from(marked, at + 2)
        return ("toll.lives_of", after, at, after[-1].end) if after else None
    if at and classes[at - 1] == "N":
        group = group_from(marked, at - 1)
        return ("toll.lives", [group], at - 1, at + 1) if group else None
    return None


def _killing_of(marked: Marked, at: int) -> Told | None:
    """The assassination of the governor."""
    if marked.tokens.classes[at + 1 : at + 2] != "o":
        return None
    after = groups_from(marked, at + 2)
    return ("toll.killing_of", after, at, after[-1].end) if after else None


def _lost(marked: Marked, at: int) -> Told | None:
    """Lost 14 men; three soldiers lost."""
    classes = marked.tokens.classes
    after = groups_from(marked, at + 1)
    if after and not after[0].counted and marked.tokens.words[at].startswith("cost"):
        after = groups_from(marked, after[0].end)
    if after:
        counted = after[0].counted and (after[0].who or len(after) > 1)
        return ("toll.lost", after, at, after[-1].end) if counted else None
    if at and classes[at - 1] in "Pp":
        before = groups_before(marked, at, lists=False)
        if before and classes[before[0].start] == "N":
            return "toll.lost", before, before[0].start, at + 1
    return None


def _shot(marked: Marked, at: int) -> Told | None:
    """Shot nine men; nine men were shot: a death where nothing says that they lived."""
    classes, words = marked.tokens.classes, marked.tokens.words
    if words[at + 1 : at + 2] in (["down"], ["up"], ["at"], ["back"]):
        return None
    if set(classes[at + 1 : at + 7]) & set("IiYjK") or _LIMBS & set(words[at + 1 : at + 9]):
        return None
    left, passive = _auxiliaries(marked, at)
    if passive:
        before = subject(marked, left, lists=True, passive=True)
        return ("toll.shot", before, before[0].start, at + 1) if before else None
    after = groups_from(marked, at + 1) or named_object(marked, at + 1)
    if not any(g.counted for g in after):
        return None
    return "toll.shot", after, at, after[-1].end


_LIMBS: Final = words("leg legs arm arms shoulder foot feet hand hip thigh back knee knees ankle")


def _plus(marked: Marked, at: int) -> Told | None:
    """Dead: 6 (+1): the attackers in brackets."""
    classes = marked.tokens.classes
    if classes[max(0, at - 4) : at + 2] not in ("D:N(+N", "K:N(+N"):
        return None
    group = group_from(marked, at + 1)
    return ("toll.himself", [group], at, at + 2) if group else None


def _toll(marked: Marked, at: int) -> Told | None:
    """The death toll rose to 31; the toll stands at 12."""
    classes, words = marked.tokens.classes, marked.tokens.words
    for place in range(at + 1, min(at + 10, len(classes))):
        if classes[place] in ".;\n":
            return None
        if classes[place] == "N" and words[place - 1] != "from":
            group = group_from(marked, place)
            return ("toll.death_toll", [group], at, place + 1) if group else None
    return None


_NEGATED: Final = frozenset(("not", "without", "never", "didn", "doesn", "don", "hasn", "haven"))
"""Words that make "any losses" none; a contracted "not" is cut before its apostrophe."""


def _none(marked: Marked, at: int) -> Told | None:
    """No casualties, without casualties."""
    words = marked.tokens.words
    if words[at + 1 : at + 2] in (["figure"], ["figures"], ["toll"], ["count"], ["numbers"]):
        return None
    for back in (1, 2, 3 if marked.tokens.classes[max(0, at - 2)] == "u" else 2):
        if at >= back and words[at - back] in ("no", "without", "any", "zero"):
            if words[at - back] == "any" and _NEGATED.isdisjoint(words[max(0, at - 6) : at]):
                return None
            return "toll.none", [Group(at - back, at, 0, 0, 0, "")], at - back, at + 1
    return None


def _himself(marked: Marked, at: int) -> Told | None:
    before = subject(marked, at, lists=False, passive=True)
    if before and before[0].counted:
        return "toll.himself", before, before[0].start, at + 1
    count = None if "themselves" in marked.tokens.words[at] else 1
    return ("toll.himself", [Group(at, at + 1, count, count, count, "bomber")], at, at + 1)


_READERS: Final[Mapping[str, Callable[[Marked, int], Told | None]]] = (
    dict.fromkeys("KICBD", _participle)
    | dict.fromkeys("Jicbkj", _active)
    | dict.fromkeys("FYAG", _noun)
    | {"f": _killing_of, "O": _lost, "+": _plus}
    | {"s": _shot, "V": _died, "L": _lives, "l": _toll, "h": _none, "S": _himself}
)

_TELLING: Final = re.compile(f"[{re.escape(''.join(_READERS))}]")
