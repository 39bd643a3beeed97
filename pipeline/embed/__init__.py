"""The embed stage: documents cut into passages, passages and questions turned into unit vectors."""
