"""Tables, charts and maps computed from a snapshot, without a user interface."""
