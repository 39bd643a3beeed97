from __future__ import annotations

import pytest

from pipeline.crawl.options import CrawlOptions, user_agent
from pipeline.errors import UsageError


def test_the_crawler_says_who_it_is_and_how_to_reach_its_owner() -> None:
    assert user_agent(CrawlOptions(contact="a@b.se")).startswith("kunskapsbank/")
    assert user_agent(CrawlOptions(contact="https://b.se/om")).endswith(" (+https://b.se/om)")
    with pytest.raises(UsageError, match=r"set \[crawl\] contact in kb\.toml"):
        user_agent(CrawlOptions())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"contact": "jag"}, "contact = 'jag' is neither an e-mail nor a web address"),
        ({"contact": "a@b.se\r\nX: y"}, "is neither"),
        ({"servers": 0}, "servers = 0 is outside 1 to 64"),
        ({"lost_share": 1.5}, "lost_share = 1.5 is outside 0 to 1"),
        ({"timeout": 0.0}, "timeout = 0.0 is outside 0.1 to 600"),
    ],
)
def test_values_out_of_bounds_are_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CrawlOptions(**values)  # type: ignore[arg-type]
