from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.embed.options import EmbedOptions
from pipeline.embed.tokens import passage_tokens
from pipeline.errors import StoreError, UsageError
from pipeline.home import Home
from pipeline.index.generation import Generation, open_generation
from pipeline.index.store import Store, StoreEntry
from pipeline.search.ask import Searcher, open_searcher
from pipeline.search.filters import Filters
from pipeline.search.options import SearchOptions
from pipeline.search.preferences import known_names
from pipeline.search.question import Known
from tests.conftest import FakeEncoder, tools
from tests.index.made import published
from tests.search.conftest import PAGES, entry

NOBODY = Known((), (), ())


@pytest.fixture
def searcher(generation: Generation, fake_encoder: FakeEncoder) -> Searcher:
    return Searcher(generation, tools(fake_encoder), SearchOptions(), NOBODY)


def test_a_hit_says_all_that_a_citation_needs(searcher: Searcher) -> None:
    answer = searcher.ask("Vem möter gäng i Mora?", k=1)
    (hit,) = answer.hits
    assert (answer.generation, answer.question, answer.filters) == ("gen-000001", "Vem möter gäng i Mora?", {})
    assert (hit.rank, hit.doc_id, hit.url, hit.title) == (1, "d2", "https://www.mora.example/d2", "Polisen och gäng")
    assert (hit.text, hit.start, hit.end) == ("Polisen i Mora möter gäng. Anna Ek leder arbetet.", 0, 49)
    assert [hit.text[s:e] for s, e in hit.highlights] == ["Polisen i Mora möter gäng."]
    assert hit.municipalities == ({"code": "2062", "name": "Mora"},)
    assert (hit.people, hit.focus_areas) == (("Anna Ek",), ())
    assert (hit.published, hit.reviewed, hit.fetched_at) == (None, "2024-02-01", "2024-07-01T00:00:00Z")


def test_hits_are_ranked_from_one_with_falling_scores(searcher: Searcher) -> None:
    hits = searcher.ask("gäng i skolan", k=10).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_one_page_does_not_crowd_out_the_others(generation: Generation, fake_encoder: FakeEncoder) -> None:
    searcher = Searcher(generation, tools(fake_encoder), SearchOptions(passages_per_document=1), NOBODY)
    documents = [hit.doc_id for hit in searcher.ask("gäng skolan", k=10).hits]
    assert len(documents) == len(set(documents))


def test_filters_are_kept_to_and_told(searcher: Searcher) -> None:
    answer = searcher.ask("gäng", k=10, filters=Filters(municipality="Sala", since="2024"))
    assert {hit.doc_id for hit in answer.hits} == {"d3"}
    assert answer.filters == {"municipality": "Sala", "since": "2024"}


def test_what_the_question_names_is_preferred_and_with_strict_required(
    generation: Generation, fake_encoder: FakeEncoder
) -> None:
    searcher = Searcher(generation, tools(fake_encoder), SearchOptions(), known_names(generation.store))
    preferred = searcher.ask("gäng i Mora", k=10)
    assert (preferred.hits[0].doc_id, preferred.understood) == (
        "d2",
        {"municipalities": [{"code": "2062", "name": "Mora"}]},
    )
    assert len({hit.doc_id for hit in preferred.hits}) > 1
    assert {hit.doc_id for hit in searcher.ask("gäng i Mora", k=10, strict=True).hits} == {"d2"}


def test_what_is_ignored_is_not_understood(generation: Generation, fake_encoder: FakeEncoder) -> None:
    searcher = Searcher(generation, tools(fake_encoder), SearchOptions(), known_names(generation.store))
    found = searcher.find("gäng i Mora sedan 2020", ignored=frozenset({"2062"}))
    assert searcher.answer(found, 1).understood == {"since": "2020-01-01"}
    found = searcher.find("gäng i Mora sedan 2020", ignored=frozenset({"period"}))
    assert list(searcher.answer(found, 1).understood) == ["municipalities"]


def test_answers_can_be_read_in_parts_that_make_up_the_whole(searcher: Searcher) -> None:
    found = searcher.find("gäng i skolan")
    whole = searcher.answer(found, 10).hits
    assert len(whole) > 2
    assert searcher.answer(found, 2).hits + searcher.answer(found, 10, 2).hits == whole
    assert searcher.answer(found, 10, len(whole)).hits == ()


