"""The fine-tuned encoder at run time: what each sentence holds, and which span belongs where.

It helps the rules and is not needed by them: where its folder is absent, `Encoder.load`
raises `DataError` and extraction goes on without. Scores depend on the text alone; one
window is encoded at a time, on one thread unless told otherwise.
"""

import hashlib
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from geo.errors import DataError
from geo.extract.encoder_windows import Tokens, Window, tokenize, windows
from geo.extract.reading import Reading

Floats = NDArray[np.float32]

LIMIT: Final = 60_000
"""Tokens of one document that are encoded; what lies behind them has no scores."""
_SPEC: Final = "labels.json"
INPUTS: Final = ("ids", "units", "members")
"""Names of the model's inputs, in order."""
_FILES: Final = ("model.onnx", "tokenizer.json")
_MEND: Final = "restore the folder or run `make train`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the columns of the encoder's output stand for.

    Attributes:
        sentence: Labels of a sentence ("event", "type:attack", "activity:camp" ...).
        token: Labels of a span ("in_event", "event_place" ...).
        links: Kinds of link from a trigger to a span ("place", "date", "actor", "toll", "same").
        link_width: Numbers per link vector.
        title: Tokens of the title that are read.
        size: Longest window [tokens].
        context: Tokens of the text before that a window opens with.
    """

    sentence: tuple[str, ...]
    token: tuple[str, ...]
    links: tuple[str, ...]
    link_width: int
    title: int
    size: int
    context: int


@dataclass(frozen=True, slots=True, eq=False)
class SentenceScores:
    """Probabilities for one reading.

    Attributes:
        sentences: Label to probability, one per sentence of the reading; empty for a sentence
            behind `LIMIT`.
        labels: Names of the columns.
    """

    sentences: tuple[dict[str, float], ...]
    labels: Labels
    _tokens: Tokens
    _logits: Floats
    _anchors: Floats
    _answers: Floats
    _seen: dict[tuple[int, int], list[float]] = field(default_factory=dict, repr=False)
    _means: dict[tuple[int, int, int], Floats | None] = field(default_factory=dict, repr=False)

    def span(self, label: str, start: int, end: int) -> float:
        """Probability of a token label over the characters from `start` to `end`; 0 where unread.

        Raises:
            ValueError: No such label.
        """
        column = _column(self.labels.token, label)
        known = self._seen.get((start, end))
        if known is None:
            low, high = self._within(start, end)
            known = [0.0] * len(self.labels.token)
            if low < high:
                known = _chances(_mean(self._logits[low:high])).tolist()
            self._seen[start, end] = known
        return known[column]

    def link(self, kind: str, anchor: tuple[int, int], span: tuple[int, int]) -> float:
        """Probability that a span belongs to the incident that a trigger tells of; 0 where unread.

        Args:
            kind: "place", "date", "actor" or "toll"; or "same" for two triggers of one incident,
                the earlier as anchor.
            anchor: Offsets of the trigger [code points].
            span: Offsets of the other span.

        Raises:
            ValueError: No such kind.
        """
        width = self.labels.link_width
        first = _column(self.labels.links, kind) * width
        left, right = self._mean(self._anchors, 0, anchor), self._mean(self._answers, 1, span)
        if left is None or right is None:
            return 0.0
        fit = float(left[first : first + width] @ right[first : first + width])
        return _logistic(fit / width**0.5 - 1.0)

    def _mean(self, vectors: Floats, side: int, span: tuple[int, int]) -> Floats | None:
        """The mean vector of the tokens of a span on one side of a link; None where unread."""
        key = (side, *span)
        if key not in self._means:
            low, high = self._within(*span)
            self._means[key] = _mean(vectors[low:high]) if low < high else None
        return self._means[key]

    def _within(self, start: int, end: int) -> tuple[int, int]:
        low, high = self._tokens.within(start, end)
        return low, min(high, len(self._logits))


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """A loaded encoder; safe to share between threads.

    Attributes:
        labels: What its columns stand for.
    """

    labels: Labels
    _session: Any
    _inputs: tuple[str, ...]
    _tokenizer: Any

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> Self:
        """Read the encoder from a folder, offline.

        Args:
            folder: Holds model.onnx, tokenizer.json and labels.json.
            threads: Threads that share the work on one window.

        Raises:
            DataError: A file is missing, broken, or not the one that labels.json pins.
        """
        spec_path = folder / _SPEC
        try:
            spec = json.loads(spec_path.read_text(encoding="utf-8"))
            labels = Labels(
                sentence=tuple(spec["sentence"]),
                token=tuple(spec["token"]),
                links=tuple(spec["links"]),
                link_width=int(spec["link_width"]),
                title=int(spec["title"]),
                size=int(spec["size"]),
                context=int(spec["context"]),
            )
            pins = {name: str(spec["sha256"][name]) for name in _FILES}
        except OSError:
            raise DataError(spec_path, 0, f"the encoder is missing; {_MEND}") from None
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(
                spec_path, 0, f"no description of an encoder ({error}); {_MEND}"
            ) from error
        bodies = {name: _pinned(folder / name, pin) for name, pin in pins.items()}
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = ort.InferenceSession(
            bodies["model.onnx"], options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_str(bodies["tokenizer.json"].decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(labels, session, tuple(i.name for i in session.get_inputs()), tokenizer)

    def score(self, reading: Reading) -> SentenceScores:
        """Score every sentence, token and possible link of a reading."""
        labels = self.labels
        tokens = tokenize(reading, self._tokenizer)
        title = self._tokenizer.encode(reading.document.title[:400], add_special_tokens=False).ids
        kept = [unit for unit in tokens.units if unit[2] <= LIMIT]
        read = Tokens(tokens.tokens[: kept[-1][2]] if kept else [], kept)
        count = len(read.tokens)
        link_columns = len(labels.links) * labels.link_width
        units = np.zeros((len(kept), len(labels.sentence)), dtype=np.float32)
        logits = np.zeros((count, len(labels.token)), dtype=np.float32)
        anchors = np.zeros((count, link_columns), dtype=np.float32)
        answers = np.zeros((count, link_columns), dtype=np.float32)
        for window in windows(
            read, title[: labels.title], size=labels.size, context=labels.context
        ):
            own_units, own_tokens, inputs = window_inputs(window)
            sentence, token, anchor, answer = self._session.run(
                None, {name: inputs[name] for name in self._inputs}
            )
            units[own_units] = sentence[0, : len(own_units)]
            at = [i for i, number in enumerate(window.tokens) if number >= 0]
            logits[own_tokens] = token[0, at]
            anchors[own_tokens] = anchor[0, at]
            answers[own_tokens] = answer[0, at]
        best: dict[int, Floats] = {}
        for (sentence_index, _, _), row in zip(kept, units, strict=True):
            seen = best.get(sentence_index)
            best[sentence_index] = row if seen is None else np.maximum(seen, row)
        chances = {i: _chances(row).tolist() for i, row in best.items()}
        sentences = tuple(
            dict(zip(labels.sentence, chances[i], strict=True)) if i in chances else {}
            for i in range(len(reading.sentences))
        )
        return SentenceScores(sentences, labels, read, logits, anchors, answers)


def window_inputs(window: Window) -> tuple[list[int], list[int], dict[str, NDArray[Any]]]:
    """Units and tokens of a window that it is to score, and what the model is given."""
    own_units = sorted({unit for unit in window.units if unit >= 0})
    own_tokens = [number for number in window.tokens if number >= 0]
    owner = np.asarray(window.units)
    belongs = owner[None, :] == np.asarray(own_units)[:, None]
    rows = [np.flatnonzero(row) for row in belongs]
    members = np.empty((len(rows), max(len(row) for row in rows)), dtype=np.int64)
    for at, row in enumerate(rows):
        members[at] = row[0]
        members[at, : len(row)] = row
    given = (np.asarray([window.ids], dtype=np.int64), belongs[None].astype(np.float32), members)
    return own_units, own_tokens, dict(zip(INPUTS, given, strict=True))


def _pinned(path: Path, pin: str) -> bytes:
    """The bytes of a file, if they are the ones that were pinned."""
    try:
        body = path.read_bytes()
    except OSError:
        raise DataError(path, 0, f"the encoder is missing; {_MEND}") from None
    if hashlib.sha256(body).hexdigest() != pin:
        raise DataError(path, 0, f"not the file that {_SPEC} pins; {_MEND}")
    return body


def _column(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise ValueError(f"no label {name!r}; there are {', '.join(names)}")
    return names.index(name)


def _mean(rows: Floats) -> Floats:
    """The mean of a few rows; `ndarray.mean` takes twice as long for so few."""
    mean: Floats = np.add.reduce(rows, axis=0) / len(rows)
    return mean


def _chances(values: Floats) -> NDArray[np.float64]:
    out: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(values.astype(np.float64), -30, 30)))
    return out


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-min(30.0, max(-30.0, value))))
