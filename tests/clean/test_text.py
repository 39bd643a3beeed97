"""Plain text: lines become blocks, the first heading the title, a byline the author."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.text import split_byline, split_title, text_blocks
from pipeline.records import Block

SENTENCE = "Kommunen och polisen gick en kväll genom Säters centrum."


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n ", "\xa0\ufeff"])
def test_text_without_words_has_no_blocks(text: str) -> None:
    assert text_blocks(text) == []


def test_lines_become_typed_blocks_and_lose_their_marks() -> None:
    text = f"""Trygghetsvandring i Säter

{SENTENCE}
# Resultat
Mörka platser
• Parken
- Busstorget
* Torget
1. Lampor
2) Buskar
– Det var bra, säger Eva Lind.
— Mycket bra.
- Vi kommer igen.
Målgrupp: Unga vuxna
Läs mer om vandringen
Skrymslen:
liten början
Sista raden"""
    assert text_blocks(text) == [
        Block("heading", "Trygghetsvandring i Säter"),
        Block("paragraph", SENTENCE),
        Block("heading", "Resultat"),
        Block("heading", "Mörka platser"),
        Block("list_item", "Parken"),
        Block("list_item", "Busstorget"),
        Block("list_item", "Torget"),
        Block("list_item", "Lampor"),
        Block("list_item", "Buskar"),
        Block("quote", "– Det var bra, säger Eva Lind."),
        Block("quote", "— Mycket bra."),
        Block("quote", "- Vi kommer igen."),
        Block("paragraph", "Målgrupp: Unga vuxna"),
        Block("paragraph", "Läs mer om vandringen"),
        Block("paragraph", "Skrymslen:"),
        Block("paragraph", "liten början"),
        Block("paragraph", "Sista raden"),
    ]


def test_a_line_written_twice_is_a_caption_first() -> None:
    assert text_blocks("Eva Lind i parken\nEva Lind i parken\nText.") == [
        Block("caption", "Eva Lind i parken"),
        Block("heading", "Eva Lind i parken"),
        Block("paragraph", "Text."),
    ]


def test_a_long_line_without_full_stop_is_no_heading() -> None:
    words = " ".join(["Ord"] * 17)
    assert text_blocks(f"{words}\n{words[4:]}\nText.") == [
        Block("paragraph", words),
        Block("heading", words[4:]),
        Block("paragraph", "Text."),
    ]


def test_the_first_heading_is_the_title_and_what_stands_above_it_a_caption() -> None:
    blocks = text_blocks(f"Eva Lind gick med.\nVandring i Säter\n{SENTENCE}")
    assert split_title(blocks) == (
        "Vandring i Säter",
        [Block("caption", "Eva Lind gick med."), Block("paragraph", SENTENCE)],
    )


def test_without_a_heading_the_title_is_the_first_words_and_no_block_is_lost() -> None:
    blocks = text_blocks(SENTENCE)
    assert split_title(blocks) == (SENTENCE, blocks)
    blocks = text_blocks(" ".join(f"ord{i}" for i in range(20)) + ".")
    assert split_title(blocks) == (
        "ord0 ord1 ord2 ord3 ord4 ord5 ord6 ord7 ord8 ord9 ord10 ord11 ord12 ord13 ord14 ord15…",
        blocks,
    )


def test_a_heading_far_down_is_not_the_title() -> None:
    blocks = text_blocks(f"{SENTENCE}\n{SENTENCE}\nDet var kallt.\nVandring i Säter\nText.")
    assert split_title(blocks) == (SENTENCE, blocks)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("av Eva Lind", "Eva Lind"),
        ("Text: Eva Lind", "Eva Lind"),
        ("Foto och text: Anna-Karin Ek Öberg", "Anna-Karin Ek Öberg"),
        ("Skribent: Ulla O’Neill", "Ulla O’Neill"),
        ("av Eva", None),
        ("Text Sammanfattning", None),
        ("av en slump", None),
        ("av Eva Lind och Bo Ek", "Eva Lind, Bo Ek"),
        ("av Gnesta kommun", None),
        ("Av Eva Lind, fältare", None),
        ("av " + "a" * 20_000 + "%", None),
        ("av " + "Aa " * 20_000 + "%", None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_byline(line: str, author: str | None) -> None:
    blocks = [Block("paragraph", "Ingress."), Block("paragraph", line), Block("paragraph", SENTENCE)]
    found, rest = split_byline(blocks)
    assert found == author
    if author is None:
        assert rest == blocks
    else:
        assert rest == [blocks[0], Block("paragraph", line, kept=False, reason="byline"), blocks[2]]


def test_a_byline_far_down_is_no_byline() -> None:
    blocks = [Block("paragraph", SENTENCE)] * 4 + [Block("paragraph", "av Eva Lind")]
    assert split_byline(blocks) == (None, blocks)


@given(st.text())
def test_every_word_ends_up_in_a_block(text: str) -> None:
    blocks = text_blocks(text)
    assert all(block.text and block.text == block.text.strip() and block.kept for block in blocks)
    kept = "".join("".join(block.text.split()) for block in blocks)
    assert {character for character in text if character.isalpha()} >= {c for c in kept if c.isalpha() and c in text}
    if blocks:
        title, rest = split_title(blocks)
        assert title
        assert len(rest) in {len(blocks), len(blocks) - 1}


def test_text_broken_at_a_fixed_width_is_joined_again() -> None:
    text = (
        "Kommunen har under flera år arbetat med att stärka\n"
        "samverkan mellan skolan, socialtjänsten, polisen och\n"
        "Räddningstjänsten. Arbetet leds av en samordnare som\n"
        "finns på kansliet.\n\n"
        "Nästa stycke är en enda rad."
    )
    assert [block.text for block in text_blocks(text)] == [
        "Kommunen har under flera år arbetat med att stärka samverkan mellan skolan, socialtjänsten, polisen och"
        " Räddningstjänsten. Arbetet leds av en samordnare som finns på kansliet.",
        "Nästa stycke är en enda rad.",
    ]


def test_lines_that_are_sentences_or_a_list_stay_apart() -> None:
    sentences = "\n".join(["Skolan har anställt en samordnare för arbetet mot våld."] * 2 + ["Det är bra."])
    items = "\n".join(f"- stöd till elever och deras föräldrar i årskurs {n} och uppåt" for n in range(4))
    assert len(text_blocks(sentences)) == 3
    assert [block.kind for block in text_blocks(items)] == ["list_item"] * 4
