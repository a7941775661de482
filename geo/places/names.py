"""Compare place names across the romanisations and scripts of Dari and Pashto.

Only differences that are systematic are folded here: letter case, diacritics, apostrophes,
the ezafe (-e, -i, -ye, -ul-), "wa" and "and", o/u, e/i, ay/ai/ey, aw/ow/au, doubled letters,
a silent final h, v/w, and the Arabic, Persian, Urdu and Pashto forms of one letter.
A spelling that follows no rule (Ningarhar, Grishk, Paktya's Zazi) is an alias in the
gazetteer, where a reader can see it. Typing errors are never folded.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DROPPED: Final = "'’‘ʻʼʿʾ`´ˈ\"“”ـ\u200b\u200d\u200e\u200f\u202a\u202b\u202c\ufeff"
_LETTERS: Final = str.maketrans(
    dict.fromkeys(_DROPPED, "")
    | dict.fromkeys("يىېۍےئی", "ی")
    | dict.fromkeys("كکګگ", "ک")
    | dict.fromkeys("ټٹت", "ت")
    | dict.fromkeys("ډڈد", "د")
    | dict.fromkeys("ړڑر", "ر")
    | dict.fromkeys("ڼن", "ن")
    | dict.fromkeys("ښش", "ش")
    | dict.fromkeys("ږژ", "ژ")
    | dict.fromkeys("څچ", "چ")
    | dict.fromkeys("ہۀةەھه", "ه")
    | {"ؤ": "و", "ٱ": "ا", "ı": "i", "ə": "a", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"}
)
_WORD: Final = re.compile(r"[^\W_]+")
_SHORT: Final = 3  # letters of a word whose final i is its own, as in Ali
_EZAFE: Final = frozenset(("e", "i", "y", "ye", "yi", "ya", "ul", "al", "el", "ol")) | frozenset(
    ("us", "os", "as", "ud", "ush", "ash", "ur", "wa", "va", "u", "o", "aw", "au", "and")
)
_ARTICLES: Final = frozenset(("al", "the", "د"))
_SAME: Final = str.maketrans({"v": "w", "q": "k", "x": "kh"})
_HARD_C: Final = re.compile("c(?!h)")
_LIGHT: Final = re.compile("ay[ie]+")
_AY: Final = re.compile("ay(?![aiou])")
_AW: Final = re.compile("[oa]w(?![aeiouy])|au")
_IY: Final = re.compile("i+y+")
_SOFT_Y: Final = re.compile(r"(?<=[b-df-hj-np-tv-xz])y")
_DOUBLED: Final = re.compile(r"([^\W\d])\1+")
_SILENT_H: Final = re.compile(r"(?<=\w{3}[ai])h$")


@lru_cache(maxsize=1 << 17)
def fold(name: str) -> str:
    """Reduce a name to what all its regular spellings share; folding again changes nothing.

    Args:
        name: A place name in Latin or Arabic script, without kind words such as "district".

    Returns:
        Lower-case tokens parted by one space; "" where nothing is left to compare.

    >>> fold("Mazar-e-Sharif"), fold("Mazari Sharif")
    ('mazar sharif', 'mazar sharif')
    """
    return " ".join(_bare(_tokens(name)))


@lru_cache(maxsize=1 << 17)
def keys(name: str) -> tuple[str, ...]:
    """Keys under which to file and to seek a name: spaces and the ezafe may go unwritten.

    Returns:
        One or two keys, the strictest first; () for a name without letters.

    >>> keys("Puli Khumri")[1] == keys("Pulikhumri")[0]
    True
    """
    tokens = _tokens(name)
    if not tokens:
        return ()
    strict, joined = "".join(_bare(tokens)), _token("".join(tokens))
    return (strict,) if joined == strict else (strict, joined)


def _tokens(name: str) -> list[str]:
    if name.isascii():
        text = name.lower().replace("'", "").replace("`", "").replace('"', "")
    else:
        parts = unicodedata.normalize("NFKD", name)
        text = "".join([c for c in parts if not unicodedata.combining(c)])
        text = text.casefold().translate(_LETTERS)
    return [token for raw in _WORD.findall(text) if (token := _token(raw))]


def _bare(tokens: list[str]) -> list[str]:
    """Tokens without the ezafe and conjunctions, until there is nothing more to drop."""
    while len(tokens) > 1:
        kept = [t for t in tokens[1:-1] if t not in _EZAFE]
        if tokens[0] not in _ARTICLES:
            kept.insert(0, tokens[0])
        kept = [_token(t[:-1]) if t[-1] == "i" and len(t) > _SHORT else t for t in kept]
        kept.append(tokens[-1])
        if kept == tokens:
            break
        tokens = kept
    return tokens


@lru_cache(maxsize=1 << 16)
def _token(token: str) -> str:
    while (folded := _once(token)) != token:
        token = folded
    return token


def _once(token: str) -> str:
    if token.isascii():
        token = _vowels(token.translate(_SAME))
        if "c" in token:
            token = _HARD_C.sub("k", token.replace("ck", "k"))
    return _DOUBLED.sub(r"\1", token)


def _vowels(token: str) -> str:
    if token.endswith("eh") and len(token) > 4:
        token = token[:-2] + "a"
    token = token.replace("ou", "u").replace("oo", "u")
    token = token.replace("ei", "ai").replace("ey", "ai").replace("ee", "i")
    if "y" in token:
        token = _AY.sub("ai", _LIGHT.sub("ai", token))
    if "w" in token or "u" in token:
        token = _AW.sub("aw", token)
    token = token.replace("e", "i").replace("o", "u")
    if "y" in token:
        token = _SOFT_Y.sub("i", _IY.sub("i", token))
    return token[:-1] if token.endswith("h") and _SILENT_H.search(token) else token
