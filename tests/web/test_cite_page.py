from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from pipeline.web.cite_page import permalinks
from tests.web.conftest import EARLIER
from tests.web.served_pages import EXIT, HOSTILE_ID, QUESTION


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [
        ("csv", "text/csv", "svar.csv"),
        ("bibtex", "application/x-bibtex", "svar.bib"),
        ("ris", "application/x-research-info-systems", "svar.ris"),
        ("reference", "text/plain", "svar.txt"),
        ("json", "application/json", "svar.json"),
    ],
)
def test_a_list_of_answers_is_a_file_in_each_form(client: Any, form: str, media_type: str, name: str) -> None:
    answer = client.get("/fraga/hamta", params={"q": QUESTION, "kommun": "1981", "format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert EXIT in answer.text or EXIT.encode("unicode_escape").decode() in answer.text
    assert answer.text.startswith("\ufeff") is (form == "csv")


def test_a_row_names_the_place_and_the_generation(client: Any) -> None:
    text = client.get("/fraga/hamta", params={"q": QUESTION, "kommun": "1981"}).text.removeprefix("\ufeff")
    first = next(csv.DictReader(io.StringIO(text)))
    assert (first["doc_id"], first["generation"]) == ("exit", "gen-000002")
    assert first["permalink"].startswith("http://testserver/dokument/exit?markera=")
    assert first["permalink"].endswith("&generation=gen-000002#markerat")
    assert client.get(first["permalink"]).status_code == 200


def test_a_document_is_cited_as_the_generation_has_it(client: Any) -> None:
    now = client.get("/citera/exit")
    assert now.text.startswith("@misc{")
    assert EXIT in now.text
    assert "Så hette sidan förut" in client.get(f"/citera/exit?format=reference&generation={EARLIER}").text


def test_a_hostile_title_ends_no_field(client: Any) -> None:
    found = client.get(f"/citera/{HOSTILE_ID}?format=ris")
    assert found.headers["content-disposition"] == 'attachment; filename="hostile.ris"'
    assert found.text.count("ER  -") == 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/citera/finns-inte", 404),
        ("/citera/exit?format=apa", 422),
        ("/citera/exit?generation=gen-000099", 404),
        ("/fraga/hamta", 422),
        ("/fraga/hamta?q=x&format=exe", 422),
        ("/fraga/hamta?q=x&kommun=Atlantis", 404),
    ],
)
def test_what_cannot_be_cited_is_refused(client: Any, path: str, code: int) -> None:
    assert client.get(path).status_code == code


def test_permalinks_begin_where_the_server_is_reached() -> None:
    permalink = permalinks("https://kb.example")
    assert (
        permalink("d1", "gen-000042", (1, 2))
        == "https://kb.example/dokument/d1?markera=1-2&generation=gen-000042#markerat"
    )
    assert permalink("d1", "gen-000042", None) == "https://kb.example/dokument/d1?generation=gen-000042"
