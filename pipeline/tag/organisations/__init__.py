"""Organisations named in a text: a list of known ones and the forms of unknown ones' names."""

from pipeline.tag.organisations.finder import find_organisations
from pipeline.tag.organisations.lexicon import Organisations, load_organisations

__all__ = ["Organisations", "find_organisations", "load_organisations"]
