"""Groups that the lexicon does not list, where the words beside a name say that it is one."""

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

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
_OWNS: Final = Scan(
    r"\b(?:claim(?:s|ed)? (?:the )?(?:responsib|credit)|t(?:ook|aken|akes) (?:the )?(?:responsib|"
    r"credit)|said (?:it|its \w+) (?:was|were|had|carried|killed|attacked))"
)
_OWNER: Final = re.compile(
    rf"\b(?:The |the )?(?P<name>{_NAME})(?: \([A-Z-]{{2,8}}\))?,? "
    r"(?:group |militia |organi[sz]ation )?(?:(?:has|have|had|later|also|since) ){0,2}\Z"
)
_CALLED: Final = Scan(
    r"\b(?:(?:claimed|carried out|perpetrated|staged) by|(?:calls|calling|called|styles|styling) "
    r"itself|(?:group|outfit|militia|faction) (?:called|named|known as)) "
)
_NAMED: Final = re.compile(rf"(?:the )?[“\"‘']?(?P<name>{_NAME})")
_LONGEST: Final = 120
_OTHER: Final = "OTHER:"
_WHOLE: Final = re.compile(r"\W*")
"""What may stand on both sides of a name."""


def find_unlisted(text: str) -> Iterator[ActorSpan]:
    """Names that are said to own a deed, or to be what a group calls itself.

    Only names with a word for a group count ("Front", "Hizb"): a spokesman claims deeds too. Each
    further mention of such a name counts as well.

    Yields:
        Spans with the one actor `OTHER:` and the name as it stands.
    """
    said = [
        _OWNER.search(text, max(0, match.start() - _LONGEST), match.start())
        for match in _OWNS.finditer(text)
    ]
    said += [
        _NAMED.match(text, match.end(), match.end() + _LONGEST) for match in _CALLED.finditer(text)
    ]
    names = {match["name"] for match in said if match and _KIND.search(match["name"])}
    if not names:
        return
    finder = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)
    for _, start, end in finder.find_matches_as_indexes(text):
        name = text[start:end]
        if _WHOLE.fullmatch(text[max(0, start - 1) : start] + text[end : end + 1]):
            yield ActorSpan(
                start=start,
                end=end,
                text=name,
                rule="actor.unlisted",
                actors=(_OTHER + name,),
                basis="lexicon",
            )
