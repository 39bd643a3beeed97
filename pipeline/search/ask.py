"""The read path's one door: open a generation, ask it questions."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

import numpy as np

from pipeline.embed.encoder import load_query_encoder, load_reranker, model_fingerprint
from pipeline.embed.options import BUNDLED, EmbedOptions
from pipeline.errors import StoreError, UsageError
from pipeline.home import Home
from pipeline.index.generation import Generation, open_generation
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Answer, Hit, Passage
from pipeline.search.filters import Filters, allowed_rows
from pipeline.search.highlight import answering_sentences
from pipeline.search.options import Mode, SearchOptions
from pipeline.search.preferences import known_names, preferred, required
from pipeline.search.question import Known
from pipeline.search.reading import Read, read_question
from pipeline.search.recency import newest_first
from pipeline.search.rerank import reranked
from pipeline.search.retrieve import Ranking, Rows, Scores, Tools, retrieve
from pipeline.search.siblings import with_siblings
from pipeline.search.windows import WindowLengths
from pipeline.swedish.thesaurus import Thesaurus, bundled_concepts, parse_thesaurus
from pipeline.swedish.words import words

T = TypeVar("T")
LONGEST_QUESTION = 2000
# The best passage's score below which an answer is doubtful. Of the questions of the sample and of SQuAD-sv dev, each
# on its own corpus, 5 % fall below; of each other's and of SweFAQ dev's, which nothing there answers, 78 %. Tried: .52
# to .68, and how well the words are met, alone and beside it, which tells no better.
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """What a question finds: rows of passages with their falling scores, no page more often than is allowed.

    `is_sure` says whether the best passage is as good as those that answer usually are; only the usual ranking tells.
    """

    question: str
    read: Read
    filters: Filters
    rows: Rows
    scores: Scores
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Searcher:
    """One generation with the tools that read questions to it; keeps both for as long as it lives."""

    generation: Generation
    tools: Tools
    options: SearchOptions
    known: Known
    lengths: WindowLengths = field(default_factory=dict)
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def once(self, make: Callable[..., T], *arguments: Hashable) -> T:
        """Return make(store, *arguments), made once for all who ask.

        For what reads whole tables, which takes a second where there are many documents: a generation never changes.
        """
        key = (make, arguments)
        if key not in self.made:
            self.made[key] = make(self.generation.store, *arguments)
        return cast(T, self.made[key])

    def close(self) -> None:
        """Close the generation."""
        self.generation.close()

    def ask(
        self,
        question: str,
        k: int = 5,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        *,
        strict: bool = False,
        today: date | None = None,
    ) -> Answer:
        """Return the best `k` passages, best first; no hits is an answer too.

        What the question names (places, people, focus areas, a period counted from `today`) is preferred, or with
        `strict` required. UsageError for an empty or overlong question and for k below 1.
        """
        started = time.perf_counter()
        checked_question(question, k)
        found = self.find(question, filters, mode, strict=strict, today=today)
        return self.answer(found, k, since=started)

    def find(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        *,
        strict: bool = False,
        today: date | None = None,
        ignored: frozenset[str] = frozenset(),
    ) -> Found:
        """Return all that the question finds, best first; raises as `ask` does.

        `ignored` are keys of `Understood.without`, and "corrections": what the question is not to be read as.
        """
        question = checked_question(question)
        filters = filters or Filters()
        read = self._read(question, today, ignored)
        allowed = allowed_rows(self.generation.store, filters)
        if strict:
            allowed = required(self.generation.store, read.understood, allowed)
        ranking = self._ranked(read, mode, allowed)
        owners = self.generation.store.documents_of(ranking.rows)
        taken: Counter[str] = Counter()
        kept = np.zeros(len(ranking.rows), dtype=bool)
        for place, row in enumerate(ranking.rows.tolist()):
            taken[owners[row]] += 1
            kept[place] = taken[owners[row]] <= self.options.passages_per_document
        rows, scores = ranking.rows[kept], ranking.scores[kept]
        tells = mode == "hybrid" and self.tools.reranker is None
        return Found(question, read, filters, rows, scores, bool(len(scores)) and (not tells or scores[0] >= SURE))

    def answer(
        self, found: Found, k: int, first: int = 0, *, newest: bool = False, since: float | None = None
    ) -> Answer:
        """Return the hits from place `first` on, at most `k`; with `newest` those of the newest pages first.

        Undated pages then come last. `since` is when the question came (`time.perf_counter()`).
        """
        started = time.perf_counter() if since is None else since
        store = self.generation.store
        order = np.arange(len(found.rows))
        if newest:
            dates = store.dates_of(found.rows)
            order = np.array(sorted(order, key=lambda i: dates.get(int(found.rows[i]), ""), reverse=True), np.int64)
        hits = tuple(
            self._hit(found.read.text, store.passage(int(found.rows[i])), float(found.scores[i]), rank)
            for rank, i in enumerate(order[first : first + k].tolist(), first + 1)
        )
        took = round((time.perf_counter() - started) * 1000, 1)
        name = self.generation.manifest.name
        return Answer(found.question, name, took, found.filters.given(), hits, found.read.given(self.known))

    def rank_documents(self, question: str, k: int, mode: Mode = "hybrid") -> dict[str, float]:
        """Return up to `k` document ids with the score of each one's best passage, best first."""
        ranking = self._ranked(self._read(checked_question(question, k), None, frozenset()), mode, None)
        owners = self.generation.store.documents_of(ranking.rows)
        best: dict[str, float] = {}
        for row, score in zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True):
            best.setdefault(owners[row], score)
            if len(best) == k:
                break
        return best

    def _read(self, question: str, today: date | None, ignored: frozenset[str]) -> Read:
        store = self.generation.store
        return read_question(question, store, self.tools, self.known, today or date.today(), ignored)

    def _ranked(self, read: Read, mode: Mode, allowed: Rows | None) -> Ranking:
        ranking = retrieve(self.generation, self.tools, read.text, self.options, mode, allowed, self.lengths)
        if mode != "hybrid":
            return ranking
        store = self.generation.store
        rows, scores = preferred(store, read.understood, ranking.rows, ranking.scores)
        rows, scores = with_siblings(rows, scores, store.documents_of(rows))
        rows, scores = newest_first(rows, scores, store.dates_of(rows))
        if self.tools.reranker is not None:
            texts = [store.passage(row).text for row in rows[: self.options.reranked].tolist()]
            rows, scores = reranked(self.tools.reranker, read.text, rows, scores, texts)
        return Ranking(rows, scores)

    def _hit(self, question: str, passage: Passage, score: float, rank: int) -> Hit:
        store = self.generation.store
        document = store.document(passage.doc_id)
        mentions = store.mentions(passage.doc_id)
        people = Counter(m.name for m in mentions if m.label == "PERSON")
        return Hit(
            rank,
            round(score, 4),
            document.doc_id,
            document.url,
            document.title,
            passage.text,
            passage.start,
            passage.end,
            passage.heading,
            answering_sentences(question, passage.text, self.tools.encoder),
            tuple({"code": each.code, "name": each.name} for each in store.municipality_links(passage.doc_id)),
            tuple(area["id"] for area in store.focus_areas(passage.doc_id)),
            tuple(name for name, _ in people.most_common()),
            document.published,
            document.reviewed,
            document.fetched_at,
            tuple(url for _, url in store.duplicates(passage.doc_id) if url),
            passage.page,
        )


