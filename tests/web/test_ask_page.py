from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import quote_plus

import pytest

from tests.web.conftest import EARLIER, NOW
from tests.web.served_pages import EXIT, HOSTILE_NAME, HOSTILE_TITLE, QUESTION, SCRIPT


def ask(client: Any, question: str = QUESTION, code: int = 200, **more: Any) -> str:
    answer = client.get("/fraga", params={"q": question, **more})
    assert answer.status_code == code
    return str(answer.text)


def titles(page: str) -> list[str]:
    return re.findall(r'<h3 id="svar-\d+"><a href="[^"]*">(.*?)</a></h3>', page)


def test_the_start_page_says_what_there_is(client: Any) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="sv">' in page.text
    assert "F2" in page.text
    assert 'name="q"' in page.text


def test_without_a_question_the_list_is_the_start_page(client: Any) -> None:
    assert client.get("/fraga?q=++").text == client.get("/").text


def test_an_answer_has_its_place_in_the_source_and_in_our_copy(client: Any) -> None:
    page = ask(client, kommun="1981")
    assert titles(page)[0] == EXIT
    assert 'href="https://www.sala.example/exit#:~:text=' in page
    assert 'href="/dokument/exit?markera=' in page
    assert "Publicerad <time" in page
    assert "5 februari 2024" in page
    assert "<mark>" in page
    assert 'rel="alternate" type="application/atom+xml"' in page
    assert f"/fraga?q={quote_plus(QUESTION)}&amp;kommun=1981&amp;generation={NOW}" in page


def test_what_pages_say_stays_text(client: Any) -> None:
    page = ask(client, kommun="2062")
    assert str(escape(HOSTILE_TITLE)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert HOSTILE_NAME not in page
    assert not re.search(r'(href|src|cite|action)="\s*javascript:', page)
    assert page.count("<script") == 1


@pytest.mark.parametrize(
    "field", ["q", "kommun", "lan", "fokus", "person", "kalla", "sprak", "fran", "till", "generation", "bortse"]
)
def test_what_the_address_says_stays_text(client: Any, field: str) -> None:
    hostile = f"\"'><svg onload=alert(1)>{SCRIPT}"
    answer = client.get("/fraga", params={"q": QUESTION} | {field: hostile})
    assert answer.status_code in (200, 404, 422)
    assert "<svg" not in answer.text
    assert "<script>alert" not in answer.text


def test_facets_choose_and_choices_are_taken_away(client: Any) -> None:
    page = ask(client, "trygghetsvandring")
    assert "Avgränsa" in page
    assert 'href="/fraga?q=trygghetsvandring&amp;kommun=2062"' in page
    chosen = ask(client, "trygghetsvandring", kommun="2062")
    assert "<strong>Mora</strong>" in chosen
    assert 'ta bort<span class="hidden"> valet 2062' in chosen


def test_what_a_question_names_can_be_kept_to_or_disregarded(client: Any) -> None:
    page = ask(client, "avhopparstöd i Sala")
    assert "Så förstod vi frågan" in page
    assert "bortse=1981" in page
    assert "Så förstod vi frågan" not in ask(client, "avhopparstöd i Sala", bortse="1981")


def test_lists_have_pages_and_two_orders(client: Any) -> None:
    first, second = ask(client, "trygghetsvandring"), ask(client, "trygghetsvandring", sida=2)
    assert len(titles(first)) == 10
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert not set(titles(first)) & set(titles(second))
    newest = titles(ask(client, "trygghetsvandring", ordning="datum", fokus="F4"))
    assert newest[:2] == ["Trygghetsvandring 11", "Trygghetsvandring 10"]


def test_a_permalink_keeps_to_its_generation(client: Any) -> None:
    pinned = ask(client, generation=EARLIER)
    assert titles(pinned)[0] == "Så hette sidan förut"
    assert "Det här är svaren ur utgåva gen-000001." in pinned
    assert "Utgåvan gen-000099 finns inte kvar." in ask(client, code=404, generation="gen-000099")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"q": "?!"}, 422, "Det finns inget ord att söka efter"),
        ({"q": "a" * 2001}, 422, "Frågan är för lång. Den får ha högst 2000 tecken."),
        ({"q": "gäng", "fran": "i går"}, 422, "Datum skrivs som 2023, 2023-03 eller 2023-03-10."),
        ({"q": "gäng", "kommun": "Atlantis"}, 404, "Inget i kunskapsbanken passar de val som du har gjort."),
        ({"q": "gäng", "sida": "0"}, 422, "Adressen går inte att förstå"),
        ({"q": "gäng", "ordning": "x"}, 422, "Adressen går inte att förstå"),
    ],
)
def test_what_cannot_be_asked_is_told_in_swedish(client: Any, asked: dict[str, str], code: int, said: str) -> None:
    answer = client.get("/fraga", params=asked)
    assert answer.status_code == code
    assert said in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_doubtful_answer_says_so(client: Any) -> None:
    assert "Inget säkert svar" in ask(client, "Hur stor är kvantdatorns energiförbrukning i Antarktis?")
