"""Role and organisation: what is read beside a name, and what belongs to another person."""

from __future__ import annotations

import pytest

from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.roles import has_role, role_and_organisation

LISTS = NameLists(frozenset({"Anna", "Erik"}), frozenset(), frozenset(), frozenset({"Göteborg", "Kalmar"}))


def beside(text: str, *names: str) -> list[tuple[str | None, str | None]]:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [role_and_organisation(text, start, end, spans, LISTS) for start, end in spans]


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        ("Klart, säger utredaren Karin Dahl på Brå.", "Karin Dahl", "utredare", "Brå"),
        ("Omar Hassan från Frivården i Göteborg höll i mötet.", "Omar Hassan", None, "Frivården i Göteborg"),
        ("Nu börjar det, säger Petra Ek projektledare på Brå.", "Petra Ek", "projektledare", "Brå"),
        ("Petra Ek – rektor på Ekskolan.", "Petra Ek", "rektor", "Ekskolan"),
        ("Petra Ek, som arbetar som kurator.", "Petra Ek", "kurator", None),
        ("Petra Ek, vd och ägare, log.", "Petra Ek", "vd och ägare", None),
        ("Nils Wik, Falkenbergs kommun, tog emot.", "Nils Wik", None, "Falkenbergs kommun"),
        ("Leila Nouri\nHållbarhetsstrateg\n0520-123 45", "Leila Nouri", "hållbarhetsstrateg", None),
        ("Med fanns Sara Ek, lektor i kriminologi, och fler.", "Sara Ek", "lektor i kriminologi", None),
        ("I går kom Sara Ek till mötet i Kalmar.", "Sara Ek", None, None),
        ("Där talade Sara Ek, Göteborg, om saken.", "Sara Ek", None, None),
        ("Sara Ek, polis i Kalmar.", "Sara Ek", "polis", None),
        ("Sara Ek, polis i Tensta.", "Sara Ek", "polis", None),
        ("Sara Ek, chef i Kalmar kommun.", "Sara Ek", "chef", "Kalmar kommun"),
        ("Sara Ek, rektor för Anna Skolan.", "Sara Ek", "rektor", None),
        ("Sara Ek, chef för Tredje spåret.", "Sara Ek", "chef", "Tredje spåret"),
        ("Nils Wik, chef för Arbets- och socialförvaltningen.", "Nils Wik", "chef", "Arbets- och socialförvaltningen"),
        ("Nils Wik, chef på Myndigheten för stöd och tro.", "Nils Wik", "chef", "Myndigheten för stöd och tro"),
        ("Mats Berg är säkerhetschef. Sedan kom fler.", "Mats Berg", "säkerhetschef", None),
        ("Siv Holm och är lärare på Ekskolan.", "Siv Holm", "lärare", "Ekskolan"),
        ("Siv Holm har arbetat som stödperson i åtta år.", "Siv Holm", "stödperson", None),
        ("Siv Holm, som har anställts som koordinator, log.", "Siv Holm", "koordinator", None),
        ("Siv Holm (fritidschef) flyttade dit.", "Siv Holm", "fritidschef", None),
        ("Siv Holm (S), ordförande, yrkar bifall.", "Siv Holm", "ordförande", None),
        ("Siv Holm- psykiater", "Siv Holm", "psykiater", None),
        ("Siv Holm, professor, Försvarshögskolan. Om gäng.", "Siv Holm", "professor", "Försvarshögskolan"),
        ("Siv Holm\nRegionchef, Skatteverket\n", "Siv Holm", "regionchef", "Skatteverket"),
        ("| Siv Holm | Rektor | 0520-12 34 |", "Siv Holm", "rektor", None),
        ("Siv Holm häller upp te. Hon är ordförande i föreningen.", "Siv Holm", "ordförande", "föreningen"),
        ("Siv Holm, kommunstyrelsens ordförande.", "Siv Holm", "ordförande", "kommunstyrelsen"),
        (
            "Siv Holm, ordförande i Somaliska föreningen i Vara.",
            "Siv Holm",
            "ordförande",
            "Somaliska föreningen i Vara",
        ),
        ("Siv Holm, analytiker, Säkerhetspolisen: Läget.", "Siv Holm", "analytiker", "Säkerhetspolisen"),
        ("Siv Holm, chef i Anna kommun.", "Siv Holm", "chef", "Anna kommun"),
        ("Siv Holm, som forskar om gäng vid Umeå universitet, log.", "Siv Holm", None, "Umeå universitet"),
        ("Siv Holm, psykiater, författare och debattör.", "Siv Holm", "psykiater, författare och debattör", None),
        ("Siv Holm, 45 år, lärare på Ekskolan.", "Siv Holm", "lärare", "Ekskolan"),
        ("Siv Holm\nRektor Björkskolan", "Siv Holm", "rektor", "Björkskolan"),
        ("Siv Holm är ny enhetschef.", "Siv Holm", "enhetschef", None),
        ("Enhetschefen, Siv Holm, log.", "Siv Holm", "enhetschef", None),
        ("Projektledare är Siv Holm.", "Siv Holm", "projektledare", None),
        ("Chef för kontrollgruppen är Siv Holm.", "Siv Holm", "chef", "kontrollgruppen"),
        ("Samordnare för grannsamverkan är Siv Holm.", "Siv Holm", "samordnare för grannsamverkan", None),
        ("Enhetschef: Siv Holm", "Siv Holm", "enhetschef", None),
        ("Projektledaren på Krami, Siv Holm, log.", "Siv Holm", "projektledare", "Krami"),
        ("Den konsult, Siv Holm, som hjälpte till.", "Siv Holm", "konsult", None),
        ("Socialnämndens ordförande Siv Holm log.", "Siv Holm", "ordförande", "Socialnämnden"),
        ("LO:s vice ordförande Siv Holm log.", "Siv Holm", "vice ordförande", "LO"),
        ("Danmarks försvarsminister Siv Holm log.", "Siv Holm", "försvarsminister", None),
        ("Minister för civilt försvar Siv Holm log.", "Siv Holm", "minister för civilt försvar", None),
        ("Äldre- och socialminister Siv Holm log.", "Siv Holm", "äldre- och socialminister", None),
        ("Sveriges ambassadör i Rom Siv Holm log.", "Siv Holm", "ambassadör", None),
        ("Skolminister Siv Holm lärare och förskollärare vid", "Siv Holm", "skolminister", None),
        ("Siv Holm\tSäkerhetschef", "Siv Holm", "säkerhetschef", None),
        ("Namn\tTitel\r\nSiv Holm\tSäkerhetschef\r\nBo Ek\tRektor", "Siv Holm", "säkerhetschef", None),
        ("Siv Holm\tSäkerhetschef\t0520-12 34", "Siv Holm", "säkerhetschef", None),
        ("Siv Holm\r\nSäkerhetschef\r\n", "Siv Holm", "säkerhetschef", None),
        ("Siv Holm, lektor  i  kriminologi", "Siv Holm", "lektor i kriminologi", None),
        ("Siv Holm, Diskrimineringsombudsmannen", "Siv Holm", None, "Diskrimineringsombudsmannen"),
        ("Siv Holm är en erfaren politisk ledare.", "Siv Holm", None, None),
        ("Siv Holm har varit konstnärlig ledare.", "Siv Holm", "konstnärlig ledare", None),
        ("Siv Holm utsågs till samordnare i juni 2024.", "Siv Holm", "samordnare", None),
        (
            "Siv Holm, forskare vid institutionen för genusvetenskap på Uppsala universitet.",
            "Siv Holm",
            "forskare",
            "institutionen för genusvetenskap på Uppsala universitet",
        ),
        (
            "Leila Nouri, verksamhetschef inom socialtjänsten i Kalmar kommun.",
            "Leila Nouri",
            "verksamhetschef",
            "socialtjänsten i Kalmar kommun",
        ),
    ],
)
def test_what_stands_beside_the_name(text: str, name: str, role: str | None, organisation: str | None) -> None:
    assert beside(text, name) == [(role, organisation)]


