"""Text of sources on a page: shown as it is, never read as markup."""

from typing import Final

_MARKUP: Final = frozenset("\\`*_{}[]()<>#+-.!|$:~&@=\"'^")


def plain(text: object) -> str:
    """Escape what Streamlit would read as Markdown, maths, emoji, colour or HTML."""
    flat = " ".join(str(text).split())
    return "".join(f"\\{c}" if c in _MARKUP else c for c in flat)


def number(value: float) -> str:
    """A whole number with thousands separators."""
    return f"{value:,.0f}"
