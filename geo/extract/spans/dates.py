"""Expressions of time and the days that they mean.

A text is cut into tokens with one class letter each; rules are regular expressions over the
letters. The longest match wins; what is found is then read from left to right against the
publication day and the story so far.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from geo.extract.reading import DateSpan, Sentence
from geo.extract.spans.dates_anchors import NO_ANCHORS, Anchors
from geo.extract.spans.dates_calendar import Days
from geo.extract.spans.dates_context import Context, Found
from geo.extract.spans.dates_frame import (
    dateline,
    heads,
    is_dateline,
    only_year,
    opens,
    paragraphs_of,
    release_month,
    report_year,
)
from geo.extract.spans.dates_match import (
    Candidate,
    anchored,
    choose,
    matches,
    name_anchors,
    near_times,
)
from geo.extract.spans.dates_roles import role_of
from geo.extract.spans.dates_words import LETTERS
from geo.extract.spans.lexing import Lexed, Tokens, letter, lex, words


def find_dates(
    text: str,
    sentences: Sequence[Sentence],
    published: date | None,
    anchors: Anchors = NO_ANCHORS,
    *,
    title: str = "",
    lexed: Lexed | None = None,
) -> tuple[DateSpan, ...]:
    """Find the expressions of time of a text.

    Args:
        text: The text, untouched.
        sentences: Its sentences in order; without them every line is a paragraph.
        published: Day of publication, or None where it is not known. Then words that count
            from it resolve only against a dateline or a date told before.
        anchors: Named anchors of time, see `load_anchors`.
        lexed: The text as `lex` cuts it, where the caller has it already.
        title: Headline; a single year in it dates the yearless days of the text.

    Returns:
        Spans in order of start that do not overlap. Days are None where nothing tells.
    """
    tokens = near_times(name_anchors(letter(lexed or lex(text), LETTERS), anchors))
    hits = choose(matches(tokens) + anchored(tokens, anchors))
    context = Context(published=published, base=published)
    if published is not None:
        context.headed_year = report_year(title, published.year)
    else:
        released = release_month(text)
        year = released.first.year if released else None
        context.headed_year = year or only_year(title)
        context.base = dateline(tokens, hits, year)
        context.released = released if context.base is None else None
    paragraphs = paragraphs_of(text, tokens, sentences)
    spans = []
    at, before = 0, (0, "")
    while at < len(hits):
        hit = hits[at]
        context.paragraph = paragraphs(hit.start)
        partner = (
            hits[at + 1] if at + 1 < len(hits) and _ranged(tokens, hit, hits[at + 1]) else None
        )
        found = _range(context, tokens, hit, partner) if partner else None
        if found is None:
            partner, found = None, hit.resolve(context)
        at += 2 if partner else 1
        if found is None:
            continue
        start, found = _modified(tokens, hit, found, context, before)
        before = (partner or hit).end, found.modifier if hit.anchors else ""
        _tell(context, text, tokens, hit, found)
        if partner and start == hit.start and tokens.classes[start - 1 : start] in ("r", "b"):
            start -= 1
        days = found.days
        dated = partner is None and is_dateline(tokens, hit)
        first, last = tokens.starts[start], tokens.ends[(partner or hit).end - 1]
        role = "dateline" if dated else role_of(text, first, last)
        open_start = found.modifier == "until"
        spans.append(
            DateSpan(
                start=first,
                end=last,
                text=text[first:last],
                rule="date.range" if partner else hit.rule_id,
                first=None if days is None or open_start else days.first,
                last=days.last if days else None,
                prec=None if days is None else days.precision,
                basis=found.basis,
                modifier=found.modifier,
                role=role,
            )
        )
    return tuple(spans)


def _ranged(tokens: Tokens, one: Candidate, two: Candidate) -> bool:
    """Whether two expressions are the ends of one range."""
    classes = tokens.classes
    link = classes[one.end : two.start].strip(",")
    if link == "_k" and tokens.words[two.start - 2] == "up":
        link = "k"
    opened = classes[one.start] in "rb" or (one.start > 0 and classes[one.start - 1] in "rb")
    if link == "&":
        return classes[one.start] == "b" or classes[one.start - 1 : one.start] == "b"
    return (link in ("k", "u") and opened) or (link in ("k", "-", "u") and _named(tokens, one, two))


def _named(tokens: Tokens, one: Candidate, two: Candidate) -> bool:
    """Whether both ends name a month or a year."""
    letters = tokens.classes
    return bool(set("MYI") & set(letters[one.start : one.end])) and bool(
        set("MYI") & set(letters[two.start : two.end])
    )


def _range(context: Context, tokens: Tokens, one: Candidate, two: Candidate) -> Found | None:
    """From the first day of one expression to the last of another, or None."""
    last = two.resolve(context)
    if last is None or last.days is None:
        return None
    kept = context.told_year, context.told_at
    if not set("YI") & set(tokens.classes[one.start : one.end]):
        context.told_year, context.told_at = last.days.last.year, context.paragraph
    first = one.resolve(context)
    context.told_year, context.told_at = kept
    if first is None or first.days is None or first.days.first > last.days.last:
        return None
    return Found(Days(first.days.first, last.days.last), last.basis)


def _modified(
    tokens: Tokens, hit: Candidate, found: Found, context: Context, before: tuple[int, str]
) -> tuple[int, Found]:
    """Widen an expression by "since", "until" or "as of" before it.

    `before` is the end of the last expression, and its modifier where it named an anchor:
    "since the takeover in August 2021".
    """
    days = found.days
    if days is None or found.modifier:
        return hit.start, found
    at, modifier = _modifier(tokens, hit, before[0])
    if not modifier and not tokens.classes[before[0] : hit.start].strip("it"):
        modifier = before[1]
    if modifier == "since":
        last = context.base
        open_end = Days(days.first, last) if last and last >= days.first else days
        return at, Found(open_end, found.basis, "since")
    return at, Found(days, found.basis, modifier)


def _modifier(tokens: Tokens, hit: Candidate, floor: int) -> tuple[int, str]:
    """Where the words that open or close an interval begin, and what they do to it."""
    classes, words = tokens.classes, tokens.words
    at = hit.start
    reach = _CLAUSE if hit.anchors or set("MY") & set(classes[hit.start : hit.end]) else 2
    for back in range(at - 1, max(floor - 1, at - 1 - reach), -1):
        letter_, word = classes[back], words[back]
        near = at - back <= 2 and (at - back == 1 or classes[back + 1] in "tP")
        if letter_ == "s" and word == "since":
            return back, "since"
        if letter_ == "u" and near:
            return back, "until"
        if word == "of" and back and words[back - 1] == "as" and near:
            return back - 1, "as_of"
        if hit.anchors and len(hit.anchors) == 1 and at - back <= 4:
            if word in ("after", "following"):
                return back, "since"
            if word == "before" or (word == "to" and words[back - 1 : back] == ["prior"]):
                return back, "until"
        if letter_ in ",.;:\n()&" or not word:
            break
    return hit.start, ""


_CLAUSE: Final = 14
"""How far before a date "since" may open its clause [tokens]."""


def _tell(context: Context, text: str, tokens: Tokens, hit: Candidate, found: Found) -> None:
    """Let the story move on to what was just told."""
    days = found.days
    if days is None or found.modifier in ("until", "as_of"):
        return
    if len(hit.anchors) > 1:
        context.told_year, context.told_at = days.first.year, -1
    if hit.rule_id in _ASIDE or _compares(tokens, hit.start):
        return
    if found.modifier == "since":
        context.told = days
        return
    context.told = days
    if (days.last - days.first).days < 8:
        context.told_day, context.told_in = days, context.paragraph
    elif (days.last - days.first).days < 32:
        context.told_day = None
    if days.first.year == days.last.year and _names_year(text, tokens, hit, found):
        context.told_year = days.first.year
        context.told_at = context.paragraph if opens(text, tokens, hit) else -1
        if heads(text, tokens, hit):
            context.headed_year = days.first.year
    if (
        context.published is None
        and days.first == days.last
        and tokens.classes[hit.start - 1 : hit.start] == "("
    ):
        context.base = days.first


_ASIDE: Final = frozenset(("date.last_units", "date.anchor", "date.ago"))


_COMPARING: Final = words("than with against versus compared")


def _compares(tokens: Tokens, start: int) -> bool:
    return bool(_COMPARING.intersection(tokens.words[max(0, start - 3) : start]))


def _names_year(text: str, tokens: Tokens, hit: Candidate, found: Found) -> bool:
    letters = tokens.classes[hit.start : hit.end]
    if letters == "Y":
        before = tokens.classes[hit.start - 1 : hit.start]
        return before in ("", "\n", *"isurkb&f") or heads(text, tokens, hit)
    return (
        "Y" in letters
        or "I" in letters
        or (found.basis == "narrative" and "M" in letters)
        or (hit.rule_id == "date.last_unit" and letters.endswith("v"))
    )
