"""Retrieval quality beside its floors: `python -m tests.quality.measure`.

Sets: the sample's own questions and fresh ones to the same pages always; SQuAD-sv dev, SweFAQ dev and the held-aside
written questions where the team's shared folder is. A floor belongs to the questions it was measured on, which is why
their hash stands beside it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Settings
from pipeline.evaluate import Evaluation, Judgement, evaluate, read_qrels, read_queries
from pipeline.home import Home, create_home
from pipeline.ingest import ingest
from pipeline.reindex import reindex
from pipeline.search.ask import Searcher, open_searcher
from pipeline.search.options import MODES
from pipeline.training.pairs import records
from pipeline.training.passage_sample import sample as sampled_passages
from pipeline.training.written import passage_of, read_questions
from tests.quality.baselines import rankers

REPO = Path(__file__).parent.parent.parent
MOST_QUESTIONS = 1100
FLOORS = Path(__file__).parent / "floors.toml"


@dataclass(frozen=True)
class QuestionSet:
    """Pages to index, and the questions and judgements to ask of them, as files."""

    name: str
    pages: Path
    queries: Path
    qrels: Path

    @property
    def sha256(self) -> str:
        """Hash of questions and judgements together."""
        return hashlib.sha256(self.queries.read_bytes() + self.qrels.read_bytes()).hexdigest()[:16]


def sample() -> QuestionSet:
    corpus = REPO / "corpus"
    return QuestionSet("sample", corpus / "sample", corpus / "sample_questions.tsv", corpus / "sample_qrels.txt")


def fresh() -> QuestionSet:
    """Questions to the sample by a writer who knew its pages alone, made after everything that they measure."""
    folder = Path(__file__).parent
    return QuestionSet(
        "sample_fresh", REPO / "corpus" / "sample", folder / "fresh_questions.tsv", folder / "fresh_qrels.txt"
    )


def squad(shared: Path, work: Path) -> QuestionSet:
    """SQuAD-sv dev: the answerable questions, each judged for the passage it was written on."""
    folder = shared / "data" / "eval"
    with gzip.open(folder / "squad_sv_dev_questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        asked = [question for question in map(json.loads, lines) if not question["impossible"]]
    rows = [(q["qid"], " ".join(q["question"].split()), q["pid"]) for q in asked]
    return _written("squad_sv_dev", folder / "squad_sv_dev_passages.jsonl.gz", rows, work)


def swefaq(shared: Path, work: Path) -> QuestionSet:
    """SweFAQ dev: questions to Swedish authorities, each judged for its answer."""
    folder = shared / "data" / "eval"
    with (folder / "swefaq_dev_queries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [(r["qid"], r["question"], r["gold_answer_id"]) for r in csv.DictReader(lines, delimiter="\t")]
    return _written("swefaq_dev", folder / "swefaq_dev_answers.jsonl", rows, work)


def held_aside(shared: Path, work: Path) -> QuestionSet:
    """The written questions that nothing was trained on, among all the passages that questions were written for."""
    passages = sampled_passages(shared / "data" / "corpora")
    keys = {(p.corpus, p.record_id): f"p{number}" for number, p in enumerate(passages)}
    lines = [{"id": keys[p.corpus, p.record_id], "title": p.title, "text": p.text} for p in passages]
    pages = _pages(work / "held_aside_passages.jsonl", lines)
    asked = read_questions("held_aside")
    rows = [(f"h{number}", q.question, keys[q.corpus, q.record_id]) for number, q in enumerate(asked)]
    return _written("held_aside", pages, rows, work)


def tuning(shared: Path, work: Path) -> QuestionSet:
    """The questions that weights are learned on, among the passages that they and the training questions are about."""
    asked = read_questions("tuning")
    about = [*asked, *read_questions("train")]
    titles, texts = {}, {}
    for corpus in sorted({question.corpus for question in about}):
        wanted = {question.record_id: question for question in about if question.corpus == corpus}
        for record in records(shared / "data" / "corpora" / f"{corpus}.jsonl.gz"):
            if question := wanted.get(record["id"]):
                titles[corpus, record["id"]] = record["title"]
                texts[corpus, record["id"]] = passage_of(question, record)
    keys = {key: f"t{number}" for number, key in enumerate(sorted(texts))}
    lines = [{"id": keys[key], "title": titles[key], "text": texts[key]} for key in keys]
    pages = _pages(work / "tuning_passages.jsonl", lines)
    rows = [(f"u{number}", q.question, keys[q.corpus, q.record_id]) for number, q in enumerate(asked)]
    return _written("tuning", pages, rows, work)


def build(questions: QuestionSet, work: Path) -> Searcher:
    """Build a knowledge base of the set's pages with default settings and open it."""
    home: Home = create_home(work / questions.name)
    ingest(home, [questions.pages])
    settings = Settings()
    reindex(home, settings)
    return open_searcher(home, settings.embed, settings.search)


