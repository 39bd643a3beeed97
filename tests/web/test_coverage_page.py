"""Överblick as a browser and a spreadsheet get it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.embed.encoder import model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.embed.tokens import passage_tokens
from pipeline.extent import Extent, SourceState
from pipeline.home import create_home
from pipeline.index.store import StoreEntry
from pipeline.records import Evidence, FocusArea, MunicipalityLink, Relation, Tags
from pipeline.web.app import make_app
from pipeline.web.coverage_page import PER_PAGE, pages_link
from tests.conftest import FakeEncoder
from tests.index.made import entry, published

AREAS = (("F1", "unga"), ("F2", "<hot>"))
SOURCES = (
    SourceState("=Sala", "1981", "read", None, "2026-01-02T00:00:00Z", 2),
    SourceState("Arboga <kommun>", "1984", "unreachable", "refused 403", "2026-01-02T00:00:00Z"),
    SourceState("Fagersta", "1982", "unvisited"),
)
MANY = 60


def made(number: int, code: str, how: Relation, area: str, day: str | None, title: str = "Titel") -> StoreEntry:
    one = entry(number)
    tags = Tags(
        focus_areas=(FocusArea(area, dict(AREAS)[area], 0.9, Evidence(0, 4, one.stored.text[:4])),),
        municipalities=(MunicipalityLink(code, {"1981": "Sala", "0180": "Stockholm"}[code], how, 1.0, ""),),
    )
    return replace(one, stored=replace(one.stored, published=day, title=title), tags=tags)


ENTRIES = [
    made(0, "1981", "published_by", "F1", "2024-03-10", "<b>Unga</b> i Sala"),
    made(1, "1981", "about", "F2", None),
    made(2, "1981", "mentioned", "F1", "2025-01-01"),
    *(made(3 + number, "0180", "published_by", "F1", "2023-01-01") for number in range(MANY)),
]


class Page(HTMLParser):
    """The elements of a page, whether they are closed in order, and the text in each cell of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag not in {"meta", "link", "input", "br", "hr"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data.strip()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = create_home(tmp_path_factory.mktemp("web") / "kb")
    texts = [passage.text for one in ENTRIES for passage in one.passages]
    published(
        home.indexes,
        lambda: ENTRIES,
        iter([FakeEncoder().encode(texts)]),
        passage_tokens(texts),
        dimensions=len(FakeEncoder.words),
        model=model_fingerprint(EmbedOptions()),
        extent=Extent(AREAS, SOURCES),
    )
    with TestClient(make_app(home, Settings())) as opened:
        yield opened


def read(client: TestClient, path: str, status: int = 200) -> tuple[str, Page]:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text, Page(answer.text)


def row_of(found: Page, name: str) -> list[str]:
    return next(row for row in found.rows if row and row[0] == name)


def test_the_matrix_has_the_municipalities_with_pages_or_a_source_and_says_why_cells_are_empty(
    client: TestClient,
) -> None:
    text, found = read(client, "/overblick")
    assert row_of(found, "Kommun")[:4] == ["Kommun", "Alla sidor", "Unga", "<hot>"]
    assert row_of(found, "Sala") == [
        *("Sala", "2sidor: Sala", "1sida: Sala, unga", "1sida: Sala, <hot>", "10 mars 2024", "22\u00a0353"),
    ]
    assert row_of(found, "Arboga")[1:4] == ["olästkunde inte läsas"] * 3
    assert row_of(found, "Stockholm")[3] == "0inget hittat"
    assert not any(row[0] == "Köping" for row in found.rows)
    assert "2 av landets 290 kommuner" in text
    hidden = [one["href"] for one in found.all("a") if "kommun=1981" in (one["href"] or "")]
    assert hidden == ["/overblick/sidor?kommun=1981", *(f"/overblick/sidor?kommun=1981&fokus=F{n}" for n in (1, 2))]


def test_a_municipality_that_could_not_be_read_says_why_and_when(client: TestClient) -> None:
    _, found = read(client, "/overblick")
    told = [row for row in found.rows if len(row) == 4 and row[0] in {"Arboga", "Fagersta"}]
    assert told == [
        ["Arboga", "Arboga <kommun>", "servern nekade åtkomst (svar 403)", "2 januari 2026"],
        ["Fagersta", "Fagersta", "källan har inte besökts än", "aldrig"],
    ]


def test_the_table_can_be_read_by_machines_and_scrolled_by_keyboard(client: TestClient) -> None:
    _, found = read(client, "/overblick")
    assert all(one.get("scope") in {"row", "col"} for one in found.all("th"))
    assert len(found.all("caption")) == len(found.all("table"))
    ids = {one.get("id") for _, one in found.elements if one.get("id")}
    regions = [one for one in found.all("div") if one.get("role") == "region"]
    assert regions
    assert all(one.get("tabindex") == "0" and one.get("aria-labelledby") in ids for one in regions)
    assert {one["id"] for one in found.all("select")} == {one["for"] for one in found.all("label")}


def test_nothing_is_inline_and_pictures_have_a_text_of_their_own(client: TestClient) -> None:
    _, found = read(client, "/overblick?visa=alla")
    for tag, attributes in found.elements:
        assert not any(name == "style" or name.startswith("on") for name in attributes), (tag, attributes)
    drawn = found.all("svg")
    assert all(
        one.get("aria-hidden") == "true" or (one.get("role"), bool(one.get("aria-label"))) == ("img", True)
        for one in drawn
    )
    assert len([one for one in drawn if one.get("role") == "img"]) == 1 + len(AREAS)
    assert len([row for row in found.rows if len(row) == 6]) == 1 + 290
    assert row_of(found, "Köping")[1] == "–ingen källa"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Arboga", "Fagersta", "Sala", "Stockholm"]),
        ("?ordning=sidor", ["Stockholm", "Sala", "Arboga", "Fagersta"]),
        ("?ordning=folkmangd", ["Stockholm", "Sala", "Arboga", "Fagersta"]),
        ("?lan=19", ["Arboga", "Fagersta", "Sala"]),
        ("?lan=09", []),
    ],
)
def test_the_matrix_is_ordered_and_limited(client: TestClient, query: str, names: list[str]) -> None:
    text, found = read(client, f"/overblick{query}")
    assert [row[0] for row in found.rows if len(row) == 6][1:] == names
    assert ("Ingen kommun i länet" in text) == (not names)


