"""Body of the slide that says what changed since the last briefing."""

from geo.briefing import panels
from geo.briefing.view import Box, Drawn, View


def changes(view: View, box: Box) -> Drawn:
    """New, corrected and withdrawn events since the snapshot that the slide names."""
    return Drawn(
        title="What changed since the last briefing",
        items=(panels.empty("No earlier snapshot is named.", box),),
        alt="",
        claims=view.material.frames.claims.head(0),
        sheet=((), ()),
    )
