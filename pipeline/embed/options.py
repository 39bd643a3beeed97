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

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise ValueError("model is empty")
        if not 1 <= self.batch <= 65_536:
            raise ValueError(f"batch = {self.batch} is outside 1 to 65536")
