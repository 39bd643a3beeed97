"""People: full names, their roles, and later mentions by one name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.records import Mention
from pipeline.tag.people import PeopleTagger, load_people, person_id


@pytest.fixture(scope="module")
def tagger() -> PeopleTagger:
    return load_people()


def find(tagger: PeopleTagger, text: str) -> tuple[Mention, ...]:
    (mentions,) = tagger.find_many([text])
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return mentions


def names(tagger: PeopleTagger, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in find(tagger, text)]


def test_a_person_with_role_and_organisation(tagger: PeopleTagger) -> None:
    text = "Det säger Anna Berg, brottsförebyggande strateg i Vara kommun."
    assert find(tagger, text) == (
        Mention(
            10,
            19,
            "Anna Berg",
            "PERSON",
            "person:anna-berg",
            "Anna Berg",
            "brottsförebyggande strateg",
            "Vara kommun",
        ),
    )


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Rapporten är klar, säger utredaren Karin Dahl på Brå.", "utredaren", "Brå"),
        ("Omar Hassan från Frivården i Göteborg höll i mötet.", None, "Frivården i Göteborg"),
        ("Nu börjar arbetet, säger Petra Ek projektledare på Brå.", "projektledare", "Brå"),
        (
            "Så säger Nils Wik chef för Arbetsmarknads- och socialförvaltningen.",
            "chef",
            "Arbetsmarknads- och socialförvaltningen",
        ),
        ("Nils Wik, Falkenbergs kommun, tog emot.", None, "Falkenbergs kommun"),
        (
            "Leila Nouri, verksamhetschef inom socialtjänsten i Kalmar kommun.",
            "verksamhetschef",
            "socialtjänsten i Kalmar kommun",
        ),
        ("Kontakt\n\nLeila Nouri\nHållbarhetsstrateg\n0520-123 45", "Hållbarhetsstrateg", None),
        ("Med fanns Sara Lindkvist, lektor i kriminologi, och många andra.", "lektor i kriminologi", None),
        ("I går kom Sara Lindkvist till mötet i Kalmar.", None, None),
        ("Där talade Sara Lindkvist, Göteborg, om saken.", None, None),
    ],
)
def test_what_stands_beside_the_name(tagger: PeopleTagger, text: str, role: str, organisation: str) -> None:
    (mention,) = find(tagger, text)
    assert (mention.role, mention.organisation) == (role, organisation)


def test_a_role_before_the_next_person_is_that_persons(tagger: PeopleTagger) -> None:
    first, second = find(tagger, "På plats var Anna Berg, utredaren Erik Holm och flera till.")
    assert (first.name, first.role) == ("Anna Berg", None)
    assert (second.name, second.role) == ("Erik Holm", "utredaren")


@pytest.mark.parametrize(
    "name",
    [
        "Carl-Johan Ek",
        "Maria von Essen",
        "Erik af Klint",
        "Sofia van der Meer",
        "Anna-Karin Berg-Lindström",
        "Fatima al-Hassan",
        "Leif G.W. Holm",
        "Anders B Nilsson",
        "Goran Petrović",
        "Nasrin Ahmadi",
        "Jukka Virtanen",
        "Thi Nguyen",
        "Rosa Martínez Lindell",
        "Samuel O’Neill",
        "Abdirahman Warsame",
    ],
)
def test_names_of_many_kinds(tagger: PeopleTagger, name: str) -> None:
    text = f"Det är viktigt att börja tidigt, säger {name} i en intervju."
    assert names(tagger, text) == [(name, name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Bergs rapport kom i maj.", [("Anna Bergs", "Anna Berg")]),
        ("Anna Berg talade. Anna Bergs slutsats är klar.", [("Anna Berg", "Anna Berg"), ("Anna Bergs", "Anna Berg")]),
        ("Här möter du Lars Mattias i en film.", [("Lars Mattias", "Lars Mattias")]),
        ("Hanna Lindroos är ny chef.", [("Hanna Lindroos", "Hanna Lindroos")]),
        ("Möt Eva Markus. Hon är samordnare.", [("Eva Markus", "Eva Markus")]),
    ],
)
def test_the_genitive_s_is_no_part_of_the_name(tagger: PeopleTagger, text: str, found: list[tuple[str, str]]) -> None:
    assert names(tagger, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Det säger Amina Käll. Amina betonar att Källs kollegor hjälper till.",
            [("Amina Käll", "Amina Käll"), ("Amina", "Amina Käll"), ("Källs", "Amina Käll")],
        ),
        (
            "Ursula von Platen är chef. I dag är von Platen i Rom.",
            [("Ursula von Platen", "Ursula von Platen"), ("von Platen", "Ursula von Platen")],
        ),
        (
            "Rut Carlsson Moberg ler. Rut Moberg nickar.",
            [("Rut Carlsson Moberg", "Rut Carlsson Moberg"), ("Rut Moberg", "Rut Carlsson Moberg")],
        ),
        # Two people called Anna: a bare "Anna" could be either.
        (
            "Anna Berg och Anna Lindkvist möts. Anna talar först.",
            [("Anna Berg", "Anna Berg"), ("Anna Lindkvist", "Anna Lindkvist")],
        ),
        ("Susanna talar först. Berg säger inget.", []),
        ("Här talar Per Lund. Adressen är 221 00 Lund\nHan bor i Lund.", [("Per Lund", "Per Lund")]),
        ("Det säger Per Lund. Lund menar allvar.", [("Per Lund", "Per Lund"), ("Lund", "Per Lund")]),
    ],
)
def test_later_mentions_by_one_name(tagger: PeopleTagger, text: str, found: list[tuple[str, str]]) -> None:
    assert names(tagger, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Senast granskad 2022-03-10 av QWERTY",
        "Besök oss på Gärdhemsvägen 9 eller Karl Johansgatan 12.",
        "Mötet hölls i Vara kommun och Upplands Väsby kommun.",
        "Kontaktcenter Sala kommun svarar på frågor.",
        "Projektet Trygga Torg leds av Brottsförebyggande rådet.",
        "Anmälan enligt Lex Maria eller Lex Sarah görs här.",
        "Dag Hammarskjölds väg stängs av i juni.",
        "Raoul Wallenberg-akademin och Anna Lindhs minnesfond delar ut priset.",
        "Per Capita ökar kostnaden, Dag för dag.",
        "Kommunerna är Nora, Mark, Sala och Ale.",
        "Folkets Hus i Västra Götaland har öppet i Maj.",
        "",
    ],
)
def test_what_is_no_person(tagger: PeopleTagger, text: str) -> None:
    assert find(tagger, text) == ()


def test_a_caption_word_stays_outside(tagger: PeopleTagger) -> None:
    assert names(tagger, "Lisa Dahlgren webb Lisa Dahlgren och Bo Ek Foto Erik Holm") == [
        ("Lisa Dahlgren", "Lisa Dahlgren"),
        ("Lisa Dahlgren", "Lisa Dahlgren"),
        ("Bo Ek", "Bo Ek"),
        ("Erik Holm", "Erik Holm"),
    ]


def test_a_stream_is_read_lazily_and_answered_in_order(tagger: PeopleTagger) -> None:
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(1_000):
            taken.append(number)
            yield f"Här talar Anna Berg. Sida {number}." if number % 2 else "Inget här."

    answers = tagger.find_many(texts())
    assert [len(next(answers)) for _ in range(4)] == [0, 1, 0, 1]
    assert len(taken) < 200


def test_a_text_longer_than_the_model_allows(tagger: PeopleTagger) -> None:
    text = "Anna Berg ler " + "och väntar " * 100_000 + "medan Bo Ek ler"
    assert names(tagger, text) == [("Anna Berg", "Anna Berg"), ("Bo Ek", "Bo Ek")]


def test_many_names_without_a_sentence_end(tagger: PeopleTagger) -> None:
    (mentions,) = tagger.find_many(["Anna Berg ler " * 2_000])
    assert len(mentions) == 2_000
    assert {mention.entity_id for mention in mentions} == {"person:anna-berg"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["Anna", "Berg", " ", " ", "von", "säger", "\n", "s."])))
)
def test_offsets_hold_for_any_text(tagger: PeopleTagger, parts: list[str]) -> None:
    mentions = find(tagger, "".join(parts))
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Åsa Räty-Öberg", "person:asa-raty-oberg"),
        ("Søren Müller", "person:soren-muller"),
        ("Samuel O’Neill", "person:samuel-o-neill"),
    ],
)
def test_person_id(name: str, entity_id: str) -> None:
    assert person_id(name) == entity_id


def test_a_missing_model_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="reinstall"):
        load_people(tmp_path / "nowhere")


@pytest.mark.shared
def test_every_person_on_the_seed_pages_and_nobody_else(tagger: PeopleTagger, shared: Path) -> None:
    pages = sorted((shared / "seeds").glob("*.txt"))
    found = [
        {mention.name for mention in mentions}
        for mentions in tagger.find_many(page.read_text(encoding="utf-8") for page in pages)
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
