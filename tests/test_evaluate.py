"""Measures against numbers worked out by hand, on four pages whose cosines to "gäng" are 1, 2/√5, 1/√2 and 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.errors import UsageError
from pipeline.evaluate import Evaluation, Judgement, evaluate, read_qrels, read_queries, write_run
from pipeline.index.generation import open_generation
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import Block, Document, Passage, Tags
from pipeline.search.ask import Searcher
from pipeline.search.options import SearchOptions
from pipeline.search.question import Known
from tests.conftest import FakeEncoder, tools
from tests.index.made import published

FIRST = "https://www.sala.example/ett"
PAGES = (
    ("d1", FIRST, None, "Gäng i Sala."),
    ("d2", None, "mora-7", "Gäng och gäng på en skola i Mora."),
    ("d3", "https://www.vara.example/tre", None, "Gäng vid en skola i Vara."),
    ("d4", None, None, "Polisen i Boden."),
    ("d5", None, None, "Polisen i Boden."),
)

NOBODY = Known((), (), ())


def entry(doc_id: str, url: str | None, given: str | None, text: str) -> StoreEntry:
    document = Document(doc_id, url, "Rubrik", (Block("paragraph", text),))
    stored = stored_document(document, "test", "2024-07-01T00:00:00Z", given, ())
    return StoreEntry(stored, Tags(), (Passage(f"{doc_id}-0", doc_id, 0, 0, len(text), text),))


@pytest.fixture
def searcher(tmp_path: Path, fake_encoder: FakeEncoder) -> Iterator[Searcher]:
    entries = [entry(*page) for page in PAGES]
    texts = [text for *_, text in PAGES]
    vectors = iter([fake_encoder.encode(texts)])
    published(tmp_path, lambda: entries, vectors, passage_tokens(texts), dimensions=4, model="fake", fingerprint="f")
    opened = open_generation(tmp_path)
    yield Searcher(opened, tools(fake_encoder), SearchOptions(), NOBODY)
    opened.close()


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "file.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_questions_are_read_by_id(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeffq1\tVad gör Sala?\r\n\n# en anmärkning\n q2 \tVem säger\tvad? \n")
    assert read_queries(path) == {"q1": "Vad gör Sala?", "q2": "Vem säger\tvad?"}


@pytest.mark.parametrize("line", ["q2 Vad gör Mora?", "\tVad gör Mora?", "q2\t  "])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match=r"file\.txt line 3: expected an id, a tab and a question, not '"):
        read_queries(write(tmp_path, f"# frågor\nq1\tVad gör Sala?\n{line}\n"))


def test_judgements_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, f"\ufeffq1 0 d1 2\r\n# en anmärkning\n\nq1\t0\t{FIRST}\t0\nq2 Q0 mora-7 -1\n")
    assert read_qrels(path) == [Judgement("q1", "d1", 2), Judgement("q1", FIRST, 0), Judgement("q2", "mora-7", -1)]


@pytest.mark.parametrize("line", ["q1 0 d1", "q1 0 d1 1 x", "q1 0 d1 ja", "q1 0 d1 0.5", "q1"])
def test_a_line_that_is_no_judgement_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match=rf"file\.txt line 2: expected 'qid 0 document relevance', not '{line}'"):
        read_qrels(write(tmp_path, f"q1 0 d1 1\n{line}\n"))


@pytest.mark.parametrize("read", [read_queries, read_qrels])
def test_a_file_that_cannot_be_read_is_a_usage_error(tmp_path: Path, read: object) -> None:
    assert callable(read)
    with pytest.raises(UsageError, match=r"cannot read .*none\.tsv: No such file"):
        read(tmp_path / "none.tsv")
    with pytest.raises(UsageError, match=r"cannot read .*file\.txt"):
        read(write(tmp_path, "q1\tVad gör Åre?".encode("cp1252")))


def test_measures_are_those_worked_out_by_hand(searcher: Searcher) -> None:
    # Ranking: d1 (not judged), d2 (judged 2), d3 (judged 1), then d4 and d5.
    judged = [Judgement("q", "d2", 2), Judgement("q", "d3", 1), Judgement("q", "d4", 0)]
    found = evaluate(searcher, {"q": "gäng"}, judged, "dense")
    ndcg = (2 / log2(3) + 1 / log2(4)) / (2 / log2(2) + 1 / log2(3))
    assert found.measures == {"nDCG@10": round(ndcg, 4), "recall@10": 1.0, "recall@100": 1.0, "MRR@10": 0.5}
    assert found.measures["nDCG@10"] == 0.6697
    assert (found.mode, found.queries) == ("dense", 1)
    assert list(found.run["q"])[:3] == ["d1", "d2", "d3"]
    assert list(found.run["q"].values()) == pytest.approx([1, 2 / 5**0.5, 0.5**0.5, 0, 0], abs=1e-3)


def test_a_question_that_finds_nothing_counts_as_zero(searcher: Searcher) -> None:
    judged = [Judgement("q1", "d1", 1), Judgement("q2", "d2", 1)]
    found = evaluate(searcher, {"q1": "Sala", "q2": "xyzzy"}, judged, "lexical")
    assert found.measures == {"nDCG@10": 0.5, "recall@10": 0.5, "recall@100": 0.5, "MRR@10": 0.5}
    assert found.run["q2"] == {}


@pytest.mark.parametrize(("place", "mrr", "ndcg"), [(0, 1.0, 1.0), (1, 0.5, 0.6309)])
def test_equal_scores_are_measured_in_the_order_they_are_shown(
    searcher: Searcher, place: int, mrr: float, ndcg: float
) -> None:
    shown = list(searcher.rank_documents("polis", 5, "dense"))
    assert {*shown[:2]} == {"d4", "d5"}
    found = evaluate(searcher, {"q": "polis"}, [Judgement("q", shown[place], 1)], "dense")
    assert list(found.run["q"]) == shown
    assert (found.measures["MRR@10"], found.measures["nDCG@10"]) == (mrr, ndcg)


def test_only_questions_with_a_relevant_document_are_asked(searcher: Searcher) -> None:
    judged = [Judgement("q1", "d1", 1), Judgement("q2", "d2", 0), Judgement("q3", "d3", 1)]
    found = evaluate(searcher, {"q1": "gäng", "q2": "skola", "q4": "polis"}, judged, "dense")
    assert (found.queries, list(found.run)) == (1, ["q1"])


def test_ids_addresses_and_given_ids_name_documents_and_the_run_keeps_to_them(searcher: Searcher) -> None:
    judged = [Judgement("q", FIRST, 1), Judgement("q", "mora-7", 1), Judgement("q", "d3", 1)]
    found = evaluate(searcher, {"q": "gäng"}, judged, "dense")
    assert found.measures == {"nDCG@10": 1.0, "recall@10": 1.0, "recall@100": 1.0, "MRR@10": 1.0}
    assert list(found.run["q"])[:3] == [FIRST, "mora-7", "d3"]


def test_a_document_judged_by_two_of_its_names_counts_once(searcher: Searcher) -> None:
    judged = [Judgement("q", FIRST, 1), Judgement("q", "d1", 1)]
    assert set(evaluate(searcher, {"q": "gäng"}, judged, "dense").measures.values()) == {1.0}


def test_a_judged_document_that_is_not_there_counts_as_not_found(searcher: Searcher) -> None:
    found = evaluate(searcher, {"q": "gäng"}, [Judgement("q", "d1", 1), Judgement("q", "d9", 1)], "dense")
    assert (found.missing, found.measures["recall@10"], found.measures["MRR@10"]) == (("d9",), 0.5, 1.0)


def test_qrels_of_another_corpus_are_refused(searcher: Searcher) -> None:
    with pytest.raises(UsageError, match="the qrels judge 'd9', and none of it is in the knowledge base"):
        evaluate(searcher, {"q": "gäng"}, [Judgement("q", "d9", 1)])


@pytest.mark.parametrize(("query_id", "relevance"), [("other", 1), ("q", 0)])
def test_nothing_to_measure_is_refused(searcher: Searcher, query_id: str, relevance: int) -> None:
    with pytest.raises(UsageError, match="no question has a relevant document"):
        evaluate(searcher, {"q": "gäng"}, [Judgement(query_id, "d1", relevance)])


def test_the_run_is_written_as_trec_reads_it(tmp_path: Path) -> None:
    found = Evaluation("hybrid", 2, {}, {"q1": {FIRST: 0.75, "d2": 0.5}, "q2": {"d2": 1 / 3}})
    write_run(tmp_path / "out.trec", found)
    assert (tmp_path / "out.trec").read_text(encoding="utf-8") == (
        f"q1 Q0 {FIRST} 1 0.750000 kb-hybrid\nq1 Q0 d2 2 0.500000 kb-hybrid\nq2 Q0 d2 1 0.333333 kb-hybrid\n"
    )


def test_a_run_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*out\.trec: No such file"):
        write_run(tmp_path / "none" / "out.trec", Evaluation("hybrid", 0, {}, {}))


def test_judged_duplicates_are_one_document_as_relevant_as_the_best(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    shown = entry(*PAGES[0])
    text = shown.passages[0].text
    copy = StoreEntry(replace(shown.stored, doc_id="d9", url=None, duplicate_of=shown.stored.doc_id), shown.tags, ())
    vectors, tokens = iter([fake_encoder.encode([text])]), passage_tokens([text])
    published(tmp_path, lambda: [shown, copy], vectors, tokens, dimensions=4, model="fake", fingerprint="f")
    opened = open_generation(tmp_path)
    searcher = Searcher(opened, tools(fake_encoder), SearchOptions(), NOBODY)
    for judged in (["d9"], ["d9", shown.stored.doc_id]):
        found = evaluate(searcher, {"q": "gäng"}, [Judgement("q", doc_id, 2 - i) for i, doc_id in enumerate(judged)])
        assert (set(found.measures.values()), found.missing) == ({1.0}, ())
    opened.close()
