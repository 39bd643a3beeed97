from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.repeats import example_of, find_repeats, site_of, without_repeats
from pipeline.clean.rules import NO_RULES, CleanOptions
from pipeline.clean.sketch import REASON, sketch
from pipeline.records import Block, BlockKind, Document

BOX = "Kontaktcenter svarar på frågor om kommunens verksamhet."
OWN = [
    "Skolan och polisen samverkar.",
    "Fältarbetare möter unga på stan.",
    "Belysningen vid stationen förnyas.",
    "Grannar vandrar genom bostadsområdet.",
    "Biblioteket öppnar läxhjälp.",
    "Föräldrar nattvandrar i centrum.",
]


def made(name: str, *blocks: str | tuple[BlockKind, str], folder: str = "") -> Document:
    """A page of plain paragraphs, or of (kind, text)."""
    typed = tuple(Block("paragraph", each) if isinstance(each, str) else Block(*each) for each in blocks)
    return Document(name, f"https://www.sala.example{folder}/{name}.html", name, typed)


def sifted(documents: list[Document], options: CleanOptions = NO_RULES) -> list[str]:
    """The texts of the documents, block by block, without what their site repeats."""
    repeats = find_repeats(lambda: map(sketch, documents))
    return [without_repeats(each, repeats, options).text.replace("\n\n", " / ") for each in documents]


def test_three_pages_are_enough() -> None:
    assert sifted([made(str(i), OWN[i], BOX) for i in range(3)]) == OWN[:3]


def test_two_pages_are_not() -> None:
    assert sifted([made(str(i), OWN[i], BOX) for i in range(2)]) == [f"{OWN[i]} / {BOX}" for i in range(2)]


def test_a_quote_on_two_news_pages_stays() -> None:
    quote: tuple[BlockKind, str] = ("quote", "– Det är ett viktigt steg, säger kommunalrådet.")
    pages = [made(str(i), OWN[i], BOX, *([quote] if i < 2 else [])) for i in range(6)]
    assert sifted(pages) == [f"{OWN[i]} / {quote[1]}" if i < 2 else OWN[i] for i in range(6)]


def test_the_reason_is_recorded() -> None:
    pages = [made(str(i), OWN[i], BOX) for i in range(3)]
    assert without_repeats(pages[0], find_repeats(lambda: map(sketch, pages))).blocks == (
        Block("paragraph", OWN[0]),
        Block("paragraph", BOX, kept=False, reason="repeated on the site"),
    )


def near(count: int, *slots: str) -> list[Document]:
    shown = "Tack för att du läste om {} hos oss, hör av dig med frågor."
    return [made(str(i), f"Sidan handlar om ämne{i}.", shown.format(slots[i % len(slots)])) for i in range(count)]


def test_what_a_template_leaves_open_does_not_tell_its_blocks_apart_on_many_pages() -> None:
    words = [f"{one}{other}" for one in ("ba", "de", "fi", "go") for other in ("la", "ma", "na")]
    assert sifted(near(12, *words)) == [f"Sidan handlar om ämne{i}." for i in range(12)]
    # On few pages what differs may be what is said.
    assert sifted(near(9, *words)) == [page.text.replace("\n\n", " / ") for page in near(9, *words)]


@pytest.mark.parametrize("slots", [[str(1200 + i) for i in range(12)], ["Alby", "Berga", "Dal", "Ekeby", "Fors"]])
def test_blocks_that_differ_in_a_number_or_a_name_are_never_one(slots: list[str]) -> None:
    pages = near(12, *slots) if slots[0] == "1200" else near(5, *slots)
    assert sifted(pages) == [page.text.replace("\n\n", " / ") for page in pages]


def test_in_a_short_sentence_the_word_that_differs_is_what_it_says() -> None:
    pages = [made(str(i), f"Vi ordnar {what}.") for i, what in enumerate(["läxhjälp", "nattvandring", "idrott"])]
    assert sifted(pages) == [page.text for page in pages]


def test_blocks_that_differ_in_more_are_the_pages_own() -> None:
    pages = [made(str(i), f"Kontakta {name} om {subject}.") for i, (name, subject) in enumerate(
        [("Anna", "skolan"), ("Per", "vården"), ("Eva", "idrotten")]
    )]  # fmt: skip
    assert sifted(pages) == [page.text for page in pages]


def test_a_heading_goes_only_with_all_that_stands_under_it() -> None:
    pages = [made(str(i), ("heading", "Bakgrund"), OWN[i], ("heading", "Kontakt"), BOX) for i in range(3)]
    assert sifted(pages) == [f"Bakgrund / {OWN[i]}" for i in range(3)]


