"""Groups: one group in full, and the groups beside each other."""

from geo.ui import address, facets, frame, groupsview, period, session, widgets

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)
chosen = session.chosen(atlas, filters)

frame.menu(filters)
widgets.words_bar(atlas, filters, chosen, names)
period.draw(atlas, filters)
groupsview.draw(atlas, filters, chosen, names)
frame.footer(atlas)
facets.draw(atlas, filters)
