"""Bevaka: a question as an Atom feed, and the questions that the nightly run asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from pipeline.errors import NothingFound, UsageError
from pipeline.feed import MEDIA_TYPE, atom_feed, authors_of
from pipeline.saved_questions import SavedQuestion, load_questions
from pipeline.search.ask import LONGEST_QUESTION
from pipeline.web.asked import Asked, asked_of, given_filters
from pipeline.web.library import Library
from pipeline.web.request import Address, InLibrary
from pipeline.web.views import page

router = APIRouter(include_in_schema=False)
# How many of the best passages a feed holds: what is new among them is what a reader is told of.
IN_FEED = 20
SHOWN = 5
_PROBLEM = "Frågan går inte att bevaka. Skriv med egna ord vad du vill veta, och ta bort val som inget passar."


@router.get("/bevaka")
def watch(library: InLibrary, address: Address, asked: Annotated[Asked, asked_of]) -> HTMLResponse:
    """What can be watched: the question of the address, and those saved in questions.toml."""
    problem, latest = None, None
    if asked.q:
        try:
            with library.searcher() as searcher:
                found = searcher.find(asked.q, asked.search_filters, strict=asked.strict)
                latest = list({hit.doc_id: hit for hit in searcher.answer(found, SHOWN).hits}.values())
        except (NothingFound, UsageError):
            problem = _PROBLEM
    saved, fault = _saved(library)
    context = {
        "asked": asked,
        "problem": problem,
        "latest": latest,
        "feed": address + asked.link("/bevaka.atom", generation="", ordning="") if latest is not None else None,
        "saved": saved,
        "fault": fault,
        "longest": LONGEST_QUESTION,
    }
    return page("watch.html", context, 422 if problem else 200)


@router.get("/bevaka.atom")
def feed(library: InLibrary, address: Address, asked: Annotated[Asked, asked_of]) -> Response:
    """The best passages as a feed, those fetched last first."""
    with library.searcher() as searcher:
        found = asked.found_by(searcher)
        answer = searcher.answer(found, IN_FEED)
        content = atom_feed(
            answer,
            address=address + asked.link("/bevaka.atom", generation=""),
            page=address + asked.link(generation=""),
            made_at=searcher.generation.manifest.created_at,
            authors=authors_of(searcher.generation.store, answer),
        )
    return Response(content, media_type=f"{MEDIA_TYPE}; charset=utf-8")


def _saved(library: Library) -> tuple[list[tuple[SavedQuestion, str]], bool]:
    """Return the saved questions with the address of their answers, and whether the file cannot be read."""
    try:
        questions = load_questions(library.home.questions)
    except UsageError:
        return [], True
    return [
        (one, Asked(one.question, given_filters(one.filters), strict=one.strict).link()) for one in questions
    ], False
