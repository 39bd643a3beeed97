"""Weights in eight bits a number, and the checksums of a folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from pipeline.models.span_reader import unpacked
from pipeline.training.packing import packed_rows, write_sums


def test_rows_of_eight_bits_are_within_half_a_step() -> None:
    rows = np.random.default_rng(1).normal(size=(5, 40)).astype(np.float32)
    rows[3] = 0
    stored = packed_rows({"matrix": rows, "bias": rows[0]})
    assert stored["matrix"].dtype == np.int8
    read = unpacked(stored)
    assert set(read) == {"matrix", "bias"}
    assert np.abs(read["matrix"] - rows).max(axis=1) == pytest.approx(0, abs=float(np.abs(rows).max()) / 254 + 1e-6)
    assert np.array_equal(read["bias"], rows[0])


def test_sums_are_of_all_files_but_the_card(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("README.md", "b.json", "inner/a.bin"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    write_sums(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("b.json", "inner/a.bin")]
