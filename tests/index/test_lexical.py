from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.lexical import LexicalIndex, build_lexical, open_lexical

PASSAGES = [
    ("Avhopparstöd", "Kommunen har startat en avhopparverksamhet för vuxna."),
    ("Droger", "Arbetet mot alkoholmissbruk bland unga fortsätter."),
    ("Gator", "Gatubelysningen byts ut på torget."),
    ("Gator", "Gatubelysningen byts ut på torget."),
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    assert build_lexical(tmp_path / "lexical", PASSAGES) == 4
    return open_lexical(tmp_path / "lexical")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("avhopparverksamheten", [0]),
        ("missbruk av alkohol", [1]),
        ("Hur är belysningen?", [2, 3]),
        ("avhopparstöd", [0]),
        ("simhall", []),
        ("?!", []),
    ],
)
def test_words_meet_their_forms_parts_and_titles(index: LexicalIndex, question: str, rows: list[int]) -> None:
    assert index.search(question, 10)[0].tolist() == rows


def test_scores_fall_and_equal_ones_stand_in_row_order(index: LexicalIndex) -> None:
    rows, scores = index.search("gatubelysning på torget eller alkohol", 10)
    assert rows.tolist()[:2] == [2, 3]
    assert scores[0] == scores[1] > scores[2] > 0


def test_a_filter_is_exact_and_does_not_change_scores(index: LexicalIndex) -> None:
    _, free = index.search("torget", 1)
    rows, scores = index.search("torget", 10, np.array([0, 3], dtype=np.int64))
    assert rows.tolist() == [3]
    np.testing.assert_allclose(scores, free)
    assert index.search("torget", 10, np.empty(0, dtype=np.int64))[0].tolist() == []


def test_query_syntax_in_a_question_is_only_text(index: LexicalIndex) -> None:
    assert index.search('title:gator AND (belysning" OR *', 10)[0].tolist() == [2, 3]


def test_a_damaged_folder_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="damaged"):
        open_lexical(tmp_path / "nothing")


def test_an_index_that_cannot_be_written_to_can_be_searched(
    index: LexicalIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(path.name for path in (tmp_path / "lexical").iterdir())
    assert open_lexical(tmp_path / "lexical").search("torget", 10)[0].tolist() == [2, 3]
    assert sorted(path.name for path in (tmp_path / "lexical").iterdir()) == before