def test_a_repeated_item_stays_in_a_list_of_the_page() -> None:
    menu = [("list_item", "Start"), ("list_item", "Barn och utbildning"), ("list_item", "Bygga och bo")]
    own = [[("list_item", "Polisen"), ("list_item", OWN[i]), ("list_item", OWN[-1 - i])] for i in range(3)]
    pages = [made(str(i), *menu, "Vilka deltar?" + str(i), *own[i]) for i in range(3)]
    assert sifted(pages) == [f"Vilka deltar?{i} / Polisen / {OWN[i]} / {OWN[-1 - i]}" for i in range(3)]


def test_a_page_of_nothing_else_is_left_as_it_is() -> None:
    pages = [*(made(str(i), OWN[i], BOX) for i in range(3)), made("only", BOX)]
    assert sifted(pages)[-1] == BOX


def test_copies_of_a_page_count_once() -> None:
    pages = [*(made(f"copy{i}", OWN[0], OWN[1]) for i in range(5)), made("other", OWN[2])]
    assert sifted(pages) == [*5 * [f"{OWN[0]} / {OWN[1]}"], OWN[2]]


def test_a_folder_has_a_template_of_its_own() -> None:
    news = [made(f"n{i}", f"Nyheten nummer {i} är egen{i}.", BOX, folder="/nyheter") for i in range(10)]
    rest = [made(f"r{i}", f"Sidan nummer {i} är egen{i}r.") for i in range(300)]
    assert sifted(news + rest)[:2] == ["Nyheten nummer 0 är egen0.", "Nyheten nummer 1 är egen1."]
    # Nine pages of 300 in different places are no template.
    spread = [made(f"n{i}", f"Nyheten nummer {i} är egen{i}.", BOX, folder=f"/f{i}") for i in range(9)]
    assert sifted(spread + rest)[0] == f"Nyheten nummer 0 är egen0. / {BOX}"


def test_a_rule_keeps_what_a_site_repeats() -> None:
    pages = [made(str(i), OWN[i], BOX) for i in range(3)]
    assert sifted(pages, CleanOptions(keep=("kontaktcenter svarar",))) == [f"{OWN[i]} / {BOX}" for i in range(3)]


def test_what_was_left_out_is_judged_anew() -> None:
    pages = [made(str(i), OWN[i], BOX) for i in range(3)]
    marked = [without_repeats(page, find_repeats(lambda: map(sketch, pages))) for page in pages]
    assert find_repeats(lambda: map(sketch, marked)) == find_repeats(lambda: map(sketch, pages))
    assert [without_repeats(page, find_repeats(lambda: map(sketch, marked[:2]))).blocks for page in marked] == [
        page.blocks for page in pages
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([*OWN, BOX, "Dela sidan.", "Bakgrund"]), min_size=1), max_size=12), st.randoms()
)
def test_the_order_of_pages_is_nothing(pages: list[list[str]], rng: random.Random) -> None:
    documents = [made(str(i), *blocks) for i, blocks in enumerate(pages)]
    shuffled = rng.sample(documents, len(documents))
    first, second = find_repeats(lambda: map(sketch, documents)), find_repeats(lambda: map(sketch, shuffled))
    assert first == second
    assert all(block.reason in {None, REASON} for d in documents for block in without_repeats(d, first).blocks)


@pytest.mark.parametrize(
    ("url", "kind", "site"),
    [
        ("https://www.sala.example/a", "text/plain", "sala.example"),
        ("http://Sala.example:8080/", "text/html", "sala.example"),
        ("file:///srv/sidor/a.html", "text/html", "sidor"),
        ("file:///srv/sidor/a.txt", "text/plain", None),
        (None, "application/json", None),
    ],
)
def test_a_site_is_a_host_or_else_the_source_of_web_pages(url: str | None, kind: str, site: str | None) -> None:
    assert site_of(url, "sidor", kind) == site


def test_an_example_of_each_block_stands_on_a_page_that_is_concerned() -> None:
    pages = [made(str(i), OWN[i], *([BOX] if i < 3 else [])) for i in range(4)]
    repeats = find_repeats(lambda: map(sketch, pages))
    assert repeats.concerned == {"0", "1", "2"}
    (block,) = repeats.blocks
    assert (block.doc_id, block.pages, example_of(block, pages[0], repeats)) == ("0", 3, BOX)
    with pytest.raises(ValueError, match="does not have"):
        example_of(block, pages[3], repeats)
