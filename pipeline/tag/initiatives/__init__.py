"""Initiatives named in a text: projects, programmes, methods, services and campaigns against crime."""

from pipeline.tag.initiatives.facts import initiative_facts
from pipeline.tag.initiatives.finder import find_initiatives
from pipeline.tag.initiatives.lexicon import KnownInitiatives, load_initiatives

__all__ = ["KnownInitiatives", "find_initiatives", "initiative_facts", "load_initiatives"]
