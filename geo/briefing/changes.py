"""Body of the slide that says what changed since the last briefing."""

from dataclasses import replace
from typing import Final

import pandas as pd

from geo.briefing import fit, panels
from geo.briefing.scene import MUTED, Item
from geo.briefing.view import Box, Drawn, View
from geo.errors import DeckError
from geo.views import changes as changes_
from geo.views import words

_PRIVATE: Final = frozenset(
    ("lat", "lon", "place_id", "place_name", "adm2", "target", "actors", "speakers")
)
"""Fields whose values are left out in publish mode."""
HEADER: Final = ("Change", "Event", "What moved", "Why")
_SHEET: Final = ("what", "id", "change", "record", "moved", "toll moved", "why")


def changes(view: View, box: Box) -> Drawn:
    """New, corrected and withdrawn events since the snapshot that the slide names.

    Raises:
        DeckError: If the slide names no snapshot.
    """
    material, earlier = view.material, view.spec.since_snapshot
    if not earlier or material.before is None:
        raise DeckError(
            "a slide of changes needs since_snapshot, the id of the last briefing's snapshot "
            "(it stands at the foot of each slide)"
        )
    rows, unlisted = _rows(view, changes_.within(material.before(earlier), view.filters))
    events = rows[rows["what"].eq("event")]
    said = [f"{int(events['change'].eq(c).sum()):,} {c}" for c in ("new", "corrected")]
    gone = int(events["change"].eq("withdrawn").sum()) + unlisted
    tolls = int(events["toll"].sum())
    claims = int(rows["what"].eq("claim").sum())
    lead = f"Events since {earlier}: {', '.join(said)}, {gone:,} withdrawn; tolls moved: {tolls:,}."
    x, y, w, h = box
    most = int((h - 0.7) / 0.3) - 1
    widths = tuple(share * w for share in (0.09, 0.36, 0.27, 0.28))
    cells = [tuple(r) for r in events[["change", "said", "moved", "reason"]].to_numpy().tolist()]
    items: list[Item] = [fit.place("changes", lead, (x, y, w, 0.3), 14, bold=True, smallest=12)]
    if cells:
        items.append(panels.table("Changes", [HEADER, *cells[:most]], widths, x, y + 0.4))
    else:
        items.append(panels.empty("No event is other than it was.", (x, y + 0.2, w, h)))
    foot = f"{words.count(claims, 'claim')} changed too; all are in the data file."
    foot = foot if claims else "no claim changed; all events are in the data file."
    if len(cells) > most:
        foot = f"The first {most} of {len(cells):,} events; {foot}"
    foot = foot[0].upper() + foot[1:]
    items.append(fit.place("more", foot, (x, y + h - 0.22, w, 0.2), 10, color=MUTED))
    frames = material.frames
    shown = set(events.loc[events["is_now"], "record"].head(most))
    columns = ["what", "record", "change", "said", "moved", "toll", "reason"]
    return Drawn(
        title="What changed since the last briefing",
        items=tuple(items),
        alt=lead,
        claims=frames.claims[frames.claims["event_id"].isin(shown)],
        sheet=(_SHEET, tuple(map(tuple, rows[columns].to_numpy().tolist()))),
        facts={
            "new": int(events["change"].eq("new").sum()),
            "corrected": int(events["change"].eq("corrected").sum()),
            "withdrawn": gone,
            "tolls_moved": tolls,
        },
    )


def _rows(view: View, compared: changes_.Compared) -> tuple[pd.DataFrame, int]:
    """The changes as rows, and how many are only counted.

    In publish mode a record that is no more, or that is held back, is described nowhere, and no
    document is named.
    """
    material = view.material
    if not material.published:
        return changes_.table(compared, material.names), 0
    frames = material.frames
    kept = set(frames.events["event_id"]) | set(frames.claims["claim_id"])
    listed = tuple(d for d in compared.differences if d.new_id in kept)
    gone = sum(d.what == "event" and d.change == "withdrawn" for d in compared.differences)
    shown = replace(compared, new=frames, old=frames, differences=listed)
    rows = changes_.table(shown, material.names, hidden=_PRIVATE)
    return rows.assign(reason=rows["reason"].str.partition(":")[0]), gone
