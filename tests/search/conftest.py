"""A generation of four pages whose vectors can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.index.generation import Generation, open_generation
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import Block, Document, Evidence, FocusArea, Mention, MunicipalityLink, Passage, Tags
from tests.conftest import FakeEncoder
from tests.index.made import published

PAGES = (
    ("d1", "Gäng rekryterar", "Gäng rekryterar barn i Sala. Skolan larmar.", "sala.example", "2023-05-01", None),
    ("d2", "Polisen och gäng", "Polisen i Mora möter gäng. Anna Ek leder arbetet.", "mora.example", None, "2024-02-01"),
    ("d3", "Pengar till skolan", "Skolan får pengar. Sala satsar två miljoner.", "sala.example", "2024-06-30", None),
    ("d4", "Sophämtning", "Kärlen töms på tisdagar.", "mora.example", None, None),
)
NAMES = (
    ("Sala", "MUNICIPALITY", "municipality:1981", "1981"),
    ("Mora", "MUNICIPALITY", "municipality:2062", "2062"),
    ("Anna Ek", "PERSON", "person:anna-ek", None),
)


def entry(doc_id: str, title: str, text: str, source: str, published: str | None, reviewed: str | None) -> StoreEntry:
    document = Document(
        doc_id, f"https://www.{source}/{doc_id}", title, (Block("paragraph", text),), published, reviewed
    )
    mentions = tuple(
        Mention(text.index(name), text.index(name) + len(name), name, label, key, name, code=code)  # type: ignore[arg-type]
        for name, label, key, code in NAMES
        if name in text
    )
    areas = (FocusArea("F1", "Unga", 0.9, Evidence(0, 4, "Gäng")),) if text.startswith("Gäng") else ()
    links = tuple(MunicipalityLink(m.code, m.name, "about", 0.9, "title") for m in mentions if m.code)
    cut = text.index(". ") + 2
    passages = (
        Passage(f"{doc_id}-0", doc_id, 0, 0, cut - 1, text[: cut - 1]),
        Passage(f"{doc_id}-1", doc_id, 1, cut, len(text), text[cut:]),
    ) if doc_id == "d1" else (Passage(f"{doc_id}-0", doc_id, 0, 0, len(text), text),)  # fmt: skip
    return StoreEntry(
        stored_document(document, source, "2024-07-01T00:00:00Z", None, ()),
        Tags(mentions, areas, municipalities=links),
        passages,
    )


@pytest.fixture
def generation(tmp_path: Path, fake_encoder: FakeEncoder) -> Iterator[Generation]:
    entries = [entry(*page) for page in PAGES[:3]]
    whole = PAGES[3][2]
    last = Document("d4", "https://www.mora.example/d4", PAGES[3][1], (Block("paragraph", whole),))
    entries.append(
        StoreEntry(
            stored_document(last, "mora.example", "2024-07-01T00:00:00Z", None, ()),
            Tags(),
            (Passage("d4-0", "d4", 0, 0, len(whole), whole),),
        )
    )
    texts = [p.text for e in entries for p in e.passages]
    vectors = iter([fake_encoder.encode(texts)])
    published(tmp_path, lambda: entries, vectors, passage_tokens(texts), dimensions=4, model="fake", fingerprint="f")
    opened = open_generation(tmp_path)
    yield opened
    opened.close()
