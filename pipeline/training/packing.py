"""How trained weights are stored: matrices in eight bits a number, and checksums of a folder's files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]


def int8_rows(matrix: Weights) -> tuple[NDArray[np.int8], Weights]:
    """Return the rows as int8, each row's largest number being 127, and their float32 scales; rows of zeros have 0."""
    scales = np.abs(matrix).max(axis=1) / 127.0
    return np.rint(matrix / np.maximum(scales, 1e-12)[:, None]).astype(np.int8), scales.astype(np.float32)


def packed_rows(arrays: dict[str, Weights]) -> dict[str, NDArray[Any]]:
    """Return `arrays` with each matrix as int8 rows, its scales beside it, as `span_reader.unpacked` reads them."""
    from pipeline.models.span_reader import SCALES

    stored: dict[str, NDArray[Any]] = dict(arrays)
    for name, array in arrays.items():
        if array.ndim == 2:
            stored[name], stored[name + SCALES] = int8_rows(array)
    return stored


def write_sums(folder: Path) -> None:
    """Write the SHA256SUMS of all files in the folder and below, but of the card."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name not in ("SHA256SUMS", "README.md")
    )
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
