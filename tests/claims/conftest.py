"""Claims and documents made by hand, as fixtures."""

from datetime import date

import pytest
from claim_makers import make_claim

from geo.model import Document


@pytest.fixture
def claim():
    return make_claim


@pytest.fixture
def documents():
    """Documents a to f, published on the days 2024-06-01 to 2024-06-06."""
    return {
        doc_id: Document(
            doc_id=doc_id, title="", publisher="", published=date(2024, 6, day), text=""
        )
        for day, doc_id in enumerate("abcdef", 1)
    }
