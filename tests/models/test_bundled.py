"""What is told of weights that are not as they were packed."""

from __future__ import annotations

from pathlib import Path

import pytest
from safetensors.numpy import load_file

from pipeline.errors import StoreError
from pipeline.models import INITIATIVE_NAMES
from pipeline.models.bundled import packed


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=f"{tmp_path.name} are missing or damaged .*: install the package again"),
        packed(tmp_path),
    ):
        load_file(tmp_path / "weights.safetensors")


def test_other_arrays_than_those_asked_for_are_damage(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing or damaged"), packed(INITIATIVE_NAMES):
        load_file(INITIATIVE_NAMES / "weights.safetensors")["directions"]


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), packed(tmp_path):
        1 / 0  # noqa: B018
