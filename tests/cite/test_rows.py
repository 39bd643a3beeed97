from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from pipeline.cite.plain import one_line
from pipeline.cite.rows import COLUMNS, as_csv, citation_rows
from tests.cite.made import CITATION, TEXTS, made


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row() -> None:
    assert read(as_csv([CITATION])) == [
        {
            "key": "trollhattans-stad-2023-avhopparverksamhet",
            "publisher": "Trollhättans Stad",
            "title": "Avhopparverksamhet",
            "date": "2023-05-06",
            "url": "https://www.trollhattan.example/avhopp.pdf",
            "accessed": "2024-03-01",
            "page": "7",
            "quote": "Den som vill lämna får stöd.",
            "generation": "gen-000042",
            "version": "1a2b3c4d" + "0" * 56,
            "permalink": "https://www.trollhattan.example/avhopp.pdf",
            "doc_id": "d1",
            "reference": "Trollhättans Stad. (2023). Avhopparverksamhet. Hämtad 2024-03-01 från"
            " https://www.trollhattan.example/avhopp.pdf, s. 7. Kunskapsbank gen-000042, version 1a2b3c4d.",
        }
    ]


def test_nothing_is_the_line_of_columns() -> None:
    assert as_csv([]) == ",".join(COLUMNS) + "\r\n"


def test_rows_keep_what_is_not_known_as_none() -> None:
    (row,) = citation_rows([made(date=None, page=None)])
    assert (tuple(row), row["date"], row["page"]) == (COLUMNS, None, None)


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 520", "-1", "@SUM(A1)", "  =x", "\t=x", "\r\n=x", "＝1", "|x", "%x", "\u202e=x", "\x00=x"]
)
def test_no_cell_begins_a_formula(text: str) -> None:
    (row,) = read(as_csv([made(title=text, quote=text, publisher=text)]))
    for name in ("title", "quote", "publisher"):
        assert row[name] == f"'{one_line(text)}"


@given(TEXTS)
def test_any_text_is_read_as_it_was_or_guarded(text: str) -> None:
    (row,) = read(as_csv([made(title=text)]))
    assert row["title"].removeprefix("'") == one_line(text).removeprefix("'")
    assert row["title"][:1] not in tuple("=+-@")
