"""Blocks that a site repeats on its pages: contact boxes, banners and teasers that no rule knows by their words.

A block is the template's when enough of the site's pages, or of one of its folders, have it. What is decided depends on
the set of pages alone, never on the order in which they came. Near-identical blocks count as one where many pages have
them: words that stand on fewer pages than a template would be on are what the template leaves open. Blocks that
differ in a number or a name are never one: "Under 2021 anmäldes 400 brott" is a page's own. Copies of a
page count as one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from pipeline.clean.rules import NO_RULES, CleanOptions
from pipeline.clean.sketch import REASON, Sketch, SketchedBlock, is_head, own_blocks, sketch_block
from pipeline.records import Block, Document, text_hash

# Raise it when the same pages would lose other blocks: every site is then sifted again.
VERSION = "3"
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
_ITEMS = ("list_item", "table_row")

Sketches = Callable[[], Iterable[Sketch]]


@dataclass(frozen=True, slots=True)
class RepeatedBlock:
    """A block of a site's template: a page that has it, and how many different pages have it."""

    fingerprint: str
    doc_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """What a site repeats: `common` words, and the fingerprints that are a template's, by folder ("" is the site).

    `concerned` are the ids of the pages that have any of it.
    """

    pages: int
    common: frozenset[str]
    templates: dict[str, frozenset[str]]
    blocks: tuple[RepeatedBlock, ...]
    concerned: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Keyed:
    doc_id: str
    folders: tuple[str, ...]
    text_hash: str
    keys: set[str]


def site_of(url: str | None, source: str, media_type: str) -> str | None:
    """Return the host of a web address without "www."; of HTML without one the source that the page came from.

    Other files lie in one folder without being one site's: None.
    """
    host = urlsplit(url).hostname if url and url.startswith(("http:", "https:")) else None
    if host:
        return host.removeprefix("www.")
    return source if media_type == "text/html" else None


def find_repeats(sketches: Sketches) -> Repeats:
    """Return what the pages of one site repeat; `sketches` gives them anew, in the same order, at every call."""
    count, common = _common_words(sketches)
    pages = [_Keyed(page.doc_id, _folders(page.url), page.text_hash, _keys(page.blocks, common)) for page in sketches()]
    different = list({page.text_hash: page for page in reversed(pages)}.values())
    sizes = Counter(folder for page in different for folder in page.folders)
    on_site = Counter(key for page in different for key in page.keys)
    # What is on fewer pages of the site than a template is on in any folder is on fewer in each.
    often = {key for key, found in on_site.items() if found >= FEWEST}
    counts = Counter((folder, key) for page in different for key in page.keys & often for folder in page.folders)
    templates: dict[str, set[str]] = {}
    most: Counter[str] = Counter()
    for (folder, key), found in counts.items():
        fewest = _fewest_near(folder, sizes[folder]) if key.startswith(_NEAR) else _fewest(folder, sizes[folder])
        if found >= fewest:
            templates.setdefault(folder, set()).add(key)
            most[key] = max(most[key], found)
    concerned = [page for page in pages if any(page.keys & templates.get(folder, set()) for folder in page.folders)]
    examples: dict[str, str] = {}
    for page in concerned:
        for key in page.keys & most.keys():
            examples[key] = min(page.doc_id, examples.get(key, page.doc_id))
    blocks = tuple(RepeatedBlock(key, examples[key], most[key]) for key in sorted(most) if " " not in key)
    return Repeats(
        count,
        common,
        {folder: frozenset(keys) for folder, keys in templates.items()},
        blocks,
        frozenset(page.doc_id for page in concerned),
    )


def example_of(block: RepeatedBlock, document: Document, repeats: Repeats) -> str:
    """Return the text of a repeated block on the page that it names."""
    for own in own_blocks(document.blocks):
        sketched = sketch_block(own)
        if block.fingerprint in (sketched.fingerprint, _near_fingerprint(sketched, repeats.common)):
            return own.text
    raise ValueError(f"{document.doc_id} does not have the block {block.fingerprint}")


def without_repeats(document: Document, repeats: Repeats, options: CleanOptions = NO_RULES) -> Document:
    """Return `document` with what its site repeats no longer kept, and what it no longer repeats kept again.

    A page of which nothing would be left is left as it is.
    """
    own = [replace(block, kept=True, reason=None) if block.reason == REASON else block for block in document.blocks]
    found = _repeated([sketch_block(block) for block in own], repeats, _templates_of(document.url, repeats))
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


def _common_words(sketches: Sketches) -> tuple[int, frozenset[str]]:
    """How many different pages there are, and the words that are on enough of them to be a template's."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for page in sketches():
        if page.text_hash not in seen:
            seen.add(page.text_hash)
            counts.update(set(" ".join([block.words for block in page.blocks]).casefold().split()))
    fewest = _fewest("", len(seen))
    return len(seen), frozenset(word for word, count in counts.items() if count >= fewest)


def _templates_of(url: str | None, repeats: Repeats) -> frozenset[str]:
    return frozenset().union(*(repeats.templates.get(folder, ()) for folder in _folders(url)))


def _folders(url: str | None) -> tuple[str, ...]:
    """The folders that an address lies in, from the whole site ("") downwards: /a/b.html is in "" and "/a"."""
    parts = urlsplit(url).path.strip("/").split("/")[:-1] if url and url.startswith(("http:", "https:")) else []
    return ("", *("/" + "/".join(parts[: i + 1]) for i in range(len(parts))))


def _keys(blocks: Sequence[SketchedBlock], common: frozenset[str]) -> set[str]:
    """What of a page may be a template's: each block, its near form, and each heading or item with what follows it."""
    near = [_near_fingerprint(block, common) for block in blocks]
    return {key for key in (*(block.fingerprint for block in blocks), *near, *_pairs(blocks, near)) if key}


def _near_fingerprint(block: SketchedBlock, common: frozenset[str]) -> str:
    """A hash of the common words, marked; the fingerprint if too many are rare, or one is a number or a name."""
    folded = block.words.casefold().split()
    fixed = [word for word in folded if word in common]
    if len(fixed) < max(FIXED_WORDS, FIXED_SHARE * len(folded)):
        return block.fingerprint
    rare = (word for word, key in zip(block.written, folded, strict=True) if key not in common)
    if any(word[0].isupper() or word[0].isdigit() for word in rare):
        return block.fingerprint
    return _NEAR + text_hash(" ".join(fixed))[:16]


def _pairs(blocks: Sequence[SketchedBlock], keys: list[str]) -> list[str]:
    """The keys of each heading or item of a list with the block after it, "" for other blocks."""
    return [
        f"{keys[i]} {keys[i + 1]}" if blocks[i].heads or blocks[i].kind == blocks[i + 1].kind in _ITEMS else ""
        for i in range(len(blocks) - 1)
    ]


def _repeated(blocks: list[SketchedBlock], repeats: Repeats, templates: frozenset[str]) -> list[bool]:
    """Whether each block is a template's; a heading or an item of a list is only beside another block of it."""
    keys = [block.fingerprint for block in blocks]
    near = [_near_fingerprint(block, repeats.common) for block in blocks]
    pairs = ["", *_pairs(blocks, near), ""]
    return [
        bool({key, other} & templates)
        and (not (block.heads or block.kind in _ITEMS) or not (before or after) or bool({before, after} & templates))
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
        if is_head(blocks[i]):
            last = i + 1 == len(blocks)
            result[i] = repeated[i] and (last or result[i + 1] or blocks[i + 1].kind == "heading")
    return result