def test_a_role_before_the_next_person_is_that_persons() -> None:
    text = "På plats var Anna Berg, utredaren Erik Holm och flera till."
    assert beside(text, "Anna Berg", "Erik Holm") == [(None, None), ("utredare", None)]


def test_a_role_behind_another_name_is_no_title_of_the_next() -> None:
    text = "Bo Lind rektor Siv Holm lärare"
    assert beside(text, "Bo Lind", "Siv Holm")[1] == ("lärare", None)


def test_what_is_said_of_several_is_said_of_each() -> None:
    assert beside("Sara Ek, Bo Lind och Siv Holm från Krami.", "Sara Ek", "Bo Lind", "Siv Holm") == [
        (None, "Krami"),
        (None, "Krami"),
        (None, "Krami"),
    ]
    assert beside("Forskarna Bo Lind och Siv Holm log.", "Bo Lind", "Siv Holm") == [("forskare", None)] * 2
    assert beside("Författare\n\nBo Lind & Siv Holm", "Bo Lind", "Siv Holm") == [("författare", None)] * 2
    assert beside("Rektor Bo Lind och Siv Holm log.", "Bo Lind", "Siv Holm") == [("rektor", None), (None, None)]


def test_roles_on_lines_of_their_own() -> None:
    text = "Bo Lind\nSocialchef\nSiv Holm\nRektor\n"
    assert beside(text, "Bo Lind", "Siv Holm") == [("socialchef", None), ("rektor", None)]


def test_another_person_is_no_organisation() -> None:
    assert beside("Bo Ek, chef för Åsa Lind.", "Bo Ek", "Åsa Lind") == [("chef", None), (None, None)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Bo Ek, rektor", True), ("Rektor Bo Ek", True), ("Bo Ek\nRektor\n", True), ("Bo Ek i skolan", False)],
)
def test_has_role(text: str, answer: bool) -> None:
    start = text.index("Bo Ek")
    assert has_role(text, start, start + 5) is answer
