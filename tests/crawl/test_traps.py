from __future__ import annotations

import pytest

from pipeline.crawl.traps import most_of, shape, trap


@pytest.mark.parametrize(
    "url",
    [
        "https://a.se/kalender/2024/05/01",
        "https://a.se/evenemangskalender/2024-05",
        "https://a.se/evenemang/lista/31",
        "https://a.se/motesplats?date=2024-05-01",
        "https://a.se/x?month=5&year=2024",
        "https://a.se/x?vecka=12",
    ],
)
def test_calendars(url: str) -> None:
    assert trap(url) == "calendar"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://a.se/lista?sort=namn&filter=a", "list with filters"),
        ("https://a.se/lista?filter[a]=1&filter[b]=2", "list with filters"),
        ("https://a.se/lista?a=1&b=2&c=3&d=4&e=5&f=6", "list with filters"),
        ("https://a.se/a/b/a/b/a/b", "path that repeats itself"),
        (f"https://a.se/{'x' * 600}", "overlong address"),
    ],
)
def test_other_traps(url: str, reason: str) -> None:
    assert trap(url) == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://a.se/",
        "https://a.se/nyheter/2024/05/trygghetsvandring",
        "https://a.se/kalender",
        "https://a.se/kalender/trygghetsvandring-i-centrum",
        "https://a.se/lista?sida=2",
        "https://a.se/sok?kategori=trygghet",
        "https://a.se/dokument?id=2024",
        "https://a.se/visa?update=ja",
    ],
)
def test_ordinary_addresses_are_none(url: str) -> None:
    assert trap(url) is None


def test_addresses_that_differ_in_numbers_and_values_have_one_shape() -> None:
    assert (
        shape("https://www.a.se/nyhet/12?sida=3&b=x")
        == shape("https://a.se/nyhet/7?b=y&sida=1")
        == "a.se/nyhet/0?b&sida"
    )
    assert shape("https://a.se/nyhet/12") == "a.se/nyhet/0"
    assert most_of("a.se/nyhet/0?sida") < most_of("a.se/nyhet/0")
