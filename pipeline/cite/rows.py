"""CSV, for spreadsheets and tables: one row a citation."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from pipeline.cite.citation import Citation
from pipeline.cite.keys import citation_keys
from pipeline.cite.plain import one_line, reference
from pipeline.csv_cells import guarded_cell

COLUMNS = (
    "key",
    "publisher",
    "title",
    "date",
    "url",
    "accessed",
    "page",
    "quote",
    "generation",
    "version",
    "permalink",
    "doc_id",
    "reference",
)


def citation_rows(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """Return a row of COLUMNS for each."""
    found = []
    for key, one in zip(citation_keys(citations), citations, strict=True):
        values = {name: getattr(one, name) for name in COLUMNS[1:-1]}
        found.append({"key": key} | values | {"reference": reference(one)})
    return found


def as_csv(citations: Sequence[Citation]) -> str:
    """Return CSV (RFC 4180) with a line of COLUMNS first; a text that a spreadsheet would run begins with "'"."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in citation_rows(citations))
    return out.getvalue()


def _harmless(value: Any) -> str:
    text = "" if value is None else one_line(str(value))
    return guarded_cell(text)
