"""Lines → blocks, from words placed by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.pdf.blocks import pdf_blocks, without_title
from pipeline.clean.pdf.reader import PdfPage, Word
from pipeline.records import Block

SIZE = 10.0
Placed = tuple[str, float, float]
LONG = "En rad som fyller hela spalten ända ut till kanten av sidan"
BODY = [(LONG, 50.0, 500.0 + 12 * i) for i in range(6)]


def page(number: int, *placed: Placed, bold: str = "", sizes: dict[str, float] | None = None) -> PdfPage:
    """A page of lines at (x, y), letters half as wide as high; `bold` and `sizes` are by a line's text."""
    words = []
    for text, x, y in placed:
        size = (sizes or {}).get(text, SIZE)
        for part in text.split():
            words.append(Word(part, x, x + len(part) * size / 2, y, size, text == bold, False, True))
            x += (len(part) + 1) * size / 2
    return PdfPage(number, 600, 800, tuple(words))


def read(*pages: PdfPage) -> list[tuple[str, str]]:
    """The kind and text of every kept block, without those of BODY."""
    return [(b.kind, b.text) for b in pdf_blocks(pages)[0] if b.kept and LONG not in b.text]


def down(*texts: str, x: float = 50, y: float = 150, step: float = 12) -> list[Placed]:
    return [(text, x, y + step * i) for i, text in enumerate(texts)]


def test_lines_are_paragraphs_parted_by_space() -> None:
    found = read(page(1, *BODY, *down("Polisen och skolan", "möts varje månad."), *down("Nytt stycke.", y=190)))
    assert found == [("paragraph", "Polisen och skolan möts varje månad."), ("paragraph", "Nytt stycke.")]


def test_a_sentence_that_ends_with_room_for_the_next_word_ends_the_paragraph() -> None:
    found = read(page(1, *BODY, *down("Det blev bra.", "Sedan kom nästa stycke.")))
    assert found == [("paragraph", "Det blev bra."), ("paragraph", "Sedan kom nästa stycke.")]


def test_an_indented_line_begins_a_paragraph() -> None:
    placed = [*down(LONG[:50] + " x", "slutar här i mitten av en rad ganska långt ut.")]
    found = read(page(1, *BODY, *placed, ("Nästa stycke är indraget en bit", 62, 174)))
    assert [text for _, text in found][-1] == "Nästa stycke är indraget en bit"


def test_headings_are_larger_or_bold() -> None:
    sized = page(1, *BODY, *down("Rapport", "Text under."), sizes={"Rapport": 16})
    assert read(sized) == [("heading", "Rapport"), ("paragraph", "Text under.")]
    bold = page(1, *BODY, *down("Syfte", "Text under."), bold="Syfte")
    assert read(bold) == [("heading", "Syfte"), ("paragraph", "Text under.")]


def test_a_heading_of_two_lines_is_one() -> None:
    sizes = {"Trygghet i": 16.0, "hela kommunen": 16.0}
    found = read(page(1, *BODY, *down("Trygghet i", "hela kommunen", step=19), sizes=sizes))
    assert found == [("heading", "Trygghet i hela kommunen")]


def test_a_bold_sentence_is_a_paragraph() -> None:
    assert read(page(1, *BODY, *down("Detta är viktigt."), bold="Detta är viktigt.")) == [
        ("paragraph", "Detta är viktigt.")
    ]


def test_lists() -> None:
    bullets = page(1, *BODY, *down("• Belysning i", "parken.", "• Vandringar", "1. Ett", "2. Två", "a) Tre"))
    assert read(bullets) == [
        ("list_item", "Belysning i parken."),
        ("list_item", "Vandringar"),
        ("list_item", "Ett"),
        ("list_item", "Två"),
        ("list_item", "Tre"),
    ]


def test_a_number_at_the_beginning_of_a_line_is_no_list() -> None:
    whole = "Mötet med alla hölls på kvällen i Sala och inte på samma den"
    assert read(page(1, *BODY, *down(whole, "12. maj i Sala."))) == [("paragraph", f"{whole} 12. maj i Sala.")]


def test_lines_that_end_long_before_the_edge_are_each_their_own() -> None:
    listed = down("Beslutet skickas till", "Polismyndigheten", "Socialnämnden i Sala")
    assert [text for _, text in read(page(1, *BODY, *listed))] == [text for text, _, _ in listed]


def test_a_number_with_a_gap_after_it_begins_a_list_wherever_it_stands() -> None:
    numbered = [*down(LONG[:-6] + " Sala", "1."), ("att godkänna planen", 80, 162)]
    found = pdf_blocks([page(1, *BODY, *numbered)])[0]
    assert [(b.kind, b.text) for b in found][1:2] == [("list_item", "att godkänna planen")]


def test_a_line_to_sign_on_is_no_text() -> None:
    blocks, _ = pdf_blocks([page(1, *BODY, *down("__________"))])
    assert (blocks[0].text, blocks[0].reason) == ("__________", "no words")


def test_one_dash_is_somebody_speaking_and_several_are_a_list() -> None:
    assert read(page(1, *BODY, *down("– Det är viktigt, säger Anna Berg."))) == [
        ("quote", "– Det är viktigt, säger Anna Berg.")
    ]
    assert read(page(1, *BODY, *down("– Belysning", "– Vandringar"))) == [
        ("list_item", "Belysning"),
        ("list_item", "Vandringar"),
    ]


