from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.index.generation import Generation
from pipeline.search import retrieve as retrieve_module
from pipeline.search.options import Mode, SearchOptions
from pipeline.search.retrieve import retrieve
from pipeline.swedish.thesaurus import Concept
from tests.conftest import FakeEncoder, tools


def ranked(generation: Generation, encoder: FakeEncoder, question: str, mode: Mode = "hybrid") -> list[int]:
    return retrieve(generation, tools(encoder), question, SearchOptions(), mode).rows.tolist()


def test_the_dense_leg_ranks_by_cosine(generation: Generation, fake_encoder: FakeEncoder) -> None:
    ranking = retrieve(generation, tools(fake_encoder), "gäng", SearchOptions(), "dense")
    assert ranking.rows.tolist()[:2] == [0, 2]
    np.testing.assert_allclose(ranking.scores[:2], [1.0, 0.5**0.5], atol=1e-3)


def test_the_lexical_leg_finds_only_shared_terms(generation: Generation, fake_encoder: FakeEncoder) -> None:
    assert ranked(generation, fake_encoder, "tisdagar", "lexical") == [4]


def test_hybrid_finds_what_either_leg_finds(generation: Generation, fake_encoder: FakeEncoder) -> None:
    rows = ranked(generation, fake_encoder, "tisdagar med polis")
    assert rows[0] in {2, 4} and {2, 4} <= set(rows)


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
def test_only_allowed_rows_are_ranked(generation: Generation, fake_encoder: FakeEncoder, mode: Mode) -> None:
    allowed = np.array([1, 2], dtype=np.int64)
    ranking = retrieve(generation, tools(fake_encoder), "gäng i skolan", SearchOptions(), mode, allowed)
    assert set(ranking.rows.tolist()) <= {1, 2}


def test_a_question_without_a_direction_is_left_to_the_lexical_leg(
    generation: Generation, fake_encoder: FakeEncoder
) -> None:
    assert ranked(generation, fake_encoder, "kärlen") == [4]
    assert ranked(generation, fake_encoder, "xyzzy") == []


def test_another_way_to_say_it_is_found_by_the_lexical_leg(generation: Generation, fake_encoder: FakeEncoder) -> None:
    reader = tools(fake_encoder, Concept(0.8, ("plasttunna", "kärl som töms")))
    assert ranked(generation, fake_encoder, "plasttunna", "lexical") == []
    found = retrieve(generation, reader, "plasttunnan", SearchOptions(), "lexical")
    assert found.rows.tolist() == [4]


def test_scores_fall(generation: Generation, fake_encoder: FakeEncoder) -> None:
    scores = retrieve(generation, tools(fake_encoder), "pengar till skolan mot gäng", SearchOptions()).scores
    assert (np.diff(scores) <= 0).all()


def test_with_averaged_vectors_the_nearest_stretch_counts_as_much_as_the_whole(
    generation: Generation, fake_encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tools(fake_encoder)
    whole = retrieve(generation, reader, "gäng", SearchOptions(), "dense")
    monkeypatch.setattr(retrieve_module, "window_scores", lambda *_: (_[3] == 2).astype(np.float32))
    near = retrieve(generation, replace(reader, averaged=True), "gäng", SearchOptions(), "dense")
    assert near.rows.tolist()[0] == 2
    expected = {row: (score + (row == 2)) / 2 for row, score in zip(whole.rows.tolist(), whole.scores, strict=True)}
    assert dict(zip(near.rows.tolist(), near.scores, strict=True)) == pytest.approx(expected)
