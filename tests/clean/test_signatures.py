"""User ids beside dates: known as such, and never text."""

from __future__ import annotations

import pytest

from pipeline.clean.signatures import mark_signatures
from pipeline.records import Block


@pytest.mark.parametrize(
    "line",
    [
        "Senast granskad 2023-03-10 av KLALIW",
        "Sidan senast ändrad av KLALIW 2023-03-10",
        "Uppdaterad: 10 mars 2023 /KLALIW",
        "av KLALIW",
        "/KLALIW",
        "Sign: KLALIW",
        "Senast granskad av KLALIW",
        "Sidansvarig: KLALIW",
    ],
)
def test_a_line_that_signs_the_page_is_not_kept(line: str) -> None:
    assert mark_signatures([Block("paragraph", line)]) == [Block("paragraph", line, kept=False, reason="signature")]


@pytest.mark.parametrize(
    "line",
    ["BROTT", "Publicerad 2023-03-10", "Senast granskad 2023-03-10 av Klara Lind", "Rapporten är skriven av BRÅ."],
)
def test_another_line_is_left(line: str) -> None:
    assert mark_signatures([Block("paragraph", line)]) == [Block("paragraph", line)]


def test_a_bare_id_is_one_where_the_page_signs_with_it() -> None:
    blocks = [Block("paragraph", text) for text in ("KLALIW", "BROTT", "Senast granskad 2023-03-10 av KLALIW")]
    assert [block.kept for block in mark_signatures(blocks)] == [False, True, False]


@pytest.mark.parametrize("parting", ["\n", " "])
def test_a_signature_that_ends_a_paragraph_goes_and_the_paragraph_stays(parting: str) -> None:
    line = "Senast granskad 2023-03-10 av KLALIW"
    assert mark_signatures([Block("paragraph", f"Läs mer om Krami.{parting}{line}")]) == [
        Block("paragraph", "Läs mer om Krami."),
        Block("paragraph", line, kept=False, reason="signature"),
    ]
