"""Compose a slide: the frame that every picture carries, and the body of its kind."""

from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl

from geo.briefing import changes, fit, maps, panels, sayings
from geo.briefing import facts as facts_
from geo.briefing.deck import SlideKind, SlideSpec
from geo.briefing.facts import DISCLAIMER, MACHINE, Facts
from geo.briefing.scene import HEIGHT, MUTED, RULE, WIDTH, Item, Line, Scene
from geo.briefing.view import Box, Drawn, Material, View
from geo.errors import DeckError
from geo.views.filters import Filters, Known
from geo.views.frames import Frames
from geo.views.words import Names

_LEFT: Final = 0.45
_ACROSS: Final = WIDTH - 2 * _LEFT
BODY: Final = (_LEFT, 1.32, _ACROSS, 4.92)
"""Left, top, width, height of what lies between title and footer [in]."""


Body = Callable[[View, Box], Drawn]

_BODIES: Final[dict[SlideKind, Body]] = {
    SlideKind.CHOROPLETH: maps.choropleth,
    SlideKind.CHOROPLETH_DOTS: maps.choropleth_dots,
    SlideKind.PRESENCE_MAP: maps.presence,
    SlideKind.TILE_GRID: maps.tile_grid,
    SlideKind.TIMELINE: panels.timeline,
    SlideKind.GROUP_PROFILE: panels.group_profile,
    SlideKind.CONTESTED: sayings.contested,
    SlideKind.EVENT_TABLE: panels.event_table,
    SlideKind.KEY_FIGURES: panels.key_figures,
    SlideKind.QUOTES: sayings.quotes,
    SlideKind.METHOD: sayings.method,
    SlideKind.CHANGES: changes.changes,
}


def filters_of(spec: SlideSpec, frames: Frames, names: Names, where: str = "slide") -> Filters:
    """The view that a slide names.

    Raises:
        DeckError: If the address asks for what the atlas does not have; nothing is dropped
            silently on a slide.
    """
    known = Known(
        groups=set(names.actors) | set(frames.claims["actors"].explode().dropna()),
        provinces=set(names.provinces),
    )
    query = dict(parse_qsl(spec.query.lstrip("?"), keep_blank_values=False))
    filters, dropped = Filters.from_query(query, known)
    if dropped:
        raise DeckError(f"{where}: {' '.join(dropped)} Mend its query ({spec.query[:200]!r}).")
    return filters


def compose(spec: SlideSpec, material: Material, where: str = "slide") -> Scene:
    """Compose one slide.

    Args:
        spec: What the deck asks for.
        material: The snapshot and names.
        where: How to call the slide in an error.

    Raises:
        DeckError: If its address or its last snapshot does not exist.
    """
    filters = filters_of(spec, material.frames, material.names, where)
    facts, chosen = facts_.gather(
        material.frames, material.manifest, filters, material.names, material.published
    )
    view = View(spec=spec, filters=filters, chosen=chosen, facts=facts, material=material)
    drawn = _BODIES[spec.kind](view, BODY)
    title = " ".join(fit.legible(spec.title or drawn.title).split())
    alt = f"{title}. {facts.period}, {facts.filters}. {drawn.alt} {facts.counted()}"
    quotes = facts_.notes(material.frames, drawn.claims)
    parts = [spec.notes, facts.counted(), quotes and f"Sources in their words:\n{quotes}"]
    return Scene(
        kind=str(spec.kind),
        title=title,
        items=(*_frame(title, facts), *drawn.items),
        notes="\n\n".join([*filter(None, parts), facts.made_from(), MACHINE, DISCLAIMER]),
        alt=alt,
        sheet=drawn.sheet,
        facts={
            "events": facts.events,
            "presence": facts.presence,
            "sources": len(facts.sources),
            "mapped": facts.balance.mapped,
            "off_map": facts.balance.off_map,
            "total": facts.balance.total,
            "not_reported": facts.deaths.silent,
            **drawn.facts,
        },
    )


def _frame(title: str, facts: Facts) -> tuple[Item, ...]:
    """Title, filters, period, counts, sources, cut-off, snapshot, disclaimer."""
    subtitle = f"{facts.period} · {facts.filters}"
    cited = fit.listing(
        facts_.source_list(facts.sources) or ["none"],
        _ACROSS,
        0.34,
        10,
        lead="Sources: ",
        more="all in the notes",
    )
    return (
        fit.place("title", title, (_LEFT, 0.26, _ACROSS, 0.62), 24, bold=True, smallest=14),
        fit.place("filters", subtitle, (_LEFT, 0.92, _ACROSS, 0.3), 13, color=MUTED),
        Line(name="rule", x1=_LEFT, y1=6.34, x2=WIDTH - _LEFT, y2=6.34, color=RULE),
        fit.place("counts", facts.counted(), (_LEFT, 6.39, _ACROSS, 0.34), 10, bold=True),
        fit.place("sources", cited, (_LEFT, 6.74, _ACROSS, 0.34), 10),
        fit.place(
            "made from",
            f"{facts.made_from()} · {MACHINE} {DISCLAIMER}",
            (_LEFT, 7.09, _ACROSS - 0.6, HEIGHT - 7.11),
            10,
            color=MUTED,
        ),
    )
