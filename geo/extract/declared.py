"""Every declared pattern of data/patterns in one shape: what it says, and whether it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from geo.errors import DataError
from geo.extract.cues import Cue, load_cues
from geo.extract.patterns import Pattern, PatternSet, load_patterns
from geo.extract.presence_features import scenes
from geo.extract.reading import Reading

_LABELS: Final = {"presence.toml": "activity", "statistics.toml": "metric"}
"""Files of cues over masked sentences, and the field that says what a cue speaks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One pattern as it is declared.

    Attributes:
        file: Name of its file ("events.toml").
        id: Name of the rule, unique in its file.
        kind: Its role and event type, or what it speaks for and the stance.
        starts: Words at which it is tried.
        expression: The regular expression, macros written out.
        positive: Examples in which it must fire.
        negative: Examples in which it must not.
        broken: Examples that do not hold.
    """

    file: str
    id: str
    kind: str
    starts: tuple[str, ...]
    expression: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fired:
    """A pattern that fires in a text, and where in the text as written [code points]."""

    start: int
    end: int
    file: str
    id: str


def declared(folder: Path) -> Iterator[Declared]:
    """The patterns of a folder, by file, in the order in which they stand there.

    Raises:
        DataError: The folder holds no pattern file, or one breaks its contract.
    """
    for path in _files(folder):
        if path.name in _LABELS:
            for cue in load_cues(path, _LABELS[path.name]):
                yield _of_cue(path.name, cue)
        else:
            patterns = load_patterns(path)
            for pattern in patterns.patterns:
                yield _of_pattern(path.name, pattern, patterns)


def fired(folder: Path, reading: Reading) -> list[Fired]:
    """Where the patterns of a folder fire in a text, in order.

    Of patterns that share their words in one file of triggers only the longest fires, as in
    extraction.

    Raises:
        DataError: The folder holds no pattern file, or one breaks its contract.
    """
    found: list[Fired] = []
    for path in _files(folder):
        if path.name in _LABELS:
            cues = load_cues(path, _LABELS[path.name])
            for scene in scenes(reading, cues):
                found += [
                    _fired(reading, h.start, h.end, path.name, h.cue.cue_id) for h in scene.hits
                ]
            continue
        patterns = load_patterns(path)
        for sentence in reading.sentences:
            hits = patterns.hits(reading.document.text, sentence.start, sentence.end)
            found += [_fired(reading, h.start, h.end, path.name, h.pattern.id) for h in hits]
    return sorted(found)


def _fired(reading: Reading, start: int, end: int, file: str, name: str) -> Fired:
    return Fired(*reading.span_as_written(start, end), file, name)


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise DataError(folder, 0, "holds no pattern file (*.toml); restore the folder")
    return files


def _of_cue(file: str, cue: Cue) -> Declared:
    return Declared(
        file=file,
        id=cue.cue_id,
        kind=f"{cue.label} {cue.stance}" if file == "presence.toml" else cue.label,
        starts=cue.triggers,
        expression=cue.expression.pattern,
        positive=cue.positive,
        negative=cue.negative,
        broken=_broken(cue, partial(_cue_fires, cue)),
    )


def _of_pattern(file: str, pattern: Pattern, patterns: PatternSet) -> Declared:
    return Declared(
        file=file,
        id=pattern.id,
        kind=" ".join(filter(None, (pattern.role, pattern.type))),
        starts=pattern.starts,
        expression=pattern.expression.pattern,
        positive=pattern.positive,
        negative=pattern.negative,
        broken=_broken(pattern, partial(_pattern_fires, patterns, pattern.id)),
    )


def _broken(rule: Cue | Pattern, fires: partial[bool]) -> tuple[str, ...]:
    """Examples in which a rule does not do what is declared."""
    silent = [phrase for phrase in rule.positive if not fires(phrase)]
    return (*silent, *(phrase for phrase in rule.negative if fires(phrase)))


def _cue_fires(cue: Cue, masked: str) -> bool:
    return any(t in masked for t in cue.triggers) and cue.expression.search(masked) is not None


def _pattern_fires(patterns: PatternSet, name: str, phrase: str) -> bool:
    return any(hit.pattern.id == name for hit in patterns.hits(phrase))
