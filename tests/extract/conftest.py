import pytest
import shipped


@pytest.fixture(scope="session", name="knowledge")
def shipped_knowledge():
    """The lexicons and places that ship with the project."""
    return shipped.knowledge()
