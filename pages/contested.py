"""Contested: claim and denial side by side, and numbers that rival each other."""

from geo.ui import address, contestedview, facets, frame, period, session, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.words_bar(atlas, filters, chosen, names)
period.draw(atlas, filters)
contestedview.draw(atlas, filters, chosen, names)
frame.footer(atlas)
facets.draw(atlas, filters)
