"""Bodies of slides that tell words: claim beside denial, quotes, method."""

from dataclasses import replace
from typing import Final

import pandas as pd

from geo.briefing import facts as facts_
from geo.briefing import fit, panels, side
from geo.briefing.publish import WITHHELD
from geo.briefing.scene import MUTED, Item, Line
from geo.briefing.view import Box, Drawn, View
from geo.views import words
from geo.views.contested import disputes
from geo.views.frames import Frames
from geo.views.map import DENIED

_SAID: Final = "#2a6599"
_LEAST: Final = 0.75
"""Least height that a quote with its citation is given [in]."""
_NAMED: Final = ("code", "gazetteer.csv", "provinces.geojson", "districts.geojson")
"""Versions that the slide names."""
_MOST: Final = 12
"""Quotes that can ever fit one column."""

_METHOD = (
    (
        "Evidence",
        (
            "Each claim keeps the exact words it rests on; claims about one incident become one "
            "event with all its sources."
        ),
    ),
    (
        "Toll",
        (
            "Low is the lowest figure said, high the highest; one nobody reports is counted as "
            "not reported, never as zero."
        ),
    ),
    (
        "Place",
        (
            "A named point is a dot, an area near it a ring, a district or province is shaded; "
            "wider places and other countries are counted off-map, never put on a centroid."
        ),
    ),
    (
        "Presence",
        (
            "Solid while confirmed within 12 months of the day looked at, faded after it, "
            "outlined where somebody denies it. Denials stand beside claims and are never averaged."
        ),
    ),
    (
        "Attribution",
        (
            "Claimed (the group says so), attributed (somebody else does), suspected, "
            "disputed (the group denies it), unknown."
        ),
    ),
    (
        "Actors",
        (
            "After 15 August 2021 forces of the authorities in Kabul are listed as Taliban; "
            "this implies no legitimacy."
        ),
    ),
)


def contested(view: View, box: Box) -> Drawn:
    """Claim beside denial, group by group: who says so, who says otherwise, in their words."""
    frames, names = view.material.frames, view.material.names
    found = disputes(frames, view.filters, view.chosen)
    x, y, w, h = box
    half = (w - 0.5) / 2
    heads = (("Said", x, _SAID), ("Denied", x + half + 0.5, DENIED))
    items: list[Item] = []
    for title, left, color in heads:
        items += [
            fit.place("column title", title, (left, y, half, 0.28), 14, bold=True),
            Line(name=title, x1=left, y1=y + 0.32, x2=left + half, y2=y + 0.32, color=color,
                 line_pt=2.5),
        ]  # fmt: skip
    top, shown = y + 0.42, 0
    for n, dispute in enumerate(found):
        room = (y + h - 0.24 - top) / max(1, min(3, len(found)) - n)
        if room < _LEAST:
            break
        who = names.actor(dispute.actor)
        line = (
            f"{who}: {words.count(len(dispute.asserted), 'claim')}, "
            f"{words.count(len(dispute.denied), 'denial')}"
            + (f" ({dispute.of_all:,} of all groups at once)" if dispute.of_all else "")
        )
        items.append(fit.place("group", fit.cut(line, w, 12, bold=True), (x, top, w, 0.24), 12,
                               bold=True))  # fmt: skip
        ends = [
            _flow(rows.iloc[::-1], frames, (left, top + 0.3, half, room - 0.3), items)
            for left, rows in ((x, dispute.asserted), (x + half + 0.5, dispute.denied))
        ]
        top, shown = max(ends) + 0.12, n + 1
    if not found:
        items.append(
            panels.empty("Nothing in this view is both said and denied.", (x, y + 0.2, w, h))
        )
    rest = len(found) - shown
    more = "Latest first; all quotes are in the notes."
    if rest:
        more += f" {words.count(rest, 'further group')} in the data file."
    items.append(fit.place("more", more, (x, y + h - 0.2, w, 0.2), 10, color=MUTED))
    sides = [(d.actor, kind, row) for d in found
             for kind, part in (("said", d.asserted), ("denied", d.denied))
             for _, row in part.iterrows()]  # fmt: skip
    behind = pd.concat([part for d in found for part in (d.denied, d.asserted)] or
                       [frames.claims.head(0)]).drop_duplicates("claim_id")  # fmt: skip
    said = _quotes(frames, behind)
    sheet = tuple(
        (names.actor(actor), kind, row["claim_id"], row["doc_id"], "; ".join(row["speakers"]),
         _said(row), said.get(row["claim_id"], ""))
        for actor, kind, row in sides
    )  # fmt: skip
    asserted, denied = (sum(len(getattr(d, n)) for d in found) for n in ("asserted", "denied"))
    return Drawn(
        title="Contested: claim beside denial",
        items=tuple(items),
        alt=f"{words.count(len(found), 'group')}: {asserted} claims beside {denied} denials.",
        claims=frames.claims[frames.claims["claim_id"].isin(set(behind["claim_id"]))],
        sheet=(("group", "side", "claim_id", "doc_id", "speakers", "day", "quote"), sheet),
        facts={"asserted": asserted, "denied": denied, "groups": len(found)},
    )


