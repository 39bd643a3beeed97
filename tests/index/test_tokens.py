from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.tokens import build_tokens, open_tokens


def test_the_tokens_of_any_rows_come_back_in_the_order_asked_for(tmp_path: Path) -> None:
    passages = [np.array(ids, dtype=np.uint16) for ids in ([5, 65_535], [], [7, 8, 9])]
    assert build_tokens(tmp_path / "t", passages) == 3
    index = open_tokens(tmp_path / "t")
    ids, lengths = index.of(np.array([2, 1, 0]))
    assert (len(index), ids.tolist(), lengths.tolist()) == (3, [7, 8, 9, 5, 65_535], [3, 0, 2])
    assert index.of(np.array([], dtype=np.int64))[0].tolist() == []


def test_passages_without_tokens_are_passages(tmp_path: Path) -> None:
    assert build_tokens(tmp_path / "t", [np.array([], dtype=np.uint16)]) == 1
    assert len(open_tokens(tmp_path / "t")) == 1


def test_files_that_do_not_agree_are_a_store_error(tmp_path: Path) -> None:
    build_tokens(tmp_path / "t", [np.array([1, 2], dtype=np.uint16)])
    (tmp_path / "t" / "tokens.bin").write_bytes(b"\x00\x00")
    with pytest.raises(StoreError, match="do not agree"):
        open_tokens(tmp_path / "t")
    (tmp_path / "t" / "tokens.bin").unlink()
    with pytest.raises(StoreError, match="damaged"):
        open_tokens(tmp_path / "t")