def test_the_map_follows_the_focus_area(client: TestClient) -> None:
    for query, expected in (("", "Sala: 2 sidor"), ("?fokus=F2", "Sala: 1 sida"), ("?fokus=F2", "Stockholm: inget")):
        assert f"<title>{expected}" in client.get(f"/overblick{query}").text


@pytest.mark.parametrize(
    "query", ["?lan=99", "?fokus=F7", "?ordning=x", "?visa=x", "/sidor?kommun=9999", "/sidor?ar=x"]
)
def test_an_address_that_means_nothing_is_told(client: TestClient, query: str) -> None:
    text, _ = read(client, f"/overblick{query}", 422)
    assert "Adressen går inte att förstå" in text


def test_a_number_leads_to_the_pages_that_it_counts(client: TestClient) -> None:
    text, found = read(client, "/overblick/sidor?kommun=1981&fokus=F1")
    assert "<h1>Sala, unga</h1>" in text
    assert [one["href"] for one in found.all("a") if (one["href"] or "").startswith("/dokument")] == ["/dokument/d0"]
    assert "&lt;b&gt;Unga&lt;/b&gt; i Sala" in text
    assert "Utan datum" in client.get("/overblick/sidor?kommun=1981").text
    assert "Det finns inga sidor här" in client.get("/overblick/sidor?kommun=1984").text


def test_a_long_list_has_pages(client: TestClient) -> None:
    path = "/overblick/sidor?kommun=0180"
    first, second = client.get(path).text, client.get(f"{path}&sida=2").text
    assert first.count('href="/dokument/') == PER_PAGE
    assert second.count('href="/dokument/') == MANY - PER_PAGE
    assert f'<ol class="hits" start="{PER_PAGE + 1}">' in second
    assert re.findall(r'<a href="([^"]*)" rel="(?:next|prev)"', first + second) == [
        "/overblick/sidor?kommun=0180&amp;sida=2",
        "/overblick/sidor?kommun=0180",
    ]


def rows_of(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{path[1:]}"'
    text = answer.content.decode("utf-8")
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_files_hold_every_municipality_and_every_year(client: TestClient) -> None:
    rows = rows_of(client, "/overblick.csv")
    assert len(rows) == 290
    sala = next(row for row in rows if row["Kommun"] == "Sala")
    assert (sala["Sidor"], sala["F1 unga"], sala["Källor"]) == ("2", "1", "'=Sala")
    years = [(row["Namn"], row["År"], row["Sidor"]) for row in rows_of(client, "/overblick-tid.csv")]
    assert years == [
        ("unga", "2023", "60"),
        ("unga", "2024", "1"),
        ("unga", "2025", "1"),
        ("unga", "utan datum", "0"),
        ("<hot>", "utan datum", "1"),
    ]


def test_addresses_hold_what_is_asked_for() -> None:
    assert pages_link() == "/overblick/sidor"
    assert pages_link("1981", "F1", "0", 2) == "/overblick/sidor?kommun=1981&fokus=F1&ar=0&sida=2"
