"""The pieces of a page that are its main text, chosen by what they look like and where they stand.

Small networks over `signals` give each piece its chance of being main text (weights and their card in
`pipeline/models/main_text`); those pieces are kept that together can be expected to have the best F1.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.html.outline import Piece, outline
from pipeline.clean.html.places import H1, NAV
from pipeline.clean.html.signals import Floats, signals
from pipeline.models import MAIN_TEXT
from pipeline.models.networks import load_networks
from pipeline.records import Block

SHORTEST_LEAD = 6
_LEAD = re.compile(r">p\.[^>]*(?:preamble|ingress|lead)[^>]*$")


def main_text(tree: Any) -> list[Block]:
    """Return the main text of a page as blocks in reading order; empty if nothing on it looks like one."""
    page = outline(tree)
    if not page.pieces:
        return []
    chances = load_networks(MAIN_TEXT).chances(signals(page))
    kept = best_expected(chances, np.array([piece.words for piece in page.pieces], float))
    if all(piece.places & NAV for piece, keeps in zip(page.pieces, kept, strict=True) if keeps):
        return []
    lead = _lead(page.pieces)
    return [Block(piece.kind, piece.text) for n, piece in enumerate(page.pieces) if kept[n] or n == lead]


def _lead(pieces: list[Piece]) -> int | None:
    """The lead paragraph: only the first one after the h1; further down they are those of other pages in teasers."""
    first = next((n for n, piece in enumerate(pieces) if piece.places & H1), len(pieces))
    found = (n for n in range(first + 1, len(pieces)) if _LEAD.search(pieces[n].group))
    lead = next(found, None)
    return lead if lead is not None and pieces[lead].words >= SHORTEST_LEAD else None


def best_expected(chances: Floats, words: Floats) -> NDArray[np.bool_]:
    """Return which pieces to keep: those of the highest chance, so many that the expected F1 of words is best.

    With chances p and words w, keeping K gives about 2 Σ_K pw / (Σ_K w + Σ pw); the optimum keeps what lies above half
    of it (Lipton et al. 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure").
    """
    order = np.argsort(-chances, kind="stable")
    sure = (words * chances)[order]
    expected = 2 * np.cumsum(sure) / (np.cumsum(words[order]) + sure.sum())
    kept = np.zeros(len(chances), bool)
    kept[order[: int(expected.argmax()) + 1]] = True
    return kept
