from __future__ import annotations

import math

import numpy as np
import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.search.aspects import Told
from pipeline.search.lexicon import ASPECTS
from pipeline.search.likeness import (
    Measure,
    Profile,
    Weights,
    closeness,
    likeness,
    shared_areas,
    shared_values,
    shared_words,
)

EMPTY = {aspect: Told() for aspect in ASPECTS}


def test_the_weights_sum_to_one() -> None:
    weights = Weights()
    parts = (getattr(weights, name) for name in weights.__slots__)
    assert math.fsum(parts) == pytest.approx(1)


def test_closeness_is_seen_from_the_centre() -> None:
    one, two = np.eye(2, dtype=np.float32)[:1], np.eye(2, dtype=np.float32)[1:]
    nowhere, between = np.zeros(2, np.float32), np.array([0.5, 0.5], np.float32)
    assert closeness(nowhere, one, one) == 1
    assert closeness(nowhere, one, (one + two) / 2) == pytest.approx(2**-0.5)
    assert closeness(between, one, two) == 0
    assert closeness(between, one, np.empty((0, 2), np.float32)) == 0


def test_words_are_shared_as_they_tell() -> None:
    encoder = load_static(EMBEDDER)
    one, same, other, none = passage_tokens(["avhoppare och gäng", "gäng och avhoppare", "kärlen töms", ""])
    assert shared_words(encoder, one, same) == pytest.approx(1)
    assert shared_words(encoder, one, other) == 0
    assert shared_words(encoder, one, none) == 0


def test_areas_and_values() -> None:
    assert shared_areas({"F1": 0.5}, {"F1": 0.5, "F2": 0.5}) == pytest.approx(2**-0.5)
    assert shared_areas({}, {"F1": 1.0}) == 0
    police, with_bra, with_board = (
        Told(("polisen",), (1,)),
        Told(("polisen", "Brå"), (1, 1)),
        Told(("polisen", "länsstyrelsen"), (1, 1)),
    )
    assert shared_values("partners", police, police) == pytest.approx(1)
    assert shared_values("partners", with_bra, with_board) == pytest.approx(0.09 / 1.09)
    assert shared_values("partners", Told(), police) == 0


def test_what_a_page_tells_again_and_again_counts_for_more() -> None:
    visits, guards = Told(("hembesök", "EST"), (3, 1)), Told(("hembesök", "EST"), (1, 3))
    assert shared_values("method", visits, Told(("hembesök",), (1,))) == pytest.approx(2 / 5**0.5)
    assert shared_values("method", guards, Told(("hembesök",), (1,))) == pytest.approx(1 / 5**0.5)


def test_a_page_is_wholly_like_itself() -> None:
    (tokens,) = passage_tokens(["hembesök hos familjen"])
    told = EMPTY | {aspect: Told(("x",), (1,)) for aspect in ("target_group", "method", "partners")}
    page = Profile(np.eye(2, dtype=np.float32), tokens, {"F1": 0.4}, told)
    bare = Profile(np.empty((0, 2), np.float32), tokens[:0], {}, EMPTY)
    measure = Measure(load_static(EMBEDDER), np.zeros(2, np.float32), Weights())
    assert likeness(measure, page, page) == pytest.approx(1)
    assert likeness(measure, page, bare) == 0
