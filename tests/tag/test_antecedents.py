"""What "kommunen" and "staden" mean on a municipality's own page."""

from __future__ import annotations

import pytest

from pipeline.records import Mention, Municipality
from pipeline.tag.antecedents import own_municipality
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities

TROLLHATTAN = Municipality("1488", "Trollhättan")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def own(gazetteer: Gazetteer, text: str) -> list[str]:
    return [one.text for one in own_municipality(text, TROLLHATTAN, find_municipalities(gazetteer, text))]


def test_a_mention_is_whole() -> None:
    assert own_municipality("Så gör kommunens lag.", TROLLHATTAN, []) == [
        Mention(7, 16, "kommunens", "MUNICIPALITY", "municipality:1488", "Trollhättan", code="1488", confidence=0.9,
                reason='"kommunens" on the publisher\'s page')
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kommunen satsar. Staden växer, och stadens parker.", ["Kommunen", "Staden", "stadens"]),
        ("Sedan 2021 driver kommunen Vändpunkten.", ["kommunen"]),
        ("Fältgruppen och kommunens IKT-pedagog", ["kommunens"]),
        ("Kommunen gör det tillsammans med Göteborg.", ["Kommunen"]),
        ("Vi gör det tillsammans med Göteborg. Kommunen betalar.", ["Kommunen"]),
        ("En metod från Malmö. Kommunen har utbildat tio.", ["Kommunen"]),
        ("Trollhättan följer Borås. Kommunen har utbildat tio.", ["Kommunen"]),
        ("I Kronogården bor många. Kommunen satsar.", ["Kommunen"]),
        ("Borås växer.\n\nKommunen satsar.", ["Kommunen"]),
        ("Kommunerna Lund och Kil\nKommunen satsar.", ["Kommunen"]),
        ("Länk till Svedala och Svalövs kommun\nKommunens telefon", ["Kommunens"]),
        ("i hela kommunen, regionen och kommunen", ["kommunen", "kommunen"]),
        ("Kommunhuset, kommun och kommuner", []),
    ],
)
def test_it_is_the_publisher(gazetteer: Gazetteer, text: str, words: list[str]) -> None:
    assert own(gazetteer, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Projektet drivs i Göteborg. Kommunen har avsatt medel.",
        "Strängnäs kommun har gjort så. Där har kommunen anställt fler.",
        "Så gör Malmö\nKommunen har anställt tio.",
        "kommunen Vara och staden Lund",
        "Kommunen där du bor ansvarar.",
        "den andra kommunen",
        "i den egna kommunen, i varje kommun",
        "den mellanstora kommunen",
        "den gamla staden, nya staden",
        "hemkommunen och innerstaden",
    ],
)
def test_it_is_another_or_none(gazetteer: Gazetteer, text: str) -> None:
    assert own(gazetteer, text) == []
