from __future__ import annotations

import pytest

from pipeline.tag.slugs import is_slug, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Göteborgs-Posten", "goteborgs-posten"),
        ("Länsstyrelsen i Örebro län", "lansstyrelsen-i-orebro-lan"),
        ("  Trygg! i  Ale ", "trygg-i-ale"),
        ("Æventyr Øst", "aeventyr-ost"),
    ],
)
def test_a_slug_is_lower_case_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_slug_is_told_from_other_texts() -> None:
    assert is_slug("lansstyrelsen-i-skane")
    assert not any(map(is_slug, ("", "Brå", "a--b", "-a", "a_b")))
