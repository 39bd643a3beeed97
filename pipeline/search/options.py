"""How the two legs are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Mode = Literal["hybrid", "dense", "lexical"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How a passage's score is put together.

    The weights of the lexical leg, the dense leg and the match word by word are relative to each other; the more of a
    question's words a passage holds, the more the lexical leg counts and the less the dense one. `candidates` is how
    many rows a leg proposes. `reranker` is a cross-encoder, a folder or a hub name, that reads the best `reranked`
    passages again together with the question; empty for none.
    """

    lexical_weight: float = 0.15
    dense_weight: float = 0.45
    match_weight: float = 0.5
    candidates: int = 200
    passages_per_document: int = 3
    reranker: str = ""
    reranked: int = 20

    def __post_init__(self) -> None:
        for name in ("lexical_weight", "dense_weight", "match_weight"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} = {getattr(self, name)} is outside 0 to 1")
        if not self.lexical_weight + self.dense_weight + self.match_weight:
            raise ValueError("lexical_weight, dense_weight and match_weight are all 0")
        if not 10 <= self.candidates <= 10_000:
            raise ValueError(f"candidates = {self.candidates} is outside 10 to 10000")
        if not 1 <= self.reranked <= 200:
            raise ValueError(f"reranked = {self.reranked} is outside 1 to 200")
        if self.passages_per_document < 1:
            raise ValueError(f"passages_per_document = {self.passages_per_document} is below 1")
