from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Evidence, Fact, FocusArea, Initiative, Mention, Municipality
from pipeline.tag.focus_areas import load_head
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.initiatives.facts import initiative_facts
from pipeline.tag.initiatives.finder import find_initiatives
from pipeline.tag.initiatives.lexicon import load_initiatives
from pipeline.tag.municipalities import find_municipalities
from pipeline.tag.organisations import find_organisations, load_organisations
from pipeline.tag.people import load_people

PEOPLE, HEAD = load_people(), load_head(load_static(EMBEDDER).encode)
ORGANISATIONS, INITIATIVES, GAZETTEER = load_organisations(), load_initiatives(), load_gazetteer()


def mentions_in(text: str) -> list[Mention]:
    (people,) = PEOPLE.find_many([text])
    organisations = find_organisations(ORGANISATIONS, text, [(m.start, m.end) for m in people])
    taken = [(m.start, m.end) for m in (*people, *organisations)]
    places = find_municipalities(GAZETTEER, text, None, taken)
    found = (*people, *organisations, *places, *find_initiatives(INITIATIVES, HEAD, text, taken, None, places))
    return sorted(found, key=lambda m: m.start)


def facts(text: str) -> list[tuple[str, str, str]]:
    initiatives = initiative_facts(text, mentions_in(text), None, ())
    for one in initiatives:
        assert all(text[fact.start : fact.end] == fact.text for fact in one.facts)
    return [(one.name, fact.kind, fact.value) for one in initiatives for fact in one.facts]


def test_an_initiative_is_whole() -> None:
    text = "Krami startade 1998."
    assert initiative_facts(text, mentions_in(text), None, ()) == (
        Initiative("initiative:krami", "Krami", (Fact("period", "1998/", 6, 19, "startade 1998"),)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Krami i Eskilstuna är ett samarbete mellan Kriminalvården och Arbetsförmedlingen.",
            [
                ("Krami", "municipality", "0484"),
                ("Krami", "partner", "organisation:kriminalvarden"),
                ("Krami", "partner", "organisation:arbetsformedlingen"),
            ],
        ),
        (
            "Krami drivs här. Målgruppen är unga mellan 18 och 25 år. Projektet kostar 2 miljoner kronor.",
            [
                ("Krami", "target_group", "unga mellan 18 och 25 år"),
                ("Krami", "age", "18-25"),
                ("Krami", "funding", "2000000 kr"),
            ],
        ),
        (
            "SSPF startade 2019 och Krami startade 1998.",
            [("SSPF", "period", "2019/"), ("Krami", "period", "1998/")],
        ),
        ("Krami finns här.\n\nFoto: Vara kommun", []),
        ("Krami finns här, efter studiebesök från Vara.", []),
        ("Skolan startade 2019.", []),
    ],
)
def test_facts_belong_to_their_initiative(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert facts(text) == expected


def test_a_focus_area_belongs_to_what_its_sentence_speaks_of() -> None:
    text = "Krami hjälper. Verksamheten stöttar den som vill lämna gäng.\n\nSSPF är annat."
    shown = Evidence(15, 60, text[15:60])
    krami, sspf = initiative_facts(text, mentions_in(text), None, (FocusArea("F2", "Avhopp", 0.9, shown),))
    assert [fact for fact in krami.facts if fact.kind == "focus_area"] == [
        Fact("focus_area", "F2", 15, 60, "Verksamheten stöttar den som vill lämna gäng.")
    ]
    assert not [fact for fact in sspf.facts if fact.kind == "focus_area"]


def test_a_sentence_about_another_service_says_nothing_of_the_one_before() -> None:
    text = "Projektet Trygg skola riktar sig till elever. Avhopparstöd erbjuds den som vill lämna gäng."
    shown = Evidence(46, len(text), text[46:])
    (found,) = initiative_facts(text, mentions_in(text), None, (FocusArea("F2", "Avhopp", 0.9, shown),))
    assert found == Initiative(
        "initiative:trygg-skola", "Trygg skola", (Fact("target_group", "elever", 38, 44, "elever"),)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Krami fick inte pengar från Brå.",
        "Krami skulle ha fått 3 miljoner kronor.",
        "Krami sökte 2 miljoner kronor men fick avslag.",
    ],
)
def test_money_that_nobody_got_is_no_funding(text: str) -> None:
    assert facts(text) == []


def test_an_initiative_that_acts_needs_no_word_of_crime() -> None:
    text = "Projektet Framtidsbygget i Växjö riktar sig till barn 6–12 år och finansieras av Länsstyrelsen."
    assert facts(text) == [
        ("Framtidsbygget", "municipality", "0780"),
        ("Framtidsbygget", "target_group", "barn 6–12 år"),
        ("Framtidsbygget", "age", "6-12"),
        ("Framtidsbygget", "funding", "finansieras av Länsstyrelsen"),
    ]


def test_a_municipality_has_what_its_page_calls_its_own() -> None:
    text = "Vårt projekt Stegvis hjälper unga i gäng."
    (stegvis,) = initiative_facts(text, mentions_in(text), Municipality("1488", "Trollhättan"), ())
    assert [(fact.kind, fact.value, fact.text) for fact in stegvis.facts] == [
        ("municipality", "1488", "Stegvis"),
        ("target_group", "unga i gäng", "unga i gäng"),
    ]


def test_a_text_without_initiatives_has_no_facts() -> None:
    assert initiative_facts("Vara kommun betalar 2 miljoner kronor.", [], None, ()) == ()


WORDS = (
    "Krami SSPF projektet Stegen är ett stöd mot brott Brå polisen unga mellan 12 och 18 år 2 miljoner"
    " , . \n\n ” ( i Vara"
)


@settings(deadline=None)  # the first text waits for the weights
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=40))
def test_every_offset_holds_whatever_the_text(words: list[str]) -> None:
    text = " ".join(words)
    mentions = mentions_in(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    for one in initiative_facts(text, mentions, None, ()):
        assert all(text[fact.start : fact.end] == fact.text for fact in one.facts)


def test_the_publisher_is_no_partner_of_its_own() -> None:
    text = "Krami är ett samarbete mellan Kriminalvården och Vara kommun."
    (krami,) = initiative_facts(text, mentions_in(text), Municipality("1470", "Vara"), ())
    assert [(fact.kind, fact.value) for fact in krami.facts] == [
        ("partner", "organisation:kriminalvarden"),
        ("municipality", "1470"),
    ]


SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared folder is not here")
@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (
            "000",
            [
                ("TUTI", "municipality", "1488"),
                ("TUTI", "target_group", "ungdomar som annars riskerar att hamna i kriminalitet"),
            ],
        ),
        (
            "002",
            [
                ("UngSydväst", "target_group", "unga mellan 12–25 år som är i riskzon för kriminalitet"),
                ("UngSydväst", "age", "12-25"),
            ],
        ),
        ("003", []),
        (
            "004",
            [
                ("Krami", "partner", "organisation:kriminalvarden"),
                ("Krami", "partner", "organisation:arbetsformedlingen"),
                ("Krami", "municipality", "1487"),
                ("Krami", "municipality", "1488"),
                ("Stationen", "municipality", "1488"),
                ("Stationen", "target_group", "unga vuxna 18-29 år"),
                ("Stationen", "age", "18-29"),
            ],
        ),
    ],
)
def test_the_seeds_say_what_a_reader_sees(seed: str, expected: list[tuple[str, str, str]]) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    assert facts(path.read_text(encoding="utf-8")) == expected
