"""What the presence and statistics extractors know: their cues and their models."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.config import data_dir
from geo.extract.cues import Cue, load_cues
from geo.extract.linear import LinearModel, load_model

Encoded = Mapping[tuple[int, int], Mapping[str, float]]
"""Probabilities of the sentence encoder: (start, end) of a sentence to label to probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingRules:
    """Cues and models for what lasts and what is summed up.

    Attributes:
        presence_cues: Patterns of data/patterns/presence.toml.
        number_cues: Patterns of data/patterns/statistics.toml.
        presence: Sentence to activity and stance ("camp.asserted").
        numbers: Number to metric, "strength" or "none".
    """

    presence_cues: tuple[Cue, ...]
    number_cues: tuple[Cue, ...]
    presence: LinearModel
    numbers: LinearModel

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
    )


def default_rules() -> LastingRules:
    """The rules of the project's own data folder, read once."""
    return load_rules(data_dir())
