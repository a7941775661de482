"""Pictures, slides and decks that carry their own sources and doubt."""
