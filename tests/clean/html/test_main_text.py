"""Which pieces are the main text."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from pipeline.clean.html.main_text import best_expected, main_text
from pipeline.clean.html.markup import parse_html
from pipeline.models import MAIN_TEXT
from tests.clean.html.test_page import FIRST, SECOND, page


@pytest.mark.parametrize(
    ("chances", "words", "kept"),
    [
        # Keeping the first gives 2·9/(10+9+1) = .9, both 2·10/(20+10) = .67.
        ([0.9, 0.1], [10, 10], [True, False]),
        # .8·2/(1+.8+.4) = .73 against 2·1.2/(2+1.2) = .75: a chance of .4 is above half of .75.
        ([0.8, 0.4], [1, 1], [True, True]),
        ([0.01], [5], [True]),
        ([0.2, 0.9, 0.8], [1, 50, 50], [False, True, True]),
    ],
)
def test_the_best_expected_f1(chances: list[float], words: list[float], kept: list[bool]) -> None:
    assert best_expected(np.array(chances), np.array(words)).tolist() == kept


def test_cards_are_the_text_of_a_list_and_a_menu_never_is() -> None:
    cards = "".join(
        f'<div class="card"><h3><a href="/{n}">Vandring {n} i Gnesta</a></h3><p>Vi går genom parken.</p></div>'
        for n in range(12)
    )
    texts = [block.text for block in main_text(parse_html(page(f"<h1>Vandringar</h1>{cards}")))]
    assert all(f"Vandring {n} i Gnesta" in texts for n in range(12))
    assert not {"Start", "Bygga och bo"} & set(texts)


def test_nothing_but_a_menu_is_no_text() -> None:
    assert main_text(parse_html("<nav><a href='/'>Start</a></nav>")) == []
    assert main_text(parse_html("<body></body>")) == []


def test_the_lead_is_kept_wherever_it_stands() -> None:
    html = page().replace(
        "<main>", '<header><h1>Gå med</h1><p class="ingress">Nu går vi ut igen, alla är med.</p></header><main>'
    )
    texts = [block.text for block in main_text(parse_html(html))]
    assert [text for text in texts if text != "Vandring i Gnesta"][-3:] == [
        "Nu går vi ut igen, alla är med.",
        FIRST,
        SECOND,
    ]


def test_the_weights_are_those_of_the_card() -> None:
    for line in (MAIN_TEXT / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((MAIN_TEXT / name).read_bytes()).hexdigest() == digest
