"""Sources: what was read, from whom, and what was set aside."""

from geo.ui import address, frame, session, sources

frame.require()
atlas = session.atlas()
filters = address.read()

frame.menu(filters)
sources.covered(atlas, filters)
sources.documents(atlas, filters)
sources.set_aside(atlas)
frame.footer(atlas)
