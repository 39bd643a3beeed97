from __future__ import annotations

import pytest

from pipeline.crawl.scope import load_scope
from pipeline.crawl.sources import Source

SCOPE = load_scope(
    Source(
        "X",
        start=("https://www.x.se/start",),
        include=("/trygg*", "*brott*", "https://filer.y.se/x/*"),
        exclude=("*/arkiv/*",),
        kinds=("html", "pdf"),
    )
)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://www.x.se/start", None),
        ("https://www.x.se/trygg-och-saker", None),
        ("http://x.se/TRYGGT", None),
        ("https://www.x.se/bo/brottsf%C3%B6rebyggande", None),
        ("https://filer.y.se/x/plan.pdf", None),
        ("https://www.x.se/sopor", "outside the patterns"),
        ("https://www.x.se/trygg/arkiv/1", "outside the patterns"),
        ("https://filer.y.se/z/brott", "another site"),
        ("https://annan.se/trygg", "another site"),
        ("https://www.x.se/trygg.docx", "another kind of content"),
        ("https://www.x.se/trygg.JPG", "another kind of content"),
        ("https://www.x.se/trygg/kalender/2024/05", "calendar"),
    ],
)
def test_why_an_address_is_not_visited(url: str, reason: str | None) -> None:
    assert SCOPE.why_not(url) == reason


def test_what_the_site_lists_itself_is_no_trap() -> None:
    assert SCOPE.why_not("https://www.x.se/trygg/kalender/2024/05", listed=True) is None
    assert SCOPE.why_not("https://www.x.se/sopor", listed=True) == "outside the patterns"


def test_a_start_page_outside_the_patterns_is_read_and_not_kept() -> None:
    assert SCOPE.is_start("https://www.x.se/start")
    assert not SCOPE.stores("https://www.x.se/start")
    assert SCOPE.stores("https://www.x.se/trygg")


def test_without_patterns_everything_on_the_hosts_is_taken() -> None:
    scope = load_scope(Source("X", sitemaps=("https://x.se/sitemap.xml",), feeds=("https://nyheter.x.se/rss",)))
    assert scope.servers == {"x.se", "nyheter.x.se"}
    assert scope.why_not("https://www.x.se/vad-som-helst") is None
