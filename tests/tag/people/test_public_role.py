"""Who is named in a public role, and who is a private person in a story."""

from __future__ import annotations

import pytest

from pipeline.records import Mention
from pipeline.tag.people.public_role import with_public_roles
from tests.tag.conftest import Find


def public(find: Find, text: str) -> dict[str, bool | None]:
    return {mention.name: mention.public for mention in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Det säger Anna Berg, verksamhetschef inom socialtjänsten i Trollhättans Stad.",
        "Anna Berg från Frivården i Göteborg höll i mötet.",
        "Anna Berg, Brå, har haft en första träff.",
        "Utredaren Anna Berg har läst domarna.",
        "Anna Berg (S) vill se fler lampor.",
        "Text: Anna Berg",
        "Foto: ANNA BERG",
        "av Anna Berg\nArbetet handlar om rutiner.",
        "Kontakta Anna Berg på anna.berg@kommunen.example.",
        "Anna Berg\n0520-12 34 56",
        "Vid protokollet\nAnna Berg",
        "Vid pennan: Anna Berg",
        "Det gör vi varje år.\nAnna Berg",
        "På regeringens vägnar\n\nANNA BERG",
        "Medverkande: Anna Berg, Bo Ek och Siv Lind.",
        "09.15 Anna Berg om unga och skuld.",
        "Anna Berg leder arbetet i Vara.",
        "Anna Berg, som forskar om gäng, är inte övertygad.",
        "Anna Berg har arbetat med LVU-ärenden i tolv år.",
        "Anna Berg berättar om den öppna verksamheten.",
        "Hon heter Anna Berg och är fältsekreterare.",
        "Anna Berg bor i Vara. Hon är ordförande i hembygdsföreningen.",
        "Med Dr. Anna Berg och fler.",
        "Enligt Anna Berg (2020) minskar brotten.",
        "Anna Berg, 45 år, verksamhetsledare på Fryshuset.",
        "Enhetschefen, Anna Berg, säger ja.",
        "Sitt första möte höll läkaren Anna Berg i går.",
        "Bo Ek, Siv Lind och Anna Berg samtalar.",
        "Medverkande\nBo Ek\nAnna Berg\nSiv Lind",
        "En bok av Anna Berg.",
        "Boken Gäng i Vara av Anna Berg.",
        "Hela ditt liv.\n\nAnna Berg/TT\n",
        "Polisen Anna Berg misshandlades i tjänsten.",
        "Ministern Anna Berg, vars son sköts, talade.",
        "Åklagaren Anna Berg åtalade två män.",
    ],
)
def test_a_public_role(find: Find, text: str) -> None:
    assert public(find, text)["Anna Berg"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg såg hur någon sålde knark vid lekplatsen.",
        "Nu går jag dit igen, säger Anna Berg.",
        "Anna Berg, 67, tog fram nyckelbrickan.",
        "Anna Berg (9) minns bäst sitt första mål.",
        "En som ska flytta in är Anna Berg, 94 år.",
        "Den misstänkte Anna Berg nekar.",
        "Anna Berg åtalas för bidragsbrott.",
        "Anna Berg, dömd för rån, överklagar.",
        "Offret Anna Berg låg kvar på platsen.",
        "Anna Berg sköts utanför sin port.",
        "Anna Berg, vars son sköts till döds, talade på mötet.",
        "Anna Berg, mamma till Olle, är nöjd.",
        "Grannen Anna Berg ringde 112.",
        "Eleven Anna Berg vill ha längre raster.",
        "Boende Anna Berg är kluven.",
        "Ägaren Anna Berg såg mopeden på nätet.",
        "Restaurangägaren Anna Berg har ingenting att dölja.",
        "Konststudenten Anna Berg fördes till sjukhus.",
        "Anna Berg, hyresgäst på Kronogården, har bott där länge.",
        "Läkaren Anna Berg, 61, fråntas sin legitimation.",
        "Anna Berg släpptes från anstalten i oktober.",
        "Anna Berg pendlar till Lund.",
        "Ledaren Anna Berg är på fri fot.",
        "Polisen letar efter Anna Berg, gängledare.",
        "Den åtalade polisen Anna Berg nekar.",
        "I dag vittnade åtalade Anna Berg, tidigare politiker.",
        "Den dömde, förre socialsekreteraren Anna Berg, har överklagat.",
        "Dömde pedofilen och läraren Anna Berg får sparken.",
        "Tidigare klubbordföranden Anna Berg dömdes till fem års fängelse.",
        "Anna Berg, 13, volontär.",
        "Anna Berg (13), volontär.",
        "17-åriga volontären Anna Berg.",
        "Anna Berg, 16 år, ungdomsledare.",
        "Anna Berg, 15, elevrådets ordförande, talade.",
        "Pappan Anna Berg, 45, ordförande i Somaliska föreningen, efterlyser sin son.",
        "Anna Berg, ordförande i Somaliska föreningen, förlorade sin son.",
        "Boken stals av Anna Berg.",
        "Där talade advokat Bo Ek och Anna Bergs dotter.",
        "17.00 Tyst minut. Bo tänder ett ljus.\nAnna Berg bodde på tredje våningen.",
    ],
)
def test_a_private_person(find: Find, text: str) -> None:
    assert public(find, text)["Anna Berg"] is False


def test_an_office_beats_a_private_circumstance(find: Find) -> None:
    assert public(find, "Socialchefen Anna Berg, vars bil stals, är arg.") == {"Anna Berg": True}
    assert public(find, "Pappan Bo Ek är nöjd. Bo Ek är rektor på Ekskolan.") == {"Bo Ek": True}
    assert public(find, "Ordförande Bo Ek (C), 71, tog första spadtaget.") == {"Bo Ek": True}


def test_one_mention_speaks_for_all_of_the_same_person(find: Find) -> None:
    mentions = find("Anna Berg ler. Det gör också Bo Ek. Anna Berg är polis. Berg bor i Vara.")
    assert [(m.text, m.public) for m in mentions] == [
        ("Anna Berg", True),
        ("Bo Ek", False),
        ("Anna Berg", True),
        ("Berg", True),
    ]


def test_a_role_beside_a_surname_makes_no_private_namesake_public(find: Find) -> None:
    text = "Kommunalrådet Lund sade att Lund behöver fler poliser. Maria Lund, 34, bor i Vara."
    assert public(find, text) == {"Maria Lund": False}
    assert public(find, "Maria Lund höll tal. Kommunalrådet Lund fick applåder.") == {"Maria Lund": True}


def test_people_joined_share_the_signs(find: Find) -> None:
    assert public(find, "Anna Berg, Bo Ek och Siv Lind från Krami.") == dict.fromkeys(
        ("Anna Berg", "Bo Ek", "Siv Lind"), True
    )
    assert public(find, "Bland dem ägaren Bo Ek, 52, och hans hustru Siv Ek.") == {"Bo Ek": False, "Siv Ek": False}


def test_no_mentions() -> None:
    assert with_public_roles("Inget här.", []) == ()


def test_everything_else_of_a_mention_stays() -> None:
    mention = Mention(0, 9, "Anna Berg", "PERSON", "person:anna-berg", "Anna Berg", "polis", "Brå")
    (found,) = with_public_roles("Anna Berg, polis", [mention])
    assert found == Mention(0, 9, "Anna Berg", "PERSON", "person:anna-berg", "Anna Berg", "polis", "Brå", public=True)
