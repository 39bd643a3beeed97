from __future__ import annotations

import pytest

from pipeline.cite.plain import one_line, reference
from tests.cite.made import CITATION, made


def test_a_reference_to_the_letter() -> None:
    assert reference(CITATION) == (
        "Trollhättans Stad. (2023). Avhopparverksamhet. Hämtad 2024-03-01 från"
        " https://www.trollhattan.example/avhopp.pdf, s. 7. Kunskapsbank gen-000042, version 1a2b3c4d."
    )


def test_an_undated_one_without_a_page_an_address_or_a_version() -> None:
    bare = made(date=None, page=None, url=None, permalink=None, version=None, doc_id="rad-1")
    assert reference(bare) == (
        "Trollhättans Stad. (u.å.). Avhopparverksamhet. Hämtad 2024-03-01 från rad-1. Kunskapsbank gen-000042."
    )


def test_a_permalink_is_told_where_it_is_another_than_the_address() -> None:
    assert reference(made(permalink="https://kb.example/d1")).endswith(
        "Kunskapsbank gen-000042, version 1a2b3c4d, https://kb.example/d1."
    )


@pytest.mark.parametrize("title", ["Vad gör vi?", "Stopp!", "Kap. 1.", "Och sedan …"])
def test_a_title_that_ends_a_sentence_gets_no_other_full_stop(title: str) -> None:
    assert f"(2023). {title} Hämtad" in reference(made(title=title))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n b\tc", "a b c"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\x00b\u2028c\x85d", "ab c d"),
        ("a \x00 b", "a b"),
        ("  å  ", "å"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line
