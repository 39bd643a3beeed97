"""People from text to mentions: whole mentions, streams, long texts, a broken model."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.models import PEOPLE
from pipeline.records import Mention
from pipeline.tag.people import PeopleTagger, load_people
from tests.tag.conftest import Find


def test_a_person_with_role_and_organisation(find: Find) -> None:
    text = "Det säger Anna Berg, brottsförebyggande strateg i Vara kommun."
    assert find(text) == (
        Mention(
            10,
            19,
            "Anna Berg",
            "PERSON",
            "person:anna-berg",
            "Anna Berg",
            "brottsförebyggande strateg",
            "Vara kommun",
            public=True,
        ),
    )


@pytest.mark.parametrize(
    "text",
    ["Det sade Anna Karlsson,\r\npolis i\r\nMalmö.", "Det sade Anna Karlsson 👮, polis i Malmö."],
)
def test_a_role_across_soft_line_breaks_and_emoji(find: Find, text: str) -> None:
    assert [(mention.text, mention.role) for mention in find(text)] == [("Anna Karlsson", "polis")]


@pytest.mark.parametrize("text", ["Företaget Böhler Uddeholm i Hagfors.", "Böhler Uddeholm, vd-ägt, säger nej."])
def test_a_company_is_no_person(find: Find, text: str) -> None:
    assert find(text) == ()


def test_the_forms_of_a_name_are_one_person(find: Find) -> None:
    text = "Det säger Rut Carlsson Moberg, polis. Rut Mobergs kollegor ler. Moberg nickar."
    assert [(mention.text, mention.entity_id, mention.role) for mention in find(text)] == [
        ("Rut Carlsson Moberg", "person:rut-carlsson-moberg", "polis"),
        ("Rut Mobergs", "person:rut-carlsson-moberg", None),
        ("Moberg", "person:rut-carlsson-moberg", None),
    ]


def test_a_stream_is_read_lazily_and_answered_in_order(people_tagger: PeopleTagger) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(1_000):
            taken.append(number)
            yield f"Här talar Anna Berg. Sida {number}." if number % 2 else "Inget här."

    answers = people_tagger.find_many(texts())
    assert [len(next(answers)) for _ in range(4)] == [0, 1, 0, 1]
    assert len(taken) < 200


def test_a_text_longer_than_the_model_allows(find: Find) -> None:
    text = "Anna Berg ler " + "och väntar " * 100_000 + "medan Bo Ek ler"
    assert [mention.text for mention in find(text)] == ["Anna Berg", "Bo Ek"]


def test_many_names_without_a_sentence_end(people_tagger: PeopleTagger) -> None:
    (mentions,) = people_tagger.find_many(["Anna Berg ler " * 2_000])
    assert len(mentions) == 2_000
    assert {mention.entity_id for mention in mentions} == {"person:anna-berg"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["Anna", "Berg", " ", " ", "von", "säger", "\n", "s."])))
)
def test_offsets_hold_for_any_text(find: Find, parts: list[str]) -> None:
    mentions = find("".join(parts))
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_missing_model_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="reinstall"):
        load_people(tmp_path / "nowhere")


# One file for each kind of error that spaCy's readers raise: ValueError, AttributeError, EOFError.
@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.cfg", b""),
        ("config.cfg", b"[nlp]\nlang = 'sv'\n"),
        ("meta.json", b"{"),
        ("ner/model", b"\xff\x00"),
        ("tokenizer", b""),
        ("vocab/key2row", b"\0"),
        ("vocab/vectors", b""),
    ],
)
def test_a_damaged_model_is_a_store_error_of_one_line(tmp_path: Path, file: str, content: bytes) -> None:
    shutil.copytree(PEOPLE, tmp_path / "people")
    (tmp_path / "people" / file).write_bytes(content)
    with pytest.raises(StoreError, match=r"cannot load the person model in .*; reinstall kunskapsbank") as caught:
        load_people(tmp_path / "people")
    assert "\n" not in str(caught.value)


@pytest.mark.shared
def test_every_person_on_the_seed_pages_and_nobody_else(people_tagger: PeopleTagger, shared: Path) -> None:
    pages = sorted((shared / "seeds").glob("*.txt"))
    found = [
        {mention.name for mention in mentions}
        for mentions in people_tagger.find_many(page.read_text(encoding="utf-8") for page in pages)
    ]
    assert found == [
        {"Christina Söderberg", "Christina Malmsten"},
        {"Anne Fagerberg", "Lisa Pedersen"},
        {"Lisa Pedersen", "Ulrika Ivarsson", "Christina Söderberg"},
        {"Katrin Nilsson", "Susanna Käki"},
        {
            "Selina Zuffanelli Hedberg",
            "Håkan Ringberg",
            "Lisa Johansson",
            "Robert Rydqvist",
            "Lovisa Nygren",
            "Amir Rostami",
            "Martin Petersson",
            "Mira Palmkrantz",
            "Linda Carlsson Malak",
            "Eva Forsell",
        },
    ]


@pytest.mark.shared
def test_short_forms_on_the_seed_pages_are_linked(people_tagger: PeopleTagger, shared: Path) -> None:
    pages = sorted((shared / "seeds").glob("*.txt"))
    found = [
        {(mention.text, mention.name) for mention in mentions if " " not in mention.text}
        for mentions in people_tagger.find_many(page.read_text(encoding="utf-8") for page in pages)
    ]
    assert found == [set(), set(), {("Ulrika", "Ulrika Ivarsson")}, {("Susanna", "Susanna Käki")}, set()]


@pytest.mark.shared
def test_everybody_on_the_seed_pages_is_named_in_a_public_role(people_tagger: PeopleTagger, shared: Path) -> None:
    pages = sorted((shared / "seeds").glob("*.txt"))
    for mentions in people_tagger.find_many(page.read_text(encoding="utf-8") for page in pages):
        assert all(mention.public for mention in mentions)
