"""Blocks that a site repeats on its pages: contact boxes, banners and teasers that no rule knows by their words.

A block is the template's when enough of the site's pages, or of one of its folders, have it. What is decided depends on
the set of pages alone, never on the order in which they came. Near-identical blocks count as one: words that stand on
fewer pages than a template would be on are what the template leaves open ("Sidan har visats 1 204 gånger"), and are
skipped in the fingerprint. Copies of a whole page count as one page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from pipeline.clean.rules import NO_RULES, CleanOptions
from pipeline.records import Block, Document, text_hash

# Raise it when the same pages would lose other blocks: every site is then sifted again.
VERSION = "1"
REASON = "repeated on the site"
# Of a site's n pages a template's block is on at least FEWEST, ¾√n and SHARE · n. Among 37,830 pages of regeringen.se
# the page's own sentence that is repeated most ("Lagändringarna föreslås träda i kraft den 1 januari 2024.") is on
# 1.4 %; a site of a few pages has few templates, and what two or three news pages quote must stay.
FEWEST = 3
SHARE = 0.05
# A folder's own template is on most of its pages; in a smaller folder, pages on one matter share their opening.
FOLDER_PAGES = 10
FOLDER_SHARE = 0.5
# Part of a block's words that must be the template's own, and at least how many: in a short sentence the one word that
# differs is what it says.
FIXED_SHARE = 0.8
FIXED_WORDS = 6
# So many repeated items in a row are a menu, whatever list they stand beside.
MENU = 3
_WORD = re.compile(r"\w+")
_ITEMS = ("list_item", "table_row")

Pages = Callable[[], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class RepeatedBlock:
    """A block of a site's template: an example of its words, and how many different pages have it."""

    fingerprint: str
    text: str
    pages: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """What a site repeats: `common` words, and the fingerprints that are a template's, by folder ("" is the site)."""

    pages: int
    common: frozenset[str]
    templates: dict[str, frozenset[str]]
    blocks: tuple[RepeatedBlock, ...]


def site_of(url: str | None, source: str) -> str:
    """Return the host of a web address without "www.", else the source that the page came from."""
    host = urlsplit(url).hostname if url and url.startswith(("http:", "https:")) else None
    return host.removeprefix("www.") if host else source


def find_repeats(documents: Pages) -> Repeats:
    """Return what the pages of one site repeat; `documents` gives them anew, in the same order, at every call."""
    pages, common = _common_words(documents)
    sizes: Counter[str] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[str, str] = {}
    for document in _distinct(documents):
        folders = _folders(document.url)
        sizes.update(folders)
        own = list(_own(document.blocks))
        keys = [_fingerprint(block, common) for block in own]
        for key, block in zip(keys, own, strict=True):
            examples[key] = min(block.text, examples.get(key, block.text))
        seen = {key for key in (*keys, *_pairs(own, keys)) if key}
        counts.update((folder, key) for key in seen for folder in folders)
    templates: dict[str, set[str]] = {}
    found: Counter[str] = Counter()
    for (folder, key), count in counts.items():
        if count >= _fewest(folder, sizes[folder]):
            templates.setdefault(folder, set()).add(key)
            found[key] = max(found[key], count)
    blocks = tuple(RepeatedBlock(key, examples[key], found[key]) for key in sorted(found) if key in examples)
    return Repeats(pages, common, {folder: frozenset(keys) for folder, keys in templates.items()}, blocks)


def without_repeats(document: Document, repeats: Repeats, options: CleanOptions = NO_RULES) -> Document:
    """Return `document` with what its site repeats no longer kept, and what it no longer repeats kept again.

    A page of which nothing would be left is left as it is.
    """
    own = [replace(block, kept=True, reason=None) if block.reason == REASON else block for block in document.blocks]
    keys = frozenset().union(*(repeats.templates.get(folder, ()) for folder in _folders(document.url)))
    found = _repeated(own, repeats, keys)
    repeated = [each and block.kept and not options.keeps(block) for block, each in zip(own, found, strict=True)]
    dropped = _with_headings(own, repeated, _items_together(own, repeated))
    marked = [
        replace(block, kept=False, reason=REASON) if drop else block for block, drop in zip(own, dropped, strict=True)
    ]
    left = any(block.kept for block in marked)
    return replace(document, blocks=tuple(marked if left else own))


