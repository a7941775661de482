"""Map: where groups attacked and where they are said to be, with how sure each dot is."""

import streamlit as st

from geo.ui import address, facets, frame, mapview, period, session, table, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

top = st.container(gap="small")
main, side = st.columns([3.1, 1], gap="medium")
with main:
    widgets.measure_bar(filters)
    mapview.draw(atlas, filters)
with top:
    frame.menu(filters)
    widgets.words_bar(atlas, filters, chosen, names)
    period.draw(atlas, filters)
with side, st.container(height=600, border=False, key="side"):
    mapview.panel(atlas, filters, chosen, names)
table.events(chosen.events, names, filters)
frame.footer(atlas)
facets.draw(atlas, filters)
