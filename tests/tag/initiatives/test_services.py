from __future__ import annotations

import pytest

from pipeline.tag.initiatives.services import services


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tanken med avhopparstödet", ["avhopparstödet"]),
        ("Avhopparverksamhetens lokal", ["Avhopparverksamhetens"]),
        ("vårt avhopparstöd och Göteborgs Stads avhopparverksamhet", ["avhopparstöd", "avhopparverksamhet"]),
        ("Därför kallar vi det inte så, vi kallar det avhopparstöd.", ["avhopparstöd"]),
        ("Södertälje kommuns avhopparverksamhet", ["avhopparverksamhet"]),
        ("kommunens nya kontrollgrupp", ["kontrollgrupp"]),
        ("kontrollgruppen och närvaroteamet", ["kontrollgruppen", "närvaroteamet"]),
        ("en avhopparverksamhet, flera avhopparverksamheter", []),
        ("att bedriva avhopparverksamhet", []),
        ("föräldrastöd och trygghetsvandringar", []),
    ],
)
def test_a_service_is_spoken_of_as_ones_own(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in services(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kontrollgruppen och närvaroteamet", []),
        ("Kommunens kontrollgrupp granskar. Kontrollgruppen och närvaroteamet", ["kontrollgrupp", "Kontrollgruppen"]),
        ("Tanken med avhopparstödet", ["avhopparstödet"]),
    ],
)
def test_a_plain_one_in_an_unpublished_text_needs_an_owner(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in services(text, published=False)] == expected
