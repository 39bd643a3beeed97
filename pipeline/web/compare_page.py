"""Jämför: comparable work in other municipalities, at most one page each, with the sentences that prove it."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import HTMLResponse, JSONResponse, Response

from pipeline.csv_cells import guarded_cell
from pipeline.errors import NothingFound, UsageError
from pipeline.overview import find_document
from pipeline.search.ask import LONGEST_QUESTION, Searcher
from pipeline.search.comparable import ComparableFilters, Comparables, comparable_to, comparable_to_text
from pipeline.search.municipality_facts import KINDS, municipality_facts
from pipeline.web.links import with_query
from pipeline.web.request import InLibrary
from pipeline.web.views import download, page

router = APIRouter(include_in_schema=False)
# How many municipalities are compared at first, and at most: further down likeness is mostly of subject.
FEW, MOST = 5, 15
FOUND = 10
ASPECT_NAMES = {
    "target_group": "Målgrupp",
    "method": "Metod",
    "partners": "Samverkan",
    "funding": "Finansiering",
    "results": "Resultat",
    "period": "Period",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What the address of a comparison says."""

    document: str = ""
    initiative: str = ""
    text: str = ""
    smallest: int | None = None
    largest: int | None = None
    kinds: tuple[str, ...] = ()
    national: bool = False
    count: int = FEW

    @property
    def is_empty(self) -> bool:
        """Say whether nothing to compare with is named."""
        return not (self.document or self.initiative or self.text)

    def link(self, path: str = "/jamfor", **more: str) -> str:
        """Return the address of the same comparison at another path."""
        return with_query(
            path,
            [
                ("dokument", self.document),
                ("initiativ", self.initiative),
                ("text", self.text),
                ("minst", "" if self.smallest is None else str(self.smallest)),
                ("hogst", "" if self.largest is None else str(self.largest)),
                *(("typ", kind) for kind in self.kinds),
                ("nationella", "ja" if self.national else ""),
                *({"antal": "" if self.count == FEW else str(self.count)} | more).items(),
            ],
        )


# What was asked for, and what is wrong with it in Swedish.
Read = tuple[Compared, str | None]


def _read(
    dokument: str = "",
    initiativ: str = "",
    text: str = "",
    minst: str = "",
    hogst: str = "",
    typ: Annotated[list[str], Query()] = [],  # noqa: B006
    nationella: Literal["", "ja"] = "",
    antal: Annotated[int, Query(ge=1, le=MOST)] = FEW,
) -> Read:
    least, most = _count(minst), _count(hogst)
    problem = None
    if (minst.strip() and least is None) or (hogst.strip() and most is None):
        problem = "Antal invånare skrivs med siffror, till exempel 30000."
    if len(text) > LONGEST_QUESTION:
        problem = f"Beskrivningen är för lång. Den får ha högst {LONGEST_QUESTION} tecken."
    kinds = tuple(kind for kind in dict.fromkeys(typ) if kind in KINDS)
    asked = Compared(dokument.strip(), initiativ.strip(), text.strip(), least, most, kinds, nationella == "ja", antal)
    return asked, problem


_read_of = Depends(_read)


@router.get("/jamfor")
def compare(library: InLibrary, read: Annotated[Read, _read_of], sok: str = "") -> HTMLResponse:
    """The form, and below it the comparison that it asks for."""
    asked, problem = read
    with library.searcher() as searcher:
        found = None
        if not problem and not asked.is_empty:
            found, problem = _compared(searcher, asked)
        context = {
            "asked": asked,
            "problem": problem,
            "found": found,
            "pages": _pages(searcher, sok),
            "sok": sok,
            "kinds": KINDS,
            "facts": municipality_facts(),
            "aspects": ASPECT_NAMES,
            "most": MOST,
        }
    return page("compare.html", context, 422 if problem else 200)


@router.get("/jamfor/hamta")
def export(library: InLibrary, read: Annotated[Read, _read_of], format: Literal["csv", "json"] = "csv") -> Response:
    """The same comparison as a file."""
    asked, problem = read
    if problem or asked.is_empty:
        raise UsageError(problem or "nothing to compare with is named")
    with library.searcher() as searcher:
        found, problem = _compared(searcher, asked)
    if found is None:
        raise NothingFound(problem or "nothing was found")
    if format == "json":
        return JSONResponse(asdict(found), headers={"Content-Disposition": 'attachment; filename="jamforelse.json"'})
    return download(as_csv(found), "text/csv", "jamforelse.csv")


def as_csv(found: Comparables) -> str:
    """Return a row for each aspect of each comparable: what is shared, what differs, and the sentences."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            "plats",
            "kommun",
            "titel",
            "adress",
            "datum",
            "aspekt",
            "gemensamt",
            "bara här",
            "bara där",
            "belägg här",
            "belägg där",
        ]
    )
    for one in found.comparables:
        place = one.municipality["name"] if one.municipality else "nationell"
        head = [str(one.rank), place, one.title, one.url or one.doc_id, one.published or one.reviewed or ""]
        for side in one.aspects:
            told = ["; ".join(values) for values in (side.shared, side.differs.query, side.differs.comparable)]
            quoted = [
                " … ".join(" ".join(each.text.split()) for each in cited) for cited in (side.query, side.comparable)
            ]
            rows.writerow(map(guarded_cell, [*head, ASPECT_NAMES[side.aspect], *told, *quoted]))
    return out.getvalue()


def _count(given: str) -> int | None:
    digits = "".join(given.split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def _compared(searcher: Searcher, asked: Compared) -> tuple[Comparables | None, str | None]:
    filters = ComparableFilters(asked.smallest, asked.largest, frozenset(asked.kinds), asked.national)
    try:
        if asked.text:
            return comparable_to_text(searcher, asked.text, asked.count, filters), None
        reference = asked.initiative or find_document(searcher.generation.store, asked.document) or asked.document
        return comparable_to(searcher, reference, asked.count, filters), None
    except NothingFound:
        return None, "Sidan eller initiativet finns inte i kunskapsbanken."
    except UsageError:
        return None, "Beskrivningen går inte att jämföra. Skriv några meningar om vad ni gör och för vem."


def _pages(searcher: Searcher, wanted: str) -> list[dict[str, Any]]:
    """Return pages to choose from: those that best answer what was searched for, each once."""
    if not wanted.strip():
        return []
    try:
        hits = searcher.answer(searcher.find(wanted), 20).hits
    except UsageError:
        return []
    return [{"hit": hit} for hit in {hit.doc_id: hit for hit in reversed(hits)}.values()][::-1][:FOUND]
