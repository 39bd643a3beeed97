"""Entities across documents: what the tags of all documents together say that those of one cannot."""
