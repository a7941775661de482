"""Presence: where groups are said to be, how long ago it was confirmed, and who denies it."""

from geo.ui import address, facets, frame, period, presenceview, session, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.words_bar(atlas, filters, chosen, names)
period.draw(atlas, filters)
presenceview.draw(atlas, filters, chosen, names)
frame.footer(atlas)
facets.draw(atlas, filters)
