"""RIS, for reference managers (Zotero, EndNote, Mendeley)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.cite.citation import Citation
from pipeline.cite.keys import citation_keys
from pipeline.cite.plain import one_line, origin


def ris(citations: Sequence[Citation]) -> str:
    """Return a record of a web page (ELEC) for each, with unique ids."""
    from rispy import RisWriter, dumps

    class Writer(RisWriter):  # type: ignore[misc]  # rispy has no types.
        """Writes no number before a record: not all programs skip it."""

        def set_header(self, count: int) -> str:
            return ""

    records = [_record(key, one) for key, one in zip(citation_keys(citations), citations, strict=True)]
    return str(dumps(records, implementation=Writer))


def _record(key: str, citation: Citation) -> dict[str, Any]:
    fields = {
        "type_of_reference": "ELEC",
        "id": key,
        "authors": [one_line(citation.publisher)],
        "title": one_line(citation.title),
        "year": citation.year,
        "date": citation.date.replace("-", "/") if citation.date else None,
        "access_date": citation.accessed.replace("-", "/"),
        # A semicolon parts two addresses in RIS.
        "urls": [one_line(citation.url).replace(";", "%3B")] if citation.url else None,
        "start_page": str(citation.page) if citation.page else None,
        "notes": [one_line(each) for each in (citation.quote, origin(citation)) if each],
    }
    return {name: value for name, value in fields.items() if value}
