"""Which model embeds, and with which prompts."""

from __future__ import annotations

import re
from dataclasses import dataclass

BUNDLED = "bundled"
AUTO = "auto"
# (query prompt, passage prompt) by family, as the model cards give them; the first name that fits counts. A model asked
# without the prompts it was trained with ranks worse and says nothing.
_FAMILIES = (
    (r"e5-.*-instruct", "Instruct: Given a question, retrieve passages that answer it\nQuery: ", ""),
    (r"(?:^|[/-])e5-", "query: ", "passage: "),
    (r"bge-(?:small|base|large)-en", "Represent this sentence for searching relevant passages: ", ""),
    (r"bge-m3|gte-|kblab/|sentence-bert-swedish", "", ""),
)


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """`model` is "bundled", a model folder, or a hub name.

    The prompts are put before every text of their kind; "auto" means those that the model's family was trained with,
    known for e5, bge, gte and KBLab and empty for any other.
    """

    model: str = BUNDLED
    query_prompt: str = AUTO
    passage_prompt: str = AUTO
    batch: int = 512

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise ValueError("model is empty")
        if not 1 <= self.batch <= 65_536:
            raise ValueError(f"batch = {self.batch} is outside 1 to 65536")

    def prompts(self) -> tuple[str, str]:
        """Return what is put before a question and before a passage."""
        names = ((query, passage) for name, query, passage in _FAMILIES if re.search(name, self.model, re.IGNORECASE))
        query, passage = next(names, ("", ""))
        return (
            query if self.query_prompt == AUTO else self.query_prompt,
            passage if self.passage_prompt == AUTO else self.passage_prompt,
        )
