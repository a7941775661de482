"""Chores of the maintainers; nothing here runs with the atlas."""