def test_captions() -> None:
    assert read(page(1, *BODY, *down("Figur 1. Anmälda brott"), *down("Källa: Brå", y=200))) == [
        ("caption", "Figur 1. Anmälda brott"),
        ("caption", "Källa: Brå"),
    ]
    assert read(page(1, *BODY, *down("Tabell 1 visar hur många"))) == [("paragraph", "Tabell 1 visar hur många")]


def test_table_rows() -> None:
    rows = [("Stöld", 50.0, 150.0), ("Rån av", 50.0, 164.0), ("12", 300.0, 150.0), ("7", 305.0, 164.0)]
    assert read(page(1, *BODY, *rows)) == [("table_row", "Stöld | 12"), ("table_row", "Rån av | 7")]


def test_divided_words_are_whole_again() -> None:
    assert read(
        page(1, *BODY, *down("Det brotts-", "förebyggande IT-", "systemet för kommun-", "och regionfrågor"))
    ) == [("paragraph", "Det brottsförebyggande IT-systemet för kommun- och regionfrågor")]


def test_ligatures_and_soft_hyphens_are_repaired() -> None:
    assert read(page(1, *BODY, *down("Vi ﬁnansierar kart\xadläggning"))) == [
        ("paragraph", "Vi finansierar kartläggning")
    ]


def test_a_paragraph_goes_on_over_the_page_with_the_page_it_began_on() -> None:
    header = ("Rapport om trygghet", 50.0, 40.0)
    first = page(1, header, *down("Texten bryts här mitt i en"), ("3", 300, 780))
    second = page(2, header, *down("mening som sedan slutar."), ("4", 300, 780))
    blocks, _ = pdf_blocks([first, second])
    assert [(b.text, b.kept, b.reason, b.page) for b in blocks] == [
        ("Rapport om trygghet", False, "running header", 1),
        ("Texten bryts här mitt i en mening som sedan slutar.", True, None, 1),
        ("3", False, "page number", 1),
        ("Rapport om trygghet", False, "running header", 2),
        ("4", False, "page number", 2),
    ]


def test_a_word_divided_over_the_page() -> None:
    first = page(1, *BODY, *down("Det brotts-", y=600))
    assert read(first, page(2, *down("förebyggande rådet."))) == [("paragraph", "Det brottsförebyggande rådet.")]


def test_a_new_sentence_on_the_next_page_is_a_paragraph_of_its_own() -> None:
    first = page(1, *BODY, *down("Här tog det slut.", y=600))
    assert read(first, page(2, *down("Här börjar nästa."))) == [
        ("paragraph", "Här tog det slut."),
        ("paragraph", "Här börjar nästa."),
    ]


def test_a_note_below_does_not_part_a_paragraph_from_its_rest() -> None:
    note = "1 Se Brå 2023, som är en not."
    first = page(1, *BODY, *down("Texten bryts här av", y=600), (note, 50, 680), sizes={note: 7})
    assert read(first, page(2, *down("en not."))) == [("paragraph", "Texten bryts här av en not."), ("paragraph", note)]


def test_a_table_of_contents_is_not_kept() -> None:
    listed = [*down("Innehåll", y=120), *down("Inledning", "Metod"), *down("3", "15", x=450)]
    dotted = down("Resultat ........ 29", y=300)
    blocks, _ = pdf_blocks([page(1, *BODY, *listed, *down("Läget nu", y=200), *dotted, sizes={"Innehåll": 16})])
    assert [(b.text, b.reason) for b in blocks if LONG not in b.text] == [
        ("Innehåll", "table of contents"),
        ("Inledning | 3", "table of contents"),
        ("Metod | 15", "table of contents"),
        ("Läget nu", None),
        ("Resultat ........ 29", "table of contents"),
    ]


def test_a_damaged_page_is_told() -> None:
    blocks, _ = pdf_blocks([page(1, *BODY), PdfPage(2, 0, 0, (), readable=False)])
    assert blocks[-1] == Block("paragraph", "s. 2", False, "the page is damaged", 2)


def test_the_largest_heading_is_told_and_the_block_that_repeats_it_let_go() -> None:
    sizes = {"Trygg i Sala": 24.0, "Inledning": 14.0}
    blocks, largest = pdf_blocks([page(1, *BODY, *down("Inledning", "Trygg i Sala", step=40), sizes=sizes)])
    assert largest == "Trygg i Sala"
    assert [(b.text, b.reason) for b in without_title(blocks, largest) if b.kind == "heading"] == [
        ("Inledning", None),
        ("Trygg i Sala", "the title"),
    ]
    assert without_title(blocks, "Annat") == blocks


word = st.builds(
    Word,
    st.text("abcdefg", min_size=1, max_size=8),
    st.floats(0, 550).map(round),
    st.just(0.0),
    st.floats(-20, 850).map(round),
    st.sampled_from([8.0, 10.0, 16.0]),
    st.booleans(),
    st.just(False),
    st.sampled_from([True, True, True, False]),
).map(lambda w: w._replace(x1=w.x0 + len(w.text) * w.size / 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(word, max_size=40), max_size=3))
def test_no_letter_is_lost_or_doubled_wherever_words_stand(pages: list[list[Word]]) -> None:
    blocks, _ = pdf_blocks([PdfPage(i + 1, 600, 800, tuple(words)) for i, words in enumerate(pages)])
    found = "".join(filter(str.isalpha, "".join(block.text for block in blocks)))
    assert sorted(found) == sorted("".join(w.text for words in pages for w in words))
    assert all(block.page for block in blocks)


def test_no_pages() -> None:
    assert pdf_blocks([]) == ([], "")
