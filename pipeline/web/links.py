"""Addresses of our pages."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode


def is_web_address(url: str | None) -> bool:
    """Say whether `url` can be linked to: only http and https are."""
    return url is not None and url.startswith(("https://", "http://"))


def with_query(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return `path` with those `parameters` that have a value."""
    query = urlencode([(name, value) for name, value in parameters if value])
    return f"{path}?{query}" if query else path


def document_path(doc_id: str, span: tuple[int, int] | None = None, generation: str = "") -> str:
    """Return the path of a document's page; with `span` its text from one offset to another is marked there.

    With `generation` it is the page as that one has it, for as long as it is kept.
    """
    marked = f"{span[0]}-{span[1]}" if span else ""
    path = with_query(f"/dokument/{quote(doc_id)}", [("markera", marked), ("generation", generation)])
    return f"{path}#markerat" if span else path


def entity_path(entity_id: str) -> str:
    """Return the path of the page of a person, municipality, organisation or initiative ("person:anna-berg")."""
    kind, _, key = entity_id.partition(":")
    kinds = {"person": "person", "municipality": "kommun", "organisation": "organisation", "initiative": "initiativ"}
    return f"/{kinds[kind]}/{quote(key, safe='')}"
