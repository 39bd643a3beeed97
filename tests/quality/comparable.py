"""Comparable work beside plain nearest-document and best-passage search: `python -m tests.quality.comparable`.

The queries of base "sample" are asked of corpus/sample; those of "shared" of the sample together with the seeds and
what of two of the team's corpora speaks of crime prevention, national pages included. Weights were tuned on the "dev"
half. Every system is asked under the same rules: no page of the query's own municipality or site, one a municipality.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.search.ask import Searcher
from pipeline.search.comparable import WEIGHTS, ComparableFilters, eligible_documents, one_each, ranked_documents
from pipeline.search.likeness import Weights
from pipeline.search.origins import Origin, origins
from pipeline.search.profile import Subject, described_subject, document_subject, initiative_subject, page_profiles
from tests.quality.measure import REPO, QuestionSet, build, floor

HERE = Path(__file__).parent
QUERIES, QRELS = HERE / "comparable_queries.tsv", HERE / "comparable_qrels.txt"
SPLITS = ("dev", "test")
KINDS = ("document", "initiative", "text")
_SUBJECT = re.compile(
    r"brottsförebygg|gängkrimin|trygghetsskap|avhoppar|våldsbejakande|ungdomsbrott|otillåten påverkan|välfärdsbrott"
    r"|nyrekrytering|våld i nära",
    re.IGNORECASE,
)
# A government page that names the subject once is about something else.
_NAMED = {"almedalen_2009_2014": 1, "g0vse_regeringen": 4}
_LONG = 800

System = Callable[[Subject, Mapping[str, Origin]], list[str]]


@dataclass(frozen=True)
class Query:
    """One judged query: a page's address, an initiative's id or a text, and the grades of pages by address or id."""

    query_id: str
    split: str
    base: str
    kind: str
    asked: str
    grades: dict[str, int]


def queries(base: str) -> list[Query]:
    """Return the judged queries of a base."""
    grades: dict[str, dict[str, int]] = {}
    for line in QRELS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            query_id, _, page, grade = line.split("\t")[0].split()
            grades.setdefault(query_id, {})[page] = int(grade)
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Query(*row, grades.get(row[0], {})) for row in rows if row[2] == base]


def question_set(base: str, pages: Path) -> QuestionSet:
    """Return the set as floors know it."""
    return QuestionSet(f"comparable_{base}", pages, QUERIES, QRELS)


def shared_pages(shared: Path, work: Path) -> Path:
    """Write the sample, the seeds and what the corpora say of crime prevention into one folder, and return it."""
    folder = work / "comparable_pages"
    folder.mkdir()
    shutil.copytree(REPO / "corpus" / "sample", folder / "sample")
    lines = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines.append({"id": f"seed-{path.name[:3]}", "title": text.splitlines()[0], "text": text})
    for corpus, least in _NAMED.items():
        with gzip.open(shared / "data" / "corpora" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as rows:
            lines += [_page(record) for record in map(json.loads, rows) if _speaks(record, least)]
    (folder / "shared.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    return folder


def _speaks(record: dict[str, str], least: int) -> bool:
    named = len(_SUBJECT.findall(f"{record['title']}\n{record['body']}"))
    return named >= least and ("url" not in record or len(record["body"]) > _LONG)


def _page(record: dict[str, str]) -> dict[str, str]:
    known = {"url": record["url"]} if "url" in record else {"id": record["id"]}
    return known | {"title": record["title"], "text": record["body"]}


def systems(searcher: Searcher, weights: Weights = WEIGHTS) -> dict[str, System]:
    """Return the rankings to compare, by name, ours last."""
    store = searcher.generation.store
    profiles = page_profiles(searcher.generation, sorted(store.shown_ids()))

    def own(subject: Subject) -> np.ndarray:
        pages = [profiles[doc_id].vectors for doc_id in subject.doc_ids if doc_id in profiles]
        return np.vstack(pages) if pages else searcher.tools.encoder.encode([subject.text])

    def by(score: Callable[[np.ndarray, np.ndarray], float]) -> System:
        def rank(subject: Subject, eligible: Mapping[str, Origin]) -> list[str]:
            scores = {d: score(own(subject), one.vectors) for d, one in profiles.items() if d in eligible}
            return list(one_each(sorted(scores, key=lambda d: (-scores[d], d)), eligible))

        return rank

    def lexical(subject: Subject, eligible: Mapping[str, Origin]) -> list[str]:
        rows, _ = searcher.generation.lexical.search(subject.text[:2000], 1000)
        owners = store.documents_of(rows)
        ranked = dict.fromkeys(owners[row] for row in rows.tolist())
        return list(one_each([d for d in ranked if d in eligible], eligible))

    def ours(subject: Subject, eligible: Mapping[str, Origin]) -> list[str]:
        return [one[0] for one in ranked_documents(searcher, subject, eligible, weights)]

    return {"mean vector": by(_mean), "best passage": by(_best), "lexical": lexical, "comparable": ours}


def subject_of(searcher: Searcher, query: Query, known: dict[str, Origin]) -> Subject:
    store = searcher.generation.store
    if query.kind == "text":
        return described_subject(searcher.tools, query.asked)
    if query.kind == "initiative":
        return initiative_subject(searcher.generation, searcher.tools, query.asked, known)
    found = store.find_document(query.asked)
    assert found, query.asked
    return document_subject(searcher.generation, searcher.tools, found, known)


def runs(searcher: Searcher, asked: list[Query], system: System) -> dict[str, list[str]]:
    """Return the ranking of each query."""
    known = origins(searcher.generation.store)
    ranked = {}
    for query in asked:
        subject = subject_of(searcher, query, known)
        eligible = eligible_of(known, subject, query)
        ranked[query.query_id] = system(subject, eligible)
    return ranked


def eligible_of(known: dict[str, Origin], subject: Subject, query: Query) -> dict[str, Origin]:
    return eligible_documents(known, subject, ComparableFilters(include_national=query.base == "shared"))


def ndcg(searcher: Searcher, asked: list[Query], ranked: dict[str, list[str]]) -> dict[str, float]:
    """Return nDCG@5 of each half; a judged page that may not be shown is not expected."""
    import ir_measures
    from ir_measures import nDCG

    store, known = searcher.generation.store, origins(searcher.generation.store)
    found = {}
    for split in SPLITS:
        qrels, run = [], {}
        for query in (query for query in asked if query.split == split):
            names = {page: store.find_document(page) for page in query.grades}
            assert all(names.values()), (query.query_id, names)
            subject = subject_of(searcher, query, known)
            shown = eligible_of(known, subject, query)
            qrels += [
                ir_measures.Qrel(query.query_id, names[page], grade)
                for page, grade in query.grades.items()
                if names[page] in shown
            ]
            run[query.query_id] = {doc_id: 1 / rank for rank, doc_id in enumerate(ranked[query.query_id], 1)}
        if run:
            found[split] = round(ir_measures.calc_aggregate([nDCG @ 5], qrels, run)[nDCG @ 5], 4)
    return found


def bases(work: Path) -> Iterator[tuple[str, Path]]:
    """Yield the bases that can be built here, with their pages."""
    yield "sample", REPO / "corpus" / "sample"
    shared = REPO.parent / "shared"
    if shared.is_dir() and queries("shared"):
        yield "shared", shared_pages(shared, work)


def main() -> None:
    """Print nDCG@5 of every system on both halves of the queries of each base, and the floors of ours."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        print(f"{'base':10}{'ranking':16}{'dev':>8}{'test':>8}   floors")
        for base, pages in bases(work):
            asked = queries(base)
            searcher = build(question_set(base, pages), work)
            for name, system in systems(searcher).items():
                found = ndcg(searcher, asked, runs(searcher, asked, system))
                floors = floor(question_set(base, pages)) if name == "comparable" else ""
                figures = "".join(f"{found.get(split, float('nan')):8.3f}" for split in SPLITS)
                print(f"{base:10}{name:16}{figures}   {floors}", flush=True)


def _mean(query: np.ndarray, other: np.ndarray) -> float:
    one, two = query.mean(axis=0), other.mean(axis=0)
    return float(one @ two / max(float(np.linalg.norm(one) * np.linalg.norm(two)), 1e-9))


def _best(query: np.ndarray, other: np.ndarray) -> float:
    return float((query @ other.T).max())


if __name__ == "__main__":
    main()
