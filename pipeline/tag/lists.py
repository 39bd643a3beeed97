"""Lists of names: what stands beside a name that counts is likely to be of the same kind.

"Göteborg, Mark och Ale" is one, and so are names that stand alone on lines that follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tag.evidence import LINE_END, LINE_START
from pipeline.tag.place_names import LIST_BREAK, PlaceName

_LINE_BREAK = re.compile(r"[ \u00a0]*\n[ \u00a0\n]*[•*–-]?[ \u00a0]*")


def beside_in_lists(text: str, found: Sequence[PlaceName]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of positions in `found`, one and the other beside it in a list, forwards and then backwards.

    Whoever spreads a decision from the one to the other reaches a whole list in one pass.
    """
    pairs = [(i, i + 1) for i in range(len(found) - 1) if _listed(text, found[i], found[i + 1])]
    yield from pairs
    yield from ((right, left) for left, right in reversed(pairs))


def _listed(text: str, left: PlaceName, right: PlaceName) -> bool:
    if LIST_BREAK.fullmatch(text, left.end, right.start):
        return True
    if not _LINE_BREAK.fullmatch(text, left.end, right.start):
        return False
    return bool(LINE_START.search(left.before(text)) and LINE_END.match(text, right.end))
