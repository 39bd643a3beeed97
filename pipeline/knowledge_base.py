"""The door for Python: a knowledge base that is asked from scripts and notebooks.

    from pipeline import KnowledgeBase

    with KnowledgeBase.open("~/min-kunskapsbank") as kb:
        answer = kb.ask("Hur får den som vill lämna ett gäng stöd?")

Reads the published generation, and moves to a new one between two questions; any number of threads may ask. What a user
did wrong, and a missing or damaged store, are errors of the tree in `errors.py`, as on the command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Self

from pipeline.changes import changed_pages, described
from pipeline.cite.citation import Citation, Permalink, cite_answer, cite_document
from pipeline.cite.forms import Form, checked_form, written
from pipeline.config import load_settings
from pipeline.errors import NothingFound, UsageError
from pipeline.home import Home, open_home
from pipeline.index.published import current_name
from pipeline.listings import published_listing
from pipeline.notebook import Answered, CitedDocument, Listing
from pipeline.overview import find_document
from pipeline.records import ChangeKind
from pipeline.search.ask import Searcher, open_searcher
from pipeline.search.comparable import ComparableFilters, comparable_to
from pipeline.search.filters import Filters
from pipeline.search.live import LiveSearcher
from pipeline.search.options import Mode


class KnowledgeBase:
    """An opened knowledge base; made by `open`, closed by `close` or at the end of a `with`.

    `permalink` gives the address that citations name beside that of the source, where a server has one.
    """

    def __init__(self, home: Home, permalink: Permalink | None = None) -> None:
        settings = load_settings(home.settings)

        def opened(name: str | None) -> Searcher:
            return open_searcher(home, settings.embed, settings.search, name)

        self.home = home
        self._permalink = permalink
        self._live: LiveSearcher | None = LiveSearcher(lambda: current_name(home.indexes), opened)

    @classmethod
    def open(cls, home: str | Path, permalink: Permalink | None = None) -> Self:
        """Open the knowledge base in the folder `home` ("~" is one's own).

        UsageError for a folder that is not there or wrong settings, StoreError where nothing is published.
        """
        return cls(open_home(Path(home).expanduser()), permalink)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it, as soon as nobody asks it any more; more than once is no error."""
        if self._live is not None:
            self._live.close()
            self._live = None

    @property
    def generation(self) -> str:
        """Return the name of the generation that answers now."""
        with self._searcher() as searcher:
            return searcher.generation.manifest.name

    def ask(
        self,
        question: str,
        k: int = 5,
        *,
        municipality: str | None = None,
        focus_area: str | None = None,
        person: str | None = None,
        source: str | None = None,
        county: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        strict: bool = False,
        mode: Mode = "hybrid",
    ) -> Answered:
        """Return the best `k` passages, best first, as `kb ask` does; no hits is an answer too.

        UsageError for a question, k or day that cannot be asked with, NothingFound for a filter that fits no page.
        """
        filters = Filters(municipality, focus_area, person, source, county, language, since, until)
        with self._searcher() as searcher:
            answer = searcher.ask(question, k, filters, mode, strict=strict)
            return Answered(answer, tuple(cite_answer(searcher.generation.store, answer, self._permalink)))

    def document(self, reference: str) -> CitedDocument:
        """Return the document with that id or address; NothingFound if there is none."""
        with self._searcher() as searcher:
            store, name = searcher.generation.store, searcher.generation.manifest.name
            doc_id = find_document(store, reference)
            if doc_id is None:
                raise NothingFound(f"there is no document '{reference}': see 'kb list documents'")
            stored = store.document(doc_id)
            return CitedDocument(stored, cite_document(stored, name, self._permalink))

    def similar(self, reference: str, k: int = 5, filters: ComparableFilters | None = None) -> Listing:
        """Return the `k` most comparable pages of other municipalities, as `kb similar --json` has them, best first.

        `reference` is a document's id or address, or an initiative's id. NothingFound for one that there is not.
        """
        with self._searcher() as searcher:
            known = find_document(searcher.generation.store, reference) or reference
            found = comparable_to(searcher, known, k, filters)
            return Listing(tuple(asdict(one) for one in found.comparables), frozenset({"aspects"}))

    def documents(self) -> Listing:
        """Return all documents, in the shape of `kb list documents --json`."""
        return self._listing("documents")

    def people(self) -> Listing:
        """Return the people in public roles, in the shape of `kb list people --json`."""
        return self._listing("people")

    def municipalities(self) -> Listing:
        """Return the municipalities that documents have to do with, in the shape of `kb list municipalities --json`."""
        return self._listing("municipalities")

    def changes(
        self,
        since: str,
        until: str | None = None,
        *,
        kind: ChangeKind | None = None,
        municipality: str | None = None,
        focus_area: str | None = None,
        source: str | None = None,
    ) -> Listing:
        """Return the pages that are new, changed or gone, the newest first, as `kb changes --json` has them.

        UsageError for days and times that are none, NothingFound for a filter that fits no page.
        """
        filters = Filters(municipality, focus_area, source=source)
        with self._searcher() as searcher:
            store = searcher.generation.store
            found = changed_pages(store, since, until, filters, kind)
            return Listing(tuple(described(change, store) for change in found))

    def cite(
        self, what: str | Answered | CitedDocument | Citation | Sequence[Citation], form: Form = "reference"
    ) -> str:
        """Return citations of an answer, a document, or one named by its id or address, in one of the forms.

        UsageError for a form that there is not, NothingFound for a document that there is not.
        """
        checked = checked_form(form)
        return written(self._citations(what), checked)

    def _citations(self, what: str | Answered | CitedDocument | Citation | Sequence[Citation]) -> Sequence[Citation]:
        if isinstance(what, str):
            return [self.document(what).citation]
        if isinstance(what, Answered):
            return what.citations
        if isinstance(what, CitedDocument):
            return [what.citation]
        return [what] if isinstance(what, Citation) else what

    def _listing(self, kind: str) -> Listing:
        with self._searcher() as searcher:
            return Listing(tuple(published_listing(searcher.generation.store, kind)))

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        if self._live is None:
            raise UsageError("this knowledge base is closed: open it again")
        with self._live.searcher() as searcher:
            yield searcher
