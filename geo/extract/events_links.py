"""Whether two triggers of a document tell of one incident: the features of a pair."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from geo.extract.events_context import Context, Mention
from geo.extract.events_features import Features, article
from geo.extract.reading import DateSpan, PlaceSpan, Sentence
from geo.extract.scanning import Held

_DEFINITE: Final = ("definite", "this")
_FINE: Final = ("site", "city", "district")
_DAY: Final = timedelta(days=1)
_OPENINGS: Final = {
    "another": ("another", "second", "separate", "also "),
    "then": ("earlier", "later", "previous", "last ", "in a ", "elsewhere"),
    "meanwhile": ("meanwhile", "same day"),
}


def near_places(context: Context, mention: Mention) -> list[PlaceSpan]:
    """Places of a trigger: those of its clause, else of its sentence."""
    found = [p for p in context.places[mention.sentence] if not p.role and p.country]
    lo, hi = context.clause_span(mention.sentence, mention.clause)
    return [p for p in found if lo <= p.start < hi] or found


def near_dates(context: Context, mention: Mention) -> list[DateSpan]:
    """Dates of a trigger: those of its clause, else of its sentence."""
    found = [d for d in context.dates[mention.sentence] if d.first]
    lo, hi = context.clause_span(mention.sentence, mention.clause)
    return [d for d in found if lo <= d.start < hi] or found


def pair_features(context: Context, first: Mention, second: Mention) -> Features:
    """Features of two triggers, the first standing before the second."""
    a, b = context.sentences[first.sentence], context.sentences[second.sentence]
    pa, pb = first.hit.pattern, second.hit.pattern
    same = first.sentence == second.sentence
    sort = article(context, second)
    between = [m for m in context.mentions_of[second.sentence] if first.start < m.start]
    out: Features = {
        "same_sentence": same,
        "same_clause": same and first.clause == second.clause,
        "clauses": second.clause - first.clause if same else second.clause,
        "sentences": min(20, second.sentence - first.sentence),
        "paragraphs": min(20, b.paragraph - a.paragraph),
        "same_paragraph": a.paragraph == b.paragraph,
        "chars": min(3000, second.start - first.end),
        "a.heading": a.heading,
        "b.heading": b.heading,
        "a.first": first.sentence <= 1,
        "entry": b.paragraph in context.dated_lines,
        "same_entry": a.paragraph == b.paragraph and b.paragraph in context.dated_lines,
        "paragraph_first": a.paragraph == b.paragraph
        and context.sentences[max(0, first.sentence - 1)].paragraph != a.paragraph,
        "a.index": min(30, first.sentence),
        "same_pattern": pa.id == pb.id,
        "same_type": pa.type == pb.type and bool(pa.type),
        "other_type": pa.type != pb.type and bool(pa.type and pb.type),
        "same_text": context.text[first.start : first.end].lower()
        == context.text[second.start : second.end].lower(),
        "plural": pa.plural + 2 * pb.plural,
        f"a.role.{pa.role}": 1.0,
        f"b.role.{pb.role}": 1.0,
        f"a.type.{pa.type}": 1.0,
        f"b.type.{pb.type}": 1.0,
        f"b.art.{sort}": 1.0,
        "b.definite": sort in _DEFINITE,
        "between": len([m for m in between if m.start < second.start]),
    }
    out |= _overlaps(context, first, second)
    if context.scores is not None:
        out["enc.same"] = context.scores.link(
            "same", (first.start, first.end), (second.start, second.end)
        )
    shared = context.names[first.sentence] & context.names[second.sentence]
    words = context.words[first.sentence] & context.words[second.sentence]
    out["names"] = 0 if same else len(shared)
    out["words"] = 0 if same else len(words)
    out["b.starts"] = second.start - b.start < 25
    out["b.claims"] = len(context.claim_cues[second.sentence])
    if same:
        middle = context.text[first.end : second.start].lower()
        out |= {
            "mid.semicolon": ";" in middle,
            "mid.stop": ". " in middle,
            "mid.colon": ":" in middle,
            "mid.dash": " – " in middle or " — " in middle or " - " in middle,
            "mid.while": " while " in middle,
            "mid.another": "another" in middle or "second" in middle or " other " in middle,
            "mid.and": " and " in middle,
            "mid.comma": middle.count(","),
            "mid.after": " after " in middle or " before " in middle,
            "mid.when": " when " in middle or " that " in middle or " which " in middle,
        }
    else:
        out |= _opening(context, b)
    return out


def _opening(context: Context, sentence: Sentence) -> Features:
    """What the first words of a sentence say of those before it, read once."""
    key = ("opening", sentence.start, sentence.end)
    known = context.beside.get(key)
    if isinstance(known, dict):
        return known
    words = context.text[sentence.start : sentence.start + 60].lower()
    found: Features = {
        f"open.{name}": any(word in words for word in cues) for name, cues in _OPENINGS.items()
    }
    context.beside[key] = found
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside one trigger, gathered once for all its pairs."""

    adm1: frozenset[str]
    names: frozenset[str]
    fine: frozenset[str]
    dates: tuple[tuple[date, date], ...]
    sharp: tuple[tuple[date, date], ...]
    tolls: frozenset[tuple[str, int | None]]
    whats: frozenset[str]
    actors: frozenset[str]
    record: bool
    anew: bool
    around: frozenset[str]


