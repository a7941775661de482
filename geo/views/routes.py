"""Movement that a text states with both its ends: "from Syria to Badakhshan"."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.codes import Activity
from geo.views import palette
from geo.views.filters import Chosen
from geo.views.frames import Frames, records
from geo.views.reader import quotes
from geo.views.words import Names

Points = Mapping[str, tuple[float, float]]
_FROM_TO = r"\bfrom\b[^.;]{{0,40}}?{start}[^.;]{{0,60}}?\b(?:in)?to(?:wards?)?\b[^.;]{{0,40}}?{end}"


def routes(frames: Frames, chosen: Chosen, points: Points, names: Names) -> list[dict[str, Any]]:
    """Arrows for `static/map/atlas.js`, one for each pair of ends that a claim names in order.

    A transit claim whose words do not say "from ... to ..." gives none: its direction would be
    a guess. An area's end is drawn at its middle, and the tooltip says so.

    Args:
        frames: The snapshot.
        chosen: The presence claims to look at.
        points: Latitude and longitude of places by id.
        names: Our names.
    """
    moving = chosen.presence[
        chosen.presence["activity"].eq(Activity.TRANSIT) & ~chosen.presence["denied"]
    ]
    words = quotes(frames.tables["evidence"], moving["claim_id"])
    out = []
    for row in records(moving):
        spots = chosen.spots[chosen.spots["claim_id"].eq(row.claim_id)]
        for start, end in _ends(words.get(row.claim_id, ""), spots):
            if start.place_id in points and end.place_id in points:
                first = names.places.get(start.place_id, "")
                last = names.places.get(end.place_id, "")
                out.append(
                    {
                        "from": list(points[start.place_id]),
                        "to": list(points[end.place_id]),
                        "color": palette.group(row.actors[0] if row.actors else "UNKNOWN"),
                        "t": [f"{first} → {last}", "Drawn between the middles of both"],
                        "id": row.claim_id,
                    }
                )
    return out


def _ends(quote: str, spots: pd.DataFrame) -> list[tuple[Any, Any]]:
    places = [row for row in records(spots) if row.place_id]
    found = []
    for start in places:
        for end in places:
            if start.place_id == end.place_id:
                continue
            pattern = _FROM_TO.format(start=re.escape(start.name), end=re.escape(end.name))
            if re.search(pattern, quote, flags=re.IGNORECASE):
                found.append((start, end))
    return found
