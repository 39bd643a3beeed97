from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import reindex as reindex_module
from pipeline.config import Settings
from pipeline.embed.tokens import passage_tokens
from pipeline.errors import StoreError
from pipeline.home import Home
from pipeline.index.store import StoreEntry, stored_document
from pipeline.ingest import ingest
from pipeline.overview import find_document, listing, problems, removed_blocks, status
from pipeline.records import Block, Document, Evidence, FocusArea, Mention, MunicipalityLink, Passage, Tags
from pipeline.reindex import reindex
from tests.conftest import FakeEncoder
from tests.index.made import published as publish

Write = Callable[..., Path]


def person(text: str, name: str, role: str | None = None) -> Mention:
    return mention(text, name, "PERSON", f"person:{name.lower().replace(' ', '-')}", role=role)


def place(text: str, name: str, code: str) -> Mention:
    return mention(text, name, "MUNICIPALITY", f"municipality:{code}", code=code)


def mention(text: str, name: str, label: Any, key: str, **more: Any) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, label, key, name, **more)


TOLD = "Mora, Sala och åter Sala möts. Eva Lind och Bo Ek talar."
ASKED = "Bo Ek svarar i Mora."
F1 = FocusArea("F1", "Unga", 0.9, Evidence(0, 4, "Mora"))
F6 = FocusArea("F6", "Välfärd", 0.95, Evidence(0, 4, "Mora"))
ENTRIES = (
    StoreEntry(
        stored_document(
            Document("d1", "https://www.sala.example/1", "Två kommuner", (Block("paragraph", TOLD),), "2024-01-02"),
            "sala.example",
            "2024-07-01T00:00:00Z",
            None,
            (),
        ),
        Tags(
            (
                place(TOLD, "Mora", "2062"),
                place(TOLD, "Sala", "1981"),
                Mention(20, 24, "Sala", "MUNICIPALITY", "municipality:1981", "Sala", code="1981"),
                person(TOLD, "Eva Lind", "chef, samordnare"),
                person(TOLD, "Bo Ek", "rektor"),
            ),
            (F6, F1),
            municipalities=(
                MunicipalityLink("1981", "Sala", "about", 0.9, "title"),
                MunicipalityLink("2062", "Mora", "mentioned", 0.9, "list"),
            ),
        ),
        (Passage("p1", "d1", 0, 0, len(TOLD), TOLD),),
    ),
    StoreEntry(
        stored_document(
            Document("d2", None, "Ett svar", (Block("paragraph", ASKED),), None, "2023-05-06"),
            "mora.example",
            "2024-08-01T00:00:00Z",
            "svar-2",
            (),
        ),
        Tags(
            (person(ASKED, "Bo Ek", "lärare"), place(ASKED, "Mora", "2062")),
            (F1,),
            municipalities=(MunicipalityLink("2062", "Mora", "published_by", 1.0, "publisher"),),
        ),
        (Passage("p2", "d2", 0, 0, len(ASKED), ASKED),),
    ),
)


def copy_of(entry: StoreEntry, doc_id: str, source: str) -> StoreEntry:
    """The same page at another source, which answers do not show."""
    stored = replace(
        entry.stored, doc_id=doc_id, url=f"https://{source}/{doc_id}", source=source, duplicate_of=entry.stored.doc_id
    )
    return StoreEntry(stored, entry.tags, ())


@pytest.fixture
def copied(home: Home, fake_encoder: FakeEncoder) -> Home:
    """The published pages, and a copy of the first at another source."""
    entries = (ENTRIES[0], copy_of(ENTRIES[0], "d3", "lund.example"), ENTRIES[1])
    vectors, tokens = fake_encoder.encode([TOLD, ASKED]), passage_tokens([TOLD, ASKED])
    publish(home.indexes, lambda: entries, iter([vectors]), tokens, dimensions=4, model="fake", fingerprint="f")
    return home