def _fewest(folder: str, pages: int) -> float:
    """On how many of so many pages a template's block is; infinity where that cannot be told."""
    if folder and pages < FOLDER_PAGES:
        return math.inf
    return max(FEWEST, math.ceil(0.75 * math.sqrt(pages)), math.ceil((FOLDER_SHARE if folder else SHARE) * pages))


def _common_words(documents: Pages) -> tuple[int, frozenset[str]]:
    """How many different pages there are, and the words that are on enough of them to be a template's."""
    counts: Counter[str] = Counter()
    pages = 0
    for document in _distinct(documents):
        counts.update({word for block in _own(document.blocks) for word in _words(block)})
        pages += 1
    fewest = _fewest("", pages)
    return pages, frozenset(word for word, count in counts.items() if count >= fewest)


def _distinct(documents: Pages) -> Iterable[Document]:
    seen: set[str] = set()
    for document in documents():
        key = text_hash("\n".join(block.text for block in _own(document.blocks)))
        if key not in seen:
            seen.add(key)
            yield document


def _own(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks that the page alone would keep."""
    return (block for block in blocks if block.kept or block.reason == REASON)


def _folders(url: str | None) -> tuple[str, ...]:
    """The folders that an address lies in, from the whole site ("") downwards: /a/b.html is in "" and "/a"."""
    parts = urlsplit(url).path.strip("/").split("/")[:-1] if url and url.startswith(("http:", "https:")) else []
    return ("", *("/" + "/".join(parts[: i + 1]) for i in range(len(parts))))


def _words(block: Block) -> list[str]:
    return _WORD.findall(block.text.casefold())


def _fingerprint(block: Block, common: frozenset[str]) -> str:
    """A hash of the block's common words in order, of all its words if too many are rare; "" without words."""
    written = _words(block)
    fixed = [word for word in written if word in common]
    kept = fixed if len(fixed) >= max(FIXED_WORDS, FIXED_SHARE * len(written)) else written
    return text_hash(" ".join(kept))[:16] if kept else ""


def _pairs(blocks: list[Block], keys: list[str]) -> list[str]:
    """The fingerprints of each heading or item of a list with the block after it, "" for other blocks."""
    return [
        f"{keys[i]} {keys[i + 1]}" if _heads(blocks[i]) or blocks[i].kind == blocks[i + 1].kind in _ITEMS else ""
        for i in range(len(blocks) - 1)
    ]


def _heads(block: Block) -> bool:
    return block.kind == "heading" or block.text.endswith(":")


def _repeated(blocks: list[Block], repeats: Repeats, templates: frozenset[str]) -> list[bool]:
    """Whether each block is a template's; a heading or an item of a list is only beside another block of it."""
    keys = [_fingerprint(block, repeats.common) for block in blocks]
    pairs = ["", *_pairs(blocks, keys), ""]
    return [
        key in templates
        and (not (_heads(block) or block.kind in _ITEMS) or not (before or after) or bool({before, after} & templates))
        for block, key, before, after in zip(blocks, keys, pairs, pairs[1:], strict=False)
    ]


def _items_together(blocks: list[Block], repeated: list[bool]) -> list[bool]:
    """Items of a list and rows of a table are dropped in whole stretches: half of the list or MENU items in a row."""
    result = list(repeated)
    start = 0
    while start < len(blocks):
        end = start + 1
        while end < len(blocks) and blocks[end].kind == blocks[start].kind:
            end += 1
        if blocks[start].kind in _ITEMS:
            least = min(MENU, (end - start + 1) // 2)
            for drop, stretch in groupby(range(start, end), key=repeated.__getitem__):
                places = list(stretch)
                result[places[0] : places[-1] + 1] = [drop and len(places) >= least] * len(places)
        start = end
    return result


def _with_headings(blocks: list[Block], repeated: list[bool], dropped: list[bool]) -> list[bool]:
    """A heading goes with the block after it: "Bakgrund", which many pages have, heads the page's own text."""
    result = list(dropped)
    for i in range(len(blocks) - 1, -1, -1):
        if _heads(blocks[i]):
            last = i + 1 == len(blocks)
            result[i] = repeated[i] and (last or result[i + 1] or blocks[i + 1].kind == "heading")
    return result
