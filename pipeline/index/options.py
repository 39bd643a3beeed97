"""How many generations are kept, and when a new one is not put in use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """`keep` generations stay, the one in use among them.

    A generation in which the canary questions find their pages so much worse, by the mean of the reciprocal ranks, than
    in the one in use (`canary_drop`) is held back.
    """

    keep: int = 5
    canary_drop: float = 0.1

    def __post_init__(self) -> None:
        if self.keep < 1:
            raise ValueError(f"keep = {self.keep} is below 1")
        if not 0 <= self.canary_drop <= 1:
            raise ValueError(f"canary_drop = {self.canary_drop} is outside 0 to 1")
