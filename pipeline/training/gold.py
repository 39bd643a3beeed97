"""Gold texts of the tag stage, as tests/gold/GUIDELINES.md describes them; some only say where their text lies."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def read_gold(path: Path, shared: Path) -> Iterator[Record]:
    """Yield the records of a gold file, each with its text; those that lie in the `shared` folder need it."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if "text" not in record:
                record["text"] = source_text(record["source"], shared)
            yield record


def gold_records(files: Iterable[Path]) -> set[str]:
    """Return the ids of the shared records that gold files have passages of."""
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {line["source"]["id"] for line in lines if "source" in line}


def source_text(source: Record, shared: Path) -> str:
    """Return the stretch of a shared file that `source` names: of a text file, or of a JSON line's body."""
    whole = _texts(shared / source["file"])[source["id"]]
    return whole[source["start"] : source["end"]]


@cache
def _texts(path: Path) -> dict[str, str]:
    if path.name.endswith(".jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {str(record["id"]): record["body"] for record in map(json.loads, lines)}
    return {"": path.read_text(encoding="utf-8")}
