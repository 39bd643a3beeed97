"""How the two legs are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Mode = Literal["hybrid", "dense", "lexical"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How a passage's score is put together.

    `dense_weight` and `match_weight` are the shares of the dense leg and of the match word by word; the rest is the
    lexical leg's. `candidates` is how many rows a leg proposes.
    """

    dense_weight: float = 0.25
    match_weight: float = 0.5
    candidates: int = 200
    passages_per_document: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.dense_weight <= 1:
            raise ValueError(f"dense_weight = {self.dense_weight} is outside 0 to 1")
        if not 0 <= self.match_weight <= 1 - self.dense_weight:
            raise ValueError(f"match_weight = {self.match_weight} is outside 0 to {1 - self.dense_weight:g}")
        if not 10 <= self.candidates <= 10_000:
            raise ValueError(f"candidates = {self.candidates} is outside 10 to 10000")
        if self.passages_per_document < 1:
            raise ValueError(f"passages_per_document = {self.passages_per_document} is below 1")
