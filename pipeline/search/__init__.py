"""The search stage, the read path: a question → passages of one generation."""
