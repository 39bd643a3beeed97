from __future__ import annotations

import pytest

from pipeline.records import Mention, Municipality
from pipeline.tag.initiatives.owners import own_initiatives
from pipeline.tag.initiatives.stated import Stated

VARA = Municipality("1470", "Vara")


def owned(text: str, titled: str | None = None, places: tuple[Mention, ...] = ()) -> dict[str, Stated]:
    start = text.index("Stegen")
    stegen = Mention(start, start + 6, "Stegen", "INITIATIVE", "stegen", "Stegen")
    return own_initiatives(text, [stegen], titled, places, VARA)


@pytest.mark.parametrize("text", ["Vårt projekt Stegen", "Det säger vi på Stegen"])
def test_a_page_presents_its_own(text: str) -> None:
    start = text.index("Stegen")
    assert owned(text) == {"stegen": Stated(start, start + 6, "1470")}


@pytest.mark.parametrize("text", ["Projektet Stegen", "Studiebesök hos Stegen"])
def test_others_are_not_the_publishers(text: str) -> None:
    assert owned(text) == {}


def test_the_place_where_the_municipality_is_named_shows_it() -> None:
    text = "Stegen finns i Vara."
    vara = Mention(15, 19, "Vara", "MUNICIPALITY", "municipality:1470", "Vara", code="1470")
    assert owned(text, "stegen", (vara,)) == {"stegen": Stated(15, 19, "1470")}
