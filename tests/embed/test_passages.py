from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.embed.passages import PassageOptions, cut_passages, embedded_text
from pipeline.records import Block, Document, Passage

SENTENCE = "Detta är en mening med precis åtta ord."


def document(*blocks: Block) -> Document:
    return Document("d1", None, "Titel", blocks)


def test_a_short_page_is_one_passage() -> None:
    (passage,) = cut_passages(document(Block("paragraph", SENTENCE)), PassageOptions())
    assert (passage.start, passage.end, passage.text, passage.heading) == (0, len(SENTENCE), SENTENCE, None)


def test_long_text_is_cut_at_sentence_borders_into_pieces_of_about_equal_length() -> None:
    passages = cut_passages(document(Block("paragraph", " ".join([SENTENCE] * 60))), PassageOptions(words=120))
    assert [len(p.text.split()) for p in passages] == [120, 120, 120, 120]
    assert all(p.text.endswith(".") for p in passages)


def test_a_passage_knows_the_heading_it_stands_under() -> None:
    body = " ".join([SENTENCE] * 5)
    passages = cut_passages(
        document(Block("paragraph", body), Block("heading", "Så går det till"), Block("paragraph", body)),
        PassageOptions(),
    )
    assert [p.heading for p in passages] == [None, "Så går det till"]


def test_a_section_of_a_few_words_joins_the_one_before_with_its_heading() -> None:
    body = " ".join([SENTENCE] * 2)
    (passage,) = cut_passages(
        document(
            Block("heading", "Tider"), Block("paragraph", body), Block("heading", "Plats"), Block("paragraph", "Sala.")
        ),
        PassageOptions(),
    )
    assert passage.heading == "Tider"
    assert passage.text == f"{body}\n\nPlats\n\nSala."


def test_a_passage_knows_the_page_it_begins_on() -> None:
    body = " ".join([SENTENCE] * 10)
    page = document(Block("paragraph", body, page=2), Block("paragraph", body, page=3))
    assert [p.page for p in cut_passages(page, PassageOptions(words=80))] == [2, 3]
    assert [p.page for p in cut_passages(document(Block("paragraph", body)), PassageOptions())] == [None]


def test_blocks_that_are_not_kept_are_in_no_passage() -> None:
    passages = cut_passages(
        document(Block("paragraph", SENTENCE), Block("paragraph", "Telefon: 1", kept=False, reason="contact box")),
        PassageOptions(),
    )
    assert [p.text for p in passages] == [SENTENCE]


def test_a_page_of_headings_alone_is_still_found() -> None:
    (passage,) = cut_passages(document(Block("heading", "Ansök"), Block("heading", "Överklaga")), PassageOptions())
    assert passage.text == "Ansök\n\nÖverklaga"


def test_ids_depend_on_document_position_and_text_only() -> None:
    first = cut_passages(document(Block("paragraph", SENTENCE)), PassageOptions())
    again = cut_passages(document(Block("paragraph", SENTENCE)), PassageOptions(words=50))
    assert first[0].passage_id == again[0].passage_id


def test_the_embedded_text_opens_with_title_and_heading_once() -> None:
    passage = Passage("p", "d", 0, 0, 3, "Hej", "Titel")
    assert embedded_text("Titel", passage) == "Titel. Hej"
    assert embedded_text("", Passage("p", "d", 0, 0, 3, "Hej")) == "Hej"


@pytest.mark.parametrize("words", [19, 1001])
def test_an_unreasonable_length_is_refused(words: int) -> None:
    with pytest.raises(ValueError, match="outside 20 to 1000"):
        PassageOptions(words)


blocks = st.builds(
    Block,
    st.sampled_from(["heading", "paragraph", "list_item"]),
    st.lists(st.sampled_from(["Ett ord.", "Två", "till!", "Så är det."]), min_size=1, max_size=30).map(" ".join),
    st.booleans(),
)


@given(st.lists(blocks, max_size=8))
def test_offsets_hold_and_every_sentence_outside_headings_is_covered_once(found: list[Block]) -> None:
    page = document(*found)
    passages = cut_passages(page, PassageOptions(words=20))
    assert all(page.text[p.start : p.end] == p.text for p in passages)
    assert [p.position for p in passages] == list(range(len(passages)))
    assert all(a.end <= b.start for a, b in pairwise(passages))
    covered = " ".join(p.text for p in passages).split()
    assert len(covered) >= sum(len(b.text.split()) for b in found if b.kept and b.kind != "heading")
