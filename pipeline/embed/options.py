"""Which model embeds, and with which prompts."""

from __future__ import annotations

from dataclasses import dataclass

BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """`model` is "bundled", a model folder, or a hub name; the prompts are put before every text of their kind."""

    model: str = BUNDLED
    query_prompt: str = ""
    passage_prompt: str = ""
    batch: int = 512
