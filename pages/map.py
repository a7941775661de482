"""Map: where groups attacked and where they are said to be, with how sure each dot is."""

import streamlit as st

from geo.ui import address, frame, mapview, session, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.filter_panel(atlas, filters, names)
widgets.words_bar(atlas, filters, chosen, names)
widgets.timeline(atlas, filters)
main, side = st.columns([3.1, 1], gap="small")
with main:
    widgets.measure_bar(filters)
    mapview.draw(atlas, filters, chosen, names)
with side, st.container(height=600, border=False, key="side"):
    mapview.balance(filters, chosen)
    mapview.off_map_box(filters, chosen, names)
    mapview.province_panel(atlas, filters, chosen, names)
st.subheader("Events")
widgets.records_table(chosen.events, names, filters)
frame.footer(atlas)