def measure(questions: QuestionSet, work: Path) -> Iterator[Evaluation]:
    """Build a knowledge base of the set and evaluate it in every mode, a large set by every fifth question."""
    searcher = build(questions, work)
    asked, judged = some(questions, MOST_QUESTIONS)
    for mode in MODES:
        yield evaluate(searcher, asked, judged, mode)


def table(questions: QuestionSet, work: Path) -> Iterator[tuple[str, Evaluation]]:
    """Yield the name and the figures of every baseline and ablation, the product's hybrid ranking last.

    A large set is asked every fifth question.
    """
    searcher = build(questions, work)
    asked, judged = some(questions, MOST_QUESTIONS)
    folder = work / f"{questions.name}_baselines"
    folder.mkdir()
    for name, ranker, mode in rankers(searcher, folder):
        yield name, evaluate(ranker, asked, judged, mode)  # type: ignore[arg-type]


def some(questions: QuestionSet, most: int) -> tuple[dict[str, str], list[Judgement]]:
    """Return every n-th question, so that there are `most` at most, with the judgements of those."""
    asked, judged = read_queries(questions.queries), read_qrels(questions.qrels)
    chosen = dict(list(asked.items())[:: -(-len(asked) // most)])
    return chosen, [judgement for judgement in judged if judgement.query_id in chosen]


def floor(questions: QuestionSet) -> dict[str, float]:
    """Return the floors of a set, by measure, for hybrid retrieval; ValueError if the questions have changed."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[questions.name]
    if floors.pop("questions_sha256") != questions.sha256:
        raise ValueError(f"the questions of {questions.name} have changed ({questions.sha256}): measure new floors")
    return {measure: float(value) for measure, value in floors.items()}


def _pages(path: Path, lines: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def _written(name: str, pages: Path, rows: list[tuple[str, str, str]], work: Path) -> QuestionSet:
    queries, qrels = work / f"{name}.tsv", work / f"{name}.qrels"
    queries.write_text("".join(f"{qid}\t{question}\n" for qid, question, _ in rows), encoding="utf-8")
    qrels.write_text("".join(f"{qid} 0 {document} 1\n" for qid, _, document in rows), encoding="utf-8")
    return QuestionSet(name, pages, queries, qrels)


def main() -> None:
    """Print a table of all sets and rankings, and the floors of hybrid retrieval."""
    shared = REPO.parent / "shared"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sets = [sample(), fresh()]
        if shared.is_dir():
            sets += [squad(shared, work), swefaq(shared, work), held_aside(shared, work)]
        print(f"{'set':14}{'ranking':24}{'queries':>8}{'nDCG@10':>9}{'R@10':>8}{'R@100':>8}{'MRR@10':>8}   floors")
        for questions in sets:
            for name, found in table(questions, work):
                figures = "".join(f"{value:8.4f}" for value in found.measures.values())
                floors = floor(questions) if name == "hybrid" else ""
                print(f"{questions.name:14}{name:24}{found.queries:8} {figures}   {floors}", flush=True)


if __name__ == "__main__":
    main()
