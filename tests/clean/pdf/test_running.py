"""What stands around the text: the same on every page, numbers, turned text."""

from __future__ import annotations

import pytest

from pipeline.clean.pdf.reader import PdfPage, Word
from pipeline.clean.pdf.running import sort_pages

WIDTH, HEIGHT = 600.0, 800.0


def page(number: int, *placed: tuple[str, float], size: float = 10, upright: bool = True) -> PdfPage:
    """A page of one-word lines at the given heights."""
    words = tuple(Word(t.replace(" ", "_"), 50, 50 + 5 * len(t), y, size, False, False, upright) for t, y in placed)
    return PdfPage(number, WIDTH, HEIGHT, tuple(w._replace(text=w.text.replace("_", " ")) for w in words))


def sorted_out(*pages: PdfPage) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """For each page the text that is left, and the rest with the reasons."""
    return [
        ([line.text for line in found.text], [(line.text, why) for line, why in [*found.before, *found.after]])
        for found in sort_pages(pages, 10)
    ]


def test_what_stands_at_one_height_on_two_pages_is_a_header_or_a_footer() -> None:
    assert sorted_out(
        page(1, ("Rapport 2023:1", 40), ("Ett", 400), ("Brå", 780)),
        page(2, ("Rapport 2023:1", 42), ("Två", 400), ("Brå", 780)),
    ) == [
        (["Ett"], [("Rapport 2023:1", "running header"), ("Brå", "running footer")]),
        (["Två"], [("Rapport 2023:1", "running header"), ("Brå", "running footer")]),
    ]


def test_numbers_in_a_header_may_differ() -> None:
    found = sorted_out(page(1, ("Bilaga 1 av 9", 40), ("Ett", 400)), page(2, ("Bilaga 2 av 9", 40), ("Två", 400)))
    assert [left for left, _ in found] == [["Ett"], ["Två"]]


def test_a_date_in_a_header_is_of_it_and_other_numbers_are_not() -> None:
    assert sorted_out(
        page(1, ("2024-03-12", 40), ("1 200", 110), ("Ett", 400)), page(2, ("2024-03-12", 40), ("1 200", 110))
    ) == [
        (["1 200", "Ett"], [("2024-03-12", "running header")]),
        (["1 200"], [("2024-03-12", "running header")]),
    ]


def test_the_same_words_elsewhere_or_on_one_page_stay() -> None:
    assert sorted_out(page(1, ("Syfte", 400)), page(2, ("Syfte", 400))) == [(["Syfte"], []), (["Syfte"], [])]
    assert sorted_out(page(1, ("Syfte", 40)), page(2, ("Syfte", 90))) == [(["Syfte"], []), (["Syfte"], [])]


def test_large_letters_must_repeat_on_many_pages() -> None:
    def with_heading(count: int) -> list[tuple[list[str], list[tuple[str, str]]]]:
        return sorted_out(*(page(i + 1, ("Bakgrund", 60), size=16) for i in range(count)))

    assert with_heading(2) == [(["Bakgrund"], [])] * 2
    assert with_heading(3) == [([], [("Bakgrund", "running header")])] * 3


def test_a_line_as_close_to_the_text_as_its_next_line_is_of_the_text() -> None:
    def body(number: int) -> PdfPage:
        return page(number, ("Rapport", 40), (f"{'ab'[number - 1]} rad", 705), ("samma ord", 717), ("och slut", 780))

    found = [(["a rad", "samma ord"], [("Rapport", "running header"), ("och slut", "running footer")])]
    assert sorted_out(body(1), body(2))[:1] == found


def test_left_and_right_pages_have_headers_of_their_own() -> None:
    def facing(number: int, header: str) -> PdfPage:
        words = page(number, (header, 40), size=8).words + page(number, ("Textens egna ord", 400)).words
        return PdfPage(number, WIDTH, HEIGHT, words)

    assert sorted_out(facing(1, "Brå rapport"), facing(2, "Trygghet i tre kommuner")) == [
        (["Textens egna ord"], [("Brå rapport", "running header")]),
        (["Textens egna ord"], [("Trygghet i tre kommuner", "running header")]),
    ]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Sida 7", "7 (10)", "7(10)", "Sida 7 av 10", "7/10", "vii", "sid. 7"])
def test_page_numbers(number: str) -> None:
    assert sorted_out(page(1, ("Text", 400), (number, 780))) == [(["Text"], [(number, "page number")])]


def test_a_number_inside_the_text_or_a_year_on_a_cover_is_none() -> None:
    assert sorted_out(page(1, ("Text", 400), ("7", 500))) == [(["Text", "7"], [])]
    assert sorted_out(page(1, ("7", 720), ("Text", 780))) == [(["7", "Text"], [])]
    assert sorted_out(page(1, ("Text", 400), ("2023", 780))) == [(["Text", "2023"], [])]


def test_turned_text_and_text_outside_the_page_are_set_apart() -> None:
    turned = page(1, ("UTKAST", 400), upright=False)
    outside = page(1, ("inlaga.indd", 820))
    assert sorted_out(turned) == [([], [("UTKAST", "turned text")])]
    assert sorted_out(outside) == [([], [("inlaga.indd", "outside the page")])]
