from __future__ import annotations

from dataclasses import replace

from pipeline.clean.sketch import REASON, SketchedBlock, blocks_to_json, made_sketch, own_blocks, sketch
from pipeline.records import Block, Document

PAGE = Document(
    "a",
    "https://www.sala.example/a",
    "Titel",
    (
        Block("heading", "Trygg i Sala"),
        Block("paragraph", "Meny", kept=False, reason="menu"),
        Block("list_item", "Ring 112:"),
        Block("paragraph", "–"),
    ),
)


def test_a_sketch_has_the_pages_own_blocks_with_their_words() -> None:
    found = sketch(PAGE)
    assert [(block.kind, block.heads, block.written) for block in found.blocks] == [
        ("heading", True, ["Trygg", "i", "Sala"]),
        ("list_item", True, ["Ring", "112"]),
        ("paragraph", False, []),
    ]
    assert found.blocks[2].fingerprint == ""


def test_case_and_signs_do_not_count_in_a_fingerprint() -> None:
    first, second = (sketch(replace(PAGE, blocks=(Block("paragraph", text),))) for text in ("Ring oss!", "– RING, oss"))
    assert first.blocks[0].fingerprint == second.blocks[0].fingerprint
    assert first.text_hash != second.text_hash


def test_what_the_site_was_found_to_repeat_does_not_change_it() -> None:
    left_out = replace(PAGE, blocks=(replace(PAGE.blocks[0], kept=False, reason=REASON), *PAGE.blocks[1:]))
    assert sketch(left_out) == sketch(PAGE)
    assert [block.text for block in own_blocks(left_out.blocks)] == ["Trygg i Sala", "Ring 112:", "–"]


def test_what_is_stored_is_read_back() -> None:
    found = sketch(PAGE)
    assert made_sketch("a", PAGE.url, found.text_hash, blocks_to_json(found)) == found
    assert isinstance(found.blocks[0], SketchedBlock)
