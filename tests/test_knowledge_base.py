from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import NothingFound, StoreError, UsageError
from pipeline.home import create_home
from pipeline.index.published import make_current
from pipeline.knowledge_base import KnowledgeBase
from pipeline.search.filters import Filters
from tests.cli_home import AVHOPP, Base
from tests.test_architecture import loaded_after


@pytest.fixture(scope="module")
def kb(base: Base) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(base.home) as opened:
        yield opened


def test_the_package_gives_it_and_nothing_else() -> None:
    assert pipeline.KnowledgeBase is KnowledgeBase
    with pytest.raises(AttributeError, match="nothing"):
        _ = pipeline.nothing


def test_the_package_alone_loads_nothing_and_the_door_nothing_heavy() -> None:
    assert not loaded_after("import pipeline") & {"click", "numpy", "tantivy"}
    loaded = loaded_after("from pipeline import KnowledgeBase")
    assert not loaded & {"torch", "spacy", "sentence_transformers", "pandas", "bibtexparser", "rispy"}


def test_ask_answers_as_the_command_does(kb: KnowledgeBase, base: Base) -> None:
    answer = kb.ask("Vem kan få avhopparstöd?", k=3)
    said = base.kb("ask", "Vem kan få avhopparstöd?", "-k", "3")
    assert [hit.doc_id for hit in answer] == [hit["doc_id"] for hit in said["hits"]]
    assert [one.doc_id for one in answer.citations] == [hit.doc_id for hit in answer]
    assert answer.citations[0].quote == answer[0].text


def test_ask_takes_every_filter(kb: KnowledgeBase) -> None:
    given = {
        "municipality": "Vara kommun",
        "focus_area": "F2",
        "person": "Anna Berg",
        "source": "vara.example",
        "county": "Västra Götalands län",
        "language": "sv",
        "since": "2024",
        "until": "2024-02-05",
    }
    assert list(given) == [field.name for field in fields(Filters)]
    answer = kb.ask("stöd till avhoppare", strict=True, mode="lexical", **given)  # type: ignore[arg-type]
    assert answer.answer.filters == given
    assert {hit.url for hit in answer} == {AVHOPP}
    assert len(kb.ask("avhoppare", since="2030")) == 0


def test_a_document_by_its_id_or_its_address(kb: KnowledgeBase) -> None:
    document = kb.document(AVHOPP)
    assert (document.title, document.published) == ("Avhopparstöd i Vara", "2024-02-05")
    assert kb.document(document.doc_id) == document
    with pytest.raises(NothingFound, match="'nowhere'"):
        kb.document("nowhere")


@pytest.mark.parametrize("kind", ["documents", "people", "municipalities"])
def test_listings_are_those_of_the_command(kb: KnowledgeBase, base: Base, kind: str) -> None:
    assert list(getattr(kb, kind)()) == base.kb("list", kind)


def test_changes_are_those_of_the_command(kb: KnowledgeBase, base: Base) -> None:
    assert list(kb.changes("2020")) == base.kb("changes", "--since", "2020")["changes"]
    (one,) = kb.changes("2020", "2999", kind="new", municipality="Vara", focus_area="F2", source="vara.example")
    assert one["url"] == AVHOPP
    assert not kb.changes("2999")
    with pytest.raises(UsageError, match="i går"):
        kb.changes("i går")


def test_similar_is_what_the_command_finds(kb: KnowledgeBase, base: Base) -> None:
    found, said = kb.similar(AVHOPP, k=2), base.kb("similar", AVHOPP, "-k", "2")["comparables"]
    assert found
    assert json.loads(json.dumps(list(found))) == said
    assert found[0]["municipality"]["name"] in found._repr_html_()
    assert "aspects" not in found._repr_html_()
    with pytest.raises(NothingFound, match="'nowhere'"):
        kb.similar("nowhere")


def test_cite_takes_answers_documents_citations_and_addresses(kb: KnowledgeBase) -> None:
    answer, document = kb.ask("Vem kan få avhopparstöd?", k=2), kb.document(AVHOPP)
    assert kb.cite(answer) == answer.cite()
    assert kb.cite(document) == kb.cite(AVHOPP) == kb.cite(document.citation) == document.cite()
    assert kb.cite(answer.citations[:1], "bibtex").startswith("@misc{vara-example-2024-avhopparstod-i-vara,\n")
    with pytest.raises(UsageError, match="not as 'apa'"):
        kb.cite(answer, "apa")  # type: ignore[arg-type]


def test_a_permalink_is_in_the_citations(base: Base) -> None:
    with KnowledgeBase.open(base.home, lambda doc_id, generation, span: f"https://kb.example/{doc_id}") as kb:
        assert f"https://kb.example/{kb.document(AVHOPP).doc_id}." in kb.cite(AVHOPP)


def test_it_moves_to_the_generation_that_is_put_in_use(base: Base, tmp_path: Path) -> None:
    home = tmp_path / "kb"
    shutil.copytree(base.home, home)
    with KnowledgeBase.open(str(home)) as kb:
        before = kb.ask("avhoppare")
        shutil.copytree(home / "indexes" / "gen-000001", home / "indexes" / "gen-000002")
        manifest = home / "indexes" / "gen-000002" / "manifest.json"
        manifest.write_text(manifest.read_text().replace("gen-000001", "gen-000002"))
        make_current(home / "indexes", "gen-000002")
        assert (before.generation, kb.generation, kb.ask("avhoppare").generation) == (
            "gen-000001",
            "gen-000002",
            "gen-000002",
        )


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kb init"):
        KnowledgeBase.open(tmp_path / "none")
    create_home(tmp_path / "new")
    with pytest.raises(StoreError, match="nothing is indexed yet"):
        KnowledgeBase.open(tmp_path / "new")


def test_a_closed_one_says_so(base: Base) -> None:
    kb = KnowledgeBase.open(base.home)
    kb.close()
    kb.close()
    with pytest.raises(UsageError, match="closed"):
        kb.ask("avhoppare")
