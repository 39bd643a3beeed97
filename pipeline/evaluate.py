"""Measure retrieval: questions and TREC qrels → nDCG@10, recall@10, recall@100, MRR@10, by ir-measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.durable import write_durably
from pipeline.errors import UsageError
from pipeline.index.store import Store
from pipeline.progress import Progress, silent
from pipeline.search.ask import Searcher
from pipeline.search.options import Mode

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of a TREC qrels file; `document` is an id, an address, or the id a record was given."""

    query_id: str
    document: str
    relevance: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by their usual names, averaged over the judged questions, and the run they came from.

    `missing` are judged documents that the knowledge base does not have: each counts as not found.
    """

    mode: Mode
    queries: int
    measures: dict[str, float]
    run: dict[str, dict[str, float]]
    missing: tuple[str, ...] = ()


def read_queries(path: Path) -> dict[str, str]:
    """Return question by id from a file of qid, tab, question; UsageError names the line that is wrong."""
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        query_id, tab, question = line.partition("\t")
        if not tab or not query_id.strip() or not question.strip():
            raise UsageError(f"{path} line {number}: expected an id, a tab and a question, not '{line[:60]}'")
        if query_id.strip() in queries:
            raise UsageError(f"{path} line {number}: there is a question '{query_id.strip()}' already")
        queries[query_id.strip()] = question.strip()
    return queries


def read_qrels(path: Path) -> list[Judgement]:
    """Return the judgements of a TREC qrels file (qid 0 document relevance); UsageError names the wrong line."""
    judgements = []
    for number, line in _lines(path):
        try:
            query_id, _, document, relevance = line.split()
            judgements.append(Judgement(query_id, document, max(-1000, min(int(relevance), 1000))))
        except ValueError:
            raise UsageError(f"{path} line {number}: expected 'qid 0 document relevance', not '{line[:60]}'") from None
    return judgements


def evaluate(
    searcher: Searcher,
    queries: dict[str, str],
    judgements: list[Judgement],
    mode: Mode = "hybrid",
    progress: Progress = silent,
) -> Evaluation:
    """Ask every question that has a relevant document and measure the ranking of documents.

    A document counts where its best passage stands. UsageError if not one judged document is in the generation.
    """
    import ir_measures
    from ir_measures import RR, R, nDCG

    names = _resolve(searcher.generation.store, judgements)
    missing = tuple(sorted({j.document for j in judgements} - names.keys()))
    asked = {j.query_id for j in judgements if j.relevance > 0} & queries.keys()
    if not asked:
        raise UsageError("no question has a relevant document: do the ids of questions and qrels belong together?")
    by_id = {doc_id: name for name, doc_id in names.items()}
    run = {}
    for query_id in progress(sorted(asked), "Asking", len(asked)):
        try:
            ranked = searcher.rank_documents(queries[query_id], DEPTH, mode)
        except UsageError:
            # A question that cannot be asked finds nothing, and the others are measured.
            ranked = {}
        run[query_id] = {by_id.get(doc_id, doc_id): score for doc_id, score in ranked.items()}
    # Judged duplicates are one document, as relevant as the most relevant of them.
    judged: dict[tuple[str, str], int] = {}
    for j in (j for j in judgements if j.query_id in asked):
        key = j.query_id, by_id[names[j.document]] if j.document in names else j.document
        judged[key] = max(j.relevance, judged.get(key, j.relevance))
    qrels = [ir_measures.Qrel(query_id, name, relevance) for (query_id, name), relevance in judged.items()]
    # Ranks, not scores: on equal scores each measure's provider would choose an order of its own.
    ranks = {query_id: {name: 1 / rank for rank, name in enumerate(ranked, 1)} for query_id, ranked in run.items()}
    found = ir_measures.calc_aggregate([nDCG @ 10, R @ 10, R @ 100, RR @ 10], qrels, ranks)
    labels = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "recall@100": R @ 100, "MRR@10": RR @ 10}
    return Evaluation(mode, len(asked), {label: round(found[m], 4) for label, m in labels.items()}, run, missing)


def write_run(path: Path, evaluation: Evaluation) -> None:
    """Write the ranking as a TREC run file (qid Q0 document rank score tag)."""
    lines = [
        f"{query_id} Q0 {document} {rank} {score:.6f} kb-{evaluation.mode}"
        for query_id, ranked in evaluation.run.items()
        for rank, (document, score) in enumerate(ranked.items(), start=1)
    ]
    try:
        write_durably(path, "\n".join(lines) + "\n")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _resolve(store: Store, judgements: list[Judgement]) -> dict[str, str]:
    names: dict[str, str] = {}
    for judgement in judgements:
        if judgement.document not in names and (doc_id := store.find_document(judgement.document)):
            names[judgement.document] = store.shown(doc_id)
    if judgements and not names:
        raise UsageError(f"the qrels judge '{judgements[0].document}', and none of it is in the knowledge base")
    return names


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line
