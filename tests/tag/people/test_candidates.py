"""Candidates: what counts as a full name, by which evidence."""

from __future__ import annotations

import pytest

from pipeline.tag.people.candidates import THRESHOLD, Candidate, Entity, full_names
from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.names import name_runs
from tests.tag.conftest import Find

LISTS = NameLists(frozenset({"Anna", "Dag", "Bo"}), frozenset({"Berg", "Ek"}), frozenset({"Dag"}), frozenset({"Sala"}))


def scored(text: str, *entities: Entity, threshold: float = -9.0) -> list[tuple[str, float]]:
    people = full_names(text, name_runs(text, LISTS), list(entities), LISTS, threshold)
    return [(found.surface, found.score) for found in people]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Nu kom Anna Berg hit", 2.0),
        ("Nu kom Dag Berg hit", 1.75),  # dag is a word
        ("Nu kom Anna Qvarnlund hit", 1.75),
        ("Nu kom Anna Quux hit", 1.0),
        ("Nu kom Anna Bo hit", 1.5),
        ("säger Anna Quux hit", 1.75),
        ("Anna Quux säger nej", 1.75),
        ("Anna Quux (S) log", 1.75),
        ("Rektor Anna Quux log", 1.75),
        ("Anna Quux, rektor, log", 1.75),
        ("Foto: Anna Quux", 1.75),
        ("Nu kom ANNA BERG hit", 2.0),
        ("Nu kom Anna Sala hit", 1.5),
        ("Nu kom A. Berg hit", 1.5),
        ("Nu kom G.W. Berg hit", 1.75),
        ("Nu kom Anna von Quux hit", 1.5),
    ],
)
def test_evidence_without_the_model(text: str, score: float) -> None:
    ((_, found),) = scored(text)
    assert found == score


@pytest.mark.parametrize(
    ("entity", "score"),
    [
        (Entity(7, 16, "PER"), 2.5),
        (Entity(7, 11, "PER"), 1.75),
        (Entity(7, 16, "ORG"), 0.75),
        (Entity(0, 6, "PER"), 1.0),
    ],
)
def test_evidence_of_the_model(entity: Entity, score: float) -> None:
    assert scored("Nu kom Anna Quux hit", entity) == [("Anna Quux", score)]


def test_the_model_opens_a_name_that_no_list_knows() -> None:
    assert scored("Nu kom Zyx Berg hit") == []
    assert scored("Nu kom Zyx Berg hit", Entity(7, 15, "PER")) == [("Zyx Berg", 1.75)]
    assert scored("Nu kom Republiken Berg hit", Entity(7, 22, "PER")) == []
    assert scored("Nu kom Zyx Anna Berg hit", Entity(7, 20, "PER"))[0][0] == "Anna Berg"


def test_a_name_ends_before_the_next_persons_given_name() -> None:
    assert [name for name, _ in scored("Anna Berg Bo Ek log")] == ["Anna Berg", "Bo Ek"]


def test_capitals_go_with_capitals() -> None:
    assert [name for name, _ in scored("ANNA BERG Ek log")] == ["Anna Berg"]
    assert [name for name, _ in scored("Anna BERG log")] == ["Anna Berg"]


def test_a_surname_follows_two_given_names() -> None:
    assert [name for name, _ in scored("Nu kom Anna Bo Quux hit")] == ["Anna Bo Quux"]


def test_one_good_mention_makes_the_others_count() -> None:
    text = "säger Anna Quux\nAnna Quux\nAnna Quuxs"
    assert [name for name, _ in scored(text, threshold=THRESHOLD)] == ["Anna Quux", "Anna Quux", "Anna Quuxs"]
    assert scored("Anna Quux\nAnna Quuxs", threshold=THRESHOLD) == []


def test_a_tail_that_is_no_surname_is_cut() -> None:
    text = "Anna Berg log\nAnna Berg Quux"
    found = scored(text, Entity(14, 28, "PER"), threshold=THRESHOLD)
    assert [name for name, _ in found] == ["Anna Berg", "Anna Berg"]


@pytest.mark.parametrize("text", ["Stiftelsen Anna Berg", "Anna Bergs väg", "Anna Berg-priset", "Anna Ek församling"])
def test_the_name_of_a_thing_is_no_candidate(text: str) -> None:
    assert scored(text) == []


def test_where_a_candidate_stands() -> None:
    (run,) = name_runs("Hej Anna  Berg", LISTS)
    found = Candidate(tuple(run), 1.0)
    assert (found.start, found.end, found.surface) == (4, 14, "Anna Berg")


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
        "A. Holmberg",
        "G.W. Persson",
        "P-O Lindgren",
        "Sofia d'Angelo",
        "Omar bin Laden",
        "Johanna Boden",
        "Lena Nybro Falk",
        "Mo Hjalmar Bost",
    ],
)
def test_names_of_many_kinds(find: Find, name: str) -> None:
    text = f"Det är viktigt att börja tidigt, säger {name} i en intervju."
    assert [(mention.text, mention.name) for mention in find(text)] == [(name, name)]


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
        "Anna Lindhs plats, Olof Palmes gata, Alfred Nobels minne och Sara Lidman-priset.",
        "Nils Lunds pokal delas ut sedan 1974.",
        "Läs mer i Gefle Dagblad och Washington Post.",
        "Iran Air, Coca Cola, Boston Consulting Group, Telge Hovsjö och Global Compact.",
        "Ernst & Young, Save the Children och Group Violence Intervention.",
        "Södertörns Högskola och Hållbara Rosengård deltog.",
        "KONTAKTA OSS PÅ STADSHUSET I VARA",
        "Folkets Hus i Västra Götaland har öppet i Maj.",
        "",
    ],
)
def test_what_is_no_person(find: Find, text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Text: ANNA BERG\nFoto: KALLE EK", [("ANNA BERG", "Anna Berg"), ("KALLE EK", "Kalle Ek")]),
        ("BENGT WADENSJÖ biskop", [("BENGT WADENSJÖ", "Bengt Wadensjö")]),
        ("ANDERS W JONSSON Centerpartiets ordförande", [("ANDERS W JONSSON", "Anders W Jonsson")]),
        ("Här talar Zyxu Quuxus svenska advokat.", [("Zyxu Quuxus", "Zyxu Quuxu")]),
        ("Kriget i Sri Lanka är slut. Sri Lankas urfolk.", []),
        ("David Eberhard- psykiater", [("David Eberhard", "David Eberhard")]),
        ("Håkan Lars' bil är blå.", [("Håkan Lars'", "Håkan Lars")]),
        ("Till Anna Berg (S) och Bo Ek (M)", [("Anna Berg", "Anna Berg"), ("Bo Ek", "Bo Ek")]),
        ("| Anna Berg | 0520-12 34 | anna.berg@vara.example |", [("Anna Berg", "Anna Berg")]),
    ],
)
def test_how_pages_write_names(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.name) for mention in find(text)] == found


def test_a_caption_word_stays_outside(find: Find) -> None:
    mentions = find("Lisa Dahlgren webb Lisa Dahlgren och Bo Ek Foto Erik Holm")
    assert [mention.text for mention in mentions] == ["Lisa Dahlgren", "Lisa Dahlgren", "Bo Ek", "Erik Holm"]
