from __future__ import annotations

import pytest

from pipeline.tag.initiatives.described import described_names, names_in_title


def named(text: str, local: bool = False) -> list[str]:
    return [text[start:end] for start, end in described_names(text, local)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klart huvud är Lunds kommuns satsning för unga.", ["Klart huvud"]),
        ("Kvällsro heter kommunens nya insats.", ["Kvällsro"]),
        ("Trygg i Habo är samlingsnamnet för det", ["Trygg i Habo"]),
        ("Framsteget är ett projekt för barn.", ["Framsteget"]),
        ("genom Vändpunkten, Södertälje kommuns avhopparverksamhet.", ["Vändpunkten"]),
        ("skolsocionom i Närvarokompassen, det team som", ["Närvarokompassen"]),
        ("till Koll på chatten, som mötena kallas.", ["Koll på chatten"]),
        ("Stationen i Vara är ett exempel på lyckad satsning. Vi på Stationen", ["Stationen"]),
        ("Nattkaffe vänder sig till killar.", ["Nattkaffe"]),
        ("”Rätt spår” är ett projekt mot gäng.", ["Rätt spår"]),
        ("Brottsofferslussen, som drivs av kommunen", ["Brottsofferslussen"]),
        ("Tillsammans för Trygghet är ett partnerskap mellan", ["Tillsammans för Trygghet"]),
    ],
)
def test_names_before_what_they_are(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Projektet är en satsning på unga.",
        "Skolan är en mötesplats för unga.",
        "Tidiga insatser är en metod som fungerar.",
        "Därför är det en viktig insats.",
        "Hösten 2008 startade arbetet.",
        "Placerade barn pågår en insats för.",
        "Placerade barn riktar sig ingen till.",
    ],
)
def test_a_sentence_that_names_nothing(text: str) -> None:
    assert named(text) == []


def test_who_helps_is_a_name_in_a_local_text() -> None:
    assert named("Alla på Lyktorna trivs. Lyktorna hjälper unga.", local=True) == ["Lyktorna"]
    assert named("Alla på Lyktorna trivs. Lyktorna hjälper unga.") == []
    assert named("Lyktorna hjälper unga.", local=True) == []


def test_a_common_noun_with_a_capital_throughout_is_a_name_in_a_local_text() -> None:
    text = "Bryggan i Ale har sju rum. Bryggan tar emot män."
    assert named(text, local=True) == ["Bryggan"]
    assert named(text) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bryggan – bostad först efter fängelset", ["Bryggan"]),
        ("Bryggan: ett stöd", ["Bryggan"]),
        ("Bryggan", ["Bryggan"]),
        ("Om Bryggan", ["Bryggan"]),
        ("Bryggan i Ale", []),
        ("Så gick det – Bryggan", []),
    ],
)
def test_a_title_introduces_what_it_opens_with(title: str, expected: list[str]) -> None:
    text = "Välkommen till Bryggan i Ale."
    assert [text[start:end] for start, end in names_in_title(title, text)] == expected
