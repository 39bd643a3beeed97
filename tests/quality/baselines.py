"""What retrieval is measured beside: plain and Swedish BM25, rank fusion, and our ranking with one part left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import tantivy

from pipeline.index.generation import Generation
from pipeline.search.ask import Searcher
from pipeline.search.options import Mode, SearchOptions
from pipeline.swedish.terms import stems
from pipeline.swedish.thesaurus import Thesaurus
from pipeline.swedish.words import words

RRF_K = 60
DEEPEST = 1000
Terms = Callable[[str], list[str]]


@dataclass(frozen=True)
class BM25:
    """BM25 over one field of title and text, as any engine has it; `terms` says what a word is."""

    generation: Generation
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    terms: Terms

    def rank_documents(self, question: str, k: int, mode: Mode = "lexical") -> dict[str, float]:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "text", term, index_option="freq"))
            for term in dict.fromkeys(self.terms(question))
        ]
        hits = self.searcher.search(tantivy.Query.boolean_query(clauses), DEEPEST, count=False).hits if clauses else []
        best: dict[str, float] = {}
        for score, address in hits:
            best.setdefault(self.searcher.doc(address)["doc_id"][0], score)
        return dict(list(best.items())[:k])


def bm25(generation: Generation, terms: Terms, folder: Path) -> BM25:
    """Index the generation's passages anew with these terms."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("doc_id", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(num_threads=1)
    titles = dict(generation.store.query("SELECT doc_id, title FROM documents"))
    for row in range(len(generation.dense)):
        passage = generation.store.passage(row)
        text = f"{titles[passage.doc_id]}\n{passage.heading or ''}\n{passage.text}"
        writer.add_document(tantivy.Document(text=" ".join(terms(text)), doc_id=passage.doc_id))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return BM25(generation, index.searcher(), schema, terms)


@dataclass(frozen=True)
class RankFusion:
    """Reciprocal rank fusion (Cormack et al. 2009) of our own two legs."""

    searcher: Searcher

    @property
    def generation(self) -> Generation:
        return self.searcher.generation

    def rank_documents(self, question: str, k: int, mode: Mode = "hybrid") -> dict[str, float]:
        scores: dict[str, float] = {}
        for leg in ("lexical", "dense"):
            for rank, doc_id in enumerate(self.searcher.rank_documents(question, k, leg), start=1):
                scores[doc_id] = scores.get(doc_id, 0.0) + 1 / (RRF_K + rank)
        return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:k])


def rankers(searcher: Searcher, work: Path) -> Iterator[tuple[str, object, Mode]]:
    """Yield (name, what ranks, mode) for every line of the table, the product's own hybrid ranking last."""
    options = SearchOptions()
    bare = replace(searcher, tools=replace(searcher.tools, thesaurus=Thesaurus(())))
    yield "plain BM25", bm25(searcher.generation, words, work / "plain"), "lexical"
    yield "Swedish BM25", bm25(searcher.generation, stems, work / "swedish"), "lexical"
    yield "lexical, no thesaurus", bare, "lexical"
    yield "lexical", searcher, "lexical"
    yield "dense", searcher, "dense"
    yield "RRF of both", RankFusion(searcher), "hybrid"
    yield "hybrid, no thesaurus", bare, "hybrid"
    two = replace(options, lexical_weight=0.6, dense_weight=0.4, match_weight=0.0)
    yield "hybrid, no match", replace(searcher, options=two), "hybrid"
    yield "hybrid, match alone", replace(searcher, options=replace(options, lexical_weight=0, dense_weight=0)), "hybrid"
    yield "hybrid", searcher, "hybrid"
