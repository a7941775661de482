"""Bodies of slides that tell words: claim beside denial, quotes, method."""

import pandas as pd

from geo.briefing import facts as facts_
from geo.briefing import fit, panels
from geo.briefing.scene import MUTED, RULE, Item, Line
from geo.briefing.view import Box, Drawn, View
from geo.codes import Stance
from geo.views import words
from geo.views.frames import Frames

_METHOD = (
    (
        "Each claim keeps the exact words it rests on; claims about one incident become one event "
        "with all its sources."
    ),
    (
        "Toll: low is the lowest figure said, high the highest; one nobody reports is counted as "
        "not reported, never as zero."
    ),
    (
        "Place: a named point is a dot, an area near it a ring, a district or province is shaded; "
        "wider places and other countries are counted off-map, never put on a centroid."
    ),
    (
        "Presence: solid while confirmed within 12 months of the day looked at, faded after it, "
        "outlined where somebody denies it. Denials stand beside claims and are never averaged."
    ),
    (
        "Attribution: claimed (the group says so), attributed (somebody else does), suspected, "
        "disputed (the group denies it), unknown."
    ),
    (
        "Actors: after 15 August 2021 forces of the authorities in Kabul are listed as Taliban; "
        "this implies no legitimacy."
    ),
)


def contested(view: View, box: Box) -> Drawn:
    """Claim beside denial: who says that it is so, who says that it is not, in their words."""
    frames = view.material.frames
    claims = facts_.claims_behind(frames, view.chosen)
    denied = claims[claims["stance"].eq(Stance.DENIED) | claims["attribution"].eq("disputed")]
    about = set(denied["actors"].explode().dropna())
    hits = claims["actors"].map(lambda actors: bool(about & set(actors)) or "ANY" in about)
    asserted = claims[hits & ~claims["claim_id"].isin(denied["claim_id"])]
    asserted = asserted[asserted["kind"].ne("statistic")]
    x, y, w, h = box
    half = (w - 0.3) / 2
    items: list[Item] = [
        Line(name="between", x1=x + w / 2, y1=y, x2=x + w / 2, y2=y + h, color=RULE)
    ]
    for left, title, rows in ((x, "Claimed", asserted), (x + half + 0.3, "Denied", denied)):
        items += _sayings(title, rows, frames, (left, y, half, h))
    if denied.empty:
        items.append(
            panels.empty("Nobody denies anything in this view.", (x + half + 0.3, y + 0.4, half, 1))
        )
    sheet = tuple(
        (row["stance"], row["claim_id"], row["doc_id"], "; ".join(row["speakers"]), _said(row))
        for _, row in pd.concat([asserted, denied]).iterrows()
    )
    return Drawn(
        title="Contested: claim beside denial",
        items=tuple(items),
        alt=f"{len(asserted)} claims beside {len(denied)} denials.",
        claims=pd.concat([denied, asserted]),
        sheet=(("stance", "claim_id", "doc_id", "speakers", "day"), sheet),
        facts={"asserted": len(asserted), "denied": len(denied)},
    )


def quotes(view: View, box: Box) -> Drawn:
    """What the sources say: quotes with their citation."""
    frames = view.material.frames
    claims = facts_.claims_behind(frames, view.chosen)
    x, y, w, h = box
    half = (w - 0.4) / 2
    ordered = claims.sort_values(["published", "claim_id"], ascending=[False, True])
    lists = (ordered.iloc[0::2], ordered.iloc[1::2])
    items: list[Item] = []
    for left, rows in zip((x, x + half + 0.4), lists, strict=True):
        items += _sayings("", rows, frames, (left, y, half, h))
    if claims.empty:
        items.append(panels.empty("No claim in this view.", box))
    sheet = tuple(
        (r["claim_id"], r["doc_id"], "; ".join(r["speakers"])) for _, r in claims.iterrows()
    )
    return Drawn(
        title="What the sources say",
        items=tuple(items),
        alt=f"Quotes from {len(claims)} claims.",
        claims=claims,
        sheet=(("claim_id", "doc_id", "speakers"), sheet),
    )


def _sayings(title: str, rows: pd.DataFrame, frames: Frames, box: Box) -> list[Item]:
    x, y, w, h = box
    items: list[Item] = []
    if title:
        items.append(
            fit.place("sayings title", f"{title} ({len(rows):,})", (x, y, w, 0.28), 14, bold=True)
        )
        y, h = y + 0.36, h - 0.36
    by_doc = frames.documents.set_index("doc_id", drop=False)
    evidence = frames.tables["evidence"]
    each = 1.12
    fits = int((h - 0.2) / each)
    for n, (_, row) in enumerate(rows.head(fits).iterrows()):
        top = y + n * each
        said = evidence[evidence["claim_id"].eq(row["claim_id"])].sort_values("n")["quote"]
        who = " citing ".join(row["speakers"]) or "The document itself"
        cited = facts_.source(by_doc.loc[row["doc_id"]]).cited
        quote = " ".join(" … ".join(said).split())
        items.append(fit.place("quote", f"“{quote}”", (x, top, w, 0.64), 11))
        items.append(
            fit.place("citation", f"{who} · {cited}", (x, top + 0.66, w, 0.36), 10, color=MUTED)
        )
    if len(rows) > fits:
        text = f"and {len(rows) - fits:,} more, in the notes"
        items.append(fit.place("more", text, (x, y + h - 0.2, w, 0.2), 10, color=MUTED))
    return items


def method(view: View, box: Box) -> Drawn:
    """How the figures came about, and their limits."""
    versions = "; ".join(f"{k} {v}" for k, v in sorted(view.material.manifest.versions.items()))
    lines = [
        f"Documents read: {len(view.material.frames.documents):,}.",
        *_METHOD,
        f"Versions: {versions}." if versions else "Versions: not recorded.",
        f"{facts_.MACHINE} {facts_.DISCLAIMER}",
    ]
    return Drawn(
        title="Method and limits",
        items=(fit.place("method", "\n".join(lines), box, 14),),
        alt="How the figures came about.",
        claims=view.material.frames.claims.head(0),
        sheet=(("method",), tuple((line,) for line in lines)),
    )


def _said(row: pd.Series) -> str:
    return words.day_range(row["date_start"], row["date_end"], row["date_prec"])
