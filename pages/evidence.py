"""Evidence: the words behind every event, presence and statistic."""

from geo.ui import address, evidence, frame, session

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)

frame.menu(filters)
evidence.draw(atlas, filters, names)
frame.footer(atlas)
