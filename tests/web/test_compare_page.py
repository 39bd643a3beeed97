from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from pipeline.web.compare_page import Compared
from tests.web.served_pages import HOSTILE_ID, SCRIPT

TEXT = "Vi hjälper den som vill lämna ett gäng med boende och arbete, tillsammans med polisen."


def test_the_form_stands_by_itself(client: Any) -> None:
    page = client.get("/jamfor")
    assert page.status_code == 200
    assert "<h1>Jämför insatser</h1>" in page.text
    assert "Landsbygdskommun" in page.text


def test_pages_to_compare_with_are_searched_for(client: Any) -> None:
    assert '<a href="/jamfor?dokument=exit">Avhopparstöd i Sala</a>' in client.get("/jamfor?sok=avhopparst%C3%B6d").text
    assert "Inga sidor hittades" in client.get("/jamfor?sok=%3F").text


@pytest.mark.parametrize("asked", [{"dokument": "exit"}, {"dokument": "https://www.sala.example/exit"}, {"text": TEXT},
                                   {"initiativ": "initiative:ny-riktning"}])  # fmt: skip
def test_work_elsewhere_is_shown_side_by_side(client: Any, asked: dict[str, str]) -> None:
    page = client.get("/jamfor", params=asked)
    assert page.status_code == 200
    assert "<h1>Liknande i andra kommuner</h1>" in page.text
    assert "Mora" in page.text
    assert "Målgrupp" in page.text


def test_what_pages_and_readers_write_stays_text(client: Any) -> None:
    for asked in ({"dokument": "exit"}, {"dokument": HOSTILE_ID}, {"text": f'{TEXT} {SCRIPT} "><img src=x>'}):
        page = client.get("/jamfor", params=asked).text
        assert page.count("<script") == 1
        assert "<img" not in page
        assert not re.search(r'(href|src|cite|action)="\s*javascript:', page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"dokument": "finns-inte"}, "Sidan eller initiativet finns inte i kunskapsbanken."),
        ({"initiativ": "initiative:finns-inte"}, "Sidan eller initiativet finns inte i kunskapsbanken."),
        ({"text": "?!"}, "Beskrivningen går inte att jämföra."),
        ({"text": "a" * 2001}, "Beskrivningen är för lång. Den får ha högst 2000 tecken."),
        ({"dokument": "exit", "minst": "många"}, "Antal invånare skrivs med siffror, till exempel 30000."),
        ({"dokument": "exit", "antal": "99"}, "Adressen går inte att förstå"),
    ],
)
def test_what_cannot_be_compared_is_told_in_swedish(client: Any, asked: dict[str, str], said: str) -> None:
    page = client.get("/jamfor", params=asked)
    assert page.status_code == 422
    assert said in page.text


def test_filters_leave_others_out(client: Any) -> None:
    page = client.get("/jamfor", params={"dokument": "exit", "minst": "900 000"}).text
    assert "Ingen annan kommun i kunskapsbanken har en liknande insats som passar valen." in page


def test_a_comparison_is_a_file_too(client: Any) -> None:
    found = client.get("/jamfor/hamta", params={"dokument": "exit"})
    assert found.headers["content-disposition"] == 'attachment; filename="jamforelse.csv"'
    rows = list(csv.reader(io.StringIO(found.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["plats", "kommun", "titel"]
    assert {row[1] for row in rows[1:]} == {"Mora"}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    as_json = client.get("/jamfor/hamta", params={"dokument": "exit", "format": "json"}).json()
    assert as_json["comparables"][0]["municipality"] == {"code": "2062", "name": "Mora"}


@pytest.mark.parametrize(("asked", "code"), [({}, 422), ({"dokument": "finns-inte"}, 404), ({"text": "?"}, 404)])
def test_a_file_of_nothing_is_refused(client: Any, asked: dict[str, str], code: int) -> None:
    assert client.get("/jamfor/hamta", params=asked).status_code == code


def test_an_address_says_the_comparison() -> None:
    asked = Compared(document="d 1", smallest=0, kinds=("C8",), national=True, count=15)
    assert asked.link() == "/jamfor?dokument=d+1&minst=0&typ=C8&nationella=ja&antal=15"
    assert asked.link("/jamfor/hamta", format="csv").endswith("&antal=15&format=csv")
    assert Compared().is_empty
