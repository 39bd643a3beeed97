"""The tag stage: who, where and what about, each with its place in the text."""
