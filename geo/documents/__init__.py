"""Read source texts and keep them, with their origin, untouched."""
