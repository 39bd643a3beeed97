"""kb.toml → Settings. Strict: an unknown table or key, or a value of the wrong type, is an error."""

from __future__ import annotations

import typing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.clean.rules import CleanOptions
from pipeline.crawl.options import CrawlOptions
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import PassageOptions
from pipeline.index.options import IndexOptions
from pipeline.metrics import ReportOptions
from pipeline.search.options import SearchOptions
from pipeline.strict_toml import build, read_toml
from pipeline.web.options import ServeOptions


@dataclass(frozen=True, slots=True)
class Settings:
    """One options dataclass a stage; the field's name is the table in kb.toml."""

    clean: CleanOptions = field(default_factory=CleanOptions)
    passages: PassageOptions = field(default_factory=PassageOptions)
    embed: EmbedOptions = field(default_factory=EmbedOptions)
    index: IndexOptions = field(default_factory=IndexOptions)
    search: SearchOptions = field(default_factory=SearchOptions)
    crawl: CrawlOptions = field(default_factory=CrawlOptions)
    report: ReportOptions = field(default_factory=ReportOptions)
    serve: ServeOptions = field(default_factory=ServeOptions)


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`, defaults where it is absent or silent; UsageError names the wrong key."""
    return typing.cast(Settings, build(Settings, read_toml(path), str(path), "")) if path.exists() else Settings()
