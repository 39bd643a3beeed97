"""Registers and pages of people, municipalities, initiatives and organisations, with names that would do harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from pipeline.home import create_home
from pipeline.index.store import StoredDocument, StoreEntry
from pipeline.records import Fact, Initiative, Mention, MunicipalityLink, Passage, Tags
from pipeline.search.municipality_facts import municipality_facts
from pipeline.web import entity_pages
from tests.web.made import check_anchors, check_page, client_over

EVIL = '<script>alert("x")</script>'
QUOTES = "\"' onmouseover='alert(1)"
SAID = f"Anna Berg {EVIL} leder Krami i Vara. Anna Berg, chef på Brå, säger ja. Krami tar emot 18–29 år."
PAGES = 45


def mention(words: str, label: str, key: str, name: str, **more: Any) -> Mention:
    start = SAID.index(words)
    return Mention(start, start + len(words), words, label, key, name, **more)  # type: ignore[arg-type]


def entry(number: int, url: str | None, title: str, relation: str = "published_by") -> StoreEntry:
    age, vara, bra = SAID.index("18–29 år"), SAID.index("Vara"), SAID.index("Brå")
    again = SAID.index("Anna Berg,")
    stored = StoredDocument(
        f"d{number}", url, None, title, "s", SAID, f"2024-01-{number % 28 + 1:02d}", None, None, "sv", None, None, None,
        (), "2024-06-01T00:00:00Z", (),
    )  # fmt: skip
    facts = (
        Fact("municipality", "1470", vara, vara + 4, "Vara"),
        Fact("partner", "organisation:bra", bra, bra + 3, "Brå"),
        Fact("partner", "organisation:okänd", bra, bra + 3, "Brå"),
        Fact("age", "18-29", age, age + 8, "18–29 år"),
    )
    tags = Tags(
        (
            mention("Anna Berg", "PERSON", "person:anna-berg", f"Anna {EVIL}"),
            mention("Krami", "INITIATIVE", "initiative:krami@1470/x", f"Krami {QUOTES}"),
            mention("Vara", "MUNICIPALITY", "municipality:1470", "Vara", code="1470"),
            Mention(
                again,
                again + 9,
                "Anna Berg",
                "PERSON",
                "person:anna-berg",
                f"Anna {EVIL}",
                f"chef {EVIL}",
                f"Brå {EVIL}",
            ),
            mention("Brå", "ORGANISATION", "organisation:bra", "Brå"),
        ),
        initiatives=(Initiative("initiative:krami@1470/x", "Krami", facts),),
        municipalities=(MunicipalityLink("1470", "Vara", relation, 0.9, "title"),),  # type: ignore[arg-type]
    )
    passages = (Passage(f"p{number}", f"d{number}", 0, 0, len(SAID), SAID),)
    return StoreEntry(stored, tags, passages, str(number))


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("web") / "kb"
    evil = entry(0, "javascript:alert(1)", EVIL)
    others = [entry(n, f"https://a.example/{n}", f"Sida {n}", "mentioned") for n in range(1, PAGES)]
    with client_over(create_home(path), [evil, *others]) as client:
        yield client


INITIATIVE = "/initiativ/" + quote("krami@1470/x", safe="")
EVERY = ["/personer", "/kommuner", "/initiativ", "/person/anna-berg", "/organisation/bra", "/kommun/1470", INITIATIVE]


@pytest.mark.parametrize("path", [*EVERY, *(f"{path}?sida=3" for path in EVERY), "/personer?q=" + quote(EVIL)])
def test_every_page_is_whole_and_no_name_or_title_becomes_markup(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 200
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    check_anchors(check_page(answer.text))
    assert EVIL not in answer.text


def test_a_person_has_roles_with_periods_and_sentences_that_lead_to_their_places(web: TestClient) -> None:
    answer = web.get("/person/anna-berg")
    elements = check_page(answer.text)
    links = [one["href"] for one in elements.all("a")]
    start = SAID.index("Anna Berg, chef")
    assert f"/dokument/d27?markera={start}-{SAID.index(' Krami tar')}#markerat" in links
    assert "Person som 45 sidor nämner." in answer.text
    assert "1 januari 2024 – 28 januari 2024" in answer.text
    assert "I rollen chef &lt;script&gt;" in answer.text
    assert "javascript:" not in " ".join(filter(None, links))


def test_pages_come_twenty_at_a_time_newest_first(web: TestClient) -> None:
    first, last = web.get("/person/anna-berg").text, web.get("/person/anna-berg?sida=3").text
    titles = [first.index(f">Sida {number}<") for number in (27, 26, 25)]
    assert titles == sorted(titles)
    assert (first.count("<article"), last.count("<article")) == (20, 5)
    assert ('href="/person/anna-berg?sida=2"' in first, 'rel="prev"' in first) == (True, False)
    assert ('href="/person/anna-berg?sida=2"' in last, 'rel="next"' in last) == (True, False)
    assert 'start="41"' in last


def test_an_initiative_has_facts_with_sentences_pages_and_links(web: TestClient) -> None:
    answer = web.get(INITIATIVE)
    elements = check_page(answer.text)
    links = [one["href"] for one in elements.all("a")]
    start = SAID.index("18–29 år")
    assert {"/kommun/1470", "/organisation/bra", f"/dokument/d0?markera={start}-{start + 8}#markerat"} <= set(links)
    assert not any("ok%C3%A4nd" in (link or "") for link in links)
    for said in ("Kommun", "Samarbetar med", "Ålder", "18–29 år", "och på 42 sidor till"):
        assert said in answer.text


def test_a_municipality_is_told_with_its_pages_by_relation_its_people_and_its_initiatives(web: TestClient) -> None:
    answer = web.get("/kommun/1470")
    check_page(answer.text)
    for said in (
        "Västra Götalands län",
        municipality_facts()["1470"].kind_name,
        "invånare (2016)",
        "Initiativ i kommunen",
        "kommunens egna",
    ):
        assert said in answer.text
    assert 'name="kommun" value="1470"' in answer.text
    own = web.get("/kommun/1470?hur=utgivare")
    check_page(own.text)
    assert (own.text.count("<article"), 'aria-current="true">kommunens egna' in own.text) == (1, True)
    assert 'href="/kommun/1470?hur=namns&amp;sida=2"' in web.get("/kommun/1470?hur=namns").text


def test_a_municipality_without_pages_is_told_too(web: TestClient) -> None:
    answer = web.get("/kommun/2321")
    check_page(answer.text)
    assert (answer.status_code, "Kunskapsbanken har inga sidor om Åre än." in answer.text) == (200, True)


@pytest.mark.parametrize(
    "path", ["/person/x", "/kommun/9999", "/organisation/x", "/initiativ/x", "/person/", "/kommun/a"]
)
def test_what_is_not_there_is_a_swedish_page(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert (answer.status_code, "Sidan finns inte" in answer.text) == (404, True)


@pytest.mark.parametrize("query", ["sida=0", "sida=x", "hur=allt"])
def test_an_address_that_cannot_be_understood_is_told(web: TestClient, query: str) -> None:
    assert web.get(f"/kommun/1470?{query}").status_code == 422


def test_a_register_is_filtered_by_a_plain_field(web: TestClient) -> None:
    for path, words, found in (("/personer", "anna", 1), ("/personer", "bo", 0), ("/kommuner", "Västra", 1)):
        answer = web.get(path, params={"q": words})
        elements = check_page(answer.text)
        assert (f"{found} av 1 " in answer.text, elements.all("input")[0]["value"]) == (True, words)
    assert web.get("/initiativ").text.count("45 sidor") == 1


def test_a_long_register_has_pages(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_pages, "PER_REGISTER_PAGE", 0)
    answer = web.get("/personer?q=anna&sida=2")
    check_page(answer.text)
    assert 'href="/personer?q=anna&amp;sida=1"' in answer.text
    assert 'href="/personer?q=anna&amp;sida=3"' in answer.text
