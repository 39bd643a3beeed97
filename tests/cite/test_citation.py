from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.cite.citation import Citation, cite_answer, cite_document
from pipeline.index.store import StoredDocument, stored_document
from pipeline.records import Answer, Document, Hit, Municipality

OLD, NEW = "a" * 64, "b" * 64
PAGE = stored_document(
    Document("d1", "https://www.vara.example/x", "Plan", (), "2023-05-06", "2024-01-02", publisher="Vara kommun"),
    "vara.example",
    "2024-03-01T23:30:00Z",
    None,
    (
        {"fetched_at": "2024-02-01T23:30:00Z", "content_hash": OLD},
        {"fetched_at": "2024-03-01T23:30:00Z", "content_hash": NEW},
    ),
)
HIT = Hit(1, 0.9, "d1", PAGE.url, "Plan", "Stödet är frivilligt.", 10, 31, page=7)


class Shelf:
    """Has the document whatever is asked for."""

    def document(self, doc_id: str) -> StoredDocument:
        return PAGE


def cited(**values: Any) -> Citation:
    return cite_document(replace(PAGE, **values), "gen-000002")


def test_a_passage() -> None:
    answer = Answer("vad?", "gen-000002", 1.0, hits=(HIT,))
    assert cite_answer(Shelf(), answer) == [  # type: ignore[arg-type]
        Citation(
            "d1",
            "Vara kommun",
            "Plan",
            "2023-05-06",
            "https://www.vara.example/x",
            "2024-03-01",
            "gen-000002",
            NEW,
            "https://www.vara.example/x",
            7,
            "Stödet är frivilligt.",
            10,
        )
    ]


def test_a_document_has_no_passage() -> None:
    whole = cited()
    assert (whole.page, whole.quote, whole.start, whole.year) == (None, None, 0, "2023")


def test_the_permalink_is_made_of_document_generation_and_place() -> None:
    def permalink(doc_id: str, generation: str, span: tuple[int, int] | None) -> str:
        return f"https://kb.example/{generation}/{doc_id}#{span}"

    answer = Answer("vad?", "gen-000002", 1.0, hits=(HIT,))
    (hit,) = cite_answer(Shelf(), answer, permalink)  # type: ignore[arg-type]
    assert hit.permalink == "https://kb.example/gen-000002/d1#(10, 31)"
    assert cite_document(PAGE, "gen-000002", permalink).permalink == "https://kb.example/gen-000002/d1#None"


@pytest.mark.parametrize(
    ("values", "publisher"),
    [
        ({"municipality": Municipality("1470", "Vara")}, "Vara kommun"),
        ({"publisher": None, "municipality": Municipality("1470", "Vara")}, "Vara"),
        ({"publisher": None}, "vara.example"),
        ({"publisher": "", "url": None, "source": "pages"}, "pages"),
        ({"publisher": None, "url": "file:///tmp/x.txt", "source": "pages"}, "pages"),
    ],
)
def test_who_published_it(values: dict[str, Any], publisher: str) -> None:
    assert cited(**values).publisher == publisher


def test_the_day_is_that_of_publication_else_of_review() -> None:
    assert cited(published=None).date == "2024-01-02"
    undated = cited(published=None, reviewed=None)
    assert (undated.date, undated.year) == (None, None)


def test_the_version_is_what_was_fetched_then_and_none_where_that_is_not_known() -> None:
    assert cited(fetched_at="2024-02-01T23:30:00Z").version == OLD
    assert cited(versions=()).version is None
    same = tuple({"fetched_at": PAGE.fetched_at, "content_hash": content} for content in (OLD, NEW))
    assert cited(versions=same).version is None


def test_one_without_an_address_is_found_by_its_id() -> None:
    assert (cited(url=None).place, cited(url=None).permalink) == ("d1", None)
    assert cited().place == "https://www.vara.example/x"
