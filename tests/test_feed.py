"""An answer as an Atom feed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.feed import atom_feed, authors_of
from pipeline.index.store import StoreEntry, open_store, stored_document
from pipeline.index.store_writer import build_store
from pipeline.records import Answer, Block, Document, Hit, Municipality, Tags

TEXT = "Kommunen hjälper. Stödet kostar ingenting. Ring oss."
HIT = Hit(
    1,
    0.9,
    "d1",
    "https://www.sala.example/stod?a=1&b=2",
    "Stöd <nu>",
    TEXT,
    0,
    len(TEXT),
    highlights=((18, 42),),
    focus_areas=("F2",),
    published="2026-11-01",
    fetched_at="2026-11-28T02:30:00+01:00",
)
BARE = Hit(2, 0.5, "rad-1", None, "Rad", "Nytt.", 0, 5, published="2026")
ANSWER = Answer("Vad kostar stödet?", "gen-000002", 1.0, {"municipality": "Sala"}, (HIT, BARE))
MADE = "2026-11-27T03:00:00Z"
NAMESPACES = {"a": "http://www.w3.org/2005/Atom"}


def feed(answer: Answer = ANSWER, **named: Any) -> Any:
    options = {"address": "https://kb.example/bevaka.atom?fraga=x", "page": "https://kb.example/?fraga=x"}
    authors = {"d1": "Sala kommun"}
    return etree.fromstring(atom_feed(answer, made_at=MADE, **options | {"authors": authors} | named))


def found(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NAMESPACES))


def texts(root: Any, name: str) -> list[str]:
    return found(root, f"a:entry/a:{name}/text()")


def test_a_feed_has_what_rfc_4287_asks_for() -> None:
    raw = atom_feed(ANSWER, address="https://kb.example/f", page="https://kb.example/", made_at=MADE, authors={})
    assert raw.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    root = feed()
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    for name in ("id", "title", "updated"):
        assert len(found(root, f"a:{name}")) == 1
        assert [len(found(entry, f"a:{name}")) for entry in found(root, "a:entry")] == [1, 1]
    assert found(root, "a:author/a:name/text()") == ["kunskapsbank"]
    assert found(root, "a:title/text()") == ["Kunskapsbank: Vad kostar stödet?"]
    assert {link.get("rel"): link.get("href") for link in found(root, "a:link")} == {
        "self": "https://kb.example/bevaka.atom?fraga=x",
        "alternate": "https://kb.example/?fraga=x",
    }


def test_an_entry_is_a_passage_with_its_source() -> None:
    root = feed()
    assert texts(root, "title") == ["Stöd <nu>", "Rad"]
    assert texts(root, "author/a:name") == ["Sala kommun"]
    assert texts(root, "published") == ["2026-11-01T00:00:00Z"]
    assert found(root, "a:entry/a:category/@term") == ["F2"]
    assert found(root, "a:entry/a:link/@href") == [
        "https://www.sala.example/stod?a=1&b=2#:~:text=St%C3%B6det%20kostar%20ingenting."
    ]
    assert texts(root, "summary") == [f"Stödet kostar ingenting.\n\n{TEXT}", "Nytt."]


def test_an_entry_is_as_new_as_its_page_was_fetched_and_the_feed_as_its_newest() -> None:
    root = feed()
    assert texts(root, "updated") == ["2026-11-28T01:30:00Z", MADE]
    assert found(root, "a:updated/text()") == ["2026-11-28T01:30:00Z"]
    empty = feed(replace(ANSWER, hits=()))
    assert (found(empty, "a:updated/text()"), found(empty, "a:entry")) == ([MADE], [])


def test_ids_follow_from_the_words_the_question_and_the_filters_alone() -> None:
    ids = texts(feed(), "id")
    assert all(name.startswith("urn:uuid:") for name in ids)
    later = replace(HIT, rank=3, score=0.1, title="Annan", start=7, end=59, text=f" {TEXT}\n", highlights=())
    assert texts(feed(replace(ANSWER, generation="gen-000009", hits=(later, BARE))), "id") == ids
    assert texts(feed(replace(ANSWER, hits=(replace(HIT, text="Annat."), BARE))), "id")[0] != ids[0]
    assert texts(feed(replace(ANSWER, hits=(replace(HIT, doc_id="d2"),))), "id") != ids[:1]
    feeds = [
        found(feed(answer), "a:id/text()")[0]
        for answer in (
            ANSWER,
            replace(ANSWER, hits=(), generation="x"),
            replace(ANSWER, filters={}),
            replace(ANSWER, question="Vem?"),
        )
    ]
    assert feeds[0] == feeds[1]
    assert len(set(feeds)) == 3


def test_what_xml_cannot_hold_is_left_out() -> None:
    broken = replace(HIT, title="A\x00B\ud800\ufffe", text="\x0bText\x1f 😀", highlights=())
    root = feed(replace(ANSWER, question="Vad\x00?", hits=(broken,)))
    assert (texts(root, "title"), texts(root, "summary")) == (["AB"], ["Text 😀"])


def test_a_generation_without_a_time_is_wrong() -> None:
    with pytest.raises(ValueError, match="made_at = 'i går' is no time"):
        atom_feed(replace(ANSWER, hits=()), address="a", page="b", made_at="i går", authors={})


def test_an_author_is_the_publisher_else_the_municipality(tmp_path: Path) -> None:
    def entry(doc_id: str, publisher: str | None, municipality: Municipality | None) -> StoreEntry:
        document = Document(
            doc_id, None, "T", (Block("paragraph", "Text."),), publisher=publisher, municipality=municipality
        )
        return StoreEntry(stored_document(document, "test", MADE, None, ()), Tags(), ())

    sala = Municipality("1981", "Sala")
    build_store(tmp_path / "s", [entry("d1", "Brå", sala), entry("d2", None, sala), entry("rad-1", None, None)], [])
    hits = (HIT, replace(HIT, doc_id="d2"), BARE)
    with closing(open_store(tmp_path / "s")) as store:
        assert authors_of(store, replace(ANSWER, hits=hits)) == {"d1": "Brå", "d2": "Sala"}
