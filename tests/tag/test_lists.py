"""Lists of names: which stand beside one another, and in what order a decision spreads."""

from __future__ import annotations

import pytest

from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.lists import beside_in_lists
from pipeline.tag.place_names import named_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Göteborg, Mark och Ale", [(0, 1), (1, 2), (2, 1), (1, 0)]),
        ("Malmö samt Lund; Eslöv/Kävlinge", [(0, 1), (1, 2), (2, 3), (3, 2), (2, 1), (1, 0)]),
        ("Östersund (1), Varberg (12) och Arjeplog (1)", [(0, 1), (1, 2), (2, 1), (1, 0)]),
        ("Vara 2 maj, Mark 9 maj", [(0, 1), (1, 0)]),
        ("Dag | Vara | Kvänum", [(0, 1), (1, 0)]),
        ("Göteborg–Borås och Jörn-Boden", [(0, 1), (1, 2), (2, 3), (3, 2), (2, 1), (1, 0)]),
        ("• Mora\n• Malmö\n\n• Kil", [(0, 1), (1, 2), (2, 1), (1, 0)]),
        ("Malmö är större än Lund. Eslöv", []),
        ("i Malmö\nLund", []),
    ],
)
def test_who_stands_beside_whom(gazetteer: Gazetteer, text: str, pairs: list[tuple[int, int]]) -> None:
    assert [*beside_in_lists(text, named_places(gazetteer, text))] == pairs
