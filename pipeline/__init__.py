"""kunskapsbank: what Swedish municipalities and Brå publish about crime prevention, searchable in plain Swedish.

`from pipeline import KnowledgeBase` is the door for Python; nothing is loaded before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.knowledge_base import KnowledgeBase

__all__ = ["KnowledgeBase"]


def __getattr__(name: str) -> Any:
    if name == "KnowledgeBase":
        from pipeline.knowledge_base import KnowledgeBase

        return KnowledgeBase
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
