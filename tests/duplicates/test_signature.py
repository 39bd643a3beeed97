from __future__ import annotations

from dataclasses import replace

from pipeline.duplicates.signature import sign
from pipeline.records import Block, Document

TEXT = "Sala kommun hjälper den som vill lämna ett gäng."
DOCUMENT = Document("d1", "https://www.sala.example/a", "Stöd i Sala 2022", (Block("paragraph", TEXT),))


def with_text(text: str) -> Document:
    return replace(DOCUMENT, blocks=(Block("paragraph", text),))


def test_a_signature_says_what_the_title_tells_that_the_text_does_not() -> None:
    signed = sign(DOCUMENT)
    assert (signed.words, signed.title, signed.title_tells) == (9, "stöd i sala 2022", "2022")


def test_case_and_white_space_are_folded_and_the_address_does_not_matter() -> None:
    copy = with_text(TEXT.upper().replace(" ", "\n "))
    assert sign(copy).text_hash == sign(DOCUMENT).text_hash
    assert sign(replace(DOCUMENT, doc_id="d2", url=None)) == sign(DOCUMENT)


def test_what_was_left_out_of_the_page_does_not_matter() -> None:
    menu = Block("paragraph", "Meny", kept=False, reason="menu")
    assert sign(replace(DOCUMENT, blocks=(menu, *DOCUMENT.blocks))) == sign(DOCUMENT)


def test_another_name_is_another_text_with_other_telling_words() -> None:
    other = sign(with_text(TEXT.replace("Sala", "Mora")))
    assert other.telling != sign(DOCUMENT).telling
    assert other.text_hash != sign(DOCUMENT).text_hash
