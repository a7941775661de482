"""Body of the slide that says what changed since the last briefing."""

from typing import Final

import pandas as pd

from geo.briefing import fit, panels
from geo.briefing.scene import MUTED, Item
from geo.briefing.view import Box, Drawn, View
from geo.errors import DeckError
from geo.store.diff import Difference, Moved
from geo.views import words

_PRIVATE: Final = frozenset({"lat", "lon", "place_id", "place_name", "target", "adm2"})
"""Fields whose values are left out in publish mode."""
HEADER: Final = ("Change", "Event", "What moved", "Why")


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
    found = [d for d in material.before(earlier) if d.what == "event"]
    if material.published:
        kept = set(material.frames.events["event_id"])
        found = [d for d in found if d.new_id in kept]
    events = material.frames.events.set_index("event_id", drop=False)
    rows = [row(d, events, material.names, published=bool(material.published)) for d in found]
    counts = {c: sum(d.change == c for d in found) for c in ("new", "corrected", "withdrawn")}
    tolls = sum(d.toll_moved for d in found)
    said = ", ".join(f"{n:,} {change}" for change, n in counts.items())
    lead = f"Events since {earlier}: {said}; tolls moved: {tolls:,}."
    x, y, w, h = box
    most = int((h - 0.7) / 0.3) - 1
    widths = tuple(share * w for share in (0.09, 0.3, 0.3, 0.31))
    items: list[Item] = [fit.place("changes", lead, (x, y, w, 0.3), 14, bold=True)]
    if rows:
        items.append(panels.table("Changes", [HEADER, *rows[:most]], widths, x, y + 0.4))
    if len(rows) > most:
        text = f"The first {most} of {len(rows):,} changes; all in the data file."
        items.append(fit.place("more", text, (x, y + h - 0.22, w, 0.2), 10, color=MUTED))
    claims = material.frames.claims
    ids = {d.new_id for d in found[:most] if d.new_id}
    return Drawn(
        title="What changed since the last briefing",
        items=tuple(items),
        alt=lead,
        claims=claims[claims["event_id"].isin(ids)],
        sheet=(
            ("id", *HEADER),
            tuple((d.new_id or d.old_id, *r) for d, r in zip(found, rows, strict=True)),
        ),
        facts={**counts, "tolls_moved": tolls},
    )


def row(
    difference: Difference, events: pd.DataFrame, names: words.Names, *, published: bool = False
) -> tuple[str, str, str, str]:
    """One change in words: change, event, what moved, why.

    Args:
        difference: The change.
        events: `Frames.events` of the newer snapshot, indexed by event_id.
        names: Our names.
        published: Whether values of exact places and targets are left out.
    """
    key = difference.new_id
    if key is not None and key in events.index:
        date, place, kind, *_ = panels.event_row(events.loc[[key]].iloc[0], names)
        event = f"{date}, {place}, {kind}"
    else:
        event = str(difference.old_id)
    shown = [m for m in difference.moved if not (published and m.field in _PRIVATE)]
    moved = "; ".join(map(_said, shown))
    return str(difference.change), event, moved, difference.reason


def _said(moved: Moved) -> str:
    return f"{words.code(moved.field)}: {moved.old or 'unknown'} → {moved.new or 'unknown'}"
