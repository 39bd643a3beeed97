"""Which pieces are the main text."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from pipeline.clean.html.main_text import Chooser, best_expected, load_chooser, main_text
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


def test_networks_are_averaged_before_the_logistic() -> None:
    ones = np.ones(1, np.float32)
    chooser = Chooser(
        mean=ones, scale=2 * ones, first=np.array([[[1]], [[-1]]], np.float32), bias=np.array([[0], [0]], np.float32),
        second=np.array([[2], [4]], np.float32), last=np.array([[0], [1]], np.float32),
    )  # fmt: skip
    # (5 − 1) / 2 = 2 → 2·2 + 0 and 0 + 1: mean 2.5; (−3 − 1) / 2 = −2 → 0 and 4·2 + 1: mean 4.5.
    expected = [1 / (1 + np.exp(-2.5)), 1 / (1 + np.exp(-4.5))]
    assert chooser.chances_of(np.array([[5.0], [-3.0]])) == pytest.approx(expected)
    assert chooser.chances_of(np.array([[1e9]])) == pytest.approx(1 / (1 + np.exp(-4.5)))


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
    assert load_chooser() is load_chooser()
