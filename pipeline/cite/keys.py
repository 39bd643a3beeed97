"""Keys of citations: readable, unique in a list, and the same for the same list in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

from pipeline.cite.citation import Citation
from pipeline.tag.slugs import slug

# Characters of the publisher's and of the title's part; a longer one is cut at a word.
LONGEST = 40


def citation_keys(citations: Sequence[Citation]) -> list[str]:
    """Return a key for each: "trollhattans-stad-2023-avhopparverksamhet", with "-a", "-b" … where several are alike.

    The letters follow documents and places in them, not the order of the list.
    """
    wanted = [_key(citation) for citation in citations]
    alike, taken = Counter(wanted), set(wanted)
    keys = list(wanted)
    for place in sorted(range(len(citations)), key=lambda i: (citations[i].doc_id, citations[i].start, i)):
        if alike[wanted[place]] > 1:
            tried = (f"{wanted[place]}-{_letters(number)}" for number in count())
            keys[place] = next(key for key in tried if key not in taken)
            taken.add(keys[place])
    return keys


def _key(citation: Citation) -> str:
    parts = (_short(citation.publisher), citation.year or "odaterad", _short(citation.title))
    return "-".join(part for part in parts if part)


def _short(text: str) -> str:
    whole = slug(text)
    return whole if len(whole) <= LONGEST else whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]


def _letters(number: int) -> str:
    """0 → "a", 25 → "z", 26 → "aa"."""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)
