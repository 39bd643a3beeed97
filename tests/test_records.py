"""The records: what their ids and texts are made of."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.records import Answer, Block, Document, Hit, Page, Tags, document_id, text_hash


def page(content: bytes) -> Page:
    return Page("x1", "https://www.arboga.example/", "arboga.example", "text/plain", content, "2024-05-01T08:00:00Z")


def test_a_hash_is_sha_256_of_the_utf_8_text() -> None:
    # The first is the test vector of FIPS 180-2, appendix B.1.
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert text_hash("å") == text_hash(b"\xc3\xa5") != text_hash(b"\xe5")


@pytest.mark.parametrize(
    ("url", "given", "expected"),
    [
        (None, "protokoll-7", "protokoll-7"),
        (None, "Ä" * 120, "Ä" * 120),
        (None, "Ä" * 121, text_hash("Ä" * 121)[:16]),
        (None, "två ord", text_hash("två ord")[:16]),
        (None, "rad\nbruten", text_hash("rad\nbruten")[:16]),
        ("https://a.example/x", None, text_hash("https://a.example/x")[:16]),
        ("https://a.example/x", "protokoll-7", text_hash("https://a.example/x")[:16]),
        (None, None, "e3b0c44298fc1c14"),
    ],
)
def test_an_address_goes_before_a_given_id_and_a_plain_id_stands_as_it_is(
    url: str | None, given: str | None, expected: str
) -> None:
    assert document_id(url, given) == expected


def test_a_page_has_changed_when_its_bytes_have() -> None:
    assert page(b"abc").content_hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert page(b"abc").content_hash != page(b"abc ").content_hash


def test_the_text_of_a_document_is_its_kept_blocks() -> None:
    blocks = (
        Block("heading", "Trygg i Arboga"),
        Block("paragraph", "Dela sidan", kept=False, reason="feedback or sharing"),
        Block("paragraph", "Vi tänder\nfler lampor."),
    )
    assert Document("x1", None, "Titel", blocks).text == "Trygg i Arboga\n\nVi tänder\nfler lampor."
    assert Document("x1", None, "Titel", ()).text == ""


def test_an_offset_lies_on_the_page_that_its_block_begins_on() -> None:
    blocks = (
        Block("paragraph", "Rapport", kept=False, reason="running header", page=1),
        Block("paragraph", "Ett stycke.", page=1),
        Block("paragraph", "3", kept=False, reason="page number", page=3),
        Block("paragraph", "Ett till.", page=3),
    )
    document = Document("x1", None, "Titel", blocks)
    assert document.text[13:] == "Ett till."
    assert document.pages_at([0, 10, 12, 13, 21]) == [1, 1, 1, 3, 3]
    assert Document("x1", None, "Titel", (Block("paragraph", "Text"),)).pages_at([0, 3]) == [None, None]
    assert Document("x1", None, "Titel", ()).pages_at([]) == []


def test_records_are_frozen_and_have_no_other_fields() -> None:
    block = Block("paragraph", "Text")
    with pytest.raises(dataclasses.FrozenInstanceError):
        block.text = "annan"  # type: ignore[misc]
    assert not hasattr(block, "__dict__")


def test_what_is_not_known_is_empty() -> None:
    assert Tags() == Tags((), ())
    assert Answer("Vad?", "gen-000001", 1.5) == Answer("Vad?", "gen-000001", 1.5, {}, ())
    assert dataclasses.asdict(Hit(1, 0.5, "x1", None, "Titel", "Text", 0, 4)) == {
        "rank": 1,
        "score": 0.5,
        "doc_id": "x1",
        "url": None,
        "title": "Titel",
        "text": "Text",
        "start": 0,
        "end": 4,
        "heading": None,
        "highlights": (),
        "municipalities": (),
        "focus_areas": (),
        "people": (),
        "published": None,
        "reviewed": None,
        "fetched_at": None,
        "also_at": (),
        "page": None,
    }
