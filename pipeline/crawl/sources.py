"""sources.toml → Source records: what to crawl, how far, how often one may ask. Strict, like kb.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from pipeline.crawl.urls import canonical_url
from pipeline.errors import UsageError
from pipeline.strict_toml import build_named

Kind = Literal["html", "pdf", "docx"]
KINDS: tuple[str, ...] = get_args(Kind)
# A floor by choice, not by measurement; a server on this machine may be asked faster.
SHORTEST_DELAY = 0.5
_ON_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_CODE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Source:
    """One table [[source]]; `delay` is in seconds, `pages` a night, `depth` in links from `start`.

    A pattern that begins with "/" or "*" is held against the path and query of an address, one that begins with
    "http" against the whole; "*" stands for any characters.
    """

    name: str
    publisher: str = ""
    municipality: str = ""
    start: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int = 3
    pages: int = 2000
    delay: float = 1.0
    kinds: tuple[str, ...] = KINDS

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name.splitlines()) > 1:
            raise ValueError(f"name = {self.name!r} is empty or more than a line")
        if self.municipality and not _CODE.fullmatch(self.municipality):
            raise ValueError(f"municipality = {self.municipality!r} is not a code of four digits, such as '0580'")
        if not (self.start or self.sitemaps or self.feeds):
            raise ValueError("start, sitemaps and feeds are all empty: name at least one address")
        for key in ("start", "sitemaps", "feeds"):
            if wrong := next((url for url in getattr(self, key) if canonical_url(url) is None), None):
                raise ValueError(f"{key} holds {wrong!r}, which is not an http address")
        for key in ("include", "exclude"):
            if wrong := [each for each in getattr(self, key) if not each.startswith(("/", "*", "http"))]:
                raise ValueError(f"{key} holds {wrong[0]!r}, which begins neither with '/', '*' nor 'http'")
        if wrong := [kind for kind in self.kinds if kind not in KINDS] or (not self.kinds and [""]):
            raise ValueError(f"kinds holds {wrong[0]!r} (known: {', '.join(KINDS)})")
        self._check_numbers()

    def _check_numbers(self) -> None:
        hosts = {urlsplit(url).hostname for url in (*self.start, *self.sitemaps, *self.feeds)}
        shortest = 0.0 if hosts <= _ON_THIS_MACHINE else SHORTEST_DELAY
        for key, low, high in (("depth", 0, 50), ("pages", 1, 1_000_000), ("delay", shortest, 3600)):
            if not low <= getattr(self, key) <= high:
                raise ValueError(f"{key} = {getattr(self, key)} is outside {low} to {high}")


def load_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources in `path`; UsageError names the file, the table and the key that is wrong."""
    if not path.exists():
        raise UsageError(f"there is no {path}: write one, or copy that of a new 'kb init DIR'")
    sources = build_named(Source, path, "source")
    if not sources:
        raise UsageError(f"{path} names no source: add a [[source]] table")
    return tuple(sources.values())
