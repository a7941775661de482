"""Groups that the lexicon does not list, where the words beside a name say that it is one."""

import re
from collections.abc import Iterator
from typing import Final

from geo.extract.reading import ActorSpan
from geo.extract.scanning import Scan

_WORD: Final = r"[A-Z][\w’'-]+"
_LINK: Final = r"(?: (?:of|the|for|e|i|ul|ut|al))*"
_NAME: Final = rf"(?!Both|Members|Fighters){_WORD}(?:{_LINK} (?:(?:al|ul|ut|e|i)-)?{_WORD}){{0,5}}"
_KIND: Final = re.compile(
    r"\b(?:Hizb|Hezb|Jama[ai]?t|Jamaah|Jaish|Jaysh|Lashkar|Harakat|Harkat|Hara[kq]ah?|Ansar|Jund|"
    r"Junud|Katibat?|Khatiba|Tehree?[kq]|Tahree?[kq]|Sipah|Majlis|Ittehad|Front|Movement|Army|"
    r"Brigades?|Battalion|Division|Tigers|Guards|Resistance|Mujahide?en|Mujahidin|Legion|"
    r"Organi[sz]ation|Group|Faction|Network|Alliance|Union)\b"
)
_OWNS: Final = (
    r"(?: \([A-Z-]{2,8}\))?,? (?:group |militia |organi[sz]ation )?(?:(?:has|have|had|later|also|"
    r"since) ){0,2}(?:claim(?:s|ed)? (?:the )?(?:responsib|credit)|t(?:ook|aken|akes) (?:the )?"
    r"(?:responsib|credit)|said (?:it|its \w+) (?:was|were|had|carried|killed|attacked))"
)
_SAID: Final = Scan(
    rf"\b(?:The |the )?(?P<first>{_NAME}){_OWNS}|"
    rf"\b(?:claimed|carried out|perpetrated|staged) by (?:the )?(?P<second>{_NAME})|"
    rf"\b(?:calls|calling|called|styles|styling) itself (?:the )?[“\"‘']?(?P<third>{_NAME})|"
    rf"\b(?:group|outfit|militia|faction) (?:called|named|known as) (?:the )?[“\"‘']?"
    rf"(?P<fourth>{_NAME})"
)
_OTHER: Final = "OTHER:"


def find_unlisted(text: str) -> Iterator[ActorSpan]:
    """Names that are said to own a deed, or to be what a group calls itself.

    Only names with a word for a group count ("Front", "Hizb"): a spokesman claims deeds too. Each
    further mention of such a name counts as well.

    Yields:
        Spans with the one actor `OTHER:` and the name as it stands.
    """
    names: dict[str, None] = {}
    for match in _SAID.finditer(text):
        name = next(n for n in match.group("first", "second", "third", "fourth") if n)
        if _KIND.search(name):
            names.setdefault(name)
    for name in sorted(names, key=len, reverse=True):
        for found in re.finditer(rf"\b{re.escape(name)}\b", text):
            yield ActorSpan(
                start=found.start(),
                end=found.end(),
                text=name,
                rule="actor.unlisted",
                actors=(_OTHER + name,),
                basis="lexicon",
            )