def test_the_newest_pages_come_first_and_undated_ones_last(searcher: Searcher) -> None:
    found = searcher.find("gäng skolan kärlen")
    hits = searcher.answer(found, 10, newest=True).hits
    dates = [hit.published or hit.reviewed or "" for hit in hits]
    assert dates == sorted(dates, reverse=True)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert {hit.doc_id for hit in hits} == {hit.doc_id for hit in searcher.answer(found, 10).hits}


def test_an_answer_is_doubtful_where_the_best_passage_is_far_from_the_question(searcher: Searcher) -> None:
    assert searcher.find("Gäng rekryterar barn i Sala").is_sure
    assert not searcher.find("fotosyntes hos alger").is_sure
    assert searcher.find("fotosyntes hos alger och gäng", mode="dense").is_sure


def test_what_reads_whole_tables_is_made_once_for_all_who_ask(searcher: Searcher) -> None:
    made: list[str] = []

    def counted(store: Store, table: str) -> int:
        made.append(table)
        return store.counts()[table]

    assert [searcher.once(counted, table) for table in ("documents", "passages", "documents")] == [4, 5, 4]
    assert made == ["documents", "passages"]


def test_a_reranker_reads_the_best_passages_again(generation: Generation, fake_encoder: FakeEncoder) -> None:
    def prefers_money(question: str, texts: Sequence[str]) -> Any:
        return np.float32([0.9 if "pengar" in text else 0.1 for text in texts])

    reader = replace(tools(fake_encoder), reranker=prefers_money)
    searcher = Searcher(generation, reader, SearchOptions(reranked=4), NOBODY)
    assert [hit.doc_id for hit in searcher.ask("gäng i skolan", k=2).hits] == ["d3", "d1"]


def test_no_answer_is_an_answer(searcher: Searcher) -> None:
    assert searcher.ask("xyzzy").hits == ()


@pytest.mark.parametrize(
    ("question", "k", "message"),
    [
        ("  ", 5, "empty"),
        ("?! 😀", 5, "no word"),
        ("a" * 2001, 5, "2001"),
        ("gäng", 0, "-k"),
        ("g\udce4ng", 5, "not UTF-8"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(searcher: Searcher, question: str, k: int, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        searcher.ask(question, k)


def test_documents_are_ranked_by_their_best_passage(searcher: Searcher) -> None:
    ranked = searcher.rank_documents("gäng rekryterar", 10)
    assert next(iter(ranked)) == "d1"
    assert list(ranked.values()) == sorted(ranked.values(), reverse=True)
    assert list(searcher.rank_documents("gäng rekryterar", 1)) == ["d1"]


def test_vectors_of_another_model_are_never_searched(generation: Generation, tmp_path: Path) -> None:
    (tmp_path / "indexes").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(StoreError, match=r"was embedded with fake, kb\.toml now means bundled:.*kb reindex"):
        open_searcher(Home(tmp_path), EmbedOptions(), SearchOptions())


def test_a_hit_names_the_addresses_of_the_pages_it_stands_for(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    shown = entry(*PAGES[1])
    copies = [
        StoreEntry(replace(shown.stored, doc_id=doc_id, url=url, duplicate_of="d2"), shown.tags, ())
        for doc_id, url in (("d8", "https://lund.example/"), ("d9", None))
    ]
    text = shown.passages[0].text
    published(
        tmp_path,
        lambda: [shown, *copies],
        iter([fake_encoder.encode([text])]),
        passage_tokens([text]),
        dimensions=4,
        model="fake",
        fingerprint="f",
    )
    generation = open_generation(tmp_path)
    searcher = Searcher(generation, tools(fake_encoder), SearchOptions(), NOBODY)
    (hit,) = searcher.ask("Vem möter gäng?", k=5).hits
    assert (hit.doc_id, hit.also_at) == ("d2", ("https://lund.example/",))
    assert list(searcher.rank_documents("Vem möter gäng?", k=5)) == ["d2"]
    generation.close()
