"""Changes: what is new, corrected or withdrawn since an earlier snapshot, and why."""

from geo.ui import address, changesview, frame, session

frame.require()
atlas = session.atlas()
filters = address.read()
names = session.names(filters.lang)

frame.menu(filters)
changesview.draw(atlas, filters, names)
frame.footer(atlas)
