"""Lexical cues over masked sentences: the words that may carry a presence or a statistic.

A sentence is masked once: its typed spans become upper-case tokens (GROUP, TALIBAN, STATE,
MEN, PLACE, NUM, USD, PCT, DATE) and all other text is lower case, so that one expression
fits every group and place. Cues live in `data/patterns/*.toml`; each carries positive and
negative examples in the same masked notation, which the tests run.

In an expression `<who>` stands for any armed group, `<gapN>` for at most N words, and
`<stem>` macros of the file's `[macros]` table for lists of words.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from geo.errors import DataError
from geo.extract.reading import Sentence, Span
from geo.extract.scanning import Scans

_GAP = r"(?:[\s,\"“”‘’'()–—-]+[\w$][\w’'.,-]*){0,%d}?[\s,\"“”‘’'()–—-]+"
_BASE = {
    "who": r"(?:GROUP|MEN|TALIBAN)",
    "actor": r"(?:GROUP|MEN|TALIBAN|STATE)",
}
_FIELDS = {"id", "activity", "metric", "stance", "triggers", "match", "positive", "negative"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """One declarative pattern.

    Attributes:
        cue_id: Stable name, "presence.active".
        label: The activity or metric it speaks for.
        stance: "asserted" or "denied".
        triggers: Lower-case strings (or mask tokens), one of which a sentence must hold.
        expression: What it must match in the masked sentence.
        positive: Masked sentences that it must match.
        negative: Masked sentences that it must not match.
    """

    cue_id: str
    label: str
    stance: str
    triggers: tuple[str, ...]
    expression: re.Pattern[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a cue matched.

    Attributes:
        cue: The pattern.
        start: First character in the document [code points].
        end: Just past the last character.
        who: Offsets of what a named group of the expression caught (the actor, or the number
            of a statistic), or None.
    """

    cue: Cue
    start: int
    end: int
    who: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """A masked stretch of text and the way back.

    Attributes:
        text: The masked characters.
        starts: For each masked character the offset of its source in the document.
        ends: For each masked character the offset just past its source.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of the masked range [start, end), which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def mask(document_text: str, sentence: Sentence, tokens: Iterable[tuple[Span, str]]) -> Mask:
    """Mask one sentence.

    Args:
        document_text: The whole text.
        sentence: The stretch to mask.
        tokens: Spans with the token that replaces each; of two that overlap the earlier,
            then the longer, stays. Spans that leave the sentence are ignored.
    """
    base, stop = sentence.start, sentence.end
    raw = document_text[base:stop]
    low = "".join(map(_lower, raw)) if len(raw.lower()) != len(raw) else raw.lower()
    low = low.replace("\n", " ").replace("’", "'").replace("\u00a0", " ")
    pieces: list[str] = []
    starts: list[Iterable[int]] = []
    ends: list[Iterable[int]] = []
    at = base
    for span, token in sorted(tokens, key=lambda item: (item[0].start, -item[0].end)):
        if span.start < at or span.end > stop:
            continue
        pieces += low[at - base : span.start - base], token
        starts += range(at, span.start), repeat(span.start, len(token))
        ends += range(at + 1, span.start + 1), repeat(span.end, len(token))
        at = span.end
    pieces.append(low[at - base :])
    starts.append(range(at, stop))
    ends.append(range(at + 1, stop + 1))
    flat = chain.from_iterable
    return Mask(text="".join(pieces), starts=tuple(flat(starts)), ends=tuple(flat(ends)))


def _lower(letter: str) -> str:
    """The small letter, where that is one character."""
    return low if len(low := letter.lower()) == 1 else letter


def triggered(cues: tuple[Cue, ...], text: str) -> Iterable[Cue]:
    """The cues one of whose triggers stands in a text, in their order; linear in the text."""
    automaton, owners = _index(cues)
    found = {
        cue
        for at, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)
        for cue in owners[at]
    }
    return (cues[at] for at in sorted(found))


@cache
def _index(cues: tuple[Cue, ...]) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...]]:
    """Automaton of all triggers, and for each the numbers of its cues."""
    owners: dict[str, list[int]] = {}
    for at, cue in enumerate(cues):
        for trigger in cue.triggers:
            owners.setdefault(trigger, []).append(at)
    return AhoCorasick(list(owners)), tuple(tuple(numbers) for numbers in owners.values())


@cache
def _scans(cues: tuple[Cue, ...]) -> Scans:
    return Scans({cue.cue_id: cue.expression for cue in cues})


def find_hits(cues: tuple[Cue, ...], masked: Mask) -> list[Hit]:
    """All places where cues match, at most three per cue, in order of start."""
    hits: list[Hit] = []
    near = list(triggered(cues, masked.text))
    if not near:
        return hits
    scans = _scans(cues)
    spots = scans.spots(masked.text)
    for cue in near:
        if cue.cue_id not in spots and cue.cue_id not in scans.blind:
            continue
        for count, match in enumerate(scans.matches(cue.cue_id, masked.text, spots)):
            if count == 3 or match.start() == match.end():
                break
            start, end = masked.span(match.start(), match.end())
            slots = [match.span(name) for name in match.re.groupindex]
            who = next((masked.span(*slot) for slot in slots if slot[0] < slot[1]), None)
            hits.append(Hit(cue=cue, start=start, end=end, who=who))
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.cue.cue_id))


@cache
def load_cues(path: Path, label: str) -> tuple[Cue, ...]:
    """Read the cues of one file.

    Args:
        path: A TOML file with `[macros]` and `[[pattern]]` tables.
        label: Name of the field that says what a pattern speaks for, "activity" or "metric".

    Raises:
        DataError: A pattern lacks a field or an example, or its expression does not compile.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    macros = _BASE | {name: f"(?:{words})" for name, words in table.get("macros", {}).items()}
    seen: set[str] = set()
    cues = []
    for number, row in enumerate(table["pattern"], start=1):
        cues.append(_cue(path, number, row, label, macros))
        if cues[-1].cue_id in seen:
            raise DataError(path, 0, f"pattern {cues[-1].cue_id} stands there twice; rename one")
        seen.add(cues[-1].cue_id)
    return tuple(cues)


def _cue(path: Path, number: int, row: dict[str, Any], label: str, macros: dict[str, str]) -> Cue:
    name = row.get("id", f"number {number}")
    missing = {"id", label, "triggers", "match", "positive", "negative"} - {
        key for key, value in row.items() if value
    }
    unknown = set(row) - _FIELDS
    if missing or unknown:
        raise DataError(
            path, 0, f"pattern {name}: missing {missing or '-'}, unknown {unknown or '-'}"
        )
    try:
        expression = re.compile(expand(row["match"], macros))
    except (re.error, KeyError) as error:
        raise DataError(path, 0, f"pattern {name}: {error}") from error
    return Cue(
        cue_id=row["id"],
        label=row[label],
        stance=row.get("stance", "asserted"),
        triggers=tuple(row["triggers"]),
        expression=expression,
        positive=tuple(row["positive"]),
        negative=tuple(row["negative"]),
    )


def expand(expression: str, macros: dict[str, str]) -> str:
    """Replace `<name>` and `<gapN>`; macros may hold other macros."""

    def one(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("gap"):
            return _GAP % int(name[3:])
        return expand(macros[name], macros)

    return re.sub(r"(?<!\(\?P)(?<!\(\?)<([a-z]+\d*)>", one, expression)
