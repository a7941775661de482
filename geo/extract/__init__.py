"""From one document to its claims, each with the words it rests on."""
