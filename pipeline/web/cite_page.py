"""Citations: of a list of answers and of one passage or document, as files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter
from starlette.responses import Response

from pipeline.cite.citation import Permalink, cite_answer, cite_document
from pipeline.cite.forms import Form, written
from pipeline.errors import NothingFound
from pipeline.show.forms import as_json
from pipeline.web.asked import Asked, asked_of
from pipeline.web.links import document_path
from pipeline.web.request import Address, InLibrary
from pipeline.web.views import download

router = APIRouter(include_in_schema=False)
# How many of the best passages a file of a list has.
IN_FILE = 100
_MEDIA = {
    "csv": ("text/csv", "csv"),
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "reference": ("text/plain", "txt"),
}


@router.get("/fraga/hamta")
def answers(
    library: InLibrary,
    address: Address,
    asked: Annotated[Asked, asked_of],
    format: Form | Literal["json"] = "csv",
) -> Response:
    """The best passages as a file; "json" is what `kb ask --json` prints."""
    with library.searcher(asked.generation) as searcher:
        found = asked.found_by(searcher)
        answer = searcher.answer(found, IN_FILE, newest=asked.order == "datum")
        if format == "json":
            return _file(as_json(asdict(answer)), "application/json", "svar.json")
        citations = cite_answer(searcher.generation.store, answer, permalinks(address))
    media_type, ending = _MEDIA[format]
    return _file(written(citations, format), media_type, f"svar.{ending}")


@router.get("/citera/{doc_id:path}")
def document(
    library: InLibrary, address: Address, doc_id: str, format: Form = "bibtex", generation: str = ""
) -> Response:
    """A document's citation as a file."""
    with library.searcher(generation or None) as searcher:
        store = searcher.generation.store
        if (found := store.find_document(doc_id)) is None:
            raise NothingFound(f"there is no document '{doc_id}'")
        one = cite_document(store.document(found), searcher.generation.manifest.name, permalinks(address))
    media_type, ending = _MEDIA[format]
    return _file(written([one], format), media_type, f"{found[:40]}.{ending}")


def permalinks(address: str) -> Permalink:
    """Return what makes addresses of documents under `address` that stay with the generation."""

    def permalink(doc_id: str, generation: str, span: tuple[int, int] | None) -> str:
        return address + document_path(doc_id, span, generation)

    return permalink


def _file(content: str, media_type: str, name: str) -> Response:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
    return download(content, media_type, plain)
