"""To and from the formats of the field."""
