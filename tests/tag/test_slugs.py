from __future__ import annotations

import pytest

from pipeline.tag.slugs import slug


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
