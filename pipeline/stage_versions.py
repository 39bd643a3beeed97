"""The key of each stage as it would be given now: what differs from it in the catalog is pending.

A key is made of the stage's VERSION, the settings that it reads and the data files that it knows.
"""

from __future__ import annotations

from pipeline.clean.document import VERSION as CLEAN_VERSION
from pipeline.clean.repeats import VERSION as SIFT_VERSION
from pipeline.clean.rules import CleanOptions
from pipeline.embed.passages import VERSION as PASSAGE_VERSION
from pipeline.embed.passages import PassageOptions
from pipeline.entities.people import VERSION as PEOPLE_VERSION
from pipeline.home import Home
from pipeline.tag.tagger import tagger_version


def clean_version(options: CleanOptions) -> str:
    """Return the key of cleaning a page."""
    return CLEAN_VERSION + options.fingerprint


def sift_version(options: CleanOptions) -> str:
    """Return the key of looking for what a site repeats."""
    return SIFT_VERSION + options.fingerprint


def tag_version(home: Home) -> str:
    """Return the key of tagging a document, which the home's own lists take part in."""
    return f"{tagger_version(home.root)}.{PEOPLE_VERSION}"


def cut_version(options: PassageOptions) -> str:
    """Return the key of cutting a document into passages."""
    return f"{PASSAGE_VERSION}.{options.words}"
