"""Provinces: 34 equal tiles with a small timeline each."""

from geo.ui import address, facets, frame, period, provincesview, session, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.words_bar(atlas, filters, chosen, names)
period.draw(atlas, filters)
provincesview.draw(atlas, filters, chosen, names)
frame.footer(atlas)
facets.draw(atlas, filters)
