"""Briefing: build a deck from views and save it as slides that carry their sources."""

from geo.ui import address, briefing, frame, session

frame.require()
atlas = session.atlas()

frame.menu(address.read())
briefing.draw(atlas)
frame.footer(atlas)
