"""What kb.toml says of crawling, and the name that the crawler gives itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version

from pipeline.errors import UsageError

# The product token that robots.txt may name (RFC 9309, 2.2.1).
TOKEN = "kunskapsbank"
_CONTACT = re.compile(r"https?://[^\s()]+|[^\s()@]+@[^\s()@]+\.[^\s()@]+")
_BOUNDS = {
    "servers": (1, 64),
    "timeout": (0.1, 600),
    "longest": (0.1, 3600),
    "attempts": (1, 10),
    "longest_wait": (0, 86_400),
    "server_budget": (1, 1_000_000),
    "lost_share": (0, 1),
    "gone_after_hours": (0, 10_000),
}


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """The table [crawl]; times are in seconds but for `gone_after_hours`.

    `lost_share` is the share of its pages that a source may lose in one night before it is held back.
    """

    contact: str = ""
    servers: int = 8
    timeout: float = 30.0
    longest: float = 300.0
    attempts: int = 3
    longest_wait: float = 900.0
    server_budget: int = 5000
    lost_share: float = 0.2
    gone_after_hours: float = 12.0

    def __post_init__(self) -> None:
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise ValueError(f"contact = {self.contact!r} is neither an e-mail nor a web address")
        for name, (low, high) in _BOUNDS.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} = {getattr(self, name)} is outside {low:g} to {high:g}")


def user_agent(options: CrawlOptions) -> str:
    """Return who is asking and how to reach them; UsageError if kb.toml does not say."""
    if not options.contact:
        raise UsageError(
            "set [crawl] contact in kb.toml to an e-mail or web address where those who run the sites can reach you;"
            " to index without crawling, run 'kb reindex --no-crawl'"
        )
    return f"{TOKEN}/{version('kunskapsbank')} (+{options.contact})"
