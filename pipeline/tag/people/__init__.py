"""People named in a text: a small spaCy model and name lists propose, rules decide, roles are read beside the name."""

from pipeline.tag.people.tagger import PeopleTagger, load_people

__all__ = ["PeopleTagger", "load_people"]
