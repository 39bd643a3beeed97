"""How a page has to do with each municipality."""

from __future__ import annotations

import pytest

from pipeline.records import Mention, Municipality, MunicipalityLink
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities
from pipeline.tag.relations import municipality_links

LUND = Municipality("1281", "Lund")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def links(gazetteer: Gazetteer, title: str, text: str, publisher: Municipality | None = None) -> list[tuple[str, str]]:
    mentions = find_municipalities(gazetteer, text, publisher)
    return [(one.relation, one.name) for one in municipality_links(gazetteer, title, mentions, publisher)]


def test_a_link_is_whole(gazetteer: Gazetteer) -> None:
    mentions = find_municipalities(gazetteer, "I Lund gör de som i Malmö stad. I Malmö", LUND)
    assert municipality_links(gazetteer, "Så gör Ystad", mentions, LUND) == (
        MunicipalityLink("1281", "Lund", "published_by", 1.0, "the page's publisher"),
        MunicipalityLink("1286", "Ystad", "about", 0.97, 'the title names it: "Ystad"'),
        MunicipalityLink("1280", "Malmö", "about", 0.69, "opens the text, 2 mentions"),
    )


FAR = "Det gäller många. " * 20


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", "", []),
        ("Trygghet", FAR + "I Malmö, Lund och Ystad", [("mentioned", "Malmö"), ("mentioned", "Ystad"),
                                                        ("mentioned", "Lund")]),
        ("Besök i Malmö", "Vi träffades.", [("about", "Malmö")]),
        ("Besök på Kronogården", "Vi träffades.", [("about", "Trollhättan")]),
        ("Lund satsar på trygghet", "I Lund är det tryggt.", [("about", "Lund")]),
        ("Lund satsar på trygghet", "Ingen plats.", []),
        ("Vara med och påverka", FAR + "Ring Vara kommun.", [("mentioned", "Vara")]),
        ("Stockholm den 26 maj 1923", "Avtalet slöts i Stockholm.", [("mentioned", "Stockholm")]),
        ("", FAR + "Malmö växer. Malmö bygger. Malmö hoppas.", [("about", "Malmö")]),
        ("", FAR + "Malmö. Rosengård. Lindängen.", [("about", "Malmö")]),
        ("", FAR + "Malmö. Malmö. Malmö. Borås. Ystad. Eslöv. Kalmar. Umeå.",
         [("mentioned", name) for name in ("Kalmar", "Malmö", "Eslöv", "Ystad", "Borås", "Umeå")]),
        ("", FAR + "Malmö. Malmö.", [("mentioned", "Malmö")]),
        ("", "Malmö växer. Malmö bygger.", [("about", "Malmö")]),
        ("", "Malmö växer. " + FAR, [("mentioned", "Malmö")]),
        ("", "Malmö stad växer. " + FAR, [("about", "Malmö")]),
        ("", "Malmö stad och Ystad växer. " + FAR, [("mentioned", "Malmö"), ("mentioned", "Ystad")]),
    ],
)  # fmt: skip
def test_what_a_page_is_about(gazetteer: Gazetteer, title: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert links(gazetteer, title, text) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Trygghet", "Ingen plats.", [("published_by", "Lund")]),
        ("Trygghet i Lund", "Lunds kommun. Kommunen. Lund.", [("published_by", "Lund")]),
        ("Trygghet", "Kommunen. Kommunen. Kommunen. Malmö. Malmö. Malmö.", [("published_by", "Lund"),
                                                                            ("about", "Malmö")]),
        ("Trygghet", FAR + "Kommunen. Malmö.", [("published_by", "Lund"), ("mentioned", "Malmö")]),
    ],
)  # fmt: skip
def test_what_a_municipality_publishes(
    gazetteer: Gazetteer, title: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert links(gazetteer, title, text, LUND) == expected


def test_people_and_organisations_are_passed_over(gazetteer: Gazetteer) -> None:
    person = Mention(0, 9, "Anna Lund", "PERSON", "person:anna-lund", "Anna Lund")
    (place,) = find_municipalities(gazetteer, "          " * 40 + "i Malmö")
    assert municipality_links(gazetteer, "", [person, place]) == (
        MunicipalityLink("1280", "Malmö", "mentioned", 0.97, "the name means nothing else"),
    )
