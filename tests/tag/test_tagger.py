"""The joint work of the three taggers; each one's own findings are in its test file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import UnusableContent
from pipeline.records import Block, Document, Mention, Page, document_id
from pipeline.tag import tagger as module
from pipeline.tag.tagger import Tagger, load_tagger, tagger_version

TEXT = (
    "I Mora rekryteras allt fler unga till kriminella gäng. Det säger Anna Lund, polis i Lund."
    " Kommunen och Bodens kommun ska dela på kostnaden."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def document(doc_id: str, text: str, title: str = "Rubrik") -> Document:
    return Document(doc_id, None, title, (Block("paragraph", text),))


def found(mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    return [(m.label, m.text, m.entity_id) for m in mentions]


def test_mentions_of_all_kinds_come_in_text_order(tagger: Tagger) -> None:
    tags = tagger.tag_text(TEXT)
    assert found(tags.mentions) == [
        ("MUNICIPALITY", "Mora", "municipality:2062"),
        ("PERSON", "Anna Lund", "person:anna-lund"),
        ("MUNICIPALITY", "Lund", "municipality:1281"),
        ("MUNICIPALITY", "Bodens kommun", "municipality:2582"),
    ]
    assert [area.id for area in tags.focus_areas] == ["F1"]
    for item in (*tags.mentions, *(area.evidence for area in tags.focus_areas)):
        assert TEXT[item.start : item.end] == item.text


def test_a_municipality_inside_a_persons_name_is_not_one(tagger: Tagger) -> None:
    assert found(tagger.tag_text("Anna Lund leder arbetet.").mentions) == [("PERSON", "Anna Lund", "person:anna-lund")]


def test_many_documents_keep_their_order_and_get_the_tags_they_would_get_alone(tagger: Tagger) -> None:
    documents = [document("a", TEXT, ""), document("b", "Kärlen töms på tisdagar.", ""), document("c", TEXT, "")]
    results = list(tagger.tag_many(iter(documents)))
    assert [d.doc_id for d, _ in results] == ["a", "b", "c"]
    assert results[0][1] == results[2][1] == tagger.tag_text(TEXT)
    assert results[1][1] == tagger.tag_text("Kärlen töms på tisdagar.")
    assert (results[1][1].mentions, results[1][1].focus_areas) == ((), ())


def test_no_documents_and_an_empty_text_give_nothing(tagger: Tagger) -> None:
    assert list(tagger.tag_many([])) == []
    assert tagger.tag_text("").mentions == ()


def test_the_title_speaks_for_the_focus_area(tagger: Tagger) -> None:
    text = "Arbetet har pågått i två år och sju personer deltar."
    ((_, bare), (_, titled)) = tagger.tag_many(
        [document("a", text, "Nytt arbete"), document("b", text, "Avhopparverksamhet för den som vill lämna gäng")]
    )
    assert [area.id for area in bare.focus_areas] == []
    assert [area.id for area in titled.focus_areas] == ["F2"]
    (evidence,) = (area.evidence for area in titled.focus_areas)
    assert text[evidence.start : evidence.end] == evidence.text


def test_the_version_follows_data_and_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tagger_version()
    assert before == tagger_version()
    assert before.startswith(f"{module.VERSION}.")
    shutil.copytree(module.DATA, tmp_path / "data")
    monkeypatch.setattr(module, "DATA", tmp_path / "data")
    assert tagger_version() == before
    with (tmp_path / "data" / "surnames.txt").open("a", encoding="utf-8") as handle:
        handle.write("Påhittsson\n")
    changed = tagger_version()
    assert changed != before
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "SHA256SUMS").write_text("other weights\n")
    monkeypatch.setattr(module, "PEOPLE", tmp_path / "people")
    assert tagger_version() not in {before, changed}


@pytest.mark.shared
def test_offsets_hold_on_real_pages(tagger: Tagger, shared: Path) -> None:
    from pipeline.clean.document import clean_page

    documents = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        page = Page(
            document_id(None, path.stem), None, "seeds", "text/plain", path.read_bytes(), "2024-01-01T00:00:00Z"
        )
        try:
            documents.append(clean_page(page))
        except UnusableContent:
            continue
    assert len(documents) == 5
    for each, tags in tagger.tag_many(documents):
        assert tags.mentions
        for item in (*tags.mentions, *(area.evidence for area in tags.focus_areas)):
            assert each.text[item.start : item.end] == item.text
