"""Text of sources on a page: shown as it is, never read as markup."""

import re
from typing import Final

from geo.views.words import undirected

_MARKUP: Final = frozenset("\\`*_{}[]()<>#+-.!|$:~&@=\"'^")
_ACTIVE: Final = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=:)(?=material/)")
"""Where a word joiner keeps an address from becoming a link and a name from becoming an icon."""


def plain(text: object) -> str:
    """Escape what Streamlit would read as Markdown, maths, emoji, colour, links or HTML."""
    flat = _ACTIVE.sub("\u2060", undirected(" ".join(str(text).split())))
    return "".join(f"\\{c}" if c in _MARKUP else c for c in flat)


def number(value: float) -> str:
    """A whole number with thousands separators."""
    return f"{value:,.0f}"
