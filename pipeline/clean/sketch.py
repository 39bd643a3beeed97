"""A page as far as it counts when its site's repeated blocks are looked for: made once, compared every night."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import Block, Document, text_hash

# Raise it when the same page would be sketched otherwise.
VERSION = "1"
REASON = "repeated on the site"
_WORD = re.compile(r"\w+")


class SketchedBlock(NamedTuple):
    """A block's kind, whether it heads the next one, a hash of its words in order ("" without), and the words."""

    kind: str
    heads: bool
    fingerprint: str
    words: str

    @property
    def written(self) -> list[str]:
        """The words as they are written."""
        return self.words.split()


@dataclass(frozen=True, slots=True)
class Sketch:
    """The blocks that the page alone would keep, and a hash of their texts that copies share."""

    doc_id: str
    url: str | None
    text_hash: str
    blocks: tuple[SketchedBlock, ...]


def sketch(document: Document) -> Sketch:
    """Return a document's sketch, which is the same whatever its site was found to repeat."""
    own = own_blocks(document.blocks)
    return Sketch(
        document.doc_id,
        document.url,
        text_hash("\n".join(block.text for block in own)),
        tuple(map(sketch_block, own)),
    )


def sketch_block(block: Block) -> SketchedBlock:
    """Return one block's sketch."""
    words = " ".join(_WORD.findall(block.text))
    fingerprint = text_hash(words.casefold())[:16] if words else ""
    return SketchedBlock(block.kind, is_head(block), fingerprint, words)


def is_head(block: Block) -> bool:
    """Say whether a block heads the next one."""
    return block.kind == "heading" or block.text.endswith(":")


def own_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks that the page alone would keep."""
    return [block for block in blocks if block.kept or block.reason == REASON]


def blocks_to_json(found: Sketch) -> str:
    """Return the blocks of a sketch as they are stored."""
    return json.dumps(found.blocks, ensure_ascii=False)


def made_sketch(doc_id: str, url: str | None, text_hash: str, blocks: str) -> Sketch:
    """Return the sketch whose blocks were stored as JSON."""
    return Sketch(doc_id, url, text_hash, tuple(SketchedBlock(*each) for each in json.loads(blocks)))
