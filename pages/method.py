"""Method: how the atlas comes about, what its signs mean, and what it cannot say."""

from geo.ui import address, frame, method, session

frame.require()
atlas = session.atlas()
filters = address.read()

frame.menu(filters)
method.draw(atlas)
frame.footer(atlas)
