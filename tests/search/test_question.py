from __future__ import annotations

from datetime import date

import pytest

from pipeline.search.question import Known, Understood, understand

TODAY = date(2024, 5, 15)
TOWNS = {
    "0138": "Tyresö", "0139": "Upplands-Bro", "0114": "Upplands Väsby", "0128": "Salem", "0180": "Stockholm",
    "0380": "Uppsala", "0980": "Gotland", "1280": "Malmö", "1281": "Lund", "1383": "Varberg", "1440": "Ale",
    "1462": "Lilla Edet", "1463": "Mark", "1470": "Vara", "1480": "Göteborg", "1488": "Trollhättan", "1490": "Borås",
    "1715": "Kil", "1885": "Nora", "1981": "Sala", "2062": "Mora", "2080": "Falun", "2326": "Berg", "2582": "Boden",
}  # fmt: skip
CODES = {name: code for code, name in TOWNS.items()}
KNOWN = Known(
    municipalities=tuple(TOWNS.items()),
    people=(("p1", "Anna Berg"), ("p2", "Per-Olof Lund"), ("p3", "Lars Andersson"), ("p4", "Lars Andersson")),
    focus_areas=(
        ("F1", "Unga som rekryteras till organiserad kriminalitet"),
        ("F2", "Individer som vill lämna kriminalitet"),
        ("F6", "Välfärdsbrottslighet"),
    ),
)


def asked(question: str) -> Understood:
    return understand(question, KNOWN, TODAY)


def codes(names: str) -> tuple[str, ...]:
    return tuple(CODES[name] for name in names.split("|") if name)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Hur arbetar Trollhättan med avhoppare?", "Trollhättan"),
        ("Trollhättans avhopparverksamhet", "Trollhättan"),
        ("Vad gör Göteborgs Stad?", "Göteborg"),
        ("Vad gör Borås Stad?", "Borås"),
        ("Hur gör Falu kommun?", "Falun"),
        ("Vad gör Upplands Väsby och Lilla Edets kommun?", "Upplands Väsby|Lilla Edet"),
        ("Hur gör Upplands Bro?", "Upplands-Bro"),
        ("Malmö, Lund och Göteborg/Borås samt Ale eller Mark", "Malmö|Lund|Göteborg|Borås|Ale|Mark"),
        ("Malmö mot Malmö", "Malmö"),
        ("avhopparstöd i trollhättan", "Trollhättan"),
        ("trollhättans avhopparstöd", "Trollhättan"),
        ("lilla edet och upplands väsby", "Lilla Edet|Upplands Väsby"),
        ("stöd i malmö och borås", "Malmö|Borås"),
        ("skolor i vara kommun", "Vara"),
        ("skolor i vara och sala kommuner", "Vara|Sala"),
        ("SKOLOR I VARA KOMMUN", "Vara"),
        ("Vara kommun och skolan", "Vara"),
        ("I Vara finns fältare?", "Vara"),
        ("Hur satsar Boden på unga?", "Boden"),
        ("Satsar Lund på unga?", "Lund"),
        ("Mark, Vara och Ales kommuner", "Mark|Vara|Ale"),
        ("Vad gör Region Gotland?", "Gotland"),
        ("Vad gör polisen i Borås och Stockholms län?", "Borås"),
        ("Region Skåne och Malmö", "Malmö"),
        ("Hur go\u0308r Malmo\u0308?", "Malmö"),
    ],
)
def test_municipalities(question: str, names: str) -> None:
    assert asked(question) == Understood(municipalities=codes(names))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Hur förebygger man våld?",
        "Vara ung är svårt?",
        "Det är sant. Vara ung är svårt?",
        "Hur är det att vara ung?",
        "att vara kommun med ansvar",
        "Mark- och miljödomstolen",
        "mark och vatten",
        "stora berg i kil",
        "ENLIGT VARA ÄR DET BRA",
        "Boden är stängd",
        "Vem är Eva Berg?",
        "Vad säger Per Lund?",
        "Vad säger A. Varberg?",
        "Per Lund leder arbetet",
        "Kontakta Nora Svensson",
        "Stockholms län",
        "Stockholms och Uppsala län",
        "Vad gör Region Uppsala?",
        "Vad gör Länsstyrelsen i Stockholm?",
        "Forskning vid Lunds universitet",
        "Vad skriver Göteborgs-Posten?",
        "Vad gör Region Skåne?",
        "malmöiter och göteborgare",
        "F9 och F-3",
    ],
)
def test_nothing_recognisable(question: str) -> None:
    assert asked(question) == Understood()


@pytest.mark.parametrize(
    ("question", "wanted", "without"),
    [
        ("Vad gör andra kommuner än Trollhättan?", "", "Trollhättan"),
        ("andra städer än Malmö, Lund och Göteborg", "", "Malmö|Lund|Göteborg"),
        ("andra kommuner än trollhättan och göteborg", "", "Trollhättan|Göteborg"),
        ("Alla kommuner utom Malmö stad och Lunds kommun", "", "Malmö|Lund"),
        ("Utom Malmö, vilka har stöd?", "", "Malmö"),
        ("förutom i Malmö och i Lund", "", "Malmö|Lund"),
        ("bortsett från Borås", "", "Borås"),
        ("exklusive kommunerna Mark och Vara", "", "Mark|Vara"),
        ("Vad finns, men inte i Lund?", "", "Lund"),
        ("Göteborg men inte Malmö", "Göteborg", "Malmö"),
        ("utom Region Skåne och Malmö", "", "Malmö"),
        ("andra kommuner än Malmö, till exempel Lund", "Lund", "Malmö"),
        ("Hur skiljer sig Lund från andra kommuner än Lund?", "Lund", ""),
        ("inte bara i Malmö", "Malmö", ""),
        ("inte minst i Malmö", "Malmö", ""),
        ("Är andra kommuner bättre än Malmö?", "Malmö", ""),
        ("Varför får inte Malmö stöd?", "Malmö", ""),
        ("utomhus i Malmö", "Malmö", ""),
    ],
)
def test_municipalities_left_out(question: str, wanted: str, without: str) -> None:
    assert asked(question) == Understood(municipalities=codes(wanted), without_municipalities=codes(without))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vad säger Anna Berg?", Understood(people=("p1",))),
        ("anna bergs rapport", Understood(people=("p1",))),
        ("Per-Olof Lunds uppdrag i Lund", Understood(municipalities=("1281",), people=("p2",))),
        ("Lars Andersson", Understood(people=("p3", "p4"))),
        ("Anna Berg-Lund", Understood()),
        ("Anna, Berg", Understood(municipalities=("2326",))),
        ("Vad görs inom F2 och f1?", Understood(focus_areas=("F2", "F1"))),
        ("Vad är välfärdsbrottslighet?", Understood(focus_areas=("F6",))),
        ("individer som vill lämna kriminalitet", Understood(focus_areas=("F2",))),
        ("individer som lämnar kriminalitet", Understood()),
    ],
)
def test_people_and_focus_areas(question: str, expected: Understood) -> None:
    assert asked(question) == expected


def test_given_is_only_what_is_set() -> None:
    assert asked("F2 i Malmö men inte i Lund sedan 2020").given() == {
        "municipalities": ("1280",),
        "without_municipalities": ("1281",),
        "focus_areas": ("F2",),
        "since": "2020-01-01",
    }
    assert Understood().given() == {}


def test_a_generation_without_names_still_has_periods() -> None:
    assert understand("Malmö i fjol", Known((), (), ()), TODAY) == Understood(since="2023-01-01", until="2023-12-31")
