"""The text as rules read it: soft line breaks and emoji are spaces, and nothing moves."""

from __future__ import annotations

import pytest

from pipeline.tag.people.reading import as_read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Anna Karlsson,\r\npolis i\r\nMalmö", "Anna Karlsson,  polis i  Malmö"),
        ("Anna Karlsson,\npolis", "Anna Karlsson, polis"),
        ("chef på\nBrå och\nSiS", "chef på Brå och SiS"),
        ("Anna Karlsson 👮, polis", "Anna Karlsson,   polis"),
        ("☎ 0520", "  0520"),
        ("Bo Mark\nTeknisk chef\nbo.mark@kommunen.example", "Bo Mark\nTeknisk chef\nbo.mark@kommunen.example"),
        ("Hej.\nvad\n\nsen", "Hej.\nvad\n\nsen"),
    ],
)
def test_as_read(text: str, read: str) -> None:
    assert as_read(text) == read
    assert len(read) == len(text)
