"""What sort of source a speaker is, from data/speakers.csv."""

import csv
from pathlib import Path
from typing import Final, Self

from geo.codes import SourceKind
from geo.errors import DataError

_COLUMNS: Final = ("name", "kind", "aliases")
_PARTS: Final = "|"


class SpeakerKinds:
    """The kinds of known speakers; anybody else is of unknown kind.

    A name that is not listed takes the kind of the longest listed name that it contains in
    whole words ("Taliban spokesman Hamdullah Fitrat").
    """

    def __init__(self, kinds: dict[str, SourceKind]) -> None:
        self._kinds = {_fold(name): kind for name, kind in kinds.items()}
        self._longest_first = sorted(self._kinds, key=lambda name: (-len(name), name))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the list.

        Raises:
            DataError: The file is missing or a row breaks its contract.
        """
        kinds: dict[str, SourceKind] = {}
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.DictReader(file)
                if missing := set(_COLUMNS) - set(rows.fieldnames or ()):
                    raise DataError(path, 1, f"lacks the column {', '.join(sorted(missing))}")
                for row in rows:
                    if row["kind"] not in set(SourceKind):
                        raise DataError(
                            path,
                            rows.line_num,
                            f"kind {row['kind']!r} is none of {list(SourceKind)}",
                        )
                    for name in (row["name"], *(row["aliases"] or "").split(_PARTS)):
                        if name:
                            kinds.setdefault(name, SourceKind(row["kind"]))
        except FileNotFoundError as error:
            raise DataError(path, 0, "is missing; restore it from the repository") from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise DataError(
                path, 0, "is no CSV in UTF-8; restore it from the repository"
            ) from error
        return cls(kinds)

    def __call__(self, speaker: str) -> SourceKind:
        """The kind of a speaker, UNKNOWN where nothing tells it."""
        folded = _fold(speaker)
        if folded in self._kinds:
            return self._kinds[folded]
        padded = f" {folded} "
        found = next((name for name in self._longest_first if f" {name} " in padded), None)
        return self._kinds[found] if found else SourceKind.UNKNOWN


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").replace(",", " ").split())
