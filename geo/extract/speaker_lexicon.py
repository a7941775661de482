"""The speakers of data/speakers.csv: who is quoted, and what sort of body it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.codes import SourceKind
from geo.errors import DataError
from geo.extract.lexicon import is_acronym, read_rows, split_names
from geo.extract.spans.matching import Terms

COLUMNS: Final = ("name", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who gets quoted.

    Attributes:
        name: As claims name it ("SIGAR").
        kind: What sort of body it is.
    """

    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A spelling of a speaker; `cased` where capitals matter ("AP")."""

    speaker: Speaker
    text: str
    cased: bool


def load_speakers(path: Path) -> Terms[SpeakerName]:
    """Read the speakers of a data folder, ready for matching.

    Raises:
        DataError: the file is missing, lacks a column, repeats a name or holds a strange kind.
    """
    names: list[tuple[str, SpeakerName]] = []
    seen: set[str] = set()
    for line, row in read_rows(path, COLUMNS):
        if not row["name"] or row["name"] in seen:
            raise DataError(path, line, f"the name {row['name']!r} is empty or stands there twice")
        seen.add(row["name"])
        try:
            kind = SourceKind(row["kind"])
        except ValueError as error:
            known = ", ".join(SourceKind)
            raise DataError(path, line, f"kind {row['kind']!r} is none of {known}") from error
        speaker = Speaker(row["name"], kind)
        names += [
            (name, SpeakerName(speaker, name, is_acronym(name)))
            for name in (row["name"], *split_names(row["aliases"]))
        ]
    return Terms(names)
