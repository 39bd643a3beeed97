"""Municipalities: what counts as a mention, what does not, and where it stands."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Mention, Municipality
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str, publisher: str = "") -> list[tuple[str, str]]:
    names = {one.name: Municipality(one.code, one.name) for one in gazetteer.municipalities}
    return [(mention.text, mention.name) for mention in find_municipalities(gazetteer, text, names.get(publisher))]


def test_a_mention_is_whole(gazetteer: Gazetteer) -> None:
    assert find_municipalities(gazetteer, "Mötet hölls i Trollhättans Stad.") == (
        Mention(
            14,
            31,
            "Trollhättans Stad",
            "MUNICIPALITY",
            "municipality:1488",
            "Trollhättan",
            code="1488",
            confidence=0.99,
            reason="kommun beside the name",
        ),
    )


def test_every_official_name_is_found_whole(gazetteer: Gazetteer) -> None:
    for one in gazetteer.municipalities:
        for name in (one.official, *(alias for alias in one.aliases if " " in alias)):
            assert [(m.text, m.code) for m in find_municipalities(gazetteer, f"Beslut av {name} i maj.")] == [
                (name, one.code)
            ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Göteborgs stad och Vara kommuns nämnd.", [("Göteborgs stad", "Göteborg"), ("Vara kommuns", "Vara")]),
        ("Upplands Väsby kommuns lägesbild", [("Upplands Väsby kommuns", "Upplands Väsby")]),
        ("Arbetet i Göteborg stad går framåt.", [("Göteborg stad", "Göteborg")]),
        ("Malmö stads tjänstepersoner", [("Malmö stads", "Malmö")]),
        ("Lilla Edet, Upplands-Bro, Dals-Ed", [("Lilla Edet", "Lilla Edet"), ("Upplands-Bro", "Upplands-Bro"),
                                               ("Dals-Ed", "Dals-Ed")]),
        ("Strängnäs och Höganäs", [("Strängnäs", "Strängnäs"), ("Höganäs", "Höganäs")]),
        ("Umeås modell", [("Umeås", "Umeå")]),
        ("Habo är inte Håbo.", [("Habo", "Habo"), ("Håbo", "Håbo")]),
        ("Falu kommun följer efter.", [("Falu kommun", "Falun")]),
        ("Region Gotland är också en kommun.", [("Region Gotland", "Gotland")]),
        ("Han bor i Gbg.", [("Gbg", "Göteborg")]),
        ("STRÄNGNÄS KOMMUN", [("STRÄNGNÄS KOMMUN", "Strängnäs")]),
        ("hur jobbar göteborg med gäng", [("göteborg", "Göteborg")]),
        ("Frivården i Örebro och polisen i Umeå", [("Örebro", "Örebro"), ("Umeå", "Umeå")]),
        ("Storgatan 3 461 30 Trollhättan", [("Trollhättan", "Trollhättan")]),
    ],
)  # fmt: skip
def test_names_that_mean_nothing_else(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vara ung är inte lätt. Att vara förälder är svårare.",
        "Mark och vatten ska skyddas. Boden där grillen står är låst.",
        "Anna Lund, Per Berg och Lars Mark leder arbetet.",
        "Lund, Anna",
        "Vi har frågat Per-Olof Berg och A. Lund.",
        "– Vi är stolta, säger Berg.",
        "Kontakta Nora Svensson eller Mark Ek.",
        "Maria von Berg och advokat Lund",
        "Vi talade med Petra Falkenberg och Lisa Varberg.",
        "Klippan rasade.",
        "Enligt VARA ska alla vara med.",
        "INGREPP I MARK",
        "Vi mötte A. Varberg igår.",
        "Han slog in en kil i en bod. Att sala till ett lån, ett par trosor, en skara, att nacka en höna.",
        "– Berg har rätt, menar Lund.",
        "Enligt Berg är det fel. Bergs rapport kom i maj.",
        "Nora säger inget. Vi skickade brevet till Nora.",
        "Nora, 17, och Dorotea (16)",
        "Ett brev från Vilhelmina",
        "Vara eller inte vara. Vara ung är svårt.",
        "Arbetet inom Mark och vatten",
        "ALE, KIL, EDA och SALA",
        "Historikern Henrik Kalix. Kalix bok är slut.",
        "Kommunpolisen Eda Hjo och Nora Kil",
        "Petra Alingsås Ferm. Alingsås Ferms modell är ny.",
        "Kommunpolis Per-Ivar Ronneby är nöjd, säger Ronneby.",
        "Ett samtal med Säter",
        "Marks & Spencer säljer kläder.",
        "polisen Lund säger nej",
        "Klippan rasade. Köping är ett ord.",
        "Kils\u00adbergen",
    ],
)
def test_words_and_people_do_not_count(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I Vara träffas de varje vecka.", ["Vara"]),
        ("De reser från Mark och till Sala.", ["Mark", "Sala"]),
        ("Polisen i Lund samlar butikerna.", ["Lund"]),
        ("kommunerna Vara, Mark och Ale", ["Vara", "Mark", "Ale"]),
        ("Vara, Essunga och Marks kommuner", ["Vara", "Essunga", "Mark"]),
        ("Vi samarbetar: Göteborg, Mark och Ale.", ["Göteborg", "Mark", "Ale"]),
        ("Malmö, Lund och Berg", ["Malmö", "Lund", "Berg"]),
        ("• Mora\n• Malmö\n• Kil", ["Mora", "Malmö", "Kil"]),
        ("Torget 2, 534 31 Vara", ["Vara"]),
        ("Kyrkgatan 24, Boden", ["Boden"]),
        ("Kommuner som deltar: Lund, Vara och Sala", ["Lund", "Vara", "Sala"]),
        ("Lund, Malmö", ["Lund", "Malmö"]),
        ("Även Boden och Köping söker medel.", ["Boden", "Köping"]),
        ("Bergs socialnämnd beslutade i juni.", ["Berg"]),
        ("Polisen Lund larmar.", ["Lund"]),
        ("Kyrkgatan 24, Vara", ["Vara"]),
        ("Det är bra, säger Lunds kommundirektör.", ["Lund"]),
        ("Bergs kommunalråd", ["Berg"]),
        ("SSPF Ale, Brå Sala, BRÅ Köping, Avhopparteamet Mark", ["Ale", "Sala", "Köping", "Mark"]),
        ("Unga från hela Ale. Vägen genom Vara. I höjd med Kil", ["Ale", "Vara", "Kil"]),
        ("Polisen Mora larmar. Mora: Två greps.", ["Mora", "Mora"]),
        ("Ungdomsmottagningen Lund, Öppenvården Mark", ["Lund", "Mark"]),
        ("Hamnarna i Västerås och Köping", ["Västerås", "Köping"]),
        ("Kalender: Vara 2 maj, Mark 9 maj, Herrljunga 16 maj", ["Vara", "Mark", "Herrljunga"]),
        ("Göteborg (5), Mark (1) och Ale (2)", ["Göteborg", "Mark", "Ale"]),
        ("Malmö-Lund", ["Malmö", "Lund"]),
        ("linjen Arlanda–Mora–Sveg", ["Mora", "Härjedalen"]),
        ("Skara | Vara | Essunga", ["Skara", "Vara", "Essunga"]),
        ("I Nora och Dorotea", ["Nora", "Dorotea"]),
        ("I min hemkommun Nora", ["Nora"]),
        ("Ingvar Osby har flyttat hit från Osby.", ["Osby"]),
        ("I Vara är det lugnt. Nu satsar Vara på skolan.", ["Vara", "Vara"]),
        ("I Vara är det lugnt. Varas ungdomar", ["Vara", "Vara"]),
        ("norr om Berg", ["Berg"]),
        ("Även Säter och nedläggningen drabbar Boden", ["Säter", "Boden"]),
    ],
)
def test_a_trap_counts_with_evidence(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [name for _, name in found(gazetteer, text)] == names


def test_kommun_elsewhere_makes_later_uses_count(gazetteer: Gazetteer) -> None:
    text = "Lunds kommun växer.\nNu satsar Lund på skolan. Lund har anställt fyra."
    assert [m.start for m in find_municipalities(gazetteer, text)] == [0, 30, 46]
    assert found(gazetteer, "Nu satsar Lund på skolan. Lund har anställt fyra.") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lunds kommun\nLund\nVi växer.", 2),
        ("Lunds kommun\nI dag log advokat Lund.", 1),
        ("Lunds kommun\nI dag log Lund Andersson.", 1),
        ("Lunds kommun\nDet blir bra, Lund säger nej.", 1),
        ("Vara kommun\nDET KAN VARA SÅ.", 1),
    ],
)
def test_where_kommun_elsewhere_is_evidence(gazetteer: Gazetteer, text: str, count: int) -> None:
    assert len(found(gazetteer, text)) == count


def test_a_person_stays_a_person_beside_the_municipality(gazetteer: Gazetteer) -> None:
    text = "I Lunds kommun arbetar Anna Lund. – Det går bra, säger Lund. Skicka frågor till Johan Lund."
    assert found(gazetteer, text) == [("Lunds kommun", "Lund")]


@pytest.mark.parametrize(
    ("publisher", "text", "count"),
    [
        ("Vara", "Vara satsar på unga.", 1),
        ("Vara", "Nu satsar Vara på unga. Varas skolor.", 2),
        ("Vara", "Vara\nVi finns här.", 1),
        ("Vara", "Plats | Deltagare\nVara, stationen | 27", 1),
        ("Vara", "Vara ung är inte lätt. Att vara. VARA MED", 0),
        ("Lund", "Lund växer, säger Anna Lund.", 1),
        ("Lund", "– Lund menar att det är bra, säger Lund.", 0),
        ("Kil", "Det säger Stina Kil. Kil har lånat idén. Hon flyttade till Kil i fjol.", 1),
        ("Mark", "Mark har bäst skolor. Mark och vatten. Mark Ek.", 1),
        ("Nora", "Nora, 17, går i skolan. Vi i hela Nora.", 1),
        ("Skara", "Vara ung. Vara växer.", 0),
        ("Lund", "Kommunen växer. Staden också.", 2),
        ("", "Kommunen växer. Staden också.", 0),
    ],
)
def test_the_publisher_speaks_for_its_own_name(gazetteer: Gazetteer, publisher: str, text: str, count: int) -> None:
    assert len(found(gazetteer, text, publisher)) == count


def test_what_others_have_taken_does_not_count(gazetteer: Gazetteer) -> None:
    text = "Malmö ungdomsråd i Lund tackar Eva Skoog Eslöv. Eslöv, Lunds kommun."
    spans = [(0, 16), (31, 46), (55, 59)]
    assert [one.text for one in find_municipalities(gazetteer, text)] == ["Malmö", "Lund", "Eslöv", "Lunds kommun"]
    assert [one.text for one in find_municipalities(gazetteer, text, taken=spans)] == ["Lund", "Eslöv", "Lunds kommun"]


def test_what_the_rest_of_the_page_names_counts_where_it_stands_as_a_name(gazetteer: Gazetteer) -> None:
    text = "Lund satsar på trygghet"
    assert find_municipalities(gazetteer, text) == ()
    (one,) = find_municipalities(gazetteer, text, named={"1281"})
    assert (one.text, one.confidence, one.reason) == ("Lund", 0.85, "named elsewhere on the page")
    assert find_municipalities(gazetteer, "Lund, 17, satsar. Anna Lund.", named={"1281"}) == ()


def test_each_mention_says_what_it_rests_on(gazetteer: Gazetteer) -> None:
    text = (
        "I Vara. Vara kommun. Göteborg, Mark. 223 50 Lund. Polisen Berg. Till Sala. Även Kil. Nu är Mark med. Kommunen."
    )
    mentions = find_municipalities(gazetteer, text, Municipality("1488", "Trollhättan"))
    assert [(one.text, one.confidence, one.reason) for one in mentions] == [
        ("Vara", 0.93, "place preposition"),
        ("Vara kommun", 0.99, "kommun beside the name"),
        ("Göteborg", 0.97, "the name means nothing else"),
        ("Mark", 0.88, "in a list with Göteborg"),
        ("Lund", 0.97, "a postal address"),
        ("Berg", 0.93, "a local office of that place"),
        ("Sala", 0.85, "from or to the name"),
        ("Kil", 0.85, "capital letter within a sentence"),
        ("Mark", 0.85, "named as a place elsewhere in the text"),
    ]


def test_a_direction_is_no_evidence_where_the_name_is_a_person(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Det säger Eva Berg. Frågor går till Berg.") == []
    assert found(gazetteer, "Det säger Eva Ek. Bussen går till Berg.") == [("Berg", "Berg")]


_PIECES = st.sampled_from(
    ["Göteborgs", "Vara", " ", " stad", " kommuns", ", ", " och ", "\n", "\u00a0", "i ", "Anna ", "Lund", "-", "•", ".",
     "Kommunen ", "Alby ", "Sjöbo", "Borås", "|", "Upplands", "Väsby", "461 83 ", "län",
     "İ", "ſ", "MALMÖ", "malmö", " universitet", "kommunerna "]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=30).map("".join))
def test_offsets_hold_for_any_text(text: str) -> None:
    mentions = find_municipalities(_GAZETTEER, text, Municipality("1490", "Borås"), taken=[(3, 7)])
    assert all(text[m.start : m.end] == m.text and m.entity_id == f"municipality:{m.code}" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


_GAZETTEER = load_gazetteer()


@pytest.mark.shared
def test_the_seeds(gazetteer: Gazetteer, shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    names = [{name for _, name in found(gazetteer, text)} for text in texts]
    assert sorted(map(sorted, names)) == [
        ["Göteborg", "Linköping", "Sigtuna", "Södertälje", "Trollhättan"],
        ["Göteborg", "Trollhättan", "Vänersborg"],
        ["Strängnäs"],
        ["Trollhättan"],
        ["Trollhättan"],
    ]
    for text in texts:
        assert all(text[m.start : m.end] == m.text for m in find_municipalities(gazetteer, text))
