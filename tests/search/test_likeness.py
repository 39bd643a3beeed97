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


def test_closeness_is_the_mean_of_both_ways() -> None:
    one = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert closeness(one, one) == 1
    # Half of the query is met; the only passage of the other is.
    assert closeness(one, one[:1]) == pytest.approx((0.5 + 1) / 2)
    assert closeness(one, -one) == 0
    assert closeness(one, np.empty((0, 2), np.float32)) == 0


def test_words_are_shared_as_they_tell() -> None:
    encoder = load_static(EMBEDDER)
    one, same, other, none = passage_tokens(["avhoppare och gäng", "gäng och avhoppare", "kärlen töms", ""])
    assert shared_words(encoder, one, same) == pytest.approx(1)
    assert shared_words(encoder, one, other) == 0
    assert shared_words(encoder, one, none) == 0


def test_areas_and_values() -> None:
    assert shared_areas({"F1": 0.5}, {"F1": 0.5, "F2": 0.5}) == pytest.approx(2**-0.5)
    assert shared_areas({}, {"F1": 1.0}) == 0
    assert shared_values("partners", ["polisen"], ["polisen"]) == pytest.approx(1)
    assert shared_values("partners", ["polisen", "EU"], ["polisen", "Brå"]) == pytest.approx(0.3 / 1.3)
    assert shared_values("partners", [], ["polisen"]) == 0


def test_a_page_is_wholly_like_itself() -> None:
    (tokens,) = passage_tokens(["hembesök hos familjen"])
    told = EMPTY | {aspect: Told(("x",)) for aspect in ("target_group", "method", "partners")}
    page = Profile(np.eye(2, dtype=np.float32), tokens, {"F1": 0.4}, told)
    bare = Profile(np.empty((0, 2), np.float32), tokens[:0], {}, EMPTY)
    assert likeness(load_static(EMBEDDER), page, page, Weights()) == pytest.approx(1)
    assert likeness(load_static(EMBEDDER), page, bare, Weights()) == 0
