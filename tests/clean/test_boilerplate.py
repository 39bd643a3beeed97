"""What is on a page but not of it, and what only looks like it."""

from __future__ import annotations

import pytest

from pipeline.clean.boilerplate import mark_boilerplate
from pipeline.records import Block, BlockKind

BODY = Block("paragraph", "Fältgruppen i Hedemora arbetar på kvällarna och möter unga där de är.")


def marked(*blocks: Block) -> list[str | None]:
    """Return the reason of each block, None where it is kept, after checking that nothing else changed."""
    result = mark_boilerplate(list(blocks))
    assert [(block.kind, block.text) for block in result] == [(block.kind, block.text) for block in blocks]
    assert all(block.kept == (block.reason is None) for block in result)
    return [block.reason for block in result]


def heading(text: str) -> Block:
    return Block("heading", text)


def line(text: str, kind: BlockKind = "paragraph") -> Block:
    return Block(kind, text)


def test_no_blocks_are_no_blocks() -> None:
    assert mark_boilerplate([]) == []


def test_plain_text_is_kept_as_it_is() -> None:
    blocks = [heading("Trygg i Hedemora"), BODY, line("– Det gör skillnad, säger hon.", "quote")]
    assert mark_boilerplate(blocks) == blocks


@pytest.mark.parametrize(
    "box",
    [
        ["Kontakt", "Telefon: 0225-340 00"],
        ["Kontaktcenter", "Öppettider", "Måndag–fredag: 8.00–16.30"],
        ["Öppettider", "Mån-tors kl. 08:00-17:00", "Fredag 08:00-15:00"],
        ["Kontakta oss", "E-post: kommun@hedemora.example", "Växel: 0225-340 00"],
        ["Besök oss", "Hökargatan 6 776 30 Hedemora"],
        ["kommun@hedemora.example", "0225-34 00 00"],
        ["Kontaktperson:", "Telefon 0225-340 00"],
        ["Öppettider\nMåndag–fredag: 8:00–16:30", "Telefon: 0225-340 00"],
    ],
    ids=lambda box: box[0],
)
def test_a_contact_box_goes_with_its_heading(box: list[str]) -> None:
    assert marked(
        BODY, *map(line, box), heading("Mer om gruppen"), BODY.__class__("paragraph", "Den har tre fältare.")
    ) == [
        None,
        *["contact box"] * len(box),
        None,
        None,
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["Öppettider", "Biblioteket har öppet längre under lovet, och fältarna är där på kvällarna."],
        ["Telefon till fältgruppen finns i varje klassrum."],
        ["Adressen är hemlig för alla som bor i det skyddade boendet."],
        ["Kontakta oss om du har sett något, så kommer vi ut och tittar tillsammans med polisen."],
        ["Öppet hus hölls i mars."],
        ["Måndagar är det läxhjälp i Folkets hus."],
    ],
    ids=lambda texts: texts[0][:30],
)
def test_content_that_speaks_of_contact_is_kept(texts: list[str]) -> None:
    assert marked(BODY, *map(line, texts)) == [None] * (len(texts) + 1)


def test_a_contact_heading_with_nothing_under_it_goes() -> None:
    assert marked(BODY, heading("Kontakt")) == [None, "contact box"]
    assert marked(heading("Öppettider"), heading("Nyheter"), BODY) == ["contact box", None, None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Publicerad 2024-02-05", "date line"),
        ("Senast granskad 2024-02-05 av EVALIN", "signature"),
        ("Hjälpte informationen dig?", "feedback or sharing"),
        ("Dela sidan", "feedback or sharing"),
        ("Läs även:", "feedback or sharing"),
        ("Läs även: Ny fältgrupp i Säter", "feedback or sharing"),
        ("Läs mer:", "feedback or sharing"),
        ("Relaterade länkar", "feedback or sharing"),
        ("Facebook", "feedback or sharing"),
        ("Skriv ut", "feedback or sharing"),
        ("Vi använder kakor för att webbplatsen ska fungera.", "cookie notice"),
        ("Den här webbplatsen använder cookies", "cookie notice"),
        ("Lämna ett svar", "comment form"),
    ],
)
def test_a_line_of_the_page_not_of_the_text(text: str, reason: str) -> None:
    assert marked(BODY, line(text)) == [None, reason]


@pytest.mark.parametrize(
    "text",
    [
        "Läs mer om fältgruppen på hedemora.example/falt",
        "Facebook är den kanal där de flesta unga hör av sig.",
        "Dela med dig av det du har sett till fältgruppen.",
        "Granskad verksamhet blir bättre.",
        "Vi använder kamratstödjare i varje klass.",
    ],
)
def test_a_line_of_the_text_is_kept(text: str) -> None:
    assert marked(BODY, line(text)) == [None, None]


def test_everything_after_the_comment_form_goes() -> None:
    assert marked(
        BODY, line("3 kommentarer"), line("Bra jobbat!"), line("Din e-postadress kommer inte publiceras")
    ) == [
        None,
        "comment form",
        "comment form",
        "comment form",
    ]


def test_the_second_of_two_equal_blocks_goes_but_list_items_and_rows_stay() -> None:
    caption = line("Eva Lind, fältare i Hedemora.", "caption")
    item, row = line("Skolan", "list_item"), line("2023 | 14", "table_row")
    assert marked(caption, BODY, caption, item, item, row, row, BODY) == [
        None, None, "repeated on the page", None, None, None, None, "repeated on the page",
    ]  # fmt: skip


def test_a_block_dropped_before_does_not_make_the_next_a_repetition() -> None:
    dropped = Block("paragraph", "Eva Lind i Sala", kept=False, reason="rule in kb.toml")
    result = mark_boilerplate([dropped, line("Eva Lind i Sala")])
    assert result == [dropped, line("Eva Lind i Sala")]


def test_a_caption_written_twice_in_one_is_halved() -> None:
    text = "Eva Lind och Bo Ek vid tågstationen."
    assert mark_boilerplate([line(f"{text} {text}"), BODY]) == [line(text, "caption"), BODY]
    once = line("Hej hej, hej hej")
    assert mark_boilerplate([once]) == [once]


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "ab " * 50_000, "Telefon" * 20_000, "a@" * 50_000, "a@" + "a." * 50_000 + "!"]
)
def test_a_very_long_block_takes_no_time(text: str) -> None:
    assert marked(line(text)) == [None]


def test_a_byline_above_the_text_goes_and_one_in_it_stays() -> None:
    line = Block("paragraph", "2024-04-05 · av Sanna Hietala")
    own = [Block("paragraph", f"Skolan och polisen samverkar om fråga {i}.") for i in range(6)]
    marked = mark_boilerplate([line, *own, Block("paragraph", "Av Sanna Hietala")])
    assert [(block.kept, block.reason) for block in marked] == [(False, "byline"), *7 * [(True, None)]]


def test_a_service_box_with_its_hours_goes() -> None:
    box = [
        Block("heading", "Kundtjänst"),
        Block("paragraph", "Vi svarar måndag–fredag 7.30–16.00."),
        Block("paragraph", "Telefon: 0921-06 20 00"),
    ]
    assert {block.reason for block in mark_boilerplate(box)} == {"contact box"}
