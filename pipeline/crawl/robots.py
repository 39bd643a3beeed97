"""robots.txt by RFC 9309: what may be asked for and how often, by the status it came with.

A missing file (4xx) allows everything, an unreachable one (5xx, no answer) nothing until the next night.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from protego import Protego

from pipeline.crawl.options import TOKEN

# RFC 9309, 2.5: at least 500 KiB must be read; what comes after may be ignored.
MOST_BYTES = 512_000
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin; `delay` is the seconds between two requests that it asks for, 0 if it does not."""

    reachable: bool
    delay: float
    sitemaps: tuple[str, ...]
    _rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Say whether `url` may be asked for."""
        return self.reachable and (self._rules is None or bool(self._rules.can_fetch(url, TOKEN)))


def read_robots(status: int | None, content: bytes) -> Robots:
    """Return the rules of a robots.txt that came with HTTP `status`, None for no answer at all.

    429 is a server that cannot be asked now, so it counts as unreachable though it is a 4xx.
    """
    if status is None or status >= 500 or status == 429:
        return Robots(False, 0.0, ())
    if not 200 <= status < 300:
        return Robots(True, 0.0, ())
    rules = Protego.parse(content[:MOST_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff"))
    rate = rules.request_rate(TOKEN)
    paced = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
    asked = float(rules.crawl_delay(TOKEN) or 0.0), float(paced)
    return Robots(True, max(0.0, *filter(isfinite, asked)), tuple(rules.sitemaps), rules)
