from pathlib import Path

import pytest

from geo.extract.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge():
    """The lexicons and places that ship with the project."""
    return Knowledge.load(Path(__file__).parents[2] / "data")
