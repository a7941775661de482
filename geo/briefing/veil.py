"""Publish mode for the briefer's own words: names, exact places and points are taken out.

What the atlas holds as a speaker, a target, a town or a hidden publisher is replaced; a run of
capitalised words that nobody knows is left and asked about, since only a person can tell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geo.briefing.deck import Deck, Publish
from geo.briefing.publish import UNDISCLOSED
from geo.codes import WherePrec
from geo.views.frames import Frames
from geo.views.words import Names

WITHHELD: Final = "[withheld]"
_WORD: Final = r"[^\W\d_](?:[\w'’.-]*\w)?"
_RUN: Final = re.compile(rf"{_WORD}(?:[ \u00a0]+{_WORD})*")
_POINT: Final = re.compile(
    r"[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[EW]?"
    r"|\d{1,3}\s*°\s*\d{1,2}\s*['’′][^,;\n]{0,14}[NSEW]"
    r"|\b\d{1,2}[C-X]\s?[A-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"
)
"""A pair of decimal degrees, degrees with minutes, or a military grid reference."""
_PLAIN_WORDS: Final = (
    "a an and are as at by for from in is of on or over since the this to under until was were "
    "afghan afghanistan agency army assembly attacks authority bank border briefing bureau claims "
    "commission committee corps council court daily defence defense department district embassy "
    "emirate events experts figures forces foreign front general government group groups human "
    "intelligence interior international islamic key khorasan map media ministry mission "
    "monday monitoring movement national news network office organisation organization pakistan "
    "pakistani party police press province provinces radio report reports resistance rights saudi "
    "security service sources state states taliban team television tribune tv un union united "
    "update voice watch week weekly what where who times post january february march april may "
    "june july august september october november december iran tajikistan north south east west "
    "northern southern eastern western central asia asian kabul deaths injured presence"
)
_PLAIN: Final = frozenset(_PLAIN_WORDS.split())
_TITLES: Final = frozenset(
    ("mullah", "maulvi", "mawlawi", "qari", "sheikh", "haji", "commander", "minister", "governor",
     "president", "colonel", "captain", "doctor", "spokesman", "spokesperson", "deputy", "refugees")
)  # fmt: skip
"""Words that go with a name and are none."""
_SUSPECTS: Final = 5


@dataclass(frozen=True, slots=True)
class Veil:
    """What must not be said.

    Attributes:
        secrets: (pattern, what stands in its place), longest first.
        known: Words, lower case, that are no person's name.
        fine: Names, lower case, of groups and areas that may be said.
    """

    secrets: tuple[tuple[re.Pattern[str], str], ...]
    known: frozenset[str]
    fine: frozenset[str]

    def cover(self, text: str) -> tuple[str, list[str]]:
        """A text without its secrets, and the words that were taken out."""
        found: list[str] = []
        for pattern, instead in self.secrets:
            found += [match.group() for match in pattern.finditer(text)]
            text = pattern.sub(instead, text)
        return text, found

    def suspects(self, text: str) -> list[str]:
        """Runs of capitalised words that may name a person."""
        runs = _names(text.replace(WITHHELD, "."), self.known)
        return [run for run in runs if " " in run and run.lower() not in self.fine]


def veil(frames: Frames, names: Names, publish: Publish) -> Veil:
    """Gather what publish mode withholds from a snapshot, before it is applied.

    Args:
        frames: The snapshot, untouched.
        names: Our names.
        publish: What the deck asks for.
    """
    ours = [*names.actors.values(), *names.actors, *names.provinces.values()]
    ours += map(str, frames.documents["publisher"].dropna())
    known = _PLAIN | {word.lower() for text in ours for word in re.findall(_WORD, text)}
    said: list[str] = [str(s) for row in frames.claims["speakers"] for s in row]
    said += map(str, frames.claims["target"].dropna())
    said += map(str, frames.events["target"].dropna())
    said += [a.removeprefix("OTHER:") for row in frames.claims["actors"] for a in row
             if a.startswith("OTHER:")]  # fmt: skip
    people = {name for text in set(said) for name in _names(text, known) if " " in name}
    people |= {p for name in people for p in re.findall(_WORD, name)
               if len(p) >= 4 and p.lower() not in known | _TITLES}  # fmt: skip
    fine = {text.lower() for text in (*ours, *names.districts.values())}
    places = {p for p in _places(frames) if p.lower() not in fine and not _all_known(p)}
    secrets = dict.fromkeys(people | places, WITHHELD)
    secrets |= dict.fromkeys(publish.undisclosed, UNDISCLOSED)
    patterns = [
        (re.compile(rf"(?<!\w){re.escape(secret)}(?!\w)", re.IGNORECASE), instead)
        for secret, instead in sorted(secrets.items(), key=lambda s: (-len(s[0]), s[0]))
    ]
    return Veil(((_POINT, WITHHELD), *patterns), frozenset(known), frozenset(fine))


def cleared(deck: Deck, frames: Frames, names: Names) -> tuple[Deck, list[str]]:
    """A deck whose titles and notes say nothing that publish mode withholds.

    Args:
        deck: The deck.
        frames: The snapshot, untouched.
        names: Our names.

    Returns:
        The deck, the same where publish mode is off, and sentences on what was taken out and on
        what the briefer should look at.
    """
    if not deck.publish.on:
        return deck, []
    over = veil(frames, names, deck.publish)
    told: list[str] = []

    def clear(text: str, where: str) -> str:
        text, found = over.cover(text)
        if found:
            gone = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
            told.append(f"Publish mode took {gone} out of {where}.")
        if suspects := list(dict.fromkeys(over.suspects(text)))[:_SUSPECTS]:
            asked = ", ".join(f"“{word}”" for word in suspects)
            told.append(f"Please check {where}: {asked} may be the name of a person.")
        return text

    slides = tuple(
        slide.model_copy(
            update={
                "title": clear(slide.title, f"the title of slide {n}")[:300],
                "notes": clear(slide.notes, f"the notes of slide {n}")[:20_000],
            }
        )
        for n, slide in enumerate(deck.slides, 1)
    )
    title = clear(deck.title, "the title of the deck")[:300]
    return deck.model_copy(update={"title": title, "slides": slides}), told


def _names(text: str, known: Iterable[str]) -> Iterator[str]:
    """Runs of words that each begin with a capital, or are of a script without, and are unknown."""
    for run in _RUN.findall(text):
        part: list[str] = []
        for word in [*run.split(), ""]:
            if word and not word[0].islower() and word.lower().strip(".") not in known:
                part.append(word)
                continue
            if part:
                yield " ".join(part)
            part = []


def _places(frames: Frames) -> Iterator[str]:
    """Names of towns and sites: what is more exact than a district."""
    for table, name in ((frames.events, "place_name"), (frames.tables["claim_places"], "name")):
        exact = table["where_prec"].lt(WherePrec.ADM2) & table[name].notna()
        yield from map(str, table.loc[exact, name])


def _all_known(place: str) -> bool:
    return all(word.lower() in _PLAIN for word in re.findall(_WORD, place))
