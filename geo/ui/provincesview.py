"""The provinces page: 34 equal tiles, so that a small province is as easy to see as a large one."""

import streamlit as st

from geo.ui import address, elements, mapview
from geo.ui.session import Atlas
from geo.views import aggregate, charts, words
from geo.views.filters import Chosen, Filters, Measure
from geo.views.words import Names


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """The grid, and the panel of the province that is open."""
    data = charts.tile_grid(chosen, names)
    split = aggregate.balance(chosen, Measure.DEATHS)
    years = data["years"]
    span = f"Bars: events per year, {years[0]} to {years[1]}, one scale for all. " if years else ""
    if data["barless"]:
        span += f"{words.count(data['barless'], 'event')} not dated to a single year: no bar. "
    st.markdown(
        f"{span}**{words.count(split.total, 'event')}** = {split.mapped:,} in a province + "
        f"{split.off_map:,} off the map. Hatched: no record, which is not the same as none."
    )
    main, side = st.columns([3.1, 1], gap="small")
    with main:
        elements.tiles(data, "tiles", _clicked)
    with side, st.container(height=600, border=False, key="side"):
        mapview.province_panel(found, filters, chosen, names, of_events=True)


def _clicked() -> None:
    clicked = getattr(st.session_state.get("tiles"), "clicked", None)
    if clicked:
        address.changes(at=str(clicked))
