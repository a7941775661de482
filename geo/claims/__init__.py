"""From the claims of many documents to events, presence and contests."""