def test_a_duplicate_is_listed_as_one_and_counted_once(copied: Home) -> None:
    rows = listing(copied, "documents")
    assert [(row["doc_id"], row["duplicate_of"]) for row in rows] == [("d3", "d1"), ("d2", None), ("d1", None)]
    assert rows[0]["municipalities"] == rows[2]["municipalities"]
    counted = {kind: [row["documents"] for row in listing(copied, kind)] for kind in ("people", "municipalities")}
    assert counted == {"people": [2, 1], "municipalities": [2, 1]}
    assert [row["documents"] for row in listing(copied, "focus-areas")] == [2, 1]
    assert [row["source"] for row in listing(copied, "sources")] == ["lund.example", "mora.example", "sala.example"]
    assert status(copied)["generation"]["counts"]["duplicates"] == 1


@pytest.fixture
def published(home: Home, fake_encoder: FakeEncoder) -> Home:
    vectors = fake_encoder.encode([TOLD, ASKED])
    tokens = passage_tokens([TOLD, ASKED])
    publish(home.indexes, lambda: ENTRIES, iter([vectors]), tokens, dimensions=4, model="fake", fingerprint="f")
    return home


def role(name: str, day: str) -> dict[str, Any]:
    return {"role": name, "organisation": None, "since": day, "until": day, "documents": 1}


def test_listings(published: Home) -> None:
    assert {kind: listing(published, kind) for kind in ("people", "municipalities", "focus-areas", "sources")} == {
        "people": [
            {
                "entity_id": "person:bo-ek",
                "name": "Bo Ek",
                "documents": 2,
                "roles": ["lärare", "rektor"],
                "affiliations": [role("rektor", "2024-01-02"), role("lärare", "2023-05-06")],
            },
            {
                "entity_id": "person:eva-lind",
                "name": "Eva Lind",
                "documents": 1,
                "roles": ["chef, samordnare"],
                "affiliations": [role("chef, samordnare", "2024-01-02")],
            },
        ],
        "municipalities": [
            {"code": "2062", "name": "Mora", "documents": 2, "published_by": 1, "about": 0, "mentioned": 1},
            {"code": "1981", "name": "Sala", "documents": 1, "published_by": 0, "about": 1, "mentioned": 0},
        ],
        "focus-areas": [
            {"id": "F1", "name": "Unga", "documents": 2},
            {"id": "F6", "name": "Välfärd", "documents": 1},
        ],
        "sources": [
            {"source": "mora.example", "documents": 1, "last_fetched": "2024-08-01T00:00:00Z"},
            {"source": "sala.example", "documents": 1, "last_fetched": "2024-07-01T00:00:00Z"},
        ],
    }


def test_documents_are_listed_by_source_with_what_they_are_most_about_first(published: Home) -> None:
    assert listing(published, "documents") == [
        {
            "doc_id": "d2",
            "url": None,
            "title": "Ett svar",
            "source": "mora.example",
            "published": None,
            "reviewed": "2023-05-06",
            "municipalities": [{"code": "2062", "name": "Mora"}],
            "focus_areas": ["F1"],
            "duplicate_of": None,
        },
        {
            "doc_id": "d1",
            "url": "https://www.sala.example/1",
            "title": "Två kommuner",
            "source": "sala.example",
            "published": "2024-01-02",
            "reviewed": None,
            "municipalities": [{"code": "1981", "name": "Sala"}, {"code": "2062", "name": "Mora"}],
            "focus_areas": ["F6", "F1"],
            "duplicate_of": None,
        },
    ]


def test_rejections_are_listed_before_anything_is_indexed(home: Home, tmp_path: Path) -> None:
    assert listing(home, "rejected") == []
    ingest(home, [tmp_path / "none.html"])
    assert listing(home, "rejected") == [
        {"url": str(tmp_path / "none.html"), "stage": "ingest", "reason": "no such file or folder"}
    ]


