"""Body of the slide that shows where groups are said to be, and where somebody denies it."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from geo.briefing import columns, geometry, marks, side
from geo.briefing.scene import PAPER, Area, Item
from geo.briefing.view import Box, Drawn, View
from geo.views import aggregate, palette, words
from geo.views import presence as presence_
from geo.views.filters import Measure
from geo.views.map import DENIED, NO_DATA

_SOLID: Final = "#2a6599"
_FADED: Final = "#bcd4eb"


def presence(view: View, box: Box) -> Drawn:
    """Provinces by state of presence: confirmed within a year, older, denied, no data."""
    provinces, names = view.material.provinces, view.material.names
    looked_at = presence_.as_of(view.material.frames, view.filters)
    states = _states(view, looked_at.day)
    on = geometry.plan(provinces, "adm1", columns.map_box(box))
    items: list[Item] = []
    later: list[Item] = []
    for adm1 in provinces["adm1"]:
        area = _standing(str(adm1), names, states, on)
        items.append(area)
        if states.get(adm1, ("", False))[1]:
            name = area.name.replace("Province", "Denied", 1)
            later.append(replace(area, name=name, fill=None, hatch=False, line=DENIED, line_pt=2.0))
    items += [marks.outline(on), *later]
    named = sorted(states, key=lambda a: (states[a][0] != presence_.SOLID, a))
    dark = {a for a, (state, _) in states.items() if state == presence_.SOLID}
    items += marks.labels(on, named, names.province, dark)
    items += marks.scale_bar(on, columns.map_box(box))
    left, right = columns.beside(box)
    entries: list[tuple[str | None, str]] = [
        (_SOLID, "Said to be there, confirmed within 12 months"),
        (_FADED, "Said to be there, longer ago"),
        (PAPER, "Somebody denies it"),
        (None, f"{NO_DATA} (no data, not the same as none)"),
    ]
    title = f"Presence as of {words.period(looked_at.day, looked_at.day)}"
    legend, _ = side.legend(title, entries, left, lines=("", "", DENIED))
    items += legend
    items += side.bars(
        "Provinces named", _reach(view), columns.head(right), share=0.5,
        empty="No group is said to be in a province.",
    )  # fmt: skip
    counted = aggregate.balance(view.chosen, Measure.PRESENCE)
    off = f"{counted.off_map:,} off it (whole country or a region)."
    held = f" Held for review, not counted: {n:,}." if (n := len(view.chosen.held)) else ""
    lines = [
        f"{words.count(counted.mapped, 'presence claim')} on the map, {off}{held}",
        "Bars: provinces that each group is said to be in.",
    ]
    items += side.paragraphs(lines, columns.foot(right))
    sheet = tuple((a, names.province(a), s or "", d) for a, (s, d) in sorted(states.items()))
    return Drawn(
        title="Where groups are said to be",
        items=tuple(items),
        alt=f"Map of presence in 34 provinces: {len(states)} named.",
        claims=view.chosen.presence,
        sheet=(("adm1", "province", "asserted", "denied"), sheet),
        facts={"states": {a: s or "denied" for a, (s, _) in states.items()}},
    )


def _standing(adm1: str, names: words.Names, states: dict[str, Any], on: geometry.Plan) -> Area:
    name = names.province(adm1)
    asserted, denied = states.get(adm1, ("", False))
    state = asserted or ("denied" if denied else "no data")
    fills = {presence_.SOLID: _SOLID, presence_.FADED: _FADED, "denied": PAPER}
    said = {presence_.SOLID: "said to be there", presence_.FADED: "said to be there, long ago"}
    return Area(
        name=f"Province {adm1} {name}",
        alt=f"{name}: {said.get(state, state)}{', denied' if denied and asserted else ''}",
        rings=on.rings[adm1],
        fill=fills.get(state),
        hatch=state == "no data",
        line=palette.OUTLINE,
    )


def _reach(view: View) -> list[side.Bar]:
    """How many provinces each group is said to be in."""
    said = view.chosen.presence[~view.chosen.presence["denied"]][["claim_id", "actors"]]
    spots = view.chosen.spots[view.chosen.spots["on_map"]][["claim_id", "adm1"]]
    pairs = said.merge(spots, on="claim_id").explode("actors")[["actors", "adm1"]].dropna()
    counts = pairs.drop_duplicates().groupby("actors").size()
    order = counts.sort_index().sort_values(ascending=False, kind="stable")
    return [
        (side.short(view.material.names, str(a), 1.1), float(n), f"{n:,}", palette.group(str(a)))
        for a, n in order.items()
    ]


def _states(view: View, day: date) -> dict[str, tuple[str, bool]]:
    """For each province: "solid", "faded" or "" for what is asserted, and whether denied."""
    table = presence_.cells(view.material.frames, view.chosen, day)
    out = {
        str(adm1): (presence_.FADED if row["faded"] else presence_.SOLID, bool(row["denied"]))
        for adm1, row in presence_.area_state(table).iterrows()
    }
    spots = view.chosen.spots[view.chosen.spots["on_map"] & view.chosen.spots["adm1"].notna()]
    refused = set(view.chosen.presence.loc[view.chosen.presence["denied"], "claim_id"])
    for adm1 in spots.loc[spots["claim_id"].isin(refused), "adm1"]:
        out[adm1] = (out.get(adm1, ("", True))[0], True)
    return dict(sorted(out.items()))
