"""Names that hold a municipality's name and do not mean it."""

from __future__ import annotations

import pytest

from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.other_names import without_other_names
from pipeline.tag.place_names import named_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    names = without_other_names(gazetteer, text, named_places(gazetteer, text))
    return [text[one.start : one.end] for one in names]


@pytest.mark.parametrize(
    "text",
    [
        "Det stod i Göteborgs-Posten.",
        "Filipstads bluesförening och Bräcke diakoni",
        "Kliv av vid hållplats Smedjebacken. Mötet är i konferensrummet Lidingö.",
        "Filmkväll: ”Fucking Åmål”, med samtal",
        "Jag läser boken ”Trelleborg i mitt hjärta”.",
        "uppvuxen i Sandviken i Bergen, hemma i Sunne, byn vid Storsjön",
        "Forskare vid Stockholms universitet",
        "Uppsala och Lunds universitet",
        "Luleå tekniska universitet",
        "Högskolan i Skövde",
        "Stockholms län, Örebro län och Kalmar län",
        "Stockholms och Uppsala län",
        "Länsstyrelsen i Stockholms län",
        "Region Uppsala och polisregion Stockholm",
        "Region Skåne, Västra Götalands län",
        "Linköpings tingsrätt",
        "Förvaltningsrätten i Göteborg",
        "IFK Göteborg mötte Malmö FF.",
        "Göteborgsvägen 4 och Stockholms gata",
        "Anstalten Kumla",
        "Mark- och miljödomstolen",
        "info@malmo.se och www.stockholm.se",
        "Falu tingsrätt",
        "Anstalterna Kumla, Hall och Tidaholm",
        "Malmö+46",
        "Jönköpings, Kronobergs och Västmanlands län",
        "Kalmar, Blekinge samt Gotlands län",
        "samarbetet mellan Ljungby och Värnamo tingsrätter",
        "Göteborgs uni\u00adversitet",
        "Upsala Nya Tidning, Falu Kuriren och Gefle Dagblad",
        "Norrköpings Transportcentrum AB och Halmstads Fastighetsbolag AB",
        "Lunds kommuns Fastighets AB",
        "korvetterna HMS Gävle och HMS Sundsvall",
        "Region Jämtland Härjedalen",
        "Lex Kalmar antogs.",
        "länen Stockholm, Uppsala, Södermanland, Örebro och Västmanland",
        "Dalarna, Gävleborg och Jönköping",
        "| Värmland | 22 |\n| Örebro | 23 |\n",
        "| Stockholm | 10 % |\n| Södermanland | 8 % |",
        "Kungl. Musikhögskolan i Stockholm, Lunds historiska museum",
        "regionerna Stockholm, Västra Götaland och Uppsala",
        "Moskén ligger i Nora i Etiopien, inte i Stockholm, Wisconsin",
        "Högskolan Kristianstad",
        "FC Rosengård, Hotell Falköping och ICA Kronogården",
        "Nora stadshotell, Lunds konsthall, Bodens kammarkör, Vara konserthus och Habo företagare",
        "Skellefteå AIK, Växjö Lakers, Leksands IF och Mora IK",
        "Väsby Mot Våld",
        "Göteborgs Spårvägar, Malmö Muslimska Nätverk, Angereds Närsjukhus, Kista Science City och Stockholms Sjukhem",
        "Stockholm Arlanda flygplats och en sal på Malmö Live",
        "Det säger Emmaus Stockholm, Taxi Göteborg och Aktionsgruppen Hudiksvall.",
        "Förbifart Stockholm",
        "hos Kvinnojouren Lund och på Göteborgs museum",
        "Uppsala studentkår och Uppsala akademiska sjukhus",
        "Högskolan på Gotland och Regionala etikprövningsnämnden i Umeå",
        "Länsstyrelserna i Stockholm, Kalmar och Örebro",
        "Falun Gong och Gotland Ring",
        "Film på Gotland, Visit Umeå och Destination Gotland",
        "Stockholms slott, Varbergs fästning, Stockholms moské och Stockholms hamnar",
        "Uppsala brandförsvar, Kungsholmens gymnasium och Borgholms hälsocentral",
        "Östersunds Curlingklubb, Eskilstuna Kommunfastighet",
        "MTR Stockholm och PRO Nora, förbi Stockholms central",
        "skriver P.D. Storfors, och A. B. Lund svarar",
        "såväl Göteborgs som Stockholms stadsmission",
        "Bostäder i Borås och Uppsala universitet/Gotland",
        "Enheten för Mark och exploatering",
    ],
)
def test_names_inside_other_names_do_not_count(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vara och Skåne län", ["Vara"]),
        ("Filmen om gängen visas. ”Vi i Malmö vill mer.”", ["Malmö"]),
        ("På Facebook skriver hon ”Malmö vill mer”", ["Malmö"]),
        ("Arbetet i Malmö och Stockholms län", ["Malmö"]),  # there is no Malmö county
        ("Göteborgs stad och Stockholms universitet", ["Göteborgs stad"]),
        ("Malmö, Lund och Kalmar län", ["Malmö", "Lund"]),
        ("Lunds kommun och Kraftringen Energi AB", ["Lunds kommun"]),
        ("Nora i Västmanland", ["Nora"]),
        ("i Stockholm och Skåne, i Gotlands och Hallands län", ["Stockholm"]),
        ("i Göteborg, Skåne, Halland och på Gotland", ["Göteborg", "Gotland"]),
        ("hos Frivården Göteborg, i Södra Råtorp och med Liberalerna Malmö", ["Göteborg", "Råtorp", "Malmö"]),
        ("Projektet Ljusare Skäggetorp och projektet Spira Stockholm", ["Skäggetorp", "Stockholm"]),
        ("Malmös väg mot en bättre stad", ["Malmös"]),
        ("BID Gamlestaden, SSPF Malmö, LJUS PÅ BODEN", ["Gamlestaden", "Malmö", "BODEN"]),
        ("såväl Göteborg som Stockholm", ["Göteborg", "Stockholm"]),
        ("Lunds Socialtjänst, Vara Bibliotek och Rosengårds Centrum", ["Lunds", "Vara", "Rosengårds"]),
        ("Malmö Göteborg Stockholm", ["Malmö", "Göteborg", "Stockholm"]),
        ("Malmö Anna Svensson 040-12 34 56", ["Malmö"]),
        ("461 83 Trollhättan Tel 0520-49 50 00", ["Trollhättan"]),
        ("TRYGGT I MALMÖ HELA ÅRET", ["MALMÖ"]),
        ("Göteborgs gator och torg", ["Göteborgs"]),
        ("Strömbackaskolan i Piteå och Karlstads centralsjukhus", ["Piteå"]),
        ("från Skäggetorp hamnar de i Lund", ["Skäggetorp", "Lund"]),
        ("på anstalterna i Västerås, Eksjö och Avesta", ["Västerås", "Eksjö", "Avesta"]),
    ],
)
def test_a_name_shares_no_head_with_what_it_cannot(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Stöd ges till Stockholm, Uppsala, Sörmland, Östergötland, Jönköping och Kalmar.", []),
        ("* Stockholm: 1 267 100 000\n* Uppsala: 224 600 000\n* Södermanland: 181 600 000", []),
        ("| Skåne | 5 |\n| Stockholm | 7 |\n| Örebro | 2 |", []),
        ("Skåne, Stockholm och Göteborg har flest.", ["Stockholm", "Göteborg"]),
        ("Vi besökte Uppsala, Örebro och Kalmar.", ["Uppsala", "Örebro", "Kalmar"]),
    ],
)
def test_in_a_row_of_counties_a_county_is_meant(text: str, names: list[str]) -> None:
    gazetteer = load_gazetteer()
    found = without_other_names(gazetteer, text, named_places(gazetteer, text))
    assert [one.form.written for one in found if not one.form.is_place] == names
