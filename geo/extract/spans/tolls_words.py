"""Classes of the words that tell of killed, hurt, captured and abducted people."""

from typing import Final

from geo.extract.spans.people import PLURAL, SINGULAR

WHAT: Final = {
    "K": "deaths",
    "J": "deaths",
    "k": "deaths",
    "D": "deaths",
    "F": "deaths",
    "V": "deaths",
    "I": "injured",
    "i": "injured",
    "j": "injured",
    "Y": "injured",
    "C": "captured",
    "c": "captured",
    "B": "abducted",
    "b": "abducted",
}
"""What a trigger class counts."""

_WORDS: Final = {
    "K": "killed murdered slain assassinated massacred beheaded executed martyred slaughtered "
    "lynched eliminated gunned neutralized neutralised hanged",
    "J": "killing murdering assassinating massacring beheading executing slaughtering martyring "
    "eliminating",
    "k": "kills kill murders assassinates",
    "D": "dead",
    "F": "deaths fatalities",
    "V": "died perished succumbed dies",
    "I": "injured wounded hurt maimed",
    "i": "injuring wounding hurting maiming",
    "j": "injures wounds",
    "Y": "injuries",
    "C": "captured detained arrested apprehended",
    "c": "capturing detaining arresting apprehending",
    "B": "abducted kidnapped",
    "b": "abducting kidnapping",
    "L": "lives",
    "l": "toll",
    "h": "casualties",
    "w": "was were been be being are is got",
    "u": "have has had also reportedly allegedly later subsequently both then either seriously "
    "severely badly critically lightly confirmed believed said to reported already all since "
    "immediately previously still now instantly slightly mostly initially apparently fatally",
    "a": "a an another",
    "t": "the",
    "d": "his her their its this that",
    "&": "and plus",
    "r": "or",
    "o": "of",
    "z": "no nobody none",
    "s": "himself herself themselves itself",
    "y": "by in on at when after during as while near for from with before who which that where "
    "since because than inside outside but so if between among against",
    "g": "including",
}
CLASSES: Final = {word: letter for letter, words in _WORDS.items() for word in words.split()}
BE: Final = frozenset("was were been be being are is got".split())


def classify(low: str, raw: str) -> str:
    """The class letter of a token; P and p are people, X a name, x any other word."""
    letter = CLASSES.get(low)
    if letter is not None:
        return letter
    if low in PLURAL:
        return "P"
    if low in SINGULAR:
        return "p"
    if not low[0].isalnum():
        return low
    if low[0].isdigit():
        return "0"
    return "X" if raw[0].isupper() else "x"
