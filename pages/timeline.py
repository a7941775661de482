"""Timeline: play the map month by month, events by group over time, change between periods."""

from geo.ui import address, facets, frame, session, timelineview, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.words_bar(atlas, filters, chosen, names)
timelineview.draw(atlas, filters, chosen, names)
frame.footer(atlas)
facets.draw(atlas, filters)
