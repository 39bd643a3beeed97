"""An earlier version of a page without what its site is known to repeat.

What a site repeats is found by looking at all its pages as they now are (`repeats.py`). For a version that is only
looked at again, what was found then is enough: the blocks that are listed as the site's, and what was left out of the
page as it now is. A block of a template that stood only on the earlier version in other words is not known, and stays.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from pipeline.clean.repeats import Repeats, without_repeats
from pipeline.clean.rules import NO_RULES, CleanOptions
from pipeline.clean.sketch import own_blocks, sketch_block
from pipeline.records import Document


def without_known_repeats(
    earlier: Document, now: Document | None, fingerprints: Collection[str], options: CleanOptions = NO_RULES
) -> Document:
    """Return `earlier` with the repeated blocks no longer kept.

    `now` is the page as it is today, None if it is gone: what it keeps is its own, whatever other folders of the site
    repeat. `fingerprints` are those of the site's repeated blocks.
    """
    today = [(block.kept, sketch_block(block).fingerprint) for block in own_blocks(now.blocks if now else ())]
    own = {fingerprint for kept, fingerprint in today if kept}
    left_out = {fingerprint for kept, fingerprint in today if not kept}
    known = ((set(fingerprints) - own) | left_out) - {""}
    found = [sketch_block(block).fingerprint for block in own_blocks(earlier.blocks)]
    # A heading or an item of a list is a template's only beside another block of it.
    beside = {f"{one} {other}" for one, other in pairwise(found) if one in known and other in known}
    repeats = Repeats(0, frozenset(), {"": frozenset(known | beside)}, (), frozenset())
    return without_repeats(earlier, repeats, options)
