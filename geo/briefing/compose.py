"""Compose a slide: the frame that every picture carries, and the body of its kind."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Final
from urllib.parse import parse_qsl

from geo.briefing import changes, fit, maps, panels, presencemap, sayings, tilegrid
from geo.briefing import facts as facts_
from geo.briefing.deck import SlideKind, SlideSpec
from geo.briefing.facts import DISCLAIMER, MACHINE, Facts
from geo.briefing.scene import INK, MUTED, RULE, WIDTH, Item, Line, Scene, Text
from geo.briefing.view import Box, Drawn, Material, View
from geo.errors import DeckError, SnapshotError
from geo.views.filters import Filters, Known
from geo.views.frames import Frames
from geo.views.words import Names

_LEFT: Final = 0.45
_ACROSS: Final = WIDTH - 2 * _LEFT
BODY: Final = (_LEFT, 1.32, _ACROSS, 4.92)
"""Left, top, width, height of what lies between title and footer [in]."""


_FILTERS: Final = frozenset(field.name for field in fields(Filters))
_OF_PAGES: Final = frozenset(
    ("doc", "claim", "event", "group", "by", "q", "place", "old", "new", "page")
)
"""Parameters of an address that say what a page looks at; a slide has no use for them."""
Body = Callable[[View, Box], Drawn]

_BODIES: Final[dict[SlideKind, Body]] = {
    SlideKind.CHOROPLETH: maps.choropleth,
    SlideKind.CHOROPLETH_DOTS: maps.choropleth_dots,
    SlideKind.PRESENCE_MAP: presencemap.presence,
    SlideKind.TILE_GRID: tilegrid.tile_grid,
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
    strange = sorted(set(query) - _FILTERS - _OF_PAGES)
    dropped += tuple(f"There is no filter {name[:40]!r}." for name in strange)
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
    try:
        drawn = _BODIES[spec.kind](view, BODY)
    except (DeckError, SnapshotError) as error:
        raise DeckError(f"{where} ({spec.kind}): {error}") from error
    title = " ".join(fit.legible(spec.title or drawn.title).split())
    alt = f"{title}. {facts.period}, {facts.filters}. {drawn.alt} {facts.counted()}"
    quotes = facts_.notes(material.frames, drawn.claims)
    shown = f"Shown: {facts.period}, {facts.filters}."
    parts = [spec.notes, shown, facts.counted(), quotes and f"Sources in their words:\n{quotes}"]
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
            "filters": facts.filters,
            **drawn.facts,
        },
    )


def _frame(title: str, facts: Facts) -> tuple[Item, ...]:
    """Title, filters, period, counts, sources, cut-off, snapshot, disclaimer."""
    head = fit.place("title", title, (_LEFT, 0.2, _ACROSS, 0.72), 24, bold=True, smallest=14)
    said = _subtitle(facts)
    tall, low = (len(t.lines) * fit.line_height(t.size) for t in (head, said))
    top = 1.2 - tall - low - 0.04
    head, said = replace(head, y=top, h=tall), replace(said, y=top + tall + 0.04, h=low)
    cited = fit.listing(
        facts_.source_list(facts.sources) or ["none"],
        _ACROSS,
        0.17 if facts.published else 0.34,  # what publish mode says takes the other line
        10,
        lead="Sources: ",
        more="all in the notes",
    )
    made = f"{facts.made_from()} · {MACHINE} {DISCLAIMER}"
    return (
        head,
        said,
        Line(name="rule", x1=_LEFT, y1=6.32, x2=WIDTH - _LEFT, y2=6.32, color=RULE),
        *_stacked(
            (("counts", _even(facts.counts_said()), True, INK), ("sources", cited, False, INK),
             ("made from", made, False, MUTED)),
            6.38,
        ),
    )  # fmt: skip


def _subtitle(facts: Facts) -> Text:
    """Period and filters, in one line or two; long names give way to their codes."""
    box = (_LEFT, 0.9, _ACROSS, 0.345)
    for words in (facts.filters, facts.filters_brief):
        text = f"{facts.period} · {words}"
        if fit.width(text, 13) <= _ACROSS:
            return fit.place("filters", text, box, 13, color=MUTED)
    for words in (facts.filters, facts.filters_brief):
        if len(fit.wrap(f"{facts.period} · {words}", _ACROSS, 10)) <= 2:
            break
    else:
        names = facts.filters_brief.split(", ")
        words = fit.listing(names, _ACROSS - 2.5, 0.345, 10, lead="", more="all in the notes")
    return fit.place("filters", f"{facts.period} · {words}", box, 11, color=MUTED)


def _even(parts: Sequence[str]) -> str:
    """Join counts in one line, or in two of about one length."""

    def joined(some: Sequence[str]) -> str:
        return " · ".join(some)

    if fit.width(joined(parts), 10, bold=True) <= _ACROSS:
        return joined(parts)
    cuts = range(1, len(parts))
    best = min(cuts, key=lambda n: abs(len(joined(parts[:n])) - len(joined(parts[n:]))))
    return f"{joined(parts[:best])}\n{joined(parts[best:])}"


def _stacked(parts: Sequence[tuple[str, str, bool, str]], top: float) -> list[Item]:
    """Lines under each other at the foot, each as tall as its words."""
    out: list[Item] = []
    for name, text, bold, color in parts:
        across = _ACROSS - (0.6 if name == "made from" else 0.0)
        room = min(0.51, 7.49 - top) if name == "made from" else 0.345
        words = fit.place(name, text, (_LEFT, top, across, room), 10, bold=bold, color=color)
        tall = len(words.lines) * fit.line_height(10)
        out.append(replace(words, h=tall))
        top += tall + 0.025
    return out
