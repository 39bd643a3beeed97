"""What a candidate means, by the bundled word vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.models import EMBEDDER, INITIATIVE_NAMES
from pipeline.models.networks import load_networks
from pipeline.models.static import load_static
from pipeline.tag.initiatives.candidates import Stretch, stretches, words_of
from pipeline.tag.initiatives.meaning import along, load_directions, meanings

TEXT = "I projektet Nya Vägar får unga som vill lämna ett kriminellt gäng hjälp. Sopbilen kommer på Tisdagar."


def candidate(text: str, name: str) -> Stretch:
    return next(one for one in stretches(text, words_of(text)) if text[one.start : one.end] == name)


def likeness(own: np.ndarray, topic: str) -> float:
    return float(own @ load_static(EMBEDDER).encode([topic])[0])


def test_own_words_and_those_around_have_unit_vectors() -> None:
    found = [candidate(TEXT, "Nya Vägar"), candidate(TEXT, "Tisdagar")]
    rows = meanings(words_of(TEXT), found)
    assert rows.shape == (2, 2, load_static(EMBEDDER).dimensions)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=2), 1, rtol=1e-5)
    assert likeness(rows[0, 0], "ny väg") > likeness(rows[0, 0], "tisdag")
    assert likeness(rows[0, 1], "kriminell gäng") > likeness(rows[1, 0], "kriminell gäng")


def test_words_far_away_do_not_count() -> None:
    far = " och".join([""] * 40)
    alone, long = (meanings(words_of(text), [candidate(text, "Nya Vägar")]) for text in ("Nya Vägar" + far, TEXT))
    beyond = meanings(words_of(f"Nya Vägar{far} gäng"), [candidate("Nya Vägar", "Nya Vägar")])
    np.testing.assert_array_equal(alone, beyond)
    assert (alone[0, 1] != long[0, 1]).any()


def test_no_candidates_have_no_rows_and_unknown_words_no_vector() -> None:
    assert meanings(words_of(TEXT), []).shape == (0, 2, load_static(EMBEDDER).dimensions)
    assert not meanings(words_of("!"), []).size


def test_places_along_directions_are_products() -> None:
    rows = np.arange(12, dtype=np.float32).reshape(2, 2, 3)
    directions = np.stack([np.eye(3, 2), np.eye(3, 2)[::-1]]).astype(np.float32)
    assert along(rows, directions).tolist() == [[0, 1, 5, 4], [6, 7, 11, 10]]


def test_the_bundled_directions_fit_the_vectors_and_the_networks() -> None:
    directions = load_directions(INITIATIVE_NAMES)
    assert directions.shape[:2] == (2, load_static(EMBEDDER).dimensions)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1, rtol=1e-3)
    assert len(load_networks(INITIATIVE_NAMES).mean) > directions.shape[2] * 2


def test_directions_that_are_missing_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="install the package again"):
        load_directions(tmp_path)
