"""What a user says about cleaning in kb.toml: blocks to keep and to remove whatever the rules for boilerplate say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from pipeline.records import Block, text_hash

BY_RULE = "rule in kb.toml"


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """The table [clean]. `keep` and `remove` are phrases: they concern the blocks that hold one, in any case.

    `whole_sites` are host names whose repeated blocks stay. A phrase to keep goes before one to remove.
    """

    keep: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    whole_sites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("keep", "remove", "whole_sites"):
            if not all(phrase.strip() for phrase in getattr(self, name)):
                raise ValueError(f"{name} holds an empty phrase, which every block would match")

    @property
    def fingerprint(self) -> str:
        """Differs where the same page may come out otherwise; empty without rules."""
        return "" if self == CleanOptions() else text_hash(json.dumps(asdict(self)))[:8]

    def keeps(self, block: Block) -> bool:
        """Say whether a phrase to keep stands in the block."""
        return bool(self.keep) and _holds(block, self.keep)


NO_RULES = CleanOptions()


def apply_rules(blocks: Iterable[Block], options: CleanOptions) -> list[Block]:
    """Return the blocks in order, those that `options` names kept or removed."""
    return [_ruled(block, options) for block in blocks]


def _ruled(block: Block, options: CleanOptions) -> Block:
    if options.keeps(block):
        return replace(block, kept=True, reason=None)
    if block.kept and options.remove and _holds(block, options.remove):
        return replace(block, kept=False, reason=BY_RULE)
    return block


def _holds(block: Block, phrases: tuple[str, ...]) -> bool:
    text = _folded(block.text)
    return any(_folded(phrase) in text for phrase in phrases)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
