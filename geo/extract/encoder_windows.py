"""Cutting a reading into windows of tokens for the encoder.

Names of groups, forces and places are replaced by one marker each, so that which group and
which province is spoken of cannot sway what the encoder sees. Sentences are packed into
windows in order; each window opens with the title and the end of the sentence before it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from geo.codes import PlaceKind
from geo.extract.reading import Reading, Span

GROUP: Final = 1
STATE: Final = 2
PLACE: Final = 3
"""Markers: ids of the "[unused…]" tokens that stand for a name."""

CLS: Final = 101
SEP: Final = 102

_NAMED: Final = frozenset({PlaceKind.SITE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.PROVINCE})


class Encoding(Protocol):
    """What is used of `tokenizers.Encoding`."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Tokenizer(Protocol):
    """What is used of `tokenizers.Tokenizer`."""

    def encode_batch(
        self, texts: list[str], /, *, add_special_tokens: bool = True
    ) -> Sequence[Encoding]:
        """Cut texts into word pieces."""


class Token(NamedTuple):
    """One word piece, or one name.

    Attributes:
        id: Row of the vocabulary.
        start: Offset of its first character [code points].
        end: Offset just past its last character.
    """

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A run of tokens that is encoded in one piece.

    Attributes:
        ids: Rows of the vocabulary.
        units: Position of the unit that each token belongs to; -1 for context and separators.
        tokens: Position of each token in the document; -1 for context and separators.
    """

    ids: list[int]
    units: list[int]
    tokens: list[int]


@dataclass(frozen=True)
class Tokens:
    """A document in tokens.

    Attributes:
        tokens: All tokens in order.
        units: (sentence, first token, past the last token) of each sentence, or of each part
            of one too long for a window.
    """

    tokens: list[Token]
    units: list[tuple[int, int, int]]

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [token.start for token in self.tokens], [token.end for token in self.tokens]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """First and past-the-last token that touch the characters from `start` to `end`."""
        starts, ends = self._bounds
        low = bisect_left(ends, start + 1)
        return low, max(low, bisect_left(starts, end))


def _names(reading: Reading) -> list[tuple[Span, int]]:
    """Names to replace, in order, none overlapping another."""
    found: list[tuple[Span, int]] = []
    for actor in reading.actors:
        if actor.basis not in ("anaphor", "generic"):
            state = actor.basis == "state" or actor.of_state
            found.append((actor, STATE if state else GROUP))
    found += [(place, PLACE) for place in reading.places if place.kind in _NAMED]
    found.sort(key=lambda item: (item[0].start, item[1]))
    out: list[tuple[Span, int]] = []
    for span, marker in found:
        if not out or span.start >= out[-1][0].end:
            out.append((span, marker))
    return out


def tokenize(reading: Reading, tokenizer: Tokenizer, longest: int = 160) -> Tokens:
    """Cut a reading into tokens; sentences of more than `longest` are cut into units."""
    text = reading.document.text
    names = _names(reading)
    starts = [span.start for span, _ in names]
    plan: list[tuple[int, int, int, int]] = []  # sentence, start, end, marker (0: plain text)
    for sentence in reading.sentences:
        at = sentence.start
        first = bisect_left(starts, sentence.start)
        for span, marker in names[first : bisect_left(starts, sentence.end)]:
            if at < span.start:
                plan.append((sentence.index, at, span.start, 0))
            plan.append((sentence.index, span.start, min(span.end, sentence.end), marker))
            at = span.end
        if at < sentence.end:
            plan.append((sentence.index, at, sentence.end, 0))
    plain = [text[start:end] for _, start, end, marker in plan if not marker]
    encoded = iter(tokenizer.encode_batch(plain, add_special_tokens=False))
    tokens: list[Token] = []
    owners: list[int] = []
    for sentence_index, start, end, marker in plan:
        if marker:
            tokens.append(Token(marker, start, end))
            owners.append(sentence_index)
            continue
        encoding = next(encoded)
        for row, (a, b) in zip(encoding.ids, encoding.offsets, strict=True):
            tokens.append(Token(row, start + a, start + b))
            owners.append(sentence_index)
    return Tokens(tokens, list(_units(owners, longest)))


def _units(owners: Sequence[int], longest: int) -> Iterator[tuple[int, int, int]]:
    first = 0
    for at in range(1, len(owners) + 1):
        if at == len(owners) or owners[at] != owners[first] or at - first == longest:
            yield owners[first], first, at
            first = at


def windows(
    document: Tokens, title: Sequence[int], *, size: int = 224, context: int = 40
) -> Iterator[Window]:
    """Pack the units of a document into windows of at most `size` tokens.

    Args:
        document: The tokens.
        title: Tokens of the title, put at the head of every window.
        size: Longest window.
        context: Number of tokens before the first unit that are shown to it.
    """
    head = [CLS, *title, SEP] if title else [CLS]
    at = 0
    while at < len(document.units):
        first = document.units[at][1]
        before = [token.id for token in document.tokens[max(0, first - context) : first]]
        ids = [*head, *before, SEP] if before else list(head)
        units = [-1] * len(ids)
        places = [-1] * len(ids)
        opened = at
        while at < len(document.units):
            _, low, high = document.units[at]
            if at > opened and len(ids) + high - low + 1 > size:
                break
            ids += [token.id for token in document.tokens[low:high]] + [SEP]
            units += [at] * (high - low) + [-1]
            places += [*range(low, high), -1]
            at += 1
        yield Window(ids, units, places)
