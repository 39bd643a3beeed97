"""How the two legs are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Mode = Literal["hybrid", "dense", "lexical"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """`dense_weight` is the dense leg's share of the fused score; `candidates` is how many rows a leg proposes."""

    dense_weight: float = 0.4
    candidates: int = 200
    passages_per_document: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.dense_weight <= 1:
            raise ValueError(f"dense_weight = {self.dense_weight} is outside 0 to 1")
        if not 10 <= self.candidates <= 10_000:
            raise ValueError(f"candidates = {self.candidates} is outside 10 to 10000")
        if self.passages_per_document < 1:
            raise ValueError(f"passages_per_document = {self.passages_per_document} is below 1")
