"""Classes of the words that tell of killed, hurt, captured and abducted people.

Letters: K killed, J killing, k kills, D dead, F deaths, V died, f assassination, O lost,
I injured, i injuring, j injures, Y injuries, C captured, c capturing, A arrest, B abducted,
b abducting, G abduction, L lives, l toll, h casualties, S blew himself up, w forms of be,
u words between be and its verb, a a, t the, d his, & and, r or, o of, z nobody, e him,
s shot, y conjunctions, E prepositions, g including, H left, v verbs of saying, m may, n not,
N a number, P people, p a person, q people that may only describe, X a name, x any other word;
marks stand for themselves.
"""

from typing import Final

from geo.extract.spans.lexing import Letters
from geo.extract.spans.people import PLURAL, SINGULAR, WEAK

WHAT: Final = (
    dict.fromkeys("KJkDFVfOLlSs", "deaths")
    | dict.fromkeys("IijY", "injured")
    | dict.fromkeys("CcA", "captured")
    | dict.fromkeys("BbG", "abducted")
)
"""What a trigger class counts."""

_WORDS: Final = {
    "K": "killed murdered slain assassinated massacred beheaded executed martyred slaughtered "
    "lynched liquidated eliminated neutralized neutralised hanged strangled slayed slew",
    "J": "killing murdering assassinating massacring beheading executing slaughtering martyring "
    "eliminating slaying",
    "k": "kills kill murders assassinates",
    "D": "dead",
    "F": "deaths fatalities bodies corpses killings executions murders assassinations martyrs",
    "V": "died perished succumbed dies die perish fell",
    "I": "injured wounded hurt maimed harmed scratched",
    "i": "injuring wounding hurting maiming",
    "j": "injures wounds injure wound",
    "Y": "injuries",
    "C": "captured detained arrested apprehended nabbed",
    "c": "capturing detaining arresting apprehending",
    "B": "abducted kidnapped",
    "b": "abducting",
    "L": "lives",
    "l": "toll",
    "h": "casualty casualties losses loss",
    "s": "shot",
    "w": "was were been be being are is got",
    "u": "have has had also reportedly allegedly later subsequently both then either seriously "
    "severely badly critically lightly confirmed believed known to reported already all since "
    "immediately previously still now instantly slightly mostly initially apparently fatally "
    "mortally eventually thought presumed said lay lie lying",
    "m": "could may might would will feared shall can",
    "n": "not never",
    "a": "a an another",
    "t": "the",
    "d": "his her their its these those our my your",
    "&": "and plus",
    "r": "or",
    "o": "of",
    "z": "no nobody none",
    "e": "him he she them",
    "y": "when after as while before who which that where since because but so if until whom "
    "whose although though",
    "E": "by in on at during near for from with than inside outside between among against into "
    "without amid around through across under over along despite onto upon towards toward",
    "f": "assassination murder death execution slaying beheading",
    "O": "lost losing lose cost costing costs",
    "A": "arrest arrests capture captures detention detentions apprehension",
    "G": "abduction abductions kidnapping kidnappings",
    "g": "including",
    "H": "left leaves leave leaving",
    "v": "says saying told reported announced claimed confirmed wrote admitted acknowledged "
    "stated added counted counts reports claims tells believes alleged",
}
CLASSES: Final = {word: letter for letter, words in _WORDS.items() for word in words.split()}
CLASSES["said"] = "v"
CLASSES["reported"] = "u"
CLASSES["confirmed"] = "u"
BE: Final = frozenset(("was", "were", "been", "be", "being", "are", "is", "got"))

_PHRASES: Final = {
    "K": "shot dead|gunned down|blown up|stabbed to death|beaten to death|beat to death|"
    "hacked to death|burned to death|burnt to death|put to death|found dead|found murdered|"
    "sent to hell|wiped out|found strangled|found shot|found hanged|shot and killed|"
    "tortured to death|mown down|"
    "mowed down|torn apart|ripped apart|blown to pieces|burned alive|"
    "stoned to death|found beheaded|found killed",
    "V": "lost their lives|lose their lives|lost his life|lost her life|did not survive|"
    "bled to death|were lost|losing their lives|burned to death inside|embraced martyrdom|"
    "embraces martyrdom|embraced shahadat|embraced shahadah|attained martyrdom|"
    "achieved martyrdom|lost life|lost their life|are no more|were no more|is no more",
    "B": "taken hostage|carried off|taken captive|taken away|taken at gunpoint",
    "k": "shoot dead|shoots dead|gun down|guns down",
    "J": "shooting dead|gunning down",
    "b": "took hostage|taking hostage|took away",
    "C": "taken into custody|taken prisoner|picked up|rounded up|led away|hauled in",
    "c": "took into custody|took prisoner|taking into custody|taking prisoner",
    "&": "as well as|together with|along with|in addition to",
    "P": "service members|services members|passers - by|by - passers|aid workers|ex - soldiers|"
    "local nationals|civil servants|brothers - in - law",
    "p": "chinese national|foreign national|afghan national|pakistani national|tajik national|"
    "uzbek national|russian national|indian national|iranian national|turkish national|"
    "civil servant|head of|brother - in - law|father - in - law|son - in - law|"
    "mother - in - law|sister - in - law|daughter - in - law|"
    "service member|passer - by|by - passer|bomb - maker|bomb maker|aid worker|local national",
    "h": "loss of life|losses of life|human losses|loss of lives",
    "z": "no one",
    "l": "death toll|tolls",
    "x": "claimed responsibility|claims responsibility|claiming responsibility|killed in action|"
    "dead end|left behind|so far",
    "S": "blew himself up|blew themselves up|blew herself up|blown himself up|killed himself|"
    "blown themselves up|blowing himself up|blowing themselves up|killed themselves|"
    "blows himself up|blow themselves up|killing himself|killing themselves|blew itself up|"
    "detonated himself|detonated themselves|blow himself up|killed herself",
    "g": "among them|most of them|many of them|some of them|half of them|one of them|all of them|"
    "mostly|mainly|nearly all of them|the majority of them",
}


def _phrase_table() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for letter, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, letter))
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in table.items()}


PHRASES: Final = _phrase_table()
"""Phrases that are one token: by their first word, longest first, with their class."""


def _classify(low: str, raw: str) -> str:
    """The class letter of a token."""
    if raw == "IS":
        return "X"
    if low in CLASSES:
        return CLASSES[low]
    for letter, nouns in (("q", WEAK), ("P", PLURAL), ("p", SINGULAR)):
        if low in nouns:
            return letter
    if not low[0].isalnum():
        return low
    if low[0].isdigit():
        return "0"
    return "X" if raw[0].isupper() else "x"


LETTERS: Final = Letters(_classify)
