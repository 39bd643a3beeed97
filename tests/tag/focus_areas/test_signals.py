"""What a document shows for each focus area, without a head and with one whose logits are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.tag.focus_areas.head import AREAS, NOTHING, Floats, Head, Network
from pipeline.tag.focus_areas.signals import document_signals
from pipeline.tag.focus_areas.taxonomy import load_taxonomy

_TAXONOMY = load_taxonomy()


def encode(texts: Sequence[str]) -> Floats:
    """One dimension: whether the text has the word "ja"; another: whether it has "alla"."""
    return np.array([["ja" in text.split(), "alla" in text.split()] for text in texts], np.float32)


_HEAD = Head(
    Network(
        np.eye(2, dtype=np.float32),
        np.zeros(2, np.float32),
        np.array([[3, 0, 0, 0, 0, 0], [2] * 6], np.float32),
        np.full(len(AREAS), -1, np.float32),
        np.ones(5, np.float32),
    ),
    encode,
)


def test_phrases_and_title_without_a_head() -> None:
    text = "Nytt. Grannsamverkan."
    signals = document_signals(_TAXONOMY, "Trygghetsvandring", text, [(0, 5), (6, 21)], None)["F4"]
    assert (signals.phrases, signals.title, signals.best_phrases, signals.clearest) == (0.9, 1.0, 0.9, 1)
    with pytest.raises(ValueError, match="no head"):
        signals.inputs()


def test_the_heads_best_sentence_and_window() -> None:
    text = "nej. ja det är fyra ord. nej."
    signals = document_signals(_TAXONOMY, "", text, [(0, 4), (5, 24), (25, 29)], _HEAD)
    assert signals["F1"].inputs() == (2.0, 2.0, 0.0, 0.0)
    assert signals["F1"].clearest == 1
    assert signals["F2"].inputs() == (-1.0, -1.0, 0.0, 0.0)


def test_of_a_sentence_that_lists_areas_nothing_is_left() -> None:
    signals = document_signals(_TAXONOMY, "", "alla områden hör ihop.", [(0, 22)], _HEAD)
    assert {signal.sentence for signal in signals.values()} == {NOTHING}


def test_a_heading_is_no_evidence_where_a_sentence_says_it_too() -> None:
    text = "ja\nja det är fyra ord här."
    assert document_signals(_TAXONOMY, "", text, [(0, 2), (3, 26)], _HEAD)["F1"].clearest == 1
