from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import create_home
from pipeline.web.app import make_app
from pipeline.web.options import ServeOptions
from tests.web.served_pages import EXIT, QUESTION, entries, publish

ATOM = "{http://www.w3.org/2005/Atom}"


def test_without_a_question_it_says_what_can_be_watched(client: Any) -> None:
    page = client.get("/bevaka")
    assert page.status_code == 200
    assert "Inga frågor är sparade." in page.text
    assert "Adressen till flödet" not in page.text


def test_a_question_has_the_address_of_its_feed(client: Any) -> None:
    page = client.get("/bevaka", params={"q": QUESTION, "kommun": "1981", "ordning": "datum"}).text
    assert "http://testserver/bevaka.atom?q=" in page
    assert "&amp;kommun=1981</a>" in page
    assert EXIT in page


def test_a_question_that_cannot_be_watched_is_told_in_swedish(client: Any) -> None:
    for asked in ({"q": "?"}, {"q": "gäng", "kommun": "Atlantis"}, {"q": "<script>" * 300}):
        page = client.get("/bevaka", params=asked)
        assert page.status_code == 422
        assert "Frågan går inte att bevaka." in page.text
        assert page.text.count("<script") == 1


def test_the_feed_is_atom_with_what_pages_say_as_text(client: Any) -> None:
    answer = client.get("/bevaka.atom", params={"q": "gäng", "kommun": "2062"})
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert "http://testserver/bevaka.atom?q=g%C3%A4ng&kommun=2062" in links
    assert not [link for link in links if not link.startswith(("http://", "https://"))]
    assert len(list(feed.iter(f"{ATOM}entry"))) > 1
    assert not list(feed.iter("script"))


def test_a_feed_of_nothing_is_refused(client: Any) -> None:
    assert client.get("/bevaka.atom").status_code == 422
    assert client.get("/bevaka.atom?q=x&kommun=Atlantis").status_code == 404


def test_saved_questions_are_shown_and_a_wrong_file_is_told(tmp_path: Path) -> None:
    home = create_home(tmp_path / "kb")
    publish(home, list(entries())[:1])
    saved = '[[question]]\nname = "<b>avhopp"\nquestion = "Vem får stöd?"\nmunicipality = "Sala"\nstrict = true\n'
    home.questions.write_text(saved, encoding="utf-8")
    with TestClient(make_app(home, Settings(serve=ServeOptions(address="https://kb.example")))) as client:
        page = client.get("/bevaka").text
        assert "/fraga?q=Vem+f%C3%A5r+st%C3%B6d%3F&amp;kommun=Sala&amp;strikt=ja" in page
        assert "&lt;b&gt;avhopp" in page
        assert "https://kb.example/bevaka.atom?q=st" in client.get("/bevaka?q=stöd").text
        home.questions.write_text("[[question", encoding="utf-8")
        assert "Filen med sparade frågor går inte att läsa." in client.get("/bevaka").text
