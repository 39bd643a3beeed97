from __future__ import annotations

from pipeline.clean.known_repeats import without_known_repeats
from pipeline.clean.rules import CleanOptions
from pipeline.clean.sketch import REASON, sketch_block
from pipeline.records import Block, Document

BOX = Block("paragraph", "Kontaktcenter svarar på frågor om kommunens verksamhet.")
HEAD = Block("heading", "Kontakt")
OWN = Block("paragraph", "Skolan och polisen samverkar.")


def made(*blocks: Block) -> Document:
    return Document("d", "https://www.sala.example/d.html", "Titel", blocks)


def left_out(block: Block) -> Block:
    return Block(block.kind, block.text, kept=False, reason=REASON)


def fingerprints(*blocks: Block) -> set[str]:
    return {sketch_block(block).fingerprint for block in blocks}


def test_what_the_site_is_listed_to_repeat_goes_with_its_heading() -> None:
    found = without_known_repeats(made(OWN, HEAD, BOX), None, fingerprints(HEAD, BOX))
    assert found == made(OWN, left_out(HEAD), left_out(BOX))


def test_a_heading_that_heads_the_pages_own_text_stays() -> None:
    assert without_known_repeats(made(HEAD, OWN, BOX), None, fingerprints(HEAD, BOX)).text == "Kontakt\n\n" + OWN.text


def test_what_the_page_keeps_today_is_its_own_and_what_it_leaves_out_is_not() -> None:
    earlier = made(OWN, BOX)
    assert without_known_repeats(earlier, made(OWN, BOX), fingerprints(BOX)) == earlier
    assert without_known_repeats(earlier, made(OWN, left_out(BOX)), set()) == made(OWN, left_out(BOX))


def test_a_phrase_to_keep_goes_before() -> None:
    earlier = made(OWN, BOX)
    assert without_known_repeats(earlier, None, fingerprints(BOX), CleanOptions(keep=("kontaktcenter",))) == earlier


def test_a_page_of_which_nothing_would_be_left_is_left_as_it_is() -> None:
    assert without_known_repeats(made(BOX), None, fingerprints(BOX)) == made(BOX)
    rule = Block("paragraph", "* * *")
    assert without_known_repeats(made(OWN, rule), None, {"", "~abc"}) == made(OWN, rule)
