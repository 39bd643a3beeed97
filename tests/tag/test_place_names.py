"""Names of municipalities as they stand: how they are written, and which are part of another name."""

from __future__ import annotations

import pytest

from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.place_names import named_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[one.start : one.end] for one in named_places(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Göteborgs stad och Vara kommuns nämnd.", ["Göteborgs stad", "Vara kommuns"]),
        ("Falu kommun följer efter. Falu följer.", ["Falu kommun"]),
        ("Region Gotland är också en kommun.", ["Region Gotland"]),
        ("STRÄNGNÄS KOMMUN och ALE KOMMUN", ["STRÄNGNÄS KOMMUN", "ALE KOMMUN"]),
        ("hur jobbar göteborg och habo med gäng", ["göteborg"]),
        ("habo kommun", ["habo kommun"]),
        ("att vara ung i lund", []),
        ("KIL i ALE", []),
        ("info@malmo.se, www.malmö.se/stockholm och malmö.se", []),
        ("MaLmÖ", []),
    ],
)
def test_how_a_name_is_written(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Det stod i Göteborgs-Posten.",
        "Forskare vid Stockholms universitet",
        "Uppsala och Lunds universitet",
        "Luleå tekniska universitet",
        "Högskolan i Skövde",
        "Stockholms län, Örebro län och Kalmar län",
        "Stockholms och Uppsala län",
        "Länsstyrelsen i Stockholms län",
        "Region Uppsala och polisregion Stockholm",
        "Region Skåne, Västra Götalands län",
        "Linköpings tingsrätt",
        "Förvaltningsrätten i Göteborg",
        "IFK Göteborg mötte Malmö FF.",
        "Göteborgsvägen 4 och Stockholms gata",
        "Anstalten Kumla",
        "Mark- och miljödomstolen",
        "info@malmo.se och www.stockholm.se",
        "Falu tingsrätt",
        "Anstalterna Kumla, Hall och Tidaholm",
        "Malmö+46",
    ],
)
def test_names_inside_other_names_do_not_count(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vara och Skåne län", ["Vara"]),
        ("Arbetet i Malmö och Stockholms län", ["Malmö"]),  # there is no Malmö county
        ("Göteborgs stad och Stockholms universitet", ["Göteborgs stad"]),
    ],
)
def test_a_name_shares_no_head_with_what_it_cannot(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == names


def test_what_a_place_name_knows(gazetteer: Gazetteer) -> None:
    text = "x" * 100 + " MALMÖ stad"
    (one,) = named_places(gazetteer, text)
    assert (one.start, one.named, one.end, one.municipality.code) == (101, 106, 111, "1280")
    assert (one.whole, one.capitals) == (True, True)
    assert one.before(text) == "x" * 79 + " "
