"""Finding many fixed names in a text at once, at word borders, without losing an offset.

Names and text are folded to one key: lower case, no accents, every sign that is no letter or
digit becomes a blank. Folding keeps the length, so offsets into the folded text are offsets
into the text. Two blanks in a row ("Khogyani, Nangarhar") are never bridged by a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class _FoldTable(dict[int, str]):
    """A character to its folded form, always one character; filled as texts need it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        lowered = base.lower() if base.isalnum() else " "
        folded = lowered if len(lowered) == 1 else lowered[0]
        self[code] = folded
        return folded


_TABLE = _FoldTable()
_BEYOND = re.compile(r"[^\x00-\x7f]+")
"""What is folded first: a text of plain letters alone is translated much faster."""


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Lower-case a text, strip accents, blank everything else; the length stays the same.

    Several readers ask for one text in turn, so the last texts are kept.
    """
    return _BEYOND.sub(_folded, text).translate(_TABLE)


def _folded(found: re.Match[str]) -> str:
    return found.group().translate(_TABLE)


class Terms(Generic[T]):
    """A set of names, each with what it stands for.

    Matching is leftmost-longest at word borders; one name may stand for several things.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        meanings: dict[str, list[T]] = {}
        for name, meaning in names:
            key = fold(name).strip()
            if key:
                meanings.setdefault(" " + key, []).append(meaning)
        self._meanings = {key: tuple(found) for key, found in meanings.items()}
        self._keys = list(self._meanings)
        self._automaton = (
            AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest) if self._keys else None
        )

    def __len__(self) -> int:
        return len(self._keys)

    def names(self) -> tuple[str, ...]:
        """The folded names, each with a blank before it."""
        return tuple(self._keys)

    def meanings(self, key: str) -> tuple[T, ...]:
        """What a name of `names` stands for."""
        return self._meanings[key]

    def find(self, folded: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """Yield (start, end, meanings) of every name in a text folded by `fold`."""
        if self._automaton is None:
            return
        padded = f" {folded} "
        for index, start, end in self._automaton.find_matches_as_indexes(padded):
            key = self._keys[index]
            if padded[end] == " ":
                yield start, end - 1, self._meanings[key]
                continue
            # the longest name ends inside a word: try its own beginnings, word by word
            while (cut := key.rfind(" ")) > 0:
                key = key[:cut]
                if key in self._meanings:
                    yield start, start + len(key) - 1, self._meanings[key]
                    break
