"""One message for what is read from a bundled folder and is not as it was packed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError


@contextmanager
def packed(folder: Path) -> Iterator[None]:
    """Turn what goes wrong while weights in `folder` are read into a StoreError that names it.

    A file that is missing, cut short, or holds other arrays than those asked for.
    """
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, KeyError, TypeError, SafetensorError) as error:
        raise StoreError(
            f"the weights in {folder} are missing or damaged ({error}): install the package again"
        ) from error
