"""A generation built from the one before answers as one does that was built anew."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StoreError
from pipeline.index.build import Base
from pipeline.index.generation import Generation, open_generation, verify_generation
from pipeline.index.manifest import Manifest
from pipeline.index.store import StoreEntry
from tests.index.made import entry, published

DIMENSIONS = 16


def vector(one: StoreEntry) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    found = np.random.default_rng(sum(one.key.encode())).standard_normal(DIMENSIONS).astype(np.float32)
    return found / np.linalg.norm(found)


def put(indexes: Path, entries: list[StoreEntry], base: Base | None = None) -> Manifest:
    """Publish `entries`; the tokens of a passage are the bytes of its text."""
    vectors = np.stack([vector(one) for one in entries]) if entries else np.empty((0, DIMENSIONS), np.float32)
    tokens = iter([np.frombuffer(one.key.encode(), dtype=np.uint8).astype(np.uint16) for one in entries])
    return published(indexes, lambda: entries, iter([vectors]), tokens, dimensions=DIMENSIONS, model="m", base=base)


def content(generation: Generation) -> dict[str, tuple[list[float], list[int]]]:
    """Vector and tokens by passage id."""
    found = {}
    for row in range(len(generation.dense)):
        rows = np.array([row])
        key = generation.store.passage(row).passage_id
        found[key] = (generation.dense.vectors(rows)[0].tolist(), generation.tokens.of(rows)[0].tolist())
    return found


def found_by(generation: Generation, question: str) -> set[str]:
    rows, _ = generation.lexical.search(question, 100)
    return {generation.store.passage(row).text for row in rows.tolist()}


def test_nights_of_changes_come_to_what_a_build_anew_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    corpus = {number: entry(number, f"Skolan och polisen {number} version 0") for number in range(30)}
    put(tmp_path / "nights", list(corpus.values()))
    for night in range(1, 9):
        before = dict(corpus)
        for number in rng.choice(40, 4, replace=False).tolist():
            corpus[number] = entry(number, f"Skolan och gänget {number} version {night}")
        for number in rng.choice(sorted(corpus), 2, replace=False).tolist():
            del corpus[number]
        dropped = frozenset(one.stored.doc_id for n, one in before.items() if corpus.get(n) != one)
        with closing(open_generation(tmp_path / "nights")) as generation:
            folder = tmp_path / "nights" / generation.manifest.name
            added = [one for n, one in sorted(corpus.items()) if before.get(n) != one]
            manifest = put(tmp_path / "nights", added, Base(generation, folder, dropped))
        assert manifest.base == generation.manifest.name
        assert verify_generation(tmp_path / "nights", manifest.name) == []
    put(tmp_path / "anew", [corpus[number] for number in sorted(corpus)])
    with (
        closing(open_generation(tmp_path / "nights")) as grown,
        closing(open_generation(tmp_path / "anew")) as anew,
    ):
        assert grown.counts() == anew.counts()
        assert content(grown) == content(anew)
        for question in ("polisen", "gänget", "version 8", "skolan 12"):
            assert found_by(grown, question) == found_by(anew, question)
        allowed = np.array([0, len(grown.dense) - 1])
        assert grown.lexical.search("skolan", 10, allowed)[0].tolist() == sorted(
            allowed.tolist(), key=lambda row: grown.lexical.search("skolan", 100)[0].tolist().index(row)
        )
        assert grown.lexical.worn
        assert not anew.lexical.worn


def test_the_generation_before_is_left_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, [entry(1), entry(2)])
    with closing(open_generation(tmp_path)) as generation:
        put(tmp_path, [entry(3)], Base(generation, tmp_path / "gen-000001", frozenset({"d1"})))
    assert verify_generation(tmp_path, "gen-000001") == []
    with closing(open_generation(tmp_path)) as generation:
        assert [document.doc_id for document in generation.store.documents()] == ["d2", "d3"]


def test_a_generation_that_is_not_as_it_was_written_never_comes_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.index.build.verify_generation", lambda *_: ["tokens.bin has changed"])
    with pytest.raises(StoreError, match="was not written as it should be"):
        put(tmp_path, [entry(1)])
    assert [path.name for path in tmp_path.iterdir()] == []
