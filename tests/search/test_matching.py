"""Matches worked out by hand on vectors of two dimensions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.embed.tokens import question_tokens
from pipeline.index.tokens import TokenIndex, build_tokens, open_tokens
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.search.matching import Match, Ways, match, ways_to_say
from pipeline.swedish.thesaurus import Concept, Thesaurus

# Token 1 points east, 2 north and twice as long, 3 between them, 4 west.
ROWS = np.float32([[0, 0], [1, 0], [0, 2], [1, 1], [-1, 0]])
ROW_NUMBERS = np.arange(4, dtype=np.int64)


class Words:
    def rows(self, ids: Any) -> Any:
        return ROWS[ids]


@pytest.fixture
def tokens(tmp_path: Path) -> TokenIndex:
    build_tokens(tmp_path / "tokens", (np.array(ids, dtype=np.uint16) for ids in ([1, 2, 4], [3, 3], [], [4])))
    return open_tokens(tmp_path / "tokens")


def matched(asked: list[int], tokens: TokenIndex, rows: Any = ROW_NUMBERS) -> Match:
    return match(Words(), np.array(asked, dtype=np.uint16), tokens, rows)  # type: ignore[arg-type]


def test_a_word_counts_by_its_nearest_word_and_by_its_length(tokens: TokenIndex) -> None:
    np.testing.assert_allclose(matched([1], tokens).words, [1, 0.5, 0, 0], atol=1e-6)
    # East is met by half in the second passage and so is north, which counts twice; west is no likeness at all.
    np.testing.assert_allclose(matched([1, 2], tokens).words, [1, 0.5, 0, 0], atol=1e-6)
    np.testing.assert_allclose(matched([2, 4], tokens).words, [1, 0.5 * 2 / 3, 0, 1 / 3], atol=1e-6)


def test_neighbours_count_in_the_question_s_order_with_one_word_between_at_most(tmp_path: Path) -> None:
    passages = ([1, 2], [2, 1], [1, 4, 2], [1, 4, 4, 2], [1], [2])
    build_tokens(tmp_path / "more", (np.array(ids, dtype=np.uint16) for ids in passages))
    index = open_tokens(tmp_path / "more")
    rows = np.arange(6, dtype=np.int64)
    np.testing.assert_allclose(matched([1, 2], index, rows).neighbours, [1, 0, 1, 0, 0, 0], atol=1e-6)
    # Two pairs, of which one is met; a question of one word has no pairs and is judged by the word.
    np.testing.assert_allclose(matched([1, 2, 4], index, rows).neighbours, [0.5, 0, 0.5, 0, 0, 0], atol=1e-6)
    np.testing.assert_allclose(matched([2], index, rows).neighbours, matched([2], index, rows).words)


def test_nothing_asked_or_nothing_held_is_no_match(tokens: TokenIndex) -> None:
    assert matched([], tokens).words.tolist() == [0, 0, 0, 0]
    empty = matched([1, 2], tokens, np.array([2], dtype=np.int64))
    assert (empty.words.tolist(), empty.neighbours.tolist()) == ([0], [0])


def test_a_word_that_names_a_concept_is_met_by_another_term_of_it_held_whole(tokens: TokenIndex) -> None:
    asked = np.array([1, 2], dtype=np.uint16)

    def words(*others: tuple[list[int], float]) -> Any:
        terms = tuple((np.array(term, dtype=np.uint16), strength) for term, strength in others)
        ways = [Ways(np.array([1], dtype=np.uint16), terms)]
        return match(Words(), asked, tokens, ROW_NUMBERS, ways).words  # type: ignore[arg-type]

    # East counts one third; the last passage holds west, another way to say it.
    np.testing.assert_allclose(words(([4], 0.8)), [1, 0.5, 0, 0.8 / 3], atol=1e-6)
    np.testing.assert_allclose(words(([4], 0.6), ([4], 0.9)), [1, 0.5, 0, 0.9 / 3], atol=1e-6)
    # The term has two words, of which the passage holds one.
    np.testing.assert_allclose(words(([3, 4], 0.8)), [1, 0.5, 0, 0], atol=1e-6)
    np.testing.assert_allclose(words(), [1, 0.5, 0, 0], atol=1e-6)


def test_the_concepts_of_a_question_come_as_tokens() -> None:
    words = load_static(EMBEDDER)
    thesaurus = Thesaurus([Concept(0.8, ("avhoppare", "sluta i gäng"))])
    (ways,) = ways_to_say(words, thesaurus.named("stöd till dem som vill sluta i gäng"))
    (term, strength) = ways.others[0]
    assert strength == 0.8
    assert set(term.tolist()) <= set(words.tokens(["avhopp"])[0].tolist())
    assert set(ways.named.tolist()) < set(question_tokens(words, "stöd sluta gäng").tolist())
    assert ways_to_say(words, thesaurus.named("parker")) == []
