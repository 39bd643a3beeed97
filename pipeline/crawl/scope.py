"""Which addresses belong to a source: its hosts, its patterns, its kinds of content, and no traps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.crawl.sources import Source
from pipeline.crawl.traps import trap
from pipeline.crawl.urls import canonical_url, server

_FILES = {".pdf": "pdf", ".docx": "docx"}
# What no reader takes, by its name: not worth a request.
_UNREAD = frozenset(
    ".jpg .jpeg .png .gif .svg .webp .ico .bmp .tif .tiff .mp3 .mp4 .m4a .mov .avi .wmv .webm .wav .zip .rar .7z .gz"
    " .tar .exe .dmg .css .js .json .xml .rss .atom .ics .vcf .doc .xls .xlsx .ppt .pptx .odt .ods .rtf"
    " .csv .woff .woff2".split()
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A source with its patterns compiled; `servers` are the hosts that its addresses name, `elsewhere` patterns
    that name hosts themselves."""

    source: Source
    servers: frozenset[str]
    include: tuple[re.Pattern[str], ...]
    exclude: tuple[re.Pattern[str], ...]
    elsewhere: tuple[re.Pattern[str], ...]

    def stores(self, url: str) -> bool:
        """Say whether a page at canonical `url` is to be kept, not only read for its links."""
        return self.is_near(url) and self._asked_for(url)

    def is_start(self, url: str) -> bool:
        """Say whether the source names this address itself."""
        return url in {canonical_url(each) for each in self.source.start}

    def why_not(self, url: str, *, listed: bool = False) -> str | None:
        """Return why canonical `url` is not visited, None if it is.

        An address that the site lists itself, in a sitemap or a feed, is no trap.
        """
        if self.is_start(url):
            return None
        if not self.is_near(url):
            return "another site"
        if not self._asked_for(url):
            return "outside the patterns"
        ending = PurePosixPath(urlsplit(url).path).suffix.lower()
        if ending in _UNREAD or (ending in _FILES and _FILES[ending] not in self.source.kinds):
            return "another kind of content"
        return None if listed else trap(url)

    def is_near(self, url: str) -> bool:
        """Say whether canonical `url` lies on one of the source's hosts, or in a pattern that names its host."""
        return server(url) in self.servers or any(pattern.fullmatch(_whole(url)) for pattern in self.elsewhere)

    def _asked_for(self, url: str) -> bool:
        forms = _whole(url), _path(url)
        if any(pattern.fullmatch(form) for pattern in self.exclude for form in forms):
            return False
        return not self.include or any(pattern.fullmatch(form) for pattern in self.include for form in forms)


def load_scope(source: Source) -> Scope:
    """Return what `source` takes in."""
    named = (*source.start, *source.sitemaps, *source.feeds)
    servers = frozenset(server(url) for each in named if (url := canonical_url(each)))
    elsewhere = tuple(pattern for pattern in source.include if pattern.startswith("http"))
    return Scope(source, servers, *map(_compiled, (source.include, source.exclude, elsewhere)))


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(translate(pattern.lower())) for pattern in patterns)


def _whole(url: str) -> str:
    return unquote(url).lower()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path + (f"?{parts.query}" if parts.query else "")).lower()
