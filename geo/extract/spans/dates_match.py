"""Where a text may tell a time: the matches of the rules and of named anchors."""

import re
from dataclasses import dataclass, replace
from typing import Final

from geo.extract.scanning import Scans
from geo.extract.spans.dates_anchors import Anchor, Anchors
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found, Hit, Rule
from geo.extract.spans.dates_days import DAYS
from geo.extract.spans.dates_months import MONTHS_AND_YEARS
from geo.extract.spans.dates_published import PUBLISHED
from geo.extract.spans.dates_story import STORY
from geo.extract.spans.lexing import Tokens

RULES: Final[tuple[Rule, ...]] = (*DAYS, *MONTHS_AND_YEARS, *PUBLISHED, *STORY)
_SCANS: Final = Scans({str(order): rule.regex for order, rule in enumerate(RULES)})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of one rule, or of a named anchor, not read yet.

    Attributes:
        start: Place of its first token.
        end: Place just past its last token.
        order: Place of its rule among the rules; -1 for an anchor.
        hit: The match, or None for an anchor.
        anchors: The rows of the anchor's name.
        of_year: The year or "last", "this" said beside the name, or "".
    """

    start: int
    end: int
    order: int
    hit: Hit | None = None
    anchors: tuple[Anchor, ...] = ()
    of_year: str = ""

    @property
    def rule_id(self) -> str:
        """Id of the rule that matched."""
        return RULES[self.order].rule_id if self.hit else "date.anchor"

    def resolve(self, context: Context) -> Found | None:
        """What it means at this point of the story; None where it is no time after all."""
        if self.hit is not None:
            return RULES[self.order].resolve(context, self.hit)
        return _recall(self.anchors, self.of_year, context)


def near_times(tokens: Tokens) -> Tokens:
    """The tokens that stand near a word of time; what lies between is one blank token."""
    near = Tokens([], [], [], [], "")
    classes = []
    for match in _NEAR.finditer(tokens.classes):
        start, end = match.span()
        near.words.extend((*tokens.words[start:end], ""))
        near.raw.extend((*tokens.raw[start:end], ""))
        near.starts.extend((*tokens.starts[start:end], tokens.ends[end - 1]))
        near.ends.extend((*tokens.ends[start:end], tokens.ends[end - 1]))
        classes += [match.group(), "_"]
    return replace(near, classes="".join(classes))


_NEAR: Final = re.compile(r"(?:.{0,9}[MWwYGIJUvgpQqSjzRs]){1,400}.{0,5}", re.DOTALL)


def name_anchors(tokens: Tokens, anchors: Anchors) -> Tokens:
    """The tokens with class R for the words of a named anchor."""
    by_word, words = anchors.by_word, tokens.words
    classes: list[str] = []
    for at in [at for at, word in enumerate(words) if word in by_word]:
        for name in by_word[words[at]]:
            end = at + len(name)
            if tuple(words[at:end]) == name:
                classes = classes or list(tokens.classes)
                classes[at:end] = "R" * len(name)
                break
    return replace(tokens, classes="".join(classes)) if classes else tokens


def matches(tokens: Tokens) -> list[Candidate]:
    """What the rules match, overlapping."""
    found = []
    spots = _SCANS.spots(tokens.classes)
    for order, rule in enumerate(RULES):
        for match in _SCANS.matches(str(order), tokens.classes, spots):
            hit = Hit(tokens, match)
            if rule.accept is None or rule.accept(hit):
                found.append(Candidate(match.start(), match.end(), order, hit))
    return found


def anchored(tokens: Tokens, anchors: Anchors) -> list[Candidate]:
    """The named anchors of a text whose names `name_anchors` has marked."""
    found = []
    for match in _ANCHOR.finditer(tokens.classes):
        start, end = match.span("name")
        name = tuple(tokens.words[start:end])
        while name and name not in anchors.by_name:
            name = name[:-1]
        if not name:
            continue
        whole = len(name) == end - start
        of_year = tokens.words[match.start("year")] if whole and match["year"] else ""
        end = match.end() if whole else start + len(name)
        rows = anchors.by_name[name]
        found.append(Candidate(start, end, -1, anchors=rows, of_year=of_year))
    return found


_ANCHOR: Final = re.compile(r"(?P<name>R{1,12})(?:,?f?(?P<year>Y|[LT](?=v))v?)?")


def _recall(anchors: tuple[Anchor, ...], of_year: str, context: Context) -> Found:
    """The days of a named anchor; of one that comes back, the one meant here."""
    base = context.base
    rows = anchors
    if len(anchors) > 1:
        year = context.told_year if base is None else None
        if of_year.isdigit():
            year = int(of_year)
        elif of_year and base is not None:
            year = base.year - (of_year == "last")
        if year is not None:
            rows = tuple(row for row in anchors if row.first.year == year)
        else:
            rows = tuple(row for row in anchors if base is not None and row.first <= base)
    return Found(Days(rows[-1].first, rows[-1].last), "anchor") if rows else Found(None, "vague")


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """The longest of overlapping candidates, the earlier rule among equals, in text order."""
    candidates.sort(key=lambda c: (c.start, c.start - c.end, c.order))
    chosen: list[Candidate] = []
    for candidate in candidates:
        while chosen and candidate.start < chosen[-1].end:
            if candidate.end - candidate.start > chosen[-1].end - chosen[-1].start:
                chosen.pop()
                continue
            break
        else:
            chosen.append(candidate)
    return chosen
