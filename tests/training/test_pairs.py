"""Each miner on a record of its own corpus; the other corpora are empty."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.training.pairs import Pair, mine, texts

CORPORA = ("g0vse_regeringen", "riksdag_interpellationer", "sfs_all", "msdocs_sv", "almedalen_2009_2014")
OPENING = "Kommunen bygger ett nytt badhus vid sjön och det ska stå klart till sommaren."


def write(folder: Path, **records: list[dict[str, Any]]) -> Path:
    for name in CORPORA:
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record) + "\n" for record in records.get(name, []))
    return folder


def event(title: str, body: str = OPENING) -> dict[str, str]:
    return {"title": title, "body": body}


def test_an_event_pairs_its_title_with_its_text(tmp_path: Path) -> None:
    assert mine(write(tmp_path, almedalen_2009_2014=[event("Nytt badhus")])) == [("Nytt badhus", OPENING)]


@pytest.mark.parametrize("name", [name for name in CORPORA if name != "msdocs_sv"])
def test_a_title_that_stands_in_the_body_is_cut_out(tmp_path: Path, name: str) -> None:
    body = f"Ett badhus till alla. {OPENING} Ett badhus till alla, alltså."
    (pair,) = mine(write(tmp_path, **{name: [event("Ett badhus till alla", body)]}))
    assert pair == ("Ett badhus till alla", f". {OPENING} , alltså.")


def test_a_title_too_short_to_be_one_is_not_cut_out(tmp_path: Path) -> None:
    # And being shorter than six characters it makes no pair of its own.
    body = f"EU och EU. {OPENING} Vad säger EU om ett nytt badhus?"
    (pair,) = mine(write(tmp_path, g0vse_regeringen=[event("EU", body)]))
    assert pair == ("Vad säger EU om ett nytt badhus?", f"EU och EU. {OPENING}")


def test_a_page_pairs_titles_questions_and_sentences_with_the_text_around_them(tmp_path: Path) -> None:
    before = "Badhuset vid sjön har stängt efter trettio år och besökarna undrar mycket om framtiden."
    question = "När öppnar det nya badhuset vid sjön?"
    after = "Bygget är försenat men enligt kommunen ska det gå att bada igen till sommaren nästa år."
    found = mine(write(tmp_path, g0vse_regeringen=[event("Bad i Mora", f"{before} {question} {after}")]))
    assert sorted(found) == [
        ("Bad i Mora", f"{before} {question} {after}"),
        (question, f"{before} {after}"),
    ]


def test_without_a_question_a_sentence_is_asked_about(tmp_path: Path) -> None:
    first = "Badhuset vid sjön har stängt efter trettio år och besökarna undrar mycket om framtiden."
    second = "Bygget är försenat men enligt kommunen ska det gå att bada igen till sommaren nästa år."
    found = set(mine(write(tmp_path, g0vse_regeringen=[event("Bad i Mora", f"{first} {second}")])))
    found.remove(("Bad i Mora", f"{first} {second}"))
    assert found in ({(first, second)}, {(second, first)})


def test_a_sentence_said_twice_stands_nowhere_in_its_passage(tmp_path: Path) -> None:
    asked = "Vad händer nu med badhuset vid sjön?"
    told = "Det har stängt efter trettio år och ingen av besökarna vet hur det ska gå i fortsättningen."
    body = f"{asked} {told} {asked}"
    found = mine(write(tmp_path, g0vse_regeringen=[event("Bad i Mora", body)]))
    assert sorted(found) == [("Bad i Mora", body), (asked, told)]


def test_an_interpellation_loses_the_scanners_noise(tmp_path: Path) -> None:
    hyphenated = OPENING.replace("badhus", "bad\xadhus")
    body = f"SVERIGES RIKSDAG 2014\nInkom den 3 maj\n{hyphenated}\nden 4 maj"
    found = mine(write(tmp_path, riksdag_interpellationer=[event("Om badhus", body)]))
    assert found == [("Om badhus", OPENING)]


def test_a_statute_pairs_headings_with_sections_and_its_title_without_the_number(tmp_path: Path) -> None:
    body = (
        "Inledande bestämmelser\r\n\r\n1 § Denna lag gäller alla badhus som en kommun äger eller driver.\r\n\r\n"
        "Avgifter för besök\r\n\r\n2 § Kommunen får ta ut en avgift av den som besöker ett badhus."
    )
    found = dict(mine(write(tmp_path, sfs_all=[event("Badhuslag (2024:17)", body)])))
    assert set(found) == {"Badhuslag", "Avgifter för besök"}
    assert found["Avgifter för besök"] == "2 § Kommunen får ta ut en avgift av den som besöker ett badhus."
    assert found["Badhuslag"].startswith("Inledande bestämmelser 1 § Denna lag gäller")


def test_a_manual_pairs_its_title_with_the_description_and_headings_with_sections(tmp_path: Path) -> None:
    body = (
        "# Boka en bana\n> [!NOTE]\n> Logga in med `BankID` och välj **dag** i kalendern innan du bokar en bana.\n"
        "## Avboka\nVälj bokningen i listan och tryck sedan på krysset för att avboka den."
    )
    record = event("Banor i badhuset", body) | {"description": "Så bokar du en bana i badhuset för dig och andra."}
    assert sorted(mine(write(tmp_path, msdocs_sv=[record]))) == [
        ("Avboka", "Välj bokningen i listan och tryck sedan på krysset för att avboka den."),
        ("Banor i badhuset", "Så bokar du en bana i badhuset för dig och andra."),
        ("Boka en bana", "> > Logga in med BankID och välj dag i kalendern innan du bokar en bana."),
    ]


def test_a_manual_without_title_or_description_pairs_what_there_is(tmp_path: Path) -> None:
    body = "Välj bokningen i listan och tryck sedan på krysset för att avboka den."
    records = [
        event("Avbokning", body) | {"description": ""},
        event("", f"## Avboka bana\n{body}") | {"description": ""},
    ]
    assert sorted(mine(write(tmp_path, msdocs_sv=records))) == [("Avboka bana", body), ("Avbokning", body)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bad", OPENING),
        ("Badhuset öppnar", "Nu är det klart."),
        (OPENING, OPENING.upper()),
        ("Badhuset öppnar till sommaren i Mora kommun igen", "Badhuset öppnar till sommaren i Mora kommun igen"),
    ],
    ids=["short question", "short passage", "equal but for case", "nothing beside the title"],
)
def test_pairs_that_teach_nothing_are_left_out(tmp_path: Path, title: str, body: str) -> None:
    assert mine(write(tmp_path, almedalen_2009_2014=[event(title, body)])) == []


def test_long_sides_are_cut_at_48_and_160_words(tmp_path: Path) -> None:
    (pair,) = mine(write(tmp_path, almedalen_2009_2014=[event("titel " * 60, "ord " * 300)]))
    assert [len(side.split()) for side in pair] == [48, 160]


def many(folder: Path) -> Path:
    told = "Badhuset vid sjön har stängt efter trettio år och många undrar hur det nu ska gå i fortsättningen."
    pages = [event(f"Rubrik {n}", f"{OPENING} {told} Vad händer med bad nummer {n} nu? {told}") for n in range(40)]
    same = [event("Samma rubrik", OPENING)] * 3
    return write(folder, g0vse_regeringen=pages, almedalen_2009_2014=same)


def test_pairs_are_distinct_two_sided_and_in_the_order_of_the_seed(tmp_path: Path) -> None:
    corpora = many(tmp_path)
    pairs: list[Pair] = mine(corpora)
    assert len(set(pairs)) == len(pairs) == 81
    assert all(query.lower() != passage.lower() for query, passage in pairs)
    assert pairs == mine(corpora)
    other = mine(corpora, seed=14)
    assert pairs != other
    assert ("Samma rubrik", OPENING) in other


def test_no_question_stands_in_its_own_passage(tmp_path: Path) -> None:
    asked = [pair for pair in mine(many(tmp_path)) if pair[0].endswith("?")]
    assert len(asked) == 40
    assert not [query for query, passage in asked if query in passage]


def test_the_texts_are_every_body_cut_at_6000_characters(tmp_path: Path) -> None:
    write(tmp_path, almedalen_2009_2014=[event("A", "x" * 7000)], sfs_all=[event("B", "Lag.")])
    assert list(texts(tmp_path)) == ["x" * 6000, "Lag."]
