"""What the words around a name say: person, municipality, place."""

from __future__ import annotations

import pytest

from pipeline.tag.evidence import after_area_noun, beside, in_area, in_place, is_personal, opens_name, stands_as_name
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.place_names import PlaceName, named_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def last(gazetteer: Gazetteer, text: str) -> PlaceName:
    return named_places(gazetteer, text)[-1]


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("Anna Lund", True),
        ("Per-Ivar Ronneby", True),
        ("Rose-Marie Tranås", True),
        ("Lena Nybro Falk", True),
        ("Henrik Kalix, historiker", True),
        ("A. Lund", True),
        ("Nora, 17, säger", True),
        ("Nora (17)", True),
        ("Mark Edwards", True),
        ("Marks & Spencer", True),
        ("advokat Lund", True),
        ("sade Berg", True),
        ("Björn Söder", True),
        ("Familjen Åmål", True),
        ("kriminalinspektör Motala", True),
        ("enhetschefen Flen", True),
        ("kommunalråd Malmö", False),
        ("P-O Vallentuna", True),
        ("Docenten Eskilstuna", True),
        ("besökte bostadsministern Alingsås", False),
        ("säger Osby.", True),
        ("säger Osby kommun.", False),
        ("säger Osbys chef", False),
        ("Nora S.", True),
        ("Bo Kalmar", False),  # "Bo" opens the sentence and may be the verb
        ("Möt Lund", False),
        ("Polisen Lund", False),
        ("Möt Alby", False),
        ("Centrala Alby", False),
        ("i Nora, 17 mil bort", False),
        ("Trollhättan", False),
        ("Anna bor i Kalmar", False),
        ("Anna Lunds kommun", False),
    ],
)
def test_who_is_a_person(gazetteer: Gazetteer, text: str, personal: bool) -> None:
    assert is_personal(gazetteer, text, last(gazetteer, text)) is personal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Vara kommun", "kommun beside the name"),
        ("534 31 Vara", "a postal address"),
        ("Storgatan 3 B, Vara", "a postal address"),
        ("kommunen Vara", "kommun or an office of it beside the name"),
        ("min hemkommun Nora", "kommun or an office of it beside the name"),
        ("Kommuner i urvalet: Vara", "kommun or an office of it beside the name"),
        ("Vara socialtjänst", "kommun or an office of it beside the name"),
        ("Bergs kommunalråd", "kommun or an office of it beside the name"),
        ("Polisen Lund", "a local office of that place"),
        ("Familjecentralen Kil", "a local office of that place"),
        ("Polisen Lund säger nej", None),
        ("Kvinnojouren Lund", None),
        ("polisen Lund", None),
        ("i Vara", None),
    ],
)
def test_what_stands_beside(gazetteer: Gazetteer, text: str, reason: str | None) -> None:
    ground = beside(text, last(gazetteer, text))
    assert (ground and ground.reason) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("i Vara", "place preposition"),
        ("norr om Lund", "place preposition"),
        ("från Vara", "from or to the name"),
        ("till Nora", None),
        ("i Nora", "place preposition"),
        ("inom Mark och vatten", None),
        ("i Mark Edwards", None),
        ("I VARA", None),
        ("även Boden", "capital letter within a sentence"),
        ("Boden", None),
        ("samtal med Säter", None),
        ("även Vara", None),
    ],
)
def test_what_makes_a_trap_a_place(gazetteer: Gazetteer, text: str, reason: str | None) -> None:
    ground = in_place(text, last(gazetteer, text), also_a_person=False)
    assert (ground and ground.reason) == reason


def test_a_direction_is_nothing_where_the_name_is_a_persons_too(gazetteer: Gazetteer) -> None:
    one = last(gazetteer, "till Lund")
    assert in_place("till Lund", one, also_a_person=False)
    assert in_place("till Lund", one, also_a_person=True) is None


@pytest.mark.parametrize(
    ("text", "area", "noun"),
    [
        ("på Söder", True, False),
        ("bostadsområdet Alby", True, True),
        ("Stadsdelen norra Alby", True, False),
        ("de utsatta områdena Alby", True, True),
        ("kvarteret Herrgården", True, True),
        ("tätorten Floda", True, True),
        ("utsatta Alby", False, True),
        ("Alby", False, False),
        ("säger Söder", False, False),
    ],
)
def test_where_a_place_is_to_be_expected(gazetteer: Gazetteer, text: str, area: bool, noun: bool) -> None:
    one = last(gazetteer, text)
    assert (in_area(text, one), after_area_noun(text, one)) == (area, noun)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Nu vill Vara mer", True),
        ("Vara satsar", True),
        ("Varas unga", True),
        ("Vara", True),
        ("Vara och Skara", True),
        ("Vara | Kvänum", True),
        ("Vara, stationen", True),
        ("Vara ung", False),
        ("Mark och vatten", False),
        ("VARA", False),
        ("Det är bra, Lund säger nej", False),
        ("Lund Andersson", False),
    ],
)
def test_what_stands_as_a_name_does(gazetteer: Gazetteer, text: str, stands: bool) -> None:
    assert stands_as_name(text, named_places(gazetteer, text)[0]) is stands


def test_a_name_that_opens_another(gazetteer: Gazetteer) -> None:
    assert opens_name("Nybro Falks plats", last(gazetteer, "Nybro Falks plats"))
    assert not opens_name("Nybro tar plats", last(gazetteer, "Nybro tar plats"))
