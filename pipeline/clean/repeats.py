"""Blocks that a site repeats on its pages: contact boxes, banners and teasers that no rule knows by their words.

A block is the template's when enough of the site's pages, or of one of its folders, have it. What is decided depends on
the set of pages alone, never on the order in which they came. Near-identical blocks count as one where many pages have
them: words that stand on fewer pages than a template would be on are what the template leaves open. Blocks that
differ in a number or a name are never one: "Under 2021 anmäldes 400 brott" is a page's own. Copies of a
page count as one.
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
VERSION = "2"
REASON = "repeated on the site"
# Of a site's n pages a template's block is on at least FEWEST, √n and SHARE · n. Among 37,830 pages of regeringen.se
# the page's own sentence that is repeated most ("Lagändringarna föreslås träda i kraft den 1 januari 2024.") is on
# 1.4 %; a site of a few pages has few templates, and what two or three news pages quote must stay.
FEWEST = 3
SHARE = 0.05
# A folder's own template is on most of its pages; in a smaller folder, pages on one matter share their opening.
FOLDER_PAGES = 10
FOLDER_SHARE = 0.5
# What is only nearly the same says something of its own ("beviljar", "avslår") unless it is on many pages.
FEWEST_NEAR = 10
SHARE_NEAR = 0.1
# Part of a block's words that must be the template's own, and at least how many: in a short sentence the one word that
# differs is what it says.
FIXED_SHARE = 0.8
FIXED_WORDS = 6
# So many repeated items in a row are a menu, whatever list they stand beside.
MENU = 3
_NEAR = "~"
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


def site_of(url: str | None, source: str, media_type: str) -> str | None:
    """Return the host of a web address without "www."; of HTML without one the source that the page came from.

    Other files lie in one folder without being one site's: None.
    """
    host = urlsplit(url).hostname if url and url.startswith(("http:", "https:")) else None
    if host:
        return host.removeprefix("www.")
    return source if media_type == "text/html" else None


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
        keys = [_fingerprint(block) for block in own]
        near = [_near_fingerprint(block, common) for block in own]
        for key, block in (*zip(keys, own, strict=True), *zip(near, own, strict=True)):
            examples[key] = min(block.text, examples.get(key, block.text))
        seen = {key for key in (*keys, *near, *_pairs(own, near)) if key}
        counts.update((folder, key) for key in seen for folder in folders)
    templates: dict[str, set[str]] = {}
    found: Counter[str] = Counter()
    for (folder, key), count in counts.items():
        fewest = _fewest_near(folder, sizes[folder]) if key.startswith(_NEAR) else _fewest(folder, sizes[folder])
        if count >= fewest:
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
    return max(FEWEST, math.ceil(math.sqrt(pages)), math.ceil((FOLDER_SHARE if folder else SHARE) * pages))


def _fewest_near(folder: str, pages: int) -> float:
    return max(FEWEST_NEAR, SHARE_NEAR * pages, _fewest(folder, pages))


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


def _fingerprint(block: Block) -> str:
    """A hash of the block's words in order; "" without words."""
    return text_hash(" ".join(words))[:16] if (words := _words(block)) else ""


def _near_fingerprint(block: Block, common: frozenset[str]) -> str:
    """The same of its common words, marked; its fingerprint if too many are rare, or one is a number or a name."""
    written = _WORD.findall(block.text)
    fixed = [word.casefold() for word in written if word.casefold() in common]
    rare = [word for word in written if word.casefold() not in common]
    told = any(word[0].isupper() or word[0].isdigit() for word in rare)
    if told or len(fixed) < max(FIXED_WORDS, FIXED_SHARE * len(written)):
        return _fingerprint(block)
    return _NEAR + text_hash(" ".join(fixed))[:16]


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
    keys = [_fingerprint(block) for block in blocks]
    near = [_near_fingerprint(block, repeats.common) for block in blocks]
    pairs = ["", *_pairs(blocks, near), ""]
    return [
        bool({key, other} & templates)
        and (not (_heads(block) or block.kind in _ITEMS) or not (before or after) or bool({before, after} & templates))
        for block, key, other, before, after in zip(blocks, keys, near, pairs, pairs[1:], strict=False)
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
