"""Later mentions: which given names and surnames alone mean a person named before."""

from __future__ import annotations

import pytest

from tests.tag.conftest import Find


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
def test_later_mentions_by_one_name(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.name) for mention in find(text)] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Berg sa nej. Anna Berg sa ja.", 2),  # the full name may follow
        ("Anna, 17, heter egentligen något annat. Anna Berg är kurator.", 1),
        ("Anna Berg talar. Också Anna ler.", 2),
        ("Anna Berg talar. Det gör inte Också Anna ler.", 1),
        ("Anna Berg talar. Hon bor på Bergs gata.", 1),
        ("Anna Berg talar. Hon åker till Bergs kommun.", 1),
        ("Anna Berg talar. Bergs Y-sektion ler.", 1),
        ("Det säger Per Dag. Dag efter dag går.", 1),  # the word stands in lower case too
        ("Per Lund i Lunds kommun. Lund växer.", 1),
        ("Per Lund i Lunds kommun. Lund säger nej.", 2),
        ("Det säger Per Dag. De ser på Dag i skogen.", 1),
    ],
)
def test_a_name_that_may_be_something_else(find: Find, text: str, count: int) -> None:
    assert len(find(text)) == count


@pytest.mark.parametrize(
    ("text", "confidence", "reason"),
    [
        ("Anna Berg log. Sedan gick Berg.", 0.95, "surname after the full name"),
        ("Bergs plan\nAnna Berg log.", 0.85, "surname before the full name"),
        ("Hon heter Anna Berg. Anna log.", 0.95, "given name after the full name"),
        ("Det sa fru Berg. Hon heter Anna Berg.", 0.85, "surname before the full name"),
    ],
)
def test_what_a_link_rests_on(find: Find, text: str, confidence: float, reason: str) -> None:
    (mention,) = (mention for mention in find(text) if " " not in mention.text)
    assert (mention.name, mention.confidence, mention.reason) == ("Anna Berg", confidence, reason)


def test_a_surname_of_two_means_the_one_the_paragraph_names(find: Find) -> None:
    text = "Anna Berg log.\nBo Berg är polis, och Berg gick.\nSedan kom Berg."
    assert [(mention.text, mention.name) for mention in find(text)] == [
        ("Anna Berg", "Anna Berg"),
        ("Bo Berg", "Bo Berg"),
        ("Berg", "Bo Berg"),
    ]


def test_all_surnames_without_the_given_name(find: Find) -> None:
    text = "Säger Tina Backlund Ito. Backlund Itos råd är gott."
    assert [(mention.text, mention.name) for mention in find(text)] == [
        ("Tina Backlund Ito", "Tina Backlund Ito"),
        ("Backlund Itos", "Tina Backlund Ito"),
    ]


def test_a_couple_shares_its_surname(find: Find) -> None:
    assert [(m.text, m.name, m.reason) for m in find("Anna och Bo Ek driver gården.")] == [
        ("Anna", "Anna Ek", "surname shared with the next name"),
        ("Bo Ek", "Bo Ek", None),
    ]
    assert [(m.text, m.name) for m in find("Anna Berg log. Anna och Bo Ek gick.")] == [
        ("Anna Berg", "Anna Berg"),
        ("Anna", "Anna Berg"),
        ("Bo Ek", "Bo Ek"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Göran Kil är ingenjör. Ring Kil eller polisen.", 2),
        ("Göran Kil är ingenjör. Han bor i Kil.", 1),
        ("Henrik Kalix talar. Kalix bok säljs i foajén.", 2),
        ("Henrik Kalix talar i Kalix kommun. Kalix växer.", 1),
        ("Henrik Kalix talar. Domar i Boden, Kalix och Kiruna.", 1),
        ("Bo Mark är chef. Mark och exploatering svarar.", 1),
        ("Karin Ek, karin.ek@bra.example. Ek menar allvar.", 2),
    ],
)
def test_a_surname_that_is_a_municipality_or_a_word(find: Find, text: str, count: int) -> None:
    assert len(find(text)) == count
