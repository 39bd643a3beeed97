from __future__ import annotations

import pytest

from pipeline.crawl.robots import read_robots

RULES = b"""\xef\xbb\xbfUser-agent: *
Disallow: /alla
Crawl-delay: 1

User-agent: kunskapsbank
Disallow: /oss
Allow: /oss/men
Crawl-delay: 3
Sitemap: https://a.se/karta.xml
"""


def test_our_own_group_counts_and_the_longest_rule_wins() -> None:
    robots = read_robots(200, RULES)
    allowed = [robots.allows(f"https://a.se{path}") for path in ("/", "/alla", "/oss", "/oss/men", "/oss/annat")]
    assert allowed == [True, True, False, True, False]
    assert (robots.delay, robots.sitemaps) == (3.0, ("https://a.se/karta.xml",))


def test_a_request_rate_is_a_delay() -> None:
    assert read_robots(200, b"User-agent: *\nRequest-rate: 2/10").delay == 5.0
    assert [read_robots(200, f"User-agent: *\nCrawl-delay: {x}".encode()).delay for x in ("nan", "inf", "-1", "x")] == [
        0
    ] * 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_missing_file_allows_everything(status: int) -> None:
    robots = read_robots(status, b"Disallow: /")
    assert (robots.reachable, robots.allows("https://a.se/x"), robots.delay) == (True, True, 0.0)


@pytest.mark.parametrize("status", [429, 500, 502, 503, None])
def test_an_unreachable_one_allows_nothing(status: int | None) -> None:
    robots = read_robots(status, b"")
    assert (robots.reachable, robots.allows("https://a.se/x")) == (False, False)


def test_rubbish_and_what_is_overlong_are_read_as_far_as_they_go() -> None:
    assert read_robots(200, b"\xff\xfe<html>hej").allows("https://a.se/")
    assert not read_robots(200, b"User-agent: *\nDisallow: /\n" + b"#" * 1_000_000).allows("https://a.se/")
