"""Whether two triggers of a document tell of one incident: the features of a pair."""

from geo.extract.events_context import Context, Mention
from geo.extract.events_features import Features, article
from geo.extract.reading import DateSpan, PlaceSpan

_DEFINITE = ("definite", "this")


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
        f"b.art.{article(context, second)}": 1.0,
        "b.definite": article(context, second) in _DEFINITE,
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
        opening = context.text[b.start : b.start + 60].lower()
        out["open.another"] = any(w in opening for w in ("another", "second", "separate", "also "))
        out["open.then"] = any(
            w in opening for w in ("earlier", "later", "previous", "last ", "in a ", "elsewhere")
        )
        out["open.meanwhile"] = "meanwhile" in opening or "same day" in opening
    return out


def _overlaps(context: Context, first: Mention, second: Mention) -> Features:
    """How the places, dates, tolls and actors beside two triggers agree or clash."""
    out: Features = {}
    xs, ys = near_places(context, first), near_places(context, second)
    ax, ay = {p.adm1 for p in xs if p.adm1}, {p.adm1 for p in ys if p.adm1}
    nx, ny = {p.text.lower() for p in xs}, {p.text.lower() for p in ys}
    out["place.a"], out["place.b"] = len(ax), len(ay)
    out["place.same_name"] = len(nx & ny)
    out["place.same_adm1"] = len(ax & ay)
    out["place.clash"] = bool(ax and ay and not ax & ay)
    out["place.new"] = bool(ay and not ax & ay)
    fine_x = {p.text.lower() for p in xs if str(p.kind) in ("site", "city", "district")}
    fine_y = {p.text.lower() for p in ys if str(p.kind) in ("site", "city", "district")}
    out["place.fine_clash"] = bool(fine_x and fine_y and not fine_x & fine_y)
    ds, es = near_dates(context, first), near_dates(context, second)
    out["date.a"], out["date.b"] = len(ds), len(es)
    overlap = any(
        d.first and e.last and e.first and d.last and d.first <= e.last and e.first <= d.last
        for d in ds
        for e in es
    )
    out["date.same"] = any(d.first == e.first and d.last == e.last for d in ds for e in es)
    out["date.overlap"] = overlap
    out["date.clash"] = bool(ds and es and not overlap)
    ts, us = context.tolls[first.sentence], context.tolls[second.sentence]
    out["toll.a"], out["toll.b"] = len(ts), len(us)
    out["toll.same"] = any(t.what == u.what and t.best == u.best for t in ts for u in us)
    out["toll.rival"] = any(t.what == u.what and t.best != u.best for t in ts for u in us)
    act_a = {i for s in context.actors[first.sentence] for i in s.actors} - {"UNKNOWN", "ANY"}
    act_b = {i for s in context.actors[second.sentence] for i in s.actors} - {"UNKNOWN", "ANY"}
    out["actor.same"] = len(act_a & act_b)
    out["actor.clash"] = bool(act_a and act_b and not act_a & act_b)
    return out