def open_searcher(home: Home, embed: EmbedOptions, options: SearchOptions, name: str | None = None) -> Searcher:
    """Open the generation in use (or `name`) with the encoder its vectors were made with.

    StoreError if the settings name another model than the generation has: vectors of two models are never compared.
    """
    generation = open_generation(home.indexes, name)
    model = model_fingerprint(embed)
    if generation.manifest.model != model:
        generation.close()
        raise StoreError(
            f"{generation.manifest.name} was embedded with {generation.manifest.model}, kb.toml now means {model}:"
            " run 'kb reindex --no-crawl'"
        )
    return Searcher(generation, load_tools(home, embed, options), options, known_names(generation.store))


def load_tools(home: Home, embed: EmbedOptions, options: SearchOptions) -> Tools:
    """Return what reads questions; UsageError if the home's own thesaurus cannot be read."""
    concepts = list(bundled_concepts())
    if home.thesaurus.exists():
        try:
            concepts += parse_thesaurus(home.thesaurus.read_text(encoding="utf-8-sig"), str(home.thesaurus))
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot use the thesaurus: {error}") from error
    reranker = load_reranker(options.reranker) if options.reranker else None
    averaged = embed.model == BUNDLED
    return Tools(load_query_encoder(embed), load_static(EMBEDDER), Thesaurus(concepts), reranker, averaged)


def checked_question(question: str, k: int = 1) -> str:
    """Return `question` in one line; UsageError if it or `k` cannot be asked with."""
    question = " ".join(question.split())
    # A byte of an argument that is not UTF-8 arrives as half a surrogate pair, which no library takes.
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise UsageError("the question holds bytes that are not UTF-8")
    if not question:
        raise UsageError("the question is empty")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"the question has {len(question)} characters; {LONGEST_QUESTION} is the most")
    if not words(question):
        raise UsageError(f"there is no word to search for in '{question[:40]}'")
    if k < 1:
        raise UsageError(f"-k must be at least 1, not {k}")
    return question
