"""Presence and statistics of one document together, so that it is masked only once."""

from geo.extract.presence import presence_claims
from geo.extract.presence_features import scenes
from geo.extract.presence_rules import LastingRules, Scores, default_rules
from geo.extract.reading import Reading
from geo.extract.statistics import statistic_claims
from geo.extract.statistics_numbers import judge
from geo.model import Claim


def find_lasting(
    reading: Reading, scores: Scores | None = None, rules: LastingRules | None = None
) -> tuple[Claim, ...]:
    """Find the presence claims of a document, then its statistics.

    Args:
        reading: The document and its spans.
        scores: What the encoder says of this reading, or None without an encoder.
        rules: Cues and models; those of the project where None.
    """
    rules = rules or default_rules()
    masked = scenes(reading, rules.cues)
    numbers = judge(rules.numbers_model(scores), masked, scores)
    presence = presence_claims(reading, masked, numbers, scores, rules)
    return presence + statistic_claims(reading, masked, numbers)
