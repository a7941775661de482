"""What ships with the project, loaded once for all tests of extraction."""

from functools import cache
from pathlib import Path

from geo.extract.knowledge import Knowledge


@cache
def knowledge():
    """The lexicons and places of the data folder."""
    return Knowledge.load(Path(__file__).parents[2] / "data")