def side(context: Context, mention: Mention) -> Side:
    """What stands beside a trigger."""
    known = context.sides.get(mention.index)
    if isinstance(known, Side):
        return known
    places = near_places(context, mention)
    dates = [(d.first, d.last, d.prec) for d in near_dates(context, mention)]
    tolls = context.tolls[mention.sentence]
    sentence = context.sentences[mention.sentence]
    out = Side(
        adm1=frozenset(p.adm1 for p in places if p.adm1),
        names=frozenset(p.text.lower() for p in places),
        fine=frozenset(p.text.lower() for p in places if str(p.kind) in _FINE),
        dates=tuple((a, b) for a, b, _ in dates if a and b),
        sharp=tuple((a, b) for a, b, prec in dates if a and b and prec and prec <= 4),
        tolls=frozenset((t.what, t.best) for t in tolls),
        whats=frozenset(t.what for t in tolls),
        actors=frozenset(i for s in context.actors[mention.sentence] for i in s.actors)
        - {"UNKNOWN", "ANY"},
        record=_RECORD.match(context.text, sentence.start, sentence.end) is not None,
        around=frozenset(p.adm1 for p in context.places[mention.sentence] if p.adm1),
        anew=_ANEW.match(context.text, sentence.start, sentence.end) is not None,
    )
    context.sides[mention.index] = out
    return out


_RECORD: Final = Held(
    r"(?:the|both|this|that|he|these)\b (?:\w+ ){0,4}?(?:leaders?|facilitators?|commanders?|"
    r"networks?|detainees?|insurgents?|militants?|specialists?|emir|men|suspects?|members?|man|"
    r"individuals?|he)?\b ?(?:(?:was|were|is|are|has|have|had|been|also|directly|reportedly|"
    r"allegedly|believed|suspected|known|thought|to|be|of|having) ){0,5}"
    r"(?:responsible for|involved in|coordinat\w+|direct(?:s|ed)|plan(?:s|ned)|facilitat(?:es|ed)|"
    r"suppl(?:ies|ied)|distribut(?:es|ed)|conduct(?:s|ed)|oversees|oversaw|leads?\b|manag(?:es|ed)|"
    r"associated with|linked to|tied to|wanted (?:for|in)|constructed|built|planted|emplaced)",
    re.IGNORECASE,
)
"""What is known of somebody who was caught or killed: told beside the incident, not as it."""


_ANEW: Final = Held(
    r"(?:[-–—•*] ?)?(?:(?:just |only |some |about |a few |\w+ )?(?:hours?|days?|minutes|"
    r"weeks?) (?:later|earlier|before|after(?:wards)?)\b|"
    r"(?:also )?(?:on )?the (?:same|next|following|previous) (?:day|night|morning|evening|"
    r"afternoon|week)\b|elsewhere\b|meanwhile\b|"
    r"separately\b|in (?:a|another) (?:separate|different|second|third)?\b|also (?:in|on)\b|"
    r"and in\b|in [A-Z])",
    re.IGNORECASE,
)
"""How a sentence opens that turns to another incident."""


def apart(context: Context, first: Mention, second: Mention) -> bool:
    """Whether two triggers differ in day, in both place and toll, or in being a mere record."""
    return _apart(side(context, first), side(context, second))


def _apart(a: Side, b: Side) -> bool:
    if a.record != b.record or (_elsewhere(a, b) and (_other_tolls(a, b) or _turns(a, b))):
        return True
    if not a.sharp or not b.sharp:
        return False
    return all(x[0] - y[1] > _DAY or y[0] - x[1] > _DAY for x in a.sharp for y in b.sharp)


def _turns(a: Side, b: Side) -> bool:
    """Whether the text turns to another incident, in a province not spoken of beside the first."""
    return b.anew and not a.around & b.adm1


def _elsewhere(a: Side, b: Side) -> bool:
    return bool(a.adm1 and b.adm1 and not a.adm1 & b.adm1)


def _other_tolls(a: Side, b: Side) -> bool:
    """Whether both count the same sort of people, and no count agrees."""
    return bool(a.whats & b.whats) and not a.tolls & b.tolls


def _overlaps(context: Context, first: Mention, second: Mention) -> Features:
    """How the places, dates, tolls and actors beside two triggers agree or clash."""
    a, b = side(context, first), side(context, second)
    overlap = any(x[0] <= y[1] and y[0] <= x[1] for x in a.dates for y in b.dates)
    same_what = a.whats & b.whats
    return {
        "place.a": len(a.adm1),
        "place.b": len(b.adm1),
        "place.same_name": len(a.names & b.names),
        "place.same_adm1": len(a.adm1 & b.adm1),
        "place.clash": _elsewhere(a, b),
        "place.new": bool(b.adm1 and not a.adm1 & b.adm1),
        "place.fine_clash": bool(a.fine and b.fine and not a.fine & b.fine),
        "date.a": len(a.dates),
        "date.b": len(b.dates),
        "date.same": bool(set(a.dates) & set(b.dates)),
        "date.overlap": overlap,
        "date.clash": bool(a.dates and b.dates and not overlap),
        "date.apart": _apart(a, b),
        "toll.a": len(a.tolls),
        "toll.b": len(b.tolls),
        "toll.same": bool(a.tolls & b.tolls),
        "toll.rival": bool(same_what) and not a.tolls & b.tolls,
        "actor.same": len(a.actors & b.actors),
        "actor.clash": bool(a.actors and b.actors and not a.actors & b.actors),
    }
