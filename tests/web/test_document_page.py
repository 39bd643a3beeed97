from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.records import Mention
from pipeline.web.document_page import Paragraph, Piece, paragraphs
from tests.web.conftest import EARLIER
from tests.web.served_pages import HOSTILE_ID


def test_names_are_links_and_what_was_asked_for_is_marked(client: Any) -> None:
    page = client.get("/dokument/exit?markera=0-20").text
    assert '<mark id="markerat">Den som vill lämna e</mark>' in page
    assert '<a class="mention person" href="/person/anna-ek" title="person: Anna Ek">Anna Ek</a>' in page
    assert '<a class="mention kommun" href="/kommun/1981" title="kommun: Sala">Sala</a>' in page
    assert '<h2 id="t93">Så går det till</h2>' in page
    assert '<a href="https://www.sala.example/exit" rel="noopener">Öppna källan</a>' in page


def test_provenance_and_twins_are_told(client: Any) -> None:
    page = client.get("/dokument/exit").text
    assert "ab" * 32 in page
    assert "gen-000002" in page
    assert '<a href="/dokument/twin">https://www.sala.example/twin</a>' in page
    assert 'visas bland svaren: <a href="/dokument/exit">' in client.get("/dokument/twin").text


def test_an_address_leads_to_the_document(client: Any) -> None:
    found = client.get(f"/dokument/{quote('https://www.sala.example/exit', safe='')}", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (302, "/dokument/exit")


def test_an_earlier_generation_has_what_it_had(client: Any) -> None:
    assert "Så hette sidan förut" in client.get(f"/dokument/exit?generation={EARLIER}").text
    assert client.get("/dokument/exit?generation=gen-000099").status_code == 404


def test_what_a_page_says_stays_text(client: Any) -> None:
    page = client.get(f"/dokument/{HOSTILE_ID}").text
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "<b onmouseover" not in page
    assert "<i>Mora" not in page
    assert not re.search(r'(href|src|cite|action)="\s*javascript:', page)


@pytest.mark.parametrize("span", ["x", "5-2", "0-0", "99999-100000", "-1-5", "1-2-3", "١-٢"])
def test_a_span_that_is_none_marks_nothing(client: Any, span: str) -> None:
    answer = client.get("/dokument/exit", params={"markera": span})
    assert answer.status_code == 200
    assert "<mark" not in answer.text


def test_an_unknown_document_is_told_in_swedish(client: Any) -> None:
    answer = client.get("/dokument/finns-inte")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_what_was_left_out_is_shown_with_the_reason_in_swedish(client_of_base: Any) -> None:
    doc_id = client_of_base.get("/fraga/hamta?q=avhopparverksamhet&format=json").json()["hits"][0]["doc_id"]
    page = client_of_base.get(f"/dokument/{doc_id}?borttaget=ja")
    assert page.status_code == 200
    assert '<span class="reason">rad med datum</span> Senast granskad: 10 mars 2024' in page.text


def test_blocks_are_parted_where_names_and_the_span_begin_and_end() -> None:
    text = "Rubrik\n\nAnna leder | 12"
    name = Mention(8, 12, "Anna", "PERSON", "person:anna", "Anna Ek")
    inside = Mention(9, 12, "nna", "ORGANISATION", "organisation:nna", "nna")
    link = Piece("Anna", True, "person", "/person/anna", "Anna Ek")
    assert paragraphs(text, [name, inside], {"Rubrik"}, (8, 15)) == [
        Paragraph(0, True, ((Piece("Rubrik"),),)),
        Paragraph(8, False, ((link, Piece(" le", True), Piece("der")), (Piece("12"),))),
    ]
