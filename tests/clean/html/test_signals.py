"""Pieces → numbers."""

from __future__ import annotations

import numpy as np

from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.outline import outline
from pipeline.clean.html.signals import SIGNALS, signals

LONG = "Kommunen och polisen gick i oktober en vandring genom centrum tillsammans med boende och handlare, och fler."


def table(body: str) -> dict[str, list[float]]:
    found = signals(outline(parse_html(f"<body>{body}</body>")))
    assert found.shape[1] == len(SIGNALS)
    assert np.isfinite(found).all()
    return {name: [round(float(value), 3) for value in found[:, n]] for n, name in enumerate(SIGNALS)}


def test_what_a_piece_says_and_where_it_stands() -> None:
    found = table(
        "<nav><a>Start</a></nav><main><h1>Hej</h1>"
        f"<div><p>{LONG}</p><p>{LONG}</p></div><h2>Läs mer</h2><a>Mer</a></main>"
    )
    assert found["linked"] == [1, 0, 0, 0, 0, 1]
    assert found["is_heading"] == [0, 1, 0, 0, 1, 0]
    assert found["ends_sentence"] == [0, 0, 1, 1, 0, 0]
    assert found["is_aside_heading"] == [0, 0, 0, 0, 1, 0]
    assert found["under_aside"] == [0, 0, 0, 0, 1, 1]
    assert found["before_h1"] == [1, 0, 0, 0, 0, 0]
    assert found["main_elsewhere"] == [1, 0, 0, 0, 0, 0]
    assert found["in_text_box"] == [0.5, 0.75, 1, 1, 0.75, 0.75]
    assert found["repeated"] == [0, 0, 0.693, 0.693, 0, 0]
    assert found["first_of_repeated"] == [0, 0, 1, 0, 0, 0]
    assert found["box_long"] == [0, 0, 1, 1, 0, 0.895]
    assert found["words+1"][-1] == 0
    assert found["linked+1"][-1] == 1


def test_one_piece_alone() -> None:
    assert table("Hej")["words"] == [0.693]
