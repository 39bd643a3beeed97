"""The forms that everything printed shares: JSON on one line, counts, the cells of a listing."""

from __future__ import annotations

import json
from typing import Any

WIDTH = 100
MOST_NAMED = 5


def as_json(value: Any) -> str:
    """Return `value` as one line of JSON, å, ä and ö as themselves."""
    return json.dumps(value, ensure_ascii=False)


def counts(found: dict[str, int]) -> str:
    """Return "3 documents, 2 focus areas"."""
    return ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in found.items())


def cell(value: Any) -> str:
    """Return a value as it stands in a listing."""
    if isinstance(value, list):
        return ", ".join(item["name"] if isinstance(item, dict) else str(item) for item in value)
    return "" if value is None else str(value)
