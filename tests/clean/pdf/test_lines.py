"""Words with places → lines in reading order."""

from __future__ import annotations

from pipeline.clean.pdf.lines import Line, pieces_of, reading_order
from pipeline.clean.pdf.reader import Word

SIZE = 10.0


def word(text: str, x: float, y: float, size: float = SIZE, *, bold: bool = False, glued: bool = False) -> Word:
    """A word whose letters are half as wide as they are high."""
    return Word(text, x, x + len(text) * size / 2, y, size, bold, glued, True)


def line(text: str, x: float, y: float) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, x, y))
        x += (len(part) + 1) * SIZE / 2
    return words


def pieces(*lines: list[Word]) -> list[Line]:
    return pieces_of(tuple(w for words in lines for w in words), 1)


def columns(*lines: list[Word]) -> list[list[str]]:
    return [[found.text for found in column] for column in reading_order(pieces(*lines))]


def test_words_on_one_baseline_are_a_line() -> None:
    (found,) = pieces(line("Polisen och skolan", 50, 100))
    assert (found.text, found.x0, found.x1, found.y, found.size, found.fit) == (
        "Polisen och skolan", 50, 140, 100, 10, 35,
    )  # fmt: skip


def test_a_wide_gap_parts_and_another_order_in_the_file_does_not_matter() -> None:
    assert [p.text for p in pieces(line("Ansvarig nämnd", 300, 100), line("Åtgärd här", 50, 100))] == [
        "Åtgärd här",
        "Ansvarig nämnd",
    ]


def test_a_line_drawn_in_parts_is_one() -> None:
    parts = [word("Polisen", 50, 100), word("skolan", 105, 100), word("och", 88, 100)]
    assert [p.text for p in pieces(parts)] == ["Polisen och skolan"]


def test_footnote_marks_are_left_out_and_square_metres_are_not() -> None:
    marked = [word("ökar.", 50, 100), word("3", 75, 96, 6), word("Nästa", 83, 100)]
    assert [p.text for p in pieces(marked)] == ["ökar. Nästa"]
    assert "2" in pieces([word("40", 50, 100), word("m", 63, 100), word("2", 68, 96, 6, glued=True)])[0].text


def test_most_letters_decide_the_size_and_all_of_them_whether_it_is_bold() -> None:
    mixed = [word("Syfte", 50, 100, bold=True), word("är", 80, 100), word("trygghet", 95, 100, 10)]
    (found,) = pieces(mixed)
    assert (found.size, found.bold) == (10, False)
    assert pieces([word("Syfte", 50, 100, bold=True)])[0].bold


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(f"vänster rad nummer {i} här", 50, 100 + 12 * i) for i in range(4)]
    right = [line(f"höger rad nummer {i} här", 220, 100 + 12 * i) for i in range(4)]
    # Row by row in the file, as some programs write them.
    rows = [words for pair in zip(left, right, strict=True) for words in pair]
    assert columns(*rows) == [
        [f"vänster rad nummer {i} här" for i in range(4)],
        [f"höger rad nummer {i} här" for i in range(4)],
    ]


def test_a_heading_across_both_columns_parts_what_is_above_from_what_is_below() -> None:
    def band(name: str, y: float) -> list[list[Word]]:
        return [
            *(line(f"{name} vänster rad nummer {i}", 50, y + 12 * i) for i in range(3)),
            *(line(f"{name} höger rad nummer {i}", 220, y + 12 * i) for i in range(3)),
        ]

    across = line("En rubrik som löper över båda spalterna på sidan", 50, 150)
    found = columns(*band("övre", 100), across, *band("nedre", 170))
    assert [column[0] for column in found] == [
        "övre vänster rad nummer 0",
        "övre höger rad nummer 0",
        "En rubrik som löper över båda spalterna på sidan",
        "nedre vänster rad nummer 0",
        "nedre höger rad nummer 0",
    ]


def test_three_columns() -> None:
    rows = [
        words
        for i in range(4)
        for words in (line(f"ett två tre {i}", 50, 100 + 12 * i), line(f"fyra fem sex {i}", 160, 100 + 12 * i),
                      line(f"sju åtta nio {i}", 270, 100 + 12 * i))
    ]  # fmt: skip
    assert [column[0] for column in columns(*rows)] == ["ett två tre 0", "fyra fem sex 0", "sju åtta nio 0"]


def cells(*lines: list[Word]) -> list[tuple[str, ...]]:
    return [found.cells for column in reading_order(pieces(*lines)) for found in column]


def test_rows_whose_cells_stand_under_one_another_are_a_table() -> None:
    assert cells(
        line("Åtgärd", 50, 100), line("Ansvarig", 200, 100), line("Tid", 300, 100),
        line("Belysning", 50, 114), line("Tekniska", 200, 114), line("2024", 300, 114),
        line("i parken", 50, 126),
        line("Vandring", 50, 140), line("Fritid", 200, 140), line("2025", 300, 140),
    ) == [
        ("Åtgärd", "Ansvarig", "Tid"), ("Belysning\ni parken", "Tekniska", "2024"), ("Vandring", "Fritid", "2025")
    ]  # fmt: skip


def test_numbers_that_end_under_one_another_are_cells_too() -> None:
    assert cells(
        line("Stöld", 50, 100), line("1200", 280, 100), line("Rån", 50, 114), line("75", 290, 114)
    ) == [("Stöld", "1200"), ("Rån", "75")]  # fmt: skip


def test_a_line_with_a_gap_is_no_table() -> None:
    assert columns(line("Datum:", 50, 100), line("10 mars", 200, 100)) == [["Datum: 10 mars"]]


def test_a_bullet_is_one_with_its_text_and_contents_with_their_page() -> None:
    assert columns(
        line("•", 50, 100), line("Belysning", 70, 100), line("•", 50, 114), line("Vandring", 70, 114)
    ) == [["•\tBelysning", "•\tVandring"]]  # fmt: skip
    assert columns(line("Inledning ........", 50, 100), line("7", 400, 100)) == [["Inledning ........ 7"]]


def test_the_edges_of_a_column_are_those_of_its_widest_line() -> None:
    (column,) = reading_order(pieces(line("Kort", 60, 100), line("En längre rad", 50, 112)))
    assert [(found.left, found.right) for found in column] == [(50, 115)] * 2


def test_a_page_full_of_scattered_signs_is_read_line_by_line_in_time() -> None:
    scattered = tuple(word("ab", i * 7919 % 5900 / 10, i * 104729 % 8400 / 10) for i in range(20_000))
    assert sum(len(column) for column in reading_order(pieces_of(scattered, 1))) > 0
    assert list(reading_order([])) == []
