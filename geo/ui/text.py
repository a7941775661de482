"""Text of sources on a page: shown as it is, never read as markup."""

import re
from typing import Final

_MARKUP: Final = frozenset("\\`*_{}[]()<>#+-.!|$:~&@=\"'^")
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that would turn the order of what follows, on the page too."""
_ACTIVE: Final = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=:)(?=material/)")
"""Where a word joiner keeps an address from becoming a link and a name from becoming an icon."""


def plain(text: object) -> str:
    """Escape what Streamlit would read as Markdown, maths, emoji, colour, links or HTML."""
    flat = _ACTIVE.sub("\u2060", _DIRECTION.sub("", " ".join(str(text).split())))
    return "".join(f"\\{c}" if c in _MARKUP else c for c in flat)


def number(value: float) -> str:
    """A whole number with thousands separators."""
    return f"{value:,.0f}"
