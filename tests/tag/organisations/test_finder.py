from __future__ import annotations

import pytest

from pipeline.records import Mention
from pipeline.tag.organisations.finder import find_organisations
from pipeline.tag.organisations.lexicon import Organisations, load_organisations


@pytest.fixture(scope="module")
def organisations() -> Organisations:
    return load_organisations()


def found(organisations: Organisations, text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, str]]:
    mentions = find_organisations(organisations, text, taken)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, m.entity_id.removeprefix("organisation:")) for m in mentions]


def test_a_mention_is_whole(organisations: Organisations) -> None:
    assert find_organisations(organisations, "Enligt Brås rapport.") == (
        Mention(7, 11, "Brås", "ORGANISATION", "organisation:bra", "Brå"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brottsförebyggande rådet (Brå)", [("Brottsförebyggande rådet", "bra"), ("Brå", "bra")]),
        ("polisen och Polismyndigheten", [("polisen", "polismyndigheten"), ("Polismyndigheten", "polismyndigheten")]),
        ("Polisens arbete", [("Polisens", "polismyndigheten")]),
        ("regeringen gav SiS i uppdrag", [("regeringen", "regeringen"), ("SiS", "statens-institutionsstyrelse")]),
        ("Länsstyrelsen i Örebro län", [("Länsstyrelsen i Örebro län", "lansstyrelsen-orebro")]),
        ("Länsstyrelsen Stockholm", [("Länsstyrelsen Stockholm", "lansstyrelsen-stockholm")]),
        ("KRIS, X-Cons och Unga KRIS", [("KRIS", "kris"), ("X-Cons", "x-cons"), ("Unga KRIS", "unga-kris")]),
        ("Göteborgs-Posten skrev", [("Göteborgs-Posten", "goteborgs-posten")]),
        ("Attunda tingsrätts dom", [("Attunda tingsrätts", "attunda-tingsratt")]),
        ("EU:s medel", [("EU:s", "eu")]),
        ("med ABF Västmanland", [("ABF Västmanland", "abf")]),
        ("Lunds Universitet", [("Lunds Universitet", "lunds-universitet")]),
        ("tankesmedjan Fores, vd för Malmö", [("Fores", "fores")]),
        ("hos Riksteaterförbundet", [("Riksteaterförbundet", "riksteaterforbundet")]),
    ],
)  # fmt: skip
def test_organisations_are_named(organisations: Organisations, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(organisations, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "kommunpolisen och en polis",
        "den polisen sa nej",
        "danska polisen, den norska regeringen",
        "i kris och brå brygga",
        "det lokala brottsförebyggande rådet möts",
        "Brottsförebyggande rådet i Vara möts",
        "lokala Brå träffas",
        "socialtjänsten i Vara kommun",
        "Anna Berg (S) och Per Lund (M)",
        "länsstyrelserna och universiteten",
        "Brå-rapporten, polisen.se",
        "Vision: ett tryggt Vara",
        "Friends are welcome",
        "Samerörelsen växer",
    ],
)
def test_what_is_none(organisations: Organisations, text: str) -> None:
    assert found(organisations, text) == []


def test_spans_of_people_are_left_alone(organisations: Organisations) -> None:
    assert found(organisations, "Anna Brå kom. Brå svarade.", ((0, 8),)) == [("Brå", "bra")]
    assert found(organisations, "Polisen Johan Lund är här.", ((8, 18),)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hjälp av facket Vision och Kommunal.", ["vision", "kommunal"]),
        ("Vision och Akademikerförbundet SSR kräver larm.", ["vision", "akademikerforbundet-ssr"]),
        ("Stiftelsen Friends hjälper. Friends finns här.", ["friends", "friends"]),
    ],
)
def test_a_doubtful_form_counts_with_evidence(organisations: Organisations, text: str, expected: list[str]) -> None:
    assert [id for _, id in found(organisations, text)] == expected


def test_a_county_board_is_the_one_that_is_named(organisations: Organisations) -> None:
    one = "Länsstyrelsen Skåne gav bidrag. Länsstyrelsens beslut gäller."
    assert found(organisations, one)[1] == ("Länsstyrelsens", "lansstyrelsen-skane")
    two = "Länsstyrelsen Skåne och Länsstyrelsen Halland. Sök hos länsstyrelsen."
    assert found(organisations, two)[2] == ("länsstyrelsen", "lansstyrelsen")


def test_an_abbreviation_in_brackets_means_the_organisation(organisations: Organisations) -> None:
    text = "UTF. Stiftelsen Unga Tankar (UTF) bildades. UTF:s lokal."
    assert found(organisations, text) == [
        ("Stiftelsen Unga Tankar", "stiftelsen-unga-tankar"),
        ("UTF", "stiftelsen-unga-tankar"),
        ("UTF:s", "stiftelsen-unga-tankar"),
    ]


def test_a_district_is_no_housing_company() -> None:
    text = "Skridskor på Mariehem, gratis, säger Trelleborgshem."
    assert [m.text for m in find_organisations(load_organisations(), text)] == ["Trelleborgshem"]