def quotes(view: View, box: Box) -> Drawn:
    """What the sources say: quotes with their citation."""
    frames = view.material.frames
    claims = facts_.claims_behind(frames, view.chosen)
    x, y, w, h = box
    half = (w - 0.5) / 2
    ordered = _each_document_first(claims)
    items: list[Item] = []
    left_over = ordered
    for left in (x, x + half + 0.5):
        drawn = len(items) // 2
        _flow(ordered.iloc[drawn:], frames, (left, y, half, h - 0.26), items)
        left_over = ordered.iloc[len(items) // 2 :]
    if len(left_over):
        text = f"and {words.count(len(left_over), 'further claim')}, in the notes and the data file"
        items.append(fit.place("more", text, (x, y + h - 0.2, w, 0.2), 10, color=MUTED))
    if claims.empty:
        items.append(panels.empty("No claim in this view.", box))
    said = _quotes(frames, ordered)
    sheet = tuple(
        (r["claim_id"], r["doc_id"], "; ".join(r["speakers"]), said.get(r["claim_id"], ""))
        for _, r in ordered.iterrows()
    )
    return Drawn(
        title="What the sources say",
        items=tuple(items),
        alt=f"Quotes from {words.count(len(claims), 'claim')}.",
        claims=claims,
        sheet=(("claim_id", "doc_id", "speakers", "quote"), sheet),
    )


def _each_document_first(claims: pd.DataFrame) -> pd.DataFrame:
    """Latest document first, and one claim of each before the second of any."""
    ordered = claims.sort_values(["published", "claim_id"], ascending=[False, True])
    turn = ordered.groupby("doc_id").cumcount()
    return ordered.assign(turn=turn).sort_values("turn", kind="stable").drop(columns="turn")


def _flow(rows: pd.DataFrame, frames: Frames, box: Box, items: list[Item]) -> float:
    """Set quotes with their citations under each other, each as tall as its words.

    Returns:
        Where the last one ends [in].
    """
    x, y, w, h = box
    by_doc = frames.documents.set_index("doc_id", drop=False)
    top = y
    rows = rows.head(_MOST)
    said = _quotes(frames, rows)
    for _, row in rows.iterrows():
        who = " citing ".join(dict.fromkeys(row["speakers"])) or "In its own voice"
        cited = f"{who} · {facts_.source(by_doc.loc[row['doc_id']]).cited}"
        room = y + h - top
        if room < _LEAST:
            break
        quote = said.get(row["claim_id"], "")
        words_ = quote.capitalize() if quote == WITHHELD else f"“{quote}”"
        most = min(0.83, room - 0.38)
        text = fit.place("quote", words_, (x, top, w, most), 12, smallest=11)
        tall = len(text.lines) * fit.line_height(text.size)
        below = fit.place("citation", cited, (x, top + tall + 0.03, w, 0.345), 10, color=MUTED)
        high = len(below.lines) * fit.line_height(below.size)
        if tall + high + 0.03 > room + 1e-9:
            break
        items += [replace(text, h=tall), replace(below, h=high)]
        top += tall + high + 0.2
    return top - 0.08


def _quotes(frames: Frames, rows: pd.DataFrame) -> dict[str, str]:
    said = facts_.quotes(frames, rows["claim_id"], " … ")
    return {claim_id: " ".join(words_.split()) for claim_id, words_ in said.items()}


def method(view: View, box: Box) -> Drawn:
    """How the figures came about, and their limits."""
    versions = view.material.manifest.versions
    x, y, w, h = box
    half = (w - 0.5) / 2
    items: list[Item] = []
    for n, (head, text) in enumerate(_METHOD):
        left, top = x + (n % 2) * (half + 0.5), y + (n // 2) * 1.22
        items += [
            fit.place("method title", head, (left, top, half, 0.26), 13, bold=True),
            fit.place("method", text, (left, top + 0.28, half, 0.76), 12, smallest=11),
        ]
    made = "; ".join(f"{k} {versions[k]}" for k in _NAMED if k in versions) or "not recorded"
    counted = words.count(len(view.material.frames.documents), "document")
    lines = [
        f"Read: {counted}. Versions: {made}; all others in the data file.",
        f"{facts_.MACHINE} {facts_.DISCLAIMER}",
    ]
    items += side.paragraphs(lines, (x, y + 3.72, w, h - 3.72), 12)
    every = [*(f"{head}: {text}" for head, text in _METHOD), *lines]
    every += [f"{name} {version}" for name, version in sorted(versions.items())]
    return Drawn(
        title="Method and limits",
        items=tuple(items),
        alt=" ".join(every[: len(_METHOD)]),
        claims=view.material.frames.claims.head(0),
        sheet=(("method",), tuple((line,) for line in every)),
    )


def _said(row: pd.Series) -> str:
    return words.day_range(row["date_start"], row["date_end"], row["date_prec"])