def test_listing_what_is_not_indexed_says_what_to_do(home: Home) -> None:
    with pytest.raises(StoreError, match="kb ingest PATH"):
        listing(home, "documents")


class NoTagger:
    def tag_many(self, documents: Any) -> Any:
        return ((document, Tags()) for document in documents)


@pytest.fixture
def built(home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Two pages through the whole write path, with vectors by hand and no tags, and a third that is empty."""
    monkeypatch.setattr(reindex_module, "load_passage_encoder", lambda options: FakeEncoder())
    monkeypatch.setattr(reindex_module, "load_tagger", lambda own: NoTagger())
    ingest(home, [write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga i skolan.", c="")])
    reindex(home, Settings())
    return home


def test_status_before_anything(home: Home) -> None:
    before = sorted(home.root.rglob("*"))
    assert status(home) == {
        "home": str(home.root),
        "catalog": {},
        "last_crawl": None,
        "last_reindex": None,
        "last_run": None,
        "generation": None,
        "kept": [],
        "fault": None,
        "rejected": {},
    }
    assert sorted(home.root.rglob("*")) == before


def test_status_tells_what_is_stored_and_published(built: Home) -> None:
    found = status(built)
    generation, last = found["generation"], found["last_reindex"]
    assert found["catalog"] == {
        "pages": 2, "versions": 2, "documents": 2, "passages": 2, "vectors": 2, "rejected": 1, "duplicates": 0,
    }  # fmt: skip
    assert (found["rejected"], found["fault"]) == ({"ingest": 1}, None)
    assert set(generation) == {"name", "created_at", "model", "dimensions", "counts"}
    assert (generation["name"], generation["dimensions"]) == ("gen-000001", 4)
    assert generation["counts"]["documents"] == 2
    assert (last["cleaned"], last["generation"]) == (2, "gen-000001")


def test_status_names_the_fault_of_a_generation_that_cannot_be_opened(built: Home) -> None:
    path = built.indexes / "gen-000001" / "dense.faiss"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-1])
    found = status(built)
    assert found["generation"] is None
    assert found["fault"] == (
        f"the generation gen-000001 is damaged (dense.faiss has {size - 1} bytes, not {size}):"
        " run 'kb reindex --no-crawl' to build it again"
    )
    (built.indexes / "CURRENT").write_text("gen-1\n")
    assert "CURRENT names no generation ('gen-1')" in status(built)["fault"]
    assert status(built)["catalog"]["documents"] == 2


def test_a_whole_home_has_no_problems(built: Home) -> None:
    assert problems(built) == []


def test_a_home_without_anything_has_no_problems(home: Home) -> None:
    assert problems(home) == []
    assert not home.catalog.exists()


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)


def test_a_flipped_byte_in_the_archive_is_found(built: Home) -> None:
    (path,) = built.archive.iterdir()
    flip(path, path.stat().st_size - 20)
    (problem,) = problems(built)
    assert problem.startswith(f"{path} has lost 1 archived pages, the first at byte ")
    assert "restore the file from a backup, or run 'kb reindex --no-crawl --full' and then " in problem


def test_an_archived_page_that_is_not_the_one_stored_is_found(built: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    (tmp_path / "x.txt").write_text("Något helt annat.", encoding="utf-8")
    ingest(other, [tmp_path / "x.txt"])
    (path,), (stranger,) = built.archive.iterdir(), other.archive.iterdir()
    path.write_bytes(stranger.read_bytes())
    (problem,) = problems(built)
    assert problem.startswith(f"{path} has lost 2 archived pages, the first at byte 0: ")


def test_a_lost_archive_file_is_one_problem(built: Home) -> None:
    (path,) = built.archive.iterdir()
    path.unlink()
    (problem,) = problems(built)
    assert problem.startswith(f"{path} has lost 2 archived pages, ")


@pytest.mark.parametrize("page", [2, *range(4, 11)])  # page 3 is free: a table was made anew
def test_a_flipped_byte_in_the_head_of_a_catalog_page_is_found(built: Home, page: int) -> None:
    flip(built.catalog, page * 4096)
    found = problems(built)
    assert found
    assert all(line.startswith("catalog: ") for line in found)


def test_a_lost_catalog_is_found(built: Home) -> None:
    built.catalog.unlink()
    (problem,) = problems(built)
    assert problem.startswith(f"the catalog {built.catalog} is missing though the archive holds pages: run 'kb reindex")


def test_a_document_is_found_by_its_address_however_written() -> None:
    class OnePage:
        def find_document(self, reference: str) -> str | None:
            return {"https://www.are.example/v%C3%A5r%20plan": "d1", "d1": "d1"}.get(reference)

    for reference in (
        "https://www.are.example/vår plan",
        "https://www.are.example/v%C3%A5r%20plan#mer",
        "http://are.example/v%c3%a5r%20plan/",
        "https://www.are.example/v%C3%A5r%20plan/index.html?gclid=1",
        "https://www.are.example/v%C3%A5r%20plan?print=1",
        "d1",
    ):
        assert find_document(OnePage(), reference) == "d1"  # type: ignore[arg-type]
    assert find_document(OnePage(), "annat") is None  # type: ignore[arg-type]


def test_a_catalog_that_is_no_database_is_found(built: Home) -> None:
    flip(built.catalog, 0)
    (problem,) = problems(built)
    assert problem.startswith(f"the catalog {built.catalog} cannot be opened (file is not a database)")


@pytest.mark.parametrize("file", ["store.sqlite", "dense.faiss", "lexical/meta.json"])
def test_a_flipped_byte_in_a_generation_is_found(built: Home, file: str) -> None:
    path = built.indexes / "gen-000001" / file
    flip(path, path.stat().st_size // 2)
    assert problems(built) == [
        f"gen-000001/{file} has changed since it was written: run 'kb reindex --no-crawl' to build it again"
    ]


def test_every_generation_is_checked_and_every_store(built: Home) -> None:
    flip(built.catalog, 0)
    (built.indexes / "gen-000009").mkdir()
    (built.indexes / "CURRENT").write_text("gen-000004\n")
    assert [line.split(" cannot")[0].split(" has")[0] for line in problems(built)] == [
        f"the catalog {built.catalog}",
        "the generation gen-000004",
        f"the generation gen-000009, which is not in use, is damaged: delete the folder {built.indexes / 'gen-000009'}",
    ]
    (built.indexes / "CURRENT").write_text("")
    assert any("CURRENT names no generation ('')" in line for line in problems(built))


def test_problems_show_their_progress(built: Home) -> None:
    seen: list[tuple[str, int | None]] = []

    def progress(items: Any, label: str, total: int | None = None) -> Any:
        seen.append((label, total))
        return iter(items)

    assert problems(built, progress) == []
    assert seen == [("Checking the archive", 2)]


def test_what_was_left_out_and_what_sites_repeat_is_in_the_catalog(home: Home, tmp_path: Path) -> None:
    lines = [
        json.dumps({"url": f"https://www.sala.example/{i}", "text": f"Handlar om ämne{i}.\n\nDela sidan med andra nu."})
        for i in range(3)
    ]
    (tmp_path / "sala.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ingest(home, [tmp_path / "sala.jsonl"])
    reindex(home, Settings())
    assert listing(home, "repeated") == [
        {"site": "sala.example", "pages": 3, "of_pages": 3, "text": "Dela sidan med andra nu."}
    ]
    doc_id = listing(home, "documents")[0]["doc_id"]
    assert removed_blocks(home, doc_id) == [
        {"kind": "paragraph", "reason": "repeated on the site", "text": "Dela sidan med andra nu."}
    ]
    home.catalog.unlink()
    with pytest.raises(StoreError, match="what was left out is written in the catalog"):
        removed_blocks(home, doc_id)
    assert listing(home, "repeated") == []
