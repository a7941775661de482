"""What the presence and statistics extractors know: their cues and their models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from geo.config import data_dir
from geo.extract.cues import Cue, load_cues
from geo.extract.linear import Blend, Boosted, LinearModel, Model, load_model
from geo.extract.trees import Forest

TELLS: Final = "any.asserted"
COUNTS_NOTHING: Final = "none"
"""The classes on which trees have a say too: whether a sentence tells of a presence at all, and
whether a number counts nothing of ours."""
_OF_SENTENCE: Final = 0.5
_OF_NUMBER: Final = 0.3
"""The trees' share of it, chosen on documents kept out."""


class Scores(Protocol):
    """What the sentence encoder says of one reading; see `geo.extract.encoder`."""

    @property
    def sentences(self) -> Sequence[Mapping[str, float]]:
        """Label to probability, for each sentence of the reading."""

    def span(self, label: str, start: int, end: int) -> float:
        """Probability that a span plays a part ("presence_place", "statistic_number")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingRules:
    """Cues and models for what lasts and what is summed up.

    Attributes:
        presence_cues: Patterns of data/patterns/presence.toml.
        number_cues: Patterns of data/patterns/statistics.toml.
        presence: Sentence to activity and stance ("camp.asserted"), without an encoder.
        numbers: Number to metric, "strength" or "none", without an encoder.
        presence_encoded: The same as `presence` where an encoder scores the sentences.
        numbers_encoded: The same as `numbers` where an encoder scores the sentences.
        trees: Boosted trees for `TELLS` and `COUNTS_NOTHING`, without an encoder.
        trees_encoded: The same where an encoder scores the sentences.
    """

    presence_cues: tuple[Cue, ...]
    number_cues: tuple[Cue, ...]
    presence: LinearModel
    numbers: LinearModel
    presence_encoded: LinearModel
    numbers_encoded: LinearModel
    trees: Forest
    trees_encoded: Forest

    def presence_model(self, scores: Scores | None) -> Model:
        """The model that fits what is known of the sentences."""
        linear = self.presence if scores is None else self.presence_encoded
        return Boosted(linear, self._trees(scores).models[TELLS], TELLS, _OF_SENTENCE)

    def numbers_model(self, scores: Scores | None) -> Model:
        """The model that fits what is known of the numbers."""
        linear = self.numbers if scores is None else Blend(self.numbers, self.numbers_encoded)
        trees = self._trees(scores).models[COUNTS_NOTHING]
        return Boosted(linear, trees, COUNTS_NOTHING, _OF_NUMBER)

    def _trees(self, scores: Scores | None) -> Forest:
        return self.trees if scores is None else self.trees_encoded

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues, so that a document is masked once for both."""
        return self.presence_cues + self.number_cues


@cache
def load_rules(folder: Path) -> LastingRules:
    """Read the rules from a data folder.

    Raises:
        DataError: A file is missing or breaks its contract.
    """
    return LastingRules(
        presence_cues=load_cues(folder / "patterns" / "presence.toml", "activity"),
        number_cues=load_cues(folder / "patterns" / "statistics.toml", "metric"),
        presence=load_model(folder / "models" / "presence.json"),
        numbers=load_model(folder / "models" / "statistics.json"),
        presence_encoded=load_model(folder / "models" / "presence_encoded.json"),
        numbers_encoded=load_model(folder / "models" / "statistics_encoded.json"),
        trees=Forest.load(folder / "models" / "lasting.json"),
        trees_encoded=Forest.load(folder / "models" / "lasting_encoded.json"),
    )


def default_rules() -> LastingRules:
    """The rules of the project's own data folder, read once."""
    return load_rules(data_dir())
