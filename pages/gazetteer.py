"""Gazetteer: find a place in any script, see what the atlas knows of it, and what it lacks."""

from geo.ui import address, frame, gazetteer, session

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)

frame.menu(filters)
if place := gazetteer.find():
    gazetteer.show(atlas, place, filters, names)
gazetteer.open_list(atlas)
frame.footer(atlas)
